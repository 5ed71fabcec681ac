"""Downloads against a real server on this machine: what arrives whole is kept, everything else is refused by name."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from geo.errors import MaillageError
from layers._fault import Refused
from store._receiving.fetch import fetch

CSV = b"code;nom\n52011A00-;Ville Basse\n" * 50
CAPTCHA = b"""<!DOCTYPE html>
<html><head><title>Human verification</title></head>
<body>Please enable JavaScript: testing whether you are a human visitor.</body></html>"""

Answer = Callable[[BaseHTTPRequestHandler], None]


def _send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    if not any(name.lower() == "content_length" for name in headers):
        handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def _slow(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100")
    handler.end_headers()
    handler.wfile.write(b"begin")
    handler.wfile.flush()
    time.sleep(0.6)


def _trickle(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(20):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


def _chunked_and_cut(handler: BaseHTTPRequestHandler) -> None:
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"5\r\nabcde\r\n10\r\nabc")
    handler.close_connection = True


ANSWERS: dict[str, Answer] = {
    "/data/secteurs.csv": lambda handler: _send(handler, CSV),
    "/captcha/secteurs.zip": lambda handler: _send(handler, CAPTCHA, Content_Type="application/zip"),
    "/missing.csv": lambda handler: _send(handler, CAPTCHA, 404),
    "/guarded.csv": lambda handler: _send(handler, CAPTCHA, 403),
    "/cut.csv": lambda handler: _send(handler, CSV[:100], Content_Length=str(len(CSV))),
    "/chunked.csv": _chunked_and_cut,
    "/empty.csv": lambda handler: _send(handler, b""),
    "/slow.csv": _slow,
    "/trickle.csv": _trickle,
    "/moved": lambda handler: _send(handler, b"", 302, Location="/data/secteurs.csv"),
    "/to_disk": lambda handler: _send(handler, b"", 302, Location="file:///etc/hostname"),
    "/to_ftp": lambda handler: _send(handler, b"", 302, Location="ftp://127.0.0.1/x.csv"),
    "/loop": lambda handler: _send(handler, b"", 302, Location="/loop"),
    "/named": lambda handler: _send(handler, CSV, Content_Disposition='attachment; filename="../../Bâti: été.csv"'),
    "/huge.csv": lambda handler: _send(handler, b"x", Content_Length="999999999999"),
    "/unannounced.csv": lambda handler: _send(handler, CSV * 20, Content_Length="none"),
    "/a%20b/Aantal%2Fwagens%3F.csv": lambda handler: _send(handler, CSV),
}


class _Publisher(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        # The client may give up, as it should.
        with suppress(BrokenPipeError, ConnectionResetError):
            ANSWERS[path](self)

    def log_message(self, *_: object) -> None:
        """Say nothing on the terminal of the tests."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Publisher)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def _refusal(url: str, folder: Path, **limits: float) -> Refused:
    with pytest.raises(Refused) as caught:
        fetch(url, folder, **limits)
    left = list(folder.iterdir()) if folder.exists() else []
    assert left == [], "a refused download leaves nothing behind"
    assert len(caught.value.faults) == 1
    assert "{" not in str(caught.value)
    return caught.value


def test_a_file_arrives_whole(site: str, tmp_path: Path) -> None:
    seen = []
    got = fetch(f"{site}/data/secteurs.csv?lang=fr", tmp_path / "in", progress=lambda *step: seen.append(step))
    assert got.path == tmp_path / "in" / "secteurs.csv"
    assert got.path.read_bytes() == CSV
    assert got.size_bytes == len(CSV)
    assert seen[-1] == (len(CSV), len(CSV), "downloading")


def test_a_redirection_is_followed_and_named(site: str, tmp_path: Path) -> None:
    got = fetch(f"{site}/moved", tmp_path)
    assert got.url == f"{site}/data/secteurs.csv"
    assert got.path.name == "secteurs.csv"
    assert got.path.read_bytes() == CSV


def test_the_name_given_by_the_site_cannot_leave_the_folder(site: str, tmp_path: Path) -> None:
    got = fetch(f"{site}/named", tmp_path / "in")
    assert got.path.parent == tmp_path / "in"
    assert got.path.suffix == ".csv"
    assert {path.name for path in tmp_path.rglob("*")} == {"in", got.path.name}


def test_an_escaped_name_is_made_safe(site: str, tmp_path: Path) -> None:
    got = fetch(f"{site}/a b/Aantal%2Fwagens%3F.csv", tmp_path)
    assert got.path == tmp_path / "wagens_.csv"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/captcha/secteurs.zip", "file.web_page"),
        ("/missing.csv", "fetch.refused"),
        ("/guarded.csv", "fetch.refused"),
        ("/cut.csv", "fetch.cut_short"),
        ("/chunked.csv", "fetch.cut_short"),
        ("/empty.csv", "file.empty"),
        ("/to_disk", "fetch.refused"),
        ("/to_ftp", "fetch.unreachable"),
        ("/loop", "fetch.refused"),
        ("/huge.csv", "fetch.too_large"),
    ],
)
def test_what_is_not_a_whole_file_of_data_is_refused(site: str, tmp_path: Path, path: str, code: str) -> None:
    assert _refusal(site + path, tmp_path).faults[0].code == code


def test_the_status_and_the_length_are_named(site: str, tmp_path: Path) -> None:
    assert "404" in str(_refusal(f"{site}/missing.csv", tmp_path))
    assert f"bytes received: 100 of {len(CSV)}" in str(_refusal(f"{site}/cut.csv", tmp_path))


def test_a_site_that_falls_silent_is_given_up(site: str, tmp_path: Path) -> None:
    start = time.monotonic()
    assert _refusal(f"{site}/slow.csv", tmp_path, longest_silence_s=0.1).faults[0].code == "fetch.slow"
    assert time.monotonic() - start < 0.5


def test_a_site_that_trickles_is_given_up(site: str, tmp_path: Path) -> None:
    start = time.monotonic()
    refused = _refusal(f"{site}/trickle.csv", tmp_path, longest_silence_s=5, longest_download_s=0.2)
    assert refused.faults[0].code == "fetch.slow"
    assert time.monotonic() - start < 0.8


def test_more_bytes_than_allowed_are_refused_even_unannounced(site: str, tmp_path: Path) -> None:
    refused = _refusal(f"{site}/unannounced.csv", tmp_path, largest_bytes=1000)
    assert refused.faults[0].code == "fetch.too_large"


def test_another_kind_than_expected_is_refused(site: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        fetch(f"{site}/data/secteurs.csv", tmp_path, expected={"zip", "geojson"})
    assert caught.value.faults[0].code == "file.unexpected"
    assert fetch(f"{site}/data/secteurs.csv", tmp_path, expected={"text"}).path.exists()


def test_nobody_listening_is_said(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        # Bound but not listening: the port answers nobody, and nobody else can take it meanwhile.
        assert _refusal(f"http://127.0.0.1:{port}/x.csv", tmp_path).faults[0].code == "fetch.unreachable"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/x.csv", "secteurs.csv", ""])
def test_only_web_addresses_are_opened(tmp_path: Path, url: str) -> None:
    with pytest.raises(MaillageError, match="not a web address"):
        fetch(url, tmp_path)
