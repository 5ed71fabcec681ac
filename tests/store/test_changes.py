"""A refresh says what it takes away, brings, moves and changes, and whom a new set of outlines leaves out."""

from pathlib import Path

import pandas as pd
import pytest

from layers import Fault
from store.refresh import refresh
from store.snapshots import changed_since, make_snapshot
from store.store import Store
from tests import toyville
from tests.cases import case
from tests.command_line import maillage
from tests.layers.toy_layers import (
    BUILDINGS,
    NOW,
    POPULATION,
    RESIDENT_ROWS,
    SECTOR_ROWS,
    SECTORS,
    csv,
    current_of,
    every_file,
    store,
)
from tests.store.deliveries import LATER, population_file, sectors_file

X, Y = toyville.CORNER
FIRST = [(f"b{number}", f"Lieu {number}", X + 10 * number, Y + 50) for number in range(1, 11)]


@pytest.fixture
def town(tmp_path: Path) -> Store:
    return store(tmp_path)


def _inventory(town: Store, folder: Path, rows: list[tuple[str, str, float, float]], when=LATER) -> dict[str, Fault]:
    path = csv(folder / "inventory.csv", "inventory;name;x;y", rows)
    found = refresh(town, BUILDINGS, None, [path], now=when).faults
    return {fault.code: fault for fault in found}


def test_what_went_came_moved_and_changed_is_said(town: Store, tmp_path: Path) -> None:
    assert _inventory(town, tmp_path, FIRST, NOW) == {}
    second = [("b1", "Renommé", *FIRST[0][2:]), ("b2", "Lieu 2", FIRST[1][2] + 600, FIRST[1][3] + 800), *FIRST[2:8]]
    second += [("b99", "lieu 9", FIRST[8][2] + 3, FIRST[8][3] + 4), ("b11", "Nouveau", X, Y)]
    told = _inventory(town, tmp_path, second)
    assert {code.removeprefix("change."): fault.parameters["rows"] for code, fault in told.items()} == {
        "gone": "b10 (Lieu 10); b9 (Lieu 9)",
        "came": "b11 (Nouveau); b99 (lieu 9)",
        "same_place": "b9 -> b99",
        "renamed": "b1: Lieu 1 -> Renommé",
        "moved": "b2 (1000 m)",
    }
    assert {fault.severity for fault in told.values()} == {"note"}
    assert _inventory(town, tmp_path, second) == {}, "nothing changed"


def test_what_is_said_of_a_change_is_no_part_of_the_version(town: Store, tmp_path: Path) -> None:
    """The same rows are the same version, whatever was published before them."""
    _inventory(town, tmp_path, FIRST, NOW)
    _inventory(town, tmp_path, FIRST[:9])
    version = town.published("buildings")
    assert version is not None
    assert [fault.code for fault in version.faults if fault.code.startswith("change.")] == []


def test_sectors_whose_people_lose_their_outline_are_counted(town: Store, tmp_path: Path) -> None:
    refresh(town, SECTORS, None, [sectors_file(tmp_path)], now=NOW)
    refresh(town, POPULATION, None, [population_file(tmp_path)], now=NOW)
    less = [sectors_file(tmp_path, SECTOR_ROWS[:-1])]
    report = refresh(town, SECTORS, None, less, now=LATER, accept_loss="eight of nine join")
    lost = {fault.code: fault for fault in report.faults}["change.outlines_lost"]
    assert lost.severity == "warning"
    assert (lost.parameters["count"], lost.parameters["people"]) == (1, RESIDENT_ROWS[-1][1])
    assert lost.parameters["rows"] == SECTOR_ROWS[-1][0]


def test_a_snapshot_is_behind_until_the_layers_are_as_they_were_or_built_again(town: Store, tmp_path: Path) -> None:
    refresh(town, SECTORS, None, [sectors_file(tmp_path)], now=NOW)
    refresh(town, POPULATION, None, [population_file(tmp_path)], now=NOW)
    _inventory(town, tmp_path, FIRST, NOW)
    snapshot = make_snapshot(town, now=NOW)
    assert changed_since(town, snapshot) == ()
    _inventory(town, tmp_path, FIRST[1:])
    refresh(town, SECTORS, None, [sectors_file(tmp_path, [(SECTOR_ROWS[0][0], "Autre"), *SECTOR_ROWS[1:]])], now=LATER)
    assert changed_since(town, snapshot) == ("sectors", "buildings")
    assert changed_since(town, make_snapshot(town, now=LATER)) == ()
    assert current_of(town, SECTORS)["generation"] == 2


def _done(data: Path, *words: object) -> str:
    answer = maillage(data, *words, commune="52011")
    assert answer.status == 0, answer.error
    return answer.output + answer.error


def _published(data: Path) -> dict[str, bytes]:
    """Return all that is kept of the files, and nothing that was computed from them."""
    return {name: each for name, each in every_file(data).items() if not {"assessments", "plans"} & {*Path(name).parts}}


@pytest.mark.slow
def test_the_cases_of_two_vintages(tmp_path: Path) -> None:
    outlines = [case(f"gis_19_sectors_{year}0101.geojson") for year in (2024, 2025)]
    inventories = [case(f"gis_16_inventory_v{number}.csv") for number in (1, 2)]
    _done(tmp_path, "refresh", "sectors", "--from", outlines[0])
    _done(tmp_path, "refresh", "population", "--from", case("gis_19_OPENDATA_SECTOREN_2024.txt"))
    _done(tmp_path, "refresh", "buildings", "--from", inventories[0], "--build")
    assert "newer ones wait" not in _done(tmp_path, "rank", "wifi")
    changes = (
        "buildings: rows before: 10; now: 9. added: 1; gone: 2; renamed: 1; moved: 1; with other values: 1; "
        "unchanged: 5",
        "Rows published before and gone: 2 of 10 (FX-003 (Bâtiment fictif 3); FX-004 (Bâtiment fictif 4)).",
        "New rows: 1 (FX-099 (Bâtiment nouveau)).",
        "Moved: 1 (FX-002 (800 m)).",
        "Other name: 1 (FX-001: Bâtiment fictif 1 -> Bâtiment renommé).",
        "Rows with other values: 1 (FX-005: floor_area_m2 500 -> 999).",
        "Floor area, m², before: 5,000; now: 4,899.",
    )
    before = _published(tmp_path)
    for words in (
        ["diff", "buildings", inventories[1]],
        ["refresh", "buildings", "--dry-run", "--from", inventories[1]],
    ):
        told = _done(tmp_path, *words)
        assert [said for said in changes if said not in told] == []
        assert "Nothing was published." in told
    assert "Effect on the decisions:" in told
    assert _published(tmp_path) == before
    told = _done(tmp_path, "refresh", "buildings", "--from", inventories[1], "--out", tmp_path / "changes.csv")
    assert [said for said in changes if said not in told] == []
    rows = pd.read_csv(tmp_path / "changes.csv", sep=";", dtype=str, keep_default_na=False)
    assert rows[["change", "row", "column", "before", "after", "distance_m"]].to_numpy().tolist() == [
        ["removed", "FX-003", "", "", "", ""],
        ["removed", "FX-004", "", "", "", ""],
        ["added", "FX-099", "", "", "", ""],
        ["renamed", "FX-001", "name", "Bâtiment fictif 1", "Bâtiment renommé", ""],
        ["changed", "FX-005", "floor_area_m2", "500", "999", ""],
        ["moved", "FX-002", "", "", "", "800.0"],
    ]
    behind = "The map and every figure rest on buildings of "
    for words in (["status"], ["rank", "wifi"], ["gaps"], ["export", tmp_path / "out"]):
        assert behind in _done(tmp_path, *words), words
    _done(tmp_path, "rollback", "buildings")
    partial = ("refresh", "buildings", "--from", case("gis_17_partial.csv"))
    refused = maillage(tmp_path, *partial, commune="52011")
    assert refused.status == 1
    assert "Rows published before and gone: 9 of 10 (90%). Allowed without a reason: 20%." in refused.error
    assert "buildings: 10 rows" not in _done(tmp_path, *partial, "--accept-loss", "only the town hall is left")
    assert "only the town hall is left" in _done(tmp_path, "history", "buildings")
    again = maillage(tmp_path, "refresh", "sectors", "--from", outlines[1], commune="52011")
    assert "[warning] Sectors where people live lose their outline: 1; residents: 400 (52011A03-)." in again.error
