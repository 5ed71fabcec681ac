"""Tables as received, in any dialect of text, as workbook, database or parquet, read to text and nothing guessed."""

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from itertools import accumulate, chain, compress, islice
from pathlib import Path
from typing import cast

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from layers._fault import Fault, Refused
from layers._raw import RawFile
from layers.reading.archive import opened
from layers.reading.cells.encodings import likely_encoding
from layers.reading.cells_in import database_records, parquet_records, workbook_records
from layers.reading.completeness import cut_short, ends_in_a_cell
from layers.reading.formats.json_rows import json_records
from layers.reading.formats.kml import kml_records
from layers.reading.formats.ods import ods_records
from layers.reading.formats.sheets import BATCH, Batch, Cells, Records, below_groups, group_titles
from layers.reading.headers import normalised
from layers.reading.kinds import kind_of, text_encoding

TABLE_KINDS = ("text", "xlsx", "ods", "sqlite", "parquet", "json", "kml")
MOST_TITLES = 20
"""Rows looked at for the headers, where an office puts title and source above them."""
MOST_ROWS = 5_000_000
"""The largest table in use, the addresses of Wallonia, has 2,107,107 rows."""
DELIMITERS = ("|", "\t", ";", ",")
OLD_ENCODINGS = {"cp850": "DOS (cp850)", "mac_roman": "Macintosh (Mac Roman)"}
"""Told by where accented letters stand among others, so that somebody should look at the names."""
BREAK = re.compile(r"\r\n|\r|\n")
MOST_RAGGED = 1000
"""Ragged lines named before giving up."""


def read_table(
    raw: RawFile, *, sheet: str | None = None, wanted_columns: Sequence[str] | None = None, known: Sequence[str] = ()
) -> pd.DataFrame:
    """Read a table, in an archive or bare, as it stands: every cell as text, missing only where nothing stands.

    Parameters
    ----------
    raw
        Text (``|``, ``;``, ``,`` or tab; UTF-8, UTF-16, Windows-1252, DOS or Macintosh), workbook (.xlsx, .ods),
        database, parquet, a list of objects in JSON, or KML.
    sheet
        Sheet of a workbook or table of a database, unless whoever passed the file named another; when None, the sheet
        with most of the ``known`` columns, else the first with contents, or the only table.
    wanted_columns
        Headers to keep, compared as ``_headers.normalised``; the others are left unread, which saves memory. Headers
        that are not there are no fault here: ``_headers.find`` says so, from ``attrs["headers"]``.
    known
        Names a column may have, by which the sheet that is meant is told from a legend.

    Returns
    -------
    DataFrame
        Columns of pandas ``str``. The index ``row`` is the line in the file (a record of several lines: the line it
        starts on) or the row of the spreadsheet, the header being line 1; records of a database count from 1.
        ``attrs`` holds ``file``, ``encoding`` (of text), ``sheet``, ``headers`` (all of them) and ``faults``: what
        there is to say of how the file was read.

    Raises
    ------
    Refused
        Any ``file.``, ``zip.`` or ``table.`` fault; every ragged line is named.

    Notes
    -----
    Surrounding blanks are stripped from headers and cells; rows in which nothing stands are left out. A column
    without a header is called ``column_3`` by its place.
    """
    with opened(raw, TABLE_KINDS) as inner, ExitStack() as files:
        kind = kind_of(inner)
        names = frozenset(normalised(each) for each in known)
        sheet = raw.sheet or sheet
        if kind in ("xlsx", "ods"):
            records = (workbook_records if kind == "xlsx" else ods_records)(inner, sheet, files, names)
            return _frame(inner.name, records, wanted_columns)
        if cut_short(inner, kind):
            raise Refused([Fault("file.unreadable", "error", inner.name)])
        if kind == "sqlite":
            return _frame(inner.name, database_records(inner, sheet, files), wanted_columns)
        if raw.sheet:
            raise Refused([Fault("table.no_sheets", "error", inner.name, value=raw.sheet)])
        if kind == "parquet":
            return _frame(inner.name, parquet_records(inner, files), wanted_columns)
        if kind in ("json", "kml"):
            return _frame(inner.name, (json_records if kind == "json" else kml_records)(inner), wanted_columns)
        encoding = _encoding(inner)
        frame = _frame(inner.name, _text_records(inner, encoding, names), wanted_columns)
        frame.attrs["encoding"] = encoding
        if encoding in OLD_ENCODINGS:
            old = Fault("table.old_encoding", "warning", inner.name, value=OLD_ENCODINGS[encoding])
            frame.attrs["faults"] = [old, *frame.attrs["faults"]]
        if ends_in_a_cell(inner, encoding):
            frame.attrs["faults"].append(Fault("table.last_cell", "note", inner.name, int(frame.index[-1])))
        return frame


def _frame(file: str, records: Records, wanted: Sequence[str] | None) -> pd.DataFrame:
    """Gather records into a table, a batch at a time, keeping only the wanted columns."""
    headers = _headers(file, records)
    width = len(headers)
    named = max(place for place, each in enumerate(records.header, start=1) if (each or "").strip("\ufeff \t"))
    names = None if wanted is None else {normalised(each) for each in wanted}
    kept = [place for place, each in enumerate(headers) if names is None or normalised(each) in names]
    ragged: list[Fault] = []
    lines: list[int] = []
    chunks: list[list[pa.Array]] = [[] for _ in kept]
    for numbers, rows in records.batches:
        if not rows:
            continue
        if len(lines) + len(rows) > MOST_ROWS:
            raise Refused([Fault("table.too_many_rows", "error", file, parameters={"limit": MOST_ROWS})])
        if set(map(len, rows)) != {width}:
            ragged += _ragged(file, numbers, rows, named, width)
            rows = [(cells + [None] * width)[:width] for cells in rows]
            if len(ragged) > MOST_RAGGED:
                break
        lines += numbers
        columns = list(zip(*rows, strict=True))
        for chunk, place in zip(chunks, kept, strict=True):
            chunk.append(_stripped(pa.array(columns[place], type=pa.string())))
    if ragged:
        raise Refused(ragged)
    whole = [pa.chunked_array(chunk, type=pa.string()) for chunk in chunks]
    table = pa.table(dict(zip((headers[place] for place in kept), whole, strict=True)))
    frame = table.to_pandas(types_mapper={pa.string(): pd.StringDtype(na_value=float("nan"))}.get)
    frame.index = pd.Index(lines, name="row", dtype="int64")
    if not lines:
        raise Refused([Fault("table.empty", "error", file)])
    nameless = [headers[place] for place in kept if not (records.header[place] or "").strip("\ufeff \t")]
    frame = frame.drop(columns=[name for name in nameless if frame[name].isna().all()])
    frame.attrs = {"file": file, "headers": headers, "faults": [], **records.attributes}
    return frame


def _ragged(file: str, numbers: list[int], rows: list[Cells], named: int, width: int) -> list[Fault]:
    """Name the rows that lack a named column, or have something beyond the last; empty cells there do no harm."""
    return [
        Fault("table.ragged_row", "error", file, line, parameters={"found": len(cells), "expected": named})
        for line, cells in zip(numbers, rows, strict=True)
        if len(cells) < named or any((cell or "").strip() for cell in cells[width:])
    ]


def _stripped(column: pa.Array) -> pa.Array:
    stripped = pc.utf8_trim_whitespace(column)
    return pc.if_else(pc.equal(stripped, ""), pa.scalar(None, pa.string()), stripped)


def _headers(file: str, records: Records) -> list[str]:
    names = [(cell or "").replace("\ufeff", "").strip() for cell in records.header]
    if not any(names):
        raise Refused([Fault("table.no_header", "error", file)])
    headers = [name or f"column_{place}" for place, name in enumerate(names, start=1)]
    counts = pd.Series(headers).value_counts(sort=False)
    faults = [
        Fault("table.duplicate_header", "error", file, records.line, value=str(name), parameters={"count": int(count)})
        for name, count in counts[counts > 1].items()
    ]
    if faults:
        raise Refused(faults)
    return headers


def _encoding(raw: RawFile) -> str:
    """Return the encoding of a text file, having decoded all of it: UTF-16 by its marks, UTF-8, else by its letters.

    A file with letters in UTF-8 and then a byte that is not is damaged, not Windows-1252.
    """
    told = text_encoding(raw.head)
    position, accented = _first_undecodable(raw.path, told or "utf-8-sig")
    if position is None:
        return told or "utf-8-sig"
    if not told and not accented:
        likely = likely_encoding(raw)
        position, _ = _first_undecodable(raw.path, likely)
        if position is None:
            return likely
    with raw.path.open("rb") as stream:
        stream.seek(position or 0)
        byte = f"0x{stream.read(1).hex()}"
    raise Refused([Fault("table.encoding", "error", raw.name, value=byte, parameters={"position": position})])


def _first_undecodable(path: Path, encoding: str) -> tuple[int | None, bool]:
    """Return where a file stops being text in ``encoding`` (None: nowhere), and whether accented letters precede."""
    decoder = codecs.getincrementaldecoder(encoding)()
    passed, accented = 0, False
    with path.open("rb") as stream:
        while True:
            block = stream.read(1024**2)
            pending = len(decoder.getstate()[0])
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                before = error.object[: error.start]
                return passed - pending + error.start, accented or not before.isascii()
            accented = accented or not text.isascii()
            passed += len(block)
            if not block:
                return None, accented


def _text_records(raw: RawFile, encoding: str, known: frozenset[str]) -> Records:
    """Return the header and the records of a text file, each with the line it starts on."""
    delimiter, skipped = _dialect(raw.path, encoding)
    batches = _parsed(raw, encoding, delimiter, skipped)
    for numbers, rows in batches:
        if rows:
            start = group_titles(rows[:3])
            said = [below_groups(raw.name, numbers[start])] if start else []
            start = start or _below_titles(rows[:MOST_TITLES], known)
            numbers, rows = numbers[start:], rows[start:]
            rest = chain([(numbers[1:], rows[1:])] if rows[1:] else [], batches)
            return Records(rows[0], rest, numbers[0], {"delimiter": delimiter, "faults": said})
    raise Refused([Fault("file.empty", "error", raw.name)])


def _below_titles(rows: Sequence[Cells], known: frozenset[str]) -> int:
    """Return how many rows of titles stand above the headers: none unless a later row has two that are looked for."""
    counts = [len(known & {normalised(cell) for cell in each if cell}) for each in rows]
    return counts.index(max(counts)) if counts[0] == 0 and max(counts) > 1 else 0


def _parsed(raw: RawFile, encoding: str, delimiter: str, skipped: int) -> Iterator[Batch]:
    with raw.path.open(encoding=encoding, newline="") as stream:
        for _ in range(skipped):
            stream.readline()
        reader = csv.reader(chain([stream.readline().lstrip("\ufeff")], stream), delimiter=delimiter, strict=True)
        while True:
            before = skipped + reader.line_num + 1
            try:
                rows = cast(list[Cells], list(islice(reader, BATCH)))
            except csv.Error as error:
                line = _broken_line(raw.path, encoding, delimiter, skipped)
                raise Refused([Fault("table.broken_quotes", "error", raw.name, line)]) from error
            if not rows:
                return
            numbers = list(range(before, before + len(rows)))
            if skipped + reader.line_num + 1 != before + len(rows):
                # Some records span lines: each as many as it has line breaks, and one.
                spans = [1 + sum(len(BREAK.findall(cell or "")) for cell in cells) for cells in rows]
                numbers = [before + passed for passed in accumulate(spans, initial=0)][:-1]
            filled = ["".join(cells).strip("\ufeff \t\r\n\xa0") != "" for cells in rows]  # type: ignore[arg-type]
            yield list(compress(numbers, filled)), list(compress(rows, filled))


def _broken_line(path: Path, encoding: str, delimiter: str, skipped: int) -> int:
    """Return the line on which the record starts whose quotes do not close."""
    with path.open(encoding=encoding, newline="") as stream:
        for _ in range(skipped):
            stream.readline()
        reader = csv.reader(chain([stream.readline().lstrip("\ufeff")], stream), delimiter=delimiter, strict=True)
        line = skipped + 1
        with suppress(csv.Error):
            for _ in reader:
                line = skipped + reader.line_num + 1
    return line


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
