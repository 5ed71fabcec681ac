"""What a new version of a layer changes: the rows that went, came, moved or hold other values."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from geo.errors import DataError
from layers import Fault, Layer
from layers.checking.joins import CODE
from store._publishing.sector_joins import POPULATION, SECTORS
from store.store import Store

MANY_GONE = 0.2
"""Share of the rows of before from which on their going is a warning: a file may hold a part of its source only."""

MOVED_M = 1.0
"""How far a point may be from where it was before it counts as moved, in metres: rounding of coordinates."""

LISTED = 10
"""Rows named one by one; the others are counted."""


@dataclass(frozen=True)
class _Two:
    """Two versions of a table, each row under its key written out."""

    before: pd.DataFrame
    now: pd.DataFrame

    @property
    def both(self) -> pd.Index:
        """Keys that both have."""
        return self.before.index[self.before.index.isin(self.now.index)]

    def named(self, keys: Iterable[str]) -> str:
        """Return rows by key and name, the first of them."""
        return _listed([f"{key} ({name})" if (name := self._name(key)) else key for key in keys])

    def _name(self, key: str) -> str:
        row = self.now if key in self.now.index else self.before
        name = row.loc[key, "name"] if "name" in row.columns else None
        return name if isinstance(name, str) else ""


def changes(store: Store, layer: Layer, version: str | None, now: pd.DataFrame) -> list[Fault]:
    """Return what publishing a table in place of a version changes; nothing where the version cannot be read any more.

    Parameters
    ----------
    store, layer
        Where, and of what.
    version
        What was published before; None when nothing was.
    now
        The table to be published, as ``table_files.conform`` returns it.
    """
    if version is None:
        return []
    try:
        before = store.read(layer.name, version)
    except DataError:
        # Published with other columns, or damaged: row by row, nothing can be said.
        return []
    two = _Two(_keyed(before, layer), _keyed(now, layer))
    gone = two.before.index.difference(two.now.index)
    came = two.now.index.difference(two.before.index)
    found = []
    if len(gone):
        many = len(gone) >= MANY_GONE * len(two.before)
        facts = {"count": len(gone), "total": len(two.before), "rows": two.named(gone), "layer": layer.name}
        code = "change.many_gone" if many else "change.gone"
        found.append(Fault(code, "warning" if many else "note", parameters=facts))
    if layer.name == SECTORS:
        found += _outlines_lost(store, gone)
    if len(came):
        found.append(Fault("change.came", "note", parameters={"count": len(came), "rows": two.named(came)}))
    return [*found, *_moved(two, layer), *_changed(two, layer)]


def _keyed(table: pd.DataFrame, layer: Layer) -> pd.DataFrame:
    keys = [table[column].astype("str") for column in layer.key]
    return table.set_axis(pd.Index([" ".join(parts) for parts in zip(*keys, strict=True)]), axis=0)


def _outlines_lost(store: Store, gone: pd.Index) -> list[Fault]:
    """Warn of sectors that people live in and that have no outline any more."""
    try:
        published = store.published(POPULATION)
        if published is None:
            return []
        told = store.read_columns(POPULATION, (CODE, "population"), published.version)
    except DataError:
        return []
    people = {str(code): float(count or 0) for code, count in zip(told[CODE], told["population"], strict=True)}  # type: ignore[arg-type]
    lost = [code for code in gone if people.get(code, 0) > 0]
    if not lost:
        return []
    facts = {"count": len(lost), "people": f"{sum(people[code] for code in lost):.0f}", "rows": _listed(lost)}
    return [Fault("change.outlines_lost", "warning", parameters=facts)]


def _moved(two: _Two, layer: Layer) -> list[Fault]:
    """Tell of points that are elsewhere, and of outlines and lines that are others."""
    if layer.geometry is None or two.both.empty:
        return []
    before = np.asarray(two.before.loc[two.both, "geometry"])
    now = np.asarray(two.now.loc[two.both, "geometry"])
    other = shapely.to_wkb(before) != shapely.to_wkb(now)
    points = (_is_point(before) | _is_point(now)) & ~_is_drawn(before) & ~_is_drawn(now)
    distance = np.where(other & points, shapely.distance(before, now), 0.0)
    # Placed now and not before, or the other way round: no distance, and elsewhere all the same.
    moved = np.isnan(distance) | (distance > MOVED_M)
    found = []
    if moved.any():
        written = ["?" if np.isnan(each) else f"{each:.0f} m" for each in distance[moved]]
        rows = _listed([f"{key} ({far})" for key, far in zip(two.both[moved], written, strict=True)])
        found.append(Fault("change.moved", "note", parameters={"count": int(moved.sum()), "rows": rows}))
    redrawn = two.both[other & ~points]
    if len(redrawn):
        facts = {"count": len(redrawn), "rows": two.named(redrawn)}
        found.append(Fault("change.redrawn", "note", parameters=facts))
    return found


def _is_point(geometries: np.ndarray) -> np.ndarray:
    return shapely.get_type_id(geometries) == shapely.GeometryType.POINT


def _is_drawn(geometries: np.ndarray) -> np.ndarray:
    """Say which are lines or areas: there, and no points."""
    return ~shapely.is_missing(geometries) & ~_is_point(geometries)


def _changed(two: _Two, layer: Layer) -> list[Fault]:
    """Tell of rows that hold other values than before."""
    rows: dict[str, list[str]] = {}
    for column in (each.name for each in layer.columns if each.name not in layer.key):
        before, now = (_plain(table.loc[two.both, column]) for table in (two.before, two.now))
        other = before.to_numpy() != now.to_numpy()
        for key in two.both[other]:
            rows.setdefault(key, []).append(f"{column} {_written(before[key])} -> {_written(now[key])}")
    if not rows:
        return []
    told = _listed([f"{key}: {', '.join(each)}" for key, each in sorted(rows.items())])
    return [Fault("change.changed", "note", parameters={"count": len(rows), "rows": told})]


def _plain(cells: pd.Series) -> pd.Series:
    """Return cells as plain values, None where nothing is known."""
    plain = cells.astype("object")
    return plain.where(plain.notna(), None)


def _written(value: object) -> str:
    if value is None:
        return "?"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _listed(texts: Iterable[str]) -> str:
    every = list(texts)
    return "; ".join(every[:LISTED]) + (" ..." if len(every) > LISTED else "")
