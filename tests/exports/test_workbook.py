"""The workbook of an export: what a spreadsheet program finds in it is what the CSV files say, in its own types."""

import csv
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from exports.columns import TABLES
from exports.csv_files import neutralised
from exports.lots.tables import LotsToWrite
from exports.workbook import book
from exports.workbook.titles import READ_ME, TITLES, UNITS
from exports.write import write_export
from geo.lots import plan_lots
from geo.ranking import assess
from geo.settings import Lots
from geo.texts import LANGUAGES
from tests import toy_plans, toyville
from words import translator

WEIGHTS = toyville.PARAMETERS.weights
HOSTILE = {
    "h1": {"name": '=HYPERLINK("http://x.invalid";"Pool")', "at": (120.0, 120.0), "address": "+cmd|' /C calc'!A0"},
    "h2": {"name": "http://x.invalid", "at": (130.0, 120.0), "address": "_x0041_\x07\u202e@SUM(1)"},
}
ADDED = {"address", "postal_code"}


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workbook")
    rows = {**toy_plans.BUILDINGS, **HOSTILE}
    assessed = assess(toyville.full_tables(buildings=toyville.buildings(rows)), toyville.PLACE, toyville.PARAMETERS)
    plan = toy_plans.to_write(toy_plans.assessment(), toy_plans.PROGRAMMES["every rule"])
    lots = LotsToWrite(plan_lots(assessed.evidence, Lots(assumed_desks=3)), plan.scenario, plan.scenario_toml)
    parts = {"plan": plan, "lots": lots, "decisions": (), "language": "fr", "translate": translator("fr")}
    write_export(folder, assessed, WEIGHTS, pd.DataFrame({"layer": ["sectors"]}), "abc", **parts)
    return folder


@pytest.fixture(scope="module")
def sheets(exported: Path) -> dict[str, Worksheet]:
    opened = openpyxl.load_workbook(exported / "maillage.xlsx")
    return {sheet.title: sheet for sheet in opened.worksheets}


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream, delimiter=";"))


def _typed(sheet: Worksheet) -> list[dict[str, object]]:
    header = [cell.value for cell in sheet[2]]
    return [dict(zip(header, row, strict=True)) for row in sheet.iter_rows(min_row=3, values_only=True)]


def _says(value: object, cell: str) -> bool:
    """Say whether a typed cell says what a cell of the CSV file says."""
    if value is None:
        return cell == ""
    if isinstance(value, bool):
        return cell == str(value).lower()
    if isinstance(value, int | float):
        return float(cell) == pytest.approx(float(value), rel=1e-14)
    if isinstance(value, datetime):
        return cell == value.strftime("%Y-%m-%d")
    return cell.replace("\r\n", "\n") == neutralised(str(value))


@pytest.mark.slow
def test_every_table_is_a_sheet_and_says_what_its_file_says(exported: Path, sheets: dict[str, Worksheet]) -> None:
    french = translator("fr")
    files = {path.stem for path in exported.glob("*.csv")}
    assert list(sheets) == [french(READ_ME), *(french(title) for name, title in TITLES.items() if name in files)]
    for name in files - {"columns"}:
        written, rows = _typed(sheets[french(TITLES[name])]), _rows(exported / f"{name}.csv")
        header, body = rows[0], rows[1:]
        assert len(written) == len(body), name
        for found, row in zip(written, body, strict=True):
            assert [each for each in found if each in header or each not in ADDED] == header, name
            for column, cell in zip(header, row, strict=True):
                # Excel keeps a control character as a code, which this reader leaves as it is.
                value = found[column]
                plain = value.replace("_x0007_", "\x07").replace("_x005F_", "_") if isinstance(value, str) else value
                assert _says(plain, cell), (name, column, value, cell)


def test_cells_have_types_and_units_stand_above(sheets: dict[str, Worksheet]) -> None:
    first = _typed(sheets["Programme Wi-Fi"])[0]
    assert isinstance(first["year"], int)
    assert isinstance(first["capex_eur"], int | float)
    units = dict(zip([cell.value for cell in sheets["Bâtiments"][2]], sheets["Bâtiments"][1], strict=True))
    assert units["floor_area_m2"].value == "mètres carrés"
    assert units["name"].value is None
    ready = {row["building_id"]: row["ready_from"] for row in _typed(sheets["Bâtiments"])}
    assert ready["c2-hall"] == datetime(2028, 6, 1)
    assert {type(row["public_access"]) for row in _typed(sheets["Bâtiments"])} <= {bool, type(None)}
    assert {row["public_access"] for row in _typed(sheets["Bâtiments"])} == {True, False, None}


def test_buildings_stand_with_their_address_wherever_they_are_named(sheets: dict[str, Worksheet]) -> None:
    checked = 0
    for title, sheet in sheets.items():
        header = [cell.value for cell in sheet[2]]
        if "building_id" in header and "name" in header and title != "Lisez-moi":
            place = header.index("name")
            assert "address" in header if title == "Bâtiments" else header[place + 1] == "address", title
            checked += 1
    assert checked >= 7
    at = {row["building_id"]: row["address"] for row in _typed(sheets["Classement pour le Wi-Fi"])}
    assert at["h1"] == HOSTILE["h1"]["address"]


def test_no_name_is_a_formula_or_a_link(exported: Path, sheets: dict[str, Worksheet]) -> None:
    for sheet in sheets.values():
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "b", "d", "inlineStr"}
        assert all(each.location for each in sheet._hyperlinks), "only links inside the workbook"
    with zipfile.ZipFile(exported / "maillage.xlsx") as packed:
        assert not any(b"<f>" in packed.read(name) for name in packed.namelist() if name.startswith("xl/worksheets"))
        assert not any("x.invalid" in packed.read(name).decode() for name in packed.namelist() if name.endswith("rels"))


def test_names_stay_in_sight_and_rows_can_be_filtered(sheets: dict[str, Worksheet]) -> None:
    ranking = sheets["Classement pour le Wi-Fi"]
    assert ranking.freeze_panes == "C3"
    assert ranking.auto_filter.ref == f"A2:{ranking.dimensions.split(':')[1]}"


def test_the_page_names_every_sheet_and_what_is_not_in_it(
    exported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assessed = toy_plans.assessment()
    monkeypatch.setattr(book, "LONGEST", 20)
    tables = {"sites": pd.DataFrame({"building_id": ["a"]}), "reach": pd.DataFrame({"distance_m": range(21)})}
    book.write_workbook(tmp_path / "m.xlsx", tables, assessed, "abc", "nl", translator("nl"))
    opened = openpyxl.load_workbook(tmp_path / "m.xlsx")
    page = "\n".join(str(value) for row in opened.worksheets[0].iter_rows(values_only=True) for value in row if value)
    assert "reach.csv" in page
    assert "Synthetische" in page or "verzonnen" in page
    assert opened.sheetnames == ["Lees mij", "Gebouwen", "Kolommen van de tabellen"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_fit_on_tabs_in_every_language(language: str) -> None:
    said = [translator(language)(title) for title in (READ_ME, *TITLES.values())]
    assert max(map(len, said)) <= 31
    assert len({each.casefold() for each in said}) == len(said)
    assert not any(set(each) & set("[]:*?/\\") or each[0] == "'" or each[-1] == "'" for each in said)


def test_every_table_has_a_title_and_every_unit_its_words() -> None:
    assert set(TITLES) == set(TABLES)
    assert {column.unit for columns in TABLES.values() for column in columns} <= {*UNITS, ""}
