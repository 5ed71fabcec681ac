"""Tables as received, in any dialect of text, as workbook, database or parquet, read to text and nothing guessed."""

import csv
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from layers._archive import opened
from layers._cells_in import Records, database_records, parquet_records, workbook_records
from layers._completeness import cut_short
from layers._fault import Fault, Refused
from layers._headers import normalised
from layers._kinds import kind_of, text_encoding
from layers._raw import RawFile

TABLE_KINDS = ("text", "xlsx", "sqlite", "parquet")
MOST_ROWS = 5_000_000
"""The largest table in use, the addresses of Wallonia, has 2,107,107 rows."""
DELIMITERS = ("|", "\t", ";", ",")
BATCH = 50_000


def read_table(raw: RawFile, *, sheet: str | None = None, wanted_columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Read a table, in an archive or bare, as it stands: every cell as text, missing only where nothing stands.

    Parameters
    ----------
    raw
        Text (``|``, ``;``, ``,`` or tab; UTF-8, UTF-16 or Windows-1252), workbook (.xlsx), database or parquet.
    sheet
        Sheet of a workbook or table of a database; when None, the first sheet with contents, or the only table.
    wanted_columns
        Headers to keep, compared as ``_headers.normalised``; the others are left unread, which saves memory. Headers
        that are not there are no fault here: ``_headers.find`` says so, from ``attrs["headers"]``.

    Returns
    -------
    DataFrame
        Columns of pandas ``str``. The index ``row`` is the line in the file (a record of several lines: the line it
        starts on) or the row of the spreadsheet, the header being line 1; records of a database count from 1.
        ``attrs`` holds ``file``, ``encoding`` (of text), ``sheet`` and ``headers`` (all of them).

    Raises
    ------
    Refused
        Any ``file.``, ``zip.`` or ``table.`` fault; every ragged line is named.

    Notes
    -----
    Surrounding blanks are stripped from headers and cells; rows in which nothing stands are left out. A column
    without a header is called ``column_3`` by its place.
    """
    with opened(raw, TABLE_KINDS) as inner:
        kind = kind_of(inner)
        if kind == "xlsx":
            return _frame(inner.name, workbook_records(inner, sheet), wanted_columns)
        if cut_short(inner, kind):
            raise Refused([Fault("file.unreadable", "error", inner.name)])
        if kind == "sqlite":
            return _frame(inner.name, database_records(inner, sheet), wanted_columns)
        if kind == "parquet":
            return _frame(inner.name, parquet_records(inner), wanted_columns)
        encoding = _encoding(inner)
        frame = _frame(inner.name, _text_records(inner, encoding), wanted_columns)
        frame.attrs["encoding"] = encoding
        return frame


def _frame(file: str, records: Records, wanted: Sequence[str] | None) -> pd.DataFrame:
    """Gather records into a table, a batch at a time, keeping only the wanted columns."""
    headers = _headers(file, records.header)
    width = len(headers)
    named = max(place for place, each in enumerate(records.header, start=1) if (each or "").strip("\ufeff \t"))
    names = None if wanted is None else {normalised(each) for each in wanted}
    kept = [place for place, each in enumerate(headers) if names is None or normalised(each) in names]
    ragged: list[Fault] = []
    lines: list[int] = []
    chunks: list[list[pa.Array]] = [[] for _ in kept]
    total = 0
    while batch := list(islice(records.rows, BATCH)):
        total += len(batch)
        if total > MOST_ROWS:
            raise Refused([Fault("table.too_many_rows", "error", file, parameters={"limit": MOST_ROWS})])
        rows = []
        for line, cells in batch:
            if len(cells) < named or any((cell or "").strip() for cell in cells[width:]):
                counts = {"found": len(cells), "expected": named}
                ragged.append(Fault("table.ragged_row", "error", file, line, parameters=counts))
            else:
                lines.append(line)
                rows.append(cells + [None] * (width - len(cells)))
        for chunk, place in zip(chunks, kept, strict=True):
            chunk.append(_stripped(pa.array([cells[place] for cells in rows], type=pa.string())))
    if ragged:
        raise Refused(ragged)
    columns = [pa.chunked_array(chunk, type=pa.string()) for chunk in chunks]
    table = pa.table(dict(zip((headers[place] for place in kept), columns, strict=True)))
    frame = table.to_pandas(types_mapper={pa.string(): pd.StringDtype(na_value=float("nan"))}.get)
    frame.index = pd.Index(lines, name="row", dtype="int64")
    if frame.empty and not lines:
        raise Refused([Fault("table.empty", "error", file)])
    nameless = [headers[place] for place in kept if not (records.header[place] or "").strip("\ufeff \t")]
    frame = frame.drop(columns=[name for name in nameless if frame[name].isna().all()])
    frame.attrs = {"file": file, "headers": headers, **records.attributes}
    return frame


def _stripped(column: pa.Array) -> pa.Array:
    stripped = pc.utf8_trim_whitespace(column)
    return pc.if_else(pc.equal(stripped, ""), pa.scalar(None, pa.string()), stripped)


def _headers(file: str, cells: Sequence[str | None]) -> list[str]:
    names = [(cell or "").replace("\ufeff", "").strip() for cell in cells]
    if not any(names):
        raise Refused([Fault("table.no_header", "error", file)])
    headers = [name or f"column_{place}" for place, name in enumerate(names, start=1)]
    counts = pd.Series(headers).value_counts(sort=False)
    faults = [
        Fault("table.duplicate_header", "error", file, 1, value=str(name), parameters={"count": int(count)})
        for name, count in counts[counts > 1].items()
    ]
    if faults:
        raise Refused(faults)
    return headers


def _encoding(raw: RawFile) -> str:
    """Return the encoding of a text file, having decoded all of it: UTF-16 by its marks, UTF-8, else Windows-1252."""
    told = text_encoding(raw.head)
    for encoding in (told,) if told else ("utf-8-sig", "cp1252"):
        try:
            with raw.path.open(encoding=encoding, newline="") as stream:
                while stream.read(1024**2):
                    pass
        except UnicodeError as error:
            failure = error
        else:
            return encoding
    byte, position = "?", -1
    if isinstance(failure, UnicodeDecodeError):
        byte, position = f"0x{failure.object[failure.start]:02x}", failure.start
    raise Refused([Fault("table.encoding", "error", raw.name, value=byte, parameters={"position": position})])


def _text_records(raw: RawFile, encoding: str) -> Records:
    """Return the header and the records of a text file, each with the line it starts on."""
    delimiter, skipped = _dialect(raw.path, encoding)
    rows = _parsed(raw, encoding, delimiter, skipped)
    for line, cells in rows:
        if any((cell or "").strip("\ufeff \t") for cell in cells):
            return Records(cells, rows, {"delimiter": delimiter, "header_row": line})
    raise Refused([Fault("file.empty", "error", raw.name)])


def _parsed(raw: RawFile, encoding: str, delimiter: str, skipped: int) -> Iterator[tuple[int, list[str | None]]]:
    with raw.path.open(encoding=encoding, newline="") as stream:
        for _ in range(skipped):
            stream.readline()
        first = stream.readline().lstrip("\ufeff")
        reader = csv.reader(_chain(first, stream), delimiter=delimiter, strict=True)
        line = skipped + 1
        try:
            for cells in reader:
                if any(cells) and any(cell.strip() for cell in cells):
                    yield line, list(cells)
                line = skipped + reader.line_num + 1
        except csv.Error as error:
            raise Refused([Fault("table.broken_quotes", "error", raw.name, line)]) from error


def _chain(first: str, stream: Iterator[str]) -> Iterator[str]:
    yield first
    yield from stream


def _dialect(path: Path, encoding: str) -> tuple[str, int]:
    """Return the delimiter that cuts the header, and then the next lines, most evenly; and how many lines to skip.

    A first line ``sep=;`` (written for Excel) says it outright and is skipped.
    """
    with path.open(encoding=encoding, newline="") as stream:
        lines = [line for line in islice(stream, 50) if line.strip("\ufeff \t\r\n")]
    if not lines:
        return DELIMITERS[0], 0
    first = lines[0].lstrip("\ufeff").strip().casefold()
    if first.startswith("sep=") and len(first) == 5:
        return first[-1], 1
    lines[0] = lines[0].lstrip("\ufeff")

    def evenness(delimiter: str) -> tuple[bool, int]:
        try:
            widths = [len(cells) for cells in csv.reader(lines, delimiter=delimiter)]
        except csv.Error:
            return False, 0
        return len(set(widths)) == 1 and widths[0] > 1, widths[0]

    return max(DELIMITERS, key=evenness), 0
