"""The last attempt to refresh a layer: when, from what, how it ended and every fault it met."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from geo.errors import DataError
from layers import Fault
from store._publishing.durable import read_json, write_json
from store.store import ATTEMPTS, Store
from store.versions import count_faults, faults_from_json, faults_to_json, utc_text

Outcome = Literal["published", "unchanged", "refused"]


@dataclass(frozen=True)
class Attempt:
    """One attempt to refresh a layer."""

    at: str
    """UTC, ISO 8601."""
    outcome: Outcome
    source: str
    """Empty when no source was named and none recognised the files."""
    files: tuple[str, ...]
    """Names of the files it was made from."""
    version: str
    """Version current after it; empty when none was published yet."""
    faults: tuple[Fault, ...]
    fault_counts: Mapping[str, int]
    refused_since: str | None
    """Time of the first of the refusals in a row up to this one; None when it was not refused."""
    generation: int
    """Generation of the layer's history after it: the layer has changed since when that has moved on."""


def last_attempt(store: Store, layer_name: str) -> Attempt | None:
    """Return the last attempt to refresh a layer; None when there was none."""
    path = store.layer_folder(layer_name) / ATTEMPTS
    if not path.exists():
        return None
    told = read_json(path)
    return Attempt(**{**told, "files": tuple(told["files"]), "faults": faults_from_json(told["faults"])})


def record_attempt(
    store: Store,
    layer_name: str,
    outcome: Outcome,
    *,
    source: str,
    files: Sequence[str],
    faults: Sequence[Fault],
    now: datetime,
) -> Attempt:
    """Write down an attempt in place of the one before."""
    history = store.history(layer_name)
    try:
        before = last_attempt(store, layer_name)
    except DataError:
        # Damaged on the disk: this attempt takes its place.
        before = None
    since = None
    if outcome == "refused":
        in_a_row = before is not None and before.outcome == "refused" and before.generation == history.generation
        since = before.refused_since if before is not None and in_a_row else utc_text(now)
    attempt = Attempt(
        at=utc_text(now),
        outcome=outcome,
        source=source,
        files=tuple(files),
        version=history.current.version if history.current else "",
        faults=tuple(faults),
        fault_counts=count_faults(faults),
        refused_since=since,
        generation=history.generation,
    )
    write_json(
        store.layer_folder(layer_name) / ATTEMPTS,
        {**asdict(attempt), "faults": faults_to_json(attempt.faults)},
    )
    return attempt
