"""Writing device lots as files that belong together, and reading them back as claims that are yet to be checked."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from exports._together import together
from exports.csv_files import write_beside
from exports.decisions.files import write_decisions
from exports.lots.tables import (
    DISTRICTS,
    PLACES,
    PROOF,
    SCHOOL_SUMMARY,
    SCHOOLS,
    SUMMARY,
    LotsToWrite,
    lots_tables,
    told,
)
from exports.programme_files import SCENARIO, UnreadablePlan, read_rows, read_told
from exports.programme_tables import Kind
from exports.tables import noted
from exports.text_files import write_json
from geo.audit import ClaimedLots, ClaimedTold
from geo.evidence import Finding
from geo.ranking import Assessment

DEVICES = "devices.json"

_TABLES: Mapping[str, Mapping[str, Kind]] = {
    "device_lots.csv": PLACES,
    "device_proof.csv": PROOF,
    "device_summary.csv": SUMMARY,
    "device_districts.csv": DISTRICTS,
    "school_lots.csv": SCHOOLS,
    "school_summary.csv": SCHOOL_SUMMARY,
}

_CAPS = frozenset(column for column in PLACES if column.startswith("cap_"))
_MAY_BE_EMPTY: Mapping[str, frozenset[str]] = {
    "device_lots.csv": _CAPS | {"section", "unmet", "assumed", "desks", "hours_per_week"},
    "device_proof.csv": frozenset({"district", "last_year", "held_by", "last_quotient"}),
    "device_summary.csv": frozenset({"last_given", "next_given", "tied", "cannot_take"}),
    "device_districts.csv": frozenset({"held_by", "last_given", "next_given", "tied_places"}),
    "school_lots.csv": frozenset(SCHOOLS) - {"school_site_id", "level", "name", "status", "forced", "lots"},
    "school_summary.csv": frozenset({"last_given", "next_given", "tied", "cannot_take"}),
}


def write_lots(
    folder: Path,
    written: LotsToWrite,
    assessment: Assessment,
    snapshot_id: str,
    decisions: pd.DataFrame | None = None,
) -> list[Path]:
    """Write the tables of device lots and their scenario into a folder, all or nothing, and return the files.

    With ``decisions``, the log of the commune as a table, that is among them.
    """
    with together(folder) as (beside, placed):
        write_lots_files(beside, written, assessment, snapshot_id)
        write_decisions(beside, decisions, assessment)
    return placed


def write_lots_files(
    folder: Path, written: LotsToWrite, assessment: Assessment, snapshot_id: str
) -> Mapping[str, pd.DataFrame]:
    """Write the same files into a folder that nobody reads yet, and return their tables."""
    tables = lots_tables(written.plan, assessment.evidence)
    for name, table in tables.items():
        write_beside(noted(table, assessment), folder / f"{name}.csv")
    write_json(told(written, assessment.evidence, snapshot_id), folder / DEVICES)
    (folder / SCENARIO).write_bytes(written.scenario_toml.encode())
    return tables


def read_lots(folder: Path) -> ClaimedLots:
    """Read the files of device lots as they are, believing nothing.

    Raises
    ------
    UnreadablePlan
        Naming every file that is missing, and every row, column and value that cannot be read.
    """
    problems: list[Finding] = []
    tables = {
        name: read_rows(folder / name, columns, _MAY_BE_EMPTY[name], problems) for name, columns in _TABLES.items()
    }
    said = read_told(folder / DEVICES, ClaimedTold, problems)
    if problems or said is None:
        raise UnreadablePlan(folder, tuple(problems))
    return ClaimedLots(*tables.values(), said)
