"""Publishing: the parts of a layer become one version, written beside and made the current one in a single step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from layers import Cleaned, Fault, Layer, Refused
from store._publishing.changes import LayerChange, change_of
from store._publishing.durable import publish_folder, remove_folder, sealed, temporary_beside
from store._publishing.file_names import safe_file_name
from store._publishing.hashes import damaged_in, write_hashes
from store._publishing.parts import Part, merge, other_parts, write_part
from store._publishing.sector_joins import join_part
from store._publishing.table_files import conform, table_bytes
from store.publications import Action, History, Publication
from store.store import META, RASTERS, TABLE, Store, write_history
from store.versions import LayerVersion, SourcePart, columns_id, count_faults, utc_text, version_name, version_to_json


@dataclass(frozen=True)
class Entry:
    """What is written down of a publication besides its version."""

    action: Action
    source: str
    who: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Candidate:
    """A version that could be published: made, checked and compared, and nothing of it written yet."""

    version: LayerVersion
    content: bytes
    """The bytes of its table."""
    parts: tuple[Part, ...]
    whole: Cleaned
    changed: bool
    """False when it is what is published."""
    faults: tuple[Fault, ...]
    """What the new files, their merging and joining, and the change gave rise to; not what other sources did before."""
    change: LayerChange


def candidate_of(store: Store, layer: Layer, new: Part) -> Candidate:
    """Merge the new part with those of the other sources and compare the whole with what is published.

    Raises
    ------
    Refused
        When the whole cannot be published.
    """
    others, gone = other_parts(store, layer, store.published(layer.name), layer.source(new.told.source))
    parts, whole = merge(layer, [new, *others])
    names = ", ".join(file.file_name for file in new.told.files)
    own = [*gone, *join_faults(store, layer, new.cleaned, names)]
    before = [fault for part in others for fault in part.cleaned.faults]
    faults = [fault for fault in whole.faults if fault not in before] + own
    if any(fault.severity == "error" for fault in faults):
        raise Refused(faults)
    return compared(store, layer, parts, whole, faults, [*whole.faults, *own])


def compared(
    store: Store, layer: Layer, parts: Sequence[Part], whole: Cleaned, faults: Sequence[Fault], kept: Sequence[Fault]
) -> Candidate:
    """Make a version of the parts of a layer and compare it with what is published.

    ``faults`` are those of this refresh, ``kept`` those the version keeps.
    """
    version, content = _version(layer, parts, whole, kept)
    current = store.history(layer.name).current
    changed = current is None or current.version != version.version
    # Of this publication, not of the version: what changes stands in the report and in the last attempt.
    change = change_of(store, layer, current.version if current and changed else None, conform(whole.table, layer))
    return Candidate(version, content, tuple(parts), whole, changed, (*faults, *change.faults), change)


def publish(
    store: Store, layer: Layer, candidate: Candidate, entry: Entry, now: datetime
) -> tuple[LayerVersion, bool, list[Fault]]:
    """Publish a candidate, unless it is what is published.

    Returns
    -------
    version : LayerVersion
    changed : bool
    faults : list of Fault
        Those of the candidate, and that its loss was accepted.

    Raises
    ------
    Refused
        When it breaks a guard rail of the commune and no reason is given.
    """
    version, changed, faults = candidate.version, candidate.changed, list(candidate.faults)
    if candidate.change.losses and entry.action in ("refresh", "correct"):
        if not entry.reason:
            raise Refused([*candidate.change.losses, *faults])
        faults += [replace(each, severity="warning") for each in candidate.change.losses]
        facts = {"reason": entry.reason, "layer": layer.name}
        faults.append(Fault("change.accepted", "note", parameters=facts))
    history = store.history(layer.name)
    current = history.current
    written = _write_version(store, layer, version, candidate.content, candidate.parts, candidate.whole)
    if written and not changed:
        faults.append(Fault("version.mended", "note", parameters={"version": version.version}))
    sources = [part.told.source for part in candidate.parts]
    received = {name: current.received_at[name] for name in sources if current and name in current.received_at}
    if entry.action == "refresh":
        received[entry.source] = utc_text(now)
    if current is None or changed:
        turn = (entry.action, entry.source, entry.who, entry.reason)
        publications = (*history.publications, Publication(version.version, utc_text(now), received, *turn))
    else:
        publications = (*history.publications[:-1], replace(current, received_at=received))
    write_history(store, layer.name, History(publications, history.withdrawn, history.generation + 1))
    return version, changed, faults


def _version(
    layer: Layer, parts: Sequence[Part], whole: Cleaned, faults: Sequence[Fault]
) -> tuple[LayerVersion, bytes]:
    """Return what the version is, named after its content alone and never the day, and the bytes of its table."""
    table = conform(whole.table, layer)
    content = table_bytes(table)
    sources: tuple[SourcePart, ...] = tuple(part.told for part in parts)
    rasters = {name: sha256(raster).hexdigest() for name, raster in whole.rasters.items()}
    name = version_name(layer.name, sha256(content).hexdigest(), rasters, sources)
    version = LayerVersion(
        layer=layer.name,
        version=name,
        rows=len(table),
        vintage=whole.vintage,
        columns_id=columns_id(layer),
        sources=sources,
        rasters=tuple(sorted(whole.rasters)),
        faults=tuple(faults),
        fault_counts=count_faults(faults),
    )
    return version, content


def _write_version(
    store: Store, layer: Layer, version: LayerVersion, content: bytes, parts: Sequence[Part], whole: Cleaned
) -> bool:
    """Write the version unless it is there whole, and say whether it was written."""
    target = store.layer_folder(layer.name) / version.version
    if target.exists():
        # Published before and rolled back since, or in a snapshot: the same name means the same content, unless the
        # disk has changed it.
        if not [*damaged_in(target)] and (target / TABLE).read_bytes() == content:
            return False
        remove_folder(target)
    beside = temporary_beside(target)
    beside.mkdir(parents=True)
    (beside / TABLE).write_bytes(content)
    for name, raster in whole.rasters.items():
        if name != safe_file_name(name):
            raise ValueError(f"a raster cannot be called {name!r}")
        (beside / RASTERS).mkdir(exist_ok=True)
        (beside / RASTERS / name).write_bytes(raster)
    if len(layer.sources) > 1:
        for part in parts:
            write_part(part, layer, beside)
    (beside / META).write_bytes(sealed(version_to_json(version)))
    write_hashes(beside)
    publish_folder(beside, target)
    return True


def join_faults(store: Store | None, layer: Layer, cleaned: Cleaned, file: str) -> tuple[Fault, ...]:
    """Return what is wrong with the sector codes of rows about to be published, as far as sectors are published."""
    if store is None or not layer.sector_keyed:
        return ()
    rate = join_part(store, cleaned.table, layer_name=layer.name, file=file)
    return rate.faults if rate is not None else ()
