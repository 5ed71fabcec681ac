"""The real public files through the whole store: refreshed, joined, fixed as a snapshot and read back."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from config import place
from layers._registry import layer
from store.refresh import refresh
from store.snapshots import make_snapshot
from store.status import provenance_table, status
from store.store import Store

pytestmark = pytest.mark.real

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def _town(folder: Path, data: Path, nis_code: str, name: str) -> Store:
    """Refresh every layer there is a real file of, each told by its content."""
    town = Store(folder, place(nis_code))
    here = data / name
    (sectors,) = here.glob("sh_statbel_*.geojson")
    files = {
        "sectors": [sectors],
        "population": sorted(here.glob("OPENDATA_SECTOREN_*")),
        "indicators": sorted([*here.glob("TF_PSNL_INC_TAX_SECTOR*"), *here.glob("bimd2011*")]),
        "residences": sorted(here.glob("population_grid_*")),
        "buildings": [data / "signaletique-fase_FWB.csv"],
    }
    for layer_name, paths in files.items():
        for path in paths:
            refresh(town, layer(layer_name), None, [path], now=NOW)
    return town


def test_charleroi(tmp_path: Path, shared_data: Path) -> None:
    town = _town(tmp_path, shared_data, "52011", "charleroi")
    snapshot = make_snapshot(town, now=NOW)
    tables = town.tables(snapshot)
    assert len(tables.sectors) == 291
    assert tables.population["population"].sum() == 202_201
    assert tables.indicators is not None
    figures = (
        tables.indicators[tables.indicators["value"].notna()].groupby("indicator")["sector_code_statbel"].nunique()
    )
    assert figures["bimd_income_score"] == 273
    assert figures["median_income_eur"] == 257
    assert len(tables.buildings) == 170
    assert (tables.wifi, tables.fibre, tables.mobile_5g) == (None, None, None)
    assert {each.layer for each in status(town, today=date(2026, 3, 2)) if each.state == "absent"} == {
        each.name for each in town.layers
    } - set(snapshot.layers)
    sources = provenance_table(town, snapshot)
    assert sources["source"].tolist() == [
        "statbel",
        "statbel",
        "statbel_income",
        "bimd",
        "population_grid",
        "schools",
    ]
    missing = [fault for fault in snapshot.faults if fault.file.startswith("bimd")]
    assert [fault.parameters["missing"] for fault in missing] == [18]


def test_liege_by_configuration_alone(tmp_path: Path, shared_data: Path) -> None:
    town = _town(tmp_path, shared_data, "62063", "liege")
    tables = town.tables(make_snapshot(town, now=NOW))
    assert len(tables.sectors) == 184
    assert tables.population["population"].sum() == 197_248
    assert len(tables.buildings) > 0
