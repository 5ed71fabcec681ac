"""The server of the app, which opens what its first visitor asks for before it listens: ``python -m ui.serving``."""

import importlib
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

from streamlit.web.cli import main as streamlit

from geo.errors import MaillageError

ROOT = Path(__file__).resolve().parent.parent

LONGEST_S = 20.0
"""How long the server waits for what is opened; what takes longer goes on beside it, as on a visitor's first page."""

_MODULES = ("ui.frame", "ui.errors", "ui.views")
"""What ``app.py`` imports beside the opening itself."""


def main(options: Sequence[str]) -> None:
    """Warm up, then serve the app with these options of ``streamlit run``."""
    # A thread, since a fault in what is opened must not keep the server from saying so on its pages.
    warming = Thread(target=_warm, name="warming", daemon=True)
    warming.start()
    warming.join(LONGEST_S)
    streamlit(["run", str(ROOT / "app.py"), *options], prog_name="streamlit")


def _warm() -> None:
    # Streamlit warns whoever calls it outside a page; here that is meant.
    warnings = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")
    warnings.disabled = True
    try:
        for module in _MODULES:
            importlib.import_module(module)
        importlib.import_module("ui.opening").warm()
    except MaillageError:
        # The page says it, in the reader's language and with the remedy.
        return
    finally:
        warnings.disabled = False


if __name__ == "__main__":
    main(sys.argv[1:])
