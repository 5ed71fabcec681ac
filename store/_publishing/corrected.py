"""Single cells of a layer: as text and back, within what the column declares, and put into a table."""

import math
import re
from collections.abc import Sequence
from datetime import date, datetime

import pandas as pd

from geo.changes import row_keys
from geo.errors import MaillageError
from geo.hours import unreadable
from geo.texts import N_
from layers import Column, Layer
from store.versions import CorrectedCell

YES, NO = "true", "false"

_HOURS = "opening_hours"


def written_value(column: Column, value: object) -> str:
    """Return a cell of a layer as text, empty where nothing is known; `read_value` reads it back."""
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return ""
    if column.kind == "boolean":
        return YES if value else NO
    if column.kind == "date":
        assert isinstance(value, datetime | date)
        return value.strftime("%Y-%m-%d")
    if column.kind in ("integer", "number"):
        number = float(value)  # type: ignore[arg-type]
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
    return str(value)


def read_value(column: Column, text: str) -> object:
    """Return what a text says in a column: None for an empty one, else a code, number, day, ``True`` or ``False``.

    Raises
    ------
    MaillageError
        When the column takes nothing like it: with the value, and what it takes.
    """
    text = text.strip()
    if not text:
        if column.required:
            raise MaillageError(N_("{column}: it may not be empty. Say a value."), column=column.name)
        return None
    if column.labels:
        return _one_of(column, text, tuple(column.labels))
    if column.kind == "boolean":
        return _one_of(column, text, (YES, NO)) == YES
    if column.kind == "date":
        try:
            # The whole day only, so that what is written is what was read.
            return pd.Timestamp(datetime.strptime(text, "%Y-%m-%d"))
        except ValueError as error:
            message = N_("{column}: {value} is no day. Write it as 2026-05-31.")
            raise MaillageError(message, column=column.name, value=text) from error
    if column.kind in ("integer", "number"):
        return _number(column, text)
    if column.name == _HOURS and not unreadable(pd.Series([text])).empty:
        message = N_("{column}: {value} cannot be read as opening hours. Write them as Mo-Fr 09:00-17:00.")
        raise MaillageError(message, column=column.name, value=text)
    return text


def _one_of(column: Column, text: str, known: Sequence[str]) -> str:
    if text not in known:
        message = N_("{column}: {value} is none of the values there are. Say one of: {known}.")
        raise MaillageError(message, column=column.name, value=text, known=", ".join(known))
    return text


def _number(column: Column, text: str) -> float | int:
    pattern = r"-?\d{1,12}" if column.kind == "integer" else r"-?\d{1,12}(\.\d{1,9})?"
    number = float(text) if re.fullmatch(pattern, text) else math.nan
    least = -math.inf if column.minimum is None else column.minimum
    most = math.inf if column.maximum is None else column.maximum
    if not least <= number <= most:
        message = N_("{column}: {value} is not a number from {least} to {most}.")
        ends = ("-" if math.isinf(each) else f"{each:g}" for each in (least, most))
        raise MaillageError(message, column=column.name, value=text, **dict(zip(("least", "most"), ends, strict=True)))
    return int(number) if column.kind == "integer" else number


def corrected_table(table: pd.DataFrame, layer: Layer, cells: Sequence[CorrectedCell]) -> pd.DataFrame:
    """Return a table with cells as they were corrected, the later of two that mean the same; other rows untouched.

    Raises
    ------
    MaillageError
        When the column takes no such value: the layer declares it otherwise than when it was corrected.
    """
    made = table.copy()
    keys = row_keys(made, layer.key)
    for cell in cells:
        value = read_value(layer.column(cell.column), cell.value)
        here = keys == cell.row
        # The column keeps its kind, also where nothing is known now.
        made[cell.column] = made[cell.column].mask(here) if value is None else made[cell.column].mask(here, value)
    return made
