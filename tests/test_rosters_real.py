"""Rosters and lots on the real streets, people and municipal schools of Liege, and in straight lines in Charleroi.

What no public file says is assumed here, and only here: that schools let people in, when, and who is in charge there.
"""

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from config import place
from geo.evidence.evidence import Evidence
from geo.lots import plan_lots
from geo.roster.instance import build_roster_instance
from geo.roster.plan import RosterPlan, pairs_of
from geo.roster.planning import plan_roster
from geo.roster.transport import by_slot, transport
from geo.settings.lots import Lots
from geo.settings.parameters import Parameters
from geo.settings.roster import Roster
from geo.solving.progress import Control
from store.assessments import open_assessment
from store.store import Store
from tests.cities import build_and_export
from tests.once import once

pytestmark = pytest.mark.real

HOURS = "Mo-Fr 09:00-12:00,13:00-20:30; Sa 09:00-12:00"
"""When schools are assumed to let people in: no public file says it."""

ASSUMED = Lots(
    budget_eur=300_000.0,
    least_lot={"pc": 1, "laptop": 1, "tablet": 1},
    assume_function=True,
    assumed_desks=8,
    assumed_hours_per_week=20,
)
"""Enough for one of each at every school: with less, nothing would be given at all."""

CITIES = {"62063": "streets", "52011": "straight lines"}


@pytest.fixture(scope="module", params=CITIES)
def city(request: pytest.FixtureRequest, shared_data: Path, run_folder: Path) -> tuple[str, Evidence]:
    """Return how a city is walked, and what is known of it with its schools assumed open."""
    commune = request.param
    if commune == "62063":
        data = request.getfixturevalue("liege")
    else:
        data = once(run_folder, commune, lambda folder: build_and_export(shared_data, folder, commune))
    store = Store(data, place(commune))
    snapshot = store.current_snapshot()
    assert snapshot is not None
    evidence = open_assessment(store, snapshot, Parameters()).evidence
    sites = evidence.sites.assign(public_access=True, opening_hours=HOURS)
    sites["public_access"] = sites["public_access"].astype("boolean")
    return CITIES[commune], replace(evidence, sites=sites)


@pytest.fixture(scope="module")
def plan(city: tuple[str, Evidence]) -> RosterPlan:
    """Return the first roster of a hundred aidants, without waiting for its proof."""
    return plan_roster(city[1], Roster(), Control(time.perf_counter), time_limit_s=1e-6)


def test_a_roster_of_schools_helps_within_its_hours_and_says_what_is_assumed(
    city: tuple[str, Evidence], plan: RosterPlan
) -> None:
    walked, evidence = city
    roster = plan.roster
    assert plan.sessions["pairs"].sum() == roster.pair_half_days(roster.aidants) == 50
    # All that a hundred aidants bring, none of it to more than there is.
    assert 0.5 * 50 * roster.helps_per_pair < plan.certificate["helps_per_week"] <= 50 * roster.helps_per_pair + 1e-6
    assert plan.certificate["helps_per_week"] <= plan.certificate["bound_helps_per_week"] + 1e-6
    rate = evidence.parameters.vulnerability.total_rate
    residents = evidence.demand["population"].sum()
    asked = residents * roster.requests_per_1000_residents_per_year / 1000 / roster.weeks_per_year
    # The vulnerable are the published share of all residents, and ask for all that is asked for.
    assert evidence.demand["vulnerable_count"].sum() == pytest.approx(rate * residents)
    assert plan.balance["needed_hours"] * roster.helps_per_hour == pytest.approx(asked, rel=1e-6)
    said = {each.code for each in plan.notes}
    assert "roster.workplaces_absent" in said
    assert "roster.help_absent" in said
    assert ("roster.straight_lines" in said) == (walked == "straight lines")
    assert set(plan.doors["activity"]) == {"education"}


def test_the_help_of_each_door_goes_to_people_within_the_walk(city: tuple[str, Evidence], plan: RosterPlan) -> None:
    evidence = city[1]
    instance = build_roster_instance(evidence, plan.roster)
    given = transport(instance, by_slot(instance, pairs_of(instance, plan))).by_pair.tocoo()
    rows = evidence.sites.index.get_indexer(instance.doors.index)
    near = evidence.reach[rows].tocsr()
    members = instance.need.of_places.tocsr()
    chosen = np.linspace(0, len(given.data) - 1, 200, dtype=int)
    for door, group in zip(given.row[chosen], given.col[chosen], strict=True):
        homes = members.indices[members.indptr[group] : members.indptr[group + 1]]
        walks = near[[door]][:, homes].toarray().ravel()
        assert ((walks > 0) & (walks <= evidence.parameters.reach.limit_m)).all()


def test_lots_of_schools_are_shared_out_to_the_last_one_by_need(city: tuple[str, Evidence]) -> None:
    lots = plan_lots(city[1], ASSUMED)
    assert not lots.conflicts
    pcs = lots.places["lot_pc"]
    kind = lots.kinds["pc"]
    assert pcs.sum() == kind.given
    assert kind.given <= ASSUMED.pcs
    assert pcs[pcs > 0].min() >= ASSUMED.least_lot["pc"]
    assert lots.left_cents >= 0
    # Nothing is given where nobody lives within the walk.
    reached = np.diff(city[1].reach.tocsr().indptr) > 0
    assert not pcs[~reached].any()
