"""From the rows of sheets to the records of the one that is meant, under the row that holds its column names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain, islice

from layers._fault import Fault, Refused
from layers._raw import RawFile
from layers.reading.cells.marks import unmistakable
from layers.reading.headers import normalised, reads_as_number

Cells = list[str | None]
Batch = tuple[list[int], list[Cells]]
BATCH = 50_000
"""Rows held as Python objects at a time."""
MOST_SHEET_ROWS = 1_048_576
"""A row numbered higher was not written by a spreadsheet program, and would be counted up to without end."""
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


@dataclass
class Sheet:
    """A sheet, its rows not read yet; the empty ones are left out."""

    title: str
    rows: Iterator[tuple[int, Cells]]


@dataclass
class _Opened:
    """A sheet with contents, its first rows looked at."""

    title: str
    opening: list[tuple[int, Cells]]
    start: int
    """Which of them holds the column names."""
    rows: Iterator[tuple[int, Cells]]
    grouped: bool
    """Whether titles of groups of columns stand above them."""

    @property
    def header(self) -> Cells:
        return self.opening[self.start][1]

    def faults(self, file: str) -> list[Fault]:
        """Return the note that says where the column names were found, when they stand below others."""
        return [below_groups(file, self.opening[self.start][0])] if self.grouped else []


def batched(rows: Iterator[tuple[int, Cells]]) -> Iterator[Batch]:
    """Gather numbered rows, some thousands at a time."""
    while taken := list(islice(rows, BATCH)):
        yield [number for number, _ in taken], [cells for _, cells in taken]


def records_of_sheets(raw: RawFile, sheets: Sequence[Sheet], asked: str | None, known: frozenset[str]) -> Records:
    """Return the records of one sheet, numbered as in the spreadsheet; titles above the column names are skipped.

    Parameters
    ----------
    raw
        Named in faults.
    sheets
        In their order.
    asked
        The title of the sheet to take; when None, the one with most of the ``known`` columns, else the first with
        contents.
    known
        Names of columns that are looked for, as `layers.reading.headers.normalised`.

    Raises
    ------
    Refused
        ``table.which_sheet``, ``file.empty``, or ``table.several_tables`` where several sheets have the columns.
    """
    titles = {"sheets": ", ".join(sheet.title for sheet in sheets)}
    wanted = [each for each in sheets if asked is None or normalised(each.title) == normalised(asked)]
    if asked is not None and not wanted:
        raise Refused([Fault("table.which_sheet", "error", raw.name, value=asked, parameters=titles)])
    first = next((found for sheet in wanted if (found := _opened(sheet)) is not None), None)
    if first is None:
        raise Refused([Fault("file.empty", "error", raw.name)])
    taken = first
    if known and asked is None:
        rest = wanted[[each.title for each in wanted].index(first.title) + 1 :]
        filled = [first, *(found for sheet in rest if (found := _opened(sheet)) is not None)]
        counts = [len(known & {normalised(cell) for cell in each.header if cell}) for each in filled]
        taken = filled[counts.index(max(counts))]
        like = [each.title for each, count in zip(filled, counts, strict=True) if count == max(counts)]
        if max(counts) > 1 and len(like) > 1:
            raise Refused([Fault("table.several_tables", "error", raw.name, parameters={"sheets": ", ".join(like)})])
    width = max((place for place, cell in enumerate(taken.header, start=1) if cell is not None), default=0)

    def below() -> Iterator[tuple[int, Cells]]:
        for number, cells in chain(taken.opening[taken.start + 1 :], taken.rows):
            # Empty cells at the end of a row are not stored.
            yield number, cells + [None] * (width - len(cells))

    line = taken.opening[taken.start][0]
    attributes: dict[str, object] = {"sheet": taken.title, "faults": taken.faults(raw.name)}
    return Records(taken.header, batched(below()), line, attributes)


def headers_of_sheets(sheets: Sequence[Sheet]) -> list[str]:
    """Return the column names of all sheets with contents."""
    filled_sheets = [found for sheet in sheets if (found := _opened(sheet)) is not None]
    return [cell for each in filled_sheets for cell in each.header if cell]


def _opened(sheet: Sheet) -> _Opened | None:
    """Return the sheet with the row of its column names; None for one without contents."""
    opening = list(islice(sheet.rows, TITLE_ROWS))
    if not opening:
        return None
    # A title is alone on its row; column names fill several cells.
    start = next((place for place, (_, cells) in enumerate(opening) if filled(cells) > 1), 0)
    above = group_titles([cells for _, cells in opening[start : start + 3]])
    return _Opened(sheet.title, opening, start + above, sheet.rows, above > 0)


def group_titles(rows: Sequence[Cells]) -> int:
    """Return how many of three rows are titles of groups of columns, merged above the column names: 0 or 1.

    A title has empty cells beside it where the row below has names, all different; and under names that are words, the
    third row has numbers.
    """
    if len(rows) < 3:
        return 0
    above, names, below = ([(cell or "").strip() for cell in row] for row in rows[:3])
    named = [normalised(cell) for cell in names if cell]
    if len(named) <= sum(map(bool, above)) or len(set(named)) < len(named):
        return 0
    holes = any(not cell for cell in (above + [""] * len(names))[: len(names)])
    numbers_below = any(reads_as_number(cell) for cell in below)
    return int(holes and numbers_below and not any(reads_as_number(cell) for cell in names))


def below_groups(file: str, line: int) -> Fault:
    """Return the note that the column names were taken from a row below titles of groups."""
    return Fault("table.group_titles", "note", file, line)


def filled(cells: Sequence[str | None]) -> int:
    """Count the cells in which something stands."""
    return sum(cell is not None for cell in cells)


def as_text(cell: object) -> str | None:
    """Return what a person would type for a stored value: ISO days, whole numbers without ``.0``, None for blanks."""
    if cell is None or isinstance(cell, bytes):
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return None if cell != cell else unmistakable(cell)
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    text = str(cell).strip()
    return text or None
