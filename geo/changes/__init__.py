"""What a table changes against the one before it: rows by key, cells, places, and buildings under a new identifier."""

from geo.changes.change import TableChange, applied, compared_tables, row_keys
from geo.changes.same_places import same_places

__all__ = [
    "TableChange",
    "applied",
    "compared_tables",
    "row_keys",
    "same_places",
]
