"""The cells of one column of a city's file, read as the kind the column declares; what cannot be read is named."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from layers._adapters._city_words import NOTHING, SPREADSHEET_ERRORS, codes_of
from layers._fault import Fault, Severity
from layers._spec import Column, Kind
from layers.reading.cells.marks import Marks
from layers.reading.cells.withheld import withheld_codes
from layers.reading.headers import booleans, dates, normalised, numbers, texts, whole_numbers

DTYPES: Mapping[Kind, str] = {
    "text": "str",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "datetime64[us]",
}

UNKNOWN_WORDS = ("value.not_allowed", "value.not_yes_or_no", "value.not_known_word")
"""Faults of cells that a translation in the configuration of the commune would mend."""

_UNIT_AFTER: Mapping[str, str] = {
    "m2": r"\s*m(?:2|²)$",
    "h/week": r"\s*(?:h|heures?|hours?|u|uur|uren)(?:\s*/\s*(?:sem\.?|semaine|week))?$",
}
"""Unit of a column -> what people write after the number."""


def missing(column: Column, index: pd.Index) -> pd.Series:
    """Return a column in which nothing is known."""
    return pd.Series(None, index=index, dtype=DTYPES[column.kind])


@dataclass(frozen=True)
class Written:
    """What the configuration says of how the cells of one column are written."""

    words: Mapping[str, str] = field(default_factory=dict)
    """The city's words and our codes."""
    marks: Marks = field(default_factory=Marks)
    nulls: tuple[str, ...] | None = None
    """What stands for nothing beside the usual words; where it is said, no number is taken for a code."""
    percent: bool = False
    """True when the numbers are percentages of what the column holds as a share."""


def read_cells(cells: pd.Series, column: Column, written: Written, file: str) -> tuple[pd.Series, list[Fault]]:
    """Read one column.

    Parameters
    ----------
    cells
        As the file has them, indexed by row number and named by their header.
    column
        What they should be.
    written
        How they are written, as the configuration says.
    file
        Named in faults.

    Returns
    -------
    tuple
        Values of the column's kind and a fault for each cell that cannot be read or lies out of bounds. In a column
        that must have a value the fault is a ``row`` fault; else a ``warning``, and the value is unknown.
    """
    header = str(cells.name)
    said, faults = _said(texts(cells), column, written.words, file, header)
    if written.nulls:
        said = said.mask(said.map(normalised, na_action="ignore").isin({normalised(each) for each in written.nulls}))
    values, more = _values(said, column, written, file, header)
    values, outside = _within_bounds(values, column, said, file, header)
    severity: Severity = "row" if column.required else "warning"
    found = [fault if fault.row is None else replace(fault, severity=severity) for fault in faults + more + outside]
    return values, _a_word_once(found)


def _a_word_once(faults: list[Fault]) -> list[Fault]:
    """Name a word nobody knows once, with the number of its cells and, for the checks, their rows."""
    rows: dict[tuple[str, str], list[int]] = {}
    for fault in faults:
        if fault.code in UNKNOWN_WORDS and fault.row is not None:
            rows.setdefault((fault.code, fault.value), []).append(fault.row)
    told = []
    for fault in faults:
        here = rows.get((fault.code, fault.value), [])
        if len(here) < 2:
            told.append(fault)
        elif fault.row == here[0]:
            said = {"allowed": "yes, no", **fault.parameters, "count": len(here), "rows": tuple(here)}
            told.append(replace(fault, code="value.not_known_word", parameters=said))
    return told


def _said(
    cells: pd.Series, column: Column, words: Mapping[str, str], file: str, header: str
) -> tuple[pd.Series, list[Fault]]:
    """Translate the city's words and leave out what says that nothing is known."""
    broken = cells.isin(SPREADSHEET_ERRORS)
    faults = _faults("value.not_computed", cells[broken], file, header)
    said = cells.mask(broken)
    by_word = {normalised(word): code for word, code in words.items()}
    translated = said.map(lambda cell: by_word.get(normalised(cell)), na_action="ignore")
    if not (column.kind == "text" and column.required and not column.labels):
        # A name is kept unchanged, even if it is "?"; our words for codes come before the empty cell.
        known = codes_of(column)
        empty = said.str.casefold().isin(NOTHING) & ~said.map(normalised, na_action="ignore").isin(known)
        said = said.mask(empty & translated.isna())
    return said.where(translated.isna(), translated).astype("str"), faults


def _values(said: pd.Series, column: Column, written: Written, file: str, header: str) -> tuple[pd.Series, list[Fault]]:
    """Read the words of one column as its kind."""
    if column.labels:
        codes = codes_of(column)
        values = said.map(lambda cell: codes.get(normalised(cell)), na_action="ignore").astype("str")
        wrong = said[said.notna() & values.isna()]
        allowed = {"allowed": ", ".join(column.labels)}
        return values, _faults("value.not_allowed", wrong, file, header, allowed)
    if column.kind == "boolean":
        return booleans(said, file=file, column=header)
    if column.kind == "date":
        return dates(said, file=file, column=header)
    if column.kind in ("number", "integer"):
        return _measured(said, column, written, file, header)
    if column.name == "postal_code":
        # A spreadsheet may have turned the text into a number.
        said = said.str.replace(r"^(\d+)[.,]0+$", r"\1", regex=True)
    return said, []


def _measured(
    said: pd.Series, column: Column, written: Written, file: str, header: str
) -> tuple[pd.Series, list[Fault]]:
    """Read the words of a column of numbers, in its own unit."""
    if column.unit is not None and column.unit in _UNIT_AFTER:
        said = said.str.replace(_UNIT_AFTER[column.unit], "", regex=True, case=False)
    read = numbers if column.kind == "number" else whole_numbers
    nulls = ("", *(written.nulls or ()))
    values, _, faults = read(said, null_tokens=nulls, file=file, column=header, marks=written.marks)
    if written.percent:
        values = values / 100
    if written.nulls is not None:
        return values, faults
    known, coded = withheld_codes(values, file=file, column=header)
    return values.mask(known), faults + coded


def _within_bounds(
    values: pd.Series, column: Column, said: pd.Series, file: str, header: str
) -> tuple[pd.Series, list[Fault]]:
    """Empty the values outside the column's bounds, each with its fault."""
    faults: list[Fault] = []
    wrong = pd.Series(data=False, index=values.index)
    for limit, code in ((column.minimum, "value.too_small"), (column.maximum, "value.too_large")):
        if limit is not None:
            beyond = (values < limit if code == "value.too_small" else values > limit).fillna(value=False).astype(bool)
            faults += _faults(code, said[beyond], file, header, {"limit": f"{limit:g}"})
            wrong |= beyond
    return values.mask(wrong), faults


def _faults(
    code: str, wrong: pd.Series, file: str, header: str, parameters: Mapping[str, object] | None = None
) -> list[Fault]:
    return [
        Fault(code, "warning", file, int(row), header, str(value), parameters or {})
        for row, value in zip(wrong.index, wrong, strict=True)
    ]
