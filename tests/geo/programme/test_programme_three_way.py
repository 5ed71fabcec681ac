"""Ranking-and-cut, greedy per euro and the optimum on one budget: worked out on paper, then as laws."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given

from geo.programme.instance.instance import build_instance
from geo.programme.plan.plan import people, plan_tables
from geo.programme.plan.three_way import compared, three_way, three_way_table
from geo.programme.planning import first_plan, proven_plan
from geo.programme.rules import Rule, broken
from geo.programme.search.search import Search
from geo.programme.search.tolerances import PROVEN
from geo.programme.search.worth import objective_of
from geo.settings.programme import Programme
from tests.geo.programme.programme_plans import CONTROL, HALF_AND_FULL, planned, programme, town
from tests.geo.programme.programme_towns import Town, cases, still_clock, ticking_clock
from tests.laws import draws

PEOPLE = {"big": 100, "cheap": 50, "good-1": 60, "good-2": 60}
COSTS = {"big": 9000, "cheap": 4000, "good-1": 5000, "good-2": 5000}
ORDER = ("big", "good-1", "good-2", "cheap")
"""With 10,000 EUR the ranking buys ``big`` (100 people) and stops; the greedy ``cheap``, of 12.5 people per 1,000 EUR
against 12, and one good one (110); the best are the two good ones (120)."""


def test_the_three_ways_are_those_worked_out_on_paper() -> None:
    plan = planned(town(PEOPLE).evidence(), programme(COSTS, 10_000))

    table = three_way_table(plan, three_way(plan, ORDER))

    expected = pd.DataFrame(
        {
            "tier": pd.Series(["full", None, None], dtype="str"),
            "person_years": [100.0, 110.0, 120.0],
            "person_years_gained": [100.0, 110.0, 120.0],
            "served_last_year": [100.0, 110.0, 120.0],
            "mean_served_share": [0.370370, 0.407407, 0.444444],
            "spent_eur": [9000.0, 9000.0, 10_000.0],
            "opex_eur": [900.0, 900.0, 1000.0],
            "opex_eur_per_year": [900.0, 900.0, 1000.0],
            "buildings": [1, 2, 2],
            "rules_broken": [0, 0, 0],
        }
    ).set_index(pd.Index(["ranking", "greedy", "optimum"], name="method", dtype="str"))
    pd.testing.assert_frame_equal(table, expected)


def test_person_years_bear_the_weights_of_years_and_the_last_year_does_not() -> None:
    plan = planned(
        town({"a": 30, "b": 10}).evidence(), programme({"a": 1000, "b": 1000}, 1000, 1000, year_weights=(3, 1))
    )

    best = three_way_table(plan, three_way(plan, ["b", "a"])).loc["optimum"]
    ranked = three_way_table(plan, three_way(plan, ["b", "a"])).loc["ranking"]

    assert (best["person_years"], best["served_last_year"]) == (3 * 30 + 40, 40)
    assert (ranked["person_years"], ranked["served_last_year"]) == (3 * 10 + 40, 40)
    assert best["mean_served_share"] == pytest.approx(130 / 160)


def test_the_ranking_is_given_the_tier_that_serves_it_best() -> None:
    costs = {key: {"half": 1000.0, "full": 1900.0} for key in ("a", "b")}
    quotes = {
        key: {tier: {"capex_eur": cost, "opex_eur_per_year": 0} for tier, cost in each.items()}
        for key, each in costs.items()
    }
    evidence = town({"a": 100, "b": 100}).evidence()
    wanted = programme({}, 2000).model_dump() | {"tiers": HALF_AND_FULL, "quotes": quotes}

    little, much = (
        planned(evidence, Programme.model_validate(wanted | {"budgets_eur": (budget,)})) for budget in (2000.0, 3800.0)
    )

    # 2,000 EUR: both halves or one whole serve 100 alike, and the lesser tier is told; 3,800 EUR: both wholes.
    assert [three_way(plan, ["a", "b"])[0].tier for plan in (little, much)] == ["half", "full"]


def test_what_the_ranking_breaks_is_told() -> None:
    evidence = town({"a": 100, "s": 10}, {"s": "sport"}).evidence()
    plan = planned(evidence, programme({"a": 1000, "s": 1000}, 1000, floor_eur_of_activity={"sport": 500.0}))

    ranked, greedy, best = three_way(plan, ["a", "s"])

    assert ranked.broken == (Rule("floor", "sport", 2027),)
    assert greedy.broken == best.broken == ()
    table = three_way_table(plan, (ranked, greedy, best))
    assert table["rules_broken"].to_list() == [1, 0, 0]
    assert table.loc["ranking", "person_years"] > table.loc["optimum", "person_years"]


def test_without_a_plan_the_other_two_come_back() -> None:
    evidence = town({"a": 100, "s": 10}, {"s": "sport"}).evidence()
    plan = planned(evidence, programme({"a": 1000, "s": 3000}, 1000, floor_eur_of_activity={"sport": 500.0}))

    assert plan.status == "infeasible"
    assert list(three_way_table(plan, three_way(plan, ["a", "s"])).index) == ["ranking", "greedy"]


@draws(60)
@given(case=cases())
def test_nothing_that_keeps_the_rules_beats_the_optimum(case: tuple[Town, Programme]) -> None:
    town_, wanted = case
    plan = planned(town_.evidence(), wanted)
    if not plan.has_plan:
        return

    contenders = three_way(plan, [each.key for each in town_.buildings])
    table = three_way_table(plan, contenders)

    best = table.loc["optimum"]
    assert best["person_years"] == people(round(plan.certificate["person_years"] * 1e10))
    assert best["spent_eur"] == plan.certificate["spent_eur"]
    assert best["rules_broken"] == 0
    for each in contenders:
        if not each.broken:
            # Money counts half a person at the most, or what the programme asks it to serve.
            row, objective = table.loc[each.method], plan.certificate["objective"]
            worth = row["person_years"] - plan.certificate["worth_per_eur"] * row["spent_eur"]
            assert worth <= plan.certificate["bound"] + 0.001
            assert worth <= objective + PROVEN * max(1.0, abs(objective)) + 0.001


@draws(60, everyday=8)
@given(case=cases())
def test_the_plan_is_never_worth_less_than_a_contender_that_keeps_all_rules(case: tuple[Town, Programme]) -> None:
    """However early the search has ended: after a first plan, or before it has begun."""
    instance = build_instance(case[0].evidence(), case[1])
    order = sorted(instance.sites.index, reverse=True)
    for plan in (first_plan(Search(instance, still_clock())), proven_plan(Search(instance, ticking_clock(), gap=0.5))):
        best, contenders = compared(plan, order)
        if not plan.has_plan:
            continue
        assert broken(instance, best.rules, best.state) == []
        kept = [objective_of(instance, each.state) for each in contenders if not each.broken]
        assert best.certificate["objective"] == max(kept)
        assert best.certificate["objective"] >= plan.certificate["objective"]
        assert best.certificate["bound"] == plan.certificate["bound"]


def test_a_ranking_better_than_the_plan_known_takes_its_place_under_the_same_bound() -> None:
    """The plan known is the greedy's (110 of 120); a ranking that begins with the two good ones gives the best."""
    evidence = town(PEOPLE).evidence()
    instance = build_instance(evidence, programme(COSTS, 10_000))
    search = Search(instance, CONTROL, time_limit_s=0.0)
    plan = plan_tables(instance, search.rules, replace(search.first(), bound=130.0))
    assert plan.certificate["person_years"] == 110.0

    best, contenders = compared(plan, ("good-1", "good-2", "big", "cheap"))

    assert (best.certificate["person_years"], best.certificate["method"]) == (120.0, "ranking")
    assert (best.certificate["bound"], best.status) == (130.0, "best_found")
    assert contenders[-1].state.tolist() == best.state.tolist()
