"""The Belgian Index of Multiple Deprivation: scores of six domains and of all together, and the national decile."""

import re
from collections.abc import Sequence

from geo.place import Place
from layers._adapters._indicator_rows import constant, indicator_rows, stacked, withheld
from layers._adapters._sector_rows import (
    COMMUNE_HEADERS,
    SECTOR_HEADERS,
    also_saying,
    headers,
    not_sectors,
    rows_of_commune,
    sectors_only,
)
from layers._fault import Fault, Refused
from layers._known_indicators import KNOWN_INDICATORS
from layers._raw import RawFile
from layers._read import read_table
from layers._spec import Cleaned
from layers.reading.cells.withheld import withheld_codes
from layers.reading.header_peek import TABLES, headers_of
from layers.reading.headers import normalised, numbers

_SECTORS = ("cd_res_sector", *SECTOR_HEADERS)
_SCORE = re.compile(r"bimd(\d{4})_score")
_DEFINITIONS = {each.key: each for each in KNOWN_INDICATORS}
_DOMAINS = ("income", "employment", "education", "housing", "health", "crime")


def recognise(raw: RawFile) -> bool:
    """Say whether this is a table of sectors with the score of the index."""
    found = headers_of(raw, TABLES)
    return bool(found & frozenset(_SECTORS)) and any(_SCORE.fullmatch(each) for each in found)


def clean(raws: Sequence[RawFile], place: Place) -> Cleaned:
    """Read the scores of the sectors of one commune.

    Parameters
    ----------
    raws
        One file, of the index of 2001 or 2011; its column names hold the year.
    place
        The commune.

    Returns
    -------
    Cleaned
        One row a sector and indicator; a higher score means more deprived, and decile 1 the most deprived tenth of
        Belgium's sectors. Sectors with too few residents for the index have no rows.

    Raises
    ------
    Refused
        When the file cannot be read, or has no column of sectors or scores, or no sector of the commune.

    Notes
    -----
    The file names no commune: sectors are taken whose code begins with the commune's. Ranks are left out, since they
    say what the score says.
    """
    raw = raws[0]
    frame = read_table(raw, known=(*_SECTORS, "bimd2011_score", "bimd2001_score"))
    year = max((found[1] for each in frame.columns if (found := _SCORE.fullmatch(normalised(each)))), default="")
    if not year:
        listed = {"aliases": "BIMD2011_score, BIMD2001_score", "headers": ", ".join(frame.attrs["headers"])}
        raise Refused([Fault("header.missing", "error", raw.name, column="bimd_score", parameters=listed)])
    measures = {
        "bimd_score": (f"bimd{year}_score",),
        "bimd_decile": (f"bimd{year}_deciles", f"bimd{year}_decile"),
        **{f"bimd_{domain}_score": (f"exp_{domain}_score_{year}",) for domain in _DOMAINS},
    }
    columns = headers(
        frame, {"sector_code_statbel": _SECTORS}, {"municipality_code_nis": COMMUNE_HEADERS, **measures}, raw.name
    )
    with also_saying(columns.faults):
        rows, faults = rows_of_commune(frame, columns, place)
    sectors, others, bad_codes = sectors_only(rows, raw.name, columns["sector_code_statbel"], cut=True)
    faults = [*columns.faults, *faults, *not_sectors(others, raw.name), *bad_codes]
    parts = []
    for key in measures:
        if key in columns:
            values, suppressed, wrong = numbers(
                sectors[columns[key]], null_tokens=("*", "NA", "."), file=raw.name, column=columns[key]
            )
            codes, coded = withheld_codes(values, file=raw.name, column=columns[key])
            values, suppressed = values.mask(codes), suppressed | codes
            faults += [*wrong, *coded]
            parts.append(indicator_rows(sectors, _DEFINITIONS[key], values, suppressed, year))
    long = stacked(parts)
    return Cleaned(long, faults + withheld(long, raw.name) + constant(long, raw.name), year)
