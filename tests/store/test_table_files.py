"""Tables written and read back: every type, and bytes that depend on the contents alone."""

import tempfile
from datetime import datetime
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import rasterio
import shapely
from geopandas.testing import assert_geodataframe_equal
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from rasterio import Affine

from geo.crs import METRIC
from geo.errors import DataError
from layers._spec import Column, Layer
from store._publishing.column_lists import read_columns
from store._publishing.geo_parquet import read_geo_parquet
from store._publishing.table_files import DTYPES, conform, read_table, signal_raster, table_bytes

COLUMNS = (
    Column("key", "text", "Key", required=True),
    Column("word", "text", "Text"),
    Column("count", "integer", "Integer"),
    Column("amount", "number", "Number"),
    Column("yes", "boolean", "Boolean"),
    Column("day", "date", "Date"),
)


def _layer(geometry: str | None) -> Layer:
    return Layer("toy", "Toy", "Toy.", geometry, False, COLUMNS, ("key",), (), 1)  # type: ignore[arg-type]


ROW = st.tuples(
    st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    st.none() | st.integers(-(2**53), 2**53),
    st.none() | st.floats(allow_nan=False),
    st.none() | st.booleans(),
    st.none() | st.datetimes(datetime(1700, 1, 1), datetime(2200, 1, 1)),
    st.none() | st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)),
)


def _table(rows: list[tuple]) -> gpd.GeoDataFrame:
    keyed = [(f"k{number:03d}", *row[:-1]) for number, row in enumerate(rows)]
    frame = pd.DataFrame(keyed, columns=[column.name for column in COLUMNS])
    frame = frame.astype({column.name: DTYPES[column.kind] for column in COLUMNS})
    geometry = [None if row[-1] is None else shapely.Point(row[-1]) for row in rows]
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(geometry, crs=METRIC, dtype="geometry"), crs=METRIC)


@given(st.lists(ROW, max_size=6), st.booleans(), st.randoms())
def test_a_table_comes_back_as_it_was_whatever_the_order_of_its_rows(rows, with_geometry, random) -> None:
    layer = _layer("point" if with_geometry else None)
    whole = _table(rows)
    table = whole if with_geometry else pd.DataFrame(whole.drop(columns="geometry"))
    shuffled = table.iloc[random.sample(range(len(table)), len(table))]
    content = table_bytes(conform(shuffled, layer))
    assert content == table_bytes(conform(table, layer))

    read = _read(content, layer)
    assert {column.name: str(read[column.name].dtype) for column in COLUMNS} == {
        column.name: DTYPES[column.kind] for column in COLUMNS
    }
    assert_frame_equal(pd.DataFrame(read), pd.DataFrame(table))
    assert isinstance(read, gpd.GeoDataFrame) == with_geometry
    if with_geometry:
        assert read.crs == METRIC


def _read(content: bytes, layer: Layer) -> pd.DataFrame:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "table.parquet")
        path.write_bytes(content)
        return read_table(path, layer)


def test_columns_come_in_declared_order_and_strangers_stay_out() -> None:
    table = _table([("a", 1, 1.0, True, None, (1, 2))])
    table.insert(0, "stranger", 1)
    table.attrs["reader"] = "noise"
    table = table[[*reversed(table.columns)]].set_geometry("geometry")
    made = conform(table, _layer("point"))
    assert list(made.columns) == [*(column.name for column in COLUMNS), "geometry"]
    assert made.attrs == {}
    assert table.attrs == {"reader": "noise"}, "the table given is left alone"


def test_other_types_are_turned_into_the_declared_ones() -> None:
    table = pd.DataFrame(
        {
            "key": pd.array(["b", "a"], dtype="object"),
            "word": [None, "x"],
            "count": [1, 2],
            "amount": [1, 2],
            "yes": [True, False],
            "day": pd.to_datetime(["2026-01-01", "2026-01-02"]).astype("datetime64[ns]"),
        }
    )
    made = conform(table, _layer(None))
    assert made["key"].tolist() == ["a", "b"]
    assert {name: str(dtype) for name, dtype in made.dtypes.items()} == {
        column.name: DTYPES[column.kind] for column in COLUMNS
    }


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(DataError, match="amount, yes"):
        conform(_table([]).drop(columns=["amount", "yes"]), _layer("point"))


def test_some_columns_can_be_read_alone(tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"
    path.write_bytes(table_bytes(conform(_table([("a", 7, 1.0, True, None, (1, 2))]), _layer("point"))))
    assert read_columns(path, ("key", "count")) == {"key": ["k000"], "count": [7]}


def geotiff(path: Path, classes: list[list[int]], *, nodata: int | None = None, crs: str | None = METRIC) -> Path:
    """Write a GeoTIFF of 100 m cells whose north-west corner is (655000, 622300)."""
    values = np.array(classes, dtype="uint8")
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=values.shape[1],
        height=values.shape[0],
        count=1,
        dtype="uint8",
        crs=crs,
        transform=Affine(100, 0, 655_000, 0, -100, 622_300),
        nodata=nodata,
    ) as raster:
        raster.write(values, 1)
    return path


def test_a_grid_comes_back_with_its_place(tmp_path: Path) -> None:
    raster = signal_raster("Orange", geotiff(tmp_path / "o.tif", [[0, 1], [2, 3], [255, 3]]))
    assert raster.classes.tolist() == [[0, 1], [2, 3], [255, 3]]
    assert raster.classes.dtype == np.uint8
    assert raster.transform == (100.0, 0.0, 655_000.0, 0.0, -100.0, 622_300.0)
    assert gpd.GeoSeries([], crs=raster.crs).crs == METRIC
    assert raster.operator == "Orange"


def test_cells_without_data_are_unknown_not_zero(tmp_path: Path) -> None:
    raster = signal_raster("Orange", geotiff(tmp_path / "o.tif", [[0, 9]], nodata=9))
    assert raster.classes.tolist() == [[0, 255]]


def test_a_grid_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"o\.tif"):
        signal_raster("Orange", geotiff(tmp_path / "o.tif", [[0, 77]]))


@pytest.mark.parametrize("written", [None, "EPSG:31370", "OGC:CRS84"])
def test_tables_with_geometry_are_read_as_geopandas_reads_them(written: str | None, tmp_path: Path) -> None:
    places = gpd.GeoSeries([shapely.Point(1, 2), None, shapely.Point()], crs=written)
    table = gpd.GeoDataFrame({"name": ["é", None, "c"], "count": pd.array([1, None, 3], "Int64")}, geometry=places)
    table.index = pd.Index(["x", "y", "z"], name="key")
    table.to_parquet(tmp_path / "places.parquet")
    read, known = read_geo_parquet(tmp_path / "places.parquet"), gpd.read_parquet(tmp_path / "places.parquet")
    assert_geodataframe_equal(read, known)
    assert read.crs == known.crs
    assert read.index.name == "key"
