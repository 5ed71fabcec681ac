"""Corruptions of device lots: the check fails on each of them, and names what was corrupted."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import Scenario, scenario_toml
from exports.lots.files import read_lots, write_lots
from exports.lots.tables import LotsToWrite
from exports.programme_files import UnreadablePlan
from geo.audit import Verdict, lots_verdict
from geo.lots import plan_lots
from geo.place import LocalName
from geo.settings import Lots, SchoolLots
from tests.geo.lots.lot_towns import PARAMETERS, RULES, assessment
from tests.plan_edits import Edit, again, both, cell, corrupted, text, without

PLACES, PROOF, SUMMARY = "device_lots.csv", "device_proof.csv", "device_summary.csv"
SCHOOLS, SCHOOL_SUMMARY = "school_lots.csv", "school_summary.csv"

ASKED = RULES.model_copy(
    update={
        "budget_eur": 6000.05,
        "laptop_eur": 699.99,
        "tablet_eur": 250.0,
        "reserve_share": 0.05,
        "least_lot": {"pc": 2, "laptop": 0, "tablet": 1},
        "schools": SchoolLots(primary=32, secondary=5),
    }
)
"""20 PCs, one of them in reserve; 4 laptops and 12 tablets, of each one in reserve."""

LIBRARY, HALL, SCHOOL = ({"device_kind": "pc", "building_id": key} for key in ("b1-library", "b2-hall", "b3-school"))


def write(folder: Path, settings: Lots) -> Path:
    title = LocalName(fr="toy", nl="toy", en="toy")
    scenario = scenario_toml(Scenario(name="toy", title=title, parameters=PARAMETERS, devices=settings))
    plan = plan_lots(assessment().evidence, settings)
    write_lots(folder, LotsToWrite(plan, "toy", scenario), assessment(), "abc")
    return folder


def check(folder: Path, settings: Lots = ASKED) -> Verdict:
    return lots_verdict(read_lots(folder), assessment().evidence, settings, scenario="toy")


def said(folder: Path) -> list[str]:
    return [each.message.format(**each.parameters) for each in check(folder).findings]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("lots"), ASKED)


def told(**changes: object) -> Edit:
    """Change what ``devices.json`` says."""

    def edit(folder: Path) -> None:
        path = folder / "devices.json"
        content = json.loads(path.read_text("utf-8"))
        path.write_text(json.dumps(content | changes), "utf-8")

    return edit


CORRUPTIONS: dict[str, tuple[Edit, str]] = {
    "a device moved to the smaller place": (
        both(cell(PROOF, LIBRARY, lots="4"), cell(PROOF, HALL, lots="11")),
        "device_proof.csv: b2-hall should have had a pc before b1-library",
    ),
    "a device too many": (cell(PROOF, HALL, lots="13"), "the lots of pc add up to 20; expected 19"),
    "a lot above the cap": (
        both(cell(PROOF, SCHOOL, lots="5"), cell(PROOF, HALL, lots="11")),
        "b3-school has 5 of pc, which is not from 2 to 4",
    ),
    "a lot below the minimum": (
        both(cell(PROOF, LIBRARY, lots="1"), cell(PROOF, HALL, lots="14")),
        "b1-library has 1 of pc, which is not from 2 to 12",
    ),
    "people counted twice": (cell(PROOF, HALL, need_persons="590.000"), "need_persons: found 590.000"),
    "a cap raised": (cell(PLACES, {"building_id": "b3-school"}, cap_pc="8"), "cap_pc: found 8; expected 4"),
    "a cent off": (cell(SUMMARY, {"device_kind": "laptop"}, spent_eur="2799.97"), "spent_eur: found 2799.97"),
    "a reserve given away": (cell(SUMMARY, {"device_kind": "pc"}, reserve="0"), "reserve: found 0; expected 1"),
    "a quota": (cell(PROOF, LIBRARY, quota="3.575"), "quota: found 3.575"),
    "a difference hidden": (cell(PROOF, SCHOOL, difference="1.000"), "difference: found 1.000"),
    "what holds a lot down": (cell(PROOF, SCHOOL, held_by="minimum"), "held_by: found minimum; expected cap"),
    "another to be the next": (cell(SUMMARY, {"device_kind": "pc"}, next_given="b1-library"), "next_given: found"),
    "another to have had the last": (
        cell(SUMMARY, {"device_kind": "pc"}, last_given="b2-hall"),
        "last_given: found",
    ),
    "a rule that is met after all": (
        cell(PLACES, {"building_id": "b6-club"}, unmet="public_access_known"),
        "unmet: found public_access_known; expected public_access_known function_known",
    ),
    "a place let in": (cell(PLACES, {"building_id": "b5-pool"}, status="receives"), "status: found receives"),
    "a lot without a proof": (cell(PLACES, {"building_id": "b5-pool"}, lot_pc="2"), "lot_pc: found 2; expected 0"),
    "a proof deleted": (without(PROOF, LIBRARY), "device_proof.csv: the row of pc, b1-library is missing"),
    "a proof there twice": (again(PROOF, LIBRARY), "appears twice"),
    "a place that takes no part": (again(PROOF, LIBRARY, building_id="b5-pool"), "does not belong there"),
    "the lot by largest remainder": (cell(PROOF, HALL, largest_remainder="11"), "largest_remainder: found 11"),
    "a conflict that is none": (
        told(conflicts=[{"code": "lots.too_few", "message": "x", "parameters": {}, "subject": "pc"}]),
        "too few for pc; recomputed: –",
    ),
    "a device moved between schools": (
        both(cell(SCHOOLS, {"school_site_id": "s1"}, lots="11"), cell(SCHOOLS, {"school_site_id": "s2"}, lots="19")),
        "school_lots.csv: s2 should have had a primary before s1",
    ),
    "a school's class": (cell(SCHOOLS, {"school_site_id": "s2"}, ise_class="2"), "ise_class: found 2; expected 1"),
    "a school of unknown class let in": (
        cell(SCHOOLS, {"school_site_id": "s3"}, lots="2", status="receives"),
        "status: found receives; expected unmet",
    ),
    "a school forced in unsaid": (
        cell(SCHOOLS, {"school_site_id": "s1"}, forced="true"),
        "forced: found true; expected false",
    ),
    "a lot of last year that nobody followed": (
        cell(SCHOOLS, {"school_site_id": "s1"}, last_year="9"),
        "last_year: found 9",
    ),
    "devices for schools that are not there": (
        cell(SCHOOL_SUMMARY, {"level": "primary"}, devices="33"),
        "devices: found 33; expected 32",
    ),
    "another scenario": (told(scenario="other"), "devices.json: found other; expected toy"),
    "invented data unsaid": (told(data_note=None), "expected synthetic demonstration data"),
}


def test_what_was_written_holds(whole: Path) -> None:
    found = check(whole)
    assert found.findings == ()
    assert found.figures > 150


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_it_is_found_and_named(name: str, whole: Path, tmp_path: Path) -> None:
    edit, expected = CORRUPTIONS[name]
    found = said(corrupted(whole, edit, tmp_path / "lots"))
    assert any(expected in each for each in found), found


def _settings() -> Iterator[tuple[str, Lots]]:
    yield "fewer PCs", ASKED.model_copy(update={"pcs": 19})
    yield "a higher minimum", ASKED.model_copy(update={"least_lot": {"pc": 4, "laptop": 0, "tablet": 1}})
    yield "a shorter walk", ASKED.model_copy(update={"reach_m": 60.0})
    yield "another place left out", ASKED.model_copy(update={"excluded": ("b1-library",)})
    yield "a dearer tablet", ASKED.model_copy(update={"tablet_eur": 251.0})
    yield "fewer devices for a desk", ASKED.model_copy(update={"devices_per_desk": {"pc": 1, "laptop": 1, "tablet": 1}})
    yield "a building that is not there", ASKED.model_copy(update={"forced": ("nowhere",)})


@pytest.mark.parametrize(
    ("name", "settings"), list(_settings()), ids=lambda each: each if isinstance(each, str) else ""
)
def test_lots_of_other_rules_do_not_hold(name: str, settings: Lots, whole: Path) -> None:
    assert check(whole, settings).findings


@pytest.mark.parametrize(
    "settings",
    [
        ASKED.model_copy(update={"pcs": 4}),
        ASKED.model_copy(update={"schools": SchoolLots(primary=1)}),
        ASKED.model_copy(update={"schools": SchoolLots(primary=400, assumed_ise_class=3, excluded=("s1",))}),
        ASKED.model_copy(update={"schools": SchoolLots()}),
        ASKED.model_copy(update={"schools": SchoolLots(primary=32, secondary=9, forced=("s3",), most_change=1)}),
        ASKED.model_copy(update={"least_desks": 99}),
        ASKED.model_copy(update={"assume_function": True, "assumed_desks": 3, "forced": ("b4-depot", "b7-lost")}),
        ASKED.model_copy(update={"pcs": 300, "budget_eur": 0.0}),
    ],
    ids=[
        "too few",
        "few for schools",
        "full schools",
        "no schools",
        "a school forced in",
        "nobody",
        "assumed and forced",
        "more than there is room for",
    ],
)
def test_lots_at_the_edges_hold_too(settings: Lots, tmp_path: Path) -> None:
    folder = write(tmp_path, settings)
    assert [each.message.format(**each.parameters) for each in check(folder, settings).findings] == []


def test_files_that_cannot_be_read_name_all_their_faults(whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "lots"
    shutil.copytree(whole, folder)
    cell(PROOF, LIBRARY, lots="3.5")(folder)
    text(SUMMARY, "unreached_persons", "unreached")(folder)
    (folder / PLACES).unlink()
    told(format=9)(folder)
    with pytest.raises(UnreadablePlan) as refused:
        read_lots(folder)
    said = refused.value.render()
    for part in (
        "3.5 is not a whole number",
        "unreached_persons is missing",
        "device_lots.csv: there is no such",
        "format",
    ):
        assert part in said
