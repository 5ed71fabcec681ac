"""Every column of every exported table, declared once: the page in docs/ and the table beside an export."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from config import place as commune
from exports._column import Exported
from exports.columns_of_buildings import SITES, ranking_columns
from exports.columns_of_people import DEMAND, SECTORS
from exports.columns_of_programme import COLUMNS, PROGRAMME_SUMMARY, PROGRAMME_WAITING, PROGRAMME_WIFI, PROVENANCE
from exports.columns_of_review import ACCESS, EQUITY, GAPS, GAPS_BY_DISTRICT, GAPS_BY_SECTION, GAPS_BY_SECTOR, REACH
from exports.criteria_tables import CRITERIA_COLUMNS, PAIRS_COLUMNS
from exports.csv_files import write_beside
from exports.decisions.columns import DECISIONS
from exports.lots.columns import (
    DEVICE_DISTRICTS,
    DEVICE_LOTS,
    DEVICE_PROOF,
    DEVICE_SUMMARY,
    SCHOOL_LOTS,
    SCHOOL_SUMMARY,
)
from exports.open_data.mediation import COLUMNS as MEDIATION
from exports.open_data.mediation import NAME as MEDIATION_PLACES
from exports.read_me import FILES
from exports.realised.columns import REALISED, REALISED_YEARS, REST_SUMMARY, REST_WIFI
from exports.roster.columns import (
    ROSTER_DOORS,
    ROSTER_HOURS,
    ROSTER_MOVES,
    ROSTER_NEW_PLACES,
    ROSTER_SUMMARY,
    ROSTER_WAVES,
)
from exports.tables import noted
from geo.place import Place
from geo.ranking import Assessment
from layers import indicator_definitions

NAME = "columns"
"""Name of the table of all columns."""

TABLES: Mapping[str, tuple[Exported, ...]] = MappingProxyType(
    {
        "sectors": SECTORS,
        "sites": SITES,
        "demand": DEMAND,
        "reach": REACH,
        "ranking_wifi": ranking_columns("wifi"),
        "ranking_aidants": ranking_columns("aidants"),
        "criteria": CRITERIA_COLUMNS,
        "criteria_pairs": PAIRS_COLUMNS,
        "gaps": GAPS,
        "gaps_by_sector": GAPS_BY_SECTOR,
        "gaps_by_section": GAPS_BY_SECTION,
        "gaps_by_district": GAPS_BY_DISTRICT,
        "access": ACCESS,
        "equity": EQUITY,
        "programme_wifi": PROGRAMME_WIFI,
        "programme_summary": PROGRAMME_SUMMARY,
        "programme_waiting": PROGRAMME_WAITING,
        "realised": REALISED,
        "realised_years": REALISED_YEARS,
        "rest_wifi": REST_WIFI,
        "rest_summary": REST_SUMMARY,
        "rest_waiting": PROGRAMME_WAITING,
        "device_lots": DEVICE_LOTS,
        "device_proof": DEVICE_PROOF,
        "device_summary": DEVICE_SUMMARY,
        "device_districts": DEVICE_DISTRICTS,
        "school_lots": SCHOOL_LOTS,
        "school_summary": SCHOOL_SUMMARY,
        "roster_doors": ROSTER_DOORS,
        "roster_summary": ROSTER_SUMMARY,
        "roster_waves": ROSTER_WAVES,
        "roster_moves": ROSTER_MOVES,
        "roster_hours": ROSTER_HOURS,
        "roster_new_places": ROSTER_NEW_PLACES,
        "decisions": DECISIONS,
        MEDIATION_PLACES: MEDIATION,
        "provenance": PROVENANCE,
        NAME: COLUMNS,
    }
)
"""Table -> its columns in order; ``sectors`` goes on with the indicators the commune has."""

NOTE = Exported("data_note", "Says that the data are invented; only where they are", "configuration of the commune")

ADDRESS = tuple(each.of("as in `sites.csv`") for each in SITES if each.name in ("address", "postal_code"))
"""What a workbook has after the name of a building."""

_HEAD = """# Exported columns

Written from the declarations in `exports/` by `make dictionary`; do not edit it by hand. One section a file that
`maillage export` writes; `columns.csv` beside an export says the same of the files there are. An empty cell means
unknown, never zero; `inf` in a distance means that there is no such place at all. A text that a spreadsheet could run
as a formula has an apostrophe before it. The layers of `maillage.gpkg` have the columns of the files called alike, and
geometries in the system of the commune (EPSG:3812 unless its file names another). `maillage.xlsx` has the same tables
as sheets with typed cells, the address of every building beside its name, and no table of more than 10,000 rows.
`docs/methods.md` gives the methods, `docs/settings.md` the settings named here. Files of invented data end with a
column `data_note`.
"""

_INDICATORS = "Then a column for each indicator of the layer `indicators` that the commune has, with its value there:"


def columns_table(headers: Mapping[str, Sequence[str]], place: Place) -> pd.DataFrame:
    """Return what is declared of the columns of some tables, in their order: ``file, column, unit, meaning, origin``.

    Parameters
    ----------
    headers
        Table -> its columns, with or without the note on invented data.
    place
        The commune, which may define indicators of its own.
    """
    rows = []
    for name, header in headers.items():
        declared = declared_columns(name, place)
        # A column nobody declared is named all the same, without a word; a test holds that there is none.
        columns = [declared.get(column, Exported(column, "", "")) for column in header]
        rows += [(f"{name}.csv", each.name, each.unit, each.meaning, each.origin) for each in columns]
    return pd.DataFrame(rows, columns=[column.name for column in COLUMNS])


def declared_columns(table: str, place: Place) -> dict[str, Exported]:
    """Return what is declared of a table by the name of the column, indicators and the note on invented data included.

    The address of buildings is among them, which a workbook has beside every name of one.
    """
    declared = {column.name: column for column in (*ADDRESS, *TABLES[table], NOTE)}
    return _indicators(place) | declared if table == "sectors" else declared


def write_columns(folder: Path, assessment: Assessment) -> None:
    """Write ``columns.csv`` beside the tables of a folder, for the columns they have; its own come last."""
    headers = {name: _header(folder / f"{name}.csv") for name in TABLES if (folder / f"{name}.csv").exists()}
    own = [*(column.name for column in COLUMNS), *([NOTE.name] if assessment.evidence.place.synthetic else [])]
    table = columns_table(headers | {NAME: own}, assessment.evidence.place)
    write_beside(noted(table, assessment), folder / f"{NAME}.csv")


def page() -> str:
    """Return the page of all exported columns as Markdown, in English."""
    return "\n".join([_HEAD, *(_section(name, columns) for name, columns in TABLES.items())])


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return next(csv.reader(stream, delimiter=";"))


def _indicators(place: Place) -> dict[str, Exported]:
    """Return the columns of indicators known for a commune, by name."""
    return {
        key: Exported(key, each.name.en, "layer `indicators`, as published", each.unit)
        for key, each in indicator_definitions(place).items()
    }


def _section(name: str, columns: Sequence[Exported]) -> str:
    lines = [f"## {name}.csv", "", FILES[f"{name}.csv"], "", *_rows(columns), ""]
    if name == "sectors":
        lines += [_INDICATORS, "", *_rows([*_indicators(commune("demo")).values()]), ""]
    return "\n".join(lines)


def _rows(columns: Sequence[Exported]) -> list[str]:
    rows = ["| column | unit | meaning | how it comes about |", "|---|---|---|---|"]
    return rows + [f"| `{each.name}` | {each.unit} | {each.meaning} | {each.origin} |" for each in columns]
