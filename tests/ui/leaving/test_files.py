"""What leaves the room from the app is made from what is on the screen, by what makes it in the terminal."""

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
import pdfua
import pyogrio
import pypdfium2
import pytest

from config import scenarios
from exports.dossier.pages import city_pages
from exports.dossier.pdf import pdf
from exports.page.page import page
from exports.tables import SYNTHETIC_NOTE
from store.store import Store
from store.versions import Snapshot
from tests import toy_plans
from tests import toyville as toy
from tests.geo.ready import DONE, READY
from ui.address.state import State
from ui.context import Context
from ui.leaving.everything import archive_of, workbook_of
from ui.leaving.files import dossier_of, page_of
from ui.leaving.material import material_of, on_screen
from ui.programme.words import result_words
from words import translator
from words.numbers import Numbers
from words.realised import realised_sentences

pytestmark = pytest.mark.slow


@pytest.fixture(params=["fr", "nl"])
def context(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Context:
    # What the reader chose is kept by the page, and there is none here: nothing was chosen.
    monkeypatch.setattr(Context, "state", State())
    translate = translator(request.param)
    return Context(
        place=toy.PLACE,
        store=Store(tmp_path, toy.PLACE),
        snapshot=Snapshot("1", toy.PLACE.key, {}, "2026-03-02T09:30:00Z", True, ()),
        scenario=scenarios()["reference"],
        assessment=toy_plans.assessment(),
        translate=translate,
        numbers=Numbers(request.param, translate),
        addresses={},
        library={},
        identity=f"leaving {request.param}",
    )


def test_the_dossier_is_set_in_another_process_with_the_bytes_of_this_one(context: Context, tmp_path: Path) -> None:
    shown = on_screen(context)
    made = dossier_of(context, shown)
    material = material_of(context, shown)
    created = datetime.fromisoformat(material.created_at)
    assert made == pdf(city_pages(material), created, tmp_path / "other fonts")
    path = tmp_path / "app.pdf"
    path.write_bytes(made)
    assert pdfua.validate(path).findings == ()
    with pypdfium2.PdfDocument(made) as document:
        said = "".join("".join(each.get_textpage().get_text_bounded().split()) for each in document)
    assert material.scenario_digest in said
    assert page_of(context, shown).decode() == page(material)


def _plain(text: object) -> str:
    """Return a text without markup and blanks, so that two ways to lay it out are one."""
    return re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", str(text)))


def test_screen_archive_workbook_page_and_dossier_tell_the_same_figures(context: Context, tmp_path: Path) -> None:
    """Whatever leaves the room has plan, roster and what was carried out, with the figures of the screen."""
    context = replace(
        context, assessment=replace(context.assessment, evidence=replace(context.assessment.evidence, realised=DONE))
    )
    plan = toy_plans.to_write(context.assessment, toy_plans.PROGRAMMES["every rule"]).plan
    shown = replace(on_screen(context), plan=plan, roster=READY["roster_plan"]())
    material = material_of(context, shown)
    with zipfile.ZipFile(io.BytesIO(archive_of(context, shown))) as archive:
        archive.extractall(tmp_path)
    package = tmp_path / "maillage.gpkg"
    assert {"programme_wifi", "realised", "roster_doors"} <= {str(name) for name, _kind in pyogrio.list_layers(package)}

    bought, table = (
        gpd.read_file(package, layer="programme_wifi"),
        pd.read_csv(tmp_path / "programme_wifi.csv", sep=";"),
    )
    assert (
        bought["capex_eur"].tolist() == table["capex_eur"].tolist() == plan.rows["capex_eur"].astype("float64").tolist()
    )
    spent, served = float(plan.years["spent_eur"].sum()), plan.years["people_served"].iloc[-1]
    assert round(bought["capex_eur"].sum(), 2) == round(spent, 2)
    said = [
        result_words(plan, context.translate, context.numbers),
        json.dumps(city_pages(material), ensure_ascii=False),
    ]
    for surface in (*said, page_of(context, shown).decode()):
        for figure in (context.numbers.euros(spent), context.numbers.people(served)):
            assert _plain(figure) in _plain(surface)

    found = material.realised
    assert found is not None
    placed = gpd.read_file(package, layer="realised").set_index("building_id")["outcome"].to_dict()
    assert placed == found.buildings["outcome"].to_dict()
    carried_out = pd.read_csv(tmp_path / "realised_years.csv", sep=";")
    assert carried_out["people_served"].tolist() == found.years["people_served"].tolist()
    for sentence in realised_sentences(found, context.numbers, context.translate):
        assert _plain(sentence) in _plain(said[1])

    book = openpyxl.load_workbook(io.BytesIO(workbook_of(context, shown)), read_only=True)
    rows = [list(sheet.iter_rows(values_only=True)) for sheet in book]
    cells = [row for sheet in rows for row in sheet if row and row[0] == plan.rows["building_id"].iloc[0]]
    assert any(float(plan.rows["capex_eur"].iloc[0]) in row for row in cells)


def test_the_calendar_of_the_archive_says_in_the_readers_language_that_data_are_invented(context: Context) -> None:
    invented = replace(
        context.assessment.evidence, place=context.place.model_copy(update={"synthetic": True}), realised=None
    )
    context = replace(context, place=invented.place, assessment=replace(context.assessment, evidence=invented))
    shown = replace(on_screen(context), roster=READY["roster_plan"]())
    with zipfile.ZipFile(io.BytesIO(archive_of(context, shown))) as archive:
        calendar = archive.read("timetable.ics").decode().replace("\r\n ", "")
    assert f"({context.translate(SYNTHETIC_NOTE)})" in calendar
