"""Residents of small areas of a commune that are no statistical sectors of Statbel's."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from geo.place import Place
from layers._adapters._sector_rows import SECTOR_CODE, bad_codes, cut_totals, examples
from layers._adapters.city_file import Wanted, rows_of
from layers._fault import Fault
from layers._raw import RawFile
from layers._spec import Cleaned, Column

_CODE, _PERSONS, _OF_AGE, _DAY = "sector_code_statbel", "population", "population_16_74", "reference_date"


def recognise(raw: RawFile) -> bool:
    """Say no: any table with a number may count people, so that whoever means one says so (``--source city``)."""
    del raw
    return False


def clean(raws: Sequence[RawFile], place: Place, columns: tuple[Column, ...]) -> Cleaned:
    """Read the residents by the mapping ``population.city``, which has to give each row the code of a sector.

    Returns
    -------
    Cleaned
        One row a sector. Rows of the same code are parts of one sector and add up: a note says how many. A part without
        a figure is left out of the sum and named by a warning, as the sum is then a least; a sector of which no part
        has one has no row, since nobody there is not the same as nobody counted. Halves are rounded in the sum only.
    """
    counted = {_PERSONS, _OF_AGE}
    asked = tuple(
        replace(each, kind="number" if each.name in counted else each.kind, required=each.name == _CODE)
        for each in columns
    )
    cleaned = rows_of(raws, place, Wanted("population", "city", asked, placeless=True))
    table, file = cleaned.table, raws[0].name
    by_row = table[_CODE].str.upper().set_axis(table["source_row"].astype("int64"))
    good = by_row.str.fullmatch(SECTOR_CODE, na=False).to_numpy()
    cut, cut_codes = cut_totals(by_row, table[_PERSONS].set_axis(by_row.index), file, _CODE)
    wrong = by_row[~good & ~cut.to_numpy() & by_row.notna().to_numpy()]
    faults = [*cleaned.faults, *cut_codes, *bad_codes(wrong, file, _CODE)]
    rows = table[good].assign(**{_CODE: by_row[good].to_numpy()})
    unknown = rows[rows[_PERSONS].isna()]
    if not unknown.empty:
        listed = examples([f"{row}: {code}" for row, code in zip(unknown["source_row"], unknown[_CODE], strict=True)])
        said = {"count": len(unknown), "examples": listed}
        faults.append(Fault("population.parts_unknown", "warning", file, parameters=said))
    known = rows[rows[_PERSONS].notna()]
    parts = known.groupby(_CODE, sort=True)
    if len(parts) < len(known):
        said = {"count": len(known), "sectors": len(parts)}
        faults.append(Fault("population.parts_added", "note", file, parameters=said))
    whole = pd.DataFrame(
        {
            _PERSONS: parts[_PERSONS].sum().round().astype("Int64"),
            _OF_AGE: parts[_OF_AGE].sum(min_count=1).round().astype("Int64"),
            _DAY: parts[_DAY].max().astype("datetime64[us]"),
            "source_row": parts["source_row"].min().astype("Int64"),
        }
    ).reset_index()
    # Of age are as many as are known of every part, or nobody knows.
    whole[_OF_AGE] = whole[_OF_AGE].mask(parts[_OF_AGE].count().to_numpy() < parts.size().to_numpy())
    day = whole[_DAY].max()
    return Cleaned(whole, faults, str(day.date()) if pd.notna(day) else cleaned.vintage)
