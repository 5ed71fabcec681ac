"""Places off the streets: neighbours go straight, and places between two far streets are named."""

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point

from geo.crs import METRIC
from geo.walking import StreetWalking, doubtful_streets, snap, street_graph
from geo.walking.network import StreetGraph
from tests.laws import draws

X, Y = 655_000.0, 622_000.0


def streets(*rows: tuple[int, int, list[tuple[float, float]]]) -> StreetGraph:
    """Return a network of lines in metres from a corner."""
    lines = [LineString([(X + x, Y + y) for x, y in points]) for _, _, points in rows]
    table = {"u": [row[0] for row in rows], "v": [row[1] for row in rows]}
    return street_graph(gpd.GeoDataFrame(table, geometry=lines, crs=METRIC))


ONE = streets((1, 2, [(0, 0), (1000, 0)]))
BANKS = streets(
    (1, 2, [(0, 0), (1000, 0)]),
    (3, 4, [(0, 60), (1000, 60)]),
    (2, 5, [(1000, 0), (1500, 30)]),
    (5, 4, [(1500, 30), (1000, 60)]),
)
"""Two quays 60 m apart, joined by a bridge 500 m beyond their eastern end."""


def at(*places: tuple[float, float]) -> np.ndarray:
    """Return places in metres from the corner."""
    return np.array([(X + x, Y + y) for x, y in places])


def walks(graph: StreetGraph, limit_m: float = 1000) -> StreetWalking:
    """Measure walks along a network, places up to 400 m off it."""
    return StreetWalking(graph, limit_m, 400.0)


def test_two_places_at_one_spot_off_the_street_are_not_two_legs_apart() -> None:
    walk = walks(ONE)
    here, there = at((500, 300)), at((500, 300), (540, 300), (500, 310), (660, 300))
    # 0 and 40 and 10 m straight; the last, more than half a leg away, 300 + 160 + 300 by the street.
    assert walk.reach(here, there).toarray().tolist() == [[0.001, 40.0, 10.0, 760.0]]
    assert walk.nearest(here, there[1:]).tolist() == [10.0]
    assert walk.within(5).reach(here, there).toarray().tolist() == [[0.001, 0.0, 0.0, 0.0]]


def test_places_along_a_street_go_by_the_street() -> None:
    walk = walks(ONE)
    assert walk.reach(at((500, 80)), at((500, 80), (510, 80))).toarray().tolist() == [[160.0, 170.0]]
    assert walk.nearest(at((500, 80)), at((510, 80))).tolist() == [170.0]


def test_places_too_far_off_stay_unknown() -> None:
    walk = walks(ONE)
    assert walk.reach(at((500, 500)), at((500, 500))).nnz == 0
    assert np.isnan(walk.nearest(at((500, 500)), at((500, 500)))).all()


@draws(60)
@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(-390, 390)), min_size=2, max_size=12))
def test_walks_between_places_off_the_street_are_the_same_both_ways_and_never_longer(
    places: list[tuple[int, int]],
) -> None:
    """By the street, or straight where both are over 100 m off it and not half as far from each other."""
    xy = at(*places)
    found = walks(ONE, 5000).reach(xy, xy).toarray()
    assert (found == found.T).all()
    for i, (x, y) in enumerate(places):
        for j, (other_x, other_y) in enumerate(places):
            by_street, straight = abs(y) + abs(x - other_x) + abs(other_y), np.hypot(x - other_x, y - other_y)
            off = min(abs(y), abs(other_y)) > 100 and straight <= min(abs(y), abs(other_y)) / 2
            expected = min(by_street, straight) if off else by_street
            assert found[i, j] == pytest.approx(max(expected, 0.001), abs=0.0011)


def doubts(graph: StreetGraph, *places: tuple[float, float]) -> dict[int, list[float]]:
    """Return the places in doubt with their two access legs."""
    points = gpd.GeoSeries([Point(xy) for xy in at(*places)], crs=METRIC)
    table = doubtful_streets(graph, snap(graph, points, max_distance_m=400))
    return {int(key): row.tolist() for key, row in table.round(3).iterrows()}


def test_a_place_between_the_banks_of_a_river_is_in_doubt() -> None:
    """25 m from one quay and 35 m from the other: from one to the other it is more than 500 m round by the bridge."""
    assert doubts(BANKS, (100, 25), (100, 5), (100, 34)) == {0: [25.0, 35.0], 2: [26.0, 34.0]}


def test_where_the_two_streets_are_near_on_foot_there_is_no_doubt() -> None:
    joined = streets(
        (1, 2, [(0, 0), (500, 0)]),
        (3, 4, [(0, 60), (500, 60)]),
        (1, 3, [(0, 0), (0, 60)]),
        (2, 4, [(500, 0), (500, 60)]),
    )
    # At most 250 + 60 + 250 m round, in the middle.
    assert doubts(joined, (100, 30), (150, 30)) == {}
    assert set(doubts(joined, (250, 30))) == {0}


def test_a_bank_that_cannot_be_walked_to_at_all_is_far() -> None:
    banks = streets((1, 2, [(0, 0), (1000, 0)]), (3, 4, [(0, 60), (1000, 60)]))
    assert doubts(banks, (100, 25)) == {0: [25.0, 35.0]}


def test_a_pocket_is_no_other_street() -> None:
    pocket = streets((1, 2, [(0, 0), (1000, 0)]), (3, 4, [(100, 60), (105, 60)]))
    assert doubts(pocket, (102, 25)) == {}


def test_no_places_are_in_no_doubt() -> None:
    assert doubts(BANKS) == {}
    assert doubts(BANKS, (100, 3000)) == {}
