"""A roster reviewed: the fairest roster, bounds of waves, absences and time without an open door, each a second way."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given

from geo.roster.instance import build_roster_instance
from geo.roster.plan import RosterPlan, pairs_of
from geo.roster.planning import plan_roster
from geo.roster.review.fairness import fairness_of
from geo.roster.review.review import review_roster
from geo.roster.spreading import longest_gaps_h, proven_gaps
from geo.roster.supply import Supply
from geo.settings.programme import DistrictMinimum
from geo.settings.roster import Availability, Roster
from tests.geo.roster.roster_peer import direct
from tests.geo.roster.roster_towns import (
    BASE,
    HOURS,
    PROFILES,
    Door,
    Help,
    People,
    Town,
    Workplace,
    cases,
    ticking_clock,
)
from tests.laws import draws


def planned(town: Town, roster: Roster) -> RosterPlan:
    return plan_roster(town.evidence(), roster, ticking_clock())


def floored(roster: Roster, share: float) -> Roster:
    return roster.model_copy(update={"district_floor": DistrictMinimum(by="district", served_share=share)})


@given(case=cases())
@draws(120, everyday=8)
def test_no_roster_is_fairer_than_the_bound_and_one_is_as_fair_as_found(case: tuple[Town, Roster]) -> None:
    town, roster = case
    roster = roster.model_copy(update={"district_floor": None})
    evidence, plan = town.evidence(), planned(town, roster)
    if plan.certificate["status"] == "infeasible":
        return
    instance = build_roster_instance(evidence, roster)
    fair = fairness_of(instance, evidence, pairs_of(instance, plan), ticking_clock(), 5.0)
    if not fair.worst_area:
        assert not sum(each.count for each in town.people)
        return
    assert fair.worst_share == pytest.approx(plan.areas["share"].min())
    assert fair.worst_share - 1e-9 <= fair.best_share_found <= fair.best_share_bound + 1e-9
    assert direct(town, floored(roster, max(0.0, fair.best_share_found - 2e-3))).total is not None
    if fair.best_share_bound < 0.99:
        assert direct(town, floored(roster, fair.best_share_bound + 5e-3)).total is None
    # Every need is in one fifth, and all help.
    assert fair.fifths["need_helps_per_week"].sum() == pytest.approx(plan.areas["need_helps_per_week"].sum(), abs=1e-3)
    assert fair.fifths["helps_per_week"].sum() == pytest.approx(plan.areas["helps_per_week"].sum(), abs=1e-3)


@given(case=cases())
@draws(80, everyday=6)
def test_no_roster_of_a_wave_helps_more_than_its_bound_and_absences_take_what_they_must(
    case: tuple[Town, Roster],
) -> None:
    town, roster = case
    roster = roster.model_copy(update={"wave_aidants": (2, 4)})
    plan = planned(town, roster)
    if plan.certificate["status"] == "infeasible":
        return
    review = review_roster(plan, town.evidence(), ticking_clock(), time_limit_s=5)
    assert (review.waves["bound_helps_per_week"] <= plan.waves["bound_helps_per_week"] + 1e-9).all()
    adds, most = (review.waves[f"next_ten_{name}"].to_numpy() for name in ("helps_per_week", "most_helps_per_week"))
    assert (adds >= -1e-9).all()
    assert (adds <= most + 1e-9).all()
    # What a pair adds never grows with those before it.
    assert (np.diff(plan.curve["helps_per_week"], n=2) <= 1e-9).all()
    free = {"forced_in": (), "district_floor": None, "least_half_days_of_activity": {}, "open_half_days": ()}
    free["most_half_days_of_activity"] = {}
    for _, wave in review.waves.iterrows():
        best = direct(town, roster.model_copy(update={**free, "aidants": int(wave["aidants"])}))
        if wave["aidants"] < roster.aidants and town.workplaces is None:
            assert best.total is not None
            assert best.total - best.before <= wave["bound_helps_per_week"] + 2e-3
    reserve = review.reserve
    assert reserve.least_helps_kept <= reserve.helps_kept + 1e-9 <= reserve.helps_per_week + 2e-9
    assert (
        reserve.away
        == np.ceil(0.1 * min(roster.aidants, sum(w.volunteers for w in town.workplaces or ()) or roster.aidants) - 1e-9)
        or town.workplaces is not None
    )
    assert 0 <= reserve.changes <= reserve.most_changes <= plan.sessions["pairs"].sum()


def _gap_h(open_then: set[str]) -> float:
    """Return the longest time without an open door, hour by hour: doors open 9-12 and 17-20, Monday and Tuesday."""
    begins = {"mon_morning": 9, "mon_evening": 17, "tue_morning": 33, "tue_evening": 41}
    shut = [True] * 168
    for each in open_then:
        for hour in range(begins[each], begins[each] + 3):
            shut[hour] = False
    longest = run = 0
    for each in shut * 2:
        run = run + 1 if each else 0
        longest = max(longest, run)
    return float(longest)


@given(case=cases())
@draws(120, everyday=8)
def test_time_without_an_open_door_is_the_shortest_of_all_placings(case: tuple[Town, Roster]) -> None:
    town, roster = case
    plan = planned(town, roster)
    instance = build_roster_instance(town.evidence(), roster)
    pairs = pairs_of(instance, plan)
    assert plan.areas["longest_gap_hours"].tolist() == longest_gaps_h(instance, pairs).tolist()
    for number, area in enumerate(instance.need.area_names):
        rows = np.flatnonzero((instance.door_area == number) & (pairs.sum(axis=1) > 0))
        if not len(rows):
            assert np.isinf(plan.areas.at[area, "longest_gap_hours"])
            continue
        slots = {k: [list(HOURS)[each] for each in slot] for k, slot in enumerate(instance.slots)}
        units = [
            [h for h in slots[k] if instance.open[row, list(HOURS).index(h)]]
            for row in rows
            for k in slots
            for _ in range(int(pairs[row, list(instance.slots[k])].sum()))
        ]
        best = min(_gap_h(set(chosen)) for chosen in product(*units) if _fits(instance, rows, pairs, chosen))
        assert plan.areas.at[area, "longest_gap_hours"] == _gap_h(
            {list(HOURS)[day] for day in np.flatnonzero(pairs[rows].sum(axis=0))}
        )
        if plan.areas.at[area, "longest_gap_proven"] or town.workplaces is None:
            assert plan.areas.at[area, "longest_gap_hours"] == best
    supply = Supply(instance)
    assert all(supply.take(half_day) for half_day, count in enumerate(pairs.sum(axis=0)) for _ in range(count))
    if town.workplaces is None:
        assert proven_gaps(instance, pairs).all()


def _fits(instance: object, rows: np.ndarray, pairs: np.ndarray, chosen: tuple[str, ...]) -> bool:
    """Say whether no door has more pairs at once than it has desks for."""
    at_once = instance.doors["pairs_at_once"].to_numpy()  # type: ignore[attr-defined]
    owner = np.repeat(rows, pairs[rows].sum(axis=1))
    count: dict[tuple[int, str], int] = {}
    for row, half_day in zip(owner.tolist(), chosen, strict=True):
        count[row, half_day] = count.get((row, half_day), 0) + 1
    return all(number <= at_once[row] for (row, _), number in count.items())


TOWN = Town(
    doors=(Door("b0", ("mon_morning",)), Door("b1", ("tue_morning",), section="C"), Door("b2", ("tue_evening",))),
    people=(
        People("p0", 16, {"b0": 100.0}, seniors=1.0),
        People("p1", 4, {"b1": 100.0}, {"h0": 50.0}, seniors=1.0, section="C"),
        People("p2", 5, {"b2": 100.0}, seniors=0.0),
    ),
    help=(Help("h0", 0.75, ("tue_morning",)),),
)


def test_by_hand() -> None:
    """b0 gives 8, b2 5 and b1 3, beside the one that is there; so go four, then two, then six aidants.

    South has 13 of 21, North 1 of 4. With the pair of b2 at b1, South has 8 of 21 and North all: 0.38, the best.
    """
    plan = planned(TOWN, BASE)
    review = review_roster(plan, TOWN.evidence(), ticking_clock())
    fair = review.fairness
    assert (fair.worst_area, fair.worst_share) == ("North", pytest.approx(0.25))
    assert (fair.best_share_found, fair.best_share_bound) == pytest.approx((8 / 21, 8 / 21), abs=2e-3)
    assert fair.helps_at_best == pytest.approx(11)
    assert review.waves["helps_per_week"].tolist() == pytest.approx([8, 13])
    # Five pairs more than one bring all that is left: b2's 5 and, beyond the roster, b1's 3. No others do more.
    assert review.waves["next_ten_helps_per_week"].tolist() == pytest.approx([8, 3])
    assert review.waves["next_ten_most_helps_per_week"].tolist() == pytest.approx([8, 3])
    assert np.isnan(review.ten_at_any_time)
    # Of four aidants one may be away: a pair is, and what helps most stays.
    assert (review.reserve.away, review.reserve.changes, review.reserve.helps_kept) == (1, 1, pytest.approx(8))
    assert review.hours_needed_each == pytest.approx((25 - 1) * 0.75 / 4)
    symbolic = review.hours.set_index("hours_per_week_each")["symbolic"]
    assert symbolic.to_dict() == {0.5: True, 1.0: True, 1.5: True, 2.0: True, 2.5: True, 3.0: False}


def four_doors(*workplaces: Workplace) -> Town:
    """Seniors who find help at one door each: 8 and 3 on Monday, 5 and 2 on Tuesday; 7 others in the evening."""
    count = {"b0": 8, "b1": 5, "b2": 3, "b3": 2, "b4": 7}
    times = ("mon_morning", "tue_morning", "mon_morning", "tue_morning", "mon_evening")
    return Town(
        tuple(Door(key, (half_day,)) for key, half_day in zip(count, times, strict=True)),
        tuple(People(f"p{key}", n, {key: 100.0}, seniors=0.0 if key == "b4" else 1.0) for key, n in count.items()),
        workplaces=workplaces or None,
    )


TEN_ARE_A_PAIR = BASE.model_copy(
    update={
        "aidants": 20,
        "hours_per_week": 0.6,
        "wave_aidants": (10,),
        "profiles": (PROFILES[0], Availability(key="busy", of="others", share=1.0, half_days=("evening",))),
    }
)
"""Ten aidants of 0.6 hours fill one half-day of three hours two by two."""


def test_the_next_ten_after_the_last_come_from_the_list_as_the_ten_before_did() -> None:
    """By day only, so that the pairs are at b0 (8), b1 (5), then b2 (3); at any time the next would go to b4 (7).

    The best two pairs give 13, the last of them 5: a third one that gave more could have come instead of it.
    """
    town = four_doors(Workplace("w0", "b0", 60, 0.6, ("mon_morning", "tue_morning")))
    review = review_roster(planned(town, TEN_ARE_A_PAIR), town.evidence(), ticking_clock())
    assert review.waves["helps_per_week"].tolist() == pytest.approx([8, 13])
    assert review.waves["next_ten_helps_per_week"].tolist() == pytest.approx([5, 3])
    assert review.waves["next_ten_most_helps_per_week"].tolist() == pytest.approx([5, 5])
    assert review.ten_at_any_time == pytest.approx(7)


def test_where_the_list_is_used_up_ten_more_are_as_those_on_it() -> None:
    town = four_doors(Workplace("w0", "b0", 20, 0.6, ("mon_morning", "tue_morning")))
    review = review_roster(planned(town, TEN_ARE_A_PAIR), town.evidence(), ticking_clock())
    assert review.waves["next_ten_helps_per_week"].tolist() == pytest.approx([5, 3])
    # Others than those on the list can do no more than a pair can: there is no five that they would take the place of.
    assert review.waves["next_ten_most_helps_per_week"].tolist() == pytest.approx([5, 8])


def test_without_a_list_they_come_whenever_they_help() -> None:
    """Without a list b4 comes second, with 7, then b1, with 5, which no pair instead of b4 exceeds."""
    town = four_doors()
    review = review_roster(planned(town, TEN_ARE_A_PAIR), town.evidence(), ticking_clock())
    assert review.waves["next_ten_helps_per_week"].tolist() == pytest.approx([7, 5])
    assert review.waves["next_ten_most_helps_per_week"].tolist() == pytest.approx([7, 7])


def test_who_is_away_is_drawn_among_the_workplaces() -> None:
    """Two at w0 can fill the one half-day of b0 and nobody else can: with one of them away it stays empty.

    With one of w1 away the pair stays away that helps least, at b1.
    """
    listed = (
        Workplace("w0", "b0", 2, leave=("mon_morning",)),
        Workplace("w1", "b2", 4, leave=("tue_morning", "tue_evening")),
    )
    town = Town(TOWN.doors, TOWN.people, TOWN.help, listed)
    plan = planned(town, BASE.model_copy(update={"aidants": 6, "leaving_share": 0.1}))
    reserve = review_roster(plan, town.evidence(), ticking_clock()).reserve
    assert (reserve.away, reserve.draws, reserve.helps_per_week) == (1, 20, pytest.approx(16))
    assert 8 <= reserve.least_helps_kept < reserve.helps_kept < 16
    assert reserve.most_changes == 1
    assert reserve.changes == 1
    assert reserve.rules_kept == 1
