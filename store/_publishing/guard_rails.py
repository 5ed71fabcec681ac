"""What a new version may not take away without a reason: rows, residents, ground, and sectors other layers join to."""

from collections.abc import Sequence

import pandas as pd

from geo.changes import TableChange
from layers import Fault, Layer
from layers.checking.joins import CODE, join_rate
from store._publishing.sector_joins import SECTORS, current_versions, part_codes
from store._publishing.totals import M2_PER_KM2, Figure, figure, ground_m2
from store.store import Store


def losses(
    store: Store, layer: Layer, change: TableChange, before: pd.DataFrame, now: pd.DataFrame
) -> tuple[Fault, ...]:
    """Return an error for each guard rail of the commune that a new version breaks."""
    found = [*_rows(store, change, len(before)), *_people(store, layer, before, now)]
    found += _ground(store, layer, before, now)
    if layer.name == SECTORS:
        found += _joins(store, before, now)
    return tuple(found)


def _error(code: str, share: float, allowed: float, **facts: object) -> Fault:
    return Fault(code, "error", parameters={**facts, "share": _percent(share), "allowed": _percent(allowed)})


def _percent(share: float) -> str:
    return f"{round(100 * share, 1):g} %"


def _rows(store: Store, change: TableChange, total: int) -> Sequence[Fault]:
    gone, allowed = len(change.removed), store.place.guard_rails.rows_gone_share
    if gone < 2 or gone <= allowed * total:
        return []
    return [_error("change.many_gone", gone / total, allowed, count=gone, total=total)]


def _people(store: Store, layer: Layer, before: pd.DataFrame, now: pd.DataFrame) -> Sequence[Fault]:
    allowed, found = store.place.guard_rails.people_off_share, []
    for total in layer.totals:
        if not total.people:
            continue
        old, new = (figure(table, total) for table in (before, now))
        if not old.value:
            continue
        off = abs((new.value or 0.0) - old.value) / old.value
        if off > allowed:
            told = {"before": _whole(old), "now": _whole(new)}
            found.append(_error("change.people_off", off, allowed, **told))
    return found


def _whole(one: Figure) -> str:
    return f"{one.value or 0.0:.0f}"


def _ground(store: Store, layer: Layer, before: pd.DataFrame, now: pd.DataFrame) -> Sequence[Fault]:
    allowed = store.place.guard_rails.extent_shrunk_share
    old, new = ground_m2(layer, before), ground_m2(layer, now)
    if new >= old * (1 - allowed):
        return []
    told = {"before": f"{old / M2_PER_KM2:.2f}", "now": f"{new / M2_PER_KM2:.2f}"}
    return [_error("change.extent", 1 - new / old, allowed, **told)]


def _joins(store: Store, before: pd.DataFrame, now: pd.DataFrame) -> Sequence[Fault]:
    """Hold the layers keyed by sector, as they are published, against sectors about to be published."""
    allowed, found = store.place.guard_rails.joined_share, []
    versions = current_versions(store)
    for layer in store.layers:
        if not layer.sector_keyed or layer.name not in versions:
            continue
        version = store.version(layer.name, versions[layer.name])
        for part in version.sources:
            codes = part_codes(store, version, part.source, layer)
            passing = store.place if layer.passes_on else None
            was, will = (
                join_rate(codes, {CODE: list(table[CODE])}, file="", passing_on=passing).share
                for table in (before, now)
            )
            if will < allowed and will < was:
                found.append(_error("change.unjoined", will, allowed, layer=layer.name, before=_percent(was)))
                break
    return found
