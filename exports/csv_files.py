"""Writing a table as CSV that a spreadsheet opens rightly and that runs nothing."""

from pathlib import Path

import numpy as np
import pandas as pd

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutralised(value: object) -> object:
    """Return the value, a text that a spreadsheet would run as a formula with an apostrophe before it.

    Notes
    -----
    The characters are those of OWASP's page on CSV injection.
    """
    return f"'{value}" if isinstance(value, str) and value.lstrip(" ").startswith(_STARTS_A_FORMULA) else value


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
    """Write the table as UTF-8 with BOM, ``;`` between cells, a decimal point, and an empty cell for unknown."""
    csv_ready(table).to_csv(path, sep=";", index=False, encoding="utf-8-sig", lineterminator="\r\n")
