"""The board of layers says of when data are, or that nobody knows; it calls nothing new that may be old."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from config import place
from layers import layer
from store.refresh import refresh
from store.status import status
from store.store import Store
from tests.layers.toy_layers import NOW
from ui.components.board import board, vintage_board
from ui.context import Context
from words import translator
from words.numbers import Numbers


@pytest.mark.parametrize(
    ("language", "said", "never"),
    [
        ("en", "received on 2 March 2026, vintage unknown", "up to date"),
        ("fr", "reçue le 2 mars 2026, millésime inconnu", "à jour"),
        ("nl", "ontvangen op 2 maart 2026, peildatum onbekend", "actueel"),
    ],
)
def test_an_undated_layer_says_when_it_came_and_never_that_it_is_new(
    tmp_path: Path, language: str, said: str, never: str
) -> None:
    town = Store(tmp_path / "data", place("52011"))
    file = tmp_path / "inventaire.csv"
    file.write_text(
        "building_id;name;activity;public_access;x_m;y_m\nb;Biblio;culture;oui;652300;625100\n", "utf-8-sig"
    )
    refresh(town, layer("buildings"), None, [file], now=NOW)
    told = [each for each in status(town, today=date(2026, 3, 3)) if each.layer == "buildings"]
    translate = translator(language)
    context = cast("Context", SimpleNamespace(translate=translate, numbers=Numbers(language, translate)))
    page = str(board(context, told))
    assert said in page
    assert never not in page
    counted = replace(told[0], fault_counts={"note": 1, "warning": 2})
    figures = {"en": "1 note, 2 warnings", "fr": "1 note, 2 avertissements", "nl": "1 opmerking, 2 waarschuwingen"}
    assert figures[language] in str(board(context, [counted]))
    years = str(vintage_board(context, [replace(told[0], sources=())], date(2026, 3, 3)))
    assert "data-year" not in years, "only a year with a mark says its own on a telephone"
    assert translate("up to date") in str(board(context, [replace(told[0], state="fresh", vintage="2026-03-01")]))
