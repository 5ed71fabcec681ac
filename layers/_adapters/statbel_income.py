"""Statbel's fiscal income per statistical sector: net taxable income of a declaration, not of a person."""

from collections.abc import Sequence

from geo.place import Place
from layers._adapters._indicator_rows import constant, indicator_rows, stacked, withheld
from layers._adapters._sector_rows import (
    COMMUNE_HEADERS,
    SECTOR_HEADERS,
    also_saying,
    headers,
    latest_rows,
    names_of,
    not_sectors,
    rows_of_commune,
    sectors_only,
)
from layers._fault import Fault
from layers._known_indicators import KNOWN_INDICATORS
from layers._raw import RawFile
from layers._read import read_table
from layers._spec import Cleaned
from layers.reading.cells.withheld import withheld_codes
from layers.reading.header_peek import TABLES, headers_of
from layers.reading.headers import numbers
from layers.reading.vintage import UNDATED, vintage_of_name

_MEASURES = {
    "median_income_eur": ("ms_median_net_taxable_inc",),
    "mean_income_eur": ("ms_avg_tot_net_taxable_inc",),
    "income_declarations": ("ms_nbr_non_zero_inc",),
}
_REQUIRED = {
    "sector_code_statbel": SECTOR_HEADERS,
    "median_income_eur": _MEASURES["median_income_eur"],
}
_OPTIONAL = {
    "municipality_code_nis": COMMUNE_HEADERS,
    "year": ("cd_year",),
    "mean_income_eur": _MEASURES["mean_income_eur"],
    "income_declarations": _MEASURES["income_declarations"],
}
_DEFINITIONS = {each.key: each for each in KNOWN_INDICATORS}

WITHHELD = ("*", "C", "")
"""What stands where Statbel withholds a value: a star in workbooks, ``C`` or nothing in the older text."""


def recognise(raw: RawFile) -> bool:
    """Say whether this is a table of sectors with the median income."""
    found = headers_of(raw, TABLES)
    return bool(found & frozenset(SECTOR_HEADERS)) and "ms_median_net_taxable_inc" in found


def clean(raws: Sequence[RawFile], place: Place) -> Cleaned:
    """Read median and mean income and the number of declarations of the sectors of one commune, in the latest year.

    Parameters
    ----------
    raws
        One file: the whole country or a part of it, one income year or many.
    place
        The commune.

    Returns
    -------
    Cleaned
        One row a sector and indicator. What Statbel withholds has the status ``suppressed`` and no value.

    Raises
    ------
    Refused
        When the file cannot be read, or has no column of sectors or medians, or no row of the commune.

    Notes
    -----
    The year is the income year. Incomes are per declaration, and couples file one together.
    """
    raw = raws[0]
    frame = read_table(raw, known=names_of(_REQUIRED, _OPTIONAL))
    columns = headers(frame, _REQUIRED, _OPTIONAL, raw.name)
    with also_saying(columns.faults):
        rows, faults = rows_of_commune(frame, columns, place)
    faults = columns.faults + faults
    said: list[Fault]
    if "year" in columns:
        rows, vintage, said = latest_rows(rows, columns["year"], raw.name)
    else:
        vintage, said = vintage_of_name(str(frame.attrs["file"]))
    sectors, others, bad_codes = sectors_only(rows, raw.name, columns["sector_code_statbel"], cut=True)
    faults += [*said, *not_sectors(others, raw.name), *bad_codes]
    parts = []
    for key in _MEASURES:
        if key in columns:
            values, suppressed, wrong = numbers(
                sectors[columns[key]], null_tokens=WITHHELD, file=raw.name, column=columns[key]
            )
            codes, coded = withheld_codes(values, file=raw.name, column=columns[key])
            values, suppressed = values.mask(codes), suppressed | codes
            faults += [*wrong, *coded]
            parts.append(indicator_rows(sectors, _DEFINITIONS[key], values, suppressed, vintage or UNDATED))
    long = stacked(parts)
    return Cleaned(long, faults + withheld(long, raw.name) + constant(long, raw.name), vintage)
