"""Parts of a dossier that stand beside the programme: decisions as the log has them, devices for schools."""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from exports.dossier.blocks import Block
from exports.dossier.decided_part import decisions_of, decisions_part
from exports.dossier.district import district_parts
from exports.dossier.other_parts import devices_part, roster_part
from exports.dossier.pages import building_pages, city_pages
from geo.lots import plan_lots
from geo.roster.new_places import new_places
from geo.roster.planning import plan_roster
from geo.settings.lots import Lots
from geo.texts import LANGUAGES
from store.decisions import Entry, EvidenceFolder
from tests.exports.dossier.materials import material
from tests.geo.lots.test_schools import plan as school_plan
from tests.geo.ready import READY
from tests.geo.roster.roster_towns import BASE, Door, People, Town, ticking_clock
from tests.store.decisions.logs import NOW, decided, new_log
from tests.store.decisions.pictures import PDF
from words.decisions.entries import NOT_COMPUTED


def _log(folder: Path, request: pytest.FixtureRequest, *keys: str) -> tuple[Entry, ...]:
    """Enter a decision about each building, the first with its cost, and undo the last."""
    log = new_log("sqlite", folder, request)
    for number, key in enumerate(keys, start=1):
        cost = {"people": 120.4, "capex_eur": 12_345.6} if number == 1 else {}
        log.append(decided(number, subject=key, **cost), now=NOW)
    log.undo(len(keys), who="Ann", why="no", now=NOW, at=decided())
    return tuple(log.entries())


@pytest.mark.parametrize("language", LANGUAGES)
def test_decisions_in_force_stand_with_who_why_and_their_cost(
    language: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    bare = material(language)
    bought = str(bare.plan.rows["building_id"].iloc[0])  # type: ignore[union-attr]
    entries = _log(tmp_path, request, bought, "b4-depot", "b7-lost")
    made = replace(bare, decisions=entries)
    _heading, block = decisions_part(made)
    rows = block["rows"]
    assert len(rows) == 2, "what was undone is not in force"  # type: ignore[arg-type]
    first, second = rows  # type: ignore[misc]
    assert "Ann" in first[0]
    assert str(made.names[bought]) in first[1]
    assert first[2] == "reason 1"
    assert made.numbers.people(120.4) in first[3]
    assert made.numbers.euros(12_000) in first[3], "as rounded as elsewhere"
    assert first[4] == made.numbers.yes_no(True)
    assert second[3] == made.translate(NOT_COMPUTED)
    assert second[4] == made.numbers.yes_no(False), "the plan does not hold what is forced into it"
    assert [each["kind"] for each in decisions_of(made, bought)] == ["heading", "list"]
    assert list(decisions_of(made, "b1-nobody")) == []
    assert any(each.get("text") == _heading["text"] for each in city_pages(made)["blocks"])  # type: ignore[attr-defined]
    assert "reason 1" in str(building_pages(made, bought)["opening"])


def test_photos_and_documents_stand_by_name_and_whole_hash(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    log, folder = new_log("sqlite", tmp_path, request), EvidenceFolder(tmp_path / "evidence")
    entry = log.append_with(decided(subject="b4-depot"), [("=letter.pdf", PDF)], folder, now=NOW)
    made = replace(material("en"), decisions=log.entries())
    _heading, _decisions, evidence = decisions_part(made)
    assert evidence["rows"] == [["1", "=letter.pdf", sha256(PDF).hexdigest()]]
    assert entry.files.startswith(sha256(PDF).hexdigest())
    assert [each["kind"] for each in decisions_of(made, "b4-depot")] == ["heading", "list", "table"]


def test_without_decisions_it_is_said_whether_there_ever_was_one(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    assert [each["text"] for each in decisions_part(material("en"))] == ["Decisions", "Nothing was decided yet."]
    made = replace(material("en"), decisions=_log(tmp_path, request, "b1-library"))
    assert [each["text"] for each in decisions_part(made)] == ["Decisions", "No decision is in force."]


@pytest.mark.parametrize("language", LANGUAGES)
def test_devices_for_schools_stand_with_their_lots(language: str) -> None:
    """As on paper in the tests of lots: s2 with 400 weighed pupils gets 20 devices, s1 with 200 gets 10."""
    made = replace(material(language), lots=school_plan())
    tables = [each for each in devices_part(made) if each["kind"] == "table"]
    pupils = [row[1:] for row in tables[-1]["rows"]]  # type: ignore[attr-defined]
    n = made.numbers
    assert pupils == [["200", "1", n.fixed(20, 1), "20"], ["200", "20", n.fixed(10, 1), "10"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_new_places_stand_beside_the_roster_with_what_they_add_and_cost(language: str) -> None:
    """One pair is busy at b0; a new place at b1 helps the four who live there, for 3 h at 45 EUR and computers."""
    town = Town(
        doors=(Door("b0"), Door("b1", ())),
        people=(
            People("p0", 9, {"b0": 100.0}, seniors=1.0),
            People("p1", 4, {"b1": 100.0}, seniors=0.0),
        ),
    )
    settings = BASE.model_copy(update={"aidants": 2, "new_place_hours_per_week": 3.0})
    plan = plan_roster(town.evidence(), settings, ticking_clock())
    found = new_places(plan, town.evidence(), ticking_clock(), 2)
    bare = replace(material(language), roster=plan)
    *_, table = roster_part(replace(bare, new_places=found))
    gained = bare.numbers.fixed(found.places["helps_gained_per_week"].iloc[0], 1)
    assert table["rows"] == [["1. B1", "Section A", gained, bare.numbers.people(4), bare.numbers.euros(3 * 45 + 1000)]]
    # Nobody looked for any: the roster stands alone. Looked for in vain: that is said.
    assert len(list(roster_part(bare))) == len(list(roster_part(replace(bare, new_places=found)))) - 4
    nothing = replace(found, places=found.places.iloc[:0])
    assert [each["kind"] for each in roster_part(replace(bare, new_places=nothing))][-2:] == ["heading", "paragraph"]


def test_a_district_has_its_devices_helpers_and_decisions_and_no_others(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    town = READY["assessment"]()
    lots = plan_lots(town.evidence, Lots(assumed_desks=3, least_hours_per_week=0, assume_function=True))
    bare = replace(material("en", town, planned=False), roster=READY["roster_plan"](), lots=lots)
    sectors, sites = bare.assessment.evidence.sectors, bare.assessment.evidence.sites
    said = {}
    for district in ("North", "South"):
        codes = sectors.index[sectors["district"] == district].tolist()
        inside = sites.index[sites["sector_code_statbel"].isin(codes)]
        entries = _log(tmp_path / district, request, str(inside[0]), str(inside[1]), "b7-lost")
        said[district] = list(district_parts(replace(bare, decisions=entries), codes, inside))
        (decided,) = [each for each in said[district] if "Decisions in force" in str(each.get("caption"))]
        assert len(decided["rows"]) == 2, "what is about none of its buildings is not its own"  # type: ignore[arg-type]
    # Every lot and every half-day of the commune stands in one of its two districts.
    for caption, part in (("Device lots", devices_part), ("Helpers in the week", roster_part)):
        whole = _rows(part(bare), caption)
        parts = [row for district in said.values() for row in _rows(district, caption)]
        assert sorted(parts) == sorted(whole)
        assert whole


def _rows(blocks: Iterable[Block], caption: str) -> list[list[str]]:
    tables = [each["rows"] for each in blocks if caption in str(each.get("caption"))]
    return [row for rows in tables for row in rows]  # type: ignore[attr-defined]
