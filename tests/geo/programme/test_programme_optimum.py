"""The best Wi-Fi programme is the best of all plans there are, tried one by one, whatever the rules."""

import json
from dataclasses import astuple
from itertools import count

import numpy as np
import pandas as pd
from hypothesis import assume, given
from hypothesis import strategies as st

from benchmarks._direct_programme import DirectModel
from geo.evidence.evidence import Finding
from geo.programme.instance.instance import build_instance
from geo.programme.plan.plan import Plan
from geo.programme.planning import first_plan, proven_plan
from geo.programme.rules import Clash, broken, rules_of
from geo.programme.search.search import Search
from geo.programme.search.tolerances import PROVEN
from geo.settings.programme import Programme
from tests.geo.programme.programme_brute import Book, Rule, levels_of
from tests.geo.programme.programme_towns import Building, Town, cases, solved, still_clock
from tests.laws import draws

ROUNDING = 1e-9


def close(value: float) -> float:
    """Return what rounding alone may move a worth by."""
    return ROUNDING * max(1.0, abs(value))


def rule_of(finding: Finding) -> Rule:
    """Return the rule a sentence of a conflict is about."""
    assert isinstance(finding, Clash)
    return astuple(finding.rule)


def same(one: Plan, other: Plan) -> None:
    """Hold that two plans are the same to the bit, whatever the time they took."""
    assert one.status == other.status
    for table in ("rows", "years", "activities", "waiting"):
        pd.testing.assert_frame_equal(getattr(one, table), getattr(other, table), check_exact=True)
    assert one.certificate == other.certificate
    assert one.conflict == other.conflict


@draws(200, everyday=25)
@given(case=cases())
def test_the_optimum_is_the_best_of_all_plans_and_none_is_found_exactly_where_none_is(
    case: tuple[Town, Programme],
) -> None:
    town, programme = case
    book = Book(town, programme)
    best = book.best()

    plan = solved(town, programme)

    json.dumps(plan.certificate, allow_nan=False)
    if best is None:
        assert plan.status == "infeasible"
        assert plan.conflict
        assert plan.rows.empty
        return
    levels = levels_of(book, plan)[None]
    objective, bound = plan.certificate["objective"], plan.certificate["bound"]
    assert plan.status == "optimal"
    assert not plan.conflict
    assert book.kept(levels).all()
    assert abs(objective - book.worth(levels)[0]) <= close(best)
    assert best - PROVEN * max(1.0, abs(best)) <= objective <= best + close(best)
    assert bound >= best - close(best)


@draws(60)
@given(case=cases(), data=st.data())
def test_the_rules_a_plan_breaks_are_those_it_breaks_on_paper(
    case: tuple[Town, Programme], data: st.DataObject
) -> None:
    town, programme = case
    book, instance = Book(town, programme), build_instance(town.evidence(), programme)
    # The book has tiers that another one makes needless; here both count the same levels.
    assume(book.buildings and instance.levels.tolist() == [len(offers) for offers in book.offers])
    listed = {each for each in book.rules() if each[0] != "forced_in" or each[1] in instance.sites.index}

    for number in data.draw(st.lists(st.integers(0, len(book.states) - 1), min_size=1, max_size=20)):
        state = book.states[number]
        found = {(rule.kind, rule.subject, rule.year) for rule in broken(instance, rules_of(instance), state)}
        assert found == {each for each in listed if not book.keeps(state, each)}


@draws(60)
@given(case=cases())
def test_tables_of_a_plan_add_up_to_what_it_costs_and_serves(case: tuple[Town, Programme]) -> None:
    town, programme = case
    plan = solved(town, programme)
    assume(plan.has_plan)
    book = Book(town, programme)
    levels = levels_of(book, plan)[None]
    cents = book.spent(levels)[0]
    served = sum(book.served_of(levels, each)[0] for each in town.people)

    assert np.rint(plan.years["spent_eur"] * 100).tolist() == cents.sum(axis=0).tolist()
    assert round(plan.rows["capex_eur"].sum() * 100) == cents.sum()
    for year, spent in zip(programme.years, cents.T, strict=True):
        bought = plan.rows[plan.rows["year"] == year].set_index("building_id")["capex_eur"]
        assert {key: round(100 * euros) for key, euros in bought.items() if euros} == {
            each.key: cost for each, cost in zip(book.buildings, spent.tolist(), strict=True) if cost
        }
    assert np.allclose(plan.years["people_served"], served / 1e10, atol=0.001)
    assert np.allclose(plan.rows.groupby("year")["people_gained"].sum().reindex(programme.years, fill_value=0),
                       plan.years["people_gained"], atol=0.01)  # fmt: skip


@draws(60)
@given(case=cases(share_floors=False), more=st.lists(st.sampled_from([0.0, 900.0, 5_000.0]), min_size=3, max_size=3))
def test_more_money_never_serves_less(case: tuple[Town, Programme], more: list[float]) -> None:
    """Floors are in euros here: a floor that is a share of the budget asks for more where there is more."""
    town, programme = case
    budgets = tuple(budget + extra for budget, extra in zip(programme.budgets_eur, more, strict=False))
    poor, rich = solved(town, programme), solved(town, programme.model_copy(update={"budgets_eur": budgets}))
    assume(poor.has_plan)
    objective = poor.certificate["objective"]

    assert rich.has_plan
    assert rich.certificate["objective"] >= objective - PROVEN * max(1.0, abs(objective))


@draws(60)
@given(case=cases(whole=True), first=st.booleans())
def test_a_building_that_serves_nobody_and_is_owed_nothing_changes_nothing(
    case: tuple[Town, Programme], first: bool
) -> None:
    """It moves only the worth of a euro, which is so small that it decides between equal plans alone."""
    town, programme = case
    useless = Building("a-useless" if first else "z-useless", activity="cemeteries")
    programme = programme.model_copy(update={"floor_share_of_activity": {"cemeteries": 0.0}})

    without, beside = solved(town, programme), solved(town.with_building(useless), programme)

    assert beside.status == without.status
    pd.testing.assert_frame_equal(beside.rows, without.rows, check_exact=True)
    pd.testing.assert_frame_equal(beside.years, without.years, check_exact=True)
    assert useless.key not in set(beside.rows["building_id"])


@draws(60)
@given(case=cases(), data=st.data())
def test_neither_the_order_of_rows_nor_asking_twice_changes_a_bit(
    case: tuple[Town, Programme], data: st.DataObject
) -> None:
    town, programme = case
    buildings = data.draw(st.permutations(range(len(town.buildings))))
    people = data.draw(st.permutations(range(len(town.people))))

    plan, other = (solved(each, programme, still_clock) for each in (town, town.shuffled(buildings, people)))

    same(plan, other)
    for name in ("weight", "room", "group", "area", "capex", "opex", "served", "entry", "ready"):
        assert np.array_equal(getattr(plan.instance, name), getattr(other.instance, name)), name
    assert np.array_equal(plan.instance.reach.toarray(), other.instance.reach.toarray())


@draws(150)
@given(case=cases())
def test_a_conflict_cannot_be_kept_and_can_without_any_one_of_its_rules(case: tuple[Town, Programme]) -> None:
    town, programme = case
    book = Book(town, programme)
    keys = {each.key for each in book.buildings}
    assume({*programme.forced_in} <= keys and book.best() is None)

    told = [each for each in solved(town, programme).conflict if not each.code.startswith("conflict.sum_")]
    clash = {rule_of(finding) for finding in told}

    assert clash <= book.rules()
    assert not book.kept(book.states, clash).any()
    for rule in sorted(clash):
        assert book.kept(book.states, clash - {rule}).any(), rule


@draws(100)
@given(case=cases(), asked=st.integers(0, 12))
def test_a_search_stopped_at_any_moment_keeps_a_plan_within_the_rules_and_a_true_bound(
    case: tuple[Town, Programme], asked: int
) -> None:
    town, programme = case
    book = Book(town, programme)
    best = book.best()
    times = count()

    plan = solved(town, programme, stop=lambda: next(times) >= asked)

    if plan.status == "infeasible":
        assert best is None
    if plan.has_plan:
        levels = levels_of(book, plan)[None]
        assert book.kept(levels).all()
        assert book.worth(levels)[0] - close(best) <= best <= plan.certificate["bound"] + close(best)
        if plan.status == "optimal":
            assert plan.certificate["objective"] >= best - PROVEN * max(1.0, abs(best))


@draws(60)
@given(case=cases())
def test_a_first_plan_comes_with_a_true_bound(case: tuple[Town, Programme]) -> None:
    town, programme = case
    book = Book(town, programme)
    search = Search(build_instance(town.evidence(), programme), still_clock(), gap=0)

    first = first_plan(search)

    best = book.best()
    if first.has_plan:
        assert book.kept(levels_of(book, first)[None]).all()
        assert first.certificate["objective"] - close(best) <= best <= first.certificate["bound"] + close(best)
        proven = proven_plan(search)
        assert proven.certificate["objective"] >= first.certificate["objective"]
        assert proven.certificate["bound"] <= first.certificate["bound"]
    else:
        assert best is None or first.status == "none_found"


@draws(60)
@given(case=cases())
def test_scipy_finds_the_same_worth_in_the_model_written_out_whole(case: tuple[Town, Programme]) -> None:
    town, programme = case
    book = Book(town, programme)
    assume(book.buildings and {*programme.forced_in} <= {each.key for each in book.buildings})
    best = book.best()

    direct = DirectModel(build_instance(town.evidence(), programme)).solve(60, 0)

    if best is None:
        assert direct.objective == -np.inf
    else:
        assert abs(direct.objective - best) <= 1e-6 * max(1.0, abs(best))
