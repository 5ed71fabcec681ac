"""Corruptions of devices by district: the check fails on each, and holds what was shared out, conflicts too."""

from pathlib import Path

import pytest

from geo.settings import Lots
from tests.geo.audit.test_lots_corruptions import ASKED, PROOF, check, write
from tests.plan_edits import Edit, both, cell, corrupted, without

DISTRICTS = "device_districts.csv"

DIVIDED = Lots(**{**ASKED.model_dump(), "by_district": True, "district_totals": {"North": 7, "South": 26}})
"""Of 19 PCs, 3 laptops and 11 tablets, the school in the North gets 7."""

NORTH, SOUTH = ({"district": name, "device_kind": "pc"} for name in ("North", "South"))
TABLETS = {"district": "North", "device_kind": "tablet"}


def said(folder: Path, settings: Lots = DIVIDED) -> list[str]:
    return [each.message.format(**each.parameters) for each in check(folder, settings).findings]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("districts"), DIVIDED)


def everywhere(name: str, **cells: str) -> Edit:
    """Change cells of every row of a district."""
    edits = [cell(DISTRICTS, {"district": name, "device_kind": kind}, **cells) for kind in ("pc", "laptop", "tablet")]

    def edit(folder: Path) -> None:
        for each in edits:
            each(folder)

    return edit


CORRUPTIONS: dict[str, tuple[Edit, str]] = {
    "a device moved to another district": (
        both(
            both(cell(DISTRICTS, NORTH, lots="3"), cell(DISTRICTS, SOUTH, lots="16")),
            both(
                cell(PROOF, {"device_kind": "pc", "building_id": "b3-school"}, lots="3"),
                cell(PROOF, {"device_kind": "pc", "building_id": "b2-hall"}, lots="13"),
            ),
        ),
        "the lots of North add up to 6; expected 7",
    ),
    "an entry off": (cell(DISTRICTS, NORTH, lots="5"), "device_districts.csv, row 2, lots: found 5"),
    "a divisor that does not prove": (everywhere("South", district_divisor="12"), "its need by both divisors is"),
    "two divisors of one district": (cell(DISTRICTS, SOUTH, district_divisor="41"), "another row of South has"),
    "a divisor of nothing": (cell(DISTRICTS, NORTH, district_divisor="0"), "0 is not a number above 0"),
    "a divisor that would take all memory": (cell(DISTRICTS, NORTH, kind_divisor="1e999999999"), "is not a number"),
    "a quotient": (cell(DISTRICTS, SOUTH, quotient="15.000"), "quotient: found 15.000"),
    "a total of a district": (cell(DISTRICTS, NORTH, district_total="8"), "district_total: found 8; expected 7"),
    "a total of a kind": (cell(DISTRICTS, NORTH, kind_total="20"), "kind_total: found 20; expected 19"),
    "room that is not there": (cell(DISTRICTS, NORTH, most="9"), "most: found 9; expected 4"),
    "what holds an entry": (cell(DISTRICTS, TABLETS, held_by="minimum"), "held_by: found minimum"),
    "a tie that is none": (cell(DISTRICTS, NORTH, tied="true"), "tied: found true; expected false"),
    "an entry deleted": (without(DISTRICTS, NORTH), "is missing"),
    "a place in another district": (
        cell(PROOF, {"device_kind": "pc", "building_id": "b1-library"}, district="North"),
        "district: found North; expected South",
    ),
    "a device moved within a district": (
        both(
            cell(PROOF, {"device_kind": "pc", "building_id": "b1-library"}, lots="4"),
            cell(PROOF, {"device_kind": "pc", "building_id": "b2-hall"}, lots="11"),
        ),
        "b2-hall should have had a pc, South before b1-library",
    ),
}


def test_what_was_shared_out_by_district_holds(whole: Path) -> None:
    assert said(whole) == []
    assert said(whole, ASKED) != []
    assert said(whole, DIVIDED.model_copy(update={"district_totals": {"North": 6, "South": 27}})) != []


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_it_is_found_and_named(name: str, whole: Path, tmp_path: Path) -> None:
    edit, expected = CORRUPTIONS[name]
    found = said(corrupted(whole, edit, tmp_path / "lots"))
    assert any(expected in each for each in found), found


@pytest.mark.parametrize(
    "changed",
    [
        {"district_totals": {}},
        {"district_totals": {"North": 20, "South": 13}},
        {"district_totals": {"South": 33}},
        {"district_totals": {"South": 26}},
        {"district_totals": {"North": 5}},
        {"district_totals": {"North": 7, "South": 20}},
        {"district_totals": {}, "pcs": 300, "budget_eur": 0.0, "forced": ("b7-lost", "b4-depot")},
        {"district_totals": {}, "pcs": 3},
        {"district_totals": {}, "least_desks": 99},
    ],
    ids=[
        "by need",
        "no matrix",
        "nothing for the other",
        "the rest",
        "the rest of the other",
        "unequal",
        "room for all",
        "too few",
        "nobody",
    ],
)
def test_districts_at_the_edges_hold_too(changed: dict[str, object], tmp_path: Path) -> None:
    settings = Lots(**{**DIVIDED.model_dump(), **changed})
    folder = write(tmp_path, settings)
    assert said(folder, settings) == []
