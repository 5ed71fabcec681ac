"""Two tables compared row by row, by key: what was added, removed, changed and moved; and a change applied."""

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

GEOMETRY = "geometry"

MOVED_M = 1.0
"""How far a point may be from where it was before it counts as moved, in metres: rounding of coordinates."""

_APART = "\x1f"
"""Stands between the parts of a key of several columns: no file has it in a cell."""


@dataclass(frozen=True)
class TableChange:
    """How one table differs from another.

    Rows go by their key written out (see `shown`). A geometry is a cell like any other, compared to the bit; only
    `moved` forgives the rounding of coordinates.

    Examples
    --------
    >>> before = pd.DataFrame({"id": ["a", "b"], "name": ["Hall", "Pool"]})
    >>> change = compared_tables(before, before.assign(name=["Hall", "Baths"]), ("id",))
    >>> change.cells["after"].tolist(), change.unchanged
    (['Baths'], 1)
    """

    key: tuple[str, ...]
    columns: tuple[str, ...]
    """Columns of the table of now, in their order."""
    removed: pd.DataFrame
    """Whole rows of before, under their key."""
    added: pd.DataFrame
    """Whole rows of now, under their key."""
    both: pd.Index
    """Keys that both tables have."""
    cells: pd.DataFrame
    """Cells of such rows that differ: ``row`` (key), ``column``, ``before``, ``after``; None where nothing is known."""
    came: pd.DataFrame
    """Values, for the keys of `both`, of the columns only the table of now has."""
    gone: tuple[str, ...]
    """Columns only the table of before has."""
    filled: tuple[str, ...]
    """Columns of which the table of before knew nothing, and that of now something."""
    emptied: tuple[str, ...]
    """Columns of which the table of before knew something, and that of now nothing."""
    moved: pd.Series
    """Key -> metres between the points of before and now, where more than `MOVED_M`; NaN where only one is placed."""
    redrawn: pd.Index
    """Keys of outlines and lines that are others."""

    @property
    def changed(self) -> pd.DataFrame:
        """Cells that differ, but for geometries."""
        return self.cells[self.cells["column"] != GEOMETRY]

    @property
    def unchanged(self) -> int:
        """Rows that hold what they held, where they were."""
        touched = {*self.changed["row"], *self.moved.index, *self.redrawn}
        return len(self.both) - len(touched)

    @property
    def empty(self) -> bool:
        """True when the tables hold the same, whatever the order of their rows."""
        differ = len(self.removed) + len(self.added) + len(self.cells) + len(self.came.columns) + len(self.gone)
        return differ == 0

    @staticmethod
    def shown(row: str) -> str:
        """Return a key as people read it."""
        return row.replace(_APART, " ")


def compared_tables(before: pd.DataFrame, now: pd.DataFrame, key: Sequence[str]) -> TableChange:
    """Compare two tables by key; the order of their rows changes nothing.

    Parameters
    ----------
    before, now
        Tables with the columns of ``key`` and, where they have places, ``geometry`` in one metric CRS. A column both
        have is of one type.
    key
        Columns that tell rows apart, always filled in.

    Raises
    ------
    ValueError
        When a key stands twice in a table.

    Examples
    --------
    >>> before = pd.DataFrame({"id": ["a", "b"], "seats": [1, 2]})
    >>> change = compared_tables(before, pd.DataFrame({"id": ["c", "a"], "seats": [5, 3]}), ("id",))
    >>> list(change.removed.index), list(change.added.index), change.cells.to_numpy().tolist()
    (['b'], ['c'], [['a', 'seats', 1, 3]])
    """
    old, new = _keyed(before, key), _keyed(now, key)
    both = new.index[new.index.isin(old.index)].sort_values()
    shared = [name for name in new.columns if name in old.columns]
    left, right = old.loc[both], new.loc[both]
    moved, redrawn = _elsewhere(left, right) if GEOMETRY in shared else (pd.Series(dtype="float64"), both[:0])
    return TableChange(
        key=tuple(key),
        columns=tuple(new.columns),
        removed=old.loc[old.index.difference(new.index)],
        added=new.loc[new.index.difference(old.index)],
        both=both,
        cells=_cells(left, right, [name for name in shared if name not in key]),
        came=pd.DataFrame(right)[[name for name in new.columns if name not in old.columns]],
        gone=tuple(name for name in old.columns if name not in new.columns),
        filled=_filled(old, new),
        emptied=_filled(new, old),
        moved=moved,
        redrawn=redrawn,
    )


def applied(before: pd.DataFrame, change: TableChange) -> pd.DataFrame:
    """Return what a table becomes by a change: the table of now, sorted by key.

    Examples
    --------
    >>> before, now = pd.DataFrame({"id": ["a", "b"]}), pd.DataFrame({"id": ["c", "b"]})
    >>> applied(before, compared_tables(before, now, ("id",)))["id"].tolist()
    ['b', 'c']
    """
    old = _keyed(before, change.key)
    kept = old.loc[change.both].drop(columns=list(change.gone))
    for name in change.came.columns:
        kept[name] = change.came[name]
    for column, cells in change.cells.groupby("column"):
        values = kept[column].astype("object")
        values.loc[cells["row"]] = cells["after"].to_numpy()
        if column == GEOMETRY:
            kept[column] = gpd.GeoSeries(values, crs=getattr(old[column], "crs", None))
        else:
            kept[column] = values.astype(old[column].dtype)
    parts = [part for part in (kept[list(change.columns)], change.added) if len(part)]
    whole = pd.concat(parts) if parts else change.added
    return whole.sort_values(list(change.key), kind="stable").reset_index(drop=True)


def row_keys(table: pd.DataFrame, key: Sequence[str]) -> pd.Index:
    """Return the key of each row written out, as a change names rows.

    Examples
    --------
    >>> table = pd.DataFrame({"code": ["a"], "year": [2024]})
    >>> [TableChange.shown(row) for row in row_keys(table, ("code", "year"))]
    ['a 2024']
    """
    written = [table[column].astype("str").tolist() for column in key]
    return pd.Index([_APART.join(parts) for parts in zip(*written, strict=True)], dtype="object")


def _keyed(table: pd.DataFrame, key: Sequence[str]) -> pd.DataFrame:
    index = row_keys(table, key)
    if index.has_duplicates:
        raise ValueError(f"a key stands twice: {index[index.duplicated()][0]}")
    return table.set_axis(index, axis=0)


def _cells(left: pd.DataFrame, right: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    found = []
    for place, column in enumerate(columns):
        before, now = plain(left[column]), plain(right[column])
        other = shapely.to_wkb(before) != shapely.to_wkb(now) if column == GEOMETRY else before != now
        here = np.flatnonzero(np.asarray(other, dtype=bool))
        found += [(left.index[int(each)], place, column, before[each], now[each]) for each in here]
    found.sort(key=lambda cell: cell[:2])
    told = [(row, column, before, now) for row, _, column, before, now in found]
    return pd.DataFrame(told, columns=["row", "column", "before", "after"], dtype="object")


def plain(cells: pd.Series) -> np.ndarray:
    """Return cells as plain values, None where nothing is known."""
    values = np.array(cells.astype("object"), dtype="object", copy=True)
    values[np.asarray(cells.isna(), dtype=bool)] = None
    return values


def _filled(before: pd.DataFrame, now: pd.DataFrame) -> tuple[str, ...]:
    """Return the columns of which ``now`` knows something and ``before``, which has rows, nothing."""
    if not len(before) or not len(now):
        return ()
    known = [name for name in now.columns if now[name].notna().any()]
    return tuple(name for name in known if name not in before.columns or before[name].isna().all())


def _elsewhere(left: pd.DataFrame, right: pd.DataFrame) -> tuple[pd.Series, pd.Index]:
    """Return how far points went, and which outlines and lines are others."""
    before, now = plain(left[GEOMETRY]), plain(right[GEOMETRY])
    other = np.asarray(shapely.to_wkb(before) != shapely.to_wkb(now), dtype=bool)
    points = (_is_point(before) | _is_point(now)) & ~_is_drawn(before) & ~_is_drawn(now)
    distance = np.where(other & points, shapely.distance(before, now), 0.0)
    # Placed now and not before, or the other way round: no distance, and elsewhere all the same.
    moved = np.isnan(distance) | (distance > MOVED_M)
    return pd.Series(distance[moved], index=left.index[moved], dtype="float64"), left.index[other & ~points]


def _is_point(geometries: np.ndarray) -> np.ndarray:
    return shapely.get_type_id(geometries) == shapely.GeometryType.POINT


def _is_drawn(geometries: np.ndarray) -> np.ndarray:
    """Say which are lines or areas: there, and no points."""
    return ~shapely.is_missing(geometries) & ~_is_point(geometries)
