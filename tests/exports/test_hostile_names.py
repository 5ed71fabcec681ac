"""Forty hostile names in everything that leaves the program: each is read back as the text it is, and nothing runs."""

import csv
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import geopandas as gpd
import openpyxl
import pandas as pd
import pypdfium2
import pytest
from openpyxl.utils.escape import unescape

from exports.csv_files import neutralised
from exports.dossier.pages import building_pages, city_pages
from exports.dossier.pdf import pdf
from exports.page.page import page
from exports.slides.slides import slides
from exports.write import write_export
from geo.ranking import Assessment, assess
from tests import toy_plans, toyville
from tests.exports.dossier.materials import CREATED, material
from tests.exports.page.test_page import read
from tests.hostile_names import FORTY
from words import translator
from words.printable import printable

KEYS = [f"h{number}" for number in range(len(FORTY))]

PROGRAMME = toy_plans.PROGRAMMES["everybody"].model_copy(update={"budgets_eur": (900_000.0,), "forced_in": tuple(KEYS)})
"""A plan that must have each of them, so that it names them all."""


@pytest.fixture(scope="module")
def assessed() -> Assessment:
    rows = {
        key: {"name": name, "at": (12.0 + 6.5 * (number % 40), 14.0 + 6.5 * (number * 7 % 40)), "floor_area_m2": 300.0}
        for number, (key, name) in enumerate(zip(KEYS, FORTY, strict=True))
    }
    tables = toyville.full_tables(buildings=toyville.buildings({**toyville.BUILDINGS, **rows}))
    return assess(tables, toyville.PLACE, toyville.PARAMETERS)


@pytest.fixture(scope="module")
def exported(assessed: Assessment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    plan = toy_plans.to_write(assessed, PROGRAMME)
    assert set(KEYS) <= set(plan.plan.rows["building_id"])
    parts = {"plan": plan, "decisions": (), "language": "fr", "translate": translator("fr")}
    weights = toyville.PARAMETERS.weights
    write_export(folder, assessed, weights, pd.DataFrame({"layer": ["sectors"]}), "abc", **parts)
    return folder


@pytest.mark.slow
def test_tables_give_each_name_back_in_its_own_cell(exported: Path) -> None:
    seen = 0
    for path in exported.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream, delimiter=";"))
        assert all(None not in row for row in rows), f"{path.name}: no name opens a cell"
        if rows and {"building_id", "name"} <= set(rows[0]):
            told = {row["building_id"]: row["name"] for row in rows if row["building_id"] in KEYS}
            assert told == {key: neutralised(name) for key, name in _named(told)}, path.name
            seen += len(told) == len(FORTY)
    assert seen >= 2, "buildings, and the programme"
    assert not any(neutralised(name)[0] in "=+-@" for name in FORTY)


@pytest.mark.slow
def test_the_workbook_holds_texts_and_no_formula(exported: Path) -> None:
    opened = openpyxl.load_workbook(exported / "maillage.xlsx")
    sheet = next(each for each in opened.worksheets if each.title == "Bâtiments")
    header = [cell.value for cell in sheet[2]]
    told = {row[header.index("building_id")]: row[header.index("name")] for row in sheet.iter_rows(3, values_only=True)}
    for key, name in zip(KEYS, FORTY, strict=True):
        # A spreadsheet program reads ``_x005F_`` as an underscore; this reader leaves that to us.
        assert unescape(told[key]) in (name, printable(name))
    assert {cell.data_type for one in opened.worksheets for row in one.iter_rows() for cell in row} <= set("snbd")
    with zipfile.ZipFile(exported / "maillage.xlsx") as packed:
        sheets = [name for name in packed.namelist() if name.startswith("xl/worksheets")]
        assert not any(b"<f>" in packed.read(name) for name in sheets)
        assert not any(b"example.invalid" in packed.read(name) for name in packed.namelist() if name.endswith("rels"))


@pytest.mark.slow
def test_maps_of_other_programs_give_each_name_back(exported: Path) -> None:
    for path in (exported / "maillage.gpkg", exported / "sites.parquet"):
        read_back = gpd.read_parquet(path) if path.suffix == ".parquet" else gpd.read_file(path, layer="sites")
        told = dict(zip(read_back["building_id"], read_back["name"], strict=True))
        assert {key: told[key] for key in KEYS} == dict(zip(KEYS, FORTY, strict=True)), path.name
    for path in exported.glob("*.json*"):
        assert json.loads(path.read_text(encoding="utf-8"))
    for path in [*exported.glob("*.qgs"), *exported.glob("*.qml")]:
        ElementTree.fromstring(path.read_text(encoding="utf-8"))


@pytest.mark.slow
def test_the_page_runs_nothing_and_shows_every_name(assessed: Assessment) -> None:
    text = page(material("fr", assessed))
    found, bare = read(text), read(page(material("fr")))
    assert set(found.kinds) == set(bare.kinds), "no name opens an element"
    assert found.kinds.count("script") == bare.kinds.count("script")
    assert found.handlers == []
    told = {each["id"]: each["name"] for each in json.loads(found.data)["buildings"]}
    assert {key: told[key] for key in KEYS} == {key: printable(name) for key, name in zip(KEYS, FORTY, strict=True)}


@pytest.mark.slow
def test_pictures_stay_pictures(assessed: Assessment) -> None:
    for text in slides(material("fr", assessed)).values():
        read_back = ElementTree.fromstring(text)
        assert not any(each.tag.endswith("script") for each in read_back.iter())
        assert not any(name.startswith("on") for each in read_back.iter() for name in each.attrib)


@pytest.mark.slow
def test_the_dossier_prints_every_name_as_it_is(assessed: Assessment, tmp_path: Path) -> None:
    made = replace(material("fr", assessed), plan=toy_plans.to_write(assessed, PROGRAMME).plan)
    said = _printed(pdf(city_pages(made), CREATED, tmp_path / "fonts"))
    shown = [key for key in KEYS if _latin(made.names[key]) and _close(made.names[key]) in said]
    latin = [key for key in KEYS if _latin(made.names[key])]
    assert len(latin) >= 30
    assert shown == latin
    # A page of one building: a script that no font of ours has is written out, and nothing is dropped in silence.
    chinese = KEYS[FORTY.index("中文图书馆")]
    assert "[U+4E2D]" in _printed(pdf(building_pages(made, chinese), CREATED, tmp_path / "fonts"))


def _named(told: dict[str, str]) -> list[tuple[str, str]]:
    return [(key, name) for key, name in zip(KEYS, FORTY, strict=True) if key in told]


def _latin(name: str) -> bool:
    """Say whether the fonts of the program have every letter."""
    return all(letter < "\u0250" or letter in "’“”–" for letter in name)


def _close(text: str) -> str:
    return re.sub(r"[\s\u00a0\u200b\ufffe\u00ad]", "", text)


def _printed(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return _close("".join(each.get_textpage().get_text_bounded() for each in document))
