"""The best roster of hundreds of drawn towns, by the engine, by a direct model, and by trying every roster."""

import pytest
from hypothesis import given

from geo.roster.instance import build_roster_instance
from geo.roster.need import UNIT
from geo.roster.rules import broken_sums
from geo.roster.search.search import Search
from geo.roster.transport import by_slot, transport
from geo.settings.roster import Roster
from geo.solving.found import Found
from tests.geo.roster.roster_peer import brute, direct
from tests.geo.roster.roster_towns import Town, cases, ticking_clock
from tests.laws import draws


def solved(town: Town, roster: Roster) -> Found:
    return Search(build_roster_instance(town.evidence(), roster), ticking_clock(), gap=0).prove()


@given(case=cases())
@draws(400, everyday=15)
def test_the_engine_finds_what_a_direct_model_finds(case: tuple[Town, Roster]) -> None:
    town, roster = case
    best, found = direct(town, roster), solved(town, roster)
    if best.total is None:
        assert found.status == "infeasible"
        return
    assert found.has_plan
    assert found.objective == pytest.approx(best.total - best.before, abs=2e-3)
    assert found.bound == pytest.approx(found.objective, abs=2e-3)


@given(case=cases())
@draws(100, everyday=6)
def test_no_roster_helps_more_than_the_best_tried_one_by_one(case: tuple[Town, Roster]) -> None:
    town, roster = case
    # With two doors only, so that every roster can be tried.
    small = Town(town.doors[:2], town.people, town.help, town.workplaces)
    best, found = brute(small, roster), solved(small, roster)
    if best is None:
        assert found.status == "infeasible"
    else:
        there = direct(small, roster).before
        assert found.objective == pytest.approx(best - there, abs=2e-3)


@given(case=cases())
@draws(200, everyday=8)
def test_help_is_conserved_and_given_only_where_and_when_it_can_be(case: tuple[Town, Roster]) -> None:
    town, roster = case
    instance = build_roster_instance(town.evidence(), roster)
    found = Search(instance, ticking_clock(), gap=0).prove()
    if not found.has_plan:
        return
    pairs = found.state
    given_ = transport(instance, by_slot(instance, pairs))
    assert (given_.by_class <= instance.need.amount).all()
    assert (given_.by_door <= pairs.sum(axis=1) * instance.per_pair).all()
    assert given_.total / UNIT == pytest.approx(found.objective + given_.before / UNIT)
    assert not (pairs[~instance.open]).any()
    assert (pairs <= instance.doors["pairs_at_once"].to_numpy()[:, None]).all()
    assert pairs.sum() <= instance.pairs
    assert not broken_sums(instance, pairs)
    # Only within the walk.
    assert given_.by_pair.multiply(instance.need.doors.T).nnz == given_.by_pair.nnz
