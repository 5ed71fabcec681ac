"""What leaves the room from the app is made from what is on the screen, by what makes it in the terminal."""

from datetime import datetime
from pathlib import Path

import pdfua
import pypdfium2
import pytest

from config import scenarios
from exports.dossier.pages import city_pages
from exports.dossier.pdf import pdf
from exports.page.page import page
from store.store import Store
from store.versions import Snapshot
from tests import toy_plans
from tests import toyville as toy
from ui.address.state import State
from ui.context import Context
from ui.leaving.files import dossier_of, page_of
from ui.leaving.material import material_of, on_screen
from words import translator
from words.numbers import Numbers


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
