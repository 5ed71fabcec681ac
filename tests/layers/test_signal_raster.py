"""5G as grids: classes and dBm read to the same four classes, everything else refused with its reason."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import shapely
from hypothesis import given
from hypothesis import strategies as st
from rasterio.io import MemoryFile

from config import place as configured
from geo.crs import METRIC
from geo.place import Place
from layers._adapters import signal_raster
from layers._raw import RawFile
from layers._registry import layer
from layers._spec import Cleaned
from layers.reading.coordinate_systems import around
from tests import toyville
from tests.laws import draws
from tests.layers.city_files import checked, codes, place, refusal

NORTH_WEST = (toyville.CORNER[0], toyville.CORNER[1] + 300)
"""Corner of a 3 x 3 grid of 100 m cells over Toyville's sectors; row 0 is c1 c2 c3."""


def from_origin(west: float, north: float, width: float, height: float) -> rasterio.Affine:
    """Return the place of a grid by its north-west corner and the size of its cells."""
    return rasterio.Affine(width, 0, west, 0, -height, north)


def tiff(folder: Path, name: str, values: Any, **options: Any) -> RawFile:
    """Write a GeoTIFF of one band (or several: a third dimension first) over Toyville."""
    array = np.asarray(values)
    bands = array if array.ndim == 3 else array[np.newaxis]
    tags = options.pop("tags", {})
    units = options.pop("units", None)
    profile = {
        "driver": "GTiff",
        "count": len(bands),
        "height": bands.shape[1],
        "width": bands.shape[2],
        "dtype": array.dtype,
        "crs": METRIC,
        "transform": from_origin(*NORTH_WEST, 100, 100),
    } | options
    with rasterio.open(folder / name, "w", **profile) as dataset:
        dataset.write(bands)
        dataset.update_tags(**tags)
        if units:
            dataset.units = (units,)
    return RawFile(name, folder / name)


def grid_of(result: Cleaned, name: str) -> tuple[np.ndarray, Any]:
    """Return the published grid and its profile and tags."""
    with MemoryFile(result.rasters[name]) as memory, memory.open() as dataset:
        return dataset.read(1), {**dataset.profile, "tags": dataset.tags()}


TURNED = rasterio.Affine(9, 1, NORTH_WEST[0], 1, -9, NORTH_WEST[1])
EVERYTHING = ["coverage.no_operator", "raster.several_bands", "raster.neither_class_nor_dbm"]
CLASSES = np.array([[0, 1, 2], [3, 255, 1], [2, 2, 0]], dtype=np.uint8)


def test_a_grid_of_classes_is_published_as_it_is(tmp_path: Path) -> None:
    raw = tiff(
        tmp_path,
        "grid.tif",
        CLASSES,
        nodata=255,
        tags={"operator": "Proximus", "TIFFTAG_DATETIME": "2025:03:01 10:00:00"},
    )
    assert [source.name for source in layer("mobile_5g").sources if source.recognise(raw)] == ["raster"]
    result = checked(raw, "mobile_5g", "raster", place())
    assert codes(result.faults, "error", "row", "warning", "note") == []
    (row,) = result.table.to_dict("records")
    assert (row["coverage_id"], row["operator"], row["raster_file"]) == ("proximus-grid", "Proximus", "5g_proximus.tif")
    assert result.table["class"].isna().all()
    assert row["geometry"].symmetric_difference(toyville.area(0, 0, 300, 300)).area < 1e-6
    assert result.vintage == "2025-03-01"
    values, profile = grid_of(result, "5g_proximus.tif")
    np.testing.assert_array_equal(values, CLASSES)
    assert (profile["dtype"], profile["nodata"], profile["compress"]) == ("uint8", 255, "deflate")
    assert profile["transform"] == from_origin(*NORTH_WEST, 100, 100)
    assert rasterio.CRS.from_user_input(METRIC) == profile["crs"]
    assert profile["tags"]["operator"] == "Proximus"


@pytest.mark.parametrize("dtype", ["float32", "float64", "int16"])
def test_dbm_is_classed_by_the_thresholds_of_the_place(tmp_path: Path, dtype: str) -> None:
    # -110, -100, -90: a value on a threshold has the class it opens.
    dbm = np.array([[-140, -111, -110], [-101, -100, -91], [-90, -60, -9999]], dtype=dtype)
    raw = tiff(tmp_path, "orange_dbm.tif", dbm, nodata=-9999)
    result = checked(raw, "mobile_5g", "raster", place())
    values, _ = grid_of(result, "5g_orange.tif")
    np.testing.assert_array_equal(values, [[0, 0, 1], [1, 2, 2], [3, 3, 255]])
    said = {each.code: each for each in result.faults}
    assert said["coverage.operator_from_name"].value == "Orange"
    assert said["raster.classed_by_thresholds"].parameters == {
        "outdoor": "-110",
        "indoor": "-100",
        "deep_indoor": "-90",
    }


def test_not_a_number_is_unknown_and_scale_and_offset_are_applied(tmp_path: Path) -> None:
    holes = np.array([[np.nan, -95.0, np.inf]], dtype="float32")
    result = checked(tiff(tmp_path, "orange.tif", holes), "mobile_5g", "raster", place())
    np.testing.assert_array_equal(grid_of(result, "5g_orange.tif")[0], [[255, 2, 255]])
    packed = tiff(tmp_path, "base.tif", np.array([[0, 200, 255]], dtype=np.uint8), nodata=255)
    with rasterio.open(packed.path, "r+") as dataset:
        dataset.scales, dataset.offsets = (0.5,), (-150.0,)
    result = checked(RawFile("base.tif", packed.path), "mobile_5g", "raster", place())
    # 0 * 0.5 - 150 = -150 dBm; 200 * 0.5 - 150 = -50 dBm.
    np.testing.assert_array_equal(grid_of(result, "5g_base.tif")[0], [[0, 3, 255]])


def test_several_operators_in_one_go_and_one_twice(tmp_path: Path) -> None:
    one, two = tiff(tmp_path, "orange.tif", CLASSES), tiff(tmp_path, "base.tif", CLASSES)
    result = checked([one, two], "mobile_5g", "raster", place())
    assert list(result.table["coverage_id"]) == ["base-grid", "orange-grid"]
    assert set(result.rasters) == {"5g_base.tif", "5g_orange.tif"}
    again = tiff(tmp_path, "b_orange.tif", CLASSES)
    faults = refusal([one, again], "mobile_5g", "raster", place())
    assert [each.code for each in faults if each.severity == "error"] == ["coverage.operator_twice"]


def test_the_grid_is_cut_to_the_frame_and_margin_in_its_own_system(tmp_path: Path) -> None:
    # 1 km cells over a large part of the country, in Lambert 72.
    values = np.arange(100 * 100, dtype=np.uint16).reshape(100, 100) % 4
    raw = tiff(
        tmp_path,
        "orange.tif",
        values.astype(np.uint8),
        crs="EPSG:31370",
        transform=from_origin(100_000, 170_000, 1000, 1000),
    )
    result = checked(raw, "mobile_5g", "raster", place())
    cut, profile = grid_of(result, "5g_orange.tif")
    row, column = (170_000 - int(profile["transform"].f)) // 1000, (int(profile["transform"].c) - 100_000) // 1000
    np.testing.assert_array_equal(cut, values[row : row + cut.shape[0], column : column + cut.shape[1]])
    extent = result.table.geometry[0]
    assert extent.buffer(1).contains(shapely.box(*around(toyville.PLACE)))
    assert shapely.box(*around(toyville.PLACE)).buffer(2100).contains(extent)


@pytest.mark.parametrize(
    ("name", "values", "options", "expected"),
    [
        ("orange.tif", CLASSES, {"crs": None}, ["raster.no_crs"]),
        ("orange.tif", CLASSES, {"transform": TURNED}, ["raster.rotated"]),
        ("orange.tif", CLASSES, {"transform": rasterio.Affine(100, 0, 655_000, 0, 100, 622_000)}, ["raster.rotated"]),
        ("orange.tif", CLASSES, {"transform": from_origin(700_000, 700_000, 100, 100)}, ["raster.outside"]),
        ("orange.tif", np.stack([CLASSES, CLASSES]), {}, ["raster.several_bands"]),
        ("orange.tif", np.full((3, 3), 255, np.uint8), {}, ["raster.no_values"]),
        ("orange.tif", np.array([[0.0, 30.5]]), {}, ["raster.neither_class_nor_dbm"]),
        ("orange.tif", np.array([[0.0, -95.0]]), {}, ["raster.neither_class_nor_dbm"]),
        ("orange.tif", np.array([[1, 2, 4]], np.uint8), {}, ["raster.neither_class_nor_dbm"]),
        ("orange.tif", np.array([[-9999.0, -95.0]]), {}, ["raster.neither_class_nor_dbm"]),
        ("orange.tif", np.array([[1, 2]], np.uint8), {"units": "dBm"}, ["raster.not_as_said"]),
        ("orange.tif", np.array([[1j, 2]], np.complex64), {}, ["raster.unknown_type"]),
        ("orange_4G.tif", CLASSES, {}, ["coverage.not_5g"]),
        ("coverage.tif", CLASSES, {}, ["coverage.no_operator"]),
        ("coverage.tif", np.stack([CLASSES * 9.0] * 2), {}, EVERYTHING),
    ],
)  # fmt: skip
def test_what_cannot_be_5g_is_refused_with_every_reason(
    tmp_path: Path, name: str, values: np.ndarray, options: dict[str, Any], expected: list[str]
) -> None:
    raw = tiff(tmp_path, name, values, **options)
    faults = refusal(raw, "mobile_5g", "raster", place())
    assert [each.code for each in faults if each.severity == "error"] == expected


def test_a_raster_without_a_position_is_refused(tmp_path: Path) -> None:
    with pytest.warns(rasterio.errors.NotGeoreferencedWarning):
        raw = tiff(tmp_path, "orange.tif", CLASSES, crs=None, transform=rasterio.Affine.identity())
    faults = refusal(raw, "mobile_5g", "raster", place())
    assert [each.code for each in faults if each.severity == "error"] == ["raster.no_crs", "raster.no_place"]


@pytest.mark.parametrize("kept", [4, 100, 0.9])
def test_a_tiff_cut_short_is_refused(tmp_path: Path, kept: float) -> None:
    noise = np.random.default_rng(1).integers(0, 4, (300, 300), dtype=np.uint8)
    whole = tiff(tmp_path, "orange.tif", noise, compress="deflate")
    content = whole.content
    path = tmp_path / "cut.tif"
    path.write_bytes(content[: int(kept * len(content)) if kept < 1 else int(kept)])
    faults = refusal(RawFile("orange.tif", path), "mobile_5g", "raster", place())
    assert [each.code for each in faults if each.severity == "error"] == ["raster.unreadable"]


def test_too_many_cells_are_refused_before_they_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal_raster, "CELLS_LIMIT", 8)
    faults = refusal(tiff(tmp_path, "orange.tif", CLASSES), "mobile_5g", "raster", place())
    assert [(each.code, each.value) for each in faults if each.severity == "error"] == [
        ("raster.too_many_cells", "3 x 3")
    ]


def test_a_huge_sparse_raster_is_read_only_around_the_commune(tmp_path: Path) -> None:
    side = 100_000
    profile = {"driver": "GTiff", "count": 1, "height": side, "width": side, "dtype": "uint8", "crs": METRIC}
    tiles = {"tiled": True, "blockxsize": 512, "blockysize": 512, "SPARSE_OK": True, "BIGTIFF": "YES"}
    path = tmp_path / "orange.tif"
    with rasterio.open(path, "w", transform=from_origin(605_000, 672_000, 1, 1), **profile, **tiles) as dataset:
        dataset.write(np.full((10, 10), 2, np.uint8), 1, window=rasterio.windows.Window(50_000, 50_000, 10, 10))
    faults = refusal(RawFile("orange.tif", path), "mobile_5g", "raster", place())
    assert [each.code for each in faults if each.severity == "error"] == ["raster.too_many_cells"]


@draws(30)
@given(
    st.lists(st.sampled_from([0, 1, 2, 3, 255]), min_size=1, max_size=30),
    st.sampled_from(["uint8", "int32", "float32"]),
)
def test_the_same_raster_gives_the_same_bytes_and_keeps_every_class(
    tmp_path_factory: pytest.TempPathFactory, cells: Sequence[int], dtype: str
) -> None:
    if set(cells) == {255}:
        cells = [*cells, 0]
    raw = tiff(tmp_path_factory.mktemp("grid"), "orange.tif", np.array([cells], dtype=dtype), nodata=255)
    first, second = (checked(raw, "mobile_5g", "raster", place()) for _ in range(2))
    assert first.rasters == second.rasters
    assert list(grid_of(first, "5g_orange.tif")[0][0]) == list(cells)


@pytest.mark.real
def test_land_temperature_is_no_5g_and_the_reasons_are_said(shared_data: Path) -> None:
    where: Place = configured("52011")
    raw = RawFile("land_surface_temperature_3857.tif", shared_data / "charleroi" / "land_surface_temperature_3857.tif")
    faults = refusal(raw, "mobile_5g", "raster", where)
    said = {each.code: each for each in faults}
    assert said["raster.several_bands"].value == "ST_B10, QA_PIXEL"
    assert float(str(said["raster.neither_class_nor_dbm"].parameters["low"])) > 20
