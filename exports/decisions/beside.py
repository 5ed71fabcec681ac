"""What the plans in a folder came to, as their files tell it, and the decision log beside them."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from exports.decisions.files import decisions_table
from exports.lots.files import DEVICES, read_lots
from exports.programme_files import PROOF, read_plan
from exports.roster.files import FILE as ROSTER
from exports.roster.files import read_roster
from geo.errors import MaillageError
from geo.settings import DEVICE_KINDS
from store.decisions import ABOUT_AIDANTS, ABOUT_DEVICES, ABOUT_WIFI, Entry, Outcome


def outcome_in_programme(folder: Path) -> tuple[Outcome, str]:
    """Return what the Wi-Fi programme in a folder says it came to, believing nothing else, and its commune."""
    claimed = read_plan(folder)
    begins: dict[str, int] = {}
    for row in claimed.wifi:
        building, year = _key(row.cells["building_id"]), int(str(row.cells["year"]))
        begins[building] = min(year, begins.get(building, year))
    return Outcome(ABOUT_WIFI, begins, claimed.proof.certificate.has_plan), claimed.proof.commune


def outcome_in_roster(folder: Path) -> tuple[Outcome, str]:
    """Return the same of the roster in a folder."""
    claimed, named = read_roster(folder)
    begins: dict[str, int] = {}
    for line in claimed.doors:
        pairs, wave = line.cells["pairs"], line.cells["wave"]
        if isinstance(pairs, float) and isinstance(wave, float) and pairs > 0:
            door = str(line.cells["door_id"])
            begins[door] = min(int(wave), begins.get(door, int(wave)))
    return Outcome(ABOUT_AIDANTS, begins, claimed.status in ("optimal", "best_found")), named.commune


def outcome_in_lots(folder: Path) -> tuple[Outcome, str]:
    """Return the same of the device lots in a folder."""
    claimed = read_lots(folder)
    lots = {
        _key(row.cells["building_id"]): sum(int(str(row.cells[f"lot_{kind}"])) for kind in DEVICE_KINDS)
        for row in claimed.places
    }
    schools: dict[str, int] = {}
    for row in claimed.schools:
        site = _key(row.cells["school_site_id"])
        schools[site] = schools.get(site, 0) + int(str(row.cells["lots"]))
    has_plan = not claimed.told.conflicts
    return Outcome(ABOUT_DEVICES, _given(lots), has_plan, schools=_given(schools)), claimed.told.commune


IN_FILES: Mapping[str, Callable[[Path], tuple[Outcome, str]]] = {
    PROOF: outcome_in_programme,
    ROSTER: outcome_in_roster,
    DEVICES: outcome_in_lots,
}
"""File that says that there is such a plan -> what reads it."""


def decisions_beside(folder: Path, entries: Sequence[Entry], outcome: Outcome) -> pd.DataFrame:
    """Return the log as a table for a folder a plan is written into, with what the other plans there hold."""
    found = [outcome]
    for name, read in IN_FILES.items():
        if not (folder / name).exists():
            continue
        try:
            other = read(folder)[0]
        except MaillageError:
            # Whoever checks the folder is told what is wrong with it.
            continue
        found += [other] if other.about != outcome.about else []
    return decisions_table(entries, found)


def _given(lots: Mapping[str, int]) -> dict[str, int]:
    return {key: count for key, count in lots.items() if count}


def _key(cell: object) -> str:
    """Return a key without the apostrophe a table has before what a spreadsheet would run."""
    return str(cell).removeprefix("'")
