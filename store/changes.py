"""What a file changes in a layer: asked before anything is published, and as rows a spreadsheet shows."""

import pandas as pd

from geo.changes import TableChange
from store._publishing.changes import LayerChange, TotalChange, written
from store._publishing.publish import Candidate

__all__ = ["COLUMNS", "Candidate", "LayerChange", "TotalChange", "change_rows", "counts"]

COLUMNS = ("change", "row", "name", "column", "before", "after", "distance_m")


def counts(change: LayerChange) -> dict[str, int]:
    """Return how many rows were added, removed, renamed, moved, redrawn, otherwise changed, and left as they were.

    A row may be renamed and moved at once; one left as it was is nothing else.
    """
    if change.table is None:
        return {}
    cells, name = change.table.changed, change.layer.named_by
    return {
        "added": len(change.table.added),
        "removed": len(change.table.removed),
        "renamed": int((cells["column"] == name).sum()),
        "moved": len(change.table.moved),
        "redrawn": len(change.table.redrawn),
        "changed": int(cells.loc[cells["column"] != name, "row"].nunique()),
        "unchanged": change.table.unchanged,
    }


def change_rows(change: LayerChange) -> pd.DataFrame:
    """Return each row added, removed, moved, redrawn or perhaps renumbered, and each cell that differs.

    Returns
    -------
    DataFrame
        ``change`` (``added``, ``removed``, ``renamed``, ``changed``, ``moved``, ``redrawn``, ``same_place``), ``row``
        (key), ``name``, ``column``, ``before`` and ``after`` (cells as text, keys of ``same_place``; empty where
        nothing is known), ``distance_m``. No row where nothing can be compared.
    """
    table, told = change.table, []

    def add(kind: str, row: str, column: str = "", before: str = "", after: str = "", far: float | None = None) -> None:
        told.append((kind, TableChange.shown(row), change.names.get(row, ""), column, before, after, far))

    if table is not None:
        for row in table.removed.index:
            add("removed", row)
        for row in table.added.index:
            add("added", row)
        for row, column, before, after in table.changed.to_numpy().tolist():
            kind = "renamed" if column == change.layer.named_by else "changed"
            old, new = ("" if each is None else written(each) for each in (before, after))
            add(kind, row, column, old, new)
        for row, far in table.moved.items():
            add("moved", str(row), far=float(far))
        for row in table.redrawn:
            add("redrawn", row)
        for before, after, far, _likeness in change.same.to_numpy().tolist():
            add("same_place", before, before=table.shown(before), after=table.shown(after), far=far)
    return pd.DataFrame(told, columns=list(COLUMNS)).astype({"distance_m": "float64"}).round({"distance_m": 1})
