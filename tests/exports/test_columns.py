"""Every exported column is declared, every declaration is of a column: of Toyville and of the demonstration city."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from config import place
from config.settings_list import defaults
from exports.columns import COLUMNS, NOTE, TABLES, page
from exports.lots.tables import LotsToWrite
from exports.realised.rest import RestToWrite
from exports.roster.files import Named, RosterToWrite, Words
from exports.write import write_export
from geo.lots import plan_lots
from geo.programme import compare_realised, plan_instance, present_of
from geo.ranking.criteria import CRITERIA
from geo.roster import new_places, plan_roster, review_roster
from geo.settings import Lots
from layers import indicator_definitions
from store.status import PROVENANCE_COLUMNS
from tests import toy_plans, toyville
from tests.conftest import ROOT
from tests.geo.ready import CONTROL, DONE, ROSTER

ROSTERS = {name for name in TABLES if name.startswith("roster_")}

OWN_OF_TOYVILLE = {"poverty_share"}
"""Indicators Toyville invents, which no commune defines."""


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    told = toy_plans.assessment()
    assessed = replace(told, evidence=replace(told.evidence, realised=DONE))
    plan = toy_plans.to_write(assessed, toy_plans.PROGRAMMES["every rule"])
    provenance = pd.DataFrame(columns=list(PROVENANCE_COLUMNS))
    lots = LotsToWrite(plan_lots(assessed.evidence, Lots(assumed_desks=3)), plan.scenario, plan.scenario_toml)
    aidants = plan_roster(assessed.evidence, ROSTER, CONTROL)
    roster = RosterToWrite(
        aidants,
        Named("toyville", "abc", plan.scenario),
        plan.scenario_toml,
        date(2027, 1, 4),
        Words("{name}", "{hours} h"),
        review_roster(aidants, assessed.evidence, CONTROL),
        new_places(aidants, assessed.evidence, CONTROL, 1),
    )
    weights = toyville.PARAMETERS.weights
    left = present_of(assessed.evidence, plan.plan, compare_realised(assessed.evidence, plan.plan))
    rest = RestToWrite(left, plan_instance(left.instance, CONTROL), plan.scenario)
    parts = {"plan": plan, "lots": lots, "roster": roster, "decisions": (), "rest": rest}
    written = write_export(folder, assessed, weights, provenance, "abc", **parts)
    assert (folder / "timetable.ics") in written
    return folder


def _headers(folder: Path) -> dict[str, list[str]]:
    return {path.stem: path.read_text("utf-8-sig").splitlines()[0].split(";") for path in folder.glob("*.csv")}


def _columns(folder: Path) -> pd.DataFrame:
    return pd.read_csv(folder / "columns.csv", sep=";", encoding="utf-8-sig", dtype=str, keep_default_na=False)


def _hold(headers: Mapping[str, list[str]], indicators: set[str]) -> None:
    """Ask that headers are the declared columns in order, indicators after those of sectors, and the note last."""
    for name, header in headers.items():
        declared = [column.name for column in TABLES[name]]
        assert header[-1] == NOTE.name, name
        rest = header[:-1]
        if name == "sectors":
            assert set(rest[len(declared) :]) <= indicators
            rest = rest[: len(declared)]
        assert rest == declared, name


def test_every_column_is_declared_in_order_and_no_other(exported: Path) -> None:
    headers = _headers(exported)
    assert set(headers) == set(TABLES)
    _hold(headers, set(indicator_definitions(place("demo"))) | OWN_OF_TOYVILLE)


@pytest.mark.slow
def test_every_column_of_the_demonstration_city_is_declared(demo_export: Path) -> None:
    headers, table = _headers(demo_export), _columns(demo_export)
    absent = {"gaps_by_district", *ROSTERS, *(name for name in TABLES if name.startswith("rest_"))}
    assert set(headers) == set(TABLES) - absent, "no districts, and neither roster nor rest was asked for"
    _hold(headers, set(indicator_definitions(place("demo"))))
    assert (table[["meaning", "origin"]] != "").all().all()


def test_the_table_beside_tells_of_each_column_of_each_file_there(exported: Path) -> None:
    table = _columns(exported)
    told = {file.removesuffix(".csv"): group["column"].tolist() for file, group in table.groupby("file", sort=False)}
    assert told == _headers(exported)
    silent = set(table.loc[(table["meaning"] == "") | (table["origin"] == ""), "column"])
    assert silent <= OWN_OF_TOYVILLE
    assert list(table.columns) == [*(column.name for column in COLUMNS), NOTE.name]


def test_a_unit_in_a_name_is_the_declared_unit() -> None:
    units = {"m": "m", "m2": "m2", "eur": "EUR", "persons": "persons", "per_week": "h/week", "eur_per_year": "EUR/year"}
    for name, columns in TABLES.items():
        for column in columns:
            bare = re.sub(r"_(low|high)(?=_m$|_eur$|$)", "", column.name)
            found = re.search(r"_(m2|m|persons|eur_per_year|eur)$", bare)
            expected = {"residents", "members of staff", "euros per resident"} if "ranking" in name else set()
            assert not found or column.unit in {units[found[1]], *expected}, (name, column.name)


def test_settings_named_in_the_declarations_exist() -> None:
    names = {name.removeprefix("parameters.") for name in defaults()}
    words = " ".join(column.origin for columns in TABLES.values() for column in columns)
    named = set(re.findall(r"`((?:reach|costs|coverage|catchments|programme|devices)\.\w+)`", words)) - {
        "reach.csv",
        "devices.csv",
    }
    assert {"reach.limit_m", "costs.years_counted", "coverage.as_of", "programme.reach_m"} <= named
    # What the page of settings lists entry by entry has no default of its own.
    assert named - {"programme.tiers"} <= names


def test_columns_and_files_named_in_the_declarations_exist() -> None:
    known = {column.name for columns in TABLES.values() for column in columns} | set(
        indicator_definitions(place("demo"))
    )
    words = " ".join(column.origin for columns in TABLES.values() for column in columns)
    files = set(re.findall(r"`(\w+)\.csv`", words))
    assert files <= set(TABLES)
    named = {each for each in re.findall(r"`([a-z]\w+_\w+)`", words) if not each.endswith("_")}
    codes = {"support_places", "mobile_5g", "no_coordinates", "outside_commune", "in_commune", "public_access_known"}
    codes |= {"not_equipped", "floor_area_not_known", "fibre_not_known", "fibre_not_in_time", "running_cost_not_known"}
    codes |= {"function_known", "desks_known", "hours_known", "pupils_known", "ise_known", "school_pupils"}
    codes |= {"not_chosen", "within_walk", *(criterion.key for criterion in CRITERIA)}
    assert named - known - codes == set()


def test_the_written_page_is_up_to_date() -> None:
    assert (ROOT / "docs" / "exported_columns.md").read_text("utf-8") == page(), "run: make dictionary"
