"""The check of rosters: true ones pass, drawn from hundreds of towns, and each of many corruptions is refused."""

from dataclasses import replace

import pytest
from hypothesis import given

from geo.audit.roster.check import check_roster
from geo.roster.planning import plan_roster
from geo.settings.programme import DistrictMinimum
from geo.settings.roster import Roster
from tests.geo.roster.claims import Corruption, changed, claimed, twice, without
from tests.geo.roster.roster_towns import BASE, HOURS, Door, Help, People, Town, Workplace, cases, ticking_clock
from tests.laws import draws

TOWN = Town(
    doors=(
        Door("b0", ("mon_morning", "tue_morning"), desks=2),
        Door("b1", ("tue_morning",), "sport", "C", desks=2),
        Door("b2", ("mon_evening",), "sport", "C", desks=2),
    ),
    people=(
        People("p0", 20, {"b0": 100.0}, {"h0": 100.0}, seniors=1.0),
        People("p1", 10, {"b1": 100.0}, seniors=1.0, section="C"),
        People("p2", 5, {"b2": 100.0}, seniors=0.0, section="C"),
    ),
    help=(Help("h0", 3.0, ("mon_morning",)),),
    workplaces=(
        Workplace("w0", "b0", 4, leave=("mon_morning", "tue_morning")),
        Workplace("w1", "b1", 3, leave=tuple(HOURS)),
        Workplace("w2", "b2", 2, leave=("mon_evening",)),
    ),
)
ROSTER = BASE.model_copy(
    update={
        "aidants": 8,
        "wave_aidants": (2, 4),
        "district_floor": DistrictMinimum(by="district", served_share=0.5),
        "forced_in": ("b2",),
        "most_half_days_of_activity": {"culture": 2},
    }
)
"""Four half-days with a pair: two at b0, one at b1, one at b2."""


@given(case=cases())
@draws(150, everyday=8)
def test_true_rosters_pass(case: tuple[Town, Roster]) -> None:
    town, roster = case
    evidence = town.evidence()
    plan = plan_roster(evidence, roster, ticking_clock())
    assert check_roster(claimed(plan), evidence, roster) == ()


def _plan() -> object:
    return plan_roster(TOWN.evidence(), ROSTER, ticking_clock())


PLAN = claimed(_plan())  # type: ignore[arg-type]


def row_of(table: str, **cells: object) -> int:
    """Return the first row with such cells."""
    rows = [line.cells for line in getattr(PLAN, table)]
    return next(n for n, row in enumerate(rows) if all(row[name] == value for name, value in cells.items()))


def _figure(measure: str, scope: str = "all") -> int:
    return row_of("summary", scope=scope, measure=measure)


CORRUPTIONS: dict[str, Corruption] = {
    "unknown door": lambda c: changed(c, "doors", 0, door_id="b99"),
    "shut door": lambda c: changed(c, "doors", row_of("doors", door_id="b1"), half_day="mon_morning"),
    "unknown half-day": lambda c: changed(c, "doors", 0, half_day="sun_night"),
    "half a pair": lambda c: changed(c, "doors", 0, pairs=0.5),
    "no pair": lambda c: changed(c, "doors", 0, pairs=0.0),
    "more pairs than desks": lambda c: changed(c, "doors", 0, pairs=2.0),
    "a row twice": lambda c: twice(c, "doors", 0),
    "a row missing": lambda c: without(c, "doors", 0),
    "unknown wave": lambda c: changed(c, "doors", 0, wave=9.0),
    "all in the first wave": lambda c: changed(c, "doors", row_of("doors", wave=3.0), wave=1.0),
    "another sector of activity": lambda c: changed(c, "doors", 0, activity="sport_"),
    "another name": lambda c: changed(c, "doors", 0, name="Somewhere"),
    "said to be a partner's": lambda c: changed(c, "doors", 0, belongs_to="partner"),
    "more help at a door": lambda c: changed(c, "doors", row_of("doors", door_id="b2"), helps_per_week=8.0),
    "another utilisation": lambda c: changed(c, "doors", 0, utilisation=0.1),
    "appointments": lambda c: changed(
        c, "doors", 0, by_appointment="no" if PLAN.doors[0].cells["by_appointment"] == "yes" else "yes"
    ),
    "more help in all": lambda c: changed(c, "summary", _figure("helps_per_week"), value=99.0),
    "less need": lambda c: changed(c, "summary", _figure("needed_hours"), value=1.0),
    "less missing": lambda c: changed(c, "summary", _figure("missing_hours"), value=0.0),
    "help moved to another area": lambda c: changed(
        changed(c, "summary", _figure("helps_per_week", "North"), value=18.0),
        "summary",
        _figure("helps_per_week", "South"),
        value=17.0,
    ),
    "a shorter time without an open door": lambda c: changed(
        c, "summary", _figure("longest_gap_hours", "South"), value=1.0
    ),
    "a figure missing": lambda c: without(c, "summary", _figure("left_hours")),
    "a wave missing": lambda c: without(c, "waves", 0),
    "a wave helps more": lambda c: changed(c, "waves", 0, helps_per_week=11.0),
    "a wave of more pairs": lambda c: changed(c, "waves", 1, pairs=3.0),
    "a bound below the wave": lambda c: changed(c, "waves", 0, bound_helps_per_week=1.0),
    "one helper only": lambda c: changed(c, "moves", 0, helpers=1.0),
    "nobody's workplace": lambda c: changed(c, "moves", 0, workplace_id="w9"),
    "helpers who may not leave": lambda c: changed(c, "moves", row_of("moves", door_id="b2"), workplace_id="w0"),
    "more helpers than there are": lambda c: changed(c, "moves", row_of("moves", workplace_id="w2"), helpers=9.0),
    "a way to no pair": lambda c: changed(c, "moves", 0, half_day="tue_evening"),
    "a shorter way": lambda c: changed(c, "moves", 0, travel_m=999_999.0),
}


def test_the_roster_they_corrupt_is_true_and_whole() -> None:
    assert check_roster(PLAN, TOWN.evidence(), ROSTER) == ()
    assert sum(line.figure("pairs") for line in PLAN.doors) == 4
    assert PLAN.status == "optimal"


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_a_corruption_is_refused(name: str) -> None:
    wrong = CORRUPTIONS[name](PLAN)
    assert wrong != PLAN
    assert check_roster(wrong, TOWN.evidence(), ROSTER)


@pytest.mark.parametrize(
    "rule",
    [
        {"forced_in": ("b0", "b1", "b2", "b7")},
        {"excluded": ("b1",)},
        {"most_half_days_of_activity": {"culture": 1}},
        {"least_half_days_of_activity": {"sport": 3}},
        {"open_half_days": ("mon_morning",), "open_by": "district"},
        {"district_floor": DistrictMinimum(by="district", served_share=1.0)},
        {"aidants": 6, "wave_aidants": (2, 4)},
        {"walk_m": 50.0},
        {"requests_per_1000_residents_per_year": 900.0},
        {"hours_per_week": 1.0},
    ],
    ids=str,
)
def test_a_roster_of_other_rules_is_refused(rule: dict[str, object]) -> None:
    asked = ROSTER.model_copy(update={"forced_in": (), **rule})
    assert check_roster(PLAN, TOWN.evidence(), asked)


def test_no_roster_is_no_roster() -> None:
    nothing = replace(PLAN, doors=(), moves=(), status="infeasible")
    assert check_roster(nothing, TOWN.evidence(), ROSTER) == ()
