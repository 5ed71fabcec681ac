"""Following a publisher's address on a real server: asked only for what changed, taken up where it broke off."""

import re
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from config import place
from geo.errors import MaillageError
from geo.texts import LANGUAGES
from layers import Layer
from layers._fault import Refused
from store._publishing.attempts import last_attempt
from store._receiving import fetch as fetching
from store._receiving.fetch import Marks, NotModified, fetch
from store._receiving.followed import FILE
from store.refresh import RefusedRefresh, refresh
from store.store import Store
from terminal.changes.follow import follow_all, followable
from terminal.opening import Settings
from tests import toyville
from tests.command_line import maillage
from tests.layers.toy_layers import BUILDINGS, CODES, INDICATORS, NOW, POPULATION, SECTORS, store
from tests.store.deliveries import LATER, income_file, poverty_file, sectors_file
from words import translator

SECOND = NOW + timedelta(days=1)


@dataclass
class Site:
    """What a publisher's site delivers, how it marks it, and what it was asked."""

    address: str = ""
    body: bytes = b""
    etag: str = '"one"'
    modified: str = ""
    breaks_at: list[int] = field(default_factory=list)
    """After how many bytes each of the next answers breaks off."""
    parts: bool = True
    status: int = 200
    asked: list[dict[str, str]] = field(default_factory=list)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append(dict(handler.headers))
        body, status, more = self.body, self.status, {}
        if self.etag and handler.headers.get("If-None-Match") == self.etag:
            body, status = b"", 304
        start = handler.headers.get("Range", "")
        if start and self.parts and handler.headers.get("If-Range") == (self.etag or self.modified):
            first = int(start.removeprefix("bytes=").removesuffix("-"))
            body, status = body[first:], 206
            more = {"Content-Range": f"bytes {first}-{len(self.body) - 1}/{len(self.body)}"}
        handler.send_response(status)
        for name, value in {"ETag": self.etag, "Last-Modified": self.modified, **more}.items():
            if value:
                handler.send_header(name, value)
        if status != 304:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):
            handler.wfile.write(body[: self.breaks_at.pop(0)] if self.breaks_at else body)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setattr(fetching, "PAUSE_S", 0.0)
    told = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.answer(self)

        def log_message(self, *_: object) -> None:
            """Say nothing on the terminal of the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    told.address = f"http://127.0.0.1:{server.server_address[1]}/secteurs.csv"
    yield told
    server.shutdown()
    thread.join()
    server.server_close()


def _layer(site: Site, layer: Layer = SECTORS) -> Layer:
    return replace(layer, sources=(replace(layer.sources[0], url=site.address), *layer.sources[1:]))


# ---- one download


def test_a_download_that_breaks_off_is_taken_up_where_it_did(tmp_path: Path, site: Site) -> None:
    site.body, site.breaks_at = bytes(range(65, 91)) * 4000, [30_000, 40_000]
    got = fetch(site.address, tmp_path)
    assert got.path.read_bytes() == site.body
    assert [each.get("Range") for each in site.asked] == [None, "bytes=30000-", "bytes=70000-"]
    assert {each.get("If-Range") for each in site.asked[1:]} == {'"one"'}


@pytest.mark.parametrize(
    ("etag", "modified", "parts", "tries"),
    [
        ('W/"one"', "", True, 1),
        ("", "", True, 1),
        ('"one"', "", False, 2),
        ("", "Mon, 02 Mar 2026 09:30:00 GMT", True, 2),
    ],
)
def test_only_what_the_site_marks_is_put_together(
    tmp_path: Path, site: Site, etag: str, modified: str, parts: bool, tries: int
) -> None:
    site.body, site.etag, site.modified, site.parts = b"code;name\n" * 4000, etag, modified, parts
    site.breaks_at = [10_000]
    if parts and modified:
        assert fetch(site.address, tmp_path).path.read_bytes() == site.body
    else:
        with pytest.raises(Refused, match="broke off"):
            fetch(site.address, tmp_path)
        assert list(tmp_path.iterdir()) == []
    assert len(site.asked) == tries


def test_a_file_replaced_during_the_download_is_not_half_of_each(tmp_path: Path, site: Site) -> None:
    site.body, site.breaks_at = b"old" * 5000, [6000]
    with pytest.raises(Refused, match="broke off"):
        fetch(site.address, tmp_path, progress=lambda *_: setattr(site, "etag", '"two"'))


def test_it_is_given_up_in_the_end(tmp_path: Path, site: Site) -> None:
    site.body, site.breaks_at = b"x;y\n" * 5000, [100] * 9
    with pytest.raises(Refused, match="broke off"):
        fetch(site.address, tmp_path)
    assert len(site.asked) == 1 + fetching.MOST_RESUMED


def test_what_has_not_changed_is_not_sent_again(tmp_path: Path, site: Site) -> None:
    site.body = b"code;name\n1;a\n"
    got = fetch(site.address, tmp_path)
    assert got.marks == Marks('"one"', "")
    with pytest.raises(NotModified):
        fetch(site.address, tmp_path, known=got.marks)
    site.etag = '"two"'
    assert fetch(site.address, tmp_path, known=got.marks).marks.etag == '"two"'


# ---- one layer


def test_a_publisher_is_asked_for_what_changed_since(tmp_path: Path, site: Site) -> None:
    site.body = sectors_file(tmp_path).read_bytes()
    layer = _layer(site)
    town = store(tmp_path, layer)
    first = refresh(town, layer, None, None, now=NOW)
    again = refresh(town, layer, None, None, now=SECOND)
    assert (again.changed, again.version, again.rows) == (False, first.version, 9)
    assert again.not_modified_since == "2026-03-02T09:30:00Z"
    attempt = last_attempt(town, "sectors")
    assert attempt is not None
    assert (attempt.outcome, attempt.at) == ("unchanged", "2026-03-03T09:30:00Z")
    third = refresh(town, layer, None, None, now=LATER)
    assert third.not_modified_since == "2026-03-03T09:30:00Z", "the last time the site said so"
    site.etag = '"two"'
    changed = refresh(town, layer, None, None, now=LATER)
    assert (changed.changed, changed.not_modified_since) == (False, None), "sent again, and the same"
    assert [each.get("If-None-Match") for each in site.asked] == [None, '"one"', '"one"', '"one"']


def test_what_was_published_otherwise_since_is_asked_for_whole(tmp_path: Path, site: Site) -> None:
    site.body = sectors_file(tmp_path).read_bytes()
    layer = _layer(site)
    town = store(tmp_path, layer)
    refresh(town, layer, None, None, now=NOW)
    by_hand = sectors_file(tmp_path, [(code, "Hand") for code in CODES], "hand.csv")
    refresh(town, layer, None, [by_hand], now=NOW)
    assert refresh(town, layer, None, None, now=SECOND).changed
    refresh(town, layer, None, None, now=SECOND, accept_loss="all of it, please")
    (town.layer_folder("sectors") / FILE).write_bytes(b"{")
    refresh(town, layer, None, None, now=SECOND)
    assert [each.get("If-None-Match") for each in site.asked] == [None] * 4


def test_a_refused_file_is_asked_for_again(tmp_path: Path, site: Site) -> None:
    site.body = b"boom\n"
    layer = _layer(site)
    town = store(tmp_path, layer)
    for _ in range(2):
        with pytest.raises(RefusedRefresh):
            refresh(town, layer, None, None, now=NOW)
    assert [each.get("If-None-Match") for each in site.asked] == [None, None]


# ---- all of them


def _town(tmp_path: Path, site: Site) -> Store:
    site.body = sectors_file(tmp_path).read_bytes()
    gone = replace(INDICATORS.sources[0], url=site.address + "?gone")
    never = replace(INDICATORS.sources[1], url=site.address)
    indicators = replace(INDICATORS, sources=(gone, never))
    real = toyville.PLACE.model_copy(update={"synthetic": False})
    return store(tmp_path, _layer(site), POPULATION, indicators, BUILDINGS, place=real)


def test_published_sources_with_an_address_are_followed(tmp_path: Path, site: Site) -> None:
    town = _town(tmp_path, site)
    assert [(layer.name, source.name) for layer, source in followable(town)] == [("sectors", "squares")], (
        "of what was never published, only what nothing works without"
    )
    refresh(town, town.layers[2], None, [income_file(tmp_path)], now=NOW)
    found = [(layer.name, source.name) for layer, source in followable(town)]
    assert found == [("sectors", "squares"), ("indicators", "income")]
    refresh(town, town.layers[2], None, [poverty_file(tmp_path)], now=NOW)
    assert len(list(followable(town))) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_that_refuses_keeps_nobody_else_from_being_asked(
    tmp_path: Path, site: Site, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    town = _town(tmp_path, site)
    refresh(town, town.layers[2], None, [income_file(tmp_path)], now=NOW)
    settings = Settings(tmp_path, "toyville", language, translator(language))
    assert follow_all(settings, town) == (True, False)
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.startswith(town.place.name.in_language(language))
    assert [int(word.strip(";. ")) for word in head.replace("\u00a0", " ").split() if word.strip(";. ").isdigit()] == [
        1,
        0,
        1,
    ]
    assert lines[0].startswith("sectors (squares)")
    assert any(line.startswith("indicators (income)") for line in lines)
    assert follow_all(settings, town) == (False, False)
    head, *lines = capsys.readouterr().out.splitlines()
    assert re.findall(r"\d+", head) == ["0", "1", "1"]
    said = translator(language)("{layer}: not changed at its publisher since {day}; version {version} stays.")
    version = town.published("sectors")
    assert version is not None
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    assert lines[0] == said.format(layer="sectors (squares)", day=day, version=version.version)


def test_an_invented_commune_has_no_publisher(tmp_path: Path) -> None:
    settings = Settings(tmp_path, "demo", "en", translator("en"))
    with pytest.raises(MaillageError, match="invented"):
        follow_all(settings, Store(tmp_path, place("demo"), (SECTORS,)))
    own = Store(tmp_path, place("52011"), (BUILDINGS,))
    with pytest.raises(MaillageError, match="No layer comes"):
        follow_all(settings, own)


def test_the_terminal_follows_and_says_what_it_cannot(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = maillage(tmp_path, "refresh", "--all", commune="demo")
    assert (refused.status, "invented" in refused.error) == (1, True)
    assert "--all" in maillage(tmp_path, "refresh").error
    assert "--build alone" in maillage(tmp_path, "refresh", "sectors", "--all").error
    town = _town(tmp_path, site)
    monkeypatch.setattr(Settings, "store", lambda _settings, **_said: town)
    first = maillage(tmp_path, "refresh", "--all")
    assert first.status == 0
    assert first.output.splitlines()[0].endswith("Layers published: 1; not changed: 0; refused: 0.")
    assert "sectors" in first.output.splitlines()[-1], "what is published waits for a build"
    site.etag, site.body = '"two"', b"boom\n"
    second = maillage(tmp_path, "refresh", "--all", language="fr")
    assert second.status == 1
    assert "refusée" in second.output
