"""Floors that cannot hold: named with the most their areas can have, by hand, and never against a roster there is."""

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from geo.roster.floors.clash import clash_of, excluded
from geo.roster.floors.fairest import fairest
from geo.roster.floors.most import beyond_pairs, beyond_reach, common_share
from geo.roster.instance import Rule, build_roster_instance
from geo.roster.plan import RosterPlan
from geo.roster.planning import plan_roster
from geo.roster.rules import rules_of
from geo.roster.search.floors_first import floors_first_roster
from geo.roster.search.greedy import greedy_roster
from geo.settings.programme import DistrictMinimum
from geo.settings.roster import Roster
from geo.solving.progress import Control
from store.rosters import planned_in_steps
from tests.geo.roster.roster_peer import direct
from tests.geo.roster.roster_towns import BASE, Door, Help, People, Town, cases, ticking_clock
from tests.laws import draws
from words.roster import EACH, TOGETHER, UNNAMED, no_roster_sentence


def floored(share: float, **update: object) -> Roster:
    floor = DistrictMinimum(by="district", served_share=share)
    return BASE.model_copy(update={"district_floor": floor, **update})


def two_districts(**north: object) -> Town:
    """Ten seniors in each district, each with a door; a pair gives eight helps in one of the two mornings."""
    return Town(
        doors=(Door("b0"), Door("b1", section="C", **north)),  # type: ignore[arg-type]
        people=(
            People("p0", 10, {"b0": 100.0}, seniors=1.0),
            People("p1", 10, {"b1": 100.0}, seniors=1.0, section="C"),
        ),
    )


def told(plan: RosterPlan) -> list[tuple[str, dict[str, object]]]:
    return [
        (each.code.removeprefix("roster.conflict."), dict(each.parameters))
        for each in plan.notes
        if "conflict" in each.code
    ]


def test_a_door_that_is_open_too_seldom() -> None:
    """The northern door is open for one pair on one morning: eight of ten, however many pairs there are."""
    plan = plan_roster(two_districts(open=("mon_morning",)).evidence(), floored(0.9), ticking_clock())
    assert plan.certificate["status"] == "infeasible"
    assert told(plan) == [
        ("floor", {"name": "North", "percent": 90.0, "share": 80.0, "most": 8.0, "needed": 10.0}),
        ("common", {"percent": 80.0}),
        # A tenth less than what such a roster has, which is known to a thousandth.
        ("held", {"percent": 79.9, "names": "North, South"}),
    ]


def test_that_no_roster_can_be_is_told_before_all_that_stands_against_it() -> None:
    """What a flow says comes first; nothing but sums and searches finds out what could be kept, or what clashes."""
    seldom = two_districts(open=("mon_morning",)).evidence()
    heard: list[RosterPlan] = []
    whole = planned_in_steps(seldom, floored(0.9), control=ticking_clock(), tell=lambda plan: heard.append(plan))  # type: ignore[arg-type]
    (first,) = heard
    assert (first.certificate["status"], len(first.sessions)) == ("infeasible", 0)
    assert told(first) == told(whole)[:1]
    assert no_roster_sentence(first, str) == no_roster_sentence(whole, str) == EACH
    heard.clear()
    # Three and three cannot be had of one pair at one door, which takes a search to find out.
    whole = planned_in_steps(
        two_districts().evidence(),
        floored(0.3, aidants=2),
        control=ticking_clock(),
        tell=lambda plan: heard.append(plan),  # type: ignore[arg-type]
    )
    (first,) = heard
    assert (told(first), no_roster_sentence(first, str)) == ([], UNNAMED)
    assert no_roster_sentence(whole, str) == TOGETHER


def test_too_few_pairs_for_one_district_by_itself() -> None:
    """One pair gives eight of the ten that either district asks for."""
    plan = plan_roster(two_districts().evidence(), floored(0.9, aidants=2), ticking_clock())
    found = told(plan)
    assert [(code, facts.get("name"), facts.get("share")) for code, facts in found[:2]] == [
        ("floor", "North", pytest.approx(80.0, abs=0.02)),
        ("floor", "South", pytest.approx(80.0, abs=0.02)),
    ]
    assert found[2] == ("pairs", {"count": 1})
    # Half of the pair in each district would give each four of ten.
    assert found[3] == ("common", {"percent": pytest.approx(40.0, abs=0.02)})


def test_too_few_pairs_for_both_districts_together() -> None:
    """Five and five are asked for, and one pair gives eight."""
    plan = plan_roster(two_districts().evidence(), floored(0.5, aidants=2), ticking_clock())
    assert told(plan)[0] == ("floor", {"percent": 50.0, "names": "North, South"})
    assert dict(told(plan))["together"] == {"needed": 10.0, "most": pytest.approx(8.0, abs=0.02)}
    # With help that is there for two of the north, one pair does.
    town = replace(two_districts(), help=(Help("h0", 2.0, ("mon_morning", "tue_morning")),))
    north = replace(town.people[1], help_m={"h0": 100.0})
    helped = replace(town, people=(town.people[0], north))
    assert clash_of(build_roster_instance(helped.evidence(), floored(0.5, aidants=2)), ticking_clock()) is None


def test_sums_with_half_a_pair_exclude_nothing_and_the_search_finds_out() -> None:
    """Three and three are less than the eight of one pair, who cannot be at two doors."""
    roster, evidence = floored(0.3, aidants=2), two_districts().evidence()
    assert not excluded(build_roster_instance(evidence, roster), ticking_clock())
    plan = plan_roster(evidence, roster, ticking_clock())
    assert plan.certificate["status"] == "infeasible"
    assert [code for code, _ in told(plan)] == ["floor", "pairs", "common"]


def test_one_pair_where_both_districts_come_keeps_the_floors_of_both() -> None:
    """At its own door it gives the north eight and the south nothing; at the door of both, each the four it must have.

    Helping one district after the other, the first pair goes to the first door that helps the north most.
    """
    town = Town(
        doors=(Door("b0", section="C"), Door("b1")),
        people=(
            People("p0", 10, {"b0": 100.0, "b1": 100.0}, seniors=1.0, section="C"),
            People("p1", 10, {"b1": 100.0}, seniors=1.0),
        ),
    )
    instance = build_roster_instance(town.evidence(), floored(0.4, aidants=2))
    assert np.flatnonzero(greedy_roster(instance).sum(axis=1)).tolist() == [0]
    assert np.flatnonzero(floors_first_roster(instance, lambda: False).sum(axis=1)).tolist() == [1]
    plan = plan_roster(town.evidence(), floored(0.4, aidants=2), ticking_clock())
    assert plan.areas["share"].tolist() == [0.4, 0.4]
    best = fairest(instance, 0.5, ticking_clock())
    assert (best.share, best.worst_areas()) == (pytest.approx(0.4, abs=0.002), ["North", "South"])


@given(case=cases())
@draws(120)
def test_a_floor_that_is_said_to_be_kept_can_be(case: tuple[Town, Roster]) -> None:
    town, roster = case
    instance = build_roster_instance(town.evidence(), roster)
    best = fairest(instance, 1.0, ticking_clock())
    if len(best.pairs) and best.share > 0 and set(roster.forced_in) <= set(instance.doors.index):
        floor = DistrictMinimum(by="district", served_share=np.floor(1000 * best.share) / 1000)
        assert direct(town, roster.model_copy(update={"district_floor": floor})).total is not None


def test_other_rules_that_stand_against_floors_are_named_with_them() -> None:
    """No culture leaves the south without its only door."""
    roster = floored(0.5, most_half_days_of_activity={"culture": 0})
    town = two_districts(activity="sport")
    found = clash_of(build_roster_instance(town.evidence(), roster), ticking_clock())
    assert found is not None
    assert found.rules == (Rule("activity_most", "culture"), Rule("floor", "South"))
    assert (found.asked, found.most) == (5.0, pytest.approx(0.0, abs=1e-3))


@given(case=cases())
@draws(160)
def test_nothing_is_excluded_that_a_roster_keeps(case: tuple[Town, Roster]) -> None:
    town, roster = case
    instance, possible = build_roster_instance(town.evidence(), roster), direct(town, roster).total is not None
    if set(roster.forced_in) <= set(instance.doors.index):
        assert not (possible and excluded(instance, ticking_clock()))
        clash = clash_of(instance, ticking_clock())
        assert clash is None or not possible
        # Without any one of its rules, sums no longer exclude the others.
        kept = () if clash is None else clash.rules
        for rule in kept:
            rest = frozenset({*rules_of(instance)} - {*kept} | {rule})
            assert clash_of(replace(instance, lifted=rest), ticking_clock()) is None
    if beyond_reach(instance) or beyond_pairs(instance, ticking_clock()):
        assert not possible


@given(case=cases())
@draws(120)
def test_no_roster_gives_every_district_more_than_the_share_no_floor_exceeds(case: tuple[Town, Roster]) -> None:
    town, roster = case
    share = common_share(build_roster_instance(town.evidence(), roster), ticking_clock())
    if share < 0.98:
        floor = DistrictMinimum(by="district", served_share=share + 0.01)
        assert direct(town, roster.model_copy(update={"district_floor": floor})).total is None


def test_the_same_roster_alone_twice_at_once_on_a_busy_machine_and_without_any_clock() -> None:
    town = Town(
        doors=tuple(Door(f"b{number}", section="AC"[number % 2]) for number in range(9)),
        people=tuple(
            People(
                f"p{number}",
                1.5 + number % 7,
                {f"b{(number * step) % 9}": 100.0 * step for step in (1, 2, 5)},
                seniors=(number % 5) / 4,
                section="AC"[number % 2],
            )
            for number in range(40)
        ),
    )
    evidence, roster = town.evidence(), floored(0.3, aidants=14, gap=0.0)
    stopped = threading.Event()

    def planned(control: Control) -> str:
        plan = plan_roster(evidence, roster, control)
        certificate = {name: value for name, value in plan.certificate.items() if name != "seconds"}
        return "".join([plan.sessions.to_csv(), plan.areas.to_csv(), plan.moves.to_csv(), repr(certificate)])

    def busy() -> None:
        for _ in itertools.takewhile(lambda _: not stopped.is_set(), itertools.count()):
            pass

    alone = planned(ticking_clock())
    with ThreadPoolExecutor(3) as pool:
        pool.submit(busy)
        both = [pool.submit(planned, ticking_clock()) for _ in range(2)]
        found = [each.result() for each in both]
        stopped.set()
    # A clock that stands still never says that time is up: what ends the search is its own work.
    assert [alone, alone, alone] == [*found, planned(Control(lambda: 0.0))]
    assert "'time'" not in alone
