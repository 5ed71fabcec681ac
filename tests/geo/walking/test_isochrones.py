"""Isochrones: street cut where the walk ends, lengths as on paper and by networkx, shapes that hold one another."""

from pathlib import Path

import geopandas as gpd
import networkx as nx
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.crs import METRIC
from geo.errors import DataError
from geo.walking.isochrones import isochrones, reached_streets
from geo.walking.network import StreetGraph, street_graph
from geo.walking.snapping import Snapped, snap
from geo.walking.street_reach import street_reach
from tests.geo.walking.street_towns import networks, places, sambre, streets, with_places
from tests.laws import draws

LONG = ("a", "b", [(0, 0), (1000, 0)])


def bounds(pieces: gpd.GeoDataFrame) -> list[tuple[float, ...]]:
    return [tuple(round(value, 6) for value in line.bounds) for line in pieces.geometry]


def test_a_walk_along_one_street_goes_as_far_to_either_side() -> None:
    graph = street_graph(streets(LONG))

    pieces = reached_streets(graph, snap(graph, places((400, 30))), 130)

    assert pieces["edge"].tolist() == [-1, 0]
    assert pieces["length_m"].tolist() == [30, 200]
    assert bounds(pieces) == [(400, 0, 400, 30), (300, 0, 500, 0)]


def test_a_walk_shorter_than_the_access_leg_stays_on_it() -> None:
    graph = street_graph(streets(LONG))

    pieces = reached_streets(graph, snap(graph, places((400, 30))), 20)

    assert bounds(pieces) == [(400, 10, 400, 30)]


def test_streets_are_cut_where_the_walk_ends() -> None:
    """A cross of four streets of 100 m: from 20 m short of its middle, 50 m reach 30 m into the three others."""
    middle = (0, 0)
    arms = [
        (name, "o", [end, middle]) for name, end in zip("nesw", [(0, 100), (100, 0), (0, -100), (-100, 0)], strict=True)
    ]
    graph = street_graph(streets(*arms))

    pieces = reached_streets(graph, snap(graph, places((-20, 0))), 50)

    assert sorted(bounds(pieces)) == [(-70, 0, 0, 0), (0, -30, 0, 0), (0, 0, 0, 30), (0, 0, 30, 0)]
    assert sorted(pieces["length_m"]) == [30, 30, 30, 70]


def test_a_street_entered_from_both_ends_is_whole_when_the_walks_meet_and_two_pieces_when_not() -> None:
    """A square of 100 m: from the middle of a side to the middle of the opposite one it is 200 m either way."""
    corners = [(0, 0), (100, 0), (100, 100), (0, 100), (0, 0)]
    sides = [(str(k), str((k + 1) % 4), [corners[k], corners[k + 1]]) for k in range(4)]
    graph = street_graph(streets(*sides))
    place = snap(graph, places((50, 0)))

    nearly, met = reached_streets(graph, place, 190), reached_streets(graph, place, 200)

    assert nearly["length_m"].sum() == 380
    assert sorted(bounds(nearly))[-2:] == [(60, 100, 100, 100), (100, 0, 100, 100)]
    assert met["length_m"].tolist() == [100, 100, 100, 100]


def test_a_walk_that_ends_at_a_crossing_takes_whole_streets_and_nothing_beyond() -> None:
    """A square of 100 m, from the middle of a side: 50 m end at both corners, 150 m at both far corners."""
    corners = [(0, 0), (100, 0), (100, 100), (0, 100), (0, 0)]
    sides = [(str(k), str((k + 1) % 4), [corners[k], corners[k + 1]]) for k in range(4)]
    graph = street_graph(streets(*sides))
    place = snap(graph, places((50, 0)))

    near, far = reached_streets(graph, place, 50), reached_streets(graph, place, 150)

    assert near["length_m"].tolist() == [100]
    assert bounds(near) == [(0, 0, 100, 0)]
    assert far["length_m"].tolist() == [100, 100, 100]
    assert [line.equals(graph.edge_geometry[edge]) for edge, line in zip(far["edge"], far.geometry, strict=True)] == [
        True,
        True,
        True,
    ]
    assert -1 not in far["edge"].tolist()


def test_a_walk_as_long_as_the_access_leg_sets_foot_on_no_street() -> None:
    graph = street_graph(streets(LONG))

    pieces = reached_streets(graph, snap(graph, places((400, 30))), 30)

    assert pieces["edge"].tolist() == [-1]
    assert pieces["length_m"].tolist() == [30]


@pytest.mark.parametrize(("x", "far_x"), [(0, 10), (10, 0)])
def test_the_way_round_reaches_the_far_end_of_ones_own_street(x: float, far_x: float) -> None:
    """The street bends for 1,000 m between corners 10 m apart: from 50 m, 100 m reach 40 m into its other end."""
    bend = [(0, 0), (0, 495), (10, 495), (10, 0)]
    graph = street_graph(streets(("a", "b", bend), ("a", "b", [(0, 0), (10, 0)])))

    pieces = reached_streets(graph, snap(graph, places((x, 50))), 100)

    assert sorted(bounds(pieces)) == sorted([(x, 0, x, 150), (0, 0, 10, 0), (far_x, 0, far_x, 40)])


def test_a_river_is_not_crossed_where_there_is_no_bridge() -> None:
    graph = street_graph(sambre(bridge=True))

    shapes = isochrones(graph, snap(graph, places((0, 0))), 1.4, [10, 15])

    other_bank = shapely.Point(0, 100)
    assert shapes.index.tolist() == [10, 15]
    assert shapes["limit_m"].tolist() == [840, 1260]
    assert not shapes.geometry.iloc[1].intersects(other_bank)
    assert shapes.geometry.iloc[1].intersects(shapely.Point(900, 100))
    assert shapes["street_length_m"].tolist() == [840, 1260]


def test_a_shape_is_as_wide_as_said_and_goes_as_far_as_the_walk() -> None:
    graph = street_graph(streets(LONG))

    shape = isochrones(graph, snap(graph, places((500, 0))), 0.8, [5], width_m=10).geometry.iloc[0]

    assert shape.bounds == pytest.approx((500 - 240 - 10, -10, 500 + 240 + 10, 10))


def test_a_place_that_is_not_on_the_network_has_no_isochrone() -> None:
    graph = street_graph(streets(LONG))
    with pytest.raises(DataError, match="No isochrone can be drawn from school"):
        isochrones(graph, snap(graph, places((500, 900), keys=["school"])), 1.4)
    with pytest.raises(DataError, match="not from 2"):
        isochrones(graph, snap(graph, places((500, 0), (600, 0))), 1.4)


def reached_length_mm(graph: StreetGraph, place: Snapped, limit_mm: int) -> float:
    """Return by networkx how much street is within the limit, cutting streets where the place is."""
    network = with_places(graph, site=place)
    walked = nx.single_source_dijkstra_path_length(network, ("site", 0), weight="mm")
    total = 0
    for one, other, mm in network.edges(data="mm"):
        if ("site", 0) not in (one, other) and one in walked:
            total += min(mm, max(limit_mm - walked[one], 0) + max(limit_mm - walked[other], 0))
    return total


@draws(50)
@given(town=networks(), x=st.floats(0, 300), y=st.floats(0, 300), limit_m=st.sampled_from([5.0, 80.0, 250.0, 2000.0]))
def test_as_much_street_is_reached_as_networkx_says(town: gpd.GeoDataFrame, x: float, y: float, limit_m: float) -> None:
    graph = street_graph(town)
    place = snap(graph, places((x, y)), max_distance_m=1000)

    pieces = reached_streets(graph, place, limit_m)

    on_streets = pieces[pieces["edge"] >= 0]
    assert on_streets["length_m"].sum() * 1000 == pytest.approx(reached_length_mm(graph, place, round(limit_m * 1000)))
    assert (on_streets["length_m"] > 0).all() or (graph.edge_length_mm == 0).any()
    for edge, line in zip(on_streets["edge"], on_streets.geometry, strict=True):
        assert graph.edge_geometry[edge].buffer(1e-6).covers(line)


@pytest.mark.real
def test_in_liege_shapes_hold_one_another_and_those_who_are_reached(shared_data: Path) -> None:
    graph = street_graph(gpd.read_parquet(shared_data / "liege" / "osm_streets_liege.parquet").to_crs(METRIC))
    rng = np.random.default_rng(4)
    for node in rng.integers(0, len(graph.x_m), 3):
        place = snap(graph, places((graph.x_m[node] + 9, graph.y_m[node] - 7)))
        x, y = place.x_m[0] + rng.normal(0, 600, 400), place.y_m[0] + rng.normal(0, 600, 400)
        around = snap(graph, gpd.GeoSeries.from_xy(x, y, crs=METRIC))

        shapes = isochrones(graph, place, 1.4)

        for smaller, larger in zip(shapes.geometry, shapes.geometry[1:], strict=False):
            assert smaller.difference(larger).area < 1e-3
        for limit_m, shape in zip(shapes["limit_m"], shapes.geometry, strict=True):
            near = around.leg_mm <= 20_000
            reached = np.zeros(len(around), dtype=bool)
            reached[street_reach(graph, place, around, limit_m).indices] = True
            assert shapely.contains_xy(shape, x[reached & near], y[reached & near]).all()
