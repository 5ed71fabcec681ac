"""Publishing: the parts of a layer become one version, written beside and made the current one in a single step."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from layers import Cleaned, Fault, Layer, Refused
from store._publishing.changes import changes
from store._publishing.durable import publish_folder, remove_folder, sealed, temporary_beside
from store._publishing.file_names import safe_file_name
from store._publishing.hashes import damaged_in, write_hashes
from store._publishing.parts import Part, merge, other_parts, write_part
from store._publishing.sector_joins import join_part
from store._publishing.table_files import conform, table_bytes
from store.store import META, RASTERS, TABLE, History, Publication, Store, write_history
from store.versions import LayerVersion, SourcePart, columns_id, count_faults, utc_text, version_name, version_to_json


def publish(store: Store, layer: Layer, new: Part, now: datetime) -> tuple[LayerVersion, bool, list[Fault]]:
    """Merge the new part with those of the other sources and publish the whole, unless it is what is published.

    Returns
    -------
    version : LayerVersion
    changed : bool
    faults : list of Fault
        What the new files and their merging and joining gave rise to; not what the other sources did before.
    """
    others, gone = other_parts(store, layer, store.published(layer.name), layer.source(new.told.source))
    parts, whole = merge(layer, [new, *others])
    names = ", ".join(file.file_name for file in new.told.files)
    own = [*gone, *join_faults(store, layer, new.cleaned, names)]
    before = [fault for part in others for fault in part.cleaned.faults]
    faults = [fault for fault in whole.faults if fault not in before] + own
    if any(fault.severity == "error" for fault in faults):
        raise Refused(faults)
    version, content = _version(layer, parts, whole, [*whole.faults, *own])
    history = store.history(layer.name)
    current = history.current
    changed = current is None or current.version != version.version
    if changed:
        # Of this publication, not of the version: they stand in the report and in the last attempt.
        faults += changes(store, layer, current.version if current else None, conform(whole.table, layer))
    if _write_version(store, layer, version, content, parts, whole) and not changed:
        faults.append(Fault("version.mended", "note", parameters={"version": version.version}))
    received = {part.told.source: current.received_at[part.told.source] for part in others} if current else {}
    received[new.told.source] = utc_text(now)
    publication = Publication(
        version.version, utc_text(now) if current is None or changed else current.published_at, received
    )
    kept = history.publications if changed else history.publications[:-1]
    write_history(store, layer.name, History((*kept, publication), history.withdrawn, history.generation + 1))
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
