"""Writing a roster as files that belong together, and reading them back as claims that are yet to be checked."""

import csv
import io
import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from exports._together import together
from exports.csv_files import write_beside
from exports.roster.tables import NEW_PLACE_COLUMNS, NEW_PLACES, roster_tables
from exports.roster.timetable import timetable
from exports.tables import SYNTHETIC_NOTE, noted
from exports.text_files import write_json
from geo.audit import ClaimedRoster, Line
from geo.errors import DataError
from geo.place import Place
from geo.ranking import Assessment
from geo.roster import NewPlaces, RosterPlan, RosterReview
from geo.texts import N_

FILE, SCENARIO, TIMETABLE = "roster.json", "scenario.toml", "timetable.ics"
FORMAT = "maillage-roster-1"

COLUMNS = {
    "roster_doors.csv": frozenset(
        {
            *("door_id", "name", "belongs_to", "activity", "section_name", "district", "half_day", "wave", "pairs"),
            *("helps_per_week", "utilisation", "by_appointment", "lost_without_helps_per_week"),
        }
    ),
    "roster_summary.csv": frozenset({"scope", "measure", "value"}),
    "roster_waves.csv": frozenset({"aidants", "pairs", "helps_per_week", "bound_helps_per_week"}),
    "roster_moves.csv": frozenset({"workplace_id", "workplace_name", "door_id", "half_day", "helpers", "travel_m"}),
    f"{NEW_PLACES}.csv": frozenset({"place_id", *NEW_PLACE_COLUMNS}),
}

OPTIONAL = f"{NEW_PLACES}.csv"
"""The table that is there only where somebody asked for new places."""

_NUMBERS = frozenset(
    {
        *("wave", "pairs", "helps_per_week", "utilisation", "lost_without_helps_per_week", "value", "aidants"),
        *("bound_helps_per_week", "helpers", "travel_m"),
        *(name for name in NEW_PLACE_COLUMNS if name not in ("name", "kind", "section_name")),
    }
)

_NO_FILE = N_("{file}: there is no such file.")
_NOT_A_TABLE = N_("{file}: it is not a table of a roster. Write the roster again with `maillage aidants --out DIR`.")
_NO_COLUMN = N_("{file}: the column {column} is missing.")
_NOT_A_ROSTER = N_("{file}: it does not name a roster. Write the roster again with `maillage aidants --out DIR`.")


@dataclass(frozen=True)
class Words:
    """What the timetable says: the name of an event, with ``{name}``, and its note, with ``{hours}``, ``{helpers}``.

    ``invented`` follows the note where the data are.
    """

    summary: str
    note: str
    invented: str = SYNTHETIC_NOTE

    def note_of(self, place: Place) -> str:
        """Return the note of every event for a commune."""
        return f"{self.note} ({self.invented})" if place.synthetic else self.note


@dataclass(frozen=True)
class Named:
    """What a roster's files say of where they come from."""

    commune: str
    snapshot: str
    scenario: str


@dataclass(frozen=True)
class RosterToWrite:
    """A roster with what its files say beside it.

    Attributes
    ----------
    plan, review
        The roster, and what a review found; None without one.
    named, scenario_toml
        Where it comes from, and its scenario.
    first_day, words
        When the timetable begins, and what it says.
    found
        New places of help beside the roster; None where nobody asked for them.
    more
        Further tables, by the names of their files without their endings.
    """

    plan: RosterPlan
    named: Named
    scenario_toml: str
    first_day: date
    words: Words
    review: RosterReview | None = None
    found: NewPlaces | None = None
    more: dict[str, pd.DataFrame] = field(default_factory=dict)


def write_roster(folder: Path, written: RosterToWrite, assessment: Assessment) -> list[Path]:
    """Write a roster's tables, timetable and scenario into a folder, all or nothing, and return the files."""
    with together(folder) as (beside, placed):
        write_roster_files(beside, written, assessment)
    return placed


def write_roster_files(folder: Path, written: RosterToWrite, assessment: Assessment) -> dict[str, pd.DataFrame]:
    """Write a roster's files into a folder that is being filled, and return their tables."""
    plan, named, words = written.plan, written.named, written.words
    tables = {**roster_tables(plan, written.review, written.found), **written.more}
    for name, table in tables.items():
        write_beside(noted(table, assessment), folder / f"{name}.csv")
    told = {"format": FORMAT, "commune": named.commune, "snapshot": named.snapshot, "scenario": named.scenario}
    write_json({**told, "status": str(plan.certificate["status"])}, folder / FILE)
    (folder / SCENARIO).write_bytes(written.scenario_toml.encode())
    note = words.note_of(assessment.evidence.place)
    (folder / TIMETABLE).write_bytes(timetable(plan, written.first_day, words.summary, note).encode())
    return tables


def read_roster(folder: Path) -> tuple[ClaimedRoster, Named]:
    """Read a roster's files as they are, believing nothing.

    Raises
    ------
    DataError
        Naming the first file or column that is missing or cannot be read.
    """
    there = [name for name in COLUMNS if name != OPTIONAL or (folder / name).exists()]
    tables = [_lines(folder / name) for name in there]
    try:
        told = json.loads(_text(folder / FILE))
    except ValueError:
        told = None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise DataError(_NOT_A_ROSTER, file=FILE)
    named = Named(*(str(told.get(name, "")) for name in ("commune", "snapshot", "scenario")))
    new_places = tables.pop() if OPTIONAL in there else None
    return ClaimedRoster(*tables, status=str(told.get("status", "")), new_places=new_places), named


def _lines(path: Path) -> tuple[Line, ...]:
    try:
        rows = list(csv.reader(io.StringIO(_text(path), newline=""), delimiter=";"))
    except csv.Error as error:
        raise DataError(_NOT_A_TABLE, file=path.name) from error
    if not rows:
        raise DataError(_NOT_A_TABLE, file=path.name)
    header, *body = rows
    for column in sorted(COLUMNS[path.name] - set(header)):
        raise DataError(_NO_COLUMN, file=path.name, column=column)
    if any(len(row) != len(header) for row in body):
        raise DataError(_NOT_A_TABLE, file=path.name)
    return tuple(
        Line(number, {name: _cell(name, cell) for name, cell in zip(header, row, strict=True)})
        for number, row in enumerate(body, start=2)
    )


def _cell(column: str, text: str) -> str | float | None:
    if not text:
        return None
    if column in _NUMBERS:
        try:
            return float(text)
        except ValueError:
            return text
    return text.removeprefix("'")


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise DataError(_NO_FILE, file=path.name) from error
    except UnicodeDecodeError as error:
        raise DataError(_NOT_A_TABLE, file=path.name) from error
