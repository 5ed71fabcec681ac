"""The bound of large rosters: never below the best roster, reached by hand, and the help of merged classes."""

import numpy as np
import pytest
from hypothesis import given

from geo.roster.instance import build_roster_instance
from geo.roster.need import UNIT
from geo.roster.search.coarse import coarse
from geo.roster.search.cover import Cover
from geo.roster.search.greedy import greedy_roster, rounded
from geo.roster.search.search import Search
from geo.roster.transport import by_slot, help_by_class, total_help, transport
from geo.settings.roster import Roster
from tests.geo.roster.roster_peer import direct
from tests.geo.roster.roster_towns import BASE, Door, People, Town, cases, ticking_clock
from tests.laws import draws

WAIT_S = 60.0


class Large(Search):
    """A search that takes its problem for a large one."""

    _large = True  # type: ignore[assignment]


def cover_of(town: Town, roster: Roster) -> Cover:
    instance = build_roster_instance(town.evidence(), roster)
    return Cover(instance, coarse(instance))


@given(case=cases())
@draws(200)
def test_no_roster_exceeds_the_bound_of_a_large_problem(case: tuple[Town, Roster]) -> None:
    town, roster = case
    best, bound = direct(town, roster), cover_of(town, roster).least(ticking_clock(), WAIT_S)
    if best.total is not None:
        assert bound >= best.total - 1e-3
    found = Large(build_roster_instance(town.evidence(), roster), ticking_clock(), gap=0).prove()
    if best.total is None:
        assert not found.has_plan
    elif found.has_plan:
        assert found.objective <= best.total - best.before + 2e-3
        assert found.bound >= best.total - best.before - 2e-3
    else:
        assert found.status == "none_found"


def test_the_bound_by_hand_needs_to_know_what_pairs_near_somebody_give() -> None:
    """Two pairs give 16 helps. Twenty are asked for at b0, which is open for one pair, and one at b1.

    All pairs together would let b0 have 15 and b1 its 1. What the pair at b0 gives brings that down to 8 and 1.
    """
    town = Town(
        doors=(Door("b0", ("mon_morning",)), Door("b1", ("tue_morning",))),
        people=(People("p0", 20, {"b0": 100.0}, seniors=1.0), People("p1", 1, {"b1": 100.0}, seniors=1.0)),
    )
    most = [each.most for each in cover_of(town, BASE).bounds(ticking_clock(), WAIT_S)]
    assert most[0] == pytest.approx(16, abs=1e-2)
    assert most[-1] == pytest.approx(9, abs=1e-2)


def test_rules_that_cannot_hold_together_have_no_bound() -> None:
    town = Town(doors=(Door("b0"),), people=(People("p0", 20, {"b0": 5000.0}, seniors=1.0),))
    floored = BASE.model_copy(update={"forced_in": ("b0",), "most_half_days_of_activity": {"culture": 0}})
    assert cover_of(town, floored).least(ticking_clock(), WAIT_S) == -np.inf
    found = Large(build_roster_instance(town.evidence(), floored), ticking_clock(), gap=0).prove()
    assert found.status == "infeasible"


def test_fractions_become_pairs_from_a_share_on_the_largest_first() -> None:
    town = Town(doors=(Door("b0"), Door("b1"), Door("b2")), people=(People("p", 9, {"b0": 1.0}),))
    instance = build_roster_instance(town.evidence(), BASE)
    used = np.zeros(instance.most.shape)
    used[:, 0] = 0.6, 1.4, 0.2
    assert rounded(instance, used, 0.5).sum(axis=1).tolist() == [1, 1, 0]
    assert rounded(instance, used, 0.9).sum(axis=1).tolist() == [0, 1, 0]
    # There are two pairs only.
    assert rounded(instance, used, 0.1).sum(axis=1).tolist() == [0, 2, 0]


@given(case=cases())
@draws(120)
def test_classes_alike_for_a_roster_are_helped_as_one(case: tuple[Town, Roster]) -> None:
    town, roster = case
    instance = build_roster_instance(town.evidence(), roster)
    used = by_slot(instance, greedy_roster(instance))
    whole, by_class = transport(instance, used), help_by_class(instance, used)
    assert total_help(instance, used) == whole.total
    assert by_class.sum() / UNIT == pytest.approx(whole.total / UNIT)
    assert (by_class <= instance.need.amount + 1e-6).all()
