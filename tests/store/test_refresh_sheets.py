"""A sheet named by whoever passes the file: read, kept with the file, and read again whenever the part is made anew."""

import dataclasses
from pathlib import Path

import pytest

from config import place
from geo.place import Mapping
from layers import layer
from store._publishing.parts import make_part
from store.check import _refresh
from store.refresh import RefusedRefresh, propose, refresh, validate
from store.store import Store
from tests.command_line import maillage
from tests.layers.city_files import workbook
from tests.layers.toy_layers import NOW

BUILDINGS = layer("buildings")
HEADER = ("building_id", "name", "activity", "public_access", "x_m", "y_m", "floor_area_m2")
ROUX = ("lib", "Bibliothèque de Roux", "culture", "oui", 652300, 625100, 320)
GILLY = ("pool", "Piscine de Gilly", "sport", "oui", 658500, 624000, 1400)
GROUPS = ("Identité", None, None, "Accueil", "Situation", None, "Taille")
LEGEND = [("Légende", "Ce que disent les colonnes"), ("name", "le nom du bâtiment"), ("x_m", "en mètres")]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a workbook with a legend first, and two years of one list under titles of groups."""
    sheets = {"Lisez-moi": LEGEND, "2025": [GROUPS, HEADER, ROUX], "2026": [GROUPS, HEADER, ROUX, GILLY]}
    return workbook(tmp_path, "inventaire.xlsx", sheets).path


def _store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data", place("52011"), (BUILDINGS,))


def test_where_two_sheets_may_be_meant_the_choice_is_asked_and_kept(tmp_path: Path, book: Path) -> None:
    town = _store(tmp_path)
    with pytest.raises(RefusedRefresh) as caught:
        refresh(town, BUILDINGS, None, [book], now=NOW)
    (fault,) = caught.value.faults
    assert (fault.code, fault.parameters["sheets"]) == ("table.several_tables", "2025, 2026")
    assert refresh(town, BUILDINGS, None, [book], now=NOW, sheet="2025").rows == 1
    report = refresh(town, BUILDINGS, None, [book], now=NOW, sheet="2026")
    assert (report.rows, report.changed) == (2, True)
    version = town.published("buildings")
    assert version is not None
    (part,) = version.sources
    assert [file.sheet for file in part.files] == ["2026"]
    again = make_part(town, BUILDINGS, BUILDINGS.source(part.source), part.files)
    assert sorted(again.cleaned.table["building_id"]) == ["lib", "pool"], "read anew from the raw file, the same sheet"
    assert _refresh(town, version).endswith("--sheet 2026")


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path, book: Path) -> None:
    town = _store(tmp_path)
    (fault,) = validate(town.place, BUILDINGS, BUILDINGS.source("inventory"), [book], sheet="2024")
    assert (fault.code, fault.value) == ("table.which_sheet", "2024")
    assert fault.parameters["sheets"] == "Lisez-moi, 2025, 2026"
    plain = tmp_path / "inventaire.csv"
    plain.write_text(";".join(HEADER) + "\n" + ";".join(map(str, ROUX)) + "\n", "utf-8")
    (fault,) = validate(town.place, BUILDINGS, BUILDINGS.source("inventory"), [plain], sheet="2026")
    assert (fault.code, fault.value) == ("table.no_sheets", "2026"), "a choice that cannot be kept is not passed over"
    assert validate(town.place, BUILDINGS, BUILDINGS.source("inventory"), [plain]) != [fault]


def test_the_sheet_asked_goes_before_the_one_of_the_configuration(tmp_path: Path, book: Path) -> None:
    town = _store(tmp_path)
    mappings = dict(town.place.mappings)
    kept = mappings.get("buildings.inventory")
    assert kept is None or kept.sheet is None
    told = town.place.model_copy(update={"mappings": {**mappings, "buildings.inventory": Mapping(sheet="2025")}})
    configured = dataclasses.replace(town, place=told)
    rows = {
        sheet: propose(configured, BUILDINGS, None, [book], now=NOW, sheet=sheet).version.rows for sheet in ("", "2026")
    }
    assert rows == {"": 1, "2026": 2}


def test_the_terminal_takes_a_sheet(tmp_path: Path, book: Path) -> None:
    data = tmp_path / "d"
    asked = maillage(data, "refresh", "buildings", "--from", book)
    assert asked.status == 1
    assert "2025, 2026" in asked.error
    assert "--sheet" in asked.error
    assert "1 row published" in maillage(data, "refresh", "buildings", "--from", book, "--sheet", "2025").output
    seen = maillage(data, "diff", "buildings", book, "--sheet", "2026")
    assert seen.status == 0
    assert "Piscine de Gilly" in seen.output or "pool" in seen.output
    assert maillage(data, "validate", "buildings", book, "--sheet", "2026", "--json").status == 0
