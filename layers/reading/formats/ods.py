"""The records of a LibreOffice spreadsheet (.ods), each cell as the text a person would type."""

import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from decimal import Decimal, InvalidOperation
from typing import IO
from xml.etree.ElementTree import Element, iterparse

from layers._fault import Fault, Refused
from layers._raw import RawFile
from layers.reading.archive import check_archive
from layers.reading.damage import refusing_damage
from layers.reading.formats.sheets import MOST_SHEET_ROWS, Cells, Records, Sheet, records_of_sheets

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_MOST_COLUMNS = 16_384
"""A row repeats its empty last cell up to the edge of the sheet."""
_MOST_REPEATED = 10_000
"""Equal rows in a row; a sheet is filled up to its last line with empty ones."""


def ods_records(raw: RawFile, sheet: str | None, files: ExitStack, known: frozenset[str] = frozenset()) -> Records:
    """Return the records of one sheet, chosen by `records_of_sheets`; what is opened closes with ``files``."""
    return records_of_sheets(raw, ods_sheets(raw, files), sheet, known)


def ods_sheets(raw: RawFile, files: ExitStack) -> list[Sheet]:
    """Return the sheets of a LibreOffice spreadsheet, their rows not read yet."""
    check_archive(raw)
    with refusing_damage(raw.name):
        archive = files.enter_context(zipfile.ZipFile(raw.path))
        with archive.open("content.xml") as stream:
            titles = [title for title, _ in _tables(raw, stream)]
    return [
        Sheet(title, _rows_of(raw, archive.open("content.xml"), place, files)) for place, title in enumerate(titles)
    ]


def _tables(raw: RawFile, stream: IO[bytes]) -> Iterator[tuple[str, Element]]:
    """Pass over the file and return the title of each table."""
    depth = 0
    for event, element in _events(raw, stream):
        if element.tag != f"{_TABLE}table":
            if event == "end" and element.tag == f"{_TABLE}table-row":
                element.clear()
            continue
        depth += 1 if event == "start" else -1
        if event == "start" and depth == 1:
            yield element.get(f"{_TABLE}name", ""), element


def _events(raw: RawFile, stream: IO[bytes]) -> Iterator[tuple[str, Element]]:
    events = iterparse(stream, events=("start", "end"))
    while True:
        with refusing_damage(raw.name):
            found = next(events, None)
        if found is None:
            return
        yield found


def _rows_of(raw: RawFile, stream: IO[bytes], wanted: int, files: ExitStack) -> Iterator[tuple[int, Cells]]:
    """Yield the rows of the table at a place, without the empty ones."""
    files.enter_context(stream)
    table, depth, number = -1, 0, 0
    for event, element in _events(raw, stream):
        if element.tag == f"{_TABLE}table":
            depth += 1 if event == "start" else -1
            table += event == "start" and depth == 1
            if table > wanted:
                return
        elif event == "end" and element.tag == f"{_TABLE}table-row":
            times = _times(element, "number-rows-repeated")
            if table == wanted and depth == 1:
                cells = _cells(element)
                if any(cell is not None for cell in cells):
                    if number + times > MOST_SHEET_ROWS or times > _MOST_REPEATED:
                        limit = {"limit": MOST_SHEET_ROWS}
                        raise Refused([Fault("table.too_many_rows", "error", raw.name, parameters=limit)])
                    for place in range(times):
                        yield number + place + 1, list(cells)
                number += times
            element.clear()


def _times(element: Element, name: str) -> int:
    written = element.get(f"{_TABLE}{name}", "1")
    return max(1, int(written)) if written.isdigit() and len(written) < 10 else 1


def _cells(row: Element) -> Cells:
    cells: Cells = []
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        value = _value(cell)
        times = _times(cell, "number-columns-repeated")
        cells += [value] * min(times, max(0, _MOST_COLUMNS - len(cells)))
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _value(cell: Element) -> str | None:
    """Return what a person would type: the stored value of numbers and days, what is shown of all else."""
    kind = cell.get(f"{_OFFICE}value-type")
    stored = cell.get(f"{_OFFICE}value")
    if kind in ("float", "currency", "percentage") and stored:
        return _number(stored, percent=kind == "percentage")
    if kind == "date" and (day := cell.get(f"{_OFFICE}date-value")):
        return day.removesuffix("T00:00:00").replace("T", " ")
    if kind == "boolean" and (truth := cell.get(f"{_OFFICE}boolean-value")):
        return truth
    shown = "\n".join(_said(each) for each in cell if each.tag == f"{_TEXT}p").strip()
    return shown or None


def _said(paragraph: Element) -> str:
    """Return the text of a paragraph, blanks and breaks written as elements among it."""
    said = paragraph.text or ""
    for each in paragraph:
        if each.tag == f"{_TEXT}s" or each.tag in (f"{_TEXT}line-break", f"{_TEXT}tab"):
            said += " "
        elif not each.tag.startswith(_OFFICE):
            said += _said(each)
        said += each.tail or ""
    return said


def _number(stored: str, *, percent: bool) -> str:
    """Write a number so that it has one reading: 2.125 as ``2.1250``, 0.212 shown as a percentage as ``21.2 %``."""
    try:
        value = Decimal(stored)
    except InvalidOperation:
        return stored
    if not value.is_finite() or abs(value.adjusted()) > 30:
        return stored
    written = format((value.scaleb(2) if percent else value).normalize(), "f")
    if len(written.partition(".")[2]) == 3:
        written += "0"
    return f"{written} %" if percent else written
