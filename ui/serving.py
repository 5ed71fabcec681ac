"""The server of the app, which opens what its first visitor asks for before it listens: ``python -m ui.serving``."""

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

from streamlit.web.bootstrap import load_config_options
from streamlit.web.cli import main as streamlit
from streamlit.web.cli import main_run

from geo.errors import MaillageError

ROOT = Path(__file__).resolve().parent.parent

LONGEST_S = 20.0
"""How long the server waits for what is opened; what takes longer goes on beside it, as on a visitor's first page."""

_MODULES = ("ui.frame", "ui.errors", "ui.views", "folium.plugins")
"""What ``app.py`` imports beside the opening itself, and what streamlit-folium does while the first map is drawn."""


def main(options: Sequence[str]) -> None:
    """Warm up, then serve the app with these options of ``streamlit run``."""
    words = [str(ROOT / "app.py"), *options]
    asked = main_run.make_context("streamlit run", list(words)).params
    # Before anything else asks Streamlit for an option: it would complain afterwards that they have changed.
    load_config_options({name: value for name, value in asked.items() if name not in ("target", "args")})
    # A thread, since a fault in what is opened must not keep the server from saying so on its pages.
    warming = Thread(target=_warm, name="warming", daemon=True)
    warming.start()
    warming.join(LONGEST_S)
    streamlit(["run", *words], prog_name="streamlit")


def _warm() -> None:
    for module in _MODULES:
        importlib.import_module(module)
    try:
        importlib.import_module("ui.opening").warm()
    except MaillageError:
        # The page says it, in the reader's language and with the remedy.
        return


if __name__ == "__main__":
    main(sys.argv[1:])
