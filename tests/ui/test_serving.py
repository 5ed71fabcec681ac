"""A server that is warm when it listens: the first page finds in memory what was opened before there was a page."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.errors import DataError
from tests.conftest import ROOT
from ui import opening, serving


def _page(data: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("MAILLAGE_DATA", str(data))
    monkeypatch.setenv("MAILLAGE_COMMUNE", "demo")
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    test.query_params["lang"] = "en"
    return test


@pytest.mark.slow
def test_the_first_page_opens_nothing_again(demo_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = _page(demo_data, monkeypatch)
    opening._opened.clear()
    opening.warm()

    def again(*_: object) -> None:
        raise AssertionError("opened again")

    monkeypatch.setattr(opening, "open_assessment", again)
    page.run()
    assert not page.exception
    assert "residents" in " ".join(each.proto.body for each in page.get("html"))


def test_nothing_built_is_nothing_to_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILLAGE_DATA", str(tmp_path))
    monkeypatch.setenv("MAILLAGE_COMMUNE", "52011")
    opening.warm()
    assert list(tmp_path.iterdir()) == []


def test_a_fault_in_what_is_opened_is_left_to_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise DataError("{file} is not there.", file="assessment.json")

    started = []

    def serve(words: list[str], **_: object) -> None:
        script = Path(words[1])
        assert script.read_bytes() == (ROOT / "app.py").read_bytes()
        assert Path(os.environ["MAILLAGE_STATIC"]) == script.parent / "static", "Streamlit serves what lies beside it"
        started.append([*words[:1], *words[2:]])

    monkeypatch.setattr(opening, "warm", broken)
    monkeypatch.setattr(serving, "load_config_options", lambda _options: None)
    monkeypatch.setattr(serving, "streamlit", serve)
    monkeypatch.setenv("MAILLAGE_STATIC", "")
    serving.main(["--server.port", "8765"])
    assert started == [["run", "--server.port", "8765"]]


def _alone(script: str) -> str:
    """Run a script in a Python of its own, which must end well, and return what it prints."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_component_of_the_map_is_left_to_the_first_page() -> None:
    """Streamlit serves the files of a component only when it is imported while a page is drawn."""
    script = "import importlib, sys; from ui.serving import _MODULES; [importlib.import_module(m) for m in _MODULES]; "
    script += "assert 'folium.plugins' in sys.modules; assert 'streamlit_folium' not in sys.modules"
    _alone(script)


_BINDS_AS_STREAMLIT = """
import socket
from streamlit.web.server.starlette.starlette_server import _bind_socket
from ui import serving

def at_once(_words=()):
    listening = _bind_socket("127.0.0.1", 0, 1)
    with listening, socket.create_connection(listening.getsockname()):
        listening.setblocking(True)
        accepted, _ = listening.accept()
        with accepted:
            print(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0)

at_once()
serving._serve = at_once
serving.main([])
"""


@pytest.mark.slow
def test_what_the_server_says_is_sent_at_once() -> None:
    """First as Streamlit binds it, where each small answer would wait for the browser to say it got the one before."""
    assert _alone(_BINDS_AS_STREAMLIT).split() == ["False", "True"]
