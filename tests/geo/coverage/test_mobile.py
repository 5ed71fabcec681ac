"""5G reception from areas and from grids, against sums made cell by cell."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS, Transformer
from rasterio import Affine
from rasterstats import zonal_stats

from geo.coverage.mobile import reception_at, reception_over
from geo.crs import METRIC
from geo.location import frame_sectors
from geo.tables import SignalRaster
from tests import toyville as toy
from tests.laws import draws

SECTORS = frame_sectors(toy.sectors(), toy.PLACE)
CENTRES = np.array([toy.at(*toy.centre(name)) for name in toy.NAMES])
TOWN = toy.area(0, 0, 300, 300)


def test_the_highest_class_of_an_operator_and_the_best_and_least_over_operators():
    areas = toy.mobile_5g([(TOWN, "A", 1), (toy.square("a1"), "A", 3), (toy.area(0, 0, 300, 100), "B", 2)])
    found = reception_at(CENTRES, areas, ())
    assert found.best.tolist() == [3, 2, 2, 1, 1, 1, 1, 1, 1]
    assert found.least.tolist() == [2, 1, 1, 0, 0, 0, 0, 0, 0]


def test_a_hole_in_the_map_of_an_operator_that_draws_class_0_is_unknown():
    with_zero = toy.mobile_5g([(toy.square("a1"), "A", 0), (toy.square("a2"), "A", 2)])
    found = reception_at(CENTRES[:3], with_zero, ())
    assert found.best[:2].tolist() == [0, 2]
    assert np.isnan(found.best[2])
    assert (found.best_low[2], found.best_high[2]) == (0, 3)


def test_one_unknown_operator_leaves_unknown_only_what_it_could_change():
    areas = toy.mobile_5g([(toy.square("a1"), "A", 0), (toy.square("a1"), "B", 2), (toy.square("a2"), "B", 3)])
    found = reception_at(CENTRES[:3], areas, ())
    # a1: both known. a2: A unknown, B already best. a3: A unknown, B none.
    assert found.best[:2].tolist() == [2, 3]
    assert np.isnan(found.best[2])
    assert found.least[0] == 0
    assert np.isnan(found.least[1])
    assert found.least[2] == 0


def test_a_point_that_is_nowhere_is_unknown():
    found = reception_at(np.array([None, shapely.Point()], dtype=object), toy.mobile_5g([(TOWN, "A", 2)]), ())
    assert np.isnan(found.best).all()
    assert np.isnan(found.least).all()


def test_grids_are_sampled_at_the_cell_that_holds_the_point():
    grid = toy.raster("A", [[0, 1, 2], [3, 255, 0], [1, 2, 3]])
    found = reception_at(CENTRES, None, (grid,))
    assert np.array_equal(found.best, [1, 2, 3, 3, np.nan, 0, 0, 1, 2], equal_nan=True)
    beyond = reception_at(np.array([toy.at(-1, 50), toy.at(301, 50)]), None, (grid,))
    assert np.isnan(beyond.best).all()


def test_a_grid_in_another_reference_system_is_sampled_in_its_own():
    """Published with the sector figures: 4.4446, 50.4108 in degrees is 655,397, 622,216 in Belgian Lambert 2008."""
    classes = np.zeros((20, 20), np.uint8)
    # Cells of a thousandth of a degree from 4.4401, 50.4151: column 4 runs to 4.4451, row 4 down to 50.4101.
    classes[4, 4] = 3
    grid = SignalRaster("A", classes, (0.001, 0, 4.4401, 0, -0.001, 50.4151), CRS(4326).to_wkt())
    there = np.array([shapely.Point(655_397, 622_216), shapely.Point(655_497, 622_216)])
    assert reception_at(there, None, (grid,)).best.tolist() == [3, 0]


def test_a_grid_in_another_reference_system_is_summed_over_sectors_in_its_own():
    classes = np.full((200, 200), 255, np.uint8)
    classes[:, :100], classes[:, 100:] = 1, 3
    corner = Transformer.from_crs(METRIC, 3857, always_xy=True).transform(toy.CORNER[0] + 150, toy.CORNER[1] + 150)
    grid = SignalRaster("A", classes, (5, 0, corner[0] - 500, 0, -5, corner[1] + 500), CRS(3857).to_wkt())
    mean = reception_over(SECTORS, None, (grid,))["mobile_5g_class_best_mean"].to_numpy()
    # The seam runs north through the middle of the town, turned by less than two degrees between the two systems.
    assert mean == pytest.approx([1, 2, 3] * 3, abs=0.08)


def test_areas_over_sectors_on_paper():
    areas = toy.mobile_5g([(toy.area(0, 0, 150, 100), "A", 1), (toy.area(0, 0, 50, 100), "B", 3)])
    table = reception_over(SECTORS, areas, ())
    assert table["mobile_5g_class_best_mean"].to_numpy()[:3] == pytest.approx([2.0, 0.5, 0.0])
    assert table["mobile_5g_indoor_area_share"].to_numpy()[:3] == pytest.approx([0.5, 0.0, 0.0])


def test_what_no_operator_knows_counts_for_nothing_over_sectors():
    areas = toy.mobile_5g([(toy.area(0, 0, 25, 100), "A", 0), (toy.area(25, 0, 50, 100), "A", 2)])
    table = reception_over(SECTORS, areas, ())
    assert table["mobile_5g_class_best_mean"].iloc[0] == pytest.approx(1.0)
    assert table["mobile_5g_indoor_area_share"].iloc[0] == pytest.approx(0.5)
    assert table.iloc[1].isna().all()


CLASSES = st.lists(st.lists(st.sampled_from([0, 1, 2, 3, 255]), min_size=8, max_size=8), min_size=8, max_size=8)


def _fractions(values: np.ndarray, cell: float, outline) -> float:
    """Average a grid over an outline, each cell by the area of it inside: one intersection a cell."""
    total = weight = 0.0
    for row, column in np.ndindex(values.shape):
        top = 300 - row * cell
        inside = outline.intersection(toy.area(column * cell, top - cell, (column + 1) * cell, top)).area
        if not np.isnan(values[row, column]):
            total, weight = total + inside * values[row, column], weight + inside
    return total / weight if weight else np.nan


@draws(8)
@given(first=CLASSES, second=CLASSES)
def test_grids_over_sectors_equal_exact_fractions_cell_by_cell(first, second):
    cell = 40.0
    table = reception_over(SECTORS, None, (toy.raster("A", first, cell), toy.raster("B", second, cell)))
    stack = np.where(np.array([first, second]) == 255, -1.0, np.array([first, second])).max(axis=0)
    best = np.where(stack < 0, np.nan, stack)
    for name, row in zip(toy.NAMES, table.itertuples(), strict=True):
        indoor = np.where(np.isnan(best), np.nan, best >= 2)
        assert row.mobile_5g_class_best_mean == pytest.approx(_fractions(best, cell, toy.square(name)), nan_ok=True)
        assert row.mobile_5g_indoor_area_share == pytest.approx(_fractions(indoor, cell, toy.square(name)), nan_ok=True)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
def test_cells_that_lie_within_one_sector_equal_rasterstats():
    """A peer that counts whole cells by their centre agrees exactly where cells lie within one sector."""
    classes = np.random.default_rng(7).integers(0, 4, (150, 150), dtype=np.uint8)
    grid = toy.raster("A", classes.tolist(), 2.0)
    peer = zonal_stats(
        list(SECTORS.geometry), classes.astype("float64"), affine=Affine(*grid.transform), stats="mean", nodata=-1
    )
    ours = reception_over(SECTORS, None, (grid,))["mobile_5g_class_best_mean"].to_numpy()
    assert ours == pytest.approx([each["mean"] for each in peer], abs=1e-9)


def test_grids_of_different_lattices_equal_the_same_drawn_as_areas():
    coarse = toy.raster("A", [[1, 1, 1], [2, 2, 2], [3, 0, 3]], 100.0)
    fine = toy.raster("B", [[0] * 6] * 3 + [[2] * 6] * 3, 50.0)
    table = reception_over(SECTORS, None, (coarse, fine))
    assert table["mobile_5g_class_best_mean"].to_numpy() == pytest.approx([3, 2, 3, 2, 2, 2, 1, 1, 1], abs=1e-9)


def test_a_grid_and_areas_together():
    grid = toy.raster("A", [[0, 0, 0], [0, 0, 0], [1, 1, 1]])
    areas = toy.mobile_5g([(toy.area(0, 0, 50, 100), "B", 3)])
    table = reception_over(SECTORS, areas, (grid,))
    assert table["mobile_5g_class_best_mean"].to_numpy()[:3] == pytest.approx([2.0, 1.0, 1.0])
    assert reception_at(np.array([toy.at(49, 50), toy.at(51, 50)]), areas, (grid,)).best.tolist() == [3, 1]
