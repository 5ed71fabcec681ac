"""Every rule of the registry has all that a rule has; what is forgotten for one is named, with what to do."""

from dataclasses import astuple, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from scipy import sparse

from benchmarks._direct_programme import DirectModel
from exports.programme_files import write_plan
from geo.audit._buildings import buildings_of
from geo.audit._ledger import Ledger, Purchase
from geo.audit._people import people_of
from geo.programme import Lifted, Plan, build_instance, liftable, prices
from geo.programme.instance.instance import Instance
from geo.programme.lifted import OTHERS
from geo.programme.rules import RULES, Rule, RuleKind, broken, in_words, listed, rule_kind, rules_of
from geo.programme.search import model as _model
from geo.programme.search.classes import merged
from geo.programme.search.ties import interchangeable
from geo.settings import Programme
from terminal.prices import rule_words
from tests import toy_plans
from tests.conftest import ROOT
from tests.geo.programme.programme_brute import Book
from tests.geo.programme.programme_plans import CONTROL
from tests.geo.programme.programme_towns import Town, cases
from tests.laws import draws
from tests.toy_plans import PROGRAMMES, check, said
from words import translator

FOLDER = ROOT / "geo" / "programme" / "rules"

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return toy_plans.to_write(toy_plans.assessment(), PROGRAMMES["every rule"]).plan


def one_of(rule: RuleKind, plan: Plan) -> Rule:
    """Return a single rule of a kind."""
    found = rule.listed(plan.instance, plan.rules)
    assert found, f"{rule.kind}: set {', '.join(rule.settings)} in 'every rule' of tests/toy_plans.py"
    return found[0]


def test_every_module_of_rules_is_registered_under_its_name() -> None:
    modules = {path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_")}
    assert modules == {rule.kind for rule in RULES}, "add the RULE of each module to RULES of geo/programme/rules"


@every_rule
def test_a_rule_says_which_settings_it_reads(rule: RuleKind) -> None:
    unknown = set(rule.settings) - Programme.model_fields.keys()
    assert not unknown, f"{rule.kind}: {unknown} are no settings; add them to geo/settings/programme.py"
    read: set[str] = set()

    class Looked:
        """A programme that remembers what is asked of it."""

        def __getattr__(self, name: str) -> Any:
            read.add(name)
            return getattr(PROGRAMMES["every rule"], name)

    instance = build_instance(toy_plans.assessment().evidence, PROGRAMMES["every rule"])
    rule.demand(replace(instance, programme=Looked()))
    own = (read & Programme.model_fields.keys()) - {name for each in RULES for name in each.settings} - {"first_year"}
    assert not own, f"{rule.kind}: reads {own}; say so in its settings"


@every_rule
def test_a_rule_is_in_use_in_the_programme_of_every_rule(rule: RuleKind, plan: Plan) -> None:
    assert plan.status == "optimal", "'every rule' of tests/toy_plans.py must still have a plan"
    assert one_of(rule, plan).kind == rule.kind


@every_rule
def test_a_rule_has_words_in_every_language(rule: RuleKind, plan: Plan) -> None:
    single = one_of(rule, plan)
    texts = [rule.whole, rule.single, rule.says(plan.instance, plan.rules, single)[0]]
    texts += [found.message for found in (rule.needed(single), rule.in_the_way(single, single.year)) if found]
    assert any((rule.whole, rule.single)), f"{rule.kind}: name it in `whole` or `single`, for tables of prices"
    for language in ("fr", "nl"):
        same = [text for text in texts if text and translator(language)(text) == text]
        assert not same, f"{rule.kind}: mark with N_, run `make texts` and fill in words/{language}.po: {same}"
    in_words(plan.instance, plan.rules, single).message.format(**in_words(plan.instance, plan.rules, single).parameters)


@every_rule
def test_a_rule_has_a_price_with_a_name_or_says_why_none(rule: RuleKind, plan: Plan) -> None:
    one_of(rule, plan)
    priced = rule.priced(plan.instance, plan.rules)
    assert bool(priced) != bool(rule.no_price), f"{rule.kind}: return what is lifted in `priced`, or say `no_price`"
    told = [each for each in liftable(plan) if each.kind == rule.kind] + [Lifted(*astuple(one_of(rule, plan)))]
    for each in told:
        what = "single" if each.subject or each.year else "whole"
        assert rule_words(each, plan, str), f"{rule.kind}: `{what}` is empty, and a table of prices names {each}"


@every_rule
def test_lifting_a_rule_leaves_nothing_of_it(rule: RuleKind, plan: Plan) -> None:
    instance, left = plan.instance, plan.rules
    for single in rule.listed(instance, left):
        left = rule.without(instance, left, single)
    for lifted in (
        left,
        *(rule.without(instance, plan.rules, each) for each in rule.priced(instance, plan.rules)[-1:]),
    ):
        for state in (np.zeros(instance.shape, dtype=np.int64), instance.levels[:, None] + plan.state * 0):
            found = rule.broken(instance, lifted, state)
            assert not found or rule.subject == "building", f"{rule.kind}: `without` leaves {found}"


@every_rule
def test_a_rule_gives_reasons_or_says_why_none(rule: RuleKind, plan: Plan) -> None:
    single = one_of(rule, plan)
    given_ = rule.needed(single) or rule.in_the_way(single, plan.instance.programme.first_year)
    what = "say why a purchase is `needed`, or that one more would be `in_the_way`, or why `no_reason`"
    assert bool(given_) != bool(rule.no_reason), f"{rule.kind}: {what}"


def test_what_can_be_lifted_beside_the_rules_has_words(plan: Plan) -> None:
    assert {each.kind for each in liftable(plan)} - {rule.kind for rule in RULES} <= {*OTHERS}
    assert all(rule_words(Lifted(kind), plan, str) for kind in OTHERS)


@every_rule
def test_a_rule_of_a_conflict_is_lifted_by_itself(rule: RuleKind, plan: Plan) -> None:
    single = one_of(rule, plan)
    conflicting = replace(plan, status="infeasible", conflict=(in_words(plan.instance, plan.rules, single),))
    found = prices(conflicting, toy_plans.assessment().evidence, CONTROL, time_limit_s=0.0)
    assert next(iter(found)).lifted == Lifted(*astuple(single))


@every_rule
def test_the_check_of_a_plan_knows_a_rule_in_a_conflict(rule: RuleKind, plan: Plan, tmp_path: Path) -> None:
    assessed = toy_plans.assessment()
    told = replace(plan, conflict=(in_words(plan.instance, plan.rules, one_of(rule, plan)),))
    write_plan(tmp_path, replace(toy_plans.to_write(assessed, PROGRAMMES["every rule"]), plan=told), assessed, "abc")
    lacks = f"the check lacks the rule {rule.kind} in a conflict: compare it with the settings in geo/audit"
    assert "no such rule" not in said(check(tmp_path)), lacks


@every_rule
def test_a_rule_stands_in_the_methods(rule: RuleKind) -> None:
    page = (ROOT / "docs" / "methods.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith(f"| `{rule.kind}` |")]
    assert len(rows) == 1, f"{rule.kind}: give it a row in the table under Rules of docs/methods.md"
    missing = [name for name in rule.settings if f"`{name}`" not in rows[0]]
    assert not missing, f"{rule.kind}: name {missing} in its row of docs/methods.md"


@every_rule
@pytest.mark.parametrize(
    ("model", "path"),
    [(DirectModel, "benchmarks/_direct_programme.py"), (Book, "tests/geo/programme/programme_brute.py")],
)
def test_what_answers_are_compared_with_has_a_rule(rule: RuleKind, model: type, path: str) -> None:
    assert hasattr(model, f"_{rule.kind}"), f"{rule.kind}: give {model.__name__} of {path} a method _{rule.kind}"


def states_of(instance: Instance, rng: np.random.Generator, count: int) -> list[np.ndarray]:
    """Draw plans: whatever is ready may begin or get more in any year, seldom or often."""
    found = [np.zeros(instance.shape, dtype=np.int64)]
    for _ in range(count):
        level = np.zeros(instance.shape[0], dtype=np.int64)
        state, often = np.zeros(instance.shape, dtype=np.int64), rng.choice([0.1, 0.4, 0.9])
        for year in range(instance.shape[1]):
            more = instance.ready[:, year] & (rng.random(len(level)) < often)
            level = np.where(more, np.maximum(level, rng.integers(0, instance.levels + 1)), level)
            state[:, year] = level
        found.append(state)
    return found


def bought(instance: Instance, state: np.ndarray) -> list[Purchase]:
    """Return a plan in the words of the check."""
    before = np.c_[np.zeros(len(state), dtype=np.int64), state[:, :-1]]
    return [
        Purchase(
            str(instance.sites.index[site]),
            int(instance.option_tier[instance.first[site] + state[site, year] - 1]),
            instance.programme.years[year],
        )
        for site, year in np.argwhere(state > before)
    ]


def kept_by_rows(lp: Any, point: np.ndarray) -> bool:
    """Say whether a point keeps all rows and bounds of a model; half a cent and less counts as nothing."""
    slack = 1e-9
    parts = [np.array(part) for part in (lp.a_matrix_.value_, lp.a_matrix_.index_, lp.a_matrix_.start_)]
    sums = sparse.csr_array(tuple(parts), shape=(lp.num_row_, lp.num_col_)) @ point
    low, high = np.array(lp.row_lower_), np.array(lp.row_upper_)
    inside = (point >= np.array(lp.col_lower_) - slack) & (point <= np.array(lp.col_upper_) + slack)
    return bool(inside.all() and (sums >= low - slack).all() and (sums <= high + slack).all())


def test_each_rule_is_drawn_and_everything_that_knows_rules_agrees_on_which_a_plan_breaks() -> None:
    """On drawn towns, for each rule by itself: its rows in the model, the enumeration and the check of a plan.

    The buildings that a rule cannot tell apart change places, and it says the same.
    """
    drawn: dict[str, int] = {rule.kind: 0 for rule in RULES}
    bites = dict(drawn)

    @settings(draws(300, everyday=50), phases=[Phase.generate], database=None)
    @given(case=cases(), seed=st.integers(0, 2**20))
    def look(case: tuple[Town, Programme], seed: int) -> None:
        town, programme = case
        evidence = town.evidence()
        instance, rng = build_instance(evidence, programme), np.random.default_rng(seed)
        rules, book = rules_of(instance), Book(town, programme)
        if not len(instance.capex):
            return
        all_ = {astuple(each) for each in listed(instance)}
        assert all_ <= book.rules(), f"`rules` of programme_brute.py lacks {all_ - book.rules()}"
        for rule in RULES:
            drawn[rule.kind] += bool(rule.listed(instance, rules))
        states, alike = states_of(instance, rng, 4), interchangeable(instance)
        checks = buildings_of(evidence, programme), people_of(evidence, programme)
        for state in states:
            found = {astuple(each) for each in broken(instance, rules, state)}
            checked = Ledger(programme, *checks, bought(instance, state)).breaches()
            # Buildings that must be equipped and cannot be are told apart.
            ledger = {each for each in checked if each[0] != "forced_in" or each[1] in instance.sites.index}
            lacks = sorted({each[0] for each in found ^ ledger})
            assert not lacks, f"the check and the planner differ on {lacks}: `breaches` in geo/audit/_ledger.py"
            for kind in {each[0] for each in found}:
                bites[kind] += 1
        for rule in RULES:
            with pytest.MonkeyPatch.context() as patch:
                # What a building left out would do besides is no matter of the other rules.
                both = tuple({rule, rule_kind("excluded")})
                patch.setattr(_model, "RULES", both)
                model = _model.Model(instance, rules, merged(instance))
            for state in states:
                keeps = not rule.broken(instance, rules, state)
                all_kept = not any(each.broken(instance, rules, state) for each in both)
                told = kept_by_rows(model.lp, model.point_of(state))
                assert told == all_kept, f"{rule.kind}: `rows` and `broken` differ on {state.tolist()}"
                for group in alike:
                    turned = state.copy()
                    turned[group] = state[group[::-1]]
                    same = keeps == (not rule.broken(instance, rules, turned))
                    assert same, f"{rule.kind}: say in `tells_apart` what it looks at in a building"

    look()
    never = sorted(kind for kind, count in drawn.items() if not count)
    assert not never, f"`cases` of tests/geo/programme/programme_towns.py never draws {never}: give them settings"
    toothless = sorted(kind for kind, count in bites.items() if not count)
    assert not toothless, f"no plan tried breaks {toothless}: draw stricter settings in programme_towns.py"
