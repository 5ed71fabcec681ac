"""Wi-Fi programmes that cannot hold, or hardly: each gives a plan or names its conflict, and relaxes nothing."""

from dataclasses import replace
from functools import cache
from itertools import count
from typing import Any

import numpy as np
import pytest

from geo.programme.instance.instance import build_instance
from geo.programme.plan.plan import Plan
from geo.programme.planning import first_plan, plan_instance, proven_plan
from geo.programme.search.search import Search
from geo.ranking.assessment import assess
from geo.settings.programme import DistrictMinimum, Programme, Quote
from geo.solving.progress import Control, Progress
from tests import toyville
from tests.geo.programme.programme_towns import TIERS, Building, People, Town, solved, still_clock

HALL = TIERS[:1]
DOOR = People("p", 100.0, {"a": 10.0, "b": 10.0})


def programme(*budgets: float, **rules: Any) -> Programme:
    """Return a programme of halls from 2027 on, without floors unless they are given."""
    return Programme(first_year=2027, budgets_eur=budgets, **({"floor_share": 0.0, "tiers": HALL} | rules))


def conflict(plan: Plan) -> set[tuple[str, str, object]]:
    """Return the rules named: kind, subject and year, once it is clear that there is no plan at all."""
    assert plan.status == "infeasible"
    assert plan.rows.empty
    assert plan.years.empty
    assert plan.activities.empty
    assert not plan.state.any()
    assert {plan.certificate[key] for key in ("objective", "bound", "gap", "gap_of_gain", "spent_eur")} == {None}
    for finding in plan.conflict:
        assert finding.message.format(**finding.parameters)
    kinds = [each.code.removeprefix("conflict.") for each in plan.conflict]
    return {
        (kind, each.subject, each.parameters["year"] if kind in ("budget", "floor") else 0)
        for kind, each in zip(kinds, plan.conflict, strict=True)
        if not kind.startswith("sum_")
    }


def test_two_floors_that_do_not_fit_into_one_budget_are_named_with_it() -> None:
    """Both sectors are owed all of their only building, 2,800 EUR each, of 5,000."""
    town = Town((Building("a"), Building("b", activity="sport"), Building("c", activity="social")), (DOOR,))
    floors = {"culture": 2_800.0, "sport": 2_800.0}
    plan = solved(town, programme(5_000.0, 9_000.0, floor_eur_of_activity=floors))
    assert conflict(plan) == {("floor", "culture", 2027), ("floor", "sport", 2027), ("budget", "", 2027)}
    assert {each.parameters.get("eur") for each in plan.conflict} == {2_800.0, 5_000.0}


def test_a_floor_that_no_purchase_within_the_budget_meets_is_not_rounded_down() -> None:
    """The pool costs 2,800 EUR; 1,000 of 2,000 are owed, and nothing costs 1,000 to 2,000."""
    town = Town((Building("a"), Building("b", activity="sport")), (DOOR,))
    plan = solved(town, programme(2_000.0, floor_share_of_activity={"sport": 0.5}))
    assert conflict(plan) == {("floor", "sport", 2027), ("budget", "", 2027)}


def test_floors_of_every_sector_that_add_up_to_more_than_the_budget_are_named() -> None:
    town = Town(tuple(Building(key, activity=key, area_m2=9_000.0) for key in "abc"), (DOOR,))
    plan = solved(town, programme(100_000.0, floor_share=0.34, tiers=TIERS[1:2]))
    assert ("budget", "", 2027) in conflict(plan)


def test_a_budget_that_carries_over_is_named_by_the_year_that_is_short_only() -> None:
    """12,500 EUR are needed by the end of 2029 and 9,000 are there; that 2027 has only 3,000 of them hinders nobody."""
    town = Town((Building("a", area_m2=1_700.0),), (DOOR,))
    plan = solved(town, programme(3_000.0, 3_000.0, 3_000.0, carry_over=True, forced_in=("a",), tiers=TIERS[1:2]))
    assert conflict(plan) == {("forced_in", "a", 0), ("budget", "", 2029)}
    assert 9_000.0 in {each.parameters.get("eur") for each in plan.conflict}


@pytest.mark.parametrize("years", [1, 3])
def test_budgets_of_zero_buy_nothing_and_that_is_proven_best(years: int) -> None:
    plan = solved(Town((Building("a"), Building("b")), (DOOR,)), programme(*[0.0] * years, floor_share=0.1))
    assert plan.status == "optimal"
    assert plan.rows.empty
    assert plan.years["spent_eur"].tolist() == [0.0] * years
    assert plan.certificate["gap"] == 0.0
    assert set(plan.waiting["reason"]) == {"not_chosen"}


def test_what_costs_nothing_can_be_had_for_a_budget_of_zero() -> None:
    quotes = {"a": {"hall": Quote(capex_eur=0.0, opex_eur_per_year=0.0)}}
    plan = solved(Town((Building("a"),), (DOOR,)), programme(0.0, quotes=quotes))
    assert plan.rows["people_gained"].tolist() == [35.0]


def test_a_floor_in_euros_and_a_budget_of_zero_conflict() -> None:
    plan = solved(Town((Building("a"),), (DOOR,)), programme(0.0, 9_000.0, floor_eur_of_activity={"culture": 500.0}))
    assert conflict(plan) == {("floor", "culture", 2027), ("budget", "", 2027)}


@pytest.mark.parametrize(
    ("buildings", "reasons"),
    [
        ((), []),
        ((Building("a", public=False), Building("b", public=None)), ["public_access", "public_access_known"]),
        ((Building("a", wifi="public"),), ["not_equipped"]),
        ((Building("a", area_m2=None), Building("b", fibre=None)), ["floor_area_not_known", "fibre_not_known"]),
        ((Building("a", ready_from=2035),), ["ready"]),
    ],
)
def test_where_no_building_can_be_planned_the_plan_is_empty_and_says_why(
    buildings: tuple[Building, ...], reasons: list[str]
) -> None:
    people = People("p", 100.0, {each.key: 10.0 for each in buildings}, wifi_m=5.0)
    plan = solved(Town(buildings, (people,)), programme(9_000.0, 9_000.0, floor_share=0.1))
    assert plan.status == "optimal"
    assert plan.rows.empty
    assert plan.years["people_served"].tolist() == [60.0, 60.0]
    assert plan.waiting["reason"].tolist() == reasons
    assert plan.certificate["gap"] == 0.0


def test_where_no_building_can_be_planned_a_minimum_that_asks_for_one_is_named() -> None:
    town = Town((Building("a", public=False),), (DOOR,))
    plan = solved(town, programme(9_000.0, district_minimum=DistrictMinimum(served_share=0.1)))
    assert conflict(plan) == {("district_minimum", "Section A", 0)}


def test_buildings_whose_cost_is_not_known_are_said_and_not_taken_for_free() -> None:
    town = Town((Building("a", area_m2=None), Building("b")), (DOOR,))
    plan = solved(town, programme(9_000.0))
    assert plan.rows["building_id"].tolist() == ["b"]
    assert plan.waiting.loc["a", "reason"] == "floor_area_not_known"
    assert "programme.cost_not_known" in {note.code for note in plan.notes}


def test_in_a_year_without_ready_buildings_nothing_is_owed() -> None:
    town = Town((Building("a", ready_from=2028), Building("b", ready_from=2028)), (DOOR,))
    plan = solved(town, programme(9_000.0, 9_000.0, 9_000.0, floor_share=0.5))
    assert plan.status == "optimal"
    assert plan.rows["year"].tolist() == [2028, 2028]
    assert plan.activities["owed_eur"].tolist() == [0.0, 4_500.0, 0.0]


def test_one_building_and_nobody_is_a_plan_that_buys_nothing() -> None:
    for people in ((), (People("p", 0.0, {"a": 10.0}),)):
        plan = solved(Town((Building("a"),), people), programme(9_000.0))
        assert plan.status == "optimal"
        assert plan.rows.empty
        assert plan.years["served_share"].tolist() == [0.0]


def test_money_that_must_be_spent_where_nobody_is_gives_a_proven_plan() -> None:
    """It is worth less than nothing, since euros count a hair; its gap is nothing all the same, not infinite."""
    town = Town((Building("a"), Building("b"), Building("c")), (People("p", 1.0),))
    for budget, share in ((3_000.0, 0.4), (6_000.0, 0.7), (8_401.0, 0.9)):
        plan = solved(town, programme(budget, 0.0, floor_share=share))
        assert plan.status == "optimal"
        assert plan.certificate["objective"] < 0
        assert plan.certificate["gap"] == plan.certificate["gap_of_gain"] == 0.0


@pytest.mark.parametrize(
    ("building", "reason"),
    [
        (Building("a", public=False), "public_access"),
        (Building("a", area_m2=None), "floor_area_not_known"),
        (Building("a", fibre=None), "fibre_not_known"),
        (Building("a", wifi="public"), "not_equipped"),
        (Building("a", ready_from=2030), "ready"),
    ],
)
def test_a_building_that_must_be_equipped_and_cannot_be_is_named_with_the_reason(
    building: Building, reason: str
) -> None:
    plan = solved(Town((building, Building("b")), (DOOR,)), programme(9_000.0, forced_in=("a",)))
    assert conflict(plan) == {("forced_in", "a", 0), (reason, "a", 0)}


def test_a_building_that_waits_for_fibre_longer_than_the_programme_lasts_cannot_be_forced() -> None:
    town = Town((Building("a", fibre="building", fibre_from=2029), Building("b")), (DOOR,))
    plan = solved(town, programme(9_000.0, forced_in=("a",), wait_for_fibre=True))
    assert conflict(plan) == {("forced_in", "a", 0), ("fibre_not_in_time", "a", 0)}


def test_a_forced_building_that_the_inventory_does_not_have_is_named() -> None:
    plan = solved(Town((Building("b"),), (DOOR,)), programme(9_000.0, forced_in=("ghost",)))
    assert conflict(plan) == {("unknown_building", "ghost", 0)}


def test_a_forced_building_and_budgets_too_small_for_it_are_named_together() -> None:
    town = Town((Building("a"), Building("b", fibre="none")), (DOOR,))
    plan = solved(town, programme(2_800.0, 2_799.0, forced_in=("b",)))
    assert conflict(plan) == {("forced_in", "b", 0), ("budget", "", 2027), ("budget", "", 2028)}


def test_a_forced_building_and_a_ceiling_on_running_cost_are_named_together() -> None:
    town = Town((Building("a"), Building("b")), (DOOR,))
    plan = solved(town, programme(9_000.0, forced_in=("b",), opex_ceiling_eur_per_year=599.0))
    assert conflict(plan) == {("forced_in", "b", 0), ("opex_ceiling", "", 0)}


@pytest.mark.parametrize("by", ["section", "district"])
def test_a_minimum_where_nobody_can_be_reached_is_named_alone(by: str) -> None:
    town = Town((Building("a"),), (DOOR, People("q", 10.0, section="C")))
    least = DistrictMinimum(by=by, served_share=0.1)
    plan = solved(town, programme(9_000.0, district_minimum=least))
    assert conflict(plan) == {("district_minimum", "Section C" if by == "section" else "North", 0)}


def test_a_minimum_and_the_budget_it_takes_are_named_together() -> None:
    town = Town((Building("a"), Building("b")), (DOOR,))
    least = DistrictMinimum(served_share=0.7)
    assert solved(town, programme(5_600.0, district_minimum=least)).rows["building_id"].tolist() == ["a", "b"]
    plan = solved(town, programme(5_599.0, district_minimum=least))
    assert conflict(plan) == {("district_minimum", "Section A", 0), ("budget", "", 2027)}


def test_an_excluded_building_that_a_minimum_needs_is_named_with_it() -> None:
    town = Town((Building("a"), Building("b")), (DOOR,))
    plan = solved(town, programme(99_000.0, district_minimum=DistrictMinimum(served_share=0.7), excluded=("a",)))
    assert conflict(plan) == {("district_minimum", "Section A", 0), ("excluded", "a", 0)}


def test_toyville_gives_a_plan_or_a_conflict_from_its_raw_tables_too() -> None:
    """Without fibre, hall and school begin at 1,900 + 8,000 + 900 EUR, the library at 2,800; all sectors are owed."""
    evidence = assess(toyville.full_tables(), toyville.PLACE, toyville.PARAMETERS).evidence
    plan = plan_instance(build_instance(evidence, Programme(budgets_eur=(24_400.0,))), still_clock())
    assert plan.status == "optimal"
    assert plan.rows["capex_eur"].tolist() == [2_800.0, 10_800.0, 10_800.0]
    short = plan_instance(build_instance(evidence, Programme(budgets_eur=(24_399.0,))), still_clock())
    floors = {("floor", sector, 2027) for sector in ("administration", "culture", "education")}
    assert conflict(short) == {*floors, ("budget", "", 2027)}


def lumpy() -> tuple[Town, Programme]:
    """Return sixteen buildings of many sizes among people who reach three to six of them, with money for a few."""
    rng = np.random.default_rng(4)
    buildings = tuple(
        Building(f"b{number:02d}", activity="culture" if number % 3 else "sport", area_m2=float(area))
        for number, area in enumerate(rng.integers(100, 3_000, 16))
    )
    people = tuple(
        People(
            f"p{number:03d}",
            float(rng.integers(1, 200)),
            {f"b{site:02d}": 10.0 for site in rng.choice(16, rng.integers(3, 7), replace=False)},
            block=1 + number % 9,
        )
        for number in range(50)
    )
    rules = {"floor_share": 0.2, "tiers": TIERS, "opex_ceiling_eur_per_year": 20_000.0}
    return Town(buildings, people), programme(20_000.0, 12_000.0, **rules)


@cache
def lumpy_proven() -> tuple[Plan, Plan, list[Progress]]:
    """Return the first plan of that town, the proven one, and what the search told; proving takes ten seconds."""
    town, rules = lumpy()
    told: list[Progress] = []
    search = Search(build_instance(town.evidence(), rules), Control(lambda: 0.0, report=told.append), gap=0.001)
    return first_plan(search), proven_plan(search), told


def test_a_stopped_search_keeps_its_best_plan_and_says_how_far_it_may_be_from_the_best_possible() -> None:
    town, rules = lumpy()
    instance = build_instance(town.evidence(), rules)
    _, best, _ = lumpy_proven()
    assert best.status == "optimal"
    objectives = []
    for asks in (0, 3, 30):
        asked = count()
        search = Search(instance, Control(lambda: 0.0, stop=lambda asked=asked, asks=asks: next(asked) >= asks), gap=0)
        plan = proven_plan(search)
        assert plan.status == "best_found"
        assert plan.certificate["gap"] > 0
        assert plan.certificate["bound"] >= best.certificate["objective"]
        assert plan.certificate["objective"] <= best.certificate["bound"]
        assert plan.years["spent_eur"].le(plan.years["budget_eur"]).all()
        assert plan.activities["spent_eur"].ge(plan.activities["owed_eur"]).all()
        objectives.append(plan.certificate["objective"])
    assert objectives == sorted(objectives)


def test_when_time_is_up_at_once_there_is_the_greedy_plan_and_an_honest_bound() -> None:
    town, rules = lumpy()
    seconds = count()
    late = Control(lambda: float(next(seconds)))
    plan = plan_instance(build_instance(town.evidence(), rules.model_copy(update={"time_limit_s": 0.5})), late)
    assert plan.status == "best_found"
    assert plan.certificate["method"] == "greedy"
    _, best, _ = lumpy_proven()
    assert plan.certificate["bound"] >= best.certificate["objective"]


def test_a_search_goes_on_from_its_first_plan_and_tells_only_better_news() -> None:
    first, proven, told = lumpy_proven()
    assert proven.certificate["objective"] >= first.certificate["objective"]
    assert [each.objective for each in told] == sorted(each.objective for each in told)
    assert [each.bound for each in told] == sorted((each.bound for each in told), reverse=True)
    assert told[-1].phase == "done"
    assert told[-1].objective == proven.certificate["objective"]


def test_a_gap_that_is_a_share_of_nothing_is_left_out_of_the_certificate() -> None:
    """Stopped before anything is known, with money for nothing: infinity is no number JSON knows."""
    town = Town((Building("a"),), (DOOR,))
    plan = solved(town, programme(2_799.0), stop=lambda: True)
    assert plan.status == "best_found"
    assert plan.certificate["objective"] == 0.0
    assert plan.certificate["bound"] > 0.0
    assert plan.certificate["gap"] is plan.certificate["gap_of_gain"] is None


def test_a_town_of_few_statistical_sectors_is_bounded_about_as_closely_as_one_of_many() -> None:
    """A round brings a cut a sector: with few of them, the first bound must not stop after the first round."""
    town, rules = lumpy()
    coarse = Town(town.buildings, tuple(replace(each, block=1) for each in town.people))
    few, many = (
        first_plan(Search(build_instance(each.evidence(), rules), still_clock())).certificate["bound"]
        for each in (coarse, town)
    )
    assert few <= many * 1.02
