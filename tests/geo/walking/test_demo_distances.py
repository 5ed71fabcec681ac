"""The walks the demonstration city's figures rest on are those networkx finds on the published streets."""

from pathlib import Path

import numpy as np
import pytest

import config
from geo.settings.parameters import Parameters
from geo.walking.network import street_graph
from geo.walking.snapping import snap
from store.assessments import open_assessment
from store.store import Store
from tests.geo.walking.street_towns import judged_pairs, with_places


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_pairs_of_random_buildings_are_complete_and_right_to_the_millimetre(demo_data: Path, seed: int) -> None:
    store = Store(demo_data, config.place("demo"))
    snapshot = store.current_snapshot()
    evidence = open_assessment(store, snapshot, Parameters()).evidence
    assert evidence.distance_method == "streets"
    located = evidence.sites[evidence.sites["location_status"] == "located"]
    chosen = located.sample(8, random_state=seed).sort_index()
    reach = Parameters().reach
    graph = street_graph(store.read("streets"))
    sites = snap(graph, chosen.geometry, max_distance_m=reach.max_access_m)
    people = snap(graph, evidence.demand.geometry, max_distance_m=reach.max_access_m)

    judged = judged_pairs(with_places(graph, site=sites, demand=people), sites, round(reach.limit_m * 1000))

    rows = evidence.sites.index.get_indexer(chosen.index)
    found = evidence.reach[rows].tocoo()
    triples = zip(found.row, found.col, found.data, strict=True)
    pairs = {(int(site), int(place)): round(metres * 1000) for site, place, metres in triples}
    assert len(judged) > 500
    assert pairs == {pair: max(mm, 1) for pair, mm in judged.items()}


@pytest.mark.slow
def test_the_sambre_is_crossed_at_bridges_only(demo_data: Path) -> None:
    """Somebody lives within 300 m of a building as the crow flies, and more than a walk away over the bridges."""
    store = Store(demo_data, config.place("demo"))
    evidence = open_assessment(store, store.current_snapshot(), Parameters()).evidence
    here = evidence.demand[["x_m", "y_m"]].to_numpy()
    far = 0
    for row, (x, y) in enumerate(evidence.sites[["x_m", "y_m"]].to_numpy()):
        near = np.flatnonzero(np.hypot(here[:, 0] - x, here[:, 1] - y) < 300)
        walked = set(evidence.reach.indices[evidence.reach.indptr[row] : evidence.reach.indptr[row + 1]])
        far += len(set(near) - walked)
    assert far > 0
