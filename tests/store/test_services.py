"""Map services as sources: asked page by page within limits, put into one file, refused by name."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from geo.place import Place, Service
from layers import layer
from layers._fault import Refused
from store._receiving.fetch import NO_MARKS, Fetched, NotModified
from store._receiving.services import pages
from store._receiving.services.follow import follow_service
from store._receiving.services.wfs import _box, _Offer, _system
from store.refresh import RefusedRefresh, refresh
from tests import toyville
from tests.layers.toy_layers import NOW, store
from tests.map_services import CENTRE, MapService, serving


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[MapService]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving(MapService()) as told:
        yield told


def _said(service: MapService, kind: str, collection: str = "hotspots") -> Service:
    path = "/wfs?map=net" if kind == "wfs" else "/api"
    return Service(address=service.address + path, kind=kind, collection=collection)  # type: ignore[arg-type]


def _place(said: Service) -> Place:
    return toyville.PLACE.model_copy(update={"services": {"wifi.city": said}})


def _follow(said: Service, folder: Path, known: Any = NO_MARKS) -> Fetched:
    return follow_service(said, folder, toyville.PLACE, known)


def _refusal(said: Service, folder: Path) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as refused:
        _follow(said, folder)
    (fault,) = refused.value.faults
    assert list(folder.rglob("*.*")) == [], "nothing is left behind"
    return fault.code, dict(fault.parameters)


KINDS = ("wfs", "ogc_features")


@pytest.mark.parametrize("kind", KINDS)
def test_a_service_in_the_communes_file_is_followed_to_a_published_layer(
    kind: str, service: MapService, tmp_path: Path
) -> None:
    town = store(tmp_path, layer("wifi"), place=_place(_said(service, kind)))
    report = refresh(town, layer("wifi"), None, None, now=NOW)
    assert (report.rows, report.changed) == (25, True)
    table = town.read("wifi").to_crs(4326).set_index("wifi_id")
    assert table.loc["w24"].geometry.x == pytest.approx(CENTRE[0], abs=1e-6)
    assert table.loc["w24"].geometry.y == pytest.approx(CENTRE[1] + 24 * 0.0009, abs=1e-6)
    again = refresh(town, layer("wifi"), None, None, now=NOW)
    assert not again.changed, "times and links of the answers are no data"
    offsets = [each.get("startindex", each.get("offset", "0")) for each in service.asked if "bbox" in each]
    assert offsets == ["0", "10", "20"] * 2
    if kind == "wfs":
        assert {each["map"] for each in service.asked} == {"net"}


@pytest.mark.parametrize("systems", [("urn:ogc:def:crs:EPSG::4326",), ("urn:ogc:def:crs:EPSG::31370",)])
def test_gml_is_read_with_its_axes_as_the_authority_orders_them(
    systems: tuple[str, ...], service: MapService, tmp_path: Path
) -> None:
    service.formats, service.systems = ("application/gml+xml; version=3.2",), systems
    town = store(tmp_path, layer("wifi"), place=_place(_said(service, "wfs")))
    refresh(town, layer("wifi"), None, None, now=NOW)
    table = town.read("wifi").to_crs(4326)
    assert len(table) == 25
    assert table.geometry.x.to_list() == pytest.approx([CENTRE[0]] * 25, abs=1e-6)
    assert not refresh(town, layer("wifi"), None, None, now=NOW).changed


def test_a_system_that_lists_x_first_is_asked_for_and_the_box_follows_the_authority() -> None:
    offer = _Offer("2.0.0", "net:hotspots", ("urn:ogc:def:crs:EPSG::4326", "urn:ogc:def:crs:EPSG::31370"), ())
    assert _system(offer, toyville.PLACE) == "urn:ogc:def:crs:EPSG::31370"
    degrees = _Offer("2.0.0", "net:hotspots", ("urn:ogc:def:crs:EPSG::4326",), ())
    assert _system(degrees, toyville.PLACE) == "urn:ogc:def:crs:EPSG::4326"
    south, west, _, _ = map(float, _box("urn:ogc:def:crs:EPSG::4326", toyville.PLACE).split(","))
    assert (south > 50, west < 5) == (True, True)
    assert float(_box("EPSG:4326", toyville.PLACE).split(",")[0]) == west, "the short spelling: x first"


@pytest.mark.parametrize("kind", KINDS)
def test_one_page_is_asked_for_only_if_it_changed(kind: str, service: MapService, tmp_path: Path) -> None:
    service.count, service.etag = 5, '"five"'
    got = _follow(_said(service, kind), tmp_path)
    assert got.marks.etag == '"five"'
    with pytest.raises(NotModified):
        _follow(_said(service, kind), tmp_path / "again", got.marks)
    service.count = 25
    assert _follow(_said(service, kind), tmp_path / "more").marks == NO_MARKS, "of several pages one mark says nothing"


def test_a_service_that_does_not_count_is_asked_until_nothing_comes(service: MapService, tmp_path: Path) -> None:
    service.says_matched = False
    for kind in KINDS:
        got = _follow(_said(service, kind), tmp_path / kind)
        assert len(json.loads(got.path.read_text())["features"]) == 25


def test_a_service_that_knows_no_pages_gives_all_or_is_refused(service: MapService, tmp_path: Path) -> None:
    service.ignores_start = True
    assert _refusal(_said(service, "wfs"), tmp_path / "known")[0] == "service.no_paging"
    service.says_matched, service.page = False, 100
    got = _follow(_said(service, "wfs"), tmp_path / "all")
    assert len(json.loads(got.path.read_text())["features"]) == 25


def test_the_collection_is_named_or_those_there_are(service: MapService, tmp_path: Path) -> None:
    for kind, names in (("wfs", "net:hotspots, net:masts"), ("ogc_features", "hotspots, masts")):
        for collection in ("", "bridges"):
            code, said = _refusal(_said(service, kind, collection), tmp_path / kind)
            assert (code, said["found"]) == ("service.which_collection", names)
    for path in ("/api/collections", "/api/collections/hotspots", "/api/collections/hotspots/items?limit=1&bbox=0"):
        said = Service(address=service.address + path, kind="ogc_features", collection="hotspots")
        assert _follow(said, tmp_path / "there").size_bytes > 0


SAYS = b"<ows:ExceptionText>No such   layer\n&lt;b&gt;</ows:ExceptionText>"
REPORT = b'<ows:ExceptionReport xmlns:ows="o"><ows:Exception>' + SAYS
BAD = {
    "service.says": (200, "text/xml", REPORT + b"</ows:Exception></ows:ExceptionReport>"),
    "service.not_understood": (200, "application/json", b'{"hello": 1}'),
    "file.web_page": (200, "text/html", b"<!DOCTYPE html><html></html>"),
    "file.empty": (200, "application/json", b""),
    "fetch.refused": (503, "text/plain", b"busy"),
}


@pytest.mark.parametrize(("code", "request_"), [(code, name) for code in BAD for name in ("GetFeature", "items")])
def test_what_is_no_page_is_refused_by_name(code: str, request_: str, service: MapService, tmp_path: Path) -> None:
    kind = "wfs" if request_ == "GetFeature" else "ogc_features"
    service.replies = {request_ if kind == "wfs" else "/api/collections/hotspots/items": BAD[code]}
    found, said = _refusal(_said(service, kind), tmp_path)
    assert found == code
    if code == "service.says":
        assert "No such layer" in str(said["said"])


def test_an_error_status_with_a_report_says_what_the_report_says(service: MapService, tmp_path: Path) -> None:
    service.replies = {"GetCapabilities": (400, "text/xml", BAD["service.says"][2])}
    assert _refusal(_said(service, "wfs"), tmp_path)[0] == "service.says"
    service.replies = {"/api": (404, "application/json", b'{"code": "NotFound", "description": "no such collection"}')}
    assert _refusal(_said(service, "ogc_features"), tmp_path)[1]["said"] == "no such collection"


def test_hostile_answers_are_refused(service: MapService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    service.next_host = "http://169.254.169.254"
    code, said = _refusal(_said(service, "ogc_features"), tmp_path)
    assert (code, str(said["target"])[:22]) == ("service.elsewhere", "http://169.254.169.254")
    service.next_host = ""
    root = b'<wfs:WFS_Capabilities version="2.0.0" xmlns:wfs="w">&b;</wfs:WFS_Capabilities>'
    bomb = b'<!DOCTYPE a [<!ENTITY b "bb">]>' + root
    service.replies = {"GetCapabilities": (200, "text/xml", bomb)}
    assert _refusal(_said(service, "wfs"), tmp_path)[0] == "service.not_understood"
    deep = b'{"type": "FeatureCollection", "features": ' + b"[" * 200_000
    service.replies = {"/api/collections/hotspots/items": (200, "application/json", deep)}
    assert _refusal(_said(service, "ogc_features"), tmp_path)[0] == "service.not_understood"
    service.replies = {"/api/collections/hotspots/items": (302, "text/plain", b"file:///etc/passwd")}
    assert _refusal(_said(service, "ogc_features"), tmp_path)[0].startswith("fetch.")
    service.replies = {}
    monkeypatch.setattr(pages, "MOST_PAGES", 3)
    assert _refusal(_said(service, "ogc_features"), tmp_path)[0] == "service.too_many_pages"
    monkeypatch.undo()
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    session = pages.Session(service.address, tmp_path, "x", most_bytes=100)
    with pytest.raises(Refused) as refused:
        session.get(service.address + "/api/collections", "*/*")
    assert refused.value.faults[0].code == "fetch.too_large"


def test_a_refused_service_leaves_what_was_published(service: MapService, tmp_path: Path) -> None:
    town = store(tmp_path, layer("wifi"), place=_place(_said(service, "wfs")))
    refresh(town, layer("wifi"), None, None, now=NOW)
    service.replies = {"GetFeature": BAD["service.says"]}
    with pytest.raises(RefusedRefresh):
        refresh(town, layer("wifi"), None, None, now=NOW)
    assert len(town.read("wifi")) == 25


def test_a_plain_file_may_have_an_address_of_the_communes_own(service: MapService, tmp_path: Path) -> None:
    body = b"wifi_id;name;access;x;y\nw1;Halle;public;4.44;50.41\n"
    service.replies = {"/wifi.csv": (200, "text/csv", body)}
    said = Service(address=service.address + "/wifi.csv")
    town = store(tmp_path, layer("wifi"), place=_place(said))
    assert refresh(town, layer("wifi"), None, None, now=NOW).rows == 1


def test_an_address_for_a_source_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    place = toyville.PLACE.model_copy(update={"services": {"wifi.citty": Service(address="https://example.org/a")}})
    path = tmp_path / "wifi.csv"
    path.write_text("wifi_id;name;access;x;y\nw1;Halle;public;4.44;50.41\n")
    with pytest.raises(RefusedRefresh) as refused:
        refresh(store(tmp_path, layer("wifi"), place=place), layer("wifi"), None, [path], now=NOW)
    assert [each.code for each in refused.value.faults if each.severity == "error"] == ["service.no_source"]
    assert place.identity() == toyville.PLACE.identity(), "an address changes no figure"
