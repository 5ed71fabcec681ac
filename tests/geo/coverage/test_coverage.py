"""Fibre by date, over points and over areas that overlap."""

from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.coverage.fibre import fibre_area_share, fibre_as_of, fibre_at, fibre_available
from geo.overlay import covered_area
from tests import toyville as toy
from tests.laws import draws

DAY = date(2026, 1, 1)
HERE = toy.area(0, 0, 100, 100)


@pytest.mark.parametrize(
    ("status", "start", "then"),
    [
        ("available", None, "available"),
        ("available", date(2026, 1, 1), "available"),
        ("available", date(2026, 1, 2), "building"),
        ("building", date(2025, 6, 1), "available"),
        ("building", date(2027, 1, 1), "building"),
        ("planned", date(2027, 1, 1), "planned"),
        ("planned", date(2025, 12, 31), "available"),
        ("planned", None, "planned"),
    ],
)
def test_a_date_decides_and_without_one_the_status_stands(status, start, then):
    zones = fibre_as_of(toy.fibre([(HERE, status, "A", start)]), DAY)
    assert zones["status"].tolist() == [then]


def test_only_available_fibre_is_available_its_edge_included():
    zones = fibre_as_of(
        toy.fibre([(HERE, "available", "A", None), (toy.area(100, 0, 200, 100), "planned", "A", None)]), DAY
    )
    points = np.array([toy.at(50, 50), toy.at(100, 50), toy.at(150, 50), toy.at(250, 50)])
    assert fibre_available(points, zones).tolist() == [True, True, False, False]


def test_the_furthest_state_at_a_building_with_its_operators_and_earliest_day():
    zones = fibre_as_of(
        toy.fibre(
            [
                (HERE, "planned", "Wyre", None),
                (HERE, "building", "Proximus", date(2027, 5, 1)),
                (HERE, "building", "Orange", date(2027, 3, 1)),
                (HERE, "building", "Orange", None),
            ]
        ),
        DAY,
    )
    points = np.array([toy.at(50, 50), toy.at(250, 250), None], dtype=object)
    found = fibre_at(points, zones, pd.Index(["in", "out", "nowhere"]))
    assert found["fibre_status"].fillna("?").tolist() == ["building", "none", "?"]
    assert found.loc["in", "fibre_operator"] == "Orange, Proximus"
    assert found.loc["in", "fibre_available_from"] == pd.Timestamp(2027, 3, 1)
    assert found.loc["out", ["fibre_operator", "fibre_available_from"]].isna().all()


def test_overlapping_operators_cover_an_area_once():
    zones = fibre_as_of(
        toy.fibre(
            [(toy.area(0, 0, 60, 100), "available", "A", None), (toy.area(40, 0, 80, 100), "available", "B", None)]
        ),
        DAY,
    )
    outlines = np.array([HERE, toy.square("c3")])
    assert fibre_area_share(outlines, zones) == pytest.approx([0.8, 0.0])


@draws(50)
@given(
    st.lists(
        st.tuples(st.integers(-50, 350), st.integers(-50, 350), st.integers(5, 200), st.integers(5, 200)),
        max_size=12,
    )
)
def test_covered_area_equals_the_plain_overlay_with_the_union(rectangles):
    zones = np.array([toy.area(x, y, x + width, y + height) for x, y, width, height in rectangles], dtype=object)
    outlines = np.array([toy.square(name) for name in toy.NAMES])
    union = shapely.union_all(zones) if len(zones) else shapely.Polygon()
    expected = [outline.intersection(union).area for outline in outlines]
    assert covered_area(outlines, zones) == pytest.approx(expected, abs=1e-6)


def test_covered_area_of_a_zone_with_many_vertices():
    """Zones drawn finely are cut to the outline first; the area stays that of the plain intersection."""
    ragged = toy.at(150, 150).buffer(120, quad_segs=1500).difference(toy.at(120, 160).buffer(31, quad_segs=700))
    outlines = np.array([toy.square(name) for name in toy.NAMES])
    expected = gpd.GeoSeries(outlines).intersection(ragged).area
    assert covered_area(outlines, np.array([ragged])) == pytest.approx(expected.to_numpy(), abs=1e-6)
