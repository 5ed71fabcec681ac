"""A row told by hand: a version like any other, with who and why, and taken back."""

from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from config import place
from geo.errors import MaillageError
from layers import Refused, layer
from store.refresh import refresh
from store.store import Store
from store.uploads import publish_by_hand, take_back, waiting_uploads
from tests.layers.toy_layers import NOW

REALISED = layer("realised")
LATER = NOW + timedelta(hours=1)


def _town(tmp_path: Path) -> Store:
    return Store(tmp_path / "data", place("52011"))


def _row(building: str, year: int, progress: str = "installed", **more: object) -> dict[str, object]:
    return {"building_id": building, "year": year, "progress": progress, **more}


def _tell(store: Store, row: dict[str, object], now: datetime = NOW) -> object:
    return publish_by_hand(store, REALISED, row, who="Ann", reason="seen on site", now=now)


def test_rows_told_by_hand_are_versions_and_the_same_building_and_year_is_told_anew(tmp_path: Path) -> None:
    store = _town(tmp_path)
    _tell(store, _row("0007", 2027, tier="hall", spent_eur=9999.0, connections=None))
    _tell(store, _row("=B2", 2027, "dropped", spent_eur=None))
    proposal, report = publish_by_hand(
        store,
        REALISED,
        _row("0007", 2027, tier="whole", spent_eur=1234.5, connections=9999),
        who="Bo",
        reason="bill",
        now=LATER,
    )
    table = store.read("realised").set_index("building_id")
    assert table.loc["0007", ["tier", "spent_eur", "connections"]].tolist() == ["whole", 1234.5, 9999]
    # Nobody said what was paid there: unknown, not nothing.
    assert pd.isna(table.loc["=B2", "spent_eur"])
    assert report.rows == 2
    history = store.history("realised")
    assert [(each.who, each.reason) for each in history.publications][-1] == ("Bo", "bill")
    assert waiting_uploads(store) == []

    take_back(store, REALISED, proposal.source, report.version, proposal.over, now=LATER, who="Bo")
    back = store.read("realised").set_index("building_id")
    assert back.loc["0007", ["tier", "spent_eur"]].tolist() == ["hall", 9999.0]


def test_a_row_is_laid_over_a_file_whatever_the_file_was_like(tmp_path: Path) -> None:
    store = _town(tmp_path)
    file = tmp_path / "suivi_20271231.csv"
    file.write_text(
        "Code;Année;Avancement;Niveau de service;Dépense\nBC1;2027;installé;hall d'entrée;4 600,50\n", "utf-8"
    )
    refresh(store, REALISED, None, [file], now=NOW)
    _tell(store, _row("BC2", 2027, "under_way"))
    table = store.read("realised").set_index("building_id")
    assert table["progress"].to_dict() == {"BC1": "installed", "BC2": "under_way"}
    assert table.loc["BC1", "spent_eur"] == 4600.5


def test_what_no_file_could_say_is_refused_and_nothing_is_published(tmp_path: Path) -> None:
    store = _town(tmp_path)
    _tell(store, _row("BC1", 2027))
    before = store.history("realised")
    with pytest.raises(Refused) as refused:
        _tell(store, _row("BC2", 2027, spent_eur=-5.0))
    assert [(fault.column, fault.value) for fault in refused.value.faults] == [("spent_eur", "-5.0")]
    with pytest.raises(MaillageError, match="who tells it and why"):
        publish_by_hand(store, REALISED, _row("BC2", 2027), who="Ann", reason=" ", now=NOW)
    assert store.history("realised") == before
    assert waiting_uploads(store) == []
