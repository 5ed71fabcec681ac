"""The decision log as a table of an export: what was decided, what is in force, what the exported plans hold."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import pandas as pd

from exports.csv_files import write_beside
from exports.decisions.columns import DECISIONS
from exports.tables import noted
from geo.ranking import Assessment
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


def write_decisions(folder: Path, decisions: pd.DataFrame | None, assessment: Assessment) -> None:
    """Write the log, where it is given as a table, into a folder that nobody reads yet."""
    if decisions is not None:
        write_beside(noted(decisions, assessment), folder / FILE)


def written(does: bool | None) -> str:
    """Return a cell of ``held``."""
    return "" if does is None else YES if does else NO
