"""A file that takes away more than the commune's thresholds is refused until somebody says why; the why is kept."""

from dataclasses import replace
from pathlib import Path

import pytest

from geo.place import GuardRails
from layers import Fault, Total
from store.history import history_of
from store.refresh import RefusedRefresh, propose, refresh, validate
from store.status import status
from store.store import Store
from tests import toyville
from tests.layers.toy_layers import (
    BUILDINGS,
    NOW,
    POPULATION,
    RESIDENT_ROWS,
    SECTOR_ROWS,
    SECTORS,
    csv,
    every_file,
    store,
)
from tests.store.deliveries import LATER, population_file, sectors_file

X, Y = toyville.CORNER
COUNTED = replace(POPULATION, totals=(Total("Residents", "sum", "population", people=True),))


def _rows(count: int, apart_m: float = 100.0) -> list[tuple[str, str, float, float]]:
    return [(f"b{each}", f"Lieu {each}", X + apart_m * each, Y + apart_m * each) for each in range(1, count + 1)]


def _inventory(town: Store, folder: Path, rows: list, **more: str) -> dict[str, Fault]:
    file = csv(folder / "inventory.csv", "inventory;name;x;y", rows)
    found = refresh(town, BUILDINGS, None, [file], now=LATER, **more)
    return {fault.code: fault for fault in found.faults}


def _refused(call) -> dict[str, Fault]:
    with pytest.raises(RefusedRefresh) as caught:
        call()
    return {fault.code: fault for fault in caught.value.faults if fault.severity == "error"}


def test_a_collapse_is_refused_and_goes_through_with_a_reason_that_is_kept(tmp_path: Path) -> None:
    town = store(tmp_path)
    _inventory(town, tmp_path, _rows(10))
    before = town.published("buildings")
    refused = _refused(lambda: _inventory(town, tmp_path, _rows(1)))
    assert set(refused) == {"change.many_gone", "change.extent"}
    assert refused["change.many_gone"].parameters == {"count": 9, "total": 10, "share": "90 %", "allowed": "20 %"}
    # Nine points of ten, 100 m apart both ways: between the twentieths lie 810 m by 810 m.
    assert refused["change.extent"].parameters == {"before": "0.66", "now": "0.00", "share": "100 %", "allowed": "30 %"}
    assert town.published("buildings") == before
    assert {each.layer: each.state for each in status(town, today=NOW.date())}["buildings"] == "failed"
    blank = _refused(lambda: _inventory(town, tmp_path, _rows(1), accept_loss="  "))
    assert set(blank) == set(refused), "blanks are no reason"
    told = _inventory(town, tmp_path, _rows(1), accept_loss="only the town hall is left", who="Ada")
    assert (told["change.many_gone"].severity, told["change.accepted"].severity) == ("warning", "note")
    newest = history_of(town, BUILDINGS)[0]
    assert (newest.reason, newest.who, newest.rows, newest.current) == ("only the town hall is left", "Ada", 1, True)


def test_the_thresholds_are_those_of_the_commune_and_what_meets_them_passes(tmp_path: Path) -> None:
    town = store(tmp_path)
    _inventory(town, tmp_path, _rows(10))
    tight = replace(town, place=town.place.model_copy(update={"guard_rails": GuardRails(rows_gone_share=0.1)}))
    eight = [row for row in _rows(10) if row[0] not in ("b4", "b6")]
    assert set(_refused(lambda: _inventory(tight, tmp_path, eight))) == {"change.many_gone"}
    assert tight.place.identity() == town.place.identity(), "a threshold makes no other snapshot"
    assert "change.gone" in _inventory(town, tmp_path, eight), "a fifth is not more than a fifth"
    _inventory(town, tmp_path, _rows(2), accept_loss="two are left")
    loose = GuardRails(extent_shrunk_share=1)
    lax = replace(town, place=town.place.model_copy(update={"guard_rails": loose}))
    assert "change.gone" in _inventory(lax, tmp_path, _rows(1)), "a single row is named and refuses nothing"


def test_residents_off_by_more_than_two_in_a_hundred_are_refused_either_way(tmp_path: Path) -> None:
    town = store(tmp_path, SECTORS, COUNTED)
    refresh(town, COUNTED, None, [population_file(tmp_path)], now=NOW)

    def with_last(people: int) -> Path:
        # All residents are 4,500, of whom the last sector has 900: 90 are two in a hundred.
        return population_file(tmp_path, [*RESIDENT_ROWS[:-1], (RESIDENT_ROWS[-1][0], people)], f"{people}.csv")

    for people, now, share in ((809, "4409", "2 %"), (991, "4591", "2 %"), (450, "4050", "10 %")):
        file = with_last(people)
        off = _refused(lambda file=file: refresh(town, COUNTED, None, [file], now=LATER))
        told = {"before": "4500", "now": now, "share": share, "allowed": "2 %"}
        assert {code: fault.parameters for code, fault in off.items()} == {"change.people_off": told}
        checked = validate(town.place, COUNTED, None, [file], against=town)
        assert [fault.code for fault in checked if fault.severity == "error"] == ["change.people_off"]
    report = refresh(town, COUNTED, None, [with_last(810)], now=LATER)
    total = next(fault for fault in report.faults if fault.code == "change.total")
    assert total.parameters == {"what": "Residents", "before": 4500.0, "now": 4410.0}


def test_sectors_that_published_figures_no_longer_join_are_refused(tmp_path: Path) -> None:
    town = store(tmp_path)
    refresh(town, SECTORS, None, [sectors_file(tmp_path)], now=NOW)
    refresh(town, POPULATION, None, [population_file(tmp_path)], now=NOW)
    less = sectors_file(tmp_path, SECTOR_ROWS[:-1], "less.csv")
    refused = _refused(lambda: refresh(town, SECTORS, None, [less], now=LATER))
    told = {"layer": "population", "before": "100 %", "share": "88.9 %", "allowed": "90 %"}
    assert {code: fault.parameters for code, fault in refused.items()} == {"change.unjoined": told}
    report = refresh(town, SECTORS, None, [less], now=LATER, accept_loss="population follows")
    assert "change.outlines_lost" in {fault.code for fault in report.faults}


def test_a_proposal_says_all_of_it_and_writes_nothing(tmp_path: Path) -> None:
    town = store(tmp_path)
    _inventory(town, tmp_path, _rows(10))
    before = every_file(town.data)
    file = csv(tmp_path / "inventory.csv", "inventory;name;x;y", _rows(1))
    found = propose(town, BUILDINGS, None, [file], now=LATER)
    assert {fault.code for fault in found.change.losses} == {"change.many_gone", "change.extent"}
    assert every_file(town.data) == before
    same = csv(tmp_path / "same.csv", "inventory;name;x;y", _rows(10))
    again = propose(town, BUILDINGS, None, [same], now=LATER)
    assert (again.changed, again.change.losses, again.faults) == (False, (), ())
    report = refresh(town, BUILDINGS, None, [file], now=LATER, accept_loss="x")
    assert report.version == found.version.version, "what was proposed is what is published"
