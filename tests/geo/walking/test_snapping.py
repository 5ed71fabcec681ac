"""Places meet the network at the nearest point of a street that serves; those that cannot meet none."""

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.crs import MAP
from geo.errors import DataError
from geo.walking.network import street_graph
from geo.walking.snapping import snap
from tests.geo.walking.street_towns import networks, places, points_in_town, sambre, streets
from tests.laws import draws

LONG = ("a", "b", [(0, 0), (1000, 0)])


def test_a_place_meets_the_middle_of_a_street() -> None:
    graph = street_graph(streets(LONG))

    snapped = snap(graph, places((300, 40)))

    assert (snapped.edge[0], snapped.along_mm[0], snapped.leg_mm[0], snapped.component[0]) == (0, 300_000, 40_000, 0)


def test_the_way_along_is_a_share_of_the_length_walked() -> None:
    graph = street_graph(streets(LONG, length_m=[1100.0]))

    assert snap(graph, places((300, 0))).along_mm[0] == 330_000


def test_at_a_corner_the_first_street_of_the_graph_is_taken() -> None:
    cross = [(name, "o", [end, (0, 0)]) for name, end in zip("nesw", [(0, 9), (9, 0), (0, -9), (-9, 0)], strict=True)]
    graph = street_graph(streets(*cross))

    assert snap(graph, places((0, 0))).edge.tolist() == [0]


def test_a_place_beyond_the_end_of_a_street_meets_its_end() -> None:
    graph = street_graph(streets(LONG))

    snapped = snap(graph, places((1030, 40)))

    assert (snapped.along_mm[0], snapped.leg_mm[0]) == (1_000_000, 50_000)


def test_places_too_far_or_without_coordinates_have_no_street() -> None:
    graph = street_graph(streets(LONG))

    snapped = snap(graph, places((300, 150), (300, 150.5), None, keys=["edge", "far", "lost"]), max_distance_m=150)

    assert snapped.edge.tolist() == [0, -1, -1]
    assert snapped.placed.tolist() == [0]


def test_a_pocket_gives_way_to_a_component_that_serves() -> None:
    """A path of 8 m beside a street of 1 km, linked to nothing: the place 5 m from it walks from the street."""
    graph = street_graph(streets(LONG, ("p", "q", [(500, 60), (508, 60)])))

    snapped = snap(graph, places((504, 65), (100, 3), keys=["by the path", "by the street"]))

    assert snapped.component.tolist() == [0, 0]
    assert snapped.leg_mm.tolist() == [65_000, 3_000]


def test_a_pocket_serves_where_nothing_else_is_near_enough() -> None:
    graph = street_graph(streets(LONG, ("p", "q", [(500, 600), (508, 600)])))

    snapped = snap(graph, places((504, 605), (504, 800)))

    assert snapped.component.tolist() == [1, -1]
    assert snapped.placed.tolist() == [0]


def test_a_share_of_zero_takes_the_nearest_street_whatever_it_is() -> None:
    graph = street_graph(streets(LONG, ("p", "q", [(500, 60), (508, 60)])))

    assert snap(graph, places((504, 65)), pocket_share=0).component.tolist() == [1]


def test_two_banks_of_a_river_are_not_pockets_of_one_another() -> None:
    graph = street_graph(sambre(bridge=False))

    snapped = snap(graph, places((200, -5), (200, 105)))

    assert snapped.leg_mm.tolist() == [5_000, 5_000]
    assert sorted(snapped.component) == [0, 1]


def test_no_places_give_no_places() -> None:
    snapped = snap(street_graph(streets(LONG)), places())

    assert len(snapped) == len(snapped.placed) == 0


def test_a_street_of_no_length_can_be_met() -> None:
    graph = street_graph(streets(("z", "a", [(0, 0), (0, 0)]), LONG))

    assert snap(graph, places((-30, -40))).leg_mm[0] == 50_000


def test_places_in_degrees_are_refused() -> None:
    with pytest.raises(DataError, match="reproject"):
        snap(street_graph(streets(LONG)), places((4, 50)).set_crs(MAP, allow_override=True))


@draws(40)
@given(town=networks(), points=points_in_town())
def test_the_street_taken_is_the_nearest_by_brute_force(town: gpd.GeoDataFrame, points: gpd.GeoSeries) -> None:
    graph = street_graph(town)

    snapped = snap(graph, points, max_distance_m=80, pocket_share=0)

    for position, point in enumerate(points):
        apart = np.inf if point is None else min(line.distance(point) for line in graph.edge_geometry)
        if apart > 80:
            assert snapped.edge[position] == -1
        else:
            edge = snapped.edge[position]
            assert snapped.leg_mm[position] == pytest.approx(apart * 1000, abs=0.6)
            share = snapped.along_mm[position] / max(graph.edge_length_mm[edge], 1)
            foot = graph.edge_geometry[edge].interpolate(share, normalized=True)
            assert foot.distance(point) == pytest.approx(apart, abs=0.002)


@draws(40)
@given(town=networks(), points=points_in_town(), seed=st.integers(0, 2**32 - 1))
def test_neither_the_order_of_places_nor_of_streets_matters(
    town: gpd.GeoDataFrame, points: gpd.GeoSeries, seed: int
) -> None:
    one = snap(street_graph(town), points)
    shuffled = points.sample(frac=1, random_state=seed)
    other = snap(street_graph(town.sample(frac=1, random_state=seed)), shuffled)

    back = shuffled.index.get_indexer(points.index)
    for name in ("edge", "along_mm", "leg_mm", "component"):
        assert getattr(other, name)[back].tolist() == getattr(one, name).tolist(), name
