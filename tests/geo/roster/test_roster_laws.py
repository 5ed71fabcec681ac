"""Laws of rosters on drawn towns: order of rows, useless doors, more aidants, hours and walks, nested waves, ways."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.roster.instance import build_roster_instance
from geo.roster.plan import RosterPlan, after_wave
from geo.roster.planning import plan_roster
from geo.settings.programme import DistrictMinimum
from geo.settings.roster import Roster
from tests.geo.roster.roster_towns import BASE, HOURS, Door, Help, People, Town, Workplace, cases, ticking_clock
from tests.laws import draws

RULES = {
    "forced_in": (),
    "district_floor": None,
    "least_half_days_of_activity": {},
    "most_half_days_of_activity": {},
    "open_half_days": (),
}


def planned(town: Town, roster: Roster) -> RosterPlan:
    return plan_roster(town.evidence(), roster, ticking_clock())


def helps(plan: RosterPlan) -> float:
    return float(plan.certificate["helps_per_week"])  # type: ignore[arg-type]


def same(one: RosterPlan, other: RosterPlan) -> None:
    for name in ("doors", "sessions", "areas", "waves", "curve", "moves", "not_doors", "no_sources"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))
    assert one.balance == other.balance
    assert one.notes == other.notes


@given(case=cases(), data=st.data())
@draws(100, everyday=6)
def test_the_order_of_rows_changes_nothing(case: tuple[Town, Roster], data: st.DataObject) -> None:
    town, roster = case
    doors = data.draw(st.permutations(range(len(town.doors))))
    people = data.draw(st.permutations(range(len(town.people))))
    same(planned(town, roster), planned(town.shuffled(doors, people), roster))


@given(case=cases())
@draws(100, everyday=6)
def test_a_door_nobody_reaches_changes_nothing(case: tuple[Town, Roster]) -> None:
    town, roster = case
    roster = roster.model_copy(update=RULES)
    more = replace(town, doors=(*town.doors, Door("b9")))
    one, other = planned(town, roster), planned(more, roster)
    assert helps(one) == pytest.approx(helps(other), abs=1e-9)
    assert "b9" not in other.doors.index
    pd.testing.assert_frame_equal(one.areas, other.areas)


@given(case=cases())
@draws(100, everyday=6)
def test_more_aidants_hours_and_walks_never_help_less(case: tuple[Town, Roster]) -> None:
    town, roster = case
    roster = roster.model_copy(update=RULES)
    least = helps(planned(town, roster))
    for more in ({"aidants": roster.aidants + 2}, {"hours_per_week": 6.0}):
        assert helps(planned(town, roster.model_copy(update=more))) >= least - 2e-4
    assert helps(planned(town, roster.model_copy(update={"walk_m": 700.0}))) <= least + 2e-4 or town.help
    if town.help:
        # A longer walk also brings people to the help that is there: all help together never falls.
        shorter = planned(town, roster.model_copy(update={"walk_m": 700.0})).balance
        whole = planned(town, roster).balance
        assert shorter["left_hours"] >= whole["left_hours"] - 2e-4


@given(case=cases())
@draws(100, everyday=6)
def test_waves_grow_inside_the_roster_and_below_their_bounds(case: tuple[Town, Roster]) -> None:
    town, roster = case
    plan = planned(town, roster)
    if plan.certificate["status"] == "infeasible":
        assert plan.sessions.empty
        return
    assert plan.waves["helps_per_week"].is_monotonic_increasing
    assert (plan.waves["helps_per_week"] <= plan.waves["bound_helps_per_week"] + 1e-6).all()
    assert plan.waves["helps_per_week"].iloc[-1] == pytest.approx(helps(plan))
    assert plan.curve["helps_per_week"].is_monotonic_increasing
    # Each next pair adds no more than the one before it.
    added = np.diff(np.r_[0, plan.curve["helps_per_week"]])
    assert (np.diff(added) <= 1e-6).all()
    assert plan.sessions["pairs"].sum() == len(plan.curve)


@given(case=cases())
@draws(100, everyday=8)
def test_two_helpers_come_for_every_pair_and_no_workplace_sends_more_than_it_has(case: tuple[Town, Roster]) -> None:
    town, roster = case
    plan = planned(town, roster)
    if town.workplaces is None:
        assert plan.moves.empty
        return
    came = plan.moves.groupby(["door_id", "half_day"])["helpers"].sum()
    wanted = plan.sessions.groupby(["door_id", "half_day"])["pairs"].sum() * 2
    assert came.to_dict() == wanted.to_dict()
    for one in town.workplaces:
        own = plan.moves[plan.moves["workplace_id"] == one.key]
        each = min(one.hours, roster.hours_per_week) / 3
        assert own["helpers"].sum() <= one.volunteers * each + 1e-9
        assert (own.groupby("half_day")["helpers"].sum() <= one.volunteers).all()
        assert set(own["half_day"]) <= set(one.leave)


def test_worked_by_hand() -> None:
    """Ten people a morning away from b0 and ten from b1; the place of help meets six of b0's need.

    Everybody is a senior. A pair gives 8 helps: one at b1 gives 8, one at b0 only the 4 that are left.
    """
    town = Town(
        doors=(Door("b0", ("mon_morning",)), Door("b1", ("tue_morning",), section="C")),
        people=(
            People("p0", 10, {"b0": 100.0}, {"h0": 100.0}, seniors=1.0),
            People("p1", 10, {"b1": 100.0}, seniors=1.0, section="C"),
        ),
        help=(Help("h0", 4.5, ("mon_morning",)),),
        workplaces=(
            Workplace("w0", "b0", 2, leave=("mon_morning", "tue_morning")),
            Workplace("w1", "b1", 2, leave=tuple(HOURS)),
        ),
    )
    plan = planned(town, BASE)
    assert plan.certificate["status"] == "optimal"
    assert plan.balance["needed_hours"] == pytest.approx(15)
    assert plan.balance["there_used_hours"] == pytest.approx(4.5)
    assert helps(plan) == pytest.approx(12)
    assert plan.waves["helps_per_week"].tolist() == pytest.approx([8, 12])
    assert plan.areas["share"].to_dict() == pytest.approx({"North": 0.8, "South": 1.0})
    assert plan.doors["lost_without_helps_per_week"].to_dict() == pytest.approx({"b0": 4, "b1": 8})
    assert plan.doors["by_appointment"].to_dict() == {"b0": False, "b1": True}
    # Nobody has to travel: the helpers of each building stay there.
    assert plan.moves[["workplace_id", "door_id", "helpers", "travel_m"]].to_numpy().tolist() == [
        ["w0", "b0", 2, 0.0],
        ["w1", "b1", 2, 0.0],
    ]


def test_rules_that_cannot_hold_together_are_named_and_no_others() -> None:
    town = Town(
        doors=(Door("b0"), Door("b1", activity="sport")),
        people=(People("p0", 10, {"b0": 100.0}, seniors=1.0),),
    )
    asked = {"aidants": 2, "forced_in": ("b0", "b1"), "least_half_days_of_activity": {"culture": 1}}
    plan = planned(town, BASE.model_copy(update=asked))
    assert plan.certificate["status"] == "infeasible"
    rules = {(each.code, each.subject) for each in plan.notes if each.severity == "warning" and "conflict" in each.code}
    # Either of the two rules that ask for b0 stands against b1; one of them is enough.
    assert ("roster.conflict.forced_in", "b1") in rules
    assert len(rules) == 2


def test_doors_that_are_none_nobody_and_no_helpers_are_said_in_words() -> None:
    shut = Town(doors=(Door("b0", ()),), people=(People("p0", 10, {"b0": 100.0}),))
    plan = planned(shut, BASE)
    assert plan.not_doors["reason"].tolist() == ["hours_not_known"]
    assert helps(plan) == 0
    assert plan.sessions.empty
    forced = planned(shut, BASE.model_copy(update={"forced_in": ("b0", "nowhere")}))
    assert {each.code for each in forced.notes} >= {
        "roster.conflict.forced_in",
        "roster.conflict.hours_not_known",
        "roster.conflict.unknown_door",
    }
    met = planned(Town((Door("b0"),), (People("p0", 0, {"b0": 100.0}),)), BASE)
    assert met.certificate["status"] == "optimal"
    assert met.sessions.empty
    few = Town((Door("b0"),), (People("p0", 10, {"b0": 100.0}),), (), (Workplace("w0", "b0", 1),))
    told = planned(few, BASE)
    assert "roster.too_few_helpers" in {each.code for each in told.notes}
    assert build_roster_instance(few.evidence(), BASE).pairs == 0


def test_a_floor_that_cannot_hold_is_named_and_an_empty_list_of_workplaces_fills_nothing() -> None:
    town = Town(
        doors=(Door("b0"), Door("b1", section="C")),
        people=(
            People("p0", 10, {"b0": 100.0}, seniors=1.0),
            # Nobody of the north can walk to any door.
            People("p1", 10, {"b1": 5000.0}, seniors=1.0, section="C"),
        ),
    )
    floor = DistrictMinimum(by="district", served_share=0.6)
    plan = planned(town, BASE.model_copy(update={"district_floor": floor}))
    assert plan.certificate["status"] == "infeasible"
    told = [each for each in plan.notes if each.code == "roster.conflict.floor"]
    assert [(each.parameters["name"], each.parameters["percent"]) for each in told] == [("North", 60)]
    nobody = planned(replace(town, workplaces=()), BASE)
    assert helps(nobody) == 0
    assert nobody.sessions.empty
    assert "roster.too_few_helpers" in {each.code for each in nobody.notes}
    assert planned(town, BASE.model_copy(update={"aidants": 0})).sessions.empty


def test_after_a_wave_help_is_what_its_own_pairs_give() -> None:
    """One pair at b0 gives 8 of the 10 helps asked for there; the second, in the wave after it, only the 2 left.

    Of the whole roster b0's two half-days share these 10, so that its time is not all in use.
    """
    town = Town(doors=(Door("b0"),), people=(People("p0", 10, {"b0": 100.0}, seniors=1.0),))
    plan, instance = planned(town, BASE), build_roster_instance(town.evidence(), BASE)
    assert plan.doors[["pairs_per_week", "helps_per_week"]].to_numpy().tolist() == [[2, 10]]
    then = after_wave(instance, plan, 1)
    assert then.doors[["pairs_per_week", "helps_per_week"]].to_numpy().tolist() == [[1, 8]]
    assert then.doors["utilisation"].tolist() == [1]
    assert then.areas["share"].dropna().tolist() == pytest.approx([0.8])
    assert then.balance["left_hours"] == pytest.approx(2 / BASE.helps_per_hour)
    last = after_wave(instance, plan, 2)
    pd.testing.assert_frame_equal(last.doors, plan.doors)
    assert last.balance == plan.balance
