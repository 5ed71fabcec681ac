"""Checking what is on disk: every published, raw and kept file against its hash, and what to do about the damaged."""

import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from geo.errors import DataError, MaillageError
from geo.texts import N_
from layers import Layer
from store._publishing.durable import TEMPORARY, read_json
from store._publishing.hashes import HASHES, DamagedError, damaged_in, hashes_of
from store._publishing.provenance import PROVENANCE, mapping_name, raw_is_whole
from store.assessments import damaged
from store.store import ATTEMPTS, CURRENT, META, TABLE, Store
from store.versions import LayerVersion

Progress = Callable[[int, int | None, str], None]


@dataclass(frozen=True)
class Damage:
    """A damaged file and what to do about it, as a message to be rendered."""

    path: Path
    remedy: MaillageError


def check(store: Store, progress: Progress | None = None) -> tuple[Damage, ...]:
    """Return every damaged file of a commune's data, and of the raw files, which communes share.

    Files published or kept before this program wrote hashes are held against what their names say, as far as those do.
    """
    found: list[Damage] = []
    for number, layer in enumerate(store.layers):
        if progress is not None:
            progress(number, len(store.layers) + 1, layer.name)
        found += _layer(store, layer)
        found += _raw(store, layer)
    found += _snapshots(store)
    found += _computed(store)
    found += _decisions(store)
    return tuple(found)


def _layer(store: Store, layer: Layer) -> Iterator[Damage]:
    folder = store.layer_folder(layer.name)
    if not folder.is_dir():
        return
    pointer, attempts = folder / CURRENT, folder / ATTEMPTS
    history = None
    if pointer.exists():
        try:
            history = store.history(layer.name)
        except (DataError, KeyError, TypeError):
            text = N_("Restore it from a copy; or move {folder} away and refresh {layer} again from its raw files.")
            yield Damage(pointer, MaillageError(text, folder=str(folder), layer=layer.name))
    if not _readable(attempts):
        text = N_("It says only how the last refresh of {layer} ended: remove it, or refresh the layer.")
        yield Damage(attempts, MaillageError(text, layer=layer.name))
    current = history.current.version if history is not None and history.current is not None else ""
    for version in sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(TEMPORARY)):
        for path in _damaged_version(store, layer, version):
            yield Damage(path, _of_version(store, layer, version, current=version.name == current))


def _damaged_version(store: Store, layer: Layer, folder: Path) -> list[Path]:
    """Return the damaged files of a version."""
    found = list(damaged_in(folder))
    meta = folder / META
    if meta in found or (found == [] and not _readable(meta, must_be_there=True)):
        return found or [meta]
    try:
        if hashes_of(folder) is None:
            version = store.version(layer.name, folder.name)
            store.whole(version, store.table_path(version))
    except FileNotFoundError:
        return [*found, folder / TABLE]
    except DamagedError as error:
        return [*found, *({error.path} - set(found))]
    return found


def _of_version(store: Store, layer: Layer, folder: Path, *, current: bool) -> MaillageError:
    if not current:
        text = N_("Restore it from a copy. It is not the current version: only snapshots built on it need it.")
        return MaillageError(text)
    if store.place.synthetic:
        return MaillageError(N_("Restore it from a copy, or write it anew with: maillage demo"))
    try:
        version = store.version(layer.name, folder.name)
    except (DataError, KeyError, TypeError):
        text = N_("Restore it from a copy; or move {folder} away and refresh {layer} again from the files in {raw}.")
        raw, whole = store.raw_folder(layer.name), store.layer_folder(layer.name)
        return MaillageError(text, folder=str(whole), layer=layer.name, raw=str(raw))
    text = N_("Restore it from a copy, or write it anew with: {command}")
    return MaillageError(text, command=_refresh(store, version))


def _refresh(store: Store, version: LayerVersion) -> str:
    """Return the command that publishes a version again from the raw files of its first source."""
    part = version.sources[0]
    words = ["maillage", "--commune", store.place.key, "refresh", version.layer, "--source", part.source]
    for file in part.files:
        kept = store.raw_folder(version.layer) / file.sha256
        words += ["--from", str(kept / (_name_in(kept) or file.file_name))]
    if sheet := next((file.sheet for file in part.files if file.sheet), ""):
        words += ["--sheet", sheet]
    if mapped := next((file for file in part.files if file.mapping), None):
        words += ["--mapping", str(store.raw_folder(version.layer) / mapped.sha256 / mapping_name(mapped))]
    return shlex.join(words)


def _name_in(kept: Path) -> str | None:
    try:
        return str(read_json(kept / PROVENANCE)["file_name"])
    except (OSError, DataError, KeyError):
        return None


def _raw(store: Store, layer: Layer) -> Iterator[Damage]:
    folder = store.raw_folder(layer.name)
    if not folder.is_dir():
        return
    for kept in sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(TEMPORARY)):
        if raw_is_whole(kept):
            continue
        name = _name_in(kept)
        text = N_("Restore it from a copy, or get the file from its publisher again and pass it to refresh {layer}.")
        damaged_file = kept / PROVENANCE if name is None else kept / name
        yield Damage(damaged_file, MaillageError(text, layer=layer.name))


def _snapshots(store: Store) -> Iterator[Damage]:
    if not store.snapshot_folder.is_dir():
        return
    for path in sorted(store.snapshot_folder.glob("*.json")):
        if path.name.startswith(TEMPORARY) or _readable(path):
            continue
        text = N_("Restore it from a copy, or run maillage build, which writes the current snapshot anew.")
        yield Damage(path, MaillageError(text))


def _computed(store: Store) -> Iterator[Damage]:
    text = N_("Nothing is lost: it is computed again when it is needed. Remove it, or leave it.")
    for kept in sorted((store.folder / "assessments").glob("[!.]*")):
        # One without hashes was kept by an earlier version: it is passed over when it is asked for, and not damaged.
        if (kept / HASHES).exists() and damaged(kept):
            path = next(iter(damaged_in(kept)), kept)
            yield Damage(path, MaillageError(text))
    for path in sorted((store.folder / "plans").glob("[!.]*.json")):
        if not _readable(path):
            yield Damage(path, MaillageError(text))


def _decisions(store: Store) -> Iterator[Damage]:
    # Imported here: what reads the log takes a moment to load.
    from store.decisions import open_evidence, open_log

    evidence = open_evidence(store)
    if evidence.folder.is_dir():
        # Held against their names, so that also those a server's log names are looked at.
        text = N_("It is evidence of a decision and cannot be made again: restore it from a copy.")
        yield from (Damage(path, MaillageError(text)) for path in evidence.altered())
    log = open_log(store, url="")
    if log.file is None or not log.file.exists():
        return
    try:
        damaged_log = bool(log.faults())
    except DataError:
        damaged_log = True
    if damaged_log:
        text = N_("Restore it from a copy. What is wrong with which entry says: maillage decisions")
        yield Damage(log.file, MaillageError(text))


def _readable(path: Path, *, must_be_there: bool = False) -> bool:
    """Say whether a JSON file of ours is as it was written; one that need not be there may be missing."""
    if not path.exists():
        return not must_be_there
    try:
        read_json(path)
    except (OSError, DataError):
        return False
    return True
