"""Every kind of rule is known wherever rules are told apart: in what is tried, in words, in prices, to the check."""

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import Phase, given, settings

from exports.programme_files import write_plan
from geo.programme import Kind, Lifted, Plan, build_instance, liftable, prices
from geo.programme.conflict import in_words
from geo.programme.lifted import LiftedKind
from geo.programme.rules import Rule, listed
from geo.settings import Programme
from terminal.prices import rule_words
from tests import toy_plans
from tests.geo.programme.programme_brute import Book
from tests.geo.programme.programme_plans import CONTROL
from tests.geo.programme.programme_towns import Town, cases
from tests.laws import draws
from tests.toy_plans import PROGRAMMES, check, said

KINDS = frozenset(get_args(Kind))


@pytest.fixture(scope="module")
def plan() -> Plan:
    return toy_plans.to_write(toy_plans.assessment(), PROGRAMMES["every rule"]).plan


def _one_of_each(plan: Plan) -> list[Rule]:
    return list({rule.kind: rule for rule in listed(plan.instance)}.values())


def test_the_programme_of_every_rule_has_every_kind(plan: Plan) -> None:
    assert {rule.kind for rule in listed(plan.instance)} == KINDS


def test_the_programmes_drawn_have_every_kind_and_enumeration_knows_it() -> None:
    drawn: set[str] = set()

    @settings(draws(200, everyday=60), phases=[Phase.generate], database=None)
    @given(case=cases())
    def look(case: tuple[Town, Programme]) -> None:
        town, programme = case
        if drawn != KINDS:
            drawn.update(rule.kind for rule in listed(build_instance(town.evidence(), programme)))

    look()
    assert drawn == KINDS
    assert [kind for kind in sorted(KINDS) if not hasattr(Book, f"_{kind}")] == []


def test_the_check_knows_every_kind_in_a_conflict(plan: Plan, tmp_path: Path) -> None:
    told = tuple(in_words(plan.instance, plan.rules, rule) for rule in _one_of_each(plan))
    assessed = toy_plans.assessment()
    written = replace(toy_plans.to_write(assessed, PROGRAMMES["every rule"]), plan=replace(plan, conflict=told))
    write_plan(tmp_path, written, assessed, toy_plans.SNAPSHOT)
    assert "no such rule" not in said(check(tmp_path))


def test_each_rule_of_a_conflict_is_lifted_by_itself(plan: Plan) -> None:
    rules = _one_of_each(plan)
    told = tuple(in_words(plan.instance, plan.rules, rule) for rule in rules)
    conflicting = replace(plan, status="infeasible", conflict=told)
    lifted = {each.lifted for each in prices(conflicting, toy_plans.assessment().evidence, CONTROL, time_limit_s=0.0)}
    assert {Lifted(rule.kind, rule.subject, rule.year) for rule in rules} <= lifted


def test_all_that_can_be_lifted_has_words(plan: Plan) -> None:
    all_ = [*liftable(plan), *(Lifted(rule.kind, rule.subject, rule.year) for rule in listed(plan.instance))]
    assert {each.kind for each in all_} == {*get_args(LiftedKind)} - {"carry_over"}
    assert all(rule_words(each, plan, str) for each in all_)
