"""The decision log as a table of an export: what was decided, what is in force, what the exported plan holds."""

from collections.abc import Sequence
from dataclasses import asdict

import pandas as pd

from exports.decisions.columns import DECISIONS
from geo.programme import Plan
from store.decisions import Entry, held, numbers_in_force

FILE = "decisions.csv"

COLUMNS = tuple(column.name for column in DECISIONS)

YES, NO = "true", "false"


def decisions_table(entries: Sequence[Entry], plan: Plan | None = None) -> pd.DataFrame:
    """Return all entries of a log, oldest first; empty where there is nothing.

    Parameters
    ----------
    entries
        The whole log of the commune.
    plan
        The Wi-Fi plan of the same export; None where there is none, and ``held`` stays empty.
    """
    standing = numbers_in_force(entries)
    years = {} if plan is None else plan.rows.groupby("building_id")["year"].min().astype(int).to_dict()
    rows = []
    for entry in entries:
        told: dict[str, object] = asdict(entry)
        does = None
        if plan is not None and entry.number in standing:
            does = held(entry, years, has_plan=plan.has_plan)
        told |= {"in_force": YES if entry.number in standing else NO, "held": written(does)}
        rows.append([told[name] for name in COLUMNS])
    table = pd.DataFrame(rows, columns=list(COLUMNS), dtype="object")
    # As numbers, so that a minus is no formula.
    return table.astype({"number": "Int64", "undoes": "Int64", "people": "float64", "capex_eur": "float64"})


def written(does: bool | None) -> str:
    """Return a cell of ``held``."""
    return "" if does is None else YES if does else NO
