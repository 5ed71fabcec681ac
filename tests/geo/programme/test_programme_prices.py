"""The price of rules: known by hand where one rule binds, and between its two bounds on whatever town is drawn."""

import time
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from geo.programme.lifted import Lifted, liftable
from geo.programme.plan.plan import Plan
from geo.programme.price import Price, prices_table
from geo.programme.prices import price_of_building, prices
from geo.settings.programme import DistrictMinimum, Programme
from geo.solving.progress import Control
from tests.geo.programme.programme_brute import Book
from tests.geo.programme.programme_plans import CONTROL, FULL, planned, programme, town
from tests.geo.programme.programme_towns import TIERS, Building, People, Town, cases
from tests.laws import draws

PEOPLE = {"c": 100, "s": 30}
COSTS = {"c": 5000, "s": 5000}
SPORT = {"s": "sport"}
"""Of two buildings, 5,000 EUR buy one: ``c``, which serves 100, unless a rule asks for ``s``, which serves 30."""


def _prices(town_: Town, wanted: Programme) -> dict[Lifted, Price]:
    evidence = town_.evidence()
    return {row.lifted: row for row in prices(planned(evidence, wanted), evidence, CONTROL, gap=0)}


def _two(*budgets: float, **rules: Any) -> dict[Lifted, Price]:
    return _prices(town(PEOPLE, SPORT), programme(COSTS, *(budgets or (5000,)), **rules))


def _is(row: Price, person_years: float) -> bool:
    """Say whether a price is this many person-years, proven to the worth of money: half a person-year."""
    assert row.low <= row.person_years <= row.high
    within = person_years - 0.51 <= row.low and row.high <= person_years + 0.51
    return row.person_years == person_years and within and row.proven


@pytest.mark.parametrize(
    ("rules", "lifted"),
    [
        ({"floor_eur_of_activity": {"sport": 5000.0}}, Lifted("floor", "sport")),
        ({"forced_in": ("s",)}, Lifted("forced_in", "s")),
        ({"excluded": ("c",)}, Lifted("excluded", "c")),
    ],
)
def test_a_rule_that_takes_the_better_building_costs_the_difference(rules: dict[str, Any], lifted: Lifted) -> None:
    row = _two(**rules)[lifted]

    assert _is(row, 70)
    assert row.verdict == "costs"
    assert row.person_years_without == 100


def test_a_ceiling_on_running_costs_costs_what_it_keeps_out() -> None:
    """``c`` runs at 500 EUR a year and ``s`` at 300."""
    rows = _prices(town(PEOPLE), programme({"c": 5000, "s": 3000}, 8000, opex_ceiling_eur_per_year=500.0))

    assert _is(rows[Lifted("opex_ceiling")], 30)
    assert _is(rows[Lifted("budget")], 0)


def test_a_minimum_by_district_costs_what_it_draws_there() -> None:
    people = (People("p-c", 100, {"c": 100.0}, section="A"), People("p-s", 30, {"s": 100.0}, section="C"))
    two = Town((Building("c", section="A"), Building("s", section="C")), people)
    rows = _prices(two, programme(COSTS, 5000, district_minimum=DistrictMinimum(served_share=0.0)))
    assert Lifted("district_minimum") not in rows

    evidence = two.evidence()
    wanted = programme(COSTS, 5000, 5000, year_weights=(1, 3), district_minimum=DistrictMinimum(served_share=1.0))
    plan = planned(evidence, wanted)
    (row,) = prices(plan, evidence, CONTROL, lifted=[Lifted("district_minimum")], gap=0)
    # Both are reached by the second year anyway.
    assert _is(row, 0)
    assert row.verdict == "nothing"


def test_more_money_is_worth_what_it_lets_in_and_floors_do_not_grow_with_it() -> None:
    rows = _prices(town(PEOPLE, SPORT), programme({"c": 5500, "s": 5000}, 5000, floor_share_of_activity={"sport": 0.0}))
    assert _is(rows[Lifted("budget")], 70)

    # Sport is owed 2,500, which s1 pays. If it were owed a tenth more, s1 would no longer be enough.
    three = town({"c": 100, "s1": 10, "s2": 1}, {"s1": "sport", "s2": "sport"})
    costs = {"c": 3000, "s1": 2500, "s2": 500}
    rows = _prices(three, programme(costs, 5000, floor_share_of_activity={"sport": 0.5}))
    assert _is(rows[Lifted("budget")], 110 - 11)


def test_money_that_may_not_be_carried_over_costs_what_it_keeps_apart() -> None:
    rows = _prices(town({"c": 100}), programme({"c": 5000}, 2500, 2500))
    assert _is(rows[Lifted("carry_over")], 100)

    rows = _prices(town({"c": 100}), programme({"c": 5000}, 2500, 2500, carry_over=True))
    assert Lifted("carry_over") not in rows
    rows = _prices(town({"c": 100}), programme({"c": 5000}, 2500))
    assert Lifted("carry_over") not in rows


def test_waiting_for_fibre_costs_the_years_of_waiting() -> None:
    """``f`` waits for 2028; ``g`` for a year after the programme, so that the plan's own instance lacks it."""
    buildings = (Building("a"), Building("f", fibre="building", fibre_from=2028), Building("g", fibre="planned"))
    people = tuple(People(f"p-{key}", count, {key: 50.0}) for key, count in {"a": 8, "f": 40, "g": 20}.items())
    evidence = Town(buildings, people).evidence()
    wanted = Programme(budgets_eur=(50_000,) * 2, floor_share=0, tiers=(FULL,), wait_for_fibre=True)
    plan = planned(evidence, wanted)
    assert list(plan.instance.sites.index) == ["a", "f"]

    rows = {row.lifted: row for row in prices(plan, evidence, CONTROL, gap=0)}

    assert _is(rows[Lifted("wait_for_fibre")], 40 + 2 * 20)
    assert rows[Lifted("wait_for_fibre")].people == 40


def test_a_rule_that_does_not_bind_costs_nothing_though_the_plan_given_is_not_the_best() -> None:
    two = town(PEOPLE, SPORT)
    evidence = two.evidence()
    wanted = programme(COSTS, 10_000, floor_eur_of_activity={"sport": 5000.0}, opex_ceiling_eur_per_year=10_000.0)
    plan = planned(evidence, wanted)
    poor = Plan(**{**vars(plan), "state": np.array([[0], [1]]), "certificate": plan.certificate | {"objective": 29.9}})

    for start in (plan, poor):
        rows = {row.lifted: row for row in prices(start, evidence, CONTROL, gap=0)}
        for lifted in (Lifted("floor", "sport"), Lifted("opex_ceiling"), Lifted("budget")):
            assert _is(rows[lifted], 0)
            assert rows[lifted].verdict == "nothing"


def test_a_plan_proven_too_little_leaves_the_price_open() -> None:
    evidence = town(PEOPLE, SPORT).evidence()
    plan = planned(evidence, programme(COSTS, 10_000, floor_eur_of_activity={"sport": 5000.0}))
    loose = Plan(**{**vars(plan), "certificate": plan.certificate | {"bound": 150.0}})

    (row,) = prices(loose, evidence, CONTROL, lifted=[Lifted("floor", "sport")], gap=0.5)

    assert (row.low, row.person_years, row.verdict) == (0, 0, "nothing" if row.high < 1 else "too_wide")
    row = price_of_building(loose, "s", CONTROL, gap=0)
    # 130 with it, 100 without; but the plan may be as far from the best as 150.
    assert (row.low, row.person_years) == (pytest.approx(30, abs=0.5), 30)
    assert row.high == pytest.approx(150 - 100, abs=0.5)


def test_the_lowest_price_is_what_even_the_best_plan_with_the_rule_would_lose() -> None:
    """The plan serves 30, and the best might serve 90 as far as its bound knows; without the floor 100 are served."""
    evidence = town(PEOPLE, SPORT).evidence()
    plan = planned(evidence, programme(COSTS, 5000, floor_eur_of_activity={"sport": 5000.0}))
    loose = Plan(**{**vars(plan), "certificate": plan.certificate | {"bound": 90.0}})

    (row,) = prices(loose, evidence, CONTROL, lifted=[Lifted("floor", "sport")], gap=3)

    assert row.person_years == 70
    assert 9.5 <= row.low <= 10
    assert row.verdict == "costs"


def test_a_floor_costs_all_years_and_all_sectors_together() -> None:
    three = town({"c": 100, "d": 80, "s": 30, "t": 20}, {"s": "sport", "t": "technical"})
    costs = dict.fromkeys(("c", "d", "s", "t"), 5000)
    rows = _prices(three, programme(costs, 10_000, floor_eur_of_activity={"sport": 5000.0, "technical": 5000.0}))

    assert _is(rows[Lifted("floor", "sport")], 100 + 20 - 50)
    assert _is(rows[Lifted("floor", "technical")], 100 + 30 - 50)
    assert _is(rows[Lifted("floor")], 180 - 50)


def test_people_are_the_average_over_the_weighted_years() -> None:
    row = _two(5000, 1000, 1000, year_weights=(2, 1, 1), forced_in=("s",))[Lifted("forced_in", "s")]

    assert (row.person_years, row.people) == (4 * 70, 70)
    assert (row.people_low, row.people_high) == (row.low / 4, row.high / 4)


def test_lifting_an_exclusion_may_lose_people_where_the_sector_is_then_owed_more() -> None:
    """With ``x`` left out, nothing is left in sport; with it, sport is owed 4,000 EUR, which ``c`` would have had."""
    evidence = town({"c": 100, "x": 1}, {"x": "sport"}).evidence()
    wanted = programme({"c": 5000, "x": 4000}, 5000, floor_eur_of_activity={"sport": 4000.0}, excluded=("x",))

    rows = {row.lifted: row for row in prices(planned(evidence, wanted), evidence, CONTROL, gap=0)}

    assert _is(rows[Lifted("excluded", "x")], -99)
    assert rows[Lifted("excluded", "x")].verdict == "helps"


def test_lifting_an_exclusion_may_leave_no_plan_at_all() -> None:
    """Once ``x`` is let in, sport is owed 4,000 EUR, and the year has 3,000."""
    evidence = town({"c": 100, "x": 1}, {"x": "sport"}).evidence()
    wanted = programme({"c": 3000, "x": 4000}, 3000, floor_eur_of_activity={"sport": 4000.0}, excluded=("x",))

    (row, _) = prices(planned(evidence, wanted), evidence, CONTROL, lifted=[Lifted("excluded", "x"), Lifted("budget")])

    assert row.verdict == "impossible"
    assert np.isnan([row.person_years, row.low, row.high, row.person_years_without]).all()


def test_the_price_of_a_building_is_that_of_forcing_it_in_or_of_leaving_it_out() -> None:
    evidence = town({"c": 100, "s": 30, "dear": 500}).evidence()
    plan = planned(evidence, programme({"c": 5000, "s": 5000, "dear": 5001}, 5000))

    forced, left_out, impossible = (price_of_building(plan, key, CONTROL, gap=0) for key in ("s", "c", "dear"))

    assert forced.lifted == Lifted("forced_in", "s")
    assert left_out.lifted == Lifted("excluded", "c")
    assert _is(forced, 70)
    assert _is(left_out, 70)
    assert impossible.verdict == "impossible"
    assert np.isnan(impossible.person_years)
    with pytest.raises(KeyError):
        price_of_building(plan, "nowhere", CONTROL)


def test_of_an_infeasible_programme_the_rules_that_make_it_so_are_found() -> None:
    """Sport is owed 5,000 EUR of 4,000; to leave ``s`` out, or to carry money over, would be no remedy in one year."""
    rows = _two(4000, floor_eur_of_activity={"sport": 5000.0}, opex_ceiling_eur_per_year=1000.0)

    told = {lifted: row.verdict for lifted, row in rows.items()}
    assert told == {
        Lifted("floor", "sport", 2027): "possible",
        Lifted("budget", "", 2027): "possible",
        Lifted("floor", "sport"): "possible",
        Lifted("opex_ceiling"): "impossible",
        Lifted("budget"): "impossible",
    }
    assert rows[Lifted("budget", "", 2027)].person_years_without == 130
    assert all(np.isnan(row.person_years) for row in rows.values())


def test_of_two_buildings_that_cannot_be_planned_neither_alone_is_the_remedy() -> None:
    one = _two(forced_in=("nowhere",))
    two = _two(forced_in=("nowhere", "neither"))

    assert one[Lifted("forced_in", "nowhere")].verdict == "possible"
    assert two[Lifted("forced_in", "nowhere")].verdict == "impossible"
    assert {row.verdict for row in two.values()} == {"impossible"}


def test_once_stopped_no_further_price_is_begun() -> None:
    evidence = town(PEOPLE, SPORT).evidence()
    plan = planned(evidence, programme(COSTS, 5000, floor_eur_of_activity={"sport": 5000.0}, excluded=("c",)))
    seen: list[Price] = []
    control = Control(time.perf_counter, stop=lambda: len(seen) == 1)

    for row in prices(plan, evidence, control, gap=0):
        seen.append(row)

    assert [row.lifted for row in seen] == [Lifted("floor", "sport")]


def test_the_table_has_a_row_for_each_price() -> None:
    table = prices_table(list(_two(forced_in=("s",)).values()))

    pd.testing.assert_series_equal(
        table.loc[0, ["kind", "subject", "year", "person_years", "people", "verdict"]],
        pd.Series(
            {"kind": "forced_in", "subject": "s", "year": 0, "person_years": 70.0, "people": 70.0, "verdict": "costs"}
        ),
        check_names=False,
    )
    assert list(prices_table([]).columns) == list(table.columns)


@draws(60)
@given(case=cases())
def test_the_true_price_tried_plan_by_plan_lies_between_the_bounds(case: tuple[Town, Programme]) -> None:
    town_, wanted = case
    evidence = town_.evidence()
    plan = planned(evidence, wanted)
    if not plan.has_plan:
        return
    book = Book(town_, wanted)
    served = sum(book.served_of(book.states, each) @ np.array(wanted.weights) / 1e10 for each in book.people)
    best = served[book.kept(book.states)].max()

    rows = list(prices(plan, evidence, CONTROL, gap=0))

    assert [row.lifted for row in rows] == list(liftable(plan))
    for row in rows:
        lifted = row.lifted
        if lifted.kind in ("carry_over", "wait_for_fibre", "budget"):
            nested = lifted.kind != "wait_for_fibre"
            assert row.low <= row.person_years <= row.high or (row.verdict == "impossible" and not nested)
            assert row.person_years >= -1e-6 or not nested
            continue
        rules = {
            rule for rule in book.rules() if rule[0] != lifted.kind or (lifted.subject and rule[1] != lifted.subject)
        }
        kept = book.kept(book.states, rules)
        assert kept.any() == (row.verdict != "impossible")
        if not kept.any():
            assert lifted.kind == "excluded"
            continue
        assert row.low <= row.person_years <= row.high
        true = served[kept].max() - best
        assert row.low - 1e-5 <= true <= row.high + 1e-5
        assert row.proven
        # Money decides between plans that serve alike to half a person.
        assert abs(row.person_years - true) <= 0.51


def test_where_a_euro_must_serve_so_many_money_that_is_saved_counts_at_that_rate() -> None:
    """The sport hall is owed its 2,800 EUR and serves 20; 1,000 EUR must serve 10 person-years.

    With the floor: 20 people less 28 for the money. Without it: nothing is bought, and nothing paid. The floor costs 8.
    """
    town_ = Town((Building("s", activity="sport"),), (People("p", 20.0, {"s": 10.0}),))
    tier = TIERS[0].model_copy(update={"served_share": 1.0})
    wanted = Programme(
        budgets_eur=(2800.0,),
        tiers=(tier,),
        floor_eur_of_activity={"sport": 2800.0},
        floor_share=0.0,
        existing_share=0.0,
        least_person_years_per_thousand_eur=10.0,
    )
    evidence = town_.evidence()
    plan = planned(evidence, wanted)
    (row,) = prices(plan, evidence, CONTROL, lifted=[Lifted("floor", "sport")], gap=0)
    assert (row.verdict, round(row.person_years, 6), round(row.low, 6)) == ("costs", 8.0, 8.0)
