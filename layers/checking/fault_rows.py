"""Which rows of a cleaned table faults name, and what it means when there are many."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from layers._fault import Fault

FEW_ROWS = 5
MOST_SET_ASIDE = 0.05
"""More than this share, and more than ``FEW_ROWS`` rows, set aside: the file is not what it is taken for."""
MOST_OF_A_KIND = 1000
"""Faults listed of one code and column; how many more there are is said."""
PROVENANCE = ("source_row", "source_file")
"""Columns that say where a row comes from. ``source_file`` is only there when a source reads several files."""


def concerns_place(fault: Fault) -> bool:
    """Say whether a fault is about where something is, and not about what it is."""
    return fault.code.startswith(("place.", "geometry.", "crs."))


def by_position(faults: Sequence[Fault], table: pd.DataFrame) -> tuple[list[Fault], int]:
    """Find the rows that faults name by line.

    Returns
    -------
    tuple
        The faults naming rows of ``table``, ``row`` being the position (several rows may come from one line), and how
        many lines have a ``row`` fault but no row any more.
    """
    by_file = "source_file" in table.columns
    named = [fault for fault in faults if fault.row is not None]
    lines = table["source_row"]
    places: dict[tuple[str, int], list[int]] = {}
    for place in np.flatnonzero(lines.isin({fault.row for fault in named}).to_numpy(dtype=bool)):
        name = str(table["source_file"].iloc[place]) if by_file else ""
        places.setdefault((name, int(lines.iloc[place])), []).append(int(place))
    found: list[Fault] = []
    absent = set()
    for fault in named:
        line = (fault.file if by_file else "", int(fault.row or 0))
        if line in places:
            found += [replace(fault, row=place) for place in places[line]]
        elif fault.severity == "row":
            absent.add((fault.file, fault.row))
    return found, len(absent)


def located(faults: Sequence[Fault], table: pd.DataFrame, file: str) -> list[Fault]:
    """Turn the positions in faults (``row`` and the parameter ``other_row``) into lines of their file."""
    lines = [None if pd.isna(line) else int(line) for line in table["source_row"]]
    files = table["source_file"].astype(str).tolist() if "source_file" in table.columns else [file] * len(table)

    def told(fault: Fault) -> Fault:
        if fault.row is None:
            return replace(fault, file=file)
        parameters = dict(fault.parameters)
        if isinstance(other := parameters.get("other_row"), int):
            parameters["other_row"] = lines[other]
        return replace(fault, file=files[fault.row], row=lines[fault.row], parameters=parameters)

    return [told(fault) for fault in faults]


def mask(table: pd.DataFrame, faults: Sequence[Fault]) -> np.ndarray:
    """Say which positions the faults name."""
    named = np.zeros(len(table), dtype=bool)
    named[[fault.row for fault in faults if fault.row is not None]] = True
    return named


def too_many(
    faults: Sequence[Fault], absent: int, set_aside: np.ndarray, unplaced: np.ndarray, file: str
) -> list[Fault]:
    """Refuse a file of which too much cannot be used, naming the likely cause.

    Parameters
    ----------
    faults
        All of them.
    absent
        Rows the source left out itself.
    set_aside, unplaced
        By position: the rows left out, and those without a usable place (left out or not).
    file
        Named in the fault.

    Returns
    -------
    list
        One of ``rows.too_many_places``, ``rows.too_many_duplicates``, ``rows.too_many`` (error), or
        ``rows.too_many_places`` as a warning when the rows stay without their place; or none.
    """
    rows = [fault for fault in faults if fault.severity == "row"]
    total = len(set_aside) + absent
    count = int(set_aside.sum()) + absent
    if _is_too_many(count, total):
        said = {"count": count, "total": total, "percent": round(100 * count / total, 1)}
        causes = Counter(_cause(fault) for fault in rows)
        if not causes:
            # Whatever took the place of every row is an error of the file, and said.
            return []
        cause = min(causes, key=lambda each: (-causes[each], each))
        if cause in ("rows.too_many_places", "rows.too_many_duplicates"):
            return [Fault(cause, "error", file, parameters=said)]
        return [Fault("rows.too_many", "error", file, column=cause, parameters=said)]
    misplaced = len({(fault.file, fault.row) for fault in rows if concerns_place(fault)})
    lost = min(misplaced, int((unplaced & ~set_aside).sum()))
    if _is_too_many(lost, total):
        said = {"count": lost, "total": total, "percent": round(100 * lost / total, 1)}
        return [Fault("rows.too_many_places", "warning", file, parameters=said)]
    return []


def _is_too_many(count: int, total: int) -> bool:
    return count > FEW_ROWS and count > MOST_SET_ASIDE * total


def _cause(fault: Fault) -> str:
    if concerns_place(fault):
        return "rows.too_many_places"
    return "rows.too_many_duplicates" if fault.code == "key.repeated_row" else fault.column


def capped(faults: Sequence[Fault]) -> list[Fault]:
    """Keep the first ``MOST_OF_A_KIND`` faults of each code, file and column, and say how many more there are."""
    counts: Counter[tuple[Hashable, ...]] = Counter()
    kept = []
    for fault in faults:
        kind = (fault.code, fault.severity, fault.file, fault.column)
        counts[kind] += 1
        if counts[kind] <= MOST_OF_A_KIND:
            kept.append(fault)
    for (code, severity, file, column), count in counts.items():
        if count > MOST_OF_A_KIND:
            more = {"count": count - MOST_OF_A_KIND, "code": code, "severity": severity}
            kept.append(Fault("faults.more", "note", str(file), column=str(column), parameters=more))
    return kept
