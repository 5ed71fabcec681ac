"""Walks in whole cities, as an assessment keeps them, judged by networkx to the millimetre."""

from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from config import place
from geo.evidence.sites import site_coordinates
from geo.ranking.assessment import Assessment
from geo.settings.parameters import Parameters
from geo.walking.street_reach import street_reach
from geo.walking.street_walking import StreetWalking
from store.assessments import open_assessment, open_walking
from store.store import Store
from tests.command_line import maillage
from tests.geo.walking.street_towns import judged_pairs, with_places
from tests.laws import some

SITES = 12
LIMIT_MM = round(1000 * Parameters().reach.limit_m)


@pytest.fixture(
    scope="module", params=[pytest.param("62063", marks=pytest.mark.real), pytest.param("demo", marks=pytest.mark.slow)]
)
def city(request: pytest.FixtureRequest) -> tuple[Assessment, StreetWalking]:
    """Return a city as it is assessed, and its way of walking as it is opened beside the assessment."""
    data = request.getfixturevalue("liege" if request.param == "62063" else "demo_data")
    store = Store(data, place(request.param))
    snapshot = store.current_snapshot()
    assert snapshot is not None
    walk = open_walking(store, snapshot, Parameters().reach)
    if not isinstance(walk, StreetWalking):
        pytest.skip("no streets are published there")
    return open_assessment(store, snapshot, Parameters()), walk


@pytest.mark.parametrize("seed", some([1, 2], everyday=1))
def test_the_reach_of_random_sites_is_that_of_networkx(city: tuple[Assessment, StreetWalking], seed: int) -> None:
    assessment, walk = city
    evidence = assessment.evidence
    located = np.flatnonzero(evidence.sites["location_status"] == "located")
    chosen = np.sort(np.random.default_rng(seed).choice(located, SITES, replace=False))
    sites = walk.snapped(site_coordinates(evidence.sites.iloc[chosen]))
    people = walk.snapped(evidence.demand[["x_m", "y_m"]].to_numpy())

    judged = judged_pairs(with_places(walk.graph, site=sites, demand=people), sites, LIMIT_MM)

    kept = evidence.reach[chosen].tocoo()
    pairs = zip(*map(np.ndarray.tolist, kept.coords), strict=True)
    ours = dict(zip(pairs, np.rint(kept.data * 1000).astype(int).tolist(), strict=True))
    assert len(judged) > 1000
    assert ours == {pair: max(mm, 1) for pair, mm in judged.items()}
    fallback = street_reach(walk.graph, sites, people, LIMIT_MM / 1000, engine="scipy")
    assert (fallback != evidence.reach[chosen]).nnz == 0


def test_the_nearest_help_is_that_of_networkx(city: tuple[Assessment, StreetWalking]) -> None:
    assessment, walk = city
    evidence = assessment.evidence
    if evidence.support_places is None:
        pytest.skip("nobody publishes the places of help there")
    helping = walk.snapped(evidence.support_places.geometry.get_coordinates().to_numpy())
    people = walk.snapped(evidence.demand[["x_m", "y_m"]].to_numpy())
    network = with_places(walk.graph, help=helping, demand=people)
    starts = [("help", number) for number in helping.placed]
    walked = nx.multi_source_dijkstra_path_length(network, starts, weight="mm")

    ours = evidence.demand["help_distance_m"].to_numpy()

    for number in range(len(people)):
        if people.edge[number] < 0:
            assert np.isnan(ours[number])
        else:
            judged = walked.get(("demand", number), np.inf)
            assert ours[number] == judged or round(ours[number] * 1000) == judged


@pytest.mark.real
def test_liege_is_reviewed_with_what_is_not_known_told_apart(liege: Path) -> None:
    shown = maillage(liege, "gaps", "--profile", "slow", "--at", "mer 15:00", commune="62063")
    assert shown.status == 0
    assert "0-197248" in shown.output  # no fibre, Wi-Fi or help is published: nobody and everybody
    assert "?" in shown.output
    data = Store(liege, place("62063"))
    sites = open_assessment(data, data.current_snapshot(), Parameters()).evidence.sites
    school = sites["population_in_reach"].idxmax()
    reached = maillage(liege, "reach", school, commune="62063").output
    assert f"{sites.loc[school, 'population_in_reach']:,.0f} residents within the walk" in reached
