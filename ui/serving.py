"""The server of the app, which opens what its first visitor asks for before it listens: ``python -m ui.serving``."""

import gc
import importlib
import inspect
import os
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from shutil import copyfile
from threading import Thread

from streamlit.web.bootstrap import load_config_options
from streamlit.web.cli import main as streamlit
from streamlit.web.cli import main_run

from geo.errors import MaillageError
from store.compiled import compiled_code_kept
from store.held import scratch
from ui.map.static_files import STATIC
from words.printable import PrintableStream

ROOT = Path(__file__).resolve().parent.parent

LONGEST_S = 20.0
"""How long the server waits for what is opened; what takes longer goes on beside it, as on a visitor's first page."""

_MODULES = ("ui.frame", "ui.errors", "ui.views", "folium.plugins")
"""What ``app.py`` imports beside the opening itself, and what streamlit-folium does while the first map is drawn."""


_OVER_TCP = {(socket.SOCK_STREAM, family) for family in (socket.AF_INET, socket.AF_INET6)}


def main(options: Sequence[str]) -> None:
    """Warm up, then serve the app with these options of ``streamlit run``.

    Streamlit hands the browser what lies beside the script it runs: both stand in a folder of this server's own, so
    that the program's is only read.
    """
    _end_with_whoever_started()
    sys.addaudithook(_send_at_once)
    with compiled_code_kept(), scratch() as folder:
        (folder / "static").mkdir()
        os.environ[STATIC] = str(folder / "static")
        script = copyfile(ROOT / "app.py", folder / "app.py")
        _serve([str(script), *options])


def _serve(words: Sequence[str]) -> None:
    asked = main_run.make_context("streamlit run", list(words)).params
    # Before anything else asks Streamlit for an option: it would complain afterwards that they have changed.
    load_config_options({name: value for name, value in asked.items() if name not in ("target", "args")})
    # A thread, since a fault in what is opened must not keep the server from saying so on its pages.
    warming = Thread(target=_warm, name="warming", daemon=True)
    warming.start()
    warming.join(LONGEST_S)
    streamlit(["run", *words], prog_name="streamlit")


def _send_at_once(event: str, arguments: tuple[object, ...]) -> None:
    """Have a socket that is being bound send all it is given at once, and so those of whoever comes to it.

    Else the system keeps what follows something small, as a body does its head and one message another, until the
    browser has said that it got the first: 40 ms each on Linux, for each of a page's hundred files. Python takes care
    of that for the sockets it makes itself, but not for those Streamlit hands to its server
    (https://github.com/Kludex/uvicorn/issues/3149).
    """
    bound = arguments[0] if event == "socket.bind" else None
    if isinstance(bound, socket.SocketType) and (bound.type, bound.family) in _OVER_TCP:
        bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _end_with_whoever_started() -> None:
    """End this server when the pipe it reads is closed, where it was told so: its starter is gone then."""
    if os.environ.get("MAILLAGE_ENDS_WITH") != "stdin":
        return

    def wait() -> None:
        # The system's own call: a buffer of Python's could not be left alone when the server ends.
        while os.read(0, 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    Thread(target=wait, name="starter", daemon=True).start()


def _warm() -> None:
    for module in _MODULES:
        importlib.import_module(module)
    # With its first element Streamlit asks where it was started from, and Python then looks for the file of each of two
    # thousand modules: half a second, which is remembered.
    inspect.stack()
    try:
        importlib.import_module("ui.opening").warm()
    except MaillageError:
        # The page says it, in the reader's language and with the remedy.
        return
    finally:
        # Streamlit collects garbage after every drawing of a page, and would go through all modules and the whole
        # snapshot each time, with every reader waiting: they stay until the end.
        gc.collect()
        gc.freeze()


if __name__ == "__main__":
    for name in ("stdout", "stderr"):
        setattr(sys, name, PrintableStream(getattr(sys, name)))
    main(sys.argv[1:])
