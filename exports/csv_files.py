"""Writing a table as CSV that a spreadsheet opens rightly and that runs nothing."""

import io
import unicodedata
from pathlib import Path

import numpy as np
import pandas as pd

from exports._together import alone

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_IGNORED = ("Cc", "Cf", "Zs", "Zl", "Zp")
"""Categories of characters a spreadsheet may pass over before a formula: controls, marks without width, blanks."""


def neutralised(value: object) -> object:
    """Return the value, a text that a spreadsheet would run as a formula with an apostrophe before it.

    Notes
    -----
    The characters are those of OWASP's page on CSV injection, in their full-width, small and raised forms too: some
    spreadsheets take those for the same.
    """
    if not isinstance(value, str) or not value:
        return value
    first = next((each for each in value if unicodedata.category(each) not in _IGNORED), "")
    if value.startswith(_STARTS_A_FORMULA) or unicodedata.normalize("NFKC", first).startswith(_STARTS_A_FORMULA):
        return f"'{value}"
    return value


def csv_ready(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with formulas neutralised, dates in ISO form and true/false in lower case."""
    ready = table.copy()
    for column in ready.columns:
        values = ready[column]
        if pd.api.types.is_bool_dtype(values.dtype):
            ready[column] = values.astype("object").map({True: "true", False: "false"})
        elif pd.api.types.is_datetime64_any_dtype(values.dtype):
            ready[column] = values.dt.strftime("%Y-%m-%d")
        elif isinstance(values.dtype, pd.CategoricalDtype):
            # Once a category, not once a row: a table of walks has a million rows and a few thousand names.
            words = np.array([*map(neutralised, values.cat.categories), None], dtype="object")
            ready[column] = pd.Series(words[values.cat.codes], index=values.index, dtype="object")
        elif not pd.api.types.is_numeric_dtype(values.dtype):
            ready[column] = values.astype("object").map(neutralised, na_action="ignore")
    return ready


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """Write the table, whole or not at all.

    UTF-8 with BOM, ``;`` between cells, a decimal point, and an empty cell for unknown.
    """
    with alone(path) as whole:
        write_beside(table, whole)


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Return the same as bytes, for what is not a file yet."""
    written = io.BytesIO()
    write_beside(table, written)
    return written.getvalue()


def write_beside(table: pd.DataFrame, where: Path | io.BytesIO) -> None:
    """Write the same into a folder that nobody reads yet, or into memory."""
    csv_ready(table).to_csv(where, sep=";", index=False, encoding="utf-8-sig", lineterminator="\r\n")
