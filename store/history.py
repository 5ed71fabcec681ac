"""The history of a layer, and its turns: back to a version, and without a source; new entries, never a deletion."""

import getpass
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from geo.errors import DataError, MaillageError, NothingPublishedError
from geo.texts import N_
from layers import Fault, Layer
from store._publishing.changes import LayerChange, change_of
from store._publishing.provenance import reception_of
from store.publications import NOTHING, Action, History, Publication
from store.store import Store, write_history
from store.versions import FileReference, LayerVersion, utc_text

SHORTEST = 6
"""Characters of a version that are enough to name it, where no other begins alike."""


@dataclass(frozen=True)
class HistoryEntry:
    """One entry of a layer's history. Texts are empty, and rows None, where nobody wrote it down."""

    layer: str
    version: str
    """Empty where the last source was withdrawn."""
    published_at: str
    """UTC, ISO 8601."""
    action: Action
    source: str
    """The source that was refreshed or withdrawn."""
    files: tuple[FileReference, ...]
    """Of that source, or of all where none is named; each with its hash."""
    vintage: str
    """Of when its publishers say the data are."""
    who: str
    reason: str
    rows: int | None
    current: bool
    rows_taken: int | None = None
    """How many rows of the newest of the files were taken, where not all were."""


def history_of(store: Store, layer: Layer) -> list[HistoryEntry]:
    """Return the entries of a layer's history, the newest first."""
    history = store.history(layer.name)
    last = len(history.publications) - 1
    told = [_entry(store, layer, each, place == last) for place, each in enumerate(history.publications)]
    return told[::-1]


def _entry(store: Store, layer: Layer, one: Publication, current: bool) -> HistoryEntry:
    try:
        version = store.version(layer.name, one.version) if one.leaves_something else None
    except (DataError, NothingPublishedError):
        # Damaged on the disk: that it was published is known nevertheless.
        version = None
    parts = version.sources if version else ()
    own = [part for part in parts if part.source == one.source] or list(parts)
    taken = [len(part.laid.rows) for part in own if part.laid is not None]
    return HistoryEntry(
        layer=layer.name,
        version=one.version,
        published_at=one.published_at,
        action=one.action,
        source=one.source,
        files=() if one.action == "withdraw" else tuple(file for part in own for file in part.files),
        vintage=version.vintage if version else "",
        who=one.who,
        reason=one.reason,
        rows=version.rows if version else None,
        current=current and one.leaves_something,
        rows_taken=taken[0] if len(taken) == 1 else None,
    )


def rollback(
    store: Store,
    layer: Layer,
    to: str = "",
    *,
    now: datetime,
    who: str = "",
    reason: str = "",
    only_from: str | None = None,
) -> tuple[LayerVersion, LayerChange]:
    """Make an earlier version the current one again, as a new entry of the history; say what that changes.

    Parameters
    ----------
    store, layer
        Where, and of what.
    to
        The version, or how it begins; the one before the current one when empty.
    now, who, reason
        Written down with it; the account of the system where nobody is named.
    only_from
        The version meant to be left, where somebody looked at it; None: whichever is the current one.

    Raises
    ------
    NothingPublishedError
        When there is no such version, or none before the current one.
    PublishedSinceError
        When another version than ``only_from`` is the current one by now.
    MaillageError
        When several versions begin like that, or it is the current one.
    DataError
        When the version is damaged.
    StoreBusyError
        When somebody else is writing to the data folder.
    """
    with store.writing():
        history = store.history(layer.name)
        must_be_current(history, layer, only_from)
        target = _named(history, layer, to) if to else _before(history, layer)
        version = store.version(layer.name, target.version)
        table = store.read(layer.name, target.version)
        received = target.received_at or _received(store, version)
        current = history.current
        change = change_of(store, layer, current.version if current else None, table)
        entry = Publication(
            target.version, utc_text(now), received, "rollback", "", who or account_name(), reason.strip()
        )
        write_history(store, layer.name, _longer(history, entry))
        return version, change


class PublishedSinceError(MaillageError):
    """Another version than the one somebody looked at is the current one by now."""


def must_be_current(history: History, layer: Layer, seen: str | None) -> None:
    """Do nothing where the version somebody looked at (empty: none) is the current one still, or none is named.

    Raises
    ------
    PublishedSinceError
        When another one is.
    """
    current = history.current.version if history.current is not None else NOTHING
    if seen is None or current == seen:
        return
    last = history.publications[-1]
    message = N_("Layer {layer} was changed by {who} meanwhile ({day}). Nothing was done: look at it again first.")
    raise PublishedSinceError(
        message, layer=layer.name, who=last.who or "?", day=last.published_at[:16].replace("T", " ")
    )


def _received(store: Store, version: LayerVersion) -> dict[str, str]:
    """Return when the files of each source first came in, as the raw store says."""
    folder = store.raw_folder(version.layer)
    return {
        part.source: max(reception_of(folder, file, part.source).retrieved_at for file in part.files)
        for part in version.sources
    }


def _before(history: History, layer: Layer) -> Publication:
    earlier = [each for each in history.line[:-1] if each.leaves_something]
    if earlier:
        return earlier[-1]
    message = (
        N_("Layer {layer} has no earlier version to go back to.")
        if history.publications
        else N_("Layer {layer} is not published yet, so there is no version to go back to.")
    )
    raise NothingPublishedError(message, layer=layer.name)


def _named(history: History, layer: Layer, to: str) -> Publication:
    """Return the last publication of the version that begins like that."""
    found = {each.version: each for each in history.publications if each.leaves_something}
    # Taken out of the history by a former program; when they were received, nobody knows any more.
    found |= {name: Publication(name, "", {}) for name in history.withdrawn if name not in found}
    meant = [each for name, each in found.items() if name == to or (len(to) >= SHORTEST and name.startswith(to))]
    if not meant:
        message = N_("Layer {layer} has no version {version} in its history. Run: maillage history {layer}")
        raise NothingPublishedError(message, layer=layer.name, version=to)
    if len(meant) > 1:
        message = N_("Several versions of layer {layer} begin with {version}: {versions}. Write more of it.")
        raise MaillageError(message, layer=layer.name, version=to, versions=", ".join(each.version for each in meant))
    if history.current is not None and meant[0].version == history.current.version:
        message = N_("Version {version} of layer {layer} is the current one already.")
        raise MaillageError(message, layer=layer.name, version=meant[0].version)
    return meant[0]


def _longer(history: History, entry: Publication) -> History:
    return History((*history.publications, entry), history.withdrawn, history.generation + 1)


def withdraw(
    store: Store, layer: Layer, source: str, *, now: datetime, who: str = "", reason: str = ""
) -> tuple[LayerVersion | None, LayerChange | None, Sequence[Fault]]:
    """Publish a layer without one of its sources; what that source gave stays in the history.

    Returns
    -------
    version : LayerVersion or None
        None where it was the only source: nothing is published of the layer then.
    change : LayerChange or None
        What it changed.
    faults : sequence of Fault
        What the merging of the other sources gave rise to.

    Raises
    ------
    NothingPublishedError
        When the source gave nothing to what is published.
    MaillageError
        When it is the only source of a layer nothing can be built without.
    Refused
        When the other sources cannot be merged without it.
    StoreBusyError
        When somebody else is writing to the data folder.
    """
    from store._publishing.parts import merge, other_parts
    from store._publishing.publish import Entry, compared, publish

    with store.writing():
        published, history = store.published(layer.name), store.history(layer.name)
        sources = [part.source for part in published.sources] if published else []
        if published is None or source not in sources:
            message = N_("Source {source} gives nothing to what is published of layer {layer}. Its sources: {sources}.")
            told = ", ".join(sources) or "-"
            raise NothingPublishedError(message, layer=layer.name, source=source, sources=told)
        who = who or account_name()
        if len(sources) == 1:
            if layer.required:
                message = N_(
                    "Source {source} is the only one of layer {layer}, without which nothing can be built. "
                    "Go back with maillage rollback {layer}, or refresh it from another file."
                )
                raise MaillageError(message, layer=layer.name, source=source)
            entry = Publication(NOTHING, utc_text(now), {}, "withdraw", source, who, reason.strip())
            write_history(store, layer.name, _longer(history, entry))
            return None, None, ()
        others, faults = other_parts(store, layer, published, layer.source(source))
        parts, whole = merge(layer, others)
        found = compared(store, layer, parts, whole, faults, [*whole.faults, *faults])
        entered = Entry("withdraw", source, who, reason.strip())
        version, _changed, faults = publish(store, layer, found, entered, now)
        return version, found.change, faults


def account_name() -> str:
    """Return the name of the system's account; empty where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
