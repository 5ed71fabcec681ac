"""Tables with one row a statistical sector, as Statbel and those who build on it deliver them, cut to one commune."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import pandas as pd

from geo.place import Place
from layers._adapters._sector_codes import codes_put_right, communes_put_right
from layers._fault import Fault, Refused
from layers.reading.headers import find, texts

SECTOR_CODE = r"\d{5}[A-Z0-9]{3}[A-Z0-9\-]"
"""Five digits of the commune at the time the code was given, one of the section, two or three of the zone, a filler."""

_CUT_CODE = SECTOR_CODE.removesuffix(r"[A-Z0-9\-]")
"""The same without its last character, as some publishers deliver it."""

_YEARS = range(1991, 2100)

SECTOR_HEADERS: tuple[str, ...] = (
    "cd_sector",
    "cd_refnis_sector",
    "cd_res_sector",
    "cs012011",
    *(f"cs0101{year}" for year in _YEARS),
    "nis9",
    "sectorcode",
    "sector_code",
)
"""What publishers call the code of a sector. ``CS01012020`` is the sector of 1 January 2020."""

COMMUNE_HEADERS: tuple[str, ...] = (
    "cd_munty_refnis",
    "cd_refnis",
    "munty_refnis",
    *(f"cnis5_{year}" for year in _YEARS),
    "cnis5",
    "nis5",
    "cd_refnis_lvl_4",
)
"""What publishers call the NIS code of the commune."""

_EXAMPLES = 5


@dataclass(frozen=True)
class Headers:
    """The columns found in one file, by our names."""

    file: str
    found: Mapping[str, str]
    faults: list[Fault] = field(default_factory=list)

    def __getitem__(self, column: str) -> str:
        return self.found[column]

    def __contains__(self, column: str) -> bool:
        return column in self.found


def headers(
    frame: pd.DataFrame, required: Mapping[str, Sequence[str]], optional: Mapping[str, Sequence[str]], file: str
) -> Headers:
    """Find columns by their aliases.

    Raises
    ------
    Refused
        With a fault for each required column that is not there and each name that fits several.
    """
    found: dict[str, str] = {}
    faults: list[Fault] = list(frame.attrs.get("faults", []))
    for wanted, needed in ((required, True), (optional, False)):
        for column, aliases in wanted.items():
            name, said = find(frame, aliases, required=needed, file=file, column=column)
            faults += said
            if name is not None:
                found[column] = name
    if any(fault.severity == "error" for fault in faults):
        raise Refused(faults)
    return Headers(file, found, faults)


def names_of(*wanted: Mapping[str, Sequence[str]]) -> list[str]:
    """Return every name the columns may have."""
    return [alias for columns in wanted for aliases in columns.values() for alias in aliases]


def rows_of_commune(frame: pd.DataFrame, columns: Headers, place: Place) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the rows of one commune, with the columns ``sector_code_statbel`` (upper case) and ``source_row``.

    Parameters
    ----------
    frame
        Any table indexed by row number.
    columns
        Says where the columns ``sector_code_statbel`` and, where there is one, ``municipality_code_nis`` are.
    place
        The commune.

    Returns
    -------
    tuple
        The rows, and the faults: ``rows.other_communes`` (note), ``rows.commune_from_code`` (note), and those of
        `codes_put_right` about codes that a spreadsheet made numbers.

    Raises
    ------
    Refused
        ``rows.no_commune``, naming the communes found, when no row is left.

    Notes
    -----
    The code of the commune decides, not the beginning of the sector's: sectors of communes recoded in 2019 kept
    theirs. Only a table without the commune is cut by the beginning, and says so.
    """
    header = columns["sector_code_statbel"]
    codes = texts(frame[header]).str.upper()
    faults: list[Fault] = []
    if "municipality_code_nis" in columns:
        communes = communes_put_right(texts(frame[columns["municipality_code_nis"]]))
        codes, said = codes_put_right(codes.where(communes == place.nis_code), place.nis_code, columns.file, header)
    else:
        codes, said = codes_put_right(codes, place.nis_code, columns.file, header)
        communes = codes.str[:5]
        parameters = {"nis_code": place.nis_code}
        faults.append(Fault("rows.commune_from_code", "note", columns.file, parameters=parameters))
    inside = communes == place.nis_code
    if not inside.any():
        parameters = {"nis_code": place.nis_code, "found": _listed(communes)}
        missing = Fault("rows.no_commune", "error", columns.file, parameters=parameters)
        raise Refused([*columns.faults, *said, missing])
    faults += said
    # Codes cut off may be of the commune: they are an error, not other communes.
    lost = sum(int(str(each.parameters["count"])) for each in said if each.code == "sector.codes_lost")
    outside = int((~inside).sum()) - (0 if "municipality_code_nis" in columns else lost)
    if outside > 0:
        faults.append(Fault("rows.other_communes", "note", columns.file, parameters={"count": outside}))
    rows = frame[inside].assign(sector_code_statbel=codes[inside])
    rows["source_row"] = rows.index.astype("int64")
    return rows, faults


def sectors_only(
    rows: pd.DataFrame, file: str, column: str, *, cut: bool = False
) -> tuple[pd.DataFrame, pd.DataFrame, list[Fault]]:
    """Part the rows of sectors from totals and rows without a sector.

    Parameters
    ----------
    rows
        With ``sector_code_statbel``.
    file, column
        Named in faults.
    cut
        True where codes of eight characters are sectors too: the join completes them, or takes them for the sector of
        which those with nine are parts (`geo.sector_codes`).

    Returns
    -------
    tuple
        The rows with the code of a sector, those without (totals of the commune, people the register cannot place),
        and the faults: ``sector.bad_code`` (row) for every code that has nine characters but not in the right order,
        whose rows are in neither, and ``sector.codes_cut`` (warning).
    """
    codes = rows["sector_code_statbel"]
    good = codes.str.fullmatch(SECTOR_CODE, na=False)
    nine = (codes.str.len() == 9).fillna(False).astype(bool)
    faults = bad_codes(codes[nine & ~good], file, column)
    if cut:
        short = codes.str.fullmatch(_CUT_CODE, na=False)
        if short.any():
            said = {"count": int(codes[short].nunique()), "examples": _listed(codes[short])}
            faults.append(Fault("sector.codes_cut", "warning", file, column=column, parameters=said))
        good, nine = good | short, nine | short
    return rows[good], rows[~nine], faults


def bad_codes(codes: pd.Series, file: str, column: str) -> list[Fault]:
    """Return a ``row`` fault ``sector.bad_code`` for each of the codes."""
    return _row_faults("sector.bad_code", codes, file, column)


def cut_totals(codes: pd.Series, persons: pd.Series, file: str, column: str) -> tuple[pd.Series, list[Fault]]:
    """Say which rows have a code of eight characters, whose residents belong to no sector alone.

    Parameters
    ----------
    codes, persons
        Code and residents of each row, indexed by row number.
    file, column
        Named in the fault.

    Returns
    -------
    tuple
        Which rows they are, and the ``row`` fault ``population.codes_cut`` that names them all, or none.
    """
    cut = codes.str.fullmatch(_CUT_CODE, na=False).astype(bool)
    if not cut.any():
        return cut, []
    rows = tuple(int(row) for row in codes.index[cut])
    listed = examples([f"{row}: {codes[row]}" for row in rows])
    said = {"count": len(rows), "persons": int(persons[cut].sum()), "examples": listed, "rows": rows}
    return cut, [Fault("population.codes_cut", "row", file, rows[0], column, str(codes[rows[0]]), said)]


def not_sectors(others: pd.DataFrame, file: str) -> list[Fault]:
    """Return the note that says which rows were left out because they are not sectors; empty when there are none."""
    if others.empty:
        return []
    parameters = {"count": len(others), "examples": _listed(others["sector_code_statbel"].fillna("-"))}
    return [Fault("rows.not_sectors", "note", file, parameters=parameters)]


def latest_rows(rows: pd.DataFrame, year: str, file: str) -> tuple[pd.DataFrame, str, list[Fault]]:
    """Return the rows of the latest year in column ``year``, that year, and a note when there are others.

    Rows whose year is no year are named by a ``row`` fault and left out.
    """
    words = texts(rows[year])
    years = words.str.extract(r"^((?:19|20)\d{2})(?:-\d{2}-\d{2})?$")[0]
    faults = _row_faults("value.not_a_year", words[years.isna()], file, year)
    if years.notna().sum() == 0:
        return rows.iloc[:0], "", faults
    first, last = str(years.min()), str(years.max())
    if first != last:
        parameters = {"first": first, "last": last}
        faults.append(Fault("vintage.several", "note", file, column=year, value=last, parameters=parameters))
    return rows[years == last], last, faults


@contextmanager
def also_saying(faults: Sequence[Fault]) -> Iterator[None]:
    """Let a refusal of what is done inside say the faults found before it too, so that all come at once."""
    try:
        yield
    except Refused as refused:
        raise Refused([*faults, *refused.faults]) from refused


def examples(values: Sequence[str]) -> str:
    """Return the first few values as text, and how many more there are."""
    listed = ", ".join(values[:_EXAMPLES])
    return f"{listed}, ... ({len(values)})" if len(values) > _EXAMPLES else listed


def _row_faults(code: str, wrong: pd.Series, file: str, column: str) -> list[Fault]:
    return [
        Fault(code, "row", file, int(row), column, "" if pd.isna(value) else str(value))
        for row, value in zip(wrong.index, wrong, strict=True)
    ]


def _listed(values: pd.Series) -> str:
    return examples(sorted(re.sub(r"\s+", " ", str(each)) for each in values.dropna().unique())) or "-"
