"""What the check says of itself: each field of a plan's files as declared, caught where checked, named where not."""

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from pydantic import BaseModel, ValidationError

from exports.programme_files import read_plan, write_plan
from exports.programme_tables import SUMMARY, WAITING, WIFI
from geo.audit import Claimed, ClaimedProof, Verdict, verdict
from geo.audit._bound import bettered, most_of_all, objective
from geo.audit._buildings import buildings_of
from geo.audit._fields import FIELDS, How
from geo.audit._ledger import Ledger, Purchase
from geo.audit._people import people_of
from geo.programme import objective_of
from geo.programme.plan.plan import plan_tables
from geo.programme.plan.three_way import three_way
from geo.programme.rules import broken
from geo.settings import Programme
from geo.solving import Found
from tests import toy_plans
from tests.conftest import ROOT
from tests.geo.programme.programme_brute import Book
from tests.geo.programme.programme_towns import TIERS, Building, People, Town, cases
from tests.laws import draws, times
from tests.toy_plans import PROGRAMMES, said

CHECKED = {name for name, how in FIELDS.items() if how in ("recomputed", "held")}

TABLES = {"wifi": WIFI, "summary": SUMMARY, "waiting": WAITING}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Any:
    @cache
    def written(name: str) -> Claimed:
        return read_plan(toy_plans.written(tmp_path_factory.mktemp("plan"), name))

    return written


def _checked(claimed: Claimed, name: str, proof: dict[str, Any] | None = None) -> Verdict:
    told = claimed if proof is None else replace(claimed, proof=ClaimedProof.model_validate(_tuples(proof)))
    assessed = toy_plans.assessment()
    order = toy_plans.order(assessed)
    return verdict(told, assessed.evidence, PROGRAMMES[name], scenario=name, order=order)


def _tuples(value: Any) -> Any:
    """Return lists as tuples, as the strict model wants them when it does not read JSON."""
    if isinstance(value, dict):
        return {key: _tuples(below) for key, below in value.items()}
    return tuple(_tuples(each) for each in value) if isinstance(value, list | tuple) else value


def _fields(model: type[BaseModel], before: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        parts = [field.annotation, *get_args(field.annotation)]
        below = next((each for each in parts if isinstance(each, type) and issubclass(each, BaseModel)), None)
        many = "[]" if below is not field.annotation else ""
        if below is None:
            yield f"{before}{name}"
        else:
            yield from _fields(below, f"{before}{name}{many}.")


def test_every_field_of_the_files_is_declared_and_no_other() -> None:
    columns = {
        f"programme_{table}.csv, {column}" for table, kinds in TABLES.items() for column in [*kinds, "data_note"]
    }
    assert {*_fields(ClaimedProof)} | columns == FIELDS.keys()
    assert set(FIELDS.values()) == {*get_args(How)}


def test_the_page_on_the_files_names_what_is_not_recomputed() -> None:
    page = (ROOT / "docs" / "plan_files.md").read_text("utf-8")
    told = page.partition("## What `verify` does not recompute")[2]
    missing = [name for name, how in FIELDS.items() if how in ("word", "told") and f"`{name}`" not in told]
    assert missing == []


def _leaves(told: Any, path: tuple = ()) -> Iterator[tuple]:
    parts = told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list | tuple) else None
    if parts is None:
        yield path
        return
    for key, below in parts:
        yield from _leaves(below, (*path, key))


def _name(path: tuple) -> str:
    """Return the field a leaf belongs to."""
    written = ""
    for key in path:
        written += "[]" if isinstance(key, int) else f".{key}" if written else key
        if key in ("parameters", "purchases"):
            break
    return written


def _forged(value: Any) -> Any:
    if isinstance(value, float):
        return value + max(2e-6, 2e-6 * abs(value)) + 1e-3 * (value == 0)
    if isinstance(value, int):
        return value + 1
    return "other" if value is None else f"{value}0"


def _with(told: Any, path: tuple, value: Any) -> Any:
    changed = json.loads(json.dumps(told))
    at = changed
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return changed


PLANS = ["every rule", "too little money", "ceiling too low", "floors beyond the budget", "minimum too high"]


@pytest.mark.parametrize("name", [*PLANS, "forced but closed"])
def test_a_field_of_the_proof_said_to_be_checked_is_caught_when_forged(name: str, files: Any) -> None:
    claimed = files(name)
    told = claimed.proof.model_dump(exclude_unset=True)
    seen, unnoticed = set(), set()
    for path in _leaves(told):
        field = _name(path)
        # Of the plans without a plan, only what they alone have.
        if field not in CHECKED or (name != "every rule" and not field.startswith("conflict[]")):
            continue
        # One place of each field every day, each place of all in a thorough run.
        if field in seen and times(0, everyday=1):
            continue
        seen.add(field)
        at = told
        for key in path:
            at = at[key]
        try:
            found = _checked(claimed, name, _with(told, path, _forged(at)))
        except ValidationError:
            continue
        if not found.findings:
            unnoticed.add(".".join(map(str, path)))
    assert unnoticed == set()
    wanted = {field for field in CHECKED if ", " not in field}
    if name == "every rule":
        assert wanted - seen == {field for field in wanted if field.startswith("conflict[]")}
    else:
        assert {field for field in wanted if field.startswith("conflict[]")} <= seen


@pytest.mark.parametrize("field", sorted(name for name in CHECKED if ", " in name))
def test_a_cell_said_to_be_checked_is_caught_when_forged(field: str, files: Any) -> None:
    file, _, column = field.partition(", ")
    table = file.removeprefix("programme_").removesuffix(".csv")
    claimed = files("every rule")
    rows = getattr(claimed, table)
    place = next((place for place, row in enumerate(rows) if row.cells[column] is not None), 0)
    value = rows[place].cells[column]
    forged = value + 1 if isinstance(value, int | Decimal) else f"{value}?"
    cells = {**rows[place].cells, column: forged}
    changed = (*rows[:place], replace(rows[place], cells=cells), *rows[place + 1 :])
    assert _checked(replace(claimed, **{table: changed}), "every rule").findings


def _codes(found: Verdict) -> list[str]:
    return [each.code for each in found.not_checked]


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("every rule", "optimal", "word_bound"),
        ("little time", "best_found", "word_bound"),
        ("no time", "none_found", "word_none_found"),
        ("minimum too high", "infeasible", "word_no_plan"),
        ("floors beyond the budget", "infeasible", "word_sum"),
        ("too little money", "infeasible", "word_sum"),
        ("ceiling too low", "infeasible", "word_no_plan"),
        ("forced but closed", "infeasible", "word_sum"),
    ],
)
def test_what_was_not_checked_is_said_of_every_kind_of_plan(name: str, status: str, code: str, files: Any) -> None:
    claimed = files(name)
    assert claimed.proof.certificate.status == status
    found = _checked(claimed, name)
    assert found.findings == ()
    assert _codes(found) == [f"plan.{code}", "plan.told"]


def test_a_bound_forged_with_all_that_follows_from_it_passes_and_is_named_as_the_solvers_word(files: Any) -> None:
    """A plan proven to be the best, told as one that might be 5 % from it: nothing can recompute which is true."""
    claimed = files("every rule")
    told = claimed.proof.model_dump(exclude_unset=True)
    own = told["certificate"]
    bound = own["objective"] * 1.0005
    already = own["person_years_already"]
    own |= {
        "bound": bound,
        "gap": (bound - own["objective"]) / own["objective"],
        "gap_of_gain": (bound - own["objective"]) / (own["objective"] - already),
    }
    found = _checked(claimed, "every rule", told)
    assert found.findings == ()
    (word, _) = found.not_checked
    assert word.message.startswith("The bound is the solver's word")


def test_what_is_taken_as_told_can_be_anything_of_its_kind(files: Any) -> None:
    claimed = files("every rule")
    told = claimed.proof.model_dump(exclude_unset=True)
    told["certificate"] |= {"method": "greedy", "solver": "HiGHS 9.9.9", "rounds": 99, "cuts": 99}
    found = _checked(claimed, "every rule", told)
    assert found.findings == ()
    assert found.not_checked[1].parameters == {"fields": "method, solver, rounds, cuts, ended_by"}


@pytest.mark.parametrize(
    "changed", [{"method": "guessed"}, {"method": ""}, {"solver": "best"}, {"rounds": -1}, {"cuts": -1}]
)
def test_what_the_search_says_of_itself_must_be_of_its_kind(changed: dict[str, Any], files: Any) -> None:
    claimed = files("every rule")
    told = claimed.proof.model_dump(exclude_unset=True)
    told["certificate"] |= changed
    if "method" in changed:
        assert "certificate.method" in said(_checked(claimed, "every rule", told).findings)
    else:
        with pytest.raises(ValidationError, match=next(iter(changed))):
            _checked(claimed, "every rule", told)


def test_a_bound_beyond_all_that_could_be_served_is_refused(files: Any) -> None:
    claimed = files("little time")
    told = claimed.proof.model_dump(exclude_unset=True)
    own = told["certificate"]
    bound = 3.0 * 4500.0 + 1.0
    already = own["person_years_already"]
    own |= {
        "bound": bound,
        "gap": (bound - own["objective"]) / own["objective"],
        "gap_of_gain": (bound - own["objective"]) / (own["objective"] - already),
    }
    (found,) = _checked(claimed, "little time", told).findings
    assert found.code == "plan.bound_beyond"


def _poorer(folder: Path, name: str, dropped: str) -> Claimed:
    """Return the files of a plan that gives up a building and calls what is left the best there is."""
    assessed = toy_plans.assessment()
    written = toy_plans.to_write(assessed, PROGRAMMES[name], name)
    instance, rules = written.plan.instance, written.plan.rules
    state = written.plan.state.copy()
    state[instance.sites.index.get_loc(dropped)] = 0
    assert not broken(instance, rules, state)
    worth = objective_of(instance, state)
    poor = plan_tables(instance, rules, Found("optimal", state, worth, worth, "proof", 1.0, 1, 1))
    ways = three_way(poor, toy_plans.order(assessed))
    write_plan(folder, replace(written, plan=poor, contenders=ways), assessed, toy_plans.SNAPSHOT)
    return read_plan(folder)


def test_a_bound_below_what_one_more_purchase_comes_to_is_refused_and_the_purchase_named(tmp_path: Path) -> None:
    claimed = _poorer(tmp_path, "everybody", "b1-library")
    (told,) = [each for each in _checked(claimed, "everybody").findings if each.code == "plan.bound_bettered"]
    assert "+ b1-library public_rooms 2028" in str(told.parameters["purchases"])


HALL = TIERS[0]

TWO = Town((Building("a"), Building("b")), (People("p", 40.0, {"a": 10.0}), People("q", 60.0, {"b": 10.0})))
"""A hall costs 2,800 EUR and serves 35 % of the people at its door."""


def _ledger(town: Town, programme: Programme, *bought: Purchase) -> Ledger:
    evidence = town.evidence()
    return Ledger(programme, buildings_of(evidence, programme), people_of(evidence, programme), bought)


def _halls(*budgets: float, **more: Any) -> Programme:
    return Programme(first_year=2027, budgets_eur=budgets, tiers=(HALL,), **({"floor_share": 0.0} | more))


@pytest.mark.parametrize(
    ("programme", "had", "has"),
    [
        # One instead of the other, money left for the other, and money left in another year.
        (_halls(2_800.0), [("a", 2027)], [("b", 2027)]),
        (_halls(5_600.0), [("b", 2027)], [("a", 2027), ("b", 2027)]),
        (_halls(2_800.0, 2_800.0), [("b", 2028)], [("a", 2027), ("b", 2028)]),
        (_halls(2_800.0, 2_800.0, excluded=("a",)), [("b", 2028)], [("b", 2027)]),
        # Rules that stand in the way: a ceiling, a floor of the later year, a building left out or that must be there.
        (_halls(5_600.0, opex_ceiling_eur_per_year=600.0), [("b", 2027)], [("b", 2027)]),
        (_halls(5_600.0, 2_800.0, floor_eur_of_activity={"culture": 1.0}), [("b", 2027), ("a", 2028)], None),
        (_halls(2_800.0, excluded=("b",)), [("a", 2027)], [("a", 2027)]),
        (_halls(2_800.0, forced_in=("a",)), [("a", 2027)], [("a", 2027)]),
    ],
)
def test_a_plan_is_bettered_within_its_rules(
    programme: Programme, had: list[tuple[str, int]], has: list[tuple[str, int]] | None
) -> None:
    ledger = _ledger(TWO, programme, *(Purchase(key, 0, year) for key, year in had))
    assert not ledger.breaches()
    better = bettered(ledger, lambda _own: False)
    assert not better.breaches()
    if has is not None:
        assert sorted((each.building, each.year) for each in better.purchases) == has
    else:
        # Both in 2027: then nothing is left in 2028, and nothing is owed.
        assert {each.year for each in better.purchases} == {2027}


@draws(60)
@given(case=cases())
def test_no_betterment_passes_the_best_plan_there_is(case: tuple[Town, Programme]) -> None:
    town, programme = case
    best = Book(town, programme).best()
    ledger = _ledger(town, programme)
    if ledger.breaches():
        return
    better = bettered(ledger, lambda _own: False)
    assert not better.breaches()
    assert objective(ledger) <= objective(better) <= best + 1e-6
    assert most_of_all(ledger) >= best - 1e-6
