"""The records of a workbook, a database or a parquet file, each cell as the text a person would type."""

import sqlite3
import warnings
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain, islice

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from layers._fault import Fault, Refused
from layers._raw import RawFile
from layers.reading.archive import check_archive
from layers.reading.damage import refusing_damage
from layers.reading.databases import check_database, connect
from layers.reading.headers import normalised
from layers.reading.parquet_facts import check_parquet

Cells = list[str | None]
Batch = tuple[list[int], list[Cells]]
BATCH = 50_000
"""Rows held as Python objects at a time."""
AT_ONCE = 2000
"""Rows asked of a reader at a time."""
MOST_SHEET_ROWS = 1_048_576
"""A row numbered higher was not written by a spreadsheet program, and would be counted up to without end."""
WORKBOOK_DAMAGE = (TypeError, AttributeError)
"""What openpyxl raises over XML in which something is missing."""
TITLE_ROWS = 20
"""How far down the column names may stand below a title."""


@dataclass
class Records:
    """A header and the rows under it, each with its number in the file."""

    header: Sequence[str | None]
    batches: Iterator[Batch]
    """Row numbers and rows, some thousands at a time."""
    line: int | None = None
    """Where the header stands; None where column names are not in a row."""
    attributes: dict[str, object] = field(default_factory=dict)


def _batched(rows: Iterator[tuple[int, Cells]]) -> Iterator[Batch]:
    while taken := list(islice(rows, BATCH)):
        yield [number for number, _ in taken], [cells for _, cells in taken]


def workbook_records(raw: RawFile, sheet: str | None, files: ExitStack) -> Records:
    """Return the records of one sheet, numbered as in the spreadsheet; titles above the column names are skipped.

    What is opened closes with ``files``, in all three readers.
    """
    check_archive(raw)
    rows, name = _sheet_rows(raw, sheet, files)
    opening: list[tuple[int, Cells]] = []
    for row in rows:
        opening.append(row)
        if len(opening) == TITLE_ROWS:
            break
    if not opening:
        raise Refused([Fault("file.empty", "error", raw.name)])
    # A title is alone on its row; column names fill several cells.
    start = next((place for place, (_, cells) in enumerate(opening) if _filled(cells) > 1), 0)
    header_row, header = opening[start]
    width = max((place for place, cell in enumerate(header, start=1) if cell is not None), default=0)

    def below() -> Iterator[tuple[int, Cells]]:
        for number, cells in opening[start + 1 :]:
            yield number, _fitted(cells, width)
        for number, cells in rows:
            yield number, _fitted(cells, width)

    return Records(header, _batched(below()), header_row, {"sheet": name})


def _fitted(cells: Cells, width: int) -> Cells:
    """Pad a spreadsheet row, whose empty cells at the end are not stored."""
    return cells + [None] * (width - len(cells))


def _filled(cells: Sequence[str | None]) -> int:
    return sum(cell is not None for cell in cells)


def _sheet_rows(raw: RawFile, sheet: str | None, files: ExitStack) -> tuple[Iterator[tuple[int, Cells]], str]:
    """Return the rows of the sheet asked for, or of the first with contents, without the empty ones."""
    stream = files.enter_context(raw.path.open("rb"))
    with refusing_damage(raw.name, also=WORKBOOK_DAMAGE), warnings.catch_warnings():
        # openpyxl warns of styles and validations it does not keep; only values are read here.
        warnings.simplefilter("ignore", UserWarning)
        sheets = openpyxl.load_workbook(stream, read_only=True, data_only=True).worksheets
    wanted = [each for each in sheets if sheet is None or normalised(each.title) == normalised(sheet)]
    if sheet is not None and not wanted:
        titles = {"sheets": ", ".join(each.title for each in sheets)}
        raise Refused([Fault("table.which_sheet", "error", raw.name, value=sheet, parameters=titles)])
    for each in wanted:
        rows = _rows(raw, each)
        first = next(rows, None)
        if first is not None:
            return chain([first], rows), each.title
    raise Refused([Fault("file.empty", "error", raw.name)])


def _rows(raw: RawFile, sheet: ReadOnlyWorksheet) -> Iterator[tuple[int, Cells]]:
    # The size a sheet declares may be wrong (1 cell, or a million empty rows), so the cells are counted.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(values_only=True)
    passed = 0
    while True:
        with refusing_damage(raw.name, also=WORKBOOK_DAMAGE), warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            taken = list(islice(rows, AT_ONCE))
        if not taken:
            return
        if passed + len(taken) > MOST_SHEET_ROWS:
            raise Refused([Fault("table.too_many_rows", "error", raw.name, parameters={"limit": MOST_SHEET_ROWS})])
        for number, cells in enumerate(taken, start=passed + 1):
            texts = [_as_text(cell) for cell in cells]
            if _filled(texts):
                yield number, texts
        passed += len(taken)


def database_records(raw: RawFile, table: str | None, files: ExitStack) -> Records:
    """Return the records of the only table of a SQLite database, or of the one asked for, without its geometry."""
    check_database(raw)
    with refusing_damage(raw.name):
        connection = files.enter_context(closing(connect(raw)))
        name = _which_table(raw, connection, table)
        quoted = '"' + name.replace('"', '""') + '"'
        columns = [str(each[1]) for each in connection.execute(f"PRAGMA table_info({quoted})")]
        cursor = connection.execute(f"SELECT * FROM {quoted}")

    def rows() -> Iterator[tuple[int, Cells]]:
        passed = 0
        while True:
            with refusing_damage(raw.name):
                taken = cursor.fetchmany(AT_ONCE)
            if not taken:
                return
            for number, cells in enumerate(taken, start=passed + 1):
                yield number, [_as_text(cell) for cell in cells]
            passed += len(taken)

    return Records(columns, _batched(rows()), attributes={"sheet": name})


def _which_table(raw: RawFile, connection: sqlite3.Connection, table: str | None) -> str:
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    service = (
        "sqlite_",
        "gpkg_",
        "rtree_",
        "idx_",
        "spatial",
        "geometry_columns",
        "views_",
        "virts_",
        "sql_",
        "vector_",
    )
    names = [str(row[0]) for row in found if not str(row[0]).lower().startswith(service)]
    sheets = {"sheets": ", ".join(names)}
    if table is not None:
        matching = [name for name in names if normalised(name) == normalised(table)]
        if not matching:
            raise Refused([Fault("table.which_sheet", "error", raw.name, value=table, parameters=sheets)])
        return matching[0]
    if not names:
        raise Refused([Fault("file.empty", "error", raw.name)])
    if len(names) > 1:
        raise Refused([Fault("table.several_tables", "error", raw.name, parameters=sheets)])
    return names[0]


def parquet_records(raw: RawFile, files: ExitStack) -> Records:
    """Return the records of a parquet file, without its binary columns."""
    check_parquet(raw)
    with refusing_damage(raw.name):
        source = files.enter_context(pq.ParquetFile(raw.path))
        columns = [
            each.name
            for each in source.schema_arrow
            if not (pa.types.is_binary(each.type) or pa.types.is_nested(each.type))
        ]

    def rows() -> Iterator[tuple[int, Cells]]:
        number = 0
        batches = source.iter_batches(columns=columns)
        while True:
            with refusing_damage(raw.name):
                batch = next(batches, None)
                whole = [] if batch is None else [column.to_pylist() for column in batch.columns]
            if batch is None:
                return
            for cells in zip(*whole, strict=True):
                number += 1
                yield number, [_as_text(cell) for cell in cells]

    return Records(columns, _batched(rows()))


def _as_text(cell: object) -> str | None:
    """Return what a person would type for a stored value: ISO days, whole numbers without ``.0``, None for blanks."""
    if cell is None or isinstance(cell, bytes):
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        if cell != cell:
            return None
        return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(cell)
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    text = str(cell).strip()
    return text or None
