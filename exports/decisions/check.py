"""The check of an exported decision log: its chain, what it says of the plan beside it, and the log it came from."""

import csv
import io
import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from exports.csv_files import neutralised
from exports.decisions.files import COLUMNS, FILE, NO, YES, written
from geo.errors import DataError, MaillageError
from geo.texts import N_
from store.decisions import LATER, Entry, Outcome, broken_links, hash_of_entry, held, numbers_in_force

_NOTE = "data_note"

_WHOLE, _COUNT = re.compile(r"\d{1,9}"), re.compile(r"-?\d{1,9}")

_AMOUNT = re.compile(r"-?\d{1,15}(\.\d{1,6})?(e-\d{1,2})?")

_ENTERED = tuple(each.name for each in fields(Entry))


@dataclass(frozen=True)
class Read:
    """An exported entry, and what the file says of it."""

    entry: Entry
    in_force: str
    held: str


@dataclass(frozen=True)
class Checked:
    """What a check found.

    Attributes
    ----------
    problems
        What differs; the export or the log is not as it was when there is anything.
    not_held
        Decisions in force that the plans beside the file do not hold.
    entries
        How many entries were checked.
    """

    problems: tuple[MaillageError, ...]
    not_held: tuple[Entry, ...]
    entries: int


def check_decisions(folder: Path, commune: str, outcomes: Sequence[Outcome], log: Sequence[Entry]) -> Checked:
    """Check ``decisions.csv`` of a folder.

    Parameters
    ----------
    folder
        The export.
    commune
        Key of the commune the export is of.
    outcomes
        What the plans beside it came to, by their files.
    log
        The entries of the log of that commune, as it is now; empty where there is none here.

    Raises
    ------
    DataError
        When the file cannot be read.
    """
    read = read_decisions(folder / FILE)
    entries = [each.entry for each in read]
    problems = list(broken_links(entries))
    for other in sorted({entry.commune for entry in entries} - {commune}):
        text = N_("{file} holds decisions of the commune {found}; the export is of {expected}.")
        problems.append(MaillageError(text, file=FILE, found=other, expected=commune))
    standing = numbers_in_force(entries)
    not_held = []
    for each in read:
        expected = {"in_force": YES if each.entry.number in standing else NO, "held": ""}
        if each.entry.number in standing:
            does = held(each.entry, outcomes)
            expected["held"] = written(does)
            if does is False:
                not_held.append(each.entry)
        for column, value in expected.items():
            if (found := getattr(each, column)) != value:
                text = N_("{file}, entry {entry}, {column}: found {found}; expected {expected}.")
                facts = {"file": FILE, "number": each.entry.number, "column": column}
                problems.append(MaillageError(text, **facts, found=found or "-", expected=value or "-"))
    problems += _against(entries, log)
    return Checked(tuple(problems), tuple(not_held), len(entries))


def _against(entries: Sequence[Entry], log: Sequence[Entry]) -> list[MaillageError]:
    """Hold exported entries against the log they came from, where it is here: it may have grown, nothing else."""
    if not log:
        return []
    now = {entry.number: entry.hash for entry in log}
    found = []
    for entry in entries:
        if entry.number not in now:
            text = N_("Entry {entry} was exported and is no longer in the decision log.")
            found.append(MaillageError(text, entry=entry.number))
        elif now[entry.number] != entry.hash:
            text = N_("Entry {entry} of the decision log is no longer the one that was exported.")
            found.append(MaillageError(text, entry=entry.number))
    return found


def read_decisions(path: Path) -> tuple[Read, ...]:
    """Read an exported log as it is, believing nothing; DataError names the row and what is wrong with it."""
    try:
        rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))
    except (UnicodeDecodeError, csv.Error) as error:
        text = N_("{file}: it is not a table of decisions ({reason}).")
        raise DataError(text, file=path.name, reason=str(error)) from error
    header, *body = rows or [[]]
    # A log exported by a former version lacks what that had no place for.
    for column in [column for column in COLUMNS if column not in header and column not in LATER]:
        raise DataError(N_("{file}: the column {column} is missing."), file=path.name, column=column)
    if len(set(header)) != len(header) or (unexpected := set(header) - {*COLUMNS, _NOTE}):
        column = ", ".join(sorted(unexpected)) if len(set(header)) == len(header) else ", ".join(header)
        raise DataError(N_("{file}: unexpected column {column}."), file=path.name, column=column)
    found = []
    for number, cells in enumerate(body, start=2):
        if len(cells) != len(header):
            text = N_("{file}, row {row}: it has another number of cells ({found}) than the header ({expected}).")
            raise DataError(text, file=path.name, row=number, found=len(cells), expected=len(header))
        found.append(_read(path.name, number, dict(zip(header, cells, strict=True))))
    return tuple(found)


def _read(file: str, row: int, cells: Mapping[str, str]) -> Read:
    cells = {**dict.fromkeys(LATER, ""), **cells}
    told: dict[str, object] = {name: cells[name] for name in _ENTERED}
    for name, pattern, kind in (
        ("number", _WHOLE, int),
        ("undoes", _WHOLE, int),
        ("people", _AMOUNT, float),
        ("capex_eur", _AMOUNT, float),
        ("helps_per_week", _AMOUNT, float),
        ("devices", _COUNT, int),
    ):
        if not cells[name] and name != "number":
            told[name] = None
        elif pattern.fullmatch(cells[name]):
            told[name] = kind(cells[name])
        else:
            text = N_("{file}, row {row}, {column}: {value} is not a decimal number.")
            raise DataError(text, file=file, row=row, column=name, value=cells[name] or "-")
    return Read(_as_entered(Entry(**told)), cells["in_force"], cells["held"])  # type: ignore[arg-type]


def _as_entered(entry: Entry) -> Entry:
    """Take away the apostrophes a table has before what a spreadsheet would run.

    A text may have had an apostrophe of its own there: the reading that the hash is of is the right one.
    """
    shown = [
        name
        for name in _ENTERED
        if isinstance(text := getattr(entry, name), str) and text[:1] == "'" and neutralised(text[1:]) == text
    ]
    readings = [
        replace(entry, **{name: getattr(entry, name)[1:] for name in chosen})
        for count in range(len(shown), -1, -1)
        for chosen in itertools.combinations(shown, count)
    ]
    return next((each for each in readings if hash_of_entry(each) == each.hash), readings[0])
