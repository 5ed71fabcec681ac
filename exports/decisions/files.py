"""The decision log as a table of an export: what was decided, what is in force, what the exported plans hold."""

from collections.abc import Sequence
from dataclasses import asdict

import pandas as pd

from exports.decisions.columns import DECISIONS
from store.decisions import Entry, Outcome, held, numbers_in_force

FILE = "decisions.csv"

COLUMNS = tuple(column.name for column in DECISIONS)

YES, NO = "true", "false"


def decisions_table(entries: Sequence[Entry], outcomes: Sequence[Outcome] = ()) -> pd.DataFrame:
    """Return all entries of a log, oldest first; empty where there is nothing.

    Parameters
    ----------
    entries
        The whole log of the commune.
    outcomes
        What the plans of the same export came to; ``held`` stays empty for decisions about others.
    """
    standing = numbers_in_force(entries)
    rows = []
    for entry in entries:
        told: dict[str, object] = asdict(entry)
        does = held(entry, outcomes) if entry.number in standing else None
        told |= {"in_force": YES if entry.number in standing else NO, "held": written(does)}
        rows.append([told[name] for name in COLUMNS])
    table = pd.DataFrame(rows, columns=list(COLUMNS), dtype="object")
    # As numbers, so that a minus is no formula.
    whole, amounts = ("number", "undoes", "devices"), ("people", "capex_eur", "helps_per_week")
    return table.astype({**dict.fromkeys(whole, "Int64"), **dict.fromkeys(amounts, "float64")})


def written(does: bool | None) -> str:
    """Return a cell of ``held``."""
    return "" if does is None else YES if does else NO
