"""Opening the app: the port it listens on, what is said when it is taken, and a server that is warm when it listens."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from terminal import launch
from terminal.ports import PortError, listens, must_be_free
from tests.command_line import maillage
from tests.conftest import ROOT
from tests.laws import some, thorough_only


@pytest.fixture
def busy() -> Iterator[int]:
    """Return a port of this machine that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield taken.getsockname()[1]


@pytest.fixture
def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@pytest.fixture
def never_started(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("something was started")

    monkeypatch.setattr(launch.subprocess, "Popen", fail)
    monkeypatch.setattr(launch, "demo", fail)


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "0.0.0.0"])
def test_a_busy_port_is_said_with_one_that_is_free_before_anything_starts(
    tmp_path: Path, busy: int, never_started: None, address: str
) -> None:
    answer = maillage(tmp_path, "app", "--port", busy, "--address", address)
    assert answer.status == 1
    assert f"Port {busy} of {address} is taken" in answer.error
    offered = int(answer.error.split("make app PORT=")[1].rstrip("."))
    assert f"maillage app --port {offered}" in answer.error
    assert offered > busy
    must_be_free(address, offered)


def test_streamlits_variables_hold_until_options_are_given(
    tmp_path: Path, busy: int, never_started: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STREAMLIT_SERVER_PORT", str(busy))
    monkeypatch.setenv("STREAMLIT_SERVER_ADDRESS", "127.0.0.1")
    assert f"Port {busy} of 127.0.0.1 is taken" in maillage(tmp_path, "app").error
    with socket.create_server(("127.0.0.1", 0)) as taken:
        other = taken.getsockname()[1]
        answer = maillage(tmp_path, "app", "--port", other, "--address", "localhost")
    assert f"Port {other} of localhost is taken" in answer.error
    assert "STREAMLIT_SERVER_PORT" in maillage(tmp_path, "app", "--help").output


def test_an_address_of_another_machine_is_said_with_one_of_this_one(tmp_path: Path, never_started: None) -> None:
    answer = maillage(tmp_path, "app", "--address", "192.0.2.1", "--port", "8600")
    assert answer.status == 1
    assert "Nothing can listen at 192.0.2.1, port 8600" in answer.error
    assert "--address localhost" in answer.error


def test_a_port_is_free_again_once_nobody_listens(busy: int, free: int) -> None:
    must_be_free("127.0.0.1", free)
    with pytest.raises(PortError):
        must_be_free("127.0.0.1", busy)


def test_waiting_for_somebody_to_listen_ends_with_the_one_waited_for(busy: int, free: int) -> None:
    assert listens("0.0.0.0", busy, while_=lambda: True)
    looks = iter([True, True, False])
    assert not listens("127.0.0.1", free, while_=lambda: next(looks))


def _opened(data: Path, port: int, *words: str, how: int = signal.SIGINT) -> str:
    """Open the app as a user does, look at its first page, stop it (with Ctrl+C), and return what was printed.

    Another signal than that is sent to the program alone, as a supervisor of services sends it.
    """
    command = [sys.executable, str(ROOT / "cli.py"), "--data", str(data), "--lang", "en", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [*command, "app", "--no-browser", "--port", str(port), "--address", "127.0.0.1"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            assert process.stdout is not None
            said = []
            for line in process.stdout:
                said.append(line)
                if "Maillage is open" in line:
                    break
            assert f"http://127.0.0.1:{port}" in said[-1], said
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=60) as answer:
                assert answer.read() == b"ok"
            if how == signal.SIGINT:
                os.killpg(process.pid, how)
            else:
                os.kill(process.pid, how)
            said.append(process.stdout.read())
            assert process.wait(60) == (-how if how == signal.SIGKILL else 0)
            # Standard output ended, so that the server, which wrote to it too, has ended.
            must_be_free("127.0.0.1", port)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
    return "".join(said)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no group of processes to interrupt")
@thorough_only()
def test_the_app_says_it_is_open_once_it_is_and_ends_with_ctrl_c(demo_data: Path, free: int) -> None:
    assert "Traceback" not in _opened(demo_data, free, "--commune", "demo")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no group of processes to interrupt")
@thorough_only()
def test_a_commune_of_which_nothing_is_built_opens_too(tmp_path: Path, free: int) -> None:
    assert "Traceback" not in _opened(tmp_path, free, "--commune", "52011")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("how", some(["SIGKILL", "SIGTERM"], everyday=1))
def test_the_server_ends_with_the_program_that_started_it(demo_data: Path, free: int, how: str) -> None:
    said = _opened(demo_data, free, "--commune", "demo", how=getattr(signal, how))
    assert "Traceback" not in said
    assert "Fatal" not in said
