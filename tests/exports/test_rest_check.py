"""The rest of a programme is recounted from plan, follow-up and prices, and every changed figure is named."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.programme_files import UnreadablePlan, read_plan, write_plan
from exports.realised.rest import FILE, RestToWrite, read_rest, write_rest_files
from geo.audit import REST_FILES, check_rest
from geo.evidence import Evidence
from geo.programme import Plan, compare_realised, plan_instance, present_of
from geo.settings import Programme
from tests import toy_plans
from tests.geo.ready import CONTROL
from tests.laws import draws

Row = tuple[str, int, str, str | None, float | None]

ROWS: tuple[Row, ...] = (
    ("b1-library", 2027, "under_way", None, 500.0),
    ("c1-club", 2027, "installed", "hall", None),
    ("c3-theatre", 2027, "dropped", None, 0.0),
    ("c4-annex", 2027, "installed", "whole", 3000.0),
    ("c5-barn", 2027, "installed", "whole", 9100.25),
    ("c7-mill", 2027, "installed", "hall", None),
    ("gone", 2027, "installed", "hall", 1.0),
)
"""Of the club nobody says what it cost: the plan has 4,600 EUR there in 2027, for a higher tier. Of the mill,
where a hall is not offered, nobody knows the price. The last building is in no inventory."""

RULES, NAME = toy_plans.PROGRAMMES["every rule"], "every rule"


def followed(*rows: Row) -> Evidence:
    table = pd.DataFrame(rows, columns=["building_id", "year", "progress", "tier", "spent_eur"])
    told = table.assign(connections=pd.array([None] * len(rows), dtype="Int64")).astype({"spent_eur": "float64"})
    return replace(toy_plans.assessment().evidence, realised=told)


def written(folder: Path, rows: tuple[Row, ...], programme: Programme = RULES) -> Plan:
    """Write a plan and its rest into a folder, and return the plan of the rest."""
    assessed, evidence = toy_plans.assessment(), followed(*rows)
    whole = toy_plans.to_write(assessed, programme, NAME)
    present = present_of(evidence, whole.plan, compare_realised(evidence, whole.plan, 2027))
    rest = plan_instance(present.instance, CONTROL)
    write_plan(folder, whole, assessed, toy_plans.SNAPSHOT)
    write_rest_files(folder, RestToWrite(present, rest, NAME), assessed, toy_plans.SNAPSHOT)
    return rest


def check(folder: Path, evidence: Evidence, programme: Programme = RULES) -> list[str]:
    found = check_rest(read_rest(folder), read_plan(folder), evidence, programme, scenario=NAME)
    return [each.message.format(**each.parameters) for each in found.findings]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rest")
    rest = written(folder, ROWS)
    assert rest.has_plan
    assert {"b1-library", "c1-club"} <= set(rest.rows["building_id"]), "one begins, and one is raised to a higher tier"
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    return shutil.copytree(whole, tmp_path / "rest")


def test_the_money_left_is_the_one_on_paper_and_all_holds(whole: Path) -> None:
    """30,000 less 12,600.25 told and 4,600 assumed leave 12,799.75, which carries over to the 35,000 to come."""
    told = json.loads((whole / FILE).read_text("utf-8"))
    amounts = [told[name] for name in ("until", "budget_eur", "spent_eur", "assumed_eur", "left_eur", "lapsed_eur")]
    assert amounts == [2027, 30_000, 17_200.25, 4_600, 47_799.75, 0]
    assert (told["not_priced"], told["dropped"]) == (["c7-mill"], ["c3-theatre"])
    assert check(whole, followed(*ROWS)) == []


@pytest.mark.parametrize("file", [name for name in REST_FILES.values() if name != FILE])
def test_every_other_value_of_every_column_is_named(folder: Path, file: str) -> None:
    table = pd.read_csv(folder / file, sep=";", dtype=str, encoding="utf-8-sig", keep_default_na=False)
    for column in [column for column in table if column != "data_note"]:
        row = next(place for place in table.index if table.loc[place, column])
        changed, before = table.copy(), str(table.loc[row, column])
        number = before.replace(".", "", 1).replace("-", "", 1).isdigit()
        changed.loc[row, column] = str(int(float(before)) + 7) if number else f"{before}x"
        changed.to_csv(folder / file, sep=";", index=False, encoding="utf-8-sig")
        assert any(line.startswith(file) for line in check(folder, followed(*ROWS))), column
    table.to_csv(folder / file, sep=";", index=False, encoding="utf-8-sig")
    assert check(folder, followed(*ROWS)) == []


WORDS = ("format", "snapshot", "method", "ended_by", "solver", "rounds", "cuts", "people_classes")
"""What nothing can recompute, or only tells where to look."""


@pytest.mark.slow
def test_every_other_amount_of_the_proof_is_named(folder: Path) -> None:
    whole = json.loads((folder / FILE).read_text("utf-8"))
    for part, names in (("", whole), ("certificate", whole["certificate"])):
        for name, value in names.items():
            if name in WORDS or isinstance(value, dict) or name in ("data_note", "notes"):
                continue
            told = json.loads(json.dumps(whole))
            place = told[part] if part else told
            if name == "status":
                place[name] = "best_found" if value == "optimal" else "optimal"
            elif isinstance(value, list):
                place[name] = [*value, "b2-hall"]
            elif isinstance(value, str):
                place[name] = f"{value}x"
            else:
                place[name] = type(value)(value + 1)
            (folder / FILE).write_text(json.dumps(told), "utf-8")
            assert check(folder, followed(*ROWS)), name


def edit(file: str, change: Callable[[list[str]], list[str]]) -> Callable[[Path], object]:
    def run(folder: Path) -> None:
        lines = (folder / file).read_text("utf-8-sig").splitlines()
        changed = change(lines)
        assert changed != lines
        (folder / file).write_text("\n".join(changed) + "\n", "utf-8-sig")

    return run


def note(**changes: Any) -> Callable[[Path], object]:
    def run(folder: Path) -> None:
        told = json.loads((folder / FILE).read_text("utf-8"))
        told["notes"][0] |= changes
        (folder / FILE).write_text(json.dumps(told), "utf-8")

    return run


def of(key: str, old: str, new: str) -> Callable[[list[str]], list[str]]:
    return lambda lines: [line.replace(old, new, 1) if line.startswith(key) else line for line in lines]


CORRUPTIONS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a tier that stands is bought again": (
        edit("rest_wifi.csv", of("c1-club", ";forecourt;", ";hall;")),
        "c1-club is not offered the tier hall",
    ),
    "what was dropped is bought": (
        edit("rest_wifi.csv", of("b1-library", "b1-library", "c3-theatre")),
        "The plan breaks a rule: excluded, c3-theatre",
    ),
    "a purchase in a year that is gone": (
        edit("rest_wifi.csv", of("b1-library", ";2029;", ";2027;")),
        "2027 is no year of the programme",
    ),
    "a purchase lost": (
        edit("rest_wifi.csv", lambda lines: [line for line in lines if not line.startswith("b1-library")]),
        "rest_waiting.csv: the row of b1-library is missing",
    ),
    "a building waits that has all there is": (
        edit("rest_waiting.csv", lambda lines: [*lines, lines[-1].replace("c6-barn", "c5-barn")]),
        "c5-barn does not belong there",
    ),
    "a year lost": (
        edit("rest_summary.csv", lambda lines: [line for line in lines if not line.startswith("2029;all")]),
        "rest_summary.csv: the row of 2029, all is missing",
    ),
    "a note of another amount": (note(parameters={"euros": 4000.0}), "notes[0].euros: found 4000.0; expected 4600.0"),
    "a note of another thing": (note(code="realised.lapsed"), "rest.json, notes: found realised.lapsed"),
    "a sentence that says otherwise": (note(message="Nothing is assumed."), "the sentence does not say 4600.0"),
}


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_what_is_corrupted_by_hand_is_named(folder: Path, name: str) -> None:
    corrupt, expected = CORRUPTIONS[name]
    corrupt(folder)
    assert expected in "\n".join(check(folder, followed(*ROWS)))


def test_what_stands_or_was_paid_otherwise_is_named(whole: Path) -> None:
    for place, row in enumerate(ROWS[:-1]):
        other = list(ROWS)
        other[place] = (*row[:4], 700.0 if row[4] is None else row[4] + 1)
        assert any("spent_eur" in line for line in check(whole, followed(*other))), row
    higher = [(*row[:3], "public_rooms", row[4]) if row[0] == "c1-club" else row for row in ROWS]
    assert check(whole, followed(*higher))
    assert (
        "found 2027; the programme has its years from" in check(whole, followed(*ROWS), toy_plans.PROGRAMMES["far"])[0]
    )


def test_what_cannot_be_read_is_said_with_file_row_and_value(folder: Path) -> None:
    edit("rest_wifi.csv", of("b1-library", ";2029;", ";2028.5;"))(folder)
    (folder / "rest_waiting.csv").unlink()
    with pytest.raises(UnreadablePlan) as caught:
        read_rest(folder)
    said = caught.value.render()
    assert "rest_wifi.csv, row " in said
    assert "2028.5 is not a whole number" in said
    assert "rest_waiting.csv: there is no such file." in said


BUILDINGS = sorted(toy_plans.BUILDINGS)
FOLLOW_UP = st.lists(
    st.tuples(
        st.sampled_from(BUILDINGS),
        st.sampled_from([2026, 2027]),
        st.sampled_from(["installed", "installed", "under_way", "dropped"]),
        st.sampled_from([None, *(tier.key for tier in RULES.tiers), "other"]),
        st.sampled_from([None, 0.0, 1234.56, 20_000.0]),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda row: row[:2],
)


@pytest.mark.slow
@draws(12)
@given(FOLLOW_UP, st.sampled_from(["every rule", "defaults", "everybody", "in a gap", "assumptions", "where it stops"]))
def test_whatever_was_carried_out_the_rest_holds(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Row], name: str
) -> None:
    folder = tmp_path_factory.mktemp("law")
    rest = written(folder, tuple(rows), toy_plans.PROGRAMMES[name])
    if rest.has_plan:
        assert check(folder, followed(*rows), toy_plans.PROGRAMMES[name]) == []
