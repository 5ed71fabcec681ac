"""What is published of each layer, how old it is, and what went wrong last; and where every raw file came from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from layers import Fault, Layer
from layers.checking.joins import JoinRate
from store._publishing.attempts import last_attempt
from store._publishing.provenance import reception_of, size_bytes
from store._publishing.sector_joins import current_versions, join_rates
from store.ages import age_of, stale_from, stale_since, vintages_of
from store.store import Publication, Store
from store.versions import LayerVersion, Snapshot, columns_id, count_faults

if TYPE_CHECKING:
    import pandas as pd

State = Literal["fresh", "stale", "undated", "absent", "failed"]
"""fresh and stale: by the age of what the data describe; undated: nobody says of when all of them are; absent: never
published; failed: the last attempt was refused."""


@dataclass(frozen=True)
class SourceStatus:
    """What one source gave to the published version of a layer."""

    source: str
    publisher: str
    licence: str
    vintage: str
    rows: int
    files: tuple[str, ...]
    received_at: str
    """UTC, ISO 8601: when its files last came in, unchanged or not."""


@dataclass(frozen=True)
class LayerStatus:
    """The state of one layer. Texts are empty and numbers None where nothing is published."""

    layer: str
    title: str
    """English ``N_`` text."""
    required: bool
    state: State
    version: str | None
    rows: int | None
    publisher: str
    """The publishers of what is published, else of what could be, in one line."""
    publishers: tuple[str, ...]
    """The same one by one: names, or ``N_`` texts where a source may have several publishers."""
    licence: str
    """The licences of what is published, else of what could be, in one line."""
    licences: tuple[str, ...]
    """The same one by one: names, or ``N_`` texts."""
    vintage: str
    retrieved_at: str | None
    """UTC, ISO 8601: when the source that was refreshed longest ago last came in."""
    stale_since: str | None
    """UTC, ISO 8601: the first of the refusals in a row, or the day the data grew too old; None otherwise."""
    outdated: bool
    """True when it was published with other columns than this program uses: it has to be refreshed to be used."""
    sources: tuple[SourceStatus, ...]
    attempted_at: str | None
    """UTC, ISO 8601: when the last attempt was made, refused or not."""
    attempted_files: tuple[str, ...]
    faults: tuple[Fault, ...]
    """Of the last attempt."""
    fault_counts: Mapping[str, int]
    """Severity -> faults of the last attempt."""
    join_rate: float | None
    """Share of the layer's sector codes that are sectors, 0-1, the lowest over its sources; None where none applies."""
    sectors_share: float | None
    """Share of the sectors the layer has figures for, 0-1, the lowest over its sources; None where none applies."""
    sectors_inherited: int | None = None
    """Sectors with rates of the sector they were a part of, the most over its sources; None where none applies."""


def status(store: Store, *, today: date) -> list[LayerStatus]:
    """Return the state of every declared layer, published or not, in their order."""
    rates = join_rates(store, current_versions(store))
    return [_layer_status(store, layer, rates.get(layer.name, {}), today) for layer in store.layers]


def _layer_status(store: Store, layer: Layer, rates: Mapping[str, JoinRate], today: date) -> LayerStatus:
    history = store.history(layer.name)
    # Read from the history loaded above: the pointer may change meanwhile.
    version = store.version(layer.name, history.current.version) if history.current else None
    attempt = last_attempt(store, layer.name)
    oldest = min(history.current.received_at.values()) if history.current else None
    outdated = version is not None and version.columns_id != columns_id(layer)
    # An attempt before the last publication or rollback does not concern the current version.
    refused_since = attempt.refused_since if attempt and attempt.generation == history.generation else None
    state, since = _state(layer, version, refused_since, today)
    origins = version.sources if version else layer.sources
    publishers = _once(each.publisher for each in origins)
    licences = _once(each.licence for each in origins)
    return LayerStatus(
        layer=layer.name,
        title=layer.title,
        required=layer.required,
        state="stale" if outdated and state in ("fresh", "undated") else state,
        version=version.version if version else None,
        rows=version.rows if version else None,
        publisher="; ".join(publishers),
        publishers=publishers,
        licence="; ".join(licences),
        licences=licences,
        vintage=version.vintage if version else "",
        retrieved_at=oldest,
        stale_since=since,
        outdated=outdated,
        sources=_sources(version, history.current) if version and history.current else (),
        attempted_at=attempt.at if attempt else None,
        attempted_files=attempt.files if attempt else (),
        faults=attempt.faults if attempt else (),
        fault_counts=dict(attempt.fault_counts) if attempt else count_faults(()),
        join_rate=min((rate.share for rate in rates.values()), default=None),
        sectors_share=min((rate.sectors_share for rate in rates.values()), default=None),
        sectors_inherited=max((rate.inherited for rate in rates.values()), default=None) if layer.passes_on else None,
    )


def _state(
    layer: Layer, version: LayerVersion | None, refused_since: str | None, today: date
) -> tuple[State, str | None]:
    if version is None:
        return ("failed" if refused_since else "absent"), None
    age, too_old = age_of(vintages_of(version), layer.stale_after_days, today)
    since = stale_since(too_old, refused_since)
    return ("failed" if refused_since is not None else age), since


def _sources(version: LayerVersion, publication: Publication) -> tuple[SourceStatus, ...]:
    return tuple(
        SourceStatus(
            source=part.source,
            publisher=part.publisher,
            licence=part.licence,
            vintage=part.vintage,
            rows=part.rows,
            files=tuple(file.file_name for file in part.files),
            received_at=publication.received_at[part.source],
        )
        for part in version.sources
    )


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


PROVENANCE_COLUMNS = (
    "layer",
    "source",
    "publisher",
    "licence",
    "vintage",
    "stale_from",
    "file_name",
    "url",
    "sha256",
    "size_bytes",
    "retrieved_at",
    "rows",
)


def provenance_table(store: Store, snapshot: Snapshot) -> "pd.DataFrame":
    """Return one row a raw file behind a snapshot, in the order of layers, sources and file names.

    Returns
    -------
    DataFrame
        ``layer``, ``source``, ``publisher``, ``licence``, ``vintage``, ``stale_from`` (the first day on
        which its layer takes them for too old; empty where the vintage is unknown), ``file_name``, ``url`` (empty for a
        file passed by hand), ``sha256``, ``size_bytes``, ``retrieved_at`` (UTC, ISO 8601: when these bytes first came
        in), and ``rows``: what its source gave to the layer before merging, the same on each of several files.
    """
    import pandas as pd

    rows = []
    for layer in store.layers:
        if layer.name not in snapshot.layers:
            continue
        folder = store.raw_folder(layer.name)
        for part in store.version(layer.name, snapshot.layers[layer.name]).sources:
            old = stale_from(part.vintage, layer.stale_after_days)
            for file in part.files:
                reception = reception_of(folder, file, part.source)
                size = size_bytes(folder, file)
                who = (layer.name, part.source, part.publisher, part.licence)
                when = (part.vintage, old.isoformat() if old else "")
                rows.append(
                    (*who, *when, file.file_name, reception.url, file.sha256, size, reception.retrieved_at, part.rows)
                )
    return pd.DataFrame(rows, columns=list(PROVENANCE_COLUMNS))
