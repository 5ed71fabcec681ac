"""What a new version of a layer changes: row by row, in its totals, and against the guard rails of the commune."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
import pandas as pd

from geo.changes import TableChange, compared_tables, row_keys, same_places
from geo.errors import DataError
from layers import Fault, Layer, Total
from layers.checking.joins import CODE
from store._publishing.guard_rails import losses
from store._publishing.sector_joins import POPULATION, SECTORS
from store._publishing.table_files import read_table
from store._publishing.totals import Figure, figure
from store.store import Store

LISTED = 10
"""Rows named one by one; the others are counted."""


@dataclass(frozen=True)
class TotalChange:
    """A total of a layer before and after a change."""

    total: Total
    before: Figure
    now: Figure


@dataclass(frozen=True)
class LayerChange:
    """What publishing a table in place of a version changes."""

    layer: Layer
    rows_before: int
    """0 where nothing was published before."""
    rows_now: int
    table: TableChange | None
    """None where nothing was published before, or it cannot be read any more."""
    totals: tuple[TotalChange, ...]
    """Those the layer declares."""
    same: pd.DataFrame
    """What looks like one place under a new identifier, as `same_places` returns it."""
    faults: tuple[Fault, ...]
    """The change in words: notes and warnings."""
    losses: tuple[Fault, ...]
    """An error for each guard rail of the commune that it breaks."""

    names: Mapping[str, str]
    """Key -> name, of the rows there were and are, where the layer names its rows."""


_NONE = pd.DataFrame([], columns=["before", "after", "distance_m", "likeness"])


def change_of(store: Store, layer: Layer, version: str | None, now: pd.DataFrame) -> LayerChange:
    """Compare a table about to be published with a version.

    Parameters
    ----------
    store, layer
        Where, and of what.
    version
        What is published; None when nothing is.
    now
        The table to be published, as ``table_files.conform`` returns it.
    """
    if version is None:
        return LayerChange(layer, 0, len(now), None, (), _NONE, (), (), {})
    told = store.version(layer.name, version)
    try:
        # Read as it lies there, whatever columns the layer declared then.
        before = read_table(store.whole(told, store.table_path(told)), layer)
        table = compared_tables(before, now, layer.key)
    except (DataError, ValueError, KeyError):
        unsaid = (Fault("change.not_compared", "warning"),)
        return LayerChange(layer, told.rows, len(now), None, (), _NONE, unsaid, (), {})
    totals = tuple(TotalChange(each, figure(before, each), figure(now, each)) for each in layer.totals)
    broken = losses(store, layer, table, before, now)
    names = {**names_of(before, layer), **names_of(now, layer)}
    same = same_places(table, layer.named_by)
    change = LayerChange(layer, len(before), len(now), table, totals, same, (), broken, names)
    faults = (*_rows(change, table), *_outlines_lost(store, layer, table), *_columns(table), *_totals(totals))
    return replace(change, faults=faults)


def names_of(table: pd.DataFrame, layer: Layer) -> dict[str, str]:
    """Return key -> name of the rows that have one."""
    if layer.named_by not in table.columns:
        return {}
    rows = zip(row_keys(table, layer.key), table[layer.named_by], strict=True)
    return {row: name for row, name in rows if isinstance(name, str)}


def _rows(change: LayerChange, table: TableChange) -> list[Fault]:
    """Say which rows went, came, are called otherwise, moved, are drawn otherwise and hold other values."""

    def listed(rows: Iterable[str]) -> str:
        named = ((table.shown(row), change.names.get(row)) for row in rows)
        return _listed(f"{row} ({name})" if name else row for row, name in named)

    found = []

    def say(code: str, count: int, rows: str, **facts: object) -> None:
        if count:
            found.append(Fault(code, "note", parameters={"count": count, **facts, "rows": rows}))

    say("change.gone", len(table.removed), listed(table.removed.index), total=change.rows_before)
    say("change.came", len(table.added), listed(table.added.index))
    same = [f"{table.shown(one)} -> {table.shown(other)}" for one, other in change.same[["before", "after"]].to_numpy()]
    say("change.same_place", len(same), _listed(same))
    cells = table.changed.to_numpy().tolist()
    renamed = [each for each in cells if each[1] == change.layer.named_by]
    say("change.renamed", len(renamed), _listed(f"{table.shown(row)}: {_arrow(*two)}" for row, _, *two in renamed))
    far = [(row, "?" if np.isnan(each) else f"{each:.0f} m") for row, each in table.moved.items()]
    say("change.moved", len(far), _listed(f"{table.shown(str(row))} ({each})" for row, each in far))
    say("change.redrawn", len(table.redrawn), listed(table.redrawn))
    others = [each for each in cells if each[1] != change.layer.named_by]
    rows = [(row, ", ".join(f"{name} {_arrow(*two)}" for _, name, *two in of)) for row, of in groupby(others, _row_of)]
    say("change.changed", len(rows), _listed(f"{table.shown(row)}: {each}" for row, each in rows))
    return found


def _row_of(cell: list) -> str:
    return cell[0]


def _arrow(before: object, now: object) -> str:
    return f"{written(before)} -> {written(now)}"


def written(value: object) -> str:
    """Return a cell as text; a question mark where nothing is known."""
    if value is None:
        return "?"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _outlines_lost(store: Store, layer: Layer, table: TableChange) -> list[Fault]:
    """Warn of sectors that people live in and that have no outline any more."""
    if layer.name != SECTORS:
        return []
    try:
        published = store.published(POPULATION)
        if published is None:
            return []
        told = store.read_columns(POPULATION, (CODE, "population"), published.version)
    except DataError:
        return []
    people = {str(code): float(count or 0) for code, count in zip(told[CODE], told["population"], strict=True)}  # type: ignore[arg-type]
    lost = [code for code in table.removed.index if people.get(code, 0) > 0]
    if not lost:
        return []
    facts = {"count": len(lost), "people": f"{sum(people[code] for code in lost):.0f}", "rows": _listed(lost)}
    return [Fault("change.outlines_lost", "warning", parameters=facts)]


def _columns(table: TableChange) -> list[Fault]:
    found = []
    if emptied := [name for name in table.emptied if name not in table.gone]:
        found.append(Fault("change.emptied", "warning", parameters={"columns": ", ".join(emptied)}))
    if filled := [name for name in table.filled if name not in table.came.columns]:
        found.append(Fault("change.filled", "note", parameters={"columns": ", ".join(filled)}))
    return found


def _totals(totals: Iterable[TotalChange]) -> list[Fault]:
    """Say the totals that are others than before."""
    found = []
    for each in totals:
        before, now = each.before, each.now
        facts: dict[str, object] = {"what": each.total.text, "before": _amount(before), "now": _amount(now)}
        if facts["before"] == facts["now"] and before.unknown == now.unknown:
            continue
        if before.unknown or now.unknown:
            facts |= {"unknown_before": before.unknown, "unknown": now.unknown}
            found.append(Fault("change.total_unknown", "note", parameters=facts))
        else:
            found.append(Fault("change.total", "note", parameters=facts))
    return found


def _amount(one: Figure) -> float | str:
    return "?" if one.value is None else round(one.value, 2)


def _listed(texts: Iterable[str]) -> str:
    every = list(texts)
    return "; ".join(every[:LISTED]) + (" ..." if len(every) > LISTED else "")
