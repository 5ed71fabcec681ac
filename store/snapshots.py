"""Snapshots: which version of each layer everything is computed from; immutable, and the same for the same state."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from geo.errors import DataError, MaillageError, NothingPublishedError
from geo.texts import N_
from layers import Fault
from store._publishing.durable import read_json, write_json
from store._publishing.sector_joins import join_rates
from store.store import CURRENT, Store
from store.versions import Snapshot, digest, snapshot_to_json, utc_text


class LayersDoNotJoin(MaillageError):  # noqa: N818 - named after the layers, not the error
    """Published layers that cannot be used together; ``faults`` says which codes are the trouble."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(N_("The published layers do not fit together, so nothing was built. What was built stays."))
        self.faults = faults


def make_snapshot(store: Store, *, now: datetime) -> Snapshot:
    """Fix the published versions of all layers as a snapshot, make it the current one and return it.

    Raises
    ------
    NothingPublishedError
        Naming every required layer that is not published.
    DataError
        When a layer was published with other columns than it declares today.
    LayersDoNotJoin
        When fewer than 90 % of the sector codes of a layer are sectors.
    StoreBusyError
        When somebody else is writing to the data folder.
    """
    with store.writing():
        versions = _versions(store)
        content = {"place": store.place.identity(), "layers": versions}
        snapshot_id = digest(content)
        path = store.snapshot_folder / f"{snapshot_id}.json"
        if not _is_whole(path):
            # An existing snapshot was checked when it was made, and names the same versions.
            faults = _faults(store, versions)
            snapshot = Snapshot(snapshot_id, store.place.key, versions, utc_text(now), store.place.synthetic, faults)
            write_json(path, snapshot_to_json(snapshot))
        pointer = store.snapshot_folder / CURRENT
        if not _is_whole(pointer) or read_json(pointer)["snapshot"] != snapshot_id:
            write_json(pointer, {"snapshot": snapshot_id})
        return store.snapshot(snapshot_id)


def changed_since(store: Store, snapshot: Snapshot) -> tuple[str, ...]:
    """Return the layers whose current version is not that of a snapshot, in their order."""
    current = {layer.name: store.history(layer.name).current for layer in store.layers}
    now = {name: found.version for name, found in current.items() if found is not None}
    return tuple(name for name in current if now.get(name) != snapshot.layers.get(name))


def published_state(store: Store) -> Snapshot:
    """Return the snapshot a build would make now, without writing or checking it; raises as `make_snapshot` does."""
    versions = _versions(store)
    content = {"place": store.place.identity(), "layers": versions}
    return Snapshot(digest(content), store.place.key, versions, "", store.place.synthetic)


@dataclass(frozen=True)
class Waiting:
    """A layer that is published otherwise than a snapshot knows it."""

    layer: str
    title: str
    """English ``N_`` text."""
    rests_on: str
    """UTC, ISO 8601: when what the snapshot rests on was published; empty when it knows nothing of the layer."""
    newest: str
    """UTC, ISO 8601: when what is published now became so; empty when nothing is."""


def waiting(store: Store, snapshot: Snapshot) -> tuple[Waiting, ...]:
    """Return the layers that a build would take otherwise than a snapshot has them, in their order.

    One that was brought in and gone back from since is not among them: there is nothing new to build on.
    """
    found = []
    for name in changed_since(store, snapshot):
        history = store.history(name)
        known = [each.published_at for each in history.publications if each.version == snapshot.layers.get(name)]
        # What a former program took out of the history was published before the snapshot was made: no day is surer.
        rests_on = known[0] if known else snapshot.created_at if name in snapshot.layers else ""
        newest = history.publications[-1].published_at if history.publications else ""
        found.append(Waiting(name, store.layer(name).title, rests_on, newest))
    return tuple(found)


def former_snapshot(store: Store, snapshot: Snapshot) -> Snapshot | None:
    """Return the newest of all other snapshots: what was in force before, also where somebody went back; None without.

    One that is damaged on the disk is passed over.
    """
    found = []
    for path in store.snapshot_folder.glob("*.json"):
        if path.name == CURRENT or path.stem == snapshot.id:
            continue
        with suppress(DataError, NothingPublishedError):
            found.append(store.snapshot(path.stem))
    return max(found, key=lambda each: (each.created_at, each.id), default=None)


@dataclass(frozen=True)
class LayerTurn:
    """A layer that one snapshot has in another version than a second, or that only one of them has."""

    layer: str
    title: str
    """English ``N_`` text."""
    rows: tuple[int | None, int | None]
    """Before and now; None where the layer is not in the snapshot, or its version is damaged."""
    published_at: str
    """UTC, ISO 8601: when the version in force now became so; empty when nobody knows."""
    who: str
    reason: str


def layer_turns(store: Store, before: Snapshot, now: Snapshot) -> tuple[LayerTurn, ...]:
    """Return the layers that differ between two snapshots, in their order."""
    found = []
    for layer in store.layers:
        versions = before.layers.get(layer.name), now.layers.get(layer.name)
        if versions[0] == versions[1]:
            continue
        entries = [each for each in store.history(layer.name).publications if each.version == versions[1]]
        last = entries[-1] if entries else None
        found.append(
            LayerTurn(
                layer.name,
                layer.title,
                (_rows(store, layer.name, versions[0]), _rows(store, layer.name, versions[1])),
                last.published_at if last else "",
                last.who if last else "",
                last.reason if last else "",
            )
        )
    return tuple(found)


def _rows(store: Store, layer: str, version: str | None) -> int | None:
    if version is None:
        return None
    try:
        return store.version(layer, version).rows
    except (DataError, NothingPublishedError):
        return None


def _is_whole(path: Path) -> bool:
    """Say whether a file of ours is there and as it was written; one that is damaged is written anew."""
    try:
        read_json(path)
    except (FileNotFoundError, DataError):
        return False
    return True


def _versions(store: Store) -> dict[str, str]:
    published = {layer.name: store.history(layer.name).current for layer in store.layers}
    missing = [layer.name for layer in store.layers if layer.required and published[layer.name] is None]
    if missing:
        message = N_("These layers are required and not published yet: {layers}. Run maillage refresh for each.")
        raise NothingPublishedError(message, layers=", ".join(missing))
    versions = {name: current.version for name, current in published.items() if current is not None}
    for name, version in versions.items():
        store.readable(name, version)
    return versions


def _faults(store: Store, versions: dict[str, str]) -> tuple[Fault, ...]:
    rates = join_rates(store, versions)
    faults = tuple(fault for sources in rates.values() for rate in sources.values() for fault in rate.faults)
    if any(fault.severity == "error" for fault in faults):
        raise LayersDoNotJoin(faults)
    return faults
