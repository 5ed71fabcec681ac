"""The demonstration city's streets are one network people live along, which crosses the water at bridges only."""

import numpy as np
import pytest
import shapely

import config
import demo
from demo import geography, main_roads, partition
from demo.people import settle
from demo.street_crossings import MERGED_M, Network, connect, pieces
from demo.street_network import StreetNetwork, walking_network
from demo.streets import Houses, Street, lay_out, unbuilt_rows
from geo.walking.network import StreetGraph, street_graph
from geo.walking.snapping import snap
from geo.walking.street_walking import StreetWalking
from layers._raw import RawFile
from layers._registry import layer
from tests.laws import thorough_only


@pytest.fixture(scope="module")
def settled(quarters: list[partition.Sector]) -> tuple[list[Street], Houses]:
    return lay_out(demo.SEED, quarters, settle(demo.SEED, quarters).residents)


@pytest.fixture(scope="module")
def network(quarters: list[partition.Sector], settled: tuple[list[Street], Houses]) -> StreetNetwork:
    return walking_network(demo.SEED, quarters, settled[0])


@pytest.fixture(scope="module")
def graph(deliveries: list[demo.RawDelivery]) -> StreetGraph:
    """The network as a user has it: written, read back, made a graph."""
    [file] = next(each.files for each in deliveries if each.layer == "streets")
    cleaned = layer("streets").source("edges").clean([RawFile(file.name, file)], config.place("demo"))
    return street_graph(cleaned.table)


@pytest.fixture(scope="module")
def water() -> shapely.Geometry:
    found = shapely.union(geography.sambre_band(), geography.canal_band())
    shapely.prepare(found)
    return found


def _walked(graph: StreetGraph, origins: np.ndarray, goals: np.ndarray, limit_m: float) -> np.ndarray:
    """Return the metres walked of every pair, infinite beyond the limit."""
    table = StreetWalking(graph, limit_m).reach(origins, goals).toarray()
    return np.where(table == 0, np.inf, table)


def test_two_lines_that_cross_make_five_nodes_and_four_edges() -> None:
    lines = [shapely.LineString([(0, 50), (100, 50)]), shapely.LineString([(40, 0), (40, 100)])]
    network = connect(pieces(lines), np.arange(2))
    assert network.nodes.tolist() == [[0, 50], [40, 0], [40, 50], [40, 100], [100, 50]]
    assert network.edges.tolist() == [[0, 2], [1, 2], [2, 3], [2, 4]]
    assert network.line.tolist() == [0, 1, 1, 0]
    assert shapely.length(network.drawn()).tolist() == [40, 50, 50, 60]


def test_a_line_that_ends_just_short_of_another_meets_it_and_one_farther_off_does_not() -> None:
    street = shapely.LineString([(0, 0), (100, 0)])
    meets = connect(pieces([street, shapely.LineString([(40, 0.4), (40, 80)])]), np.arange(2))
    assert len(np.unique(meets.components())) == 1
    apart = connect(pieces([street, shapely.LineString([(40, MERGED_M + 1), (40, 80)])]), np.arange(2))
    assert len(np.unique(apart.components())) == 2


def test_of_two_streets_on_top_of_each_other_the_better_one_stays() -> None:
    twice = [shapely.LineString([(0, 0), (100, 0)]), shapely.LineString([(100, 0), (0, 0)])]
    assert connect(pieces(twice), np.array([5, 2])).line.tolist() == [1]


def test_rows_are_built_along_or_not(quarters: list[partition.Sector], settled: tuple[list[Street], Houses]) -> None:
    streets, _ = settled
    spare = unbuilt_rows(demo.SEED, quarters, streets)
    assert {row.wkb for _, row in spare}.isdisjoint({street.line.wkb for street in streets})
    for index, row in spare[::50]:
        assert quarters[index].outline.covers(row)


def test_the_network_has_the_size_of_a_citys(network: StreetNetwork) -> None:
    assert 35_000 <= len(network.nodes) <= 45_000
    assert 45_000 <= len(network.ends) <= 60_000
    kinds, counts = np.unique(network.highway, return_counts=True)
    many = dict(zip(kinds.tolist(), counts.tolist(), strict=True))
    assert max(many, key=many.__getitem__) == "residential"
    assert set(many) == {
        *("motorway", "primary", "secondary", "tertiary", "unclassified", "residential", "living_street"),
        *("pedestrian", "service", "footway", "steps", "path", "track"),
    }


def test_lengths_are_those_of_the_lines_and_each_stretch_is_there_once(network: StreetNetwork) -> None:
    drawn = shapely.length(shapely.linestrings(network.nodes[network.ends]))
    assert abs(network.length_m - drawn).max() <= 0.0005 + 1e-9
    assert network.length_m.min() > 0
    assert (network.nodes == np.round(network.nodes, 2)).all()
    assert len(np.unique(network.ends, axis=0)) == len(network.ends)
    assert len(np.unique(network.ends)) == len(network.nodes)


def test_streets_meet_wherever_they_cross(graph: StreetGraph) -> None:
    # Merging crossings nearer than three metres bends lines a little; a handful then cross beside their crossing.
    one, other = shapely.STRtree(graph.edge_geometry).query(graph.edge_geometry, predicate="crosses")
    assert (one < other).sum() < 10


def test_nobody_walks_along_the_motorways(network: StreetNetwork, graph: StreetGraph) -> None:
    walked = network.highway != "motorway"
    assert (~walked).sum() > 100
    assert set(network.ends[~walked].ravel()).isdisjoint(network.ends[walked].ravel())
    assert len(graph.edge_u) == walked.sum()


def test_all_is_one_piece_but_for_three_fenced_grounds(graph: StreetGraph) -> None:
    assert len(graph.components) == 4
    assert (graph.components["length_m"].iloc[1:] < 1000).all()
    assert graph.components["nodes"].iloc[0] > 0.999 * graph.components["nodes"].sum()


def test_every_resident_lives_by_a_street_of_the_main_piece(
    graph: StreetGraph, deliveries: list[demo.RawDelivery]
) -> None:
    [file] = next(each.files for each in deliveries if each.layer == "residences")
    spec = layer("residences").source("best_addresses")
    homes = spec.clean([RawFile(file.name, file)], config.place("demo")).table
    snapped = snap(graph, homes.geometry)
    weight = homes["weight"].to_numpy()
    near = (snapped.edge >= 0) & (snapped.leg_mm <= 60_000)
    assert weight[near].sum() / weight.sum() > 0.995
    assert (snapped.component[near] == 0).all()


def test_sites_across_the_border_lie_by_a_street(graph: StreetGraph, deliveries: list[demo.RawDelivery]) -> None:
    for name in ("wifi", "support_places"):
        delivery = next(each for each in deliveries if each.layer == name)
        raws = [RawFile(file.name, file) for file in delivery.files]
        sites = layer(name).source(delivery.source).clean(raws, config.place("demo")).table
        assert (snap(graph, sites.geometry).edge >= 0).all(), name


def test_only_bridges_lead_over_the_water(graph: StreetGraph, water: shapely.Geometry) -> None:
    over = np.array([crossing.line for crossing in main_roads.crossings().values()])
    wet = graph.edge_geometry[shapely.intersects(water, graph.edge_geometry)]
    assert len(wet) == len(over)
    for edge in wet:
        assert shapely.hausdorff_distance(over, edge).min() < 2 * MERGED_M


def test_every_bridge_is_where_its_water_is_and_carries_a_road() -> None:
    found = main_roads.crossings()
    named = [bridge.name for bridge in (*geography.bridges(), *main_roads.canal_bridges())]
    assert list(found) == named
    sambre, canal = geography.sambre_band(), geography.canal_band()
    for bridge in geography.bridges():
        assert found[bridge.name].line.intersection(sambre).length == pytest.approx(geography.SAMBRE_WIDTH_M, abs=2)
    for bridge in main_roads.canal_bridges():
        assert found[bridge.name].line.intersection(canal).length == pytest.approx(geography.CANAL_WIDTH_M, abs=2)


def test_main_roads_keep_out_of_the_water(water: shapely.Geometry) -> None:
    for _, road in main_roads.main_roads(main_roads.crossings()):
        assert not road.intersects(water)


def test_two_places_100_m_apart_across_the_sambre_far_from_a_bridge_are_far_apart(graph: StreetGraph) -> None:
    # Halfway between the bridges of Marchienne (x = 651,950) and of La Providence (x = 653,000), 50 m either side of
    # the middle of the river, which runs nearly due east there.
    places = np.array([[652_455.0, 622_080.0 + 50.0], [652_455.0, 622_080.0 - 50.0]])
    assert geography.south_bank().contains(shapely.points(places)).tolist() == [False, True]
    bridges = np.array([(bridge.x_m, bridge.y_m) for bridge in geography.bridges()])
    # The nearest bridge is half a kilometre away as the crow flies: there and back makes a kilometre.
    to_bridge = np.sqrt(((places[:, None] - bridges) ** 2).sum(axis=2))
    assert to_bridge.min() > 480
    [[walked]] = _walked(graph, places[:1], places[1:], 5000.0)
    assert 960 < to_bridge.sum(axis=0).min() - 2 <= walked < 1800


def test_whoever_crosses_the_sambre_walks_over_a_bridge(
    graph: StreetGraph, settled: tuple[list[Street], Houses]
) -> None:
    houses = settled[1]
    places = np.column_stack([houses.x_m, houses.y_m])
    away = shapely.distance(geography.sambre(), shapely.points(places))
    south = shapely.contains(geography.south_bank(), shapely.points(places))
    near = away < 400
    origins, goals = places[near & ~south][::40], places[near & south][::40]
    bridges = np.array([(bridge.x_m, bridge.y_m) for bridge in geography.bridges()])
    least = (
        np.sqrt(((origins[:, None] - bridges) ** 2).sum(axis=2))[:, None, :]
        + np.sqrt(((goals[:, None] - bridges) ** 2).sum(axis=2))[None, :, :]
    ).min(axis=2)
    walked = _walked(graph, origins, goals, 2500.0)
    found = np.isfinite(walked)
    assert found.sum() > 500
    # Streets shift by up to three metres where crossings are merged, bridges among them.
    assert (walked - least)[found].min() > -3 * MERGED_M


def test_walking_is_longer_than_flying_as_in_other_cities_and_more_so_across_the_river(
    graph: StreetGraph, settled: tuple[list[Street], Houses]
) -> None:
    houses = settled[1]
    places = np.column_stack([houses.x_m, houses.y_m])
    chance = np.random.default_rng(1)
    origins, goals = (places[chance.choice(len(places), count, replace=False)] for count in (400, 3000))
    south = [shapely.contains(geography.south_bank(), shapely.points(each)) for each in (origins, goals)]
    same_bank = south[0][:, None] == south[1]
    straight = np.sqrt(((origins[:, None] - goals) ** 2).sum(axis=2))
    walked = _walked(graph, origins, goals, 6000.0)
    near = (straight > 100) & (straight < 1200)
    detour = {
        side: (walked[near & which] / straight[near & which]).mean()
        for side, which in (("same", same_bank), ("across", ~same_bank))
    }
    assert 1.2 < detour["same"] < 1.45
    assert detour["across"] > detour["same"] + 0.05


@thorough_only()
def test_another_seed_makes_another_network_of_the_same_kind(network: StreetNetwork) -> None:
    quarters = partition.sectors(7)
    streets, houses = lay_out(7, quarters, settle(7, quarters).residents)
    other = walking_network(7, quarters, streets)
    assert 35_000 <= len(other.nodes) <= 45_000
    assert len(other.nodes) != len(network.nodes)
    walked = Network(other.nodes, other.ends, np.arange(len(other.ends))).kept(other.highway != "motorway")
    assert len(np.unique(walked.components())) <= 4
    tree = shapely.STRtree(walked.drawn())
    homes = shapely.points(houses.x_m, houses.y_m)
    _, away = tree.query_nearest(homes, all_matches=False, return_distance=True)
    assert away.max() < 60
