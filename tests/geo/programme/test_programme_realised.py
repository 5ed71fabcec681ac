"""What was carried out beside the plan, and the rest planned from there: on paper, and as the whole sums it up."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DataError
from geo.evidence.evidence import Evidence
from geo.programme import Plan, plan_instance, rules_of
from geo.programme.instance.instance import Instance, build_instance
from geo.programme.plan.plan import plan_tables
from geo.programme.realised.compared import compare_realised
from geo.programme.realised.present import _remaining, present_of
from geo.programme.rules import broken
from geo.settings.programme import Programme, Tier
from geo.solving.found import Found
from tests.geo.programme.programme_towns import Building, People, Town, cases, still_clock
from tests.laws import draws

TIERS = (
    Tier(key="hall", floor_share=0.1, served_share=0.4),
    Tier(key="whole", floor_share=1.0, served_share=1.0),
)

TOWN = Town(
    (Building("a"), Building("b"), Building("c"), Building("shed", public=False)),
    (
        People("p", 100.0, {"a": 10.0}),
        People("q", 50.0, {"b": 10.0}),
        People("r", 10.0, {"c": 10.0}),
        People("s", 7.0, {"shed": 10.0}),
    ),
)
"""Each building of 300 m2 has people of its own; a hall costs 1,900 + 900, the whole 1,900 + 1,800. The shed is not
open to the public."""

PROGRAMME = Programme(
    first_year=2027,
    budgets_eur=(6_500.0, 3_000.0, 3_700.0),
    tiers=TIERS,
    floor_share=0.0,
    gap=0.0,
)
"""2027 has the money for ``a`` as a whole and for the hall of ``b``; the later years for the rest."""


def told(*rows: tuple[str, int, str, str | None, float | None]) -> pd.DataFrame:
    """Return rows of the layer."""
    table = pd.DataFrame(rows, columns=["building_id", "year", "progress", "tier", "spent_eur"])
    return table.assign(connections=pd.array([None] * len(rows), dtype="Int64")).astype({"spent_eur": "float64"})


def known(*rows: tuple[str, int, str, str | None, float | None]) -> Evidence:
    """Return the town with what was carried out."""
    return replace(TOWN.evidence(), realised=told(*rows))


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Return the plan: the whole of ``a`` and the hall of ``b``; then the whole of ``b``; then the whole of ``c``."""
    return plan_instance(build_instance(TOWN.evidence(), PROGRAMME), still_clock())


def test_the_plan_is_the_one_on_paper(plan: Plan) -> None:
    assert plan.rows[["building_id", "year", "tier"]].to_numpy().tolist() == [
        ["a", 2027, "whole"],
        ["b", 2027, "hall"],
        ["b", 2028, "whole"],
        ["c", 2029, "whole"],
    ]


def test_kept_late_dropped_to_come_and_unplanned(plan: Plan) -> None:
    evidence = known(
        ("a", 2027, "installed", "whole", 4_000.0),
        ("b", 2027, "dropped", None, 0.0),
        ("shed", 2027, "installed", "hall", None),
        ("gone", 2027, "installed", "hall", 1.0),
    )
    found = compare_realised(evidence, plan)
    table = found.buildings
    assert table["outcome"].to_dict() == {"a": "kept", "b": "dropped", "c": "to_come", "shed": "unplanned"}
    # 4,000 paid where 1,900 + 1,800 were planned; of the shed nobody said what was paid.
    assert table["dearer_eur"].loc["a"] == 300.0
    assert table["dearer_eur"].drop("a").isna().all()
    assert found.strangers == ("gone",)
    year = found.years.loc[2027]
    assert (year["planned_eur"], year["spent_eur"], year["spent_unknown"]) == (6_500.0, 4_000.0, 1)
    # All of p, and 40 % of the seven who walk to the shed, which no programme could have planned.
    assert (year["people_planned"], year["people_served"]) == (120.0, 102.8)
    assert (year["planned_buildings"], year["installed_buildings"]) == (2, 2)


def test_what_is_not_there_in_its_year_is_late_and_stays_late(plan: Plan) -> None:
    evidence = known(("a", 2028, "installed", "whole", 3_700.0), ("b", 2027, "under_way", None, 500.0))
    first = compare_realised(evidence, plan, 2027)
    assert first.buildings["outcome"].to_dict() == {"a": "late", "b": "late", "c": "to_come"}
    assert first.years["people_served"].tolist() == [0.0]
    later = compare_realised(evidence, plan)
    assert later.buildings["outcome"].to_dict() == {"a": "late", "b": "late", "c": "to_come"}
    assert later.buildings["installed_year"].loc["a"] == 2028
    assert later.years["people_served"].tolist() == [0.0, 100.0]


def test_what_was_taken_away_serves_nobody(plan: Plan) -> None:
    evidence = known(("a", 2027, "installed", "whole", 3_700.0), ("a", 2028, "dropped", None, 0.0))
    assert compare_realised(evidence, plan).years["people_served"].tolist() == [100.0, 0.0]


def test_less_than_planned_is_not_kept_in_silence(plan: Plan) -> None:
    # By 2028 the plan has the whole of ``a`` and of ``b``; a hall stands in each, in ``b`` in its year.
    evidence = known(
        ("a", 2028, "installed", "hall", 2_800.0),
        ("b", 2027, "installed", "hall", 2_800.0),
        ("c", 2028, "installed", None, 1.0),
    )
    first = compare_realised(evidence, plan, 2027).buildings
    assert first["outcome"].to_dict() == {"a": "late", "b": "kept", "c": "to_come"}
    assert first["lower_tier"].astype(object).where(first["lower_tier"].notna(), None).tolist() == [None, False, None]
    later = compare_realised(evidence, plan).buildings
    assert later["outcome"].to_dict() == {"a": "late", "b": "lower", "c": "kept"}
    # ``c`` came before its year; by now nothing is planned there that it could be less than.
    assert later["lower_tier"].astype(object).where(later["lower_tier"].notna(), None).tolist() == [True, True, None]


def test_a_tier_nobody_names_counts_as_the_least(plan: Plan) -> None:
    found = compare_realised(known(("a", 2027, "installed", None, 3_700.0)), plan)
    assert found.buildings["tier_assumed"].loc["a"]
    # Whether it is less than planned nobody can say.
    assert found.buildings["outcome"].loc["a"] == "kept"
    assert pd.isna(found.buildings["lower_tier"].loc["a"])
    assert found.years["people_served"].tolist() == [40.0]


def test_the_rest_is_planned_with_what_stands_and_the_money_left(plan: Plan) -> None:
    evidence = known(("a", 2027, "installed", "hall", 7_000.0), ("b", 2027, "dropped", None, 0.0))
    rest = present_of(evidence, plan, compare_realised(evidence, plan))
    # 500 too much was paid: 2028 has 2,500 left. To raise a from the hall to the whole costs one access point more.
    assert (rest.budget_eur, rest.spent_eur, rest.left_eur, rest.dropped) == (6_500.0, 7_000.0, 6_200.0, ("b",))
    after = plan_instance(rest.instance, still_clock())
    assert after.rows[["building_id", "year", "tier", "capex_eur"]].to_numpy().tolist() == [
        ["a", 2028, "whole", 900.0],
        ["c", 2029, "whole", 3_700.0],
    ]
    assert after.years["people_served"].tolist() == [100.0, 110.0]


def test_what_was_paid_and_not_told_is_counted_as_planned(plan: Plan) -> None:
    evidence = known(("a", 2027, "installed", "whole", None), ("shed", 2027, "installed", "hall", None))
    rest = present_of(evidence, plan, compare_realised(evidence, plan))
    assert (rest.spent_eur, rest.assumed_eur, rest.lapsed_eur) == (3_700.0, 3_700.0, 2_800.0)
    assert rest.not_priced == ("shed",)
    assert {each.code for each in rest.notes} == {"realised.spent_assumed", "realised.not_priced", "realised.lapsed"}
    # The seven who walk to the shed are served to 40 % already, whatever is planned.
    assert plan_instance(rest.instance, still_clock()).years["people_served"].iloc[0] >= 102.8


@pytest.mark.parametrize(
    ("difference", "carry_over", "expected"),
    [
        (500, False, ([100, 200], 500)),
        (500, True, ([600, 200], 0)),
        (-150, True, ([0, 150], 0)),
        (-999, False, ([0, 0], 0)),
    ],
)
def test_the_money_that_remains(difference: int, carry_over: bool, expected: Any) -> None:
    assert _remaining([100, 200], difference, carry_over=carry_over) == expected


def test_nothing_told_too_early_and_too_late_are_said(plan: Plan) -> None:
    with pytest.raises(DataError, match="Nobody has told"):
        compare_realised(TOWN.evidence(), plan)
    with pytest.raises(DataError, match="2026 lies before"):
        compare_realised(known(("a", 2026, "installed", "hall", 1.0)), plan)
    evidence = known(("a", 2029, "installed", "hall", 1.0))
    with pytest.raises(DataError, match="after 2029"):
        present_of(evidence, plan, compare_realised(evidence, plan))


def _claimed(instance: Instance, state: np.ndarray) -> Plan:
    found = Found("best_found", state.astype(np.int64), 0.0, 0.0, "drawn", 0.0, rounds=0, cuts=0)
    return plan_tables(instance, rules_of(instance), found)


@given(case=cases(), data=st.data())
@draws(150)
def test_the_rest_costs_and_serves_what_the_whole_programme_does(case: Any, data: st.DataObject) -> None:
    """Carry out any first year, add anything later: money and people are those of the programme in one piece."""
    town, programme = case
    years = len(programme.budgets_eur)
    if years == 1:
        return
    programme = Programme.model_validate({**programme.model_dump(), "district_minimum": None, "forced_in": ()})
    evidence = town.evidence()
    instance = build_instance(evidence, programme)
    levels = [data.draw(st.integers(0, int(most))) for most in instance.levels]
    later = [data.draw(st.integers(low, int(most))) for low, most in zip(levels, instance.levels, strict=True)]
    state = np.array([[low] + [high] * (years - 1) for low, high in zip(levels, later, strict=True)]).reshape(-1, years)
    whole = _claimed(instance, state)
    rows = [
        (str(row.building_id), programme.first_year, "installed", str(row.tier), float(row.capex_eur))
        for row in whole.rows[whole.rows["year"] == programme.first_year].itertuples()
    ]
    if not rows:
        return
    evidence = replace(evidence, realised=told(*rows))
    realised = compare_realised(evidence, whole)
    assert realised.years["people_served"].tolist() == [whole.years["people_served"].iloc[0]]
    rest = present_of(evidence, whole, realised).instance
    moved = np.zeros((len(rest.sites), years - 1), dtype=np.int64)
    for site, key in enumerate(rest.sites.index):
        row = instance.sites.index.get_loc(key)
        tier = instance.option_tier[instance.first[row] + state[row, -1] - 1] if state[row, -1] else -1
        offered = rest.option_tier[rest.first[site] : rest.first[site + 1]]
        moved[site] = int((offered <= tier).sum())
    assert rest.served_total(moved) == instance.served_total(state)[1:]
    assert rest.spending(moved).sum(axis=0).tolist() == instance.spending(state).sum(axis=0).tolist()[1:]
    spent = {each.year for each in broken(rest, rules_of(rest), moved) if each.kind == "budget"}
    if not programme.carry_over and rest.programme.budgets_eur == programme.budgets_eur[1:]:
        before = broken(instance, rules_of(instance), state)
        assert spent == {each.year for each in before if each.kind == "budget" and each.year > programme.first_year}
