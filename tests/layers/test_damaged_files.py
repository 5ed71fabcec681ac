"""Whatever happens to a file's bytes, it is read or refused with its faults: nothing else comes out."""

import random
import zipfile
from collections import Counter
from pathlib import Path

import geopandas as gpd
import openpyxl
import pyogrio
import pytest

from geo.crs import METRIC
from layers._raw import RawFile
from layers._read import Refused, read_features, read_table
from tests import toyville
from tests.layers.telling import codes, refusal, written

TOWN = gpd.GeoDataFrame({"code": ["a1", "c3"], "n": [1, 2]}, geometry=[toyville.square("a1"), toyville.square("c3")])
TOWN = TOWN.set_crs(METRIC)
DRIVERS = {"gpkg": "GPKG", "geojson": "GeoJSON", "fgb": "FlatGeobuf", "sqlite": "SQLite"}


def good(folder: Path, kind: str) -> bytes:
    """Return a good file of a kind."""
    path = folder / f"good.{kind}"
    if kind == "csv":
        path.write_text('code;name\né;2\n"x";"3\n4"\n', "utf-8")
    elif kind == "parquet":
        TOWN.to_parquet(path)
    elif kind == "xlsx":
        book = openpyxl.Workbook()
        for row in (["code", "n"], ["a1", 1]):
            book.active.append(row)
        book.save(path)
    elif kind == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("in/a.geojson", good(folder, "geojson"))
            archive.writestr("in/a.csv", good(folder, "csv"))
    else:
        pyogrio.write_dataframe(TOWN, path, driver=DRIVERS[kind])
    return path.read_bytes()


def damaged(content: bytes, dice: random.Random) -> bytes:
    """Cut a file short, change some of its bytes or lose a few."""
    torn = bytearray(content)
    how = dice.random()
    if how < 0.3:
        return bytes(torn[: dice.randrange(len(torn))])
    for _ in range(dice.choice([1, 2, 5, 20, 100])):
        torn[dice.randrange(len(torn))] = dice.choice([0, 255, dice.randrange(256)])
    if how > 0.9:
        start = dice.randrange(len(torn))
        del torn[start : start + dice.randrange(1, 50)]
    return bytes(torn)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "zip", "parquet", *DRIVERS])
@pytest.mark.filterwarnings("ignore::RuntimeWarning", "ignore::UserWarning")
def test_damaged_files_are_read_or_refused(tmp_path: Path, kind: str) -> None:
    content = good(tmp_path, kind)
    dice = random.Random(f"{kind} 1")
    outcomes: Counter[str] = Counter()
    for _ in range(120):
        raw = written(tmp_path, damaged(content, dice))
        for read in (read_table, lambda file: read_features(file, toyville.PLACE)):
            try:
                read(raw)
                outcomes["read"] += 1
            except Refused as refused:
                outcomes.update(codes(refused.faults))
    assert outcomes.total() >= 240
    assert len(outcomes) > 2


def test_a_workbook_lacking_a_part_of_its_xml_is_refused(tmp_path: Path) -> None:
    good(tmp_path, "xlsx")
    with zipfile.ZipFile(tmp_path / "good.xlsx") as book:
        members = {name: book.read(name) for name in book.namelist()}
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(b"PartName", b"Part")
    with zipfile.ZipFile(tmp_path / "torn.xlsx", "w") as book:
        for name, content in members.items():
            book.writestr(name, content)
    faults = refusal(lambda: read_table(RawFile("torn.xlsx", tmp_path / "torn.xlsx")))
    assert codes(faults) == ["file.unreadable"]


def test_text_of_a_shapefile_is_read_in_the_encoding_it_is_in(tmp_path: Path) -> None:
    named = TOWN.assign(code=["Métro Beaux-Arts", "Écluse"])
    for encoding, keep in (("UTF-8", True), ("UTF-8", False), ("ISO-8859-1", True), ("ISO-8859-1", False)):
        pyogrio.write_dataframe(named, tmp_path / "s.shp", driver="ESRI Shapefile", encoding=encoding)
        if not keep:
            (tmp_path / "s.cpg").unlink(missing_ok=True)
        frame, _ = read_features(RawFile("s.shp", tmp_path / "s.shp"), toyville.PLACE)
        assert frame["code"].tolist() == ["Métro Beaux-Arts", "Écluse"], (encoding, keep)
