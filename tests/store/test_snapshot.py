"""Snapshots: the same state has the same name, nothing in them moves, and layers that do not fit are refused."""

import dataclasses
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from geo.errors import DataError, NothingPublishedError
from layers._spec import Column
from store.history import rollback
from store.refresh import refresh
from store.snapshots import LayersDoNotJoin, former_snapshot, layer_turns, make_snapshot
from store.store import Store
from store.versions import Snapshot
from tests import toyville
from tests.layers.toy_layers import (
    BUILDINGS,
    CODES,
    INDICATORS,
    LAYERS,
    MOBILE,
    NOW,
    POPULATION,
    RESIDENT_ROWS,
    SECTOR_ROWS,
    SECTORS,
    csv,
    every_file,
    store,
)
from tests.store.test_table_files import geotiff

LATER = NOW + timedelta(days=1)


def _fill(town: Store, folder: Path) -> None:
    """Publish the required layers."""
    x, y = toyville.CORNER
    refresh(town, SECTORS, None, [csv(folder / "s.csv", "code;name", SECTOR_ROWS)], now=NOW)
    refresh(town, POPULATION, None, [csv(folder / "p.csv", "code;population", RESIDENT_ROWS)], now=NOW)
    refresh(town, BUILDINGS, None, [csv(folder / "b.csv", "inventory;name;x;y", [("b1", "Pool", x, y)])], now=NOW)


def _more_people(town: Store, folder: Path) -> None:
    rows = [(code, 1) for code in CODES]
    refresh(town, POPULATION, None, [csv(folder / "p2.csv", "code;population", rows)], now=LATER)


def test_a_snapshot_names_the_published_versions(tmp_path: Path) -> None:
    town = store(tmp_path)
    assert town.current_snapshot() is None
    _fill(town, tmp_path)
    snapshot = make_snapshot(town, now=NOW)
    assert snapshot == town.current_snapshot() == town.snapshot(snapshot.id)
    assert snapshot.layers == {
        name: town.published(name).version  # type: ignore[union-attr]
        for name in ("sectors", "population", "buildings")
    }
    assert (snapshot.place_key, snapshot.created_at, snapshot.synthetic) == ("toyville", "2026-03-02T09:30:00Z", True)
    assert snapshot.faults == ()
    assert isinstance(snapshot, Snapshot)


def test_the_same_state_has_the_same_name_on_any_day_and_anywhere(tmp_path: Path) -> None:
    names = []
    for folder, moment in (("one", NOW), ("other", LATER)):
        town = store(tmp_path / folder)
        _fill(town, tmp_path)
        names.append(make_snapshot(town, now=moment).id)
    assert names[0] == names[1]
    before = every_file(town.folder)
    again = make_snapshot(town, now=LATER + timedelta(days=300))
    assert again.created_at == "2026-03-03T09:30:00Z", "the day this state was first made"
    assert every_file(town.folder) == before


def test_another_version_or_another_configuration_has_another_name(tmp_path: Path) -> None:
    town = store(tmp_path)
    _fill(town, tmp_path)
    first = make_snapshot(town, now=NOW)
    _more_people(town, tmp_path)
    second = make_snapshot(town, now=LATER)
    wider = toyville.PLACE.model_copy(update={"frame_margin_m": 1.0})
    third = make_snapshot(store(tmp_path, place=wider), now=LATER)
    assert len({first.id, second.id, third.id}) == 3


def test_a_snapshot_reads_the_same_whatever_is_published_later(tmp_path: Path) -> None:
    town = store(tmp_path)
    _fill(town, tmp_path)
    first = make_snapshot(town, now=NOW)
    content = (town.snapshot_folder / f"{first.id}.json").read_bytes()
    _more_people(town, tmp_path)
    assert town.tables(first).population["population"].sum() == 4500
    assert town.current_snapshot() == first, "publishing a layer changes no snapshot"
    second = make_snapshot(town, now=LATER)
    rollback(town, POPULATION, now=NOW)[0]
    assert town.tables(first).population["population"].sum() == 4500
    assert town.tables(second).population["population"].sum() == 9
    assert make_snapshot(town, now=LATER) == first, "rolled back, the state is the former one"
    assert town.current_snapshot() == first
    assert (town.snapshot_folder / f"{first.id}.json").read_bytes() == content


def test_the_former_snapshot_is_the_newest_other_one_and_what_differs_is_told(tmp_path: Path) -> None:
    town = store(tmp_path)
    _fill(town, tmp_path)
    first = make_snapshot(town, now=NOW)
    assert former_snapshot(town, first) is None
    _more_people(town, tmp_path)
    second = make_snapshot(town, now=LATER)
    assert former_snapshot(town, second) == first
    (turn,) = layer_turns(town, first, second)
    assert (turn.layer, turn.rows, turn.published_at) == (
        "population",
        (len(RESIDENT_ROWS), len(CODES)),
        "2026-03-03T09:30:00Z",
    )
    assert layer_turns(town, second, second) == ()
    assert {each.layer: each.rows for each in layer_turns(town, replace(first, layers={}), first)} == {
        name: (None, town.version(name, version).rows) for name, version in first.layers.items()
    }
    rollback(town, POPULATION, now=LATER, reason="wrong file")
    assert make_snapshot(town, now=LATER) == first
    assert former_snapshot(town, first) == second, "gone back from, the newer one is what was in force before"
    assert layer_turns(town, second, first)[0].reason == "wrong file"
    (town.snapshot_folder / f"{second.id}.json").write_text("{", "utf-8")
    assert former_snapshot(town, first) is None, "a damaged one is passed over"


def test_every_missing_layer_is_named(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, SECTORS, None, [csv(tmp_path / "s.csv", "code;name", SECTOR_ROWS)], now=NOW)
    with pytest.raises(NothingPublishedError, match="population, buildings"):
        make_snapshot(town, now=NOW)
    assert town.current_snapshot() is None
    with pytest.raises(NothingPublishedError, match="no snapshot abc"):
        town.snapshot("abc")


def test_tables_hold_what_is_published_and_none_for_the_rest(tmp_path: Path) -> None:
    town = store(tmp_path)
    _fill(town, tmp_path)
    tables = town.tables(make_snapshot(town, now=NOW))
    assert len(tables.sectors) == 9
    assert tables.buildings["name"].tolist() == ["Pool"]
    assert (tables.indicators, tables.wifi, tables.mobile_5g, tables.mobile_5g_rasters) == (None, None, None, ())


def test_grids_are_opened(tmp_path: Path) -> None:
    town = store(tmp_path)
    _fill(town, tmp_path)
    files = [
        geotiff(tmp_path / "Orange.tif", [[0, 1, 2], [3, 255, 0]]),
        geotiff(tmp_path / "Proximus.tif", [[2, 2, 2]]),
    ]
    refresh(town, MOBILE, MOBILE.sources[0], files, now=NOW)
    tables = town.tables(make_snapshot(town, now=NOW))
    assert [raster.operator for raster in tables.mobile_5g_rasters] == ["Orange", "Proximus"]
    assert tables.mobile_5g_rasters[0].classes.tolist() == [[0, 1, 2], [3, 255, 0]]
    assert tables.mobile_5g_rasters[0].transform == (100.0, 0.0, 655_000.0, 0.0, -100.0, 622_300.0)


def test_sectors_renumbered_under_the_figures_are_refused(tmp_path: Path) -> None:
    town = store(tmp_path)
    _fill(town, tmp_path)
    first = make_snapshot(town, now=NOW)
    renumbered = [(code.replace("0", "1", 2), "x") for code in CODES]
    new = csv(tmp_path / "new.csv", "code;name", renumbered)
    refresh(town, SECTORS, None, [new], now=LATER, accept_loss="the sectors of 2025")
    with pytest.raises(LayersDoNotJoin, match="do not fit together") as caught:
        make_snapshot(town, now=LATER)
    assert "join.renumbered" in {fault.code for fault in caught.value.faults}
    assert town.current_snapshot() == first


def test_one_renumbered_source_among_others_is_refused(tmp_path: Path) -> None:
    town = store(tmp_path)
    rows = [(code.replace("52011", "52012"), 1) for code in CODES]
    refresh(town, INDICATORS, None, [csv(tmp_path / "i.csv", "code;income", rows)], now=NOW)
    many = [(code, 1) for code in (*CODES, *(f"52011Z{number:02d}-" for number in range(90)))]
    refresh(town, INDICATORS, None, [csv(tmp_path / "j.csv", "code;poverty", many)], now=NOW)
    sectors = [(code, "x") for code, _ in many]
    refresh(town, SECTORS, None, [csv(tmp_path / "s.csv", "code;name", sectors)], now=NOW)
    refresh(town, POPULATION, None, [csv(tmp_path / "p.csv", "code;population", many)], now=NOW)
    refresh(town, BUILDINGS, None, [csv(tmp_path / "b.csv", "inventory;name;x;y", [("b1", "Pool", "", "")])], now=NOW)
    with pytest.raises(LayersDoNotJoin) as caught:
        make_snapshot(town, now=NOW)
    assert [fault.file for fault in caught.value.faults if fault.severity == "error"] == ["i.csv"]


def test_sectors_without_figures_are_a_warning_of_the_snapshot(tmp_path: Path) -> None:
    town = store(tmp_path)
    _fill(town, tmp_path)
    refresh(
        town, INDICATORS, None, [csv(tmp_path / "i.csv", "code;income", [(code, 1) for code in CODES[:7]])], now=NOW
    )
    snapshot = make_snapshot(town, now=NOW)
    assert [(fault.code, fault.file) for fault in snapshot.faults] == [("join.residents_without_figures", "i.csv")]
    assert town.snapshot(snapshot.id) == snapshot


def test_a_layer_published_by_an_older_program_has_to_be_refreshed(tmp_path: Path) -> None:
    town = store(tmp_path)
    _fill(town, tmp_path)
    newer = replace(POPULATION, columns=(*POPULATION.columns, Column("households", "integer", "Households")))
    after = store(tmp_path, *(newer if layer is POPULATION else layer for layer in LAYERS))
    with pytest.raises(DataError, match="maillage refresh population"):
        make_snapshot(after, now=NOW)


def test_a_snapshot_is_json_and_says_it_is_synthetic(tmp_path: Path) -> None:
    town = store(tmp_path)
    _fill(town, tmp_path)
    snapshot = make_snapshot(town, now=NOW)
    assert json.loads(json.dumps(dataclasses.asdict(snapshot)))["synthetic"] is True
    real = store(tmp_path, place=toyville.PLACE.model_copy(update={"synthetic": False}))
    assert make_snapshot(real, now=NOW).synthetic is False
