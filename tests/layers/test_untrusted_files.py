"""A file made to do harm, or whose parts contradict each other, is refused in words before anything follows it."""

import json
import shutil
import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely

from geo.crs import MAP, METRIC
from layers._raw import RawFile
from layers._read import read_features, read_table
from layers.reading import parquet_facts
from layers.reading.one_driver import DRIVERS, opened_as
from tests import toyville
from tests.layers.telling import codes, refusal, written

TOWN = gpd.GeoDataFrame({"code": ["a1"]}, geometry=[toyville.square("a1")], crs=METRIC)
SUFFIX = {"gpkg": "gpkg", "sqlite": "sqlite", "shapefile": "shp", "flatgeobuf": "fgb"}
SUFFIX |= {"filegdb": "gdb", "gml": "gml", "gpx": "gpx", "dxf": "dxf"}
WAYPOINT = gpd.GeoDataFrame({"name": ["a1"]}, geometry=[toyville.at(50, 50)], crs=METRIC).to_crs(MAP)


def delivered(folder: Path, kind: str, name: str = "") -> RawFile:
    path = folder / f"town.{SUFFIX[kind]}"
    frames = {"gpx": WAYPOINT, "dxf": TOWN[["geometry"]]}
    pyogrio.write_dataframe(frames.get(kind, TOWN), path, driver=DRIVERS[kind])
    if kind == "filegdb":
        path = Path(shutil.make_archive(str(path), "zip", folder, path.name))
    return RawFile(path.name, path.rename(folder / name) if name else path)


@pytest.mark.parametrize("kind", DRIVERS)
def test_one_driver_is_registered_while_a_file_is_open_and_all_are_after(tmp_path: Path, kind: str) -> None:
    before = pyogrio.list_drivers()
    with opened_as(delivered(tmp_path, kind), kind) as path:
        assert list(pyogrio.list_drivers()) == [DRIVERS[kind]]
        assert pyogrio.read_info(path, layer=pyogrio.list_layers(path)[0][0])["driver"] == DRIVERS[kind]
        for recipe in ('{"type": "gdal_streamed_alg"}', "<OGRVRTDataSource/>", "a,b\n1,2\n"):
            with pytest.raises(pyogrio.errors.DataSourceError):
                pyogrio.read_info(written(tmp_path, recipe, "recipe.json").path)
    assert pyogrio.list_drivers() == before


@pytest.mark.parametrize("kind", ["gpkg", "sqlite", "flatgeobuf"])
@pytest.mark.parametrize("name", ["town.zip", "town.csv", "town.vrt", "town.mbtiles", "GPKG:town"])
def test_a_name_says_nothing_to_the_library(tmp_path: Path, kind: str, name: str) -> None:
    frame, faults = read_features(delivered(tmp_path, kind, name), toyville.PLACE)
    assert faults == []
    assert frame["code"].tolist() == ["a1"]


def test_what_lies_beside_a_file_is_not_looked_at(tmp_path: Path) -> None:
    raw = delivered(tmp_path, "gpkg", "town.shp.gpkg")
    (tmp_path / "town.shp.gpkg.aux.xml").write_text("<PAMDataset>", "utf-8")
    with opened_as(raw, "gpkg") as path:
        assert [each.name for each in path.parent.iterdir()] == ["data.gpkg"]


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS code, i AS name FROM n"


@pytest.mark.parametrize("name", ["buildings", "vector_layers", "gpkg_extra"])
@pytest.mark.parametrize("kind", ["gpkg", "sqlite"])
def test_a_view_is_refused_before_it_is_computed(tmp_path: Path, kind: str, name: str) -> None:
    raw = delivered(tmp_path, kind)
    with closing(sqlite3.connect(raw.path)) as database, database:
        database.execute(f"CREATE VIEW {name} AS {ENDLESS}")
    faults = refusal(lambda: read_features(raw, toyville.PLACE))
    assert [(fault.code, fault.value) for fault in faults] == [("database.views", name)]
    if kind == "sqlite":
        assert refusal(lambda: read_table(raw)) == faults


def test_views_that_only_list_tables_are_no_reason(tmp_path: Path) -> None:
    raw = delivered(tmp_path, "sqlite")
    with closing(sqlite3.connect(raw.path)) as database, database:
        database.execute("CREATE VIEW geom_cols_ref_sys AS SELECT f_table_name FROM geometry_columns")
    assert read_features(raw, toyville.PLACE)[0]["code"].tolist() == ["a1"]


def many_rows(path: Path, rows: int) -> RawFile:
    column = pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, dtype="int8")), pa.array(["same"]))
    pq.write_table(pa.table({"building_id": column, "name": column}), path, compression="zstd")
    return RawFile(path.name, path)


def test_rows_without_end_in_few_bytes_are_refused_unread(tmp_path: Path) -> None:
    raw = many_rows(tmp_path / "many.parquet", 6_000_000)
    assert raw.path.stat().st_size < 100_000
    assert codes(refusal(lambda: read_table(raw))) == ["table.too_many_rows"]


def test_columns_without_end_count_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = many_rows(tmp_path / "few.parquet", 1000)
    monkeypatch.setattr(parquet_facts, "MOST_CELLS", 1999)
    assert codes(refusal(lambda: read_table(raw))) == ["table.too_many_rows"]
    monkeypatch.setattr(parquet_facts, "MOST_CELLS", 2000)
    assert len(read_table(raw)) == 1000


WRONG: dict[str, object] = {
    "no text": None,
    "a list": [],
    "no columns": {"version": "1.0.0", "primary_column": "geometry"},
    "columns a list": {"primary_column": "geometry", "columns": ["geometry"]},
    "another column": {"primary_column": "shape", "columns": {"shape": {"encoding": "WKB"}}},
    "no encoding": {"primary_column": "geometry", "columns": {"geometry": {}}},
    "another encoding": {"primary_column": "geometry", "columns": {"geometry": {"encoding": "point"}}},
    "text for a shape": {"primary_column": "code", "columns": {"code": {"encoding": "WKB"}}},
    "a column too many": {
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB"}, "gone": {"encoding": "WKB"}},
    },
    "a system that is none": {
        "version": "1.0.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": [], "crs": {"type": "no"}}},
    },
    "a system that is a number": {
        "version": "1.0.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": [], "crs": 7}},
    },
}


@pytest.mark.parametrize("said", WRONG)
def test_parquet_that_says_of_itself_what_is_not_so_is_refused(tmp_path: Path, said: str) -> None:
    TOWN.to_parquet(tmp_path / "town.parquet")
    table = pq.read_table(tmp_path / "town.parquet")
    told = b"{" if WRONG[said] is None else json.dumps(WRONG[said]).encode()
    pq.write_table(table.replace_schema_metadata({b"geo": told}), tmp_path / "town.parquet")
    raw = RawFile("town.parquet", tmp_path / "town.parquet")
    assert codes(refusal(lambda: read_features(raw, toyville.PLACE))) == ["features.wrong_metadata"]


def test_bytes_that_are_no_shape_are_refused(tmp_path: Path) -> None:
    TOWN.to_parquet(tmp_path / "town.parquet")
    table = pq.read_table(tmp_path / "town.parquet")
    arc = struct.pack("<BII4d", 1, 8, 2, 0, 0, 1, 1)
    for content in (b"\x01\x02", b"", arc):
        torn = table.set_column(1, "geometry", pa.array([content]))
        pq.write_table(torn.replace_schema_metadata(table.schema.metadata), tmp_path / "torn.parquet")
        raw = RawFile("torn.parquet", tmp_path / "torn.parquet")
        assert codes(refusal(lambda raw=raw: read_features(raw, toyville.PLACE))) == ["features.wrong_metadata"]


def test_a_shape_with_numbers_that_are_none_is_named(tmp_path: Path) -> None:
    shapes = [toyville.square("a1"), shapely.Point(float("nan"), 5), shapely.LineString([(0, float("inf")), (1, 1)])]
    for suffix in ("gpkg", "parquet"):
        frame = gpd.GeoDataFrame({"n": [1, 2, 3]}, geometry=shapes, crs=METRIC)
        path = tmp_path / f"t.{suffix}"
        frame.to_parquet(path) if suffix == "parquet" else pyogrio.write_dataframe(frame, path, driver="GPKG")
        found, faults = read_features(RawFile(path.name, path), toyville.PLACE)
        named = {fault.row for fault in faults if fault.code == "geometry.unreadable"}
        assert named == {2, 3}
        assert found.geometry.iloc[1:].map(lambda each: each is None or each.is_empty).all()
