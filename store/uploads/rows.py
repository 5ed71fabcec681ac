"""Some rows of a delivery: which can be chosen, and the version that has those as in it and all others as published."""

from collections.abc import Collection
from dataclasses import replace

from geo.changes import compared_tables, same_places
from geo.errors import MaillageError
from geo.texts import N_
from layers import Layer
from store._publishing.changes import LayerChange, names_of
from store._publishing.parts import Part, laid_over, published_part
from store._publishing.publish import Candidate, candidate_of
from store._publishing.table_files import conform
from store.store import Store
from store.uploads.approval import Proposal

MOST_CHOSEN = 500
"""Rows that may differ where some of them are chosen one by one."""


def row_change(store: Store, proposal: Proposal) -> LayerChange | None:
    """Return what a delivery changes in what its own source gave, by which rows are chosen; None where it gave nothing.

    Where a layer is made of several sources this differs from what changes in the whole: a building of another source
    that is merged with one of this one's is in the whole alone.
    """
    layer, found = proposal.layer, proposal.candidate
    before = _before(store, proposal)
    if before is None:
        return None
    new = own_part(found, proposal.source.name)
    old, young = (conform(each.cleaned.table, layer) for each in (before, new))
    table = compared_tables(old, young, layer.key)
    names = {**names_of(old, layer), **names_of(young, layer)}
    return replace(
        found.change,
        rows_before=len(old),
        rows_now=len(young),
        table=table,
        same=same_places(table, layer.named_by),
        names=names,
    )


def choosable(change: LayerChange | None) -> tuple[str, ...]:
    """Return the keys of the rows that can be chosen one by one: none where too many differ, or all are new."""
    if change is None or change.table is None:
        return ()
    table = change.table
    rows = {*table.removed.index, *table.added.index, *table.cells["row"]}
    return tuple(sorted(rows)) if 1 < len(rows) <= MOST_CHOSEN else ()


def only_rows(store: Store, proposal: Proposal, rows: Collection[str]) -> Candidate:
    """Return the version that takes these rows from a delivery, and all others as they are published.

    Raises
    ------
    MaillageError
        When a row is none that can be chosen, or none is named.
    Refused
        When the whole cannot be published.
    """
    known = choosable(row_change(store, proposal))
    unknown = sorted(set(rows) - set(known))
    before = _before(store, proposal)
    if unknown or not rows or before is None:
        message = N_("Rows of {layer} that cannot be chosen: {rows}. Choose among those that differ.")
        raise MaillageError(message, layer=proposal.layer.name, rows=", ".join(unknown) or "-")
    if set(rows) == set(known):
        return proposal.candidate
    new = own_part(proposal.candidate, proposal.source.name)
    return candidate_of(store, proposal.layer, laid_over(proposal.layer, before, new, rows))


def own_part(candidate: Candidate, source: str) -> Part:
    """Return the part of a candidate that comes from this source."""
    return next(part for part in candidate.parts if part.told.source == source)


def _before(store: Store, proposal: Proposal) -> Part | None:
    """Return what the source gave to the version a delivery was compared with; None where nothing, or grids beside."""
    layer: Layer = proposal.layer
    if not proposal.over:
        return None
    version = store.version(layer.name, proposal.over)
    told = next((part for part in version.sources if part.source == proposal.source.name), None)
    if told is None or own_part(proposal.candidate, proposal.source.name).cleaned.rasters:
        return None
    return published_part(store, layer, version, told)
