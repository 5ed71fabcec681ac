"""Corruptions of a plan: the check fails on each of them, and names what was corrupted."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from exports.programme_files import UnreadablePlan, read_plan
from geo.audit._claimed import Cell, ClaimedProof, Row
from geo.audit.check import verdict
from tests import toy_plans
from tests.plan_edits import SUMMARY, WAITING, WIFI, Edit, again, both, cell, corrupted, gone, proof, text, without
from tests.toy_plans import PROGRAMMES, check, said


@pytest.fixture(scope="module")
def plan_of_every_rule(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return toy_plans.written(tmp_path_factory.mktemp("every_rule"), "every rule")


CLUB, HALL, BARN = {"building_id": "c1-club"}, {"building_id": "c2-hall"}, {"building_id": "c5-barn"}
THEATRE = {"building_id": "c3-theatre"}
LIBRARY_2028 = {"building_id": "b1-library", "year": "2028"}
SPORT_2027, CULTURE_2027 = {"year": "2027", "activity": "sport"}, {"year": "2027", "activity": "culture"}
ALL_2028 = {"year": "2028", "activity": "all"}


def _certificate(**changes: object) -> Edit:
    return proof(lambda told: told["certificate"].update(changes))


def _way(number: int, change: Callable[[dict], object]) -> Edit:
    return proof(lambda told: change(told["three_way"][number]))


CORRUPTIONS: dict[str, tuple[Edit, str]] = {
    "a euro moved between sectors": (
        both(
            cell(SUMMARY, SPORT_2027, spent_eur="4601.00"),
            cell(SUMMARY, CULTURE_2027, spent_eur="19699.01"),
        ),
        "programme_summary.csv, row 5, spent_eur: found 4601.00; expected 4600.00",
    ),
    "a cent off in the summary": (cell(SUMMARY, ALL_2028, spent_eur="9300.01"), "spent_eur: found 9300.01"),
    "what carries over": (cell(SUMMARY, ALL_2028, available_eur="20000.00"), "expected 22899.99"),
    "what a sector is owed": (cell(SUMMARY, SPORT_2027, owed_eur="4400.00"), "owed_eur: found 4400.00"),
    "what is left in a sector": (cell(SUMMARY, CULTURE_2027, left_eur="33400.00"), "left_eur: found 33400.00"),
    "a purchase before the building is ready": (
        both(cell(WIFI, HALL, year="2027"), _way(2, lambda told: told["purchases"][7].__setitem__(2, 2027))),
        "c2-hall is ready from 2028, and not in 2027",
    ),
    "a purchase a year earlier": (cell(WIFI, LIBRARY_2028, year="2027"), "people_gained"),
    "a purchase in a year that is none": (cell(WIFI, HALL, year="2030"), "2030 is no year of the programme"),
    "another tier": (cell(WIFI, THEATRE, tier="whole"), "row 3, capex_eur: found 12700.00"),
    "a tier that was not offered": (cell(WIFI, BARN, tier="public_rooms"), "c5-barn is not offered the tier"),
    "a building bought twice": (again(WIFI, BARN, year="2029"), "c5-barn has the tier hall already"),
    "a row there twice": (again(WIFI, BARN), "appears twice"),
    "a tier taken away": (
        cell(WIFI, {"building_id": "c1-club", "year": "2029"}, tier="hall"),
        "c1-club has the tier public_rooms already",
    ),
    "people gained inflated": (cell(WIFI, HALL, people_gained="156.050"), "people_gained: found 156.050"),
    "access points": (cell(WIFI, CLUB | {"year": "2027"}, access_points="4"), "access_points: found 4; expected 3"),
    "access points nobody knows": (
        cell(WIFI, {"building_id": "c8-quoted"}, access_points="1"),
        "access_points: found 1; expected –",
    ),
    "first cost a cent off": (cell(WIFI, BARN, capex_eur="4000.02"), "capex_eur: found 4000.02"),
    "running cost": (cell(WIFI, BARN, opex_eur_per_year="1200.01"), "opex_eur_per_year: found 1200.01"),
    "running cost of a year": (cell(SUMMARY, ALL_2028, opex_eur_per_year="14300.00"), "expected 14300.25"),
    "share served": (cell(SUMMARY, ALL_2028, served_share="0.963402"), "served_share: found 0.963402"),
    "people served": (cell(SUMMARY, ALL_2028, people_served="1950.888"), "people_served: found 1950.888"),
    "a name": (cell(WIFI, HALL, name="Another hall"), "found Another hall; expected Sports hall"),
    "a section": (cell(WIFI, HALL, section="Section C"), "expected Section B"),
    "a row deleted": (without(WIFI, HALL), "programme_waiting.csv: the row of c2-hall is missing"),
    "an unknown building": (cell(WIFI, BARN, building_id="c9-barn"), "the inventory has no building c9-barn"),
    "a building that cannot be planned": (
        again(WIFI, BARN, building_id="b4-depot", name="Depot"),
        "b4-depot cannot be planned (public_access)",
    ),
    "an excluded building in the plan": (
        both(
            again(WIFI, LIBRARY_2028, building_id="b3-school", tier="public_rooms", name="School"),
            without(WAITING, {"building_id": "b3-school"}),
        ),
        "breaks a rule: excluded, b3-school",
    ),
    "a forced building left out": (
        both(
            without(WIFI, {"building_id": "c4-annex", "year": "2027"}),
            without(WIFI, {"building_id": "c4-annex", "year": "2029"}),
        ),
        "breaks a rule: forced_in, c4-annex",
    ),
    "the waiting list lacks a building": (without(WAITING, {"building_id": "c7-mill"}), "c7-mill is missing"),
    "the waiting list has one that gets something": (
        again(WAITING, {"building_id": "c7-mill"}, building_id="c5-barn", name="Barn"),
        "c5-barn does not belong there",
    ),
    "another reason": (
        cell(WAITING, {"building_id": "c7-mill"}, reason="excluded"),
        "reason: found excluded; expected not_chosen",
    ),
    "the note on invented data": (cell(WIFI, BARN, data_note=""), "data_note: found –"),
    "a sum that is no number": (cell(SUMMARY, ALL_2028, spent_eur="nan"), "row 11, spent_eur: nan is not a decimal"),
    "a year without its row": (without(SUMMARY, ALL_2028), "the row of 2028, all is missing"),
    "a file gone": (gone(WAITING), "programme_waiting.csv: there is no such file"),
    "the budget": (text("scenario.toml", "20000.0", "5000.0"), "breaks a rule: budget, 2028"),
    "a floor breached": (text("scenario.toml", "sport = 0.15", "sport = 0.16"), "breaks a rule: floor, sport, 2027"),
    "the ceiling": (text("scenario.toml", "18000.0", "17900.24"), "breaks a rule: opex_ceiling"),
    "the minimum": (text("scenario.toml", "served_share = 0.3", "served_share = 0.999"), "district_minimum, Section"),
    "a quote": (text("scenario.toml", "capex_eur = 4000.01", "capex_eur = 4000.02"), "expected 4000.02"),
    "the reach": (text("scenario.toml", "reach_m = 130.0", "reach_m = 131.0\nexisting_share = 0.5"), "people_served"),
    "another name of the scenario": (text("scenario.toml", 'name = "every rule"', 'name = "mine"'), "expected mine"),
    "another commune": (proof(lambda told: told.update(commune="demo")), "commune: found demo"),
    "a bound below the plan": (
        both(_certificate(bound=5000.0, gap=0.0, gap_of_gain=0.0)),
        "certificate.bound: found 5000.0",
    ),
    "a gap made small": (_certificate(gap=0.00001), "certificate.gap: found 1e-05"),
    "optimal above the gap asked": (
        _certificate(bound=5150.0, gap=(5150.0 - 5101.60123712373) / 5101.60123712373),
        "certificate.status: found optimal; expected best_found",
    ),
    "best found within the gap asked": (_certificate(status="best_found"), "expected optimal"),
    "another gap asked": (_certificate(gap_asked=0.01), "gap_asked: found 0.01"),
    "the objective": (_certificate(objective=5101.7, bound=5101.8), "certificate.objective: found 5101.7"),
    "the money spent": (_certificate(spent_eur=41800.0), "certificate.spent_eur: found 41800.0"),
    "the running cost of all years": (_certificate(opex_eur=100.0), "certificate.opex_eur: found 100.0"),
    "the running cost at the end": (_certificate(opex_eur_per_year=1.0), "certificate.opex_eur_per_year: found 1.0"),
    "the running cost left out": (
        proof(lambda told: told["certificate"].pop("opex_eur")),
        "since format 3 certificate says opex_eur",
    ),
    "the number of buildings": (_certificate(buildings=9), "certificate.buildings: found 9"),
    "an infinite bound": (text("proof.json", '"gap_asked": 0.0', '"gap_asked": Infinity'), "proof.json is not JSON"),
    "a key too many": (proof(lambda told: told.update(signed=True)), "signed"),
    "a conflict where there is a plan": (
        proof(
            lambda told: told["conflict"].append(
                {"code": "conflict.budget", "message": "", "parameters": {"eur": 1.0, "year": 2027}, "subject": ""}
            )
        ),
        "conflict: found told",
    ),
    "a note left out": (proof(lambda told: told["notes"].pop()), "notes"),
    "a purchase of the ranking removed": (_way(0, lambda told: told["purchases"].pop()), "three_way[0].purchases"),
    "another tier of the ranking": (_way(0, lambda told: told.update(tier="hall")), "three_way[0].tier"),
    "a broken rule of the ranking forgotten": (
        _way(0, lambda told: told["rules_broken"].pop()),
        "three_way[0].rules_broken",
    ),
    "a purchase of the greedy rule removed": (_way(1, lambda told: told["purchases"].pop()), "three_way[1].spent_eur"),
    "the greedy rule made to look worse": (
        _way(1, lambda told: told.update(person_years=5000.0)),
        "person_years: found 5000",
    ),
    "the optimum told otherwise than the plan": (
        _way(2, lambda told: told["purchases"][0].__setitem__(1, "hall")),
        "three_way[2].purchases",
    ),
    "a way to spend left out": (proof(lambda told: told["three_way"].pop(1)), "three_way: found ranking, optimum"),
    "a plan said to be none": (
        _certificate(
            status="infeasible",
            objective=None,
            bound=None,
            gap=None,
            gap_of_gain=None,
            person_years=None,
            spent_eur=None,
            opex_eur=None,
            opex_eur_per_year=None,
        ),
        "though there is said to be no plan",
    ),
}


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_a_corrupted_plan_fails_and_the_corruption_is_named(
    name: str, plan_of_every_rule: Path, tmp_path: Path
) -> None:
    edit, words = CORRUPTIONS[name]
    folder = corrupted(plan_of_every_rule, edit, tmp_path / "plan")
    try:
        told = said(check(folder))
    except UnreadablePlan as error:
        told = str(error)
    assert words in told


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("last_years_without_floors = 2", "last_years_without_floors = 1", "breaks a rule: floor, culture, 2028"),
        ("= 75.5", "= 75.6", "certificate.worth_per_eur: found 0.0755; expected 0.0756"),
    ],
)
def test_where_floors_and_spending_stop_is_checked(old: str, new: str, words: str, tmp_path: Path) -> None:
    folder = toy_plans.written(tmp_path, "where it stops")
    assert said(check(folder)) == ""
    text("scenario.toml", old, new)(folder)
    assert words in said(check(folder))


def test_a_conflict_that_is_none_is_refuted(tmp_path: Path) -> None:
    folder = toy_plans.written(tmp_path, "too little money")
    assert not check(folder)
    text("scenario.toml", '"c3-theatre"', '"b1-library"')(folder)
    text("scenario.toml", '"b2-hall"', '"b7-lost"')(folder)
    assert "the programme has no such rule (conflict.forced_in, b2-hall)" in said(check(folder))
    lines = (folder / "scenario.toml").read_text("utf-8").splitlines()
    kept = [line for line in lines if "b1-library" not in line and "b7-lost" not in line]
    (folder / "scenario.toml").write_text("\n".join(kept), "utf-8")
    assert "the rules cannot hold together, it says, but nothing keeps them all" in said(check(folder))


def test_amounts_in_a_conflict_are_those_of_the_rules(tmp_path: Path) -> None:
    folder = toy_plans.written(tmp_path, "too little money")
    text("scenario.toml", "3000.0", "2999.99")(folder)
    assert "].eur: found 5000.0; expected 4999.99" in said(check(folder)), "what carries over is in it"


def test_the_words_of_a_conflict_say_its_figures(tmp_path: Path) -> None:
    folder = toy_plans.written(tmp_path, "too little money")
    proof(lambda told: told["conflict"][0].update(message="Something."))(folder)
    assert "the sentence does not say" in said(check(folder))


def test_a_bound_that_a_simpler_way_beats_is_refuted(tmp_path: Path) -> None:
    """The greedy plan of a programme without floors keeps its rules: no bound may lie below it."""
    folder = toy_plans.written(tmp_path, "everybody")
    claimed = read_plan(folder)
    greedy = claimed.proof.three_way[1]
    assert greedy.rules_broken == ()
    low = greedy.person_years - 1.0
    _certificate(objective=low - 1.0, bound=low, gap=1.0 / (low - 1.0), status="best_found")(folder)
    assert "but greedy comes to" in said(check(folder))


def _nudged(value: Cell, column: str) -> Cell:
    """Return a cell changed by the least that the file can say, or by two thousandths of a person."""
    steps = {"people_counted": "0.002", "people_served": "0.002", "people_gained": "0.002", "served_share": "0.000002"}
    if isinstance(value, Decimal):
        return value + Decimal(steps.get(column, "0.01"))
    if isinstance(value, int):
        return value + 1
    return "something" if value is None and column in _TEXTS else 1 if value is None else f"{value}?"


_TEXTS = {"section", "data_note"}


@pytest.mark.parametrize("table", ["wifi", "summary", "waiting"])
def test_not_one_cell_can_be_changed_unnoticed(table: str, plan_of_every_rule: Path) -> None:
    """Every cell that is not what its row is about is changed by the least there is: each is named, and no other."""
    claimed = read_plan(plan_of_every_rule)
    keys = {"building_id", "tier", "year", *(["activity"] if table == "summary" else [])}
    rows, changed = [], set()
    for row in getattr(claimed, table):
        cells = {column: value if column in keys else _nudged(value, column) for column, value in row.cells.items()}
        changed |= {(str(row.number), column) for column in cells if column not in keys}
        rows.append(Row(row.number, cells))
    found = verdict(
        replace(claimed, **{table: tuple(rows)}), toy_plans.assessment().evidence, PROGRAMMES["every rule"]
    ).findings
    named = {(str(each.parameters["row"]), str(each.parameters["column"])) for each in found}
    assert named == changed
    assert len(changed) > 20


def test_not_one_purchase_can_be_another_unnoticed(plan_of_every_rule: Path) -> None:
    claimed, evidence = read_plan(plan_of_every_rule), toy_plans.assessment().evidence
    programme = PROGRAMMES["every rule"]
    others: dict[str, list[Cell]] = {
        "building_id": ["b1-library", "c7-mill", "c1-club"],
        "tier": [tier.key for tier in programme.tiers],
        "year": [2026, *programme.years],
    }
    tried = 0
    for place, row in enumerate(claimed.wifi):
        for column, values in others.items():
            for value in values:
                if value == row.cells[column]:
                    continue
                rows = list(claimed.wifi)
                rows[place] = Row(row.number, {**row.cells, column: value})
                found = verdict(replace(claimed, wifi=tuple(rows)), evidence, programme).findings
                assert found, (row, column, value)
                tried += 1
    assert tried > 90


SAID_ONLY = {"snapshot", *(f"certificate.{name}" for name in ("solver", "rounds", "cuts"))}
"""What nobody can recompute from the files: which data (opened by it), and how the search went."""


def test_not_one_figure_of_the_proof_can_be_changed_unnoticed(plan_of_every_rule: Path) -> None:
    told = json.loads((plan_of_every_rule / "proof.json").read_text("utf-8"))
    claimed, assessed = read_plan(plan_of_every_rule), toy_plans.assessment()
    order, unnoticed, tried = toy_plans.order(assessed), set(), 0
    for path in _leaves(told):
        changed = json.loads(json.dumps(told))
        _change(changed, path)
        try:
            proof = ClaimedProof.model_validate_json(json.dumps(changed))
        except ValidationError:
            continue
        tried += 1
        found = verdict(
            replace(claimed, proof=proof),
            assessed.evidence,
            PROGRAMMES["every rule"],
            scenario="every rule",
            order=order,
        ).findings
        if not found:
            unnoticed.add(".".join(map(str, path)))
    # The bound alone moves gap and gap_of_gain, so that it cannot be moved by itself.
    words = {name for name in unnoticed if name.endswith(".message")}
    assert unnoticed - words == SAID_ONLY
    assert tried > 150


def _leaves(told: object, path: tuple = ()) -> Iterator[tuple]:
    parts = told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list) else None
    if parts is None:
        yield path
        return
    for key, below in parts:
        yield from _leaves(below, (*path, key))


def _change(told: dict, path: tuple) -> None:
    for key in path[:-1]:
        told = told[key]
    value = told[path[-1]]
    if isinstance(value, float):
        told[path[-1]] = value * (1 + 2e-6) + 1e-3 * (value == 0)
    elif isinstance(value, int):
        told[path[-1]] = value + 1
    else:
        told[path[-1]] = "other" if value is None else f"{value}0"
