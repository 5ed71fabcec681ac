"""What is said of each layer: fresh, stale, failed or absent, and where every raw file came from."""

import dataclasses
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from layers._spec import Column
from store.history import rollback
from store.refresh import RefusedRefresh, refresh
from store.snapshots import make_snapshot
from store.status import LayerStatus, provenance_table, status
from store.store import Store
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
    store,
)

TODAY = date(2026, 3, 2)


def _of(town: Store, layer: str, today: date = TODAY) -> LayerStatus:
    return next(each for each in status(town, today=today) if each.layer == layer)


def _population(town: Store, folder: Path, days: int = 0, rows=RESIDENT_ROWS) -> None:
    file = csv(folder / f"p{len(rows)}{rows[0][1]}.csv", "code;population", rows)
    refresh(town, POPULATION, None, [file], now=NOW + timedelta(days=days))


def _refused(town: Store, folder: Path, days: int) -> None:
    with pytest.raises(RefusedRefresh):
        refresh(
            town,
            POPULATION,
            None,
            [csv(folder / "bad.csv", "code;population", [(CODES[0], 1), (CODES[0], 2)])],
            now=NOW + timedelta(days=days),
        )


def test_nothing_is_absent_layer_by_layer(tmp_path: Path) -> None:
    told = status(store(tmp_path), today=TODAY)
    assert [each.layer for each in told] == [layer.name for layer in LAYERS]
    assert {each.state for each in told} == {"absent"}
    sectors = told[0]
    assert (sectors.required, sectors.version, sectors.rows, sectors.vintage) == (True, None, None, "")
    assert sectors.publisher == "Publisher of squares"
    assert sectors.fault_counts == {"error": 0, "row": 0, "warning": 0, "note": 0}


def test_what_is_published_is_told_with_its_sources(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, INDICATORS, None, [csv(tmp_path / "i.csv", "code;income", [(CODES[0], 1)])], now=NOW)
    later = NOW + timedelta(days=40)
    refresh(town, INDICATORS, None, [csv(tmp_path / "j.csv", "code;poverty", [(CODES[0], 1)])], now=later)
    told = _of(town, "indicators", later.date())
    assert told.state == "fresh"
    assert (told.rows, told.vintage, told.licence) == (2, "2019; 2022", "CC BY 4.0")
    assert told.publisher == "Publisher of income; Publisher of poverty"
    assert told.retrieved_at == "2026-03-02T09:30:00Z", "the source refreshed longest ago"
    assert [(each.source, each.files, each.received_at[:10]) for each in told.sources] == [
        ("income", ("i.csv",), "2026-03-02"),
        ("poverty", ("j.csv",), "2026-04-11"),
    ]


def test_a_layer_grows_stale_the_day_after_its_days_are_over(tmp_path: Path) -> None:
    town = store(tmp_path)
    _population(town, tmp_path)
    last = TODAY + timedelta(days=POPULATION.stale_after_days)
    assert _of(town, "population", last).state == "fresh"
    told = _of(town, "population", last + timedelta(days=1))
    assert (told.state, told.stale_since) == ("stale", "2026-06-11T00:00:00Z")
    _population(town, tmp_path, days=101)
    assert _of(town, "population", last + timedelta(days=1)).state == "stale", "received again, and as old as before"


def test_a_refusal_is_told_with_its_faults_until_a_refresh_goes_through(tmp_path: Path) -> None:
    town = store(tmp_path)
    _population(town, tmp_path)
    _refused(town, tmp_path, 10)
    _refused(town, tmp_path, 20)
    told = _of(town, "population", TODAY + timedelta(days=20))
    assert (told.state, told.stale_since, told.rows) == ("failed", "2026-03-12T09:30:00Z", 9)
    assert [fault.code for fault in told.faults] == ["key.duplicate"]
    assert told.fault_counts == {"error": 1, "row": 0, "warning": 0, "note": 0}
    assert (told.attempted_at, told.attempted_files) == ("2026-03-22T09:30:00Z", ("bad.csv",))
    _population(town, tmp_path, days=30)
    told = _of(town, "population", TODAY + timedelta(days=30))
    assert (told.state, told.stale_since, told.faults) == ("fresh", None, ())


def test_a_refused_and_old_layer_is_stale_since_the_earlier_of_both(tmp_path: Path) -> None:
    town = store(tmp_path)
    _population(town, tmp_path)
    _refused(town, tmp_path, 300)
    told = _of(town, "population", TODAY + timedelta(days=300))
    assert (told.state, told.stale_since) == ("failed", "2026-06-11T00:00:00Z")


def test_a_layer_never_published_can_have_failed(tmp_path: Path) -> None:
    town = store(tmp_path)
    _refused(town, tmp_path, 0)
    told = _of(town, "population")
    assert (told.state, told.stale_since, told.version) == ("failed", None, None)


def test_a_refusal_with_the_clock_turned_back_is_still_the_last_attempt(tmp_path: Path) -> None:
    town = store(tmp_path)
    _population(town, tmp_path, days=10)
    _refused(town, tmp_path, 5)
    assert _of(town, "population").state == "failed"


def test_going_back_is_fresh_again(tmp_path: Path) -> None:
    town = store(tmp_path)
    _population(town, tmp_path)
    _population(town, tmp_path, days=1, rows=[(code, "1") for code in CODES])
    _refused(town, tmp_path, 2)
    rollback(town, POPULATION, now=NOW)[0]
    assert _of(town, "population", TODAY + timedelta(days=3)).state == "fresh"


def test_the_join_is_told_source_by_source_at_its_worst(tmp_path: Path) -> None:
    town = store(tmp_path)
    _population(town, tmp_path)
    assert _of(town, "population").join_rate is None, "nothing to join to yet"
    refresh(town, SECTORS, None, [csv(tmp_path / "s.csv", "code;name", SECTOR_ROWS)], now=NOW)
    refresh(town, INDICATORS, None, [csv(tmp_path / "i.csv", "code;income", [(code, 1) for code in CODES])], now=NOW)
    six = [(code, 1) for code in CODES[:6]]
    refresh(town, INDICATORS, None, [csv(tmp_path / "j.csv", "code;poverty", six)], now=NOW)
    assert _of(town, "sectors").join_rate is None
    population, indicators = _of(town, "population"), _of(town, "indicators")
    assert (population.join_rate, population.sectors_share) == (1.0, 1.0)
    assert (indicators.join_rate, indicators.sectors_share) == (1.0, pytest.approx(6 / 9))


def test_a_layer_of_an_older_program_is_called_outdated(tmp_path: Path) -> None:
    town = store(tmp_path)
    _population(town, tmp_path)
    newer = replace(POPULATION, columns=(*POPULATION.columns, Column("households", "integer", "Households")))
    told = _of(store(tmp_path, SECTORS, newer), "population")
    assert (told.state, told.outdated, told.rows) == ("stale", True, 9)


def test_the_status_is_json(tmp_path: Path) -> None:
    town = store(tmp_path)
    _population(town, tmp_path)
    _refused(town, tmp_path, 1)
    told = json.loads(json.dumps([dataclasses.asdict(each) for each in status(town, today=TODAY)]))
    assert told[1]["faults"][0]["parameters"] == {"other_row": 2}


def test_every_raw_file_behind_a_snapshot_is_listed(tmp_path: Path) -> None:
    town = store(tmp_path)
    x, y = toyville.CORNER
    files = {
        "sectors": csv(tmp_path / "s.csv", "code;name", SECTOR_ROWS),
        "population": csv(tmp_path / "p.csv", "code;population", RESIDENT_ROWS),
        "buildings": csv(tmp_path / "b.csv", "inventory;name;x;y", [("b1", "Pool", x, y)]),
    }
    for name, file in files.items():
        refresh(town, town.layer(name), None, [file], now=NOW)
    refresh(town, BUILDINGS, None, [csv(tmp_path / "e.csv", "schools;name;x;y", [("e1", "School", x, y)])], now=NOW)
    for name in ("Orange.bin", "Proximus.bin"):
        (tmp_path / name).write_bytes(name.encode())
    grids = [tmp_path / "Proximus.bin", tmp_path / "Orange.bin"]
    refresh(town, MOBILE, MOBILE.sources[0], grids, now=NOW)
    snapshot = make_snapshot(town, now=NOW)
    other = [(code, 1) for code in CODES]
    refresh(town, POPULATION, None, [csv(tmp_path / "p2.csv", "code;population", other)], now=NOW)
    table = provenance_table(town, snapshot)
    assert list(zip(table["layer"], table["source"], table["file_name"], table["rows"], strict=True)) == [
        ("sectors", "squares", "s.csv", 9),
        ("population", "register", "p.csv", 9),
        ("buildings", "inventory", "b.csv", 1),
        ("buildings", "schools", "e.csv", 1),
        ("mobile_5g", "grids", "Orange.bin", 2),
        ("mobile_5g", "grids", "Proximus.bin", 2),
    ]
    assert table.loc[1, "size_bytes"] == files["population"].stat().st_size
    assert set(table["retrieved_at"]) == {"2026-03-02T09:30:00Z"}
    assert set(table["url"]) == {""}
    assert table["sha256"].is_unique
    assert table["publisher"].tolist()[0] == "Publisher of squares"
