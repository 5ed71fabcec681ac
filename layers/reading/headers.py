"""Columns found by any of their names, and cells of text turned into numbers, dates and yes or no."""

import re
import unicodedata
from collections.abc import Sequence
from typing import cast

import numpy as np
import pandas as pd

from layers._fault import Fault
from layers.reading.cells.marks import NOTHING_SAID, Marks, null_numbers, plain_numbers, unmistakable

YES = frozenset({"oui", "ja", "yes", "vrai", "waar", "true", "1", "1.0", "x"})
NO = frozenset({"non", "nee", "neen", "no", "faux", "onwaar", "false", "0", "0.0"})

WHOLE_LIMIT = 2.0**53
"""Beyond this, a float no longer holds every whole number."""


def normalised(header: str) -> str:
    """Return a header as it is compared: no case, accents, byte order mark or surrounding blanks, blanks as ``_``."""
    plain = header.replace("\ufeff", "").replace("\u2019", "'").replace("\u2018", "'")
    decomposed = unicodedata.normalize("NFKD", plain)
    letters = "".join(each for each in decomposed if not unicodedata.combining(each)).casefold()
    return "_".join(letters.replace("_", " ").replace("-", " ").split())


def find(
    frame: pd.DataFrame, aliases: Sequence[str], *, required: bool, file: str, column: str
) -> tuple[str | None, list[Fault]]:
    """Find which column of ``frame`` bears one of ``aliases``.

    Parameters
    ----------
    frame
        The table as read.
    aliases
        Names the column may have, the preferred one first; compared as :func:`normalised`.
    required
        Whether its absence is an error.
    file
        Named in faults.
    column
        Our own name of the column, named in faults.

    Returns
    -------
    tuple
        The column's name in ``frame``, or None when there is none, and the faults: ``header.missing`` (error, listing
        the headers found), ``header.ambiguous`` (error), ``header.alias`` (note, another name than the first).
    """
    by_name: dict[str, list[str]] = {}
    for header in frame.columns:
        if header != "geometry":
            by_name.setdefault(normalised(str(header)), []).append(str(header))
    for position, alias in enumerate(aliases):
        found = by_name.get(normalised(alias), [])
        if len(found) > 1:
            listed = {"headers": ", ".join(found)}
            return None, [Fault("header.ambiguous", "error", file, column=column, parameters=listed)]
        if found:
            note = Fault("header.alias", "note", file, column=column, value=found[0])
            return found[0], [note] if position else []
    if not required:
        return None, []
    headers = frame.attrs.get("headers", [str(each) for each in frame.columns if each != "geometry"])
    parameters = {"aliases": ", ".join(aliases), "headers": ", ".join(headers)}
    return None, [Fault("header.missing", "error", file, column=column, parameters=parameters)]


def reads_as_number(cell: str) -> bool:
    """Say whether a cell is a number, however its thousands and decimals are written."""
    return bool(re.fullmatch(r"[+-]?\d[\d.,\s\u00a0\u202f]*(?:[eE][+-]?\d+)?\s*%?", cell))


def texts(series: pd.Series) -> pd.Series:
    """Return any column as stripped text, whole floats without ``.0``, missing where nothing stands.

    Codes read from geodata arrive as numbers (52011.0): this gives the text they were.
    """
    if pd.api.types.is_bool_dtype(series.dtype):
        words = series.map({True: "true", False: "false"}, na_action="ignore")
    elif pd.api.types.is_datetime64_any_dtype(series.dtype):
        whole = bool((series.dropna() == series.dropna().dt.normalize()).all())
        words = series.dt.strftime("%Y-%m-%d" if whole else "%Y-%m-%dT%H:%M:%S")
    elif pd.api.types.is_float_dtype(series.dtype) or series.dtype == object:
        words = series.map(_text, na_action="ignore")
    else:
        words = series
    stripped = words.astype("str").str.strip()
    return cast(pd.Series, stripped.where(stripped != ""))


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < WHOLE_LIMIT:
        return str(int(value))
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


def numbers(
    series: pd.Series,
    *,
    null_tokens: Sequence[str] = ("*", "C", ""),
    file: str,
    column: str,
    marks: Marks = NOTHING_SAID,
    whole: bool = False,
    certain: bool = False,
) -> tuple[pd.Series, pd.Series, list[Fault]]:
    """Read a column of text as numbers.

    Parameters
    ----------
    series
        Text (or already numbers), indexed by row number.
    null_tokens
        What stands for a value withheld; ``""`` is the empty cell. A number among them is compared as one.
    file, column
        Named in faults.
    marks
        The decimal mark and the mark of thousands, where the configuration says them.
    whole
        True when only whole numbers make sense.
    certain
        True when ``1.234`` can only be a little over one, as in coordinates.

    Returns
    -------
    tuple
        The numbers (float64, missing where withheld, empty or unreadable), where a null token stands (bool), a
        ``row`` fault for every cell that is neither or that can be read two ways, and one fault where the column
        decided which way: see `layers.reading.cells.marks.plain_numbers`.

    Notes
    -----
    A decimal comma or point, thousands set apart by blanks of any width, by points or by commas, ``12,5 %`` as 0.125.
    """
    typed = pd.api.types.is_numeric_dtype(series.dtype)
    held = series.map(_unmistakable, na_action="ignore") if series.dtype == object else series
    words = texts(held)
    empty = words.isna()
    suppressed = words.isin([token for token in null_tokens if token])
    if "" in null_tokens:
        suppressed |= empty
    plain, said = plain_numbers(
        words.mask(suppressed), marks=marks, whole=whole, certain=certain or typed, file=file, column=column
    )
    values = plain.map(float, na_action="ignore").astype("float64")
    finite = np.isfinite(values)
    withheld = values.isin(null_numbers(null_tokens))
    suppressed |= withheld
    open_rows = {fault.row for fault in said if fault.code == "value.two_readings"}
    unread = words[~(finite | suppressed | empty)]
    faults = said + _row_faults("value.not_a_number", unread[~unread.index.isin(open_rows)], file, column)
    return values.where(finite & ~withheld), suppressed, faults


def _unmistakable(value: object) -> object:
    return unmistakable(value) if isinstance(value, float) and value == value else value


def whole_numbers(
    series: pd.Series,
    *,
    null_tokens: Sequence[str] = ("*", "C", ""),
    file: str,
    column: str,
    marks: Marks = NOTHING_SAID,
) -> tuple[pd.Series, pd.Series, list[Fault]]:
    """Read whole numbers (Int64), otherwise as :func:`numbers`; ``12,0`` is whole, ``12,5`` a fault."""
    values, suppressed, faults = numbers(
        series, null_tokens=null_tokens, file=file, column=column, marks=marks, whole=True
    )
    whole = ((values % 1 == 0) & (values.abs() < WHOLE_LIMIT)) | values.isna()
    faults += _row_faults("value.not_whole", texts(series)[~whole], file, column)
    return values.where(whole).astype("Int64"), suppressed, faults


def dates(
    series: pd.Series, *, null_tokens: Sequence[str] = ("",), file: str, column: str
) -> tuple[pd.Series, list[Fault]]:
    """Read a column as days: ``2026-12-31`` (with or without a time), ``31/12/2026``, ``31-12-2026`` or ``31.12.2026``.

    Returns
    -------
    tuple
        The days (datetime64[us], missing where nothing or a null token stands) and a ``row`` fault for every
        other cell.
    """
    words = texts(series)
    iso = words.str.extract(
        r"^(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})(?:[T ][0-9]{1,2}:[0-9]{2}.*)?$"
    )
    day_first = words.str.extract(
        r"^(?P<day>[0-9]{1,2})([/.-])(?P<month>[0-9]{1,2})\2(?P<year>[0-9]{4})(?: 0?0:00.*)?$"
    )
    parts = iso.where(iso["year"].notna(), day_first[["year", "month", "day"]])
    written = parts["year"] + "-" + parts["month"].str.zfill(2) + "-" + parts["day"].str.zfill(2)
    values = pd.to_datetime(written, format="%Y-%m-%d", errors="coerce").astype("datetime64[us]")
    blank = words.isna() | words.isin(list(null_tokens))
    return values, _row_faults("value.not_a_date", words[values.isna() & ~blank], file, column)


def booleans(
    series: pd.Series, *, null_tokens: Sequence[str] = ("",), file: str, column: str
) -> tuple[pd.Series, list[Fault]]:
    """Read a column as yes or no, in the words of three languages, 1 and 0, or a cross for yes.

    Returns
    -------
    tuple
        ``boolean`` values (missing where nothing or a null token stands: an empty cell is not a no) and a ``row``
        fault for every other cell.
    """
    words = texts(series)
    lower = words.str.casefold()
    values = pd.Series(pd.NA, index=series.index, dtype="boolean")
    values[lower.isin(YES)] = True
    values[lower.isin(NO)] = False
    blank = words.isna() | words.isin(list(null_tokens))
    return values, _row_faults("value.not_yes_or_no", words[values.isna() & ~blank], file, column)


def _row_faults(code: str, wrong: pd.Series, file: str, column: str) -> list[Fault]:
    return [
        Fault(code, "row", file, int(row), column, str(value)) for row, value in zip(wrong.index, wrong, strict=True)
    ]
