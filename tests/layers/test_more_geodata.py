"""File Geodatabases, GML and GPX as cities send them: read by their one driver, and nothing else let in with them."""

import zipfile
from pathlib import Path

import geopandas as gpd
import pytest

from geo.crs import MAP
from layers._fault import Refused
from layers._raw import RawFile
from layers.reading.features_in import read_features
from layers.reading.kinds import kind_of
from layers.reading.one_driver import DRIVERS
from tests import toyville
from tests.layers.city_files import by_key, checked, text_file

PLACES = gpd.GeoDataFrame(
    {"place_id": ["a", "b"], "name": ["EPN A", "CPAS B"], "kind": ["epn", "cpas"]},
    geometry=[toyville.at(50, 50), toyville.at(150, 50)],
    crs=3812,
)


def _zipped(folder: Path, members: dict[str, bytes]) -> RawFile:
    with zipfile.ZipFile(folder / "x.zip", "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return RawFile("x.zip", folder / "x.zip")


def _geodatabase(folder: Path, **layers: gpd.GeoDataFrame) -> dict[str, bytes]:
    for name, table in layers.items():
        table.to_file(folder / "city.gdb", driver="OpenFileGDB", layer=name, engine="pyogrio")
    return {f"send/city.gdb/{path.name}": path.read_bytes() for path in (folder / "city.gdb").iterdir()}


def _written(folder: Path, kind: str) -> RawFile:
    table = PLACES.to_crs(MAP).drop(columns=["place_id", "kind"]) if kind == "gpx" else PLACES
    table.to_file(folder / f"f.{kind}", driver=DRIVERS[kind], engine="pyogrio")
    return RawFile(f"f.{kind}", folder / f"f.{kind}")


def _near(found: gpd.GeoSeries) -> bool:
    return bool(found.reset_index(drop=True).distance(PLACES.geometry).max() < 0.1)


def test_a_zipped_geodatabase_is_read(tmp_path: Path) -> None:
    raw = _zipped(tmp_path, {**_geodatabase(tmp_path, places=PLACES), "send/lisez-moi.txt": b"notes"})
    assert kind_of(raw) == "filegdb"
    result = checked(raw, "support_places", "city", toyville.PLACE)
    assert by_key(result, "place_id")["kind"].to_dict() == {"a": "epn", "b": "cpas"}
    assert _near(result.table.sort_values("place_id").geometry)


def test_of_several_layers_the_choice_is_asked(tmp_path: Path) -> None:
    raw = _zipped(tmp_path, _geodatabase(tmp_path, places=PLACES, old=PLACES.iloc[:1]))
    with pytest.raises(Refused) as caught:
        read_features(raw, toyville.PLACE)
    (fault,) = caught.value.faults
    assert (fault.code, fault.parameters["layers"]) == ("features.several_layers", "places, old")
    asked = RawFile(raw.name, raw.path, sheet="old")
    assert len(read_features(asked, toyville.PLACE)[0]) == 1


def test_nothing_is_unpacked_beside_a_geodatabase(tmp_path: Path) -> None:
    members = _geodatabase(tmp_path, places=PLACES)
    evil = {
        "send/city.gdb/a00000001.vrt": b"<OGRVRTDataSource/>",
        "send/city.gdb/run.sh": b"echo",
        "send/city.gdb/sub/a00000009.gdbtablx": b"x",
    }
    assert len(read_features(_zipped(tmp_path, {**members, **evil}), toyville.PLACE)[0]) == 2
    outside = {**members, "../city.gdb/a0000000a.gdbtable": b"x"}
    for wrong, code in ((outside, "zip.unsafe_path"), (members | {"b.gdb/a00000001.gdbtable": b"x"}, "zip.several")):
        with pytest.raises(Refused) as caught:
            read_features(_zipped(tmp_path, wrong), toyville.PLACE)
        assert code in {fault.code for fault in caught.value.faults}


@pytest.mark.parametrize("cut", [0.2, 0.9])
def test_a_damaged_geodatabase_is_refused(tmp_path: Path, cut: float) -> None:
    members = {name: body[: int(len(body) * cut)] for name, body in _geodatabase(tmp_path, places=PLACES).items()}
    with pytest.raises(Refused):
        checked(_zipped(tmp_path, members), "support_places", "city", toyville.PLACE)


@pytest.mark.parametrize("kind", ["gml", "gpx"])
@pytest.mark.parametrize("zipped", [False, True], ids=["bare", "zipped"])
def test_gml_and_gpx_are_read(tmp_path: Path, kind: str, zipped: bool) -> None:
    raw = _written(tmp_path, kind)
    assert kind_of(raw) == kind
    if zipped:
        raw = _zipped(tmp_path, {f"f.{kind}": raw.path.read_bytes(), "lisez-moi.txt": b"notes"})
    found, faults = read_features(raw, toyville.PLACE)
    assert found["name"].tolist() == ["EPN A", "CPAS B"]
    assert _near(found.geometry)
    assert all(fault.severity in ("note", "warning") for fault in faults)


@pytest.mark.parametrize("kind", ["gml", "gpx"])
def test_xml_that_declares_anything_is_refused(tmp_path: Path, kind: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden")
    text = _written(tmp_path, kind).path.read_text("utf-8")
    head, _, rest = text.partition("?>")
    for declared in (f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>', "<!DocType x>"):
        raw = text_file(tmp_path, f"evil.{kind}", f"{head}?>{declared}{rest.replace('EPN A', '&e;')}")
        # The declaration stands before the root, so that the kind is told by reading past it or not at all.
        with pytest.raises(Refused) as caught:
            read_features(raw, toyville.PLACE)
        assert "hidden" not in str(caught.value)
    late = text_file(tmp_path, f"late.{kind}", text + " " * (1 << 20) + '<!ENTITY e "x">')
    with pytest.raises(Refused) as caught:
        read_features(late, toyville.PLACE)
    assert [fault.code for fault in caught.value.faults] == ["file.declares"]


def test_a_schema_named_elsewhere_is_not_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(0.3)
    text = _written(tmp_path, "gml").path.read_text("utf-8")
    there = f"http://127.0.0.1:{listening.getsockname()[1]}/f.xsd"
    raw = text_file(tmp_path, "far.gml", text.replace("f.xsd", there))
    assert there in raw.path.read_text("utf-8")
    assert len(read_features(raw, toyville.PLACE)[0]) == 2
    with pytest.raises(TimeoutError):
        listening.accept()
    listening.close()


def test_a_track_alone_holds_no_places(tmp_path: Path) -> None:
    track = '<trk><trkseg><trkpt lat="50.4" lon="4.4"/><trkpt lat="50.41" lon="4.4"/></trkseg></trk>'
    head = '<?xml version="1.0"?>\n<gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1">'
    raw = text_file(tmp_path, "walk.gpx", f"{head}{track}</gpx>")
    with pytest.raises(Refused) as caught:
        read_features(raw, toyville.PLACE)
    assert [fault.code for fault in caught.value.faults] == ["features.empty"]
