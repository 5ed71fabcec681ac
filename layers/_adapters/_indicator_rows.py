"""The long table of indicators out of columns of a wide one, what is withheld kept apart from what is unknown."""

from collections.abc import Sequence

import pandas as pd

from geo.place import IndicatorDefinition
from layers._fault import Fault

COLUMNS = {
    "sector_code_statbel": "str",
    "indicator": "str",
    "value": "float64",
    "unit": "str",
    "vintage": "str",
    "status": "str",
    "source_row": "Int64",
}
"""Columns of the layer ``indicators`` and their types, and the row a value comes from."""


def indicator_rows(
    rows: pd.DataFrame, definition: IndicatorDefinition, values: pd.Series, suppressed: pd.Series, vintage: str
) -> pd.DataFrame:
    """Return one row a sector for one indicator; none where nothing stands, not even that it is withheld.

    Parameters
    ----------
    rows
        Rows with ``sector_code_statbel`` and ``source_row``.
    definition
        The indicator.
    values, suppressed
        By the index of ``rows``: the value (missing where there is none), and whether it is withheld.
    vintage
        Of when the values are.
    """
    kept = values.notna() | suppressed
    long = pd.DataFrame(
        {
            "sector_code_statbel": rows.loc[kept, "sector_code_statbel"],
            "indicator": definition.key,
            "value": values[kept].where(~suppressed[kept]),
            "unit": definition.unit,
            "vintage": vintage,
            "status": suppressed[kept].map({True: "suppressed", False: "published"}),
            "source_row": rows.loc[kept, "source_row"],
        }
    )
    return long.astype(COLUMNS)


def stacked(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Put the rows of several indicators under each other; a table without rows when there are none."""
    filled = [part for part in parts if not part.empty]
    if not filled:
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in COLUMNS.items()})
    return pd.concat(filled, ignore_index=True)


def withheld(long: pd.DataFrame, file: str) -> list[Fault]:
    """Return a note for each indicator of which values are withheld."""
    faults = []
    for indicator, group in long.groupby("indicator", sort=True):
        count = int((group["status"] == "suppressed").sum())
        if count:
            parameters = {"indicator": indicator, "count": count, "total": len(group)}
            faults.append(Fault("indicators.suppressed", "note", file, parameters=parameters))
    return faults


def constant(long: pd.DataFrame, file: str) -> list[Fault]:
    """Return a note for each indicator that has one value in all of several sectors."""
    faults = []
    for indicator, group in long.groupby("indicator", sort=True):
        values = group["value"].dropna()
        if len(values) > 1 and values.min() == values.max():
            parameters = {"indicator": indicator}
            value = f"{values.iloc[0]:g}"
            faults.append(Fault("indicators.constant", "note", file, value=value, parameters=parameters))
    return faults
