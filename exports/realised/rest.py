"""The rest of a programme as files: the plan's tables for the years to come, and what they rest on."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from exports.csv_files import write_beside
from exports.programme_files import read_claim
from exports.programme_tables import certificate_told, finding_told, programme_tables
from exports.tables import SYNTHETIC_NOTE, noted
from exports.text_files import write_json
from geo.audit import REST_FILES, REST_FORMAT, ClaimedRest, ClaimedRestTold
from geo.programme import Plan, Present
from geo.ranking import Assessment

FILE = "rest.json"


@dataclass(frozen=True, eq=False)
class RestToWrite:
    """The rest of a programme and what stands beside it in its files.

    Attributes
    ----------
    present
        What is left of the programme.
    plan
        The plan of it.
    scenario
        Name of its scenario.
    """

    present: Present
    plan: Plan
    scenario: str

    @property
    def until(self) -> int:
        """The last year that is gone."""
        return self.present.instance.programme.first_year - 1


def rest_tables(plan: Plan) -> dict[str, pd.DataFrame]:
    """Return the tables of a rest by the name of their file: those of a plan."""
    found = programme_tables(plan)
    return {REST_FILES[f"{name}.csv"].removesuffix(".csv"): table for name, table in found.items()}


def write_rest_files(
    folder: Path, written: RestToWrite, assessment: Assessment, snapshot_id: str
) -> Mapping[str, pd.DataFrame]:
    """Write the files of a rest into a folder that nobody reads yet, and return their tables."""
    tables = rest_tables(written.plan)
    for name, table in tables.items():
        write_beside(noted(table, assessment), folder / f"{name}.csv")
    write_json(_told(written, assessment, snapshot_id), folder / FILE)
    return tables


def _told(written: RestToWrite, assessment: Assessment, snapshot_id: str) -> dict[str, object]:
    """Return what ``rest.json`` holds: no time, so that the same inputs give the same bytes."""
    present, place = written.present, assessment.evidence.place
    amounts = ("budget_eur", "spent_eur", "assumed_eur", "left_eur", "lapsed_eur")
    return {
        "format": REST_FORMAT,
        "commune": place.key,
        "snapshot": snapshot_id,
        "data_note": SYNTHETIC_NOTE if place.synthetic else None,
        "scenario": written.scenario,
        "until": written.until,
        **{name: getattr(present, name) for name in amounts},
        "not_priced": list(present.not_priced),
        "dropped": list(present.dropped),
        "notes": [finding_told(finding) for finding in present.notes],
        "certificate": certificate_told(written.plan),
    }


def read_rest(folder: Path) -> ClaimedRest:
    """Read the files of a rest as they are, believing nothing.

    Raises
    ------
    UnreadablePlan
        Naming every file that is missing, and every row, column and value that cannot be read.
    """
    tables, told = read_claim(folder, REST_FILES, FILE, ClaimedRestTold)
    return ClaimedRest(*tables, told)
