"""A delivery looked at and approved: what was seen is what is published, in one step, or nothing is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from geo.errors import MaillageError
from geo.place import Mapping
from geo.texts import N_
from layers import Layer, Source
from store._publishing.apart import source_of
from store._publishing.attempts import record_attempt
from store._publishing.changes import LayerChange
from store._publishing.provenance import as_received, keep_raw
from store._publishing.publish import Candidate, Entry, publish
from store.history import account_name, must_be_current, rollback, withdraw
from store.publications import NOTHING
from store.refresh import RefreshReport
from store.refresh import propose as propose_files
from store.store import Store
from store.uploads.kept import Upload
from store.versions import FileReference


class Looked(Protocol):
    """What is looked at before it is published, wherever it comes from: a delivery, or a correction."""

    @property
    def layer(self) -> Layer:
        """The layer it changes."""

    @property
    def over(self) -> str:
        """The version it was compared with."""

    @property
    def candidate(self) -> Candidate:
        """What would be published."""


@dataclass(frozen=True)
class Proposal:
    """A delivery read, checked and compared; nothing of it is published."""

    upload: Upload
    layer: Layer
    source: Source
    over: str
    """The version it was compared with; empty where nothing was published."""
    candidate: Candidate
    sheet: str = ""
    """The sheet, table or layer of the files that was read, where somebody named one."""
    mapping: Mapping | None = None
    """How its columns were read, where somebody said so."""


def propose(
    store: Store,
    layer: Layer,
    source: Source | None,
    upload: Upload,
    *,
    now: datetime,
    vintage: str = "",
    sheet: str = "",
    mapping: Mapping | None = None,
) -> Proposal:
    """Read a delivery and compare it with what is published; ``sheet`` and ``mapping`` as for `store.refresh.refresh`.

    Raises
    ------
    Refused
        When it could not be published whatever reason were given.
    MaillageError
        When ``vintage`` is no day, month or year, or somebody published while it was read.
    """
    if source is None:
        with as_received(upload.paths) as received:
            source = source_of(layer, received)
    history = store.history(layer.name)
    over = history.current.version if history.current is not None else NOTHING
    candidate = propose_files(
        store, layer, source, upload.paths, now=now, vintage=vintage, sheet=sheet, mapping=mapping
    )
    must_be_current(store.history(layer.name), layer, over)
    return Proposal(upload, layer, source, over, candidate, sheet, mapping)


def approve(
    store: Store, proposal: Proposal, candidate: Candidate, *, now: datetime, who: str = "", reason: str = ""
) -> RefreshReport:
    """Publish a candidate of a proposal: the whole of it, or some of its rows.

    Its files are kept raw first. The delivery itself stays where it waits: see `put_away`.

    Raises
    ------
    PublishedSinceError
        When the layer has changed since the proposal was made: what was looked at is no longer what would happen.
    Refused
        When it breaks a guard rail of the commune and no reason is given.
    StoreBusyError
        When somebody else is writing to the data folder.
    MaillageError
        When the waiting files are no longer those that were read.
    """
    layer, source, upload = proposal.layer, proposal.source, proposal.upload
    with store.writing():
        must_be_current(store.history(layer.name), layer, proposal.over)
        with as_received(upload.paths, proposal.sheet, proposal.mapping) as received:
            folder = store.raw_folder(layer.name)
            kept = [keep_raw(folder, file, source, url="", now=now) for file in received]
        _must_be_read(candidate, source, kept)
        entry = Entry("refresh", source.name, who or account_name(), reason.strip())
        version, changed, faults = publish(store, layer, candidate, entry, now)
        record_attempt(
            store,
            layer.name,
            "published" if changed else "unchanged",
            source=source.name,
            files=[reference.file_name for reference in kept],
            faults=faults,
            now=now,
        )
    return RefreshReport(
        layer.name, source.name, version.version, changed, version.rows, tuple(faults), candidate.change
    )


def _must_be_read(candidate: Candidate, source: Source, kept: Sequence[FileReference]) -> None:
    told = next(part.told for part in candidate.parts if part.told.source == source.name)
    read = told.files if told.laid is None else told.laid.files
    if set(read) != set(kept):
        message = N_("The files that wait are no longer those that were read: {files}. Drop them again.")
        raise MaillageError(message, files=", ".join(each.file_name for each in read))


def take_back(
    store: Store, layer: Layer, source: Source, published: str, before: str, *, now: datetime, who: str = ""
) -> LayerChange | None:
    """Undo an approval: the version published before is the current one again, as a new entry of the history.

    Where nothing was published before, the source is withdrawn. What the undoing changes is returned; None where
    nothing is left of the layer.

    Raises
    ------
    PublishedSinceError
        When another version than ``published`` is the current one by now.
    MaillageError
        When nothing can be built without the layer, and there is no version to go back to.
    """
    if before:
        return rollback(store, layer, before, now=now, who=who, only_from=published)[1]
    must_be_current(store.history(layer.name), layer, published)
    return withdraw(store, layer, source.name, now=now, who=who)[1]
