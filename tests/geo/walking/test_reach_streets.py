"""Walked distances: worked examples on paper, networkx to the millimetre, and the two engines against each other."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import geo.walking
from geo.crs import METRIC
from geo.errors import DataError
from geo.walking import _kernel, _scipy
from geo.walking.network import StreetGraph, street_graph
from geo.walking.snapping import Snapped, snap
from geo.walking.street_reach import Engine, _compiled, nearest_on_streets, street_reach
from tests.geo.walking.street_towns import judged_pairs, networks, places, points_in_town, sambre, streets, with_places
from tests.laws import draws

ENGINES: tuple[Engine, ...] = ("numba", "scipy")
LONG = ("a", "b", [(0, 0), (1000, 0)])


def pairs_mm(graph: StreetGraph, sites: Snapped, demand: Snapped, limit_m: float, engine: Engine) -> dict:
    matrix = street_reach(graph, sites, demand, limit_m, engine=engine)
    assert matrix.shape == (len(sites), len(demand))
    assert all((np.diff(matrix.indices[a:b]) > 0).all() for a, b in zip(matrix.indptr, matrix.indptr[1:], strict=False))
    entries = matrix.tocoo()
    millimetres = entries.data * 1000
    assert np.abs(millimetres - np.rint(millimetres)).max(initial=0) < 1e-6
    return dict(
        zip(
            zip(*map(np.ndarray.tolist, entries.coords), strict=True),
            np.rint(millimetres).astype(int).tolist(),
            strict=True,
        )
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_two_places_on_one_street_walk_along_it(engine: Engine) -> None:
    graph = street_graph(streets(LONG))
    sites, demand = snap(graph, places((300, 10))), snap(graph, places((700, -20), (250, 0)))

    assert pairs_mm(graph, sites, demand, 500, engine) == {(0, 0): 430_000, (0, 1): 60_000}
    assert pairs_mm(graph, sites, demand, 430, engine) == {(0, 0): 430_000, (0, 1): 60_000}
    assert pairs_mm(graph, sites, demand, 429.999, engine) == {(0, 1): 60_000}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_walk_round_a_corner_of_just_the_limit_is_within_it(engine: Engine) -> None:
    graph = street_graph(streets(LONG, ("b", "c", [(1000, 0), (1000, 300)])))
    sites, demand = snap(graph, places((900, 0))), snap(graph, places((1000, 150)))

    assert pairs_mm(graph, sites, demand, 250, engine) == {(0, 0): 250_000}
    assert pairs_mm(graph, sites, demand, 249.999, engine) == {}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_long_bend_is_left_for_a_short_cut(engine: Engine) -> None:
    """On a street of 1,000 m whose ends are joined by 10 m, from 50 m to 950 m it is 50 + 10 + 50, not 900."""
    bend = [(0, 0), (0, 495), (10, 495), (10, 0)]
    graph = street_graph(streets(("a", "b", bend), ("a", "b", [(0, 0), (10, 0)])))
    sites, demand = snap(graph, places((0, 50))), snap(graph, places((10, 50)))

    assert pairs_mm(graph, sites, demand, 1250, engine) == {(0, 0): 110_000}


@pytest.mark.parametrize("engine", ENGINES)
def test_round_a_loop_the_shorter_way_is_taken(engine: Engine) -> None:
    graph = street_graph(streets(LONG, ("a", "a", [(0, 0), (-100, 0), (-100, 100), (0, 100), (0, 0)])))
    sites, demand = snap(graph, places((-50, 0))), snap(graph, places((0, 50), (-100, 50)))

    assert pairs_mm(graph, sites, demand, 1250, engine) == {(0, 0): 100_000, (0, 1): 100_000}


@pytest.mark.parametrize("engine", ENGINES)
def test_places_across_a_river_are_far_apart(engine: Engine) -> None:
    points = places((0, -5), (0, 105))
    over, under = street_graph(sambre(bridge=True)), street_graph(sambre(bridge=False))

    assert pairs_mm(over, snap(over, points[:1]), snap(over, points[1:]), 5000, engine) == {(0, 0): 2_110_000}
    assert pairs_mm(over, snap(over, points[:1]), snap(over, points[1:]), 1250, engine) == {}
    assert pairs_mm(under, snap(under, points[:1]), snap(under, points[1:]), 5000, engine) == {}


@pytest.mark.parametrize("engine", ENGINES)
def test_rejected_places_keep_their_row_and_column(engine: Engine) -> None:
    graph = street_graph(streets(LONG))
    sites, demand = snap(graph, places(None, (100, 0))), snap(graph, places((5, 900), (150, 0), None, (100, 0)))

    assert pairs_mm(graph, sites, demand, 1250, engine) == {(1, 1): 50_000, (1, 3): 1}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("sites", "demand"), [((), ((1, 1),)), (((1, 1),), ()), ((), ()), ((None,), (None,))])
def test_nobody_and_nowhere(engine: Engine, sites: tuple, demand: tuple) -> None:
    graph = street_graph(streets(LONG))

    assert pairs_mm(graph, snap(graph, places(*sites)), snap(graph, places(*demand)), 1250, engine) == {}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_town_with_no_street_to_walk_between_its_nodes(engine: Engine) -> None:
    graph = street_graph(streets(("a", "a", [(0, 0), (30, 0), (0, 40), (0, 0)])))
    sites, demand = snap(graph, places((10, 0))), snap(graph, places((0, 10)))

    assert pairs_mm(graph, sites, demand, 1250, engine) == {(0, 0): 20_000}


@draws(60)
@given(
    town=networks(),
    sites=points_in_town(6),
    demand=points_in_town(),
    limit_m=st.sampled_from([0.5, 60, 150, 400, 3000]),
)
def test_pairs_are_those_of_networkx_to_the_millimetre(
    town: gpd.GeoDataFrame, sites: gpd.GeoSeries, demand: gpd.GeoSeries, limit_m: float
) -> None:
    graph = street_graph(town)
    site, point = snap(graph, sites), snap(graph, demand)
    judged = judged_pairs(with_places(graph, site=site, demand=point), site, round(limit_m * 1000))

    expected = {pair: max(mm, 1) for pair, mm in judged.items()}
    for engine in ENGINES:
        assert pairs_mm(graph, site, point, limit_m, engine) == expected


@draws(60)
@given(town=networks(), sites=points_in_town(6), demand=points_in_town(), limit_m=st.sampled_from([60.0, 200.0, None]))
def test_the_nearest_is_the_least_of_all_pairs_and_the_first_between_equals(
    town: gpd.GeoDataFrame, sites: gpd.GeoSeries, demand: gpd.GeoSeries, limit_m: float | None
) -> None:
    graph = street_graph(town)
    site, point = snap(graph, sites), snap(graph, demand)
    pairs = judged_pairs(with_places(graph, site=site, demand=point), site, round((limit_m or 10_000) * 1000))

    nearest = nearest_on_streets(graph, site, point, limit_m)

    for position in range(len(point)):
        ways = sorted((mm, who) for (who, where), mm in pairs.items() if where == position)
        if point.edge[position] < 0:
            assert np.isnan(nearest.distance_m[position])
            assert nearest.site[position] == -1
        elif ways:
            assert (round(nearest.distance_m[position] * 1000), nearest.site[position]) == ways[0]
        else:
            assert nearest.distance_m[position] == np.inf
            assert nearest.site[position] == -1


def test_between_equally_near_sites_the_first_is_the_nearest() -> None:
    graph = street_graph(streets(LONG))
    demand = snap(graph, places((500, 0)))

    for sites in [((400, 0), (600, 0)), ((600, 0), (400, 0)), ((0, 0), (600, 0), (400, 0))]:
        first = next(k for k, (x, _) in enumerate(sites) if abs(x - 500) == 100)
        nearest = nearest_on_streets(graph, snap(graph, places(*sites)), demand)
        assert (nearest.site[0], nearest.distance_m[0]) == (first, 100)


def random_town(rng: np.random.Generator, side: int = 12) -> tuple[StreetGraph, Snapped, Snapped]:
    """Return a grid town with one street of 40 km out of it, 20 sites and 300 demand points."""
    node = np.arange(side**2).reshape(side, side)
    x, y = (
        axis.ravel() * 100 + rng.uniform(-30, 30, side**2) for axis in np.meshgrid(np.arange(side), np.arange(side))
    )
    ends = [*zip(node[:, :-1].ravel(), node[:, 1:].ravel()), *zip(node[:-1].ravel(), node[1:].ravel())]  # noqa: B905
    rows = [(u, v, [(x[u], y[u]), (x[v], y[v])]) for u, v in ends if rng.random() < 0.9]
    rows.append((0, side**2, [(x[0], y[0]), (-40_000, y[0])]))
    graph = street_graph(streets(*rows))
    corners = rng.uniform(-50, side * 100, (320, 2))
    return graph, snap(graph, places(*corners[:20])), snap(graph, places(*corners[20:]))


def test_the_kernel_goes_on_when_its_room_is_too_small(monkeypatch: pytest.MonkeyPatch) -> None:
    graph, sites, demand = random_town(np.random.default_rng(5))
    expected = pairs_mm(graph, sites, demand, 700, "scipy")
    monkeypatch.setattr(_kernel, "FIRST_QUEUE", 2)

    assert pairs_mm(graph, sites, demand, 700, "numba") == expected
    assert len(expected) > 2 * len(demand)  # so that the columns had to grow as well


@pytest.mark.parametrize("chunk", [1, 3, 7])
def test_how_many_sites_scipy_is_asked_for_at_a_time_changes_nothing(
    chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph, sites, demand = random_town(np.random.default_rng(8))
    expected = pairs_mm(graph, sites, demand, 700, "numba")
    monkeypatch.setattr(_scipy, "CHUNK", chunk)

    assert pairs_mm(graph, sites, demand, 700, "scipy") == expected


@pytest.mark.parametrize(
    ("limit_mm", "longest_mm", "count"), [(0, 0, 2), (8191, 10**9, 2), (8192, 10**9, 4), (10**9, 8192, 4)]
)
def test_buckets_are_a_power_of_two_and_hold_all_who_wait(limit_mm: int, longest_mm: int, count: int) -> None:
    assert _kernel.bucket_count(limit_mm, longest_mm) == count


@pytest.mark.parametrize("limit_m", [100.0, 1500.0, 50_000.0, 4_000_000.0, 5_000_000.0])
def test_any_limit_gives_the_same_with_both_engines(limit_m: float) -> None:
    """The last limit no longer fits 32 bits of millimetres: scipy answers, whichever engine is asked for."""
    graph, sites, demand = random_town(np.random.default_rng(6))

    assert pairs_mm(graph, sites, demand, limit_m, "numba") == pairs_mm(graph, sites, demand, limit_m, "scipy")


def test_threads_may_search_at_the_same_time() -> None:
    graph, sites, demand = random_town(np.random.default_rng(7))
    expected = street_reach(graph, sites, demand, 1250)

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: street_reach(graph, sites, demand, 1250), range(16)))

    assert all((result != expected).nnz == 0 and result.nnz == expected.nnz for result in results)


def test_without_numba_scipy_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    graph, sites, demand = random_town(np.random.default_rng(8))
    expected = street_reach(graph, sites, demand, 600, engine="numba")
    monkeypatch.delattr(geo.walking, "_kernel")
    monkeypatch.setitem(sys.modules, "geo.walking._kernel", None)
    _compiled.cache_clear()
    try:
        assert (street_reach(graph, sites, demand, 600) != expected).nnz == 0
        with pytest.raises(DataError, match="numba"):
            street_reach(graph, sites, demand, 600, engine="numba")
    finally:
        _compiled.cache_clear()


@pytest.mark.parametrize("limit_m", [0, -1, np.nan, np.inf])
def test_a_limit_that_is_no_limit_is_refused(limit_m: float) -> None:
    graph = street_graph(streets(LONG))
    nobody = snap(graph, places())
    with pytest.raises(DataError, match="walking limit"):
        street_reach(graph, nobody, nobody, limit_m)


@pytest.fixture(scope="module")
def liege(shared_data: Path) -> StreetGraph:
    return street_graph(gpd.read_parquet(shared_data / "liege" / "osm_streets_liege.parquet").to_crs(METRIC))


def around(graph: StreetGraph, rng: np.random.Generator, count: int) -> Snapped:
    node = rng.integers(0, len(graph.x_m), count)
    x, y = graph.x_m[node] + rng.normal(0, 40, count), graph.y_m[node] + rng.normal(0, 40, count)
    return snap(graph, gpd.GeoSeries.from_xy(x, y, crs=METRIC))


@pytest.mark.real
@pytest.mark.parametrize("seed", [1, 2])
def test_distances_in_liege_are_those_of_networkx_to_the_millimetre(liege: StreetGraph, seed: int) -> None:
    rng = np.random.default_rng(seed)
    sites, demand = around(liege, rng, 25), around(liege, rng, 4000)

    judged = judged_pairs(with_places(liege, site=sites, demand=demand), sites, 1_250_000)

    assert len(judged) > 300
    for engine in ENGINES:
        assert pairs_mm(liege, sites, demand, 1250, engine) == {pair: max(mm, 1) for pair, mm in judged.items()}


@pytest.mark.real
def test_the_network_of_liege_is_read_whole(liege: StreetGraph) -> None:
    assert len(liege.node_id) == 75_550
    assert len(liege.components) == 1
    assert len(liege.edge_u) == 79_893  # 79,907 rows, 14 of them listed twice
