"""Statbel's residents per statistical sector, in any vintage from 2011 on."""

from collections.abc import Sequence

import pandas as pd

from geo.place import Place
from layers._adapters._sector_rows import (
    COMMUNE_HEADERS,
    SECTOR_HEADERS,
    also_saying,
    cut_totals,
    examples,
    headers,
    latest_rows,
    names_of,
    rows_of_commune,
    sectors_only,
)
from layers._fault import Fault
from layers._raw import RawFile
from layers._read import read_table
from layers._spec import Cleaned
from layers.reading.cells.withheld import withheld_codes
from layers.reading.header_peek import TABLES, headers_of
from layers.reading.headers import whole_numbers
from layers.reading.vintage import vintage_of_name

_TOTALS = ("total", "population", "ms_population", "ms_pop")
_REQUIRED = {"sector_code_statbel": SECTOR_HEADERS, "population": _TOTALS}
_AGES = "population_16_74"
_OPTIONAL = {
    "municipality_code_nis": ("cd_refnis", *COMMUNE_HEADERS),
    "year": ("cd_year",),
    _AGES: (_AGES, "pop_16_74", "ms_pop_16_74", "total_16_74", "residents_16_74", "habitants_16_74", "inwoners_16_74"),
}
"""Statbel's table has no ages; who knows them (Census, the commune's register) adds a column to it."""

_OTHERS = frozenset(
    {"ms_median_net_taxable_inc", "ms_avg_tot_net_taxable_inc", "cd_age", "cd_sex", "value", "indicator"}
)


def recognise(raw: RawFile) -> bool:
    """Say whether this is a table with a sector and a total, and nothing that makes it another one."""
    found = headers_of(raw, TABLES)
    return bool(found & frozenset(SECTOR_HEADERS)) and bool(found & frozenset(_TOTALS)) and not found & _OTHERS


def clean(raws: Sequence[RawFile], place: Place) -> Cleaned:
    """Read the residents of the sectors of one commune.

    Parameters
    ----------
    raws
        One file: the whole country or a part of it.
    place
        The commune.

    Returns
    -------
    Cleaned
        One row a sector, people whom the register cannot place included (``52011ZZZZ``). The reference date is
        1 January of the year in the column ``CD_YEAR`` or in the name of the file, missing when neither has one.
        Residents of 16 to 74 years are missing where the table has no column of them.

    Raises
    ------
    Refused
        When the file cannot be read, or has no column of sectors or totals, or no row of the commune.
    """
    raw = raws[0]
    frame = read_table(raw, known=names_of(_REQUIRED, _OPTIONAL))
    name = str(frame.attrs["file"])
    columns = headers(frame, _REQUIRED, _OPTIONAL, raw.name)
    with also_saying(columns.faults):
        rows, faults = rows_of_commune(frame, columns, place)
    faults = columns.faults + faults
    if "year" in columns:
        rows, vintage, said = latest_rows(rows, columns["year"], raw.name)
    else:
        vintage, said = vintage_of_name(name)
    header = columns["population"]
    sectors, others, bad_codes = sectors_only(rows, raw.name, columns["sector_code_statbel"])
    population, _, bad_numbers = whole_numbers(sectors[header], null_tokens=("",), file=raw.name, column=header)
    codes, coded = withheld_codes(population, file=raw.name, column=header)
    population = population.mask(codes)
    of_age = _of_age(sectors, columns.found.get(_AGES), population, raw.name, faults)
    persons, _, _ = whole_numbers(others[header], file=raw.name, column=header)
    sector_header = columns["sector_code_statbel"]
    cut, cut_codes = cut_totals(others["sector_code_statbel"], persons, raw.name, sector_header)
    whole = not (bad_codes or cut_codes or bad_numbers or population.isna().any())
    told = _left_out(others[~cut], header, int(population.sum()), raw.name, place.nis_code if whole else "")
    faults += [*said, *bad_codes, *cut_codes, *bad_numbers, *coded, *told]
    day = pd.Timestamp(int(vintage[:4]), 1, 1) if vintage else pd.NaT
    table = pd.DataFrame(
        {
            "sector_code_statbel": sectors["sector_code_statbel"].astype("str"),
            "population": population,
            _AGES: of_age,
            "reference_date": pd.Series(day, index=sectors.index).astype("datetime64[us]"),
            "source_row": sectors["source_row"].astype("Int64"),
        }
    ).reset_index(drop=True)
    return Cleaned(table, faults, f"{vintage[:4]}-01-01" if vintage else "")


def _of_age(
    sectors: pd.DataFrame, header: str | None, population: pd.Series, file: str, faults: list[Fault]
) -> pd.Series:
    """Read the residents of 16 to 74 years, all missing without a column; more of them than residents is an error."""
    if header is None:
        return pd.Series(pd.NA, index=sectors.index, dtype="Int64")
    of_age, _, bad_numbers = whole_numbers(sectors[header], file=file, column=header)
    faults += bad_numbers
    for row in sectors.index[(of_age > population).fillna(value=False)]:
        told = {"residents": int(population[row])}
        faults.append(Fault("population.more_of_age", "error", file, int(row), header, str(of_age[row]), told))
    return of_age


def _left_out(others: pd.DataFrame, header: str, total: int, file: str, commune: str) -> list[Fault]:
    """Say which rows without a sector were left out: a note for totals of the commune, a warning for anybody else.

    ``commune`` is the code under which the publisher's own total stands, empty where sectors without a figure explain
    a difference: else a total above the sum is an error, as rows are missing.
    """
    if others.empty:
        return []
    persons, _, faults = whole_numbers(others[header], null_tokens=("",), file=file, column=header)
    totals = (persons == total).fillna(False)
    if totals.any():
        faults.append(Fault("population.total_left_out", "note", file, parameters={"count": int(totals.sum())}))
    own = others["sector_code_statbel"].fillna("") == commune if commune else totals & ~totals
    short = own & (persons > total).fillna(False)
    faults += [
        Fault(
            "population.short_of_total",
            "error",
            file,
            int(row),
            header,
            str(persons[row]),
            {"sum": total, "missing": int(persons[row]) - total},
        )
        for row in others.index[short]
    ]
    rest = others[~totals & ~short]
    if not rest.empty:
        codes = rest["sector_code_statbel"].fillna("-").astype("str")
        listed = examples([f"{row}: {code}" for row, code in codes.items()])
        parameters = {"count": len(rest), "persons": int(persons[~totals].sum()), "examples": listed}
        faults.append(Fault("population.left_out", "warning", file, parameters=parameters))
    return faults
