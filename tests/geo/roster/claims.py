"""A roster's tables as claims, without going by files, and places in them to corrupt."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from exports.roster.tables import roster_tables
from geo.audit import ClaimedRoster, Line
from geo.roster import NewPlaces, RosterPlan


def claimed(plan: RosterPlan, found: NewPlaces | None = None) -> ClaimedRoster:
    """Return what the files of a roster claim, and of new places beside it."""
    tables = roster_tables(plan, found=found)
    return ClaimedRoster(
        *(_lines(tables[name]) for name in ("roster_doors", "roster_summary", "roster_waves", "roster_moves")),
        status=str(plan.certificate["status"]),
        new_places=None if found is None else _lines(tables["roster_new_places"]),
    )


def _lines(table: pd.DataFrame) -> tuple[Line, ...]:
    return tuple(
        Line(number, {str(name): _cell(value) for name, value in row.items()})
        for number, row in enumerate(table.to_dict("records"), start=2)
    )


def _cell(value: object) -> str | float | None:
    if value is None or value != value or value == "":
        return None
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return value
    return float(value)  # type: ignore[arg-type]


def changed(claim: ClaimedRoster, table: str, row: int, **cells: str | float | None) -> ClaimedRoster:
    """Return the claim with other cells in one row."""
    lines = list(getattr(claim, table))
    lines[row] = Line(lines[row].number, {**lines[row].cells, **cells})
    return replace(claim, **{table: tuple(lines)})


def without(claim: ClaimedRoster, table: str, row: int) -> ClaimedRoster:
    """Return the claim without one row."""
    lines = list(getattr(claim, table))
    del lines[row]
    return replace(claim, **{table: tuple(lines)})


def twice(claim: ClaimedRoster, table: str, row: int) -> ClaimedRoster:
    """Return the claim with one row twice."""
    lines = getattr(claim, table)
    return replace(claim, **{table: (*lines, Line(len(lines) + 2, lines[row].cells))})


Corruption = Callable[[ClaimedRoster], ClaimedRoster]
