"""The check of new places of help: true ones pass, drawn from many towns, and each of many corruptions is refused."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from scipy import sparse

from geo.audit.roster.check import check_roster
from geo.evidence import Evidence
from geo.roster.new_places import new_places
from geo.roster.planning import plan_roster
from geo.settings.roster import Roster
from geo.walking.reach import StraightLine
from tests.geo.roster.claims import Corruption, changed, claimed, twice
from tests.geo.roster.roster_towns import BASE, Door, People, Town, cases, ticking_clock
from tests.laws import draws

WALK = StraightLine(500.0, 1.0)

ROSTER = BASE.model_copy(update={"aidants": 2, "wave_aidants": (), "new_place_hours_per_week": 3.0, "walk_m": 500.0})
"""One pair; a new place gives one help in each of four half-days."""

TOWN = Town(
    doors=(Door("b0"), Door("b4", ()), Door("b7", ())),
    people=(
        People("p0", 8, {"b0": 100.0}, seniors=1.0),
        People("p1", 4, {"b4": 100.0}, seniors=0.5),
        People("p2", 2, {"b7": 100.0}, seniors=0.5),
        People("p3", 3.5, {}, seniors=0.5, section="C"),
    ),
)


def evidence() -> Evidence:
    """Return the town; those without any building near live 2 km from all others, where there is but a corner."""
    found = TOWN.evidence()
    people = found.demand.assign(x_m=[0.0, 4000.0, 7000.0, 9000.0], y_m=0.0)
    near = sparse.csr_array((np.array([10.0]), (np.array([0]), np.array([2]))), shape=(1, 3))
    return replace(found, demand=people, help_near_sites=near)


PLAN = plan_roster(evidence(), ROSTER, ticking_clock())
CLAIM = claimed(PLAN, new_places(PLAN, evidence(), ticking_clock(), 3, WALK))


def put(row: int, **cells: str | float | None) -> Corruption:
    return lambda claim: changed(claim, "new_places", row, **cells)


CORRUPTIONS: dict[str, Corruption] = {
    "no such building": put(0, place_id="b99"),
    "no such corner": put(1, place_id="corner:p99"),
    "a door of the roster": put(0, place_id="b0"),
    "a building with help": put(0, place_id="b7"),
    "a corner elsewhere": put(1, x_m=1.0),
    "a building elsewhere": put(0, x_m=1.0),
    "another name": put(0, name="Somewhere"),
    "another former commune": put(1, section_name="Section A"),
    "a corner said to be a building": put(1, kind="building"),
    "more help": put(0, helps_gained_per_week=4.5),
    "more people helped": put(0, people_gained=40.0),
    "more hours": put(1, hours_gained_per_week=9.0),
    "more people near": put(1, vulnerable_in_walk=70.0),
    "no rent": put(1, eur_per_year=1135.0),
    "a bound below": put(1, bound_helps_per_week=7.0),
    "a bound no place allows": put(1, bound_helps_per_week=9.0),
    "no bound": put(1, bound_helps_per_week=None),
    "a place twice": lambda claim: twice(claim, "new_places", 0),
    "the least first": lambda claim: replace(claim, new_places=(claim.new_places or ())[::-1]),
}


def test_the_places_they_corrupt_are_true_and_of_both_kinds() -> None:
    """At b4 four people get their 4 helps, at the corner of those without a building their 3.5; then two more.

    The building beside these two is no candidate, since it has help; a corner is.
    """
    assert check_roster(CLAIM, evidence(), ROSTER, WALK) == ()
    rows = [line.cells for line in CLAIM.new_places or ()]
    assert [row["place_id"] for row in rows] == ["b4", "corner:p3", "corner:p2"]
    assert [row["helps_gained_per_week"] for row in rows] == [4, 3.5, 2]
    # No two give more than twice the most that one gives.
    assert [row["bound_helps_per_week"] for row in rows][:2] == [4, 8]


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_a_corruption_is_refused(name: str) -> None:
    wrong = CORRUPTIONS[name](CLAIM)
    assert wrong != CLAIM
    assert check_roster(wrong, evidence(), ROSTER, WALK)


def test_a_corner_is_not_believed_where_nobody_knows_how_people_walk() -> None:
    (found,) = check_roster(CLAIM, evidence(), ROSTER)
    assert found.code == "roster_check.no_walks"


@given(case=cases())
@draws(60, everyday=8)
def test_true_new_places_pass(case: tuple[Town, Roster]) -> None:
    town, roster = case
    town = replace(town, doors=(*town.doors, Door("b8", ()), Door("b9", ())))
    there = town.evidence()
    roster = roster.model_copy(update={"new_place_hours_per_week": 3.0})
    plan = plan_roster(there, roster, ticking_clock())
    if plan.certificate["status"] in ("infeasible", "none_found"):
        return
    claim = claimed(plan, new_places(plan, there, ticking_clock(), 2))
    assert check_roster(claim, there, roster) == ()
