"""Indicators of parts of sectors made those of the sectors: a mean by weight, and marked as no published figure."""

import pandas as pd

from geo.place import Mapping
from layers._adapters._indicator_rows import COLUMNS
from layers._adapters._sector_rows import Headers
from layers._fault import Fault, Refused
from layers.reading.cells.marks import Marks
from layers.reading.headers import find, normalised, numbers, texts

_CODE = "sector_code_statbel"


def with_our_codes(frame: pd.DataFrame, columns: Headers, layout: Mapping) -> pd.DataFrame:
    """Return a table with the codes of sectors the mapping gives for its own (``values.sector_code_statbel``)."""
    given = layout.values.get(_CODE)
    if not given:
        return frame
    header = columns[_CODE]
    codes = {normalised(word): code for word, code in given.items()}
    told = texts(frame[header]).map(lambda word: codes.get(normalised(word), word), na_action="ignore")
    return frame.assign(**{header: told})


def of_whole_sectors(
    long: pd.DataFrame, rows: pd.DataFrame, layout: Mapping, file: str
) -> tuple[pd.DataFrame, list[Fault]]:
    """Make one value of those of the parts of a sector, where the mapping names the column that weighs them.

    Parameters
    ----------
    long
        Rows of the layer ``indicators``, several for a sector where the table has parts of it.
    rows
        The table, by row number.
    layout
        ``weight`` is the header of persons or households; without it nothing is done.
    file
        Named in faults.

    Returns
    -------
    tuple
        One row a sector, indicator and vintage, and a note for each indicator. A value made of parts has the status
        ``transferred``. Parts that are withheld, or have no weight, do not count: where all are, so is the sector.

    Raises
    ------
    Refused
        When there is no such column.
    """
    if layout.weight is None:
        return long, []
    header, said = find(rows, (layout.weight,), required=True, file=file, column="weight")
    if header is None:
        raise Refused(said)
    marks = Marks(layout.decimal, layout.thousands)
    weights, _, _ = numbers(texts(rows[header]), null_tokens=("",), file=file, column=header, marks=marks)
    weighed = long.assign(weight=weights.reindex(long["source_row"].astype("int64")).to_numpy(dtype="float64"))
    weighed["usable"] = weighed["value"].notna() & (weighed["weight"] > 0)
    made: list[pd.DataFrame] = []
    faults: list[Fault] = []
    for indicator, of_one in weighed.groupby("indicator", sort=True):
        parted = of_one.duplicated([_CODE, "vintage"], keep=False)
        made.append(of_one.loc[~parted, list(COLUMNS)])
        sectors = 0
        for _, parts in of_one[parted].groupby([_CODE, "vintage"], sort=True):
            row, known = parts.iloc[[0]][list(COLUMNS)], parts[parts["usable"]]
            if known.empty:
                made.append(row.assign(value=float("nan"), status="suppressed"))
                continue
            value = float((known["value"] * known["weight"]).sum() / known["weight"].sum())
            made.append(row.assign(value=value, status="transferred"))
            sectors += 1
        if sectors:
            told = {"indicator": str(indicator), "count": sectors, "weight": header}
            faults.append(Fault("indicators.parts_averaged", "note", file, parameters=told))
    return pd.concat(made, ignore_index=True).astype(COLUMNS), faults
