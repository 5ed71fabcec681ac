"""The street graph: what is kept, what is refused, and that neither the order nor the direction of rows matters."""

import geopandas as gpd
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point

from geo.crs import MAP, METRIC
from geo.errors import DataError
from geo.walking.network import StreetGraph, street_graph
from tests.geo.walking.street_towns import networks, sambre, streets
from tests.laws import draws

CORNER = ("a", "b", [(0, 0), (100, 0)])


def arrays(graph: StreetGraph) -> dict[str, list]:
    plain = {name: list(value) for name, value in vars(graph).items() if isinstance(value, np.ndarray)}
    return plain | {"components": graph.components.to_numpy().tolist()}


def test_two_streets_make_three_nodes_and_four_arcs() -> None:
    graph = street_graph(streets(CORNER, ("b", "c", [(100, 0), (100, 50.5)])))

    assert sorted(graph.node_id) == ["a", "b", "c"]
    assert sorted(graph.edge_length_mm) == [50_500, 100_000]
    assert graph.arc_length_mm.sum() == 2 * 150_500
    assert np.diff(graph.arc_start).tolist() == [{"a": 1, "b": 2, "c": 1}[name] for name in graph.node_id]
    at = {name: (x, y) for name, x, y in zip(graph.node_id, graph.x_m, graph.y_m, strict=True)}
    assert at == {"a": (0, 0), "b": (100, 0), "c": (100, 50.5)}


def test_a_given_length_goes_before_the_drawn_one_and_a_missing_one_is_measured() -> None:
    graph = street_graph(streets(CORNER, ("b", "c", [(100, 0), (200, 0)]), length_m=[130.0, np.nan]))

    assert sorted(graph.edge_length_mm) == [100_000, 130_000]


def test_a_street_listed_in_both_directions_counts_once() -> None:
    both = streets(CORNER, ("b", "a", [(100, 0), (0, 0)]))

    assert len(street_graph(both).edge_u) == 1


def test_a_loop_listed_in_both_directions_counts_once() -> None:
    round_trip = [(0, 0), (10, 0), (0, 20), (0, 0)]
    loop = streets(CORNER, ("a", "a", round_trip), ("a", "a", round_trip[::-1]))

    assert len(street_graph(loop).edge_u) == 2


def test_parallel_streets_and_loops_are_kept_as_edges_but_the_search_takes_the_shortest() -> None:
    graph = street_graph(
        streets(
            CORNER,
            ("a", "b", [(0, 0), (50, 50), (100, 0)]),
            ("b", "b", [(100, 0), (120, 0), (110, 20), (100, 0)]),
        )
    )

    assert len(graph.edge_u) == 3
    assert graph.arc_length_mm.tolist() == [100_000, 100_000]


def test_parallel_streets_of_one_length_but_two_shapes_are_two_streets() -> None:
    graph = street_graph(streets(("a", "b", [(0, 0), (50, 50), (100, 0)]), ("a", "b", [(0, 0), (50, -50), (100, 0)])))

    assert len(graph.edge_u) == 2


def test_streets_of_no_length_join_their_ends() -> None:
    graph = street_graph(streets(CORNER, ("b", "c", [(100, 0), (100, 0)]), ("c", "d", [(100, 0), (100, 30)])))

    assert len(graph.components) == 1
    assert 0 in graph.arc_length_mm


def test_components_are_numbered_by_their_length_of_street() -> None:
    pocket = [("x", "y", [(500, 500), (510, 500)]), ("y", "z", [(510, 500), (510, 505)])]
    graph = street_graph(streets(*pocket, CORNER))

    assert graph.components["length_m"].tolist() == [100.0, 15.0]
    assert graph.components["nodes"].tolist() == [2, 3]
    assert graph.components["edges"].tolist() == [1, 2]
    assert dict(zip(graph.node_id, graph.component, strict=True)) == {
        "a": 0,
        "b": 0,
        "x": 1,
        "y": 1,
        "z": 1,
    }
    assert (graph.components.loc[1, "x_m"], graph.components.loc[1, "y_m"]) in {(500, 500), (510, 500), (510, 505)}


def test_a_river_without_a_bridge_leaves_two_components() -> None:
    assert street_graph(sambre(bridge=False)).components["length_m"].tolist() == [1000, 1000]
    assert street_graph(sambre(bridge=True)).components["length_m"].tolist() == [2100]


def test_nodes_that_are_integers_stay_integers() -> None:
    graph = street_graph(streets((7, 30, [(0, 0), (1, 0)]), (30, 200, [(1, 0), (2, 0)])))

    assert sorted(graph.node_id.tolist()) == [7, 30, 200]


def test_identifiers_may_be_numbers_in_one_table_and_text_in_the_other() -> None:
    edges = streets((7, 30, [(0, 0), (100, 0)]))
    nodes = gpd.GeoDataFrame(geometry=[Point(100, 0), Point(0, 0)], index=["30", "7"], crs=METRIC)

    graph = street_graph(edges, nodes)

    assert dict(zip(graph.node_id.tolist(), graph.x_m, strict=True)) == {7: 0, 30: 100}


def test_lines_all_drawn_against_their_ends_give_the_same_places() -> None:
    """The network of Liege is published so: every line runs from v to u."""
    rows = [("a", "b", [(0, 0), (100, 0)]), ("b", "c", [(100, 0), (200, 0)]), ("c", "d", [(200, 0), (200, 70)])]
    against = [(v, u, line) for u, v, line in rows]

    graph = street_graph(streets(*against))

    at = {name: (x, y) for name, x, y in zip(graph.node_id, graph.x_m, graph.y_m, strict=True)}
    assert at == {"a": (0, 0), "b": (100, 0), "c": (200, 0), "d": (200, 70)}


def test_a_street_of_its_own_follows_the_direction_most_lines_have() -> None:
    against = [("b", "a", [(0, 0), (100, 0)]), ("c", "b", [(100, 0), (200, 0)]), ("y", "x", [(900, 0), (950, 0)])]

    graph = street_graph(streets(*against))

    at = dict(zip(graph.node_id, graph.x_m, strict=True))
    assert at == {"a": 0, "b": 100, "c": 200, "x": 900, "y": 950}


def test_a_street_of_its_own_follows_most_lines_when_they_run_from_u_to_v() -> None:
    along = [("a", "b", [(0, 0), (100, 0)]), ("b", "c", [(100, 0), (200, 0)]), ("x", "y", [(900, 0), (950, 0)])]

    graph = street_graph(streets(*along))

    assert dict(zip(graph.node_id, graph.x_m, strict=True)) == {"a": 0, "b": 100, "c": 200, "x": 900, "y": 950}


def test_a_node_whose_line_ends_nowhere_near_the_known_end_has_no_place() -> None:
    rows = [("a", "b", [(0, 0), (100, 0)]), ("b", "c", [(100, 0), (200, 0)]), ("b", "far", [(700, 0), (800, 0)])]
    with pytest.raises(DataError, match="far"):
        street_graph(streets(*rows))


def test_nodes_given_apart_place_streets_that_are_not_drawn() -> None:
    edges = streets(CORNER, ("b", "c", [(0, 0), (0, 0)]), length_m=[100.0, 40.0])
    edges.loc[1, "geometry"] = None
    nodes = gpd.GeoDataFrame(geometry=[Point(0, 0), Point(100, 0), Point(100, 40)], index=["a", "b", "c"], crs=METRIC)

    graph = street_graph(edges, nodes)

    assert sorted(line.length for line in graph.edge_geometry) == [40, 100]


@draws(40)
@given(town=networks(), seed=st.integers(0, 2**32 - 1))
def test_the_order_of_rows_changes_nothing(town: gpd.GeoDataFrame, seed: int) -> None:
    shuffled = town.sample(frac=1, random_state=seed)

    assert arrays(street_graph(shuffled)) == arrays(street_graph(town))


@draws(40)
@given(town=networks(), seed=st.integers(0, 2**32 - 1))
def test_the_direction_of_rows_changes_neither_arcs_nor_places(town: gpd.GeoDataFrame, seed: int) -> None:
    # With the table of nodes: a lone street between two nodes says nothing else about which end is which.
    graph = street_graph(town)
    nodes = gpd.GeoDataFrame(geometry=gpd.points_from_xy(graph.x_m, graph.y_m), index=graph.node_id, crs=METRIC)
    turned = town.copy()
    flip = np.random.default_rng(seed).random(len(town)) < 0.5
    turned.loc[flip, ["u", "v"]] = town.loc[flip, ["v", "u"]].to_numpy()

    other = street_graph(turned, nodes)

    for name in ("node_id", "x_m", "y_m", "component", "arc_start", "arc_end", "arc_length_mm", "edge_length_mm"):
        assert list(getattr(other, name)) == list(getattr(graph, name)), name


@draws(40)
@given(town=networks())
def test_components_are_those_of_networkx(town: gpd.GeoDataFrame) -> None:
    graph = street_graph(town)
    parts = list(nx.connected_components(nx.Graph(zip(town["u"], town["v"], strict=True))))

    ours = pd.Series(graph.node_id).groupby(graph.component).agg(frozenset)
    assert set(ours) == {frozenset(part) for part in parts}
    assert graph.components["length_m"].is_monotonic_decreasing


def test_no_street_at_all_is_refused() -> None:
    with pytest.raises(DataError, match="no street at all"):
        street_graph(streets(CORNER).iloc[:0])


def test_streets_in_degrees_are_refused() -> None:
    with pytest.raises(DataError, match="reproject"):
        street_graph(streets(CORNER).set_crs(MAP, allow_override=True))


def test_streets_without_a_reference_system_are_refused() -> None:
    with pytest.raises(DataError, match="reproject"):
        street_graph(streets(CORNER).set_crs(None, allow_override=True))


def test_missing_columns_are_named() -> None:
    with pytest.raises(DataError, match="no column u, v"):
        street_graph(streets(CORNER).drop(columns=["u", "v"]))


def test_streets_without_an_end_are_named() -> None:
    with pytest.raises(DataError, match=r"lack a node at one end: 1 .rows 1"):
        street_graph(streets(CORNER, ("b", None, [(100, 0), (200, 0)])))


def test_streets_that_are_no_lines_are_named() -> None:
    edges = streets(CORNER, CORNER)
    edges.loc[1, "geometry"] = Point(0, 0)
    with pytest.raises(DataError, match=r"rows 1: Point"):
        street_graph(edges)


def test_impossible_lengths_are_named() -> None:
    rows = [(f"n{k}", f"n{k + 1}", [(k * 100, 0), (k * 100 + 100, 0)]) for k in range(3)]
    with pytest.raises(DataError, match=r"impossible length: 2 \(rows 0, 2: -5.0, inf m\)"):
        street_graph(streets(*rows, length_m=[-5.0, 100.0, np.inf]))


def test_lengths_in_kilometres_are_refused() -> None:
    with pytest.raises(DataError, match=r"0.001 times"):
        street_graph(streets(CORNER, length_m=[0.1]))


def test_a_street_with_neither_length_nor_line_is_named() -> None:
    edges = streets(CORNER, ("b", "c", [(100, 0), (200, 0)]))
    edges.loc[1, "geometry"] = None
    nodes = gpd.GeoDataFrame(geometry=[Point(0, 0), Point(100, 0), Point(200, 0)], index=["a", "b", "c"], crs=METRIC)
    with pytest.raises(DataError, match=r"neither a length nor a line: 1 \(rows 1\)"):
        street_graph(edges, nodes)


def test_a_node_only_on_streets_not_drawn_is_named() -> None:
    edges = streets(CORNER, ("b", "c", [(100, 0), (200, 0)]), length_m=[100.0, 100.0])
    edges.loc[1, "geometry"] = LineString()
    with pytest.raises(DataError, match=r"Nodes without a place: 1 \(c\)"):
        street_graph(edges)


def test_nodes_missing_from_their_table_are_named() -> None:
    nodes = gpd.GeoDataFrame(geometry=[Point(0, 0)], index=["a"], crs=METRIC)
    with pytest.raises(DataError, match=r"missing from the table of nodes: 1 \(b\)"):
        street_graph(streets(CORNER), nodes)


def test_nodes_listed_twice_are_named() -> None:
    nodes = gpd.GeoDataFrame(geometry=[Point(0, 0), Point(100, 0), Point(5, 5)], index=["a", "b", "a"], crs=METRIC)
    with pytest.raises(DataError, match=r"more than once \(a\)"):
        street_graph(streets(CORNER), nodes)


def test_nodes_without_coordinates_are_named() -> None:
    nodes = gpd.GeoDataFrame(geometry=[Point(0, 0), None], index=["a", "b"], crs=METRIC)
    with pytest.raises(DataError, match=r"Nodes without coordinates: 1 \(b\)"):
        street_graph(streets(CORNER), nodes)


def test_a_line_that_does_not_meet_its_nodes_is_named() -> None:
    nodes = gpd.GeoDataFrame(geometry=[Point(0, 0), Point(100, 30)], index=["a", "b"], crs=METRIC)
    with pytest.raises(DataError, match=r"do not start and end at their nodes: 1 \(rows 0\)"):
        street_graph(streets(CORNER), nodes)
