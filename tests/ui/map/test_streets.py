"""Streets for the browser: what is written is where the streets are, in few numbers."""

import json

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiLineString, hausdorff_distance

from tests.laws import draws
from ui.map.streets import CELL_M, street_cells

CORNER = 649_500.0, 609_000.0
"""Where a cell begins: both are multiples of its width."""


def _streets(*told: tuple[str | None, list[tuple[float, float]]]) -> gpd.GeoDataFrame:
    x, y = CORNER
    lines = [LineString([(x + each[0], y + each[1]) for each in points]) for _kind, points in told]
    return gpd.GeoDataFrame({"highway": [kind for kind, _points in told]}, geometry=lines, crs="EPSG:3812")


def _read(cell: dict, kind: str) -> list[LineString]:
    return [
        LineString((np.cumsum(np.reshape(line, (-1, 2)), axis=0) + cell["from"]) / 1e5) for line in cell.get(kind, [])
    ]


def _metres(lines: list[LineString]) -> MultiLineString:
    return gpd.GeoSeries([MultiLineString(lines)], crs="EPSG:4326").to_crs("EPSG:3812").iloc[0]


def test_stretches_that_follow_each_other_are_one_line_of_two_points() -> None:
    streets = _streets(
        ("residential", [(0, 100), (200, 100)]), ("residential", [(200, 100), (400, 100)]), (None, [(0, 0), (0, 50)])
    )
    (cell,) = json.loads(street_cells(streets))
    assert "main" not in cell
    assert sorted(len(line) for line in cell["minor"]) == [4, 4]


def test_main_streets_are_told_apart_and_their_ramps_with_them() -> None:
    streets = _streets(
        ("primary_link", [(0, 100), (200, 100)]), ("tertiary", [(0, 300), (9, 300)]), ("footway", [(0, 0), (5, 5)])
    )
    (cell,) = json.loads(street_cells(streets))
    assert len(cell["main"]) == 2
    assert len(cell["minor"]) == 1


def test_every_cell_has_a_box_around_its_lines() -> None:
    streets = _streets(("path", [(10, 10), (20, 10)]), ("path", [(CELL_M + 10, 10), (CELL_M + 20, 10)]))
    cells = json.loads(street_cells(streets))
    assert len(cells) == 2
    for cell in cells:
        west, south, east, north = cell["box"]
        for line in _read(cell, "minor"):
            left, bottom, right, top = line.bounds
            assert west - 2e-5 <= left <= right <= east + 2e-5
            assert south - 2e-5 <= bottom <= top <= north + 2e-5


def test_a_city_without_streets_has_no_cell() -> None:
    assert json.loads(street_cells(_streets().set_crs("EPSG:3812", allow_override=True))) == []


_point = st.tuples(st.integers(0, 3000), st.integers(0, 3000))


@draws(20)
@given(lines=st.lists(st.lists(_point, min_size=2, max_size=5, unique=True), min_size=1, max_size=6))
def test_what_is_read_back_lies_where_the_streets_lie(lines: list[list[tuple[int, int]]]) -> None:
    streets = _streets(*(("residential", points) for points in lines))
    read = [line for cell in json.loads(street_cells(streets)) for line in _read(cell, "minor")]
    # Half a metre is lost in the numbers, one and a half in the smoothing.
    assert hausdorff_distance(_metres(read), MultiLineString(list(streets.geometry))) < 2.5
    assert _metres(read).length == pytest.approx(streets.length.sum(), rel=0.05, abs=10)
