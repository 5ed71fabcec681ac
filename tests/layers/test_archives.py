"""Files are told apart by content, and archives give up what is wanted or say why not."""

import io
import random
import sqlite3
import struct
import zipfile
from pathlib import Path

import geopandas as gpd
import openpyxl
import pytest

import layers.reading.archive
from layers._raw import RawFile
from layers._read import kind_of, opened
from tests import toyville
from tests.layers.telling import codes, refusal, written

TABLE = "code;name\n1;école\n"
POINTS = '{"type": "FeatureCollection", "features": []}'


def zipped(folder: Path, members: dict[str, bytes | str], name: str = "file.zip") -> RawFile:
    """Write an archive and return it as received."""
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return RawFile(name, folder / name)


def refused(raw: RawFile, *wanted: str) -> list[str]:
    """Return the codes with which opening refuses."""

    def read() -> None:
        with opened(raw, wanted):
            pass

    return codes(refusal(read))


def workbook() -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["code", "name"])
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x00" * 100, "empty"),
        (TABLE.encode(), "text"),
        (b"\xef\xbb\xbf\xef\xbb\xbf" + TABLE.encode(), "text"),
        (TABLE.encode("utf-16"), "text"),
        (TABLE.encode("utf-16-le"), "text"),
        (TABLE.encode("cp1252"), "text"),
        (b"<!DOCTYPE html><html><body>Please enable JavaScript", "web_page"),
        (b"\xef\xbb\xbf\n <!-- x --><HTML>", "web_page"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML">', "web_page"),
        (b'{"error": {"code": 500}}', "json"),
        (b'[{"a": 1}]', "json"),
        (POINTS.encode(), "geojson"),
        (b"\xef\xbb\xbf" + POINTS.encode(), "geojson"),
        (b'{"features": [' + b" " * 9000 + b'], "type": "FeatureCollection"}', "geojson"),
        (b'{"type": "Topology", "objects": {"type": "Polygon"}}', "json"),
        (b'{"type": "gdal_streamed_alg", "x": {"type": "FeatureCollection"}}', "json"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 8, "xls"),
        (b"PK\x03\x04 and then nothing", "zip"),
        (b"SQLite format 3\x00" + b"\x00" * 4, "sqlite"),
        (b"SQLite format 3\x00" + b"\x00" * 52 + b"GPKG", "gpkg"),
        (b"PAR1....", "parquet"),
        (b"II*\x00....", "tiff"),
        (b"MM\x00*....", "tiff"),
        (b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18", "pbf"),
        (b"\x00\x00\x27\x0a....", "shapefile"),
        (b"fgb\x03fgb\x00", "flatgeobuf"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "unknown"),
        (workbook(), "xlsx"),
    ],
)
def test_kinds_are_told_by_content(tmp_path: Path, content: bytes, kind: str) -> None:
    assert kind_of(written(tmp_path, content, "misleading.gpkg")) == kind


def test_a_bare_file_is_yielded_as_it_is(tmp_path: Path) -> None:
    raw = written(tmp_path, TABLE)
    with opened(raw, ("text",)) as inner:
        assert inner is raw


def test_the_wanted_member_is_found_among_notices_and_other_files(tmp_path: Path) -> None:
    members = {
        "readme_fr.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "Licence open data_FR.txt": "conditions",
        "__MACOSX/data.txt": "not this",
        "picture.png": b"\x89PNG\x00",
        "X.geojson/X.geojson": POINTS,
        "table.csv": TABLE,
    }
    raw = zipped(tmp_path, members)
    with opened(raw, ("geojson",)) as inner:
        assert inner.name == "file.zip: X.geojson/X.geojson"
        assert inner.content.decode() == POINTS
        unpacked = inner.path
    assert not unpacked.exists()
    with opened(raw, ("text", "xlsx")) as inner:
        assert inner.content.decode() == TABLE


def test_a_workbook_inside_an_archive_is_no_nested_archive(tmp_path: Path) -> None:
    with opened(zipped(tmp_path, {"a/population.xlsx": workbook()}), ("text", "xlsx")) as inner:
        assert kind_of(inner) == "xlsx"


def test_an_archive_without_the_wanted_kind_lists_what_is_inside(tmp_path: Path) -> None:
    raw = zipped(tmp_path, {"table.csv": TABLE, "b.bin": b"\x00\x01\x02"})
    faults = refusal(lambda: opened(raw, ("geojson", "gpkg")).__enter__())
    assert codes(faults) == ["zip.nothing_wanted"]
    assert faults[0].parameters == {"wanted": "geojson, gpkg", "members": "table.csv, b.bin"}


def test_a_web_page_saved_as_zip_is_named_for_what_it_is(tmp_path: Path) -> None:
    raw = written(tmp_path, "<!doctype html><title>Please enable JavaScript</title>", "sectors.zip")
    assert refused(raw, "geojson") == ["file.web_page"]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "file.empty"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file.old_excel"), (b"\x00\x01", "file.unexpected")],
)
def test_other_kinds_are_refused_each_in_its_words(tmp_path: Path, content: bytes, code: str) -> None:
    assert refused(written(tmp_path, content), "text") == [code]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_an_archive_cut_short_is_refused(tmp_path: Path, share: float) -> None:
    whole = zipped(tmp_path, {"a.csv": TABLE * 50, "b.csv": TABLE}).content
    assert refused(written(tmp_path, whole[: int(len(whole) * share)]), "text") == ["zip.corrupt"]


def test_an_archive_with_damaged_contents_is_refused(tmp_path: Path) -> None:
    content = bytearray(zipped(tmp_path, {"a.csv": TABLE * 500}).content)
    content[60:70] = b"\xff" * 10
    assert refused(written(tmp_path, bytes(content)), "text") == ["zip.corrupt"]


def test_a_locked_archive_is_refused(tmp_path: Path) -> None:
    content = bytearray(zipped(tmp_path, {"a.csv": TABLE}).content)
    start = content.index(b"PK\x01\x02")
    content[6] |= 1
    content[start + 8] |= 1
    assert refused(written(tmp_path, bytes(content)), "text") == ["zip.encrypted"]


@pytest.mark.parametrize("path", ["../../etc/cron.d/x", "/etc/passwd", "..\\x", "C:\\x", "a/../../x"])
def test_members_that_would_leave_the_folder_are_refused(tmp_path: Path, path: str) -> None:
    assert refused(zipped(tmp_path, {"a.csv": TABLE, path: "x"}), "text") == ["zip.unsafe_path"]


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    raw = zipped(tmp_path, {"a.csv": b"0" * 30_000_000})
    assert refused(raw, "text") == ["zip.bomb"]


def test_members_that_share_their_bytes_add_up(tmp_path: Path) -> None:
    """Each entry of the directory points to the same packed bytes: modest one by one, enormous together."""
    modest = random.Random(1).randbytes(20_000) + bytes(500_000)
    content = zipped(tmp_path, {"a.csv": modest}).content
    start, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    entry = content[start:end]
    many = 500
    tail = bytearray(content[end:])
    struct.pack_into("<HHI", tail, 8, many, many, many * len(entry))
    raw = written(tmp_path, content[:start] + entry * many + bytes(tail))
    assert refused(raw, "text") == ["zip.bomb"]


def test_too_much_and_too_many_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers.reading.archive, "MOST_MEMBERS", 3)
    monkeypatch.setattr(layers.reading.archive, "MOST_BYTES", 100)
    raw = zipped(tmp_path, {f"{number}.bin": b"\x00" * 50 for number in range(5)})
    assert refused(raw, "text") == ["zip.too_many_members", "zip.too_large"]


def test_archives_inside_archives_are_not_entered(tmp_path: Path) -> None:
    inner = zipped(tmp_path, {"a.csv": TABLE}, "inner.zip").content
    faults = refusal(lambda: opened(zipped(tmp_path, {"inner.zip": inner}), ("text", "xlsx")).__enter__())
    assert codes(faults) == ["zip.nested"]
    assert faults[0].value == "inner.zip"


def test_a_shapefile_is_taken_with_its_parts(tmp_path: Path) -> None:
    sectors = gpd.GeoDataFrame({"code": ["a1"]}, geometry=[toyville.square("a1")], crs="EPSG:3812")
    sectors.to_file(tmp_path / "s.shp")
    parts = {f"folder/S{part.suffix.upper()}": part.read_bytes() for part in sorted(tmp_path.glob("s.*"))}
    with opened(zipped(tmp_path, parts), ("shapefile",)) as inner:
        assert gpd.read_file(inner.path)["code"].tolist() == ["a1"]
        assert inner.name == "file.zip: folder/S.SHP"
    with opened(RawFile("s.shp", tmp_path / "s.shp"), ("shapefile",)) as inner:
        assert inner.path == tmp_path / "s.shp"


def test_a_shapefile_without_its_parts_says_which(tmp_path: Path) -> None:
    sectors = gpd.GeoDataFrame({"code": ["a1"]}, geometry=[toyville.square("a1")], crs="EPSG:3812")
    sectors.to_file(tmp_path / "s.shp")
    (tmp_path / "s.dbf").unlink()
    faults = refusal(lambda: opened(RawFile("s.shp", tmp_path / "s.shp"), ("shapefile",)).__enter__())
    assert codes(faults) == ["shapefile.incomplete"]
    assert faults[0].parameters == {"missing": ".dbf"}
    alone = zipped(tmp_path, {"s.shp": (tmp_path / "s.shp").read_bytes()})
    assert refused(alone, "shapefile") == ["shapefile.incomplete"]


def test_a_database_is_told_from_a_geopackage(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.sqlite") as connection:
        connection.execute("CREATE TABLE t (a)")
    connection.close()
    assert kind_of(RawFile("a", tmp_path / "a.sqlite")) == "sqlite"
    gpd.GeoDataFrame({"a": [1]}, geometry=[toyville.at(0, 0)], crs="EPSG:3812").to_file(tmp_path / "a.gpkg")
    assert kind_of(RawFile("a", tmp_path / "a.gpkg")) == "gpkg"
