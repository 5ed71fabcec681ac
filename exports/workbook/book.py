"""Writing tables as one workbook: typed cells, a sheet a table, a page that says what each of them is."""

import errno
import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from exports.columns import columns_table, declared_columns
from exports.read_me import FILES, opening_lines
from exports.tables import noted
from exports.workbook.titles import READ_ME, TITLES, UNITS
from geo.programme import Plan
from geo.ranking import Assessment
from geo.texts import N_
from words import Translator
from words.numbers import Numbers

FILE = "maillage.xlsx"

LONGEST = 10_000
"""Rows of a table that people still look through; a longer one is for programs, and stays in its CSV file alone."""

_FIXED_TIME = datetime(2000, 1, 1)
"""Stands for the time of writing, so that the same assessment gives the same bytes."""

_LONGEST_TEXT = 32_767
"""Characters a cell can hold."""

_WIDEST, _NARROWEST, _LOOKED_AT = 48, 8, 200
"""Characters a column is made wide, and rows looked at for it."""

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]+)?")

_ADDRESS = ("address", "postal_code")

_ID_OF_BUILDING = ("building_id", "door_id")

_CONVENTIONS = (
    N_("An empty cell means unknown, never zero."),
    N_(
        "The names of the columns are those of the CSV files, and units stand above them; the last sheet explains them."
    ),
    N_("Coordinates x_m and y_m are metres in the system {crs}."),
    N_("In distances, inf means that there is no such place at all."),
    N_("Texts are written as text: none of them runs as a formula or opens an address."),
    N_("Expected vulnerable residents are estimates for groups; nothing here says anything about one person."),
)

_TOO_LONG = N_("{file} has too many rows for people to read ({rows}) and is no sheet here.")


def write_workbook(
    path: Path,
    sheets: Mapping[str, pd.DataFrame],
    assessment: Assessment,
    snapshot_id: str,
    language: str,
    translate: Translator,
    plan: Plan | None = None,
) -> None:
    """Write tables as the sheets of one workbook, after a page that says what they are.

    Buildings stand there with their address beside their name. The same inputs give the same bytes.

    Parameters
    ----------
    path
        The file, in a folder that nobody reads yet.
    sheets
        Table, by the name of its CSV file, -> its rows, without the note on invented data.
    assessment, snapshot_id
        What they come from.
    language, translate
        Of titles, units and the page.
    plan
        The Wi-Fi plan among them, whose result the page says.

    Raises
    ------
    OSError
        When the file cannot be written whole.
    """
    tables = {name: with_addresses(sheets[name], assessment) for name in TITLES if name in sheets}
    written = {name: noted(table, assessment) for name, table in tables.items() if len(table) <= LONGEST}
    own = [column.name for column in declared_columns("columns", assessment.evidence.place).values()]
    headers = {name: [str(each) for each in table.columns] for name, table in written.items()}
    written["columns"] = noted(columns_table(headers | {"columns": own}, assessment.evidence.place), assessment)
    too_long = {name: len(table) for name, table in tables.items() if name not in written}
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    try:
        with xlsxwriter.Workbook(str(path), {**options, "default_date_format": "yyyy-mm-dd"}) as book:
            book.set_properties({"title": "Maillage", "created": _FIXED_TIME})
            looks = _Looks(book)
            page = _Page(book.add_worksheet(translate(READ_ME)), looks, Numbers(language, translate))
            opening = opening_lines(assessment, snapshot_id, language, translate, plan)
            page.fill(written, too_long, opening, assessment.evidence.place.metric_crs)
            for name, table in written.items():
                units = {each.name: each.unit for each in declared_columns(name, assessment.evidence.place).values()}
                _fill(book.add_worksheet(translate(TITLES[name])), table, units, looks, translate)
    except (XlsxWriterException, OSError) as error:
        raise OSError(errno.EIO, "the workbook could not be written whole", str(path)) from error


def with_addresses(table: pd.DataFrame, assessment: Assessment) -> pd.DataFrame:
    """Return a table with the address of each building after its name, where it names buildings without one."""
    sites = assessment.evidence.sites
    key = next((each for each in _ID_OF_BUILDING if each in table), None)
    if key is None or "name" not in table or "address" in table:
        return table
    result, place = table.copy(), table.columns.get_loc("name")
    for offset, column in enumerate([each for each in _ADDRESS if each in sites], start=1):
        result.insert(int(place) + offset, column, result[key].map(sites[column]))
    return result


class _Looks:
    """How cells look."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book, self._numbers = book, dict[str, Format]()
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F2EFE8", "valign": "top"})
        self.unit = book.add_format({"italic": True, "font_color": "#5A5A5A"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left"})
        self.link = book.add_format({"font_color": "#1F4E79", "underline": 1, "valign": "top"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.top = book.add_format({"valign": "top"})

    def number(self, code: str) -> Format:
        if code not in self._numbers:
            self._numbers[code] = self._book.add_format({"num_format": code})
        return self._numbers[code]


class _Page:
    """The first sheet: what the workbook is, its sheets, what holds of all of them."""

    def __init__(self, sheet: Worksheet, looks: _Looks, numbers: Numbers) -> None:
        self.sheet, self.looks, self.numbers, self.row = sheet, looks, numbers, 0

    def fill(
        self, written: Mapping[str, pd.DataFrame], too_long: Mapping[str, int], opening: Sequence[str], crs: str
    ) -> None:
        """Write the page; ``crs`` is the system of the coordinates."""
        sheet, looks, translate = self.sheet, self.looks, self.numbers.translate
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        for column, width in enumerate((30, 12, 26, 90)):
            sheet.set_column(column, column, width)
        for place, line in enumerate(opening):
            self._line(line, looks.title if place == 0 else None)
        self.row += 1
        for column, text in enumerate((N_("Sheet"), N_("Rows"), N_("File"), N_("What it holds"))):
            sheet.write_string(self.row, column, translate(text), looks.head)
        self.row += 1
        for name, table in written.items():
            title = translate(TITLES[name])
            quoted = title.replace("'", "''")
            sheet.write_url(self.row, 0, f"internal:'{quoted}'!A1", looks.link, title)
            sheet.write_number(self.row, 1, len(table), looks.top)
            sheet.write_string(self.row, 2, f"{name}.csv", looks.top)
            sheet.write_string(self.row, 3, translate(FILES[f"{name}.csv"]), looks.wrapped)
            self.row += 1
        self.row += 1
        for name, rows in too_long.items():
            self._line(translate(_TOO_LONG).format(file=f"{name}.csv", rows=self.numbers.number(rows)))
        for text in _CONVENTIONS:
            self._line(translate(text).format(crs=crs))

    def _line(self, text: str, look: Format | None = None) -> None:
        if text:
            self.sheet.write_string(self.row, 0, text, look)
        self.row += 1


def _fill(
    sheet: Worksheet, table: pd.DataFrame, units: Mapping[str, str], looks: _Looks, translate: Translator
) -> None:
    """Write units, names and rows; the first two rows stay in sight, and the columns that name what a row is about."""
    names = [str(column) for column in table.columns]
    said = [translate(UNITS[unit]) if (unit := units.get(name, "")) in UNITS else unit for name in names]
    for place, (name, unit) in enumerate(zip(names, said, strict=True)):
        sheet.set_column(place, place, _width([name, unit, *_shown(table.iloc[:_LOOKED_AT, place])]))
        if unit:
            sheet.write_string(0, place, unit, looks.unit)
    for place, name in enumerate(names):
        sheet.write_string(1, place, name, looks.head)
    sheet.freeze_panes(2, 2 if names[1:2] == ["name"] else 1)
    sheet.autofilter(1, 0, max(1 + len(table), 1), len(names) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, 1)
    formats = [_number_look(table.iloc[:, place], units.get(name, ""), looks) for place, name in enumerate(names)]
    columns = [_cells(table.iloc[:, place], units.get(name, "")) for place, name in enumerate(names)]
    for row in range(len(table)):
        for place, (cells, look) in enumerate(zip(columns, formats, strict=True)):
            _write(sheet, row + 2, place, cells[row], look, looks)


def _cells(column: pd.Series, unit: str) -> Sequence[object]:
    """Return the cells of a column; where it has a unit, figures written as text are figures."""
    cells = column.to_numpy(dtype="object")
    return [_figure(cell) if isinstance(cell, str) else cell for cell in cells] if unit else cells


def _figure(text: str) -> float | str:
    return float(text) if _NUMBER.fullmatch(text) else text


def _write(sheet: Worksheet, row: int, column: int, value: object, look: Format | None, looks: _Looks) -> None:
    """Write a value in its own type; what is unknown is written as nothing."""
    if isinstance(value, bool | np.bool_):
        sheet.write_boolean(row, column, bool(value))
    elif isinstance(value, int | float | np.integer | np.floating | Decimal):
        number = float(value)
        if math.isfinite(number):
            sheet.write_number(row, column, number, look)
        elif not math.isnan(number):
            # No spreadsheet knows an infinite number: the same word as in the CSV file.
            sheet.write_string(row, column, str(number))
    elif value is None or value is pd.NA or value is pd.NaT:
        return
    elif isinstance(value, datetime):
        moment = pd.Timestamp(value).tz_localize(None).to_pydatetime()
        sheet.write_datetime(row, column, moment, looks.day if moment == _midnight(moment) else looks.moment)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), looks.day)
    elif text := str(value):
        sheet.write_string(row, column, text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…")


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _number_look(column: pd.Series, unit: str, looks: _Looks) -> Format | None:
    """Return how numbers of a column are shown: euros to the cent, others as fine as their unit deserves."""
    whole = pd.api.types.is_integer_dtype(column.dtype)
    if unit == "degrees":
        return looks.number("0.000000")
    if unit == "year" or not unit:
        return None
    if unit in ("EUR", "EUR/year", "euros per resident"):
        return looks.number("#,##0.00")
    if UNITS.get(unit) == "share (0-1)" or unit in ("-1 to 1", "ratio", "nats"):
        return looks.number("0.000")
    if whole or unit in ("bytes", "rows", "class", "class from 0 to 3", "place"):
        return looks.number("#,##0") if unit not in ("class", "class from 0 to 3") else None
    return looks.number("#,##0.0")


def _shown(column: pd.Series) -> list[str]:
    if pd.api.types.is_float_dtype(column.dtype):
        return [f"{value:.2f}" for value in column.dropna()]
    return [str(value) for value in column.dropna()]


def _width(texts: Sequence[str]) -> int:
    return min(_WIDEST, max(_NARROWEST, *(len(text) + 2 for text in texts)))
