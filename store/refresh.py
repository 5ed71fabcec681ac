"""From received files to a published layer version: keep, read, check, merge, publish; all or nothing."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

from geo.errors import DataError, MaillageError
from geo.place import Mapping, Place
from geo.texts import N_
from layers import Cleaned, Fault, Layer, RawFile, Refused, Source
from store._publishing.addresses import addresses_for
from store._publishing.apart import cleaned_apart, source_of
from store._publishing.attempts import Outcome, record_attempt
from store._publishing.changes import LayerChange, change_of
from store._publishing.hashes import hash_of
from store._publishing.parts import make_part, part_from, part_of
from store._publishing.provenance import as_received, reference_of
from store._publishing.publish import Candidate, Entry, candidate_of, join_faults, publish
from store._receiving.fetch import NO_MARKS, NotModified, Progress
from store._receiving.followed import Followed, followed, remember
from store._receiving.receive import LaidOut, downloadable, receive
from store.ages import age_of, stale_since, told_vintage, vintages_of
from store.history import account_name
from store.store import Store
from store.versions import FileReference, utc_text


@dataclass(frozen=True)
class RefreshReport:
    """How a refresh ended."""

    layer: str
    source: str
    version: str
    changed: bool
    """False when the files gave what was published already."""
    rows: int
    """Rows of the layer, all its sources together."""
    faults: tuple[Fault, ...]
    """Warnings, notes and rows set aside: of the files of this refresh, and of merging and joining them."""
    change: LayerChange
    """What it changed, against the version published before."""
    stale_since: str | None = None
    """None after a refresh that went through; see `RefusedRefresh` for one that did not."""
    not_modified_since: str | None = None
    """When the publisher's site was last asked (UTC), where it says that its file has not changed since."""


class RefusedRefresh(MaillageError):  # noqa: N818 - named after the refresh, not the error
    """The files were refused; what was published before stays, and has been stale since ``stale_since`` (UTC)."""

    def __init__(self, layer: str, faults: Sequence[Fault], stale_since: str | None) -> None:
        errors = sum(fault.severity == "error" for fault in faults)
        message = (
            N_("Layer {layer} was not refreshed. Faults to correct: {count}. Nothing of it was published before.")
            if stale_since is None
            else N_(
                "Layer {layer} was not refreshed. Faults to correct: {count}. It stays as it is, stale since {day}."
            )
        )
        super().__init__(message, layer=layer, count=errors, day=(stale_since or "")[:10])
        self.layer = layer
        self.faults = tuple(faults)
        self.stale_since = stale_since


def refresh(
    store: Store,
    layer: Layer,
    source: Source | None,
    files: Sequence[Path] | None,
    *,
    now: datetime,
    vintage: str = "",
    progress: Progress | None = None,
    accept_loss: str = "",
    who: str = "",
    sheet: str = "",
    mapping: Mapping | None = None,
) -> RefreshReport:
    """Publish a new version of a layer from received files, or from the publisher when ``files`` is None.

    The files given are the whole of their source: they replace what that source gave before, and stay beside what the
    layer's other sources gave. When ``source`` is None it is told from the content. The bytes are kept raw before
    anything else is done with them.

    Parameters
    ----------
    store, layer, source, files
        Where, what, and of what; see above.
    now
        The time.
    vintage
        Of when the data are, where whoever passes them knows better than the files say.
    progress
        Told how far it is.
    accept_loss
        Why a version that breaks a guard rail of the commune is published nevertheless; kept with the publication.
    who
        The user who asks; the account of the system where none is named.
    sheet
        The sheet, table or layer of the files to read, which goes before what the commune's configuration says; kept
        with the files, so that they are always read again that way.
    mapping
        How the files are laid out, in the place of what the configuration says; kept with them too.

    Raises
    ------
    RefusedRefresh
        When the files cannot be published, or break a guard rail without ``accept_loss``; every fault is in it and in
        the layer's status. What was published stays.
    StoreBusyError
        When somebody else is writing to the data folder.
    MaillageError
        When a path leads to no file, nothing can be downloaded for the layer, or ``vintage`` is no day, month or year;
        when a layer is published in another system than the commune's file names today.
    """
    advance: Progress = progress if progress is not None else _silent
    given = told_vintage(vintage, now.date()) if vintage else ""
    address, last = "", None
    if files is None:
        source, address = downloadable(layer, source, store.place)
        files = ()
        if not (given or accept_loss or sheet or mapping):
            last = followed(store, layer, source, address)
    _refuse_other_systems(store)
    known = NO_MARKS if last is None else last.marks
    with store.writing():
        try:
            received = receive(store, layer, source, files, address, LaidOut(sheet, mapping), now, advance, known)
        except NotModified:
            assert last is not None
            assert source is not None
            return _not_modified(store, layer, source, last, now)
        except Refused as refused:
            names = [path.name for path in files]
            raise _refusal(store, layer, source.name if source else "", names, refused, now) from refused
        source, references = received.source, received.references
        names = [reference.file_name for reference in references]
        try:
            advance(2, 4, N_("reading and checking"))
            found = candidate_of(store, layer, make_part(store, layer, source, references, given))
            advance(3, 4, N_("publishing"))
            entry = Entry("refresh", source.name, who or account_name(), accept_loss.strip())
            version, changed, faults = publish(store, layer, found, entry, now)
        except Refused as refused:
            raise _refusal(store, layer, source.name, names, refused, now) from refused
        outcome: Outcome = "published" if changed else "unchanged"
        record_attempt(store, layer.name, outcome, source=source.name, files=names, faults=faults, now=now)
        if address:
            remember(store, layer, source, address, received.marks, references[0], utc_text(now))
    advance(4, 4, N_("published"))
    return RefreshReport(layer.name, source.name, version.version, changed, version.rows, tuple(faults), found.change)


def _refuse_other_systems(store: Store) -> None:
    """Refuse to publish beside a layer of another coordinate system; what is damaged is told by ``check``."""
    for layer in store.layers:
        published = None
        with suppress(DataError):
            published = store.published(layer.name)
        if published is not None:
            store.refuse_other_system(published)


def _not_modified(store: Store, layer: Layer, source: Source, last: Followed, now: datetime) -> RefreshReport:
    """Write down that the publisher still has the file that is published, and say so."""
    version = store.published(layer.name)
    assert version is not None
    part = next(part for part in version.sources if part.source == source.name)
    names = [file.file_name for file in part.files]
    record_attempt(store, layer.name, "unchanged", source=source.name, files=names, faults=version.faults, now=now)
    remember(store, layer, source, last.address, last.marks, part.files[0], utc_text(now))
    change = change_of(store, layer, None, pd.DataFrame(index=range(version.rows)))
    return RefreshReport(
        layer.name, source.name, version.version, False, version.rows, (), change, not_modified_since=last.checked_at
    )


def validate(
    place: Place,
    layer: Layer,
    source: Source | None,
    files: Sequence[Path],
    *,
    against: Store | None = None,
    sheet: str = "",
    mapping: Mapping | None = None,
) -> list[Fault]:
    """Return every fault of the files, as a refresh would; nothing is published, kept or written down.

    With ``against``, rows keyed by sector are also held against the sectors published there, and the whole against what
    is published of the layer: guard rails of the commune that it breaks are errors.

    Raises
    ------
    MaillageError
        When a path leads to no file.
    """
    with as_received(files, sheet, mapping) as received:
        try:
            told = source if source is not None else source_of(layer, received)
            cleaned = cleaned_apart(layer, told, place, received, addresses_for(against, layer))
        except Refused as refused:
            return list(refused.faults)
        names = ", ".join(file.name for file in received)
        found = [*cleaned.faults, *join_faults(against, layer, cleaned, names)]
        if against is None or any(fault.severity == "error" for fault in found):
            return found
        try:
            return [
                *found,
                *candidate_of(against, layer, part_from(told, _references(received), cleaned)).change.losses,
            ]
        except Refused as refused:
            return [*found, *(fault for fault in refused.faults if fault not in found)]


def read_only(place: Place, layer: Layer, source: Source, files: Sequence[Path]) -> Cleaned:
    """Return the rows that files would publish, publishing and keeping nothing.

    Raises
    ------
    Refused
        With every fault of the files.
    MaillageError
        When a path leads to no file.
    """
    with as_received(files) as received:
        return cleaned_apart(layer, source, place, received)


def propose(
    store: Store,
    layer: Layer,
    source: Source | None,
    files: Sequence[Path],
    *,
    now: datetime,
    vintage: str = "",
    sheet: str = "",
    mapping: Mapping | None = None,
) -> Candidate:
    """Make of files what a refresh would publish, and compare it with what is published; nothing is written anywhere.

    Raises
    ------
    Refused
        When the files could not be published whatever reason were given. That guard rails are broken is in
        ``change.losses`` of what is returned.
    MaillageError
        When a path leads to no file, or ``vintage`` is no day, month or year.
    """
    given = told_vintage(vintage, now.date()) if vintage else ""
    with as_received(files, sheet, mapping) as received:
        told = source if source is not None else source_of(layer, received)
        return candidate_of(store, layer, part_of(store, layer, told, received, _references(received), given))


def _references(files: Sequence[RawFile]) -> list[FileReference]:
    return [reference_of(file, hash_of(file.path)) for file in files]


def _silent(done: int, total: int | None, what: str) -> None:
    """Ignore the progress."""


def _refusal(
    store: Store, layer: Layer, source_name: str, names: Sequence[str], refused: Refused, now: datetime
) -> RefusedRefresh:
    """Record the refused attempt and return the error that reports it."""
    attempt = record_attempt(
        store, layer.name, "refused", source=source_name, files=names, faults=refused.faults, now=now
    )
    published = store.published(layer.name)
    since = None
    if published is not None:
        _, too_old = age_of(vintages_of(published), layer.stale_after_days, now.date())
        since = stale_since(too_old, attempt.refused_since)
    return RefusedRefresh(layer.name, refused.faults, since)
