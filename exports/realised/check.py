"""The check of a programme carried out, as exported: recounted from the plan beside it and the layer, row by row.

Nothing of what wrote the tables is used: rows are gone through one by one, as one would with a list and a pencil.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from exports.csv_files import neutralised
from exports.programme_files import UnreadablePlan, read_rows
from geo.audit import Claimed, people_standing, rows_until, standing
from geo.errors import MaillageError
from geo.evidence import Evidence, Finding
from geo.settings import Programme
from geo.texts import N_

FILE, FILE_OF_YEARS = "realised.csv", "realised_years.csv"

_COLUMNS: Mapping[str, Mapping[str, str]] = {
    FILE: {
        **dict.fromkeys(("building_id", "name", "outcome", "progress", "planned_tier", "tier"), "text"),
        **dict.fromkeys(("planned_year", "installed_year"), "whole"),
        **dict.fromkeys(("planned_eur", "spent_eur", "dearer_eur"), "amount"),
        **dict.fromkeys(("tier_assumed", "lower_tier", "spent_known"), "text"),
    },
    FILE_OF_YEARS: {
        **dict.fromkeys(("year", "spent_unknown", "planned_buildings", "installed_buildings", "connections"), "whole"),
        **dict.fromkeys(("planned_eur", "spent_eur", "people_planned", "people_served"), "amount"),
    },
}

_TOLERANCE, _PEOPLE = Decimal("0.01"), Fraction(51, 100_000)
"""A cent; half of the last decimal of people, and a hair."""

_DIFFERS = N_("{file}, {row}, {column}: {value} is told; recounted, it is {expected}.")
_MISSING = N_("{file}: there is no row of {row}, of which plan or layer tell.")
_TOO_MANY = N_("{file}: neither plan nor layer tell anything of {row}.")

Told = Mapping[str, object]


def check_realised(
    folder: Path, claimed: Claimed, evidence: Evidence, programme: Programme
) -> tuple[MaillageError, ...]:
    """Return what differs in the two tables of a folder; nothing where all of it is as recounted.

    Parameters
    ----------
    folder
        The export.
    claimed
        The plan beside them, which has a check of its own.
    evidence
        What both rest on, the layer ``realised`` included.
    programme
        The settings of the plan.

    Raises
    ------
    UnreadablePlan
        Naming every row, column and value that cannot be read.
    """
    problems: list[Finding] = []
    read = {}
    for name, columns in _COLUMNS.items():
        empty = frozenset(columns) - {"building_id", "year"}
        read[name] = read_rows(folder / name, columns, empty, problems)  # type: ignore[arg-type]
    if problems:
        raise UnreadablePlan(folder, tuple(problems))
    until = max((int(str(row.cells["year"])) for row in read[FILE_OF_YEARS]), default=0)
    rows, tiers = rows_until(evidence, until), [tier.key for tier in programme.tiers]
    buildings = {key: _building(key, claimed, rows, tiers, until, evidence) for key in _keys(claimed, rows)}
    people = people_standing(evidence, programme, _years(claimed, until))
    years = {str(year): _year(year, claimed, rows, people[year]) for year in _years(claimed, until)}
    found: list[MaillageError] = []
    for name, key, expected in ((FILE, "building_id", buildings), (FILE_OF_YEARS, "year", years)):
        told = {str(row.cells[key]): row.cells for row in read[name]}
        found += _differences(name, told, expected)
    return tuple(found)


def _differences(file: str, told: Mapping[str, Told], expected: Mapping[str, Told]) -> Iterator[MaillageError]:
    for key in sorted({*expected} - {*told}):
        yield MaillageError(_MISSING, file=file, row=key)
    for key in sorted({*told} - {*expected}):
        yield MaillageError(_TOO_MANY, file=file, row=key)
    for key in sorted({*told} & {*expected}):
        for column, value in expected[key].items():
            if not _same(told[key][column], value):
                facts = {"value": _shown(told[key][column]), "expected": _shown(value)}
                yield MaillageError(_DIFFERS, file=file, row=key, column=column, **facts)


def _same(told: object, expected: object) -> bool:
    if isinstance(told, Decimal) and isinstance(expected, Fraction):
        return abs(Fraction(told) - expected) <= _PEOPLE
    if isinstance(told, Decimal) and isinstance(expected, Decimal):
        return abs(told - expected) <= _TOLERANCE
    return told == expected


def _shown(value: object) -> str:
    return "-" if value is None else f"{float(value):.3f}" if isinstance(value, Fraction) else str(value)


def _keys(claimed: Claimed, rows: Sequence[Told]) -> list[str]:
    return sorted({str(row.cells["building_id"]) for row in claimed.wifi} | {str(row["building_id"]) for row in rows})


def _years(claimed: Claimed, until: int) -> list[int]:
    return sorted({year for row in claimed.summary if (year := int(str(row.cells["year"]))) <= until})


def _building(
    key: str, claimed: Claimed, rows: Sequence[Told], tiers: Sequence[str], until: int, evidence: Evidence
) -> Told:
    mine = [row for row in rows if str(row["building_id"]) == key]
    bought = sorted(
        (int(str(row.cells["year"])), str(row.cells["tier"]), Decimal(str(row.cells["capex_eur"])))
        for row in claimed.wifi
        if row.cells["building_id"] == key
    )
    first = bought[0][0] if bought else None
    by_then = [each for each in bought if each[0] <= max(until, first or until)]
    planned_eur = sum((each[2] for each in by_then), Decimal(0)) if bought else None
    tier, since, assumed = standing(mine, tiers)
    spent = [row["spent_eur"] for row in mine]
    spent_eur = sum((Decimal(str(each)) for each in spent if each is not None), Decimal(0)) if mine else None
    known = bool(mine) and None not in spent
    due = [each[1] for each in bought if each[0] <= until]
    lower = tiers.index(tier) < tiers.index(due[-1]) if tier is not None and due and not assumed else None
    progress = str(mine[-1]["progress"]) if mine else None
    if first is None:
        outcome = "unplanned"
    elif progress == "dropped":
        outcome = "dropped"
    elif since is not None:
        outcome = "late" if since > first else "lower" if lower else "kept"
    else:
        outcome = "late" if first <= until else "to_come"
    dearer = None
    if tier is not None and known and spent_eur is not None and planned_eur is not None:
        dearer = spent_eur - planned_eur
    return {
        "name": neutralised(str(evidence.sites["name"].get(key, key))),
        "outcome": outcome,
        "progress": progress,
        "planned_year": first,
        "planned_tier": by_then[-1][1] if by_then else None,
        "planned_eur": planned_eur,
        "installed_year": since,
        "tier": tier,
        "tier_assumed": str(assumed).lower(),
        "lower_tier": None if lower is None else str(lower).lower(),
        "spent_eur": spent_eur,
        "spent_known": str(known).lower(),
        "dearer_eur": dearer,
    }


def _year(year: int, claimed: Claimed, rows: Sequence[Told], served: Fraction) -> Told:
    mine = [row for row in rows if int(str(row["year"])) == year]
    counted = [int(Decimal(str(row["connections"]))) for row in mine if row["connections"] is not None]
    begun = {str(row["building_id"]) for row in rows if int(str(row["year"])) <= year}
    came = 0
    for key in begun:
        so_far = [row for row in rows if str(row["building_id"]) == key and int(str(row["year"])) <= year]
        came += standing(so_far, ("",))[1] == year
    # People stand once a year in the plan's summary, in the row of all sectors together.
    people = [row.cells["people_served"] for row in claimed.summary if row.cells["year"] == year]
    paid = [row["spent_eur"] for row in mine]
    begins: dict[str, int] = {}
    for bought in claimed.wifi:
        key, when = str(bought.cells["building_id"]), int(str(bought.cells["year"]))
        begins[key] = min(when, begins.get(key, when))
    of_plan = [Decimal(str(row.cells["capex_eur"])) for row in claimed.wifi if row.cells["year"] == year]
    return {
        "planned_eur": sum(of_plan, Decimal(0)),
        "spent_eur": sum((Decimal(str(each)) for each in paid if each is not None), Decimal(0)),
        "spent_unknown": sum(each is None for each in paid),
        "planned_buildings": list(begins.values()).count(year),
        "installed_buildings": came,
        "people_planned": next((each for each in people if each is not None), None),
        "people_served": served,
        "connections": sum(counted) if counted else None,
    }
