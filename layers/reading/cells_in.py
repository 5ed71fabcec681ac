"""The records of a workbook, a database or a parquet file, each cell as the text a person would type."""

import re
import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, closing
from decimal import Decimal
from itertools import islice

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from layers._fault import Fault, Refused
from layers._raw import RawFile
from layers.reading.archive import check_archive
from layers.reading.damage import refusing_damage
from layers.reading.databases import check_database, connect
from layers.reading.formats.sheets import (
    MOST_SHEET_ROWS,
    Cells,
    Records,
    Sheet,
    as_text,
    batched,
    filled,
    records_of_sheets,
)
from layers.reading.headers import normalised
from layers.reading.parquet_facts import check_parquet

AT_ONCE = 2000
"""Rows asked of a reader at a time."""
WORKBOOK_DAMAGE = (TypeError, AttributeError)
"""What openpyxl raises over XML in which something is missing."""
_QUOTED = re.compile(r'"[^"]*"|\\.')
"""Text in a format of numbers: a percent sign in it multiplies nothing."""


def workbook_records(raw: RawFile, sheet: str | None, files: ExitStack, known: frozenset[str] = frozenset()) -> Records:
    """Return the records of one sheet, chosen by `records_of_sheets`.

    What is opened closes with ``files``, in all three readers.
    """
    return records_of_sheets(raw, workbook_sheets(raw, files), sheet, known)


def workbook_sheets(raw: RawFile, files: ExitStack) -> list[Sheet]:
    """Return the sheets of a workbook, their rows not read yet.

    Notes
    -----
    openpyxl, though others are faster: it alone tells in what format a number is shown, without which 21.2 % is 0.212.
    """
    check_archive(raw)
    stream = files.enter_context(raw.path.open("rb"))
    with refusing_damage(raw.name, also=WORKBOOK_DAMAGE), warnings.catch_warnings():
        # openpyxl warns of styles and validations it does not keep; only values are read here.
        warnings.simplefilter("ignore", UserWarning)
        found = openpyxl.load_workbook(stream, read_only=True, data_only=True).worksheets
    return [Sheet(each.title, _rows(raw, each)) for each in found]


def _rows(raw: RawFile, sheet: ReadOnlyWorksheet) -> Iterator[tuple[int, Cells]]:
    # The size a sheet declares may be wrong (1 cell, or a million empty rows), so the cells are counted.
    sheet.reset_dimensions()
    percent = _percent_styles(sheet)
    rows = sheet.iter_rows(values_only=not percent)
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
            texts = [_shown(cell, percent) for cell in cells] if percent else [as_text(cell) for cell in cells]
            if filled(texts):
                yield number, texts
        passed += len(taken)


def _percent_styles(sheet: ReadOnlyWorksheet) -> frozenset[int]:
    """Return the numbers of the styles that show a number as a percentage; none in most workbooks."""
    book = sheet.parent
    formats = {place + 164: code for place, code in enumerate(book._number_formats)}
    return frozenset(
        place
        for place, style in enumerate(book._cell_styles)
        if "%" in _QUOTED.sub("", formats.get(style.numFmtId, BUILTIN_FORMATS.get(style.numFmtId, "")))
    )


def _shown(cell: ReadOnlyCell | EmptyCell, percent: frozenset[int]) -> str | None:
    """Return the text of a cell; 0.212 shown as 21.2 % is ``21.2 %``, which cannot be divided by 100 twice."""
    value = cell.value
    of_percent = isinstance(cell, ReadOnlyCell) and cell._style_id in percent
    if not of_percent or isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        return as_text(value)
    hundredfold = format(Decimal(repr(value)).scaleb(2).normalize(), "f")
    whole, _, decimals = hundredfold.partition(".")
    return f"{whole}.{decimals}0 %" if len(decimals) == 3 else f"{hundredfold} %"


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
                yield number, [as_text(cell) for cell in cells]
            passed += len(taken)

    return Records(columns, batched(rows()), attributes={"sheet": name})


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
                yield number, [as_text(cell) for cell in cells]

    return Records(columns, batched(rows()))
