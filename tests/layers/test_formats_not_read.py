"""Formats cities send beside those that are read: named and refused with the way to convert them; and two more read."""

import io
import zipfile
from pathlib import Path

import pytest

from layers._fault import Refused, describe
from layers._raw import RawFile
from layers.reading.kinds import NOT_READ, kind_of
from tests import toyville
from tests.layers.city_files import cleaned, text_file

FOREIGN = {
    "binary_dxf": b"AutoCAD Binary DXF\r\n\x1a\x00\x00SECTION\x00",
    "dwg": b"AC1032\x00\x00\x00",
}


def _zip(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _raw(folder: Path, name: str, content: bytes) -> RawFile:
    (folder / name).write_bytes(content)
    return RawFile(name, folder / name)


@pytest.mark.parametrize("kind", FOREIGN)
@pytest.mark.parametrize("zipped", [False, True], ids=["bare", "zipped"])
def test_a_format_that_is_not_read_is_named_with_the_way_to_convert_it(tmp_path: Path, kind: str, zipped: bool) -> None:
    content = _zip({"a.txt": b"notes", f"plan.{kind}": FOREIGN[kind]}) if zipped else FOREIGN[kind]
    raw = _raw(tmp_path, "plan.dat", content)
    assert zipped or kind_of(raw) == kind
    with pytest.raises(Refused) as refused:
        cleaned(raw, "wifi", "city", toyville.PLACE)
    said = describe(next(each for each in refused.value.faults if each.code == "file.to_convert"))
    assert NOT_READ[kind] in said
    assert "GeoPackage" in said


def test_tables_and_svg_are_no_drawings(tmp_path: Path) -> None:
    assert kind_of(_raw(tmp_path, "t.csv", b"0\nSECTION;x\n")) == "text"
    assert kind_of(_raw(tmp_path, "u.csv", b"AC;name\n1;a\n")) == "text"
    assert kind_of(_raw(tmp_path, "s.svg", b'<svg xmlns="http://www.w3.org/2000/svg"></svg>')) == "text"


def test_kmz_is_read(tmp_path: Path) -> None:
    lon, lat = 4.44, 50.41
    kml = (
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Parc</name><ExtendedData>'
        '<Data name="acces"><value>public</value></Data></ExtendedData>'
        f"<Point><coordinates>{lon},{lat},0</coordinates></Point></Placemark></Document></kml>"
    )
    raw = _raw(tmp_path, "bornes.kmz", _zip({"doc.kml": kml.encode(), "files/icon.png": b"\x89PNG\r\n\x1a\n\x00"}))
    assert cleaned(raw, "wifi", "city", toyville.PLACE).table["name"].tolist() == ["Parc"]


def test_an_entity_bomb_in_kml_is_refused(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY e0 "ha">{levels}]><kml><Placemark><name>&e11;</name>'
        "</Placemark></kml>"
    )
    raw = text_file(tmp_path, "bomb.kml", bomb)
    with pytest.raises(Refused):
        cleaned(raw, "wifi", "city", toyville.PLACE)


def test_the_answer_of_overpass_is_read_with_its_tags_as_columns(tmp_path: Path) -> None:
    answer = """{"version": 0.6, "generator": "Overpass API 0.7.62", "elements": [
      {"type": "node", "id": 1, "lat": 50.41, "lon": 4.44, "tags": {"name": "EPN A", "kind": "epn",
       "opening_hours": "Mo 09:00-12:00"}},
      {"type": "way", "id": 1, "center": {"lat": 50.42, "lon": 4.45}, "tags": {"name": "B", "kind": "epn"}}
    ]}"""
    raw = text_file(tmp_path, "overpass.json", answer)
    table = cleaned(raw, "support_places", "city", toyville.PLACE).table.set_index("place_id")
    assert table["name"].to_dict() == {"node/1": "EPN A", "way/1": "B"}
    assert table["opening_hours"]["node/1"] == "Mo 09:00-12:00"
