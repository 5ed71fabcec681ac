"""Writing a Wi-Fi plan as files that belong together, and reading them back as claims that are yet to be checked."""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import NoReturn, TypeVar

import pandas as pd
from pydantic import BaseModel, ValidationError

from exports._together import together
from exports.csv_files import write_beside
from exports.decisions.files import write_decisions
from exports.programme_tables import SUMMARY, WAITING, WIFI, Kind, PlanToWrite, plan_times, programme_tables, proof
from exports.tables import noted
from exports.text_files import TIMES, write_json, write_times
from geo.audit import Cell, Claimed, ClaimedProof, Row
from geo.errors import DataError
from geo.evidence import Finding
from geo.ranking import Assessment
from geo.texts import N_

PROOF, SCENARIO = "proof.json", "scenario.toml"

Told = TypeVar("Told", bound=BaseModel)

_TABLES: Mapping[str, Mapping[str, Kind]] = {
    "programme_wifi.csv": WIFI,
    "programme_summary.csv": SUMMARY,
    "programme_waiting.csv": WAITING,
}
"""Tables of a plan and what their cells are."""

_MAY_BE_EMPTY: Mapping[str, frozenset[str]] = {
    "programme_wifi.csv": frozenset({"section", "access_points"}),
    "programme_summary.csv": frozenset(SUMMARY) - {"year", "activity"},
    "programme_waiting.csv": frozenset(),
}
"""Which of those cells may be empty."""

_NOTE = "data_note"

_WRITTEN: Mapping[Kind, re.Pattern[str]] = {
    "whole": re.compile(r"-?\d{1,15}"),
    "amount": re.compile(r"-?\d{1,15}(\.\d{1,6})?"),
    "text": re.compile(r".+", re.DOTALL),
}
"""How a cell may be written: no exponent, no NaN, no infinity."""

_NO_FILE = N_("{file}: there is no such file.")
_NO_TEXT = N_("{file}: it is not UTF-8 text.")
_NO_TABLE = N_("{file}: it is not a table of a plan ({reason}).")
_NO_COLUMN = N_("{file}: the column {column} is missing.")
_OTHER_COLUMN = N_("{file}: unexpected column {column}.")
_CELLS = N_("{file}, row {row}: it has another number of cells ({found}) than the header ({expected}).")
_EMPTY = N_("{file}, row {row}, {column}: the cell is empty.")
_NOT_WHOLE = N_("{file}, row {row}, {column}: {value} is not a whole number.")
_NOT_AMOUNT = N_("{file}, row {row}, {column}: {value} is not a decimal number.")
_NO_JSON = N_("{file} is not JSON: {reason}.")
_WRONG_KEY = N_("{file}, {column}: {value} ({reason}).")


class UnreadablePlan(DataError):  # noqa: N818 - named after the plan, not the error
    """A plan whose files cannot be read; ``problems`` lists each fault with its place and the text found."""

    def __init__(self, folder: Path, problems: tuple[Finding, ...]) -> None:
        super().__init__(
            N_("The plan in {folder} cannot be read; {count} to correct:"), folder=str(folder), count=len(problems)
        )
        self.problems = problems

    def render(self, translate: Callable[[str], str] = str) -> str:
        """Return the error with a line for each fault."""
        lines = [f"  {translate(each.message).format(**each.parameters)}" for each in self.problems]
        return "\n".join([super().render(translate), *lines])


def write_plan(
    folder: Path,
    written: PlanToWrite,
    assessment: Assessment,
    snapshot_id: str,
    decisions: pd.DataFrame | None = None,
) -> list[Path]:
    """Write a plan's tables, proof and scenario into a folder, all or nothing, and return the files.

    With ``decisions``, the log of the commune as a table, that is among them.
    """
    with together(folder) as (beside, placed):
        write_plan_files(beside, written, assessment, snapshot_id)
        write_decisions(beside, decisions, assessment)
        # An export in the same folder also says there when its files came in.
        write_times(beside, {"plan": plan_times(written.plan)}, folder / TIMES)
    return placed


def write_plan_files(
    folder: Path, written: PlanToWrite, assessment: Assessment, snapshot_id: str
) -> Mapping[str, pd.DataFrame]:
    """Write the same files, without the times, into a folder that nobody reads yet, and return their tables."""
    tables = programme_tables(written.plan)
    for name, table in tables.items():
        write_beside(noted(table, assessment), folder / f"{name}.csv")
    write_json(proof(written, assessment, snapshot_id), folder / PROOF)
    (folder / SCENARIO).write_bytes(written.scenario_toml.encode())
    return tables


def read_plan(folder: Path) -> Claimed:
    """Read a plan's files as they are, believing nothing.

    Raises
    ------
    UnreadablePlan
        Naming every file that is missing, and every row, column and value that cannot be read.
    """
    tables, told = read_claim(folder, {}, PROOF, ClaimedProof)
    return Claimed(*tables, told)


def read_claim(
    folder: Path, names: Mapping[str, str], file: str, claim: type[Told]
) -> tuple[list[tuple[Row, ...]], Told]:
    """Return the rows of the three tables of a plan, or of what has the same columns, and what the JSON beside says.

    ``names``: what a table is called where that is not what a plan's is. Raises ``UnreadablePlan`` as `read_plan`.
    """
    problems: list[Finding] = []
    tables = [
        read_rows(folder / names.get(name, name), _TABLES[name], _MAY_BE_EMPTY[name], problems) for name in _TABLES
    ]
    told = read_told(folder / file, claim, problems)
    if problems or told is None:
        raise UnreadablePlan(folder, tuple(problems))
    return tables, told


def read_rows(
    path: Path, columns: Mapping[str, Kind], may_be_empty: frozenset[str], problems: list[Finding]
) -> tuple[Row, ...]:
    """Read a table of a plan as it is; what cannot be read is added to ``problems``."""
    kinds: dict[str, Kind] = {**columns, _NOTE: "text"}
    text = _text(path, problems)
    if text is None:
        return ()
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    except csv.Error as error:
        _tell(problems, "no_table", _NO_TABLE, file=path.name, reason=str(error))
        return ()
    known = len(problems)
    header = lines[0] if lines else []
    for column in [column for column in kinds if column not in header and column != _NOTE]:
        _tell(problems, "no_column", _NO_COLUMN, file=path.name, column=column)
    for column in [column for place, column in enumerate(header) if column not in kinds or column in header[:place]]:
        _tell(problems, "other_column", _OTHER_COLUMN, file=path.name, column=column)
    if len(problems) > known:
        return ()
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        if len(line) != len(header):
            facts = {"file": path.name, "row": number, "found": len(line), "expected": len(header)}
            _tell(problems, "cells", _CELLS, **facts)
            continue
        cells: dict[str, Cell] = {_NOTE: None}
        for column, cell in zip(header, line, strict=True):
            cells[column] = _cell(path.name, number, column, cell, kinds[column], may_be_empty, problems)
        rows.append(Row(number, cells))
    return tuple(rows)


def _cell(
    file: str, row: int, column: str, cell: str, kind: Kind, may_be_empty: frozenset[str], problems: list[Finding]
) -> Cell:
    where = {"file": file, "row": row, "column": column}
    if not cell:
        if column != _NOTE and column not in may_be_empty:
            _tell(problems, "empty", _EMPTY, **where)
        return None
    if not _WRITTEN[kind].fullmatch(cell):
        _tell(problems, "not_a_number", _NOT_WHOLE if kind == "whole" else _NOT_AMOUNT, value=cell, **where)
        return None
    return cell if kind == "text" else int(cell) if kind == "whole" else Decimal(cell)


def read_told(path: Path, claim: type[Told], problems: list[Finding]) -> Told | None:
    """Read what a plan's JSON says, by its model; what cannot be read is added to ``problems``."""
    text = _text(path, problems)
    if text is None:
        return None
    try:
        json.loads(text, parse_constant=_no_constant)
        return claim.model_validate_json(text)
    except ValidationError as error:
        for fault in error.errors():
            column, value = ".".join(map(str, fault["loc"])), repr(fault["input"])[:80]
            _tell(problems, "wrong_key", _WRONG_KEY, file=path.name, column=column, value=value, reason=fault["msg"])
    except (ValueError, RecursionError) as error:
        _tell(problems, "no_json", _NO_JSON, file=path.name, reason=str(error))
    return None


def _no_constant(word: str) -> NoReturn:
    raise ValueError(word)


def _text(path: Path, problems: list[Finding]) -> str | None:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        _tell(problems, "no_file", _NO_FILE, file=path.name)
    except UnicodeDecodeError:
        _tell(problems, "no_text", _NO_TEXT, file=path.name)
    return None


def _tell(problems: list[Finding], code: str, message: str, **facts: object) -> None:
    problems.append(Finding(f"plan.{code}", "error", message, facts))
