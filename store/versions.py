"""What the store remembers: versions of a layer, the files and faults behind them, and snapshots of all layers."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from hashlib import sha256

from layers import CATALOGUE, Fault, Layer, Severity

SEVERITIES: tuple[Severity, ...] = ("error", "row", "warning", "note")
"""From the gravest to the mildest."""

KEPT_FAULTS = 1000
"""Most faults written down for one attempt; their counts are always complete."""


@dataclass(frozen=True)
class FileReference:
    """One raw file: its identity, and the name it had when it was received (5G files tell their operator by it)."""

    sha256: str
    file_name: str
    sheet: str = ""
    """The sheet, table or layer that was asked for when it was received."""
    mapping: str = ""
    """How it is laid out, as JSON of `geo.place.Mapping`, where whoever passed it said so."""


@dataclass(frozen=True)
class SourcePart:
    """What one source gave to a version of a layer."""

    source: str
    publisher: str
    licence: str
    vintage: str
    """ISO date, month or year the data describe, several separated by ``; ``; empty when nobody says."""
    rows: int
    files: tuple[FileReference, ...]
    vintage_given: bool = False
    """True when whoever passed the files said of when they are."""
    laid: "Laid | None" = None
    """Where only some rows of the newest files were taken: which, and over what; ``files`` are those of both then."""
    corrected: "tuple[CorrectedCell, ...]" = ()
    """Cells that are not as in the files, oldest first: corrected by decisions, until the source is refreshed."""


@dataclass(frozen=True)
class CorrectedCell:
    """One cell that is as the city decided, whatever the files of its source say."""

    row: str
    """Key, as `geo.changes.row_keys` writes it."""
    column: str
    value: str
    """As `store._publishing.corrected.written_value` writes it; empty where nothing is known."""
    decision: int
    """Number of the entry of the decision log that asked for it."""


@dataclass(frozen=True)
class Laid:
    """Some rows of files laid over what their source gave before: enough to make the part again from raw files."""

    rows: tuple[str, ...]
    """Keys, as `geo.changes.row_keys` writes them, that are as in these files: with their row, or gone."""
    files: tuple[FileReference, ...]
    """The files they are taken from."""
    over: SourcePart
    """All other rows are those of this part."""
    given: str = ""
    """Of when these files are, where whoever passed them said so."""


@dataclass(frozen=True)
class LayerVersion:
    """One published version of a layer; everything here follows from the content, so it holds no date of ours."""

    layer: str
    version: str
    rows: int
    vintage: str
    """Of when the rows are: that of its sources, or what combining them makes of it."""
    columns_id: str
    """Digest of the columns the layer declared when it was published; see `columns_id`."""
    sources: tuple[SourcePart, ...]
    rasters: tuple[str, ...]
    faults: tuple[Fault, ...]
    """Warnings, notes and rows set aside when it was published, at most `KEPT_FAULTS`."""
    fault_counts: Mapping[str, int]


@dataclass(frozen=True)
class Snapshot:
    """One state of a commune's data: which version of each layer. The same state always has the same ``id``."""

    id: str
    place_key: str
    layers: Mapping[str, str]
    """Layer name -> version; a layer nobody published is not in it."""
    created_at: str
    """UTC, ISO 8601: when this state was first made."""
    synthetic: bool
    """True when the contents are invented: every screen and export then says so."""
    faults: tuple[Fault, ...] = ()
    """Warnings about layers that do not fit together fully."""


def digest(content: object) -> str:
    """Return a short identity of JSON-able ``content``, the same on every machine and day."""
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:20]


def _of_file(file: FileReference) -> object:
    said = [file.sheet, file.mapping] if file.mapping else [file.sheet] if file.sheet else []
    return [file.sha256, *said] if said else file.sha256


def version_name(layer: str, table_sha256: str, rasters: Mapping[str, str], sources: Sequence[SourcePart]) -> str:
    """Return the name of a version: a digest of the hashes of its table and rasters, and of what its sources gave."""
    given = [[part.source, part.vintage, [_of_file(file) for file in part.files]] for part in sources]
    return digest({"layer": layer, "table": table_sha256, "rasters": dict(rasters), "sources": given})


def columns_id(layer: Layer) -> str:
    """Return the identity of the columns a layer declares; what was published under others cannot be read as it."""
    return digest([layer.geometry, list(layer.key), [[column.name, column.kind] for column in layer.columns]])


def utc_text(moment: datetime) -> str:
    """Return a moment as UTC, ISO 8601, to the second.

    Raises
    ------
    ValueError
        When the moment has no time zone: guessing one would falsify provenance.
    """
    if moment.tzinfo is None:
        raise ValueError(f"a moment without time zone: {moment.isoformat()}")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def count_faults(faults: Sequence[Fault]) -> dict[str, int]:
    """Return how many faults there are of each severity, zeros included."""
    counts: dict[str, int] = dict.fromkeys(SEVERITIES, 0)
    for fault in faults:
        counts[fault.severity] += 1
    return counts


def gravest_first(faults: Sequence[Fault]) -> list[Fault]:
    """Return the faults by severity, and in the order they were found within one severity."""
    return sorted(faults, key=lambda fault: SEVERITIES.index(fault.severity))


def faults_to_json(faults: Sequence[Fault]) -> list[dict]:
    """Return the gravest `KEPT_FAULTS` faults as JSON-able dictionaries; numbers of other libraries become text."""
    return [fault_to_json(fault) for fault in gravest_first(faults)[:KEPT_FAULTS]]


def fault_to_json(fault: Fault) -> dict:
    """Return a fault as a JSON-able dictionary; what a parameter holds that JSON has no word for becomes text."""
    told = {each.name: getattr(fault, each.name) for each in fields(fault)}
    return json.loads(json.dumps({**told, "parameters": dict(fault.parameters)}, default=_plain))


def _plain(value: object) -> object:
    """Return a number of another library as one of ours, anything else as text."""
    number = getattr(value, "item", None)
    return number() if callable(number) else str(value)


def faults_from_json(told: Sequence[dict]) -> tuple[Fault, ...]:
    """Return the faults that `faults_to_json` wrote, without those this program has no words for any more."""
    return tuple(
        Fault(**{**each, "parameters": {name: _fixed(value) for name, value in each["parameters"].items()}})
        for each in told
        if each["code"] in CATALOGUE
    )


def _fixed(value: object) -> object:
    """Return a list as the tuple it was written from."""
    return tuple(value) if isinstance(value, list) else value


def version_to_json(version: LayerVersion) -> dict:
    """Return a version as it is written in its ``meta.json``."""
    return {**asdict(version), "faults": faults_to_json(version.faults), "fault_counts": dict(version.fault_counts)}


def version_from_json(told: dict) -> LayerVersion:
    """Return the version that `version_to_json` wrote."""
    sources = tuple(_part_from_json(part) for part in told["sources"])
    rest = {"sources": sources, "rasters": tuple(told["rasters"]), "faults": faults_from_json(told["faults"])}
    return LayerVersion(**{**told, **rest})


def _part_from_json(told: dict) -> SourcePart:
    laid = told.get("laid")
    if laid is not None:
        over = _part_from_json(laid["over"])
        laid = Laid(tuple(laid["rows"]), _files_from_json(laid["files"]), over, laid["given"])
    corrected = tuple(CorrectedCell(**cell) for cell in told.get("corrected", ()))
    return SourcePart(**{**told, "files": _files_from_json(told["files"]), "laid": laid, "corrected": corrected})


def _files_from_json(told: Sequence[dict]) -> tuple[FileReference, ...]:
    return tuple(FileReference(**file) for file in told)


def snapshot_to_json(snapshot: Snapshot) -> dict:
    """Return a snapshot as it is written in its file."""
    return {**asdict(snapshot), "layers": dict(snapshot.layers), "faults": faults_to_json(snapshot.faults)}


def snapshot_from_json(told: dict) -> Snapshot:
    """Return the snapshot that `snapshot_to_json` wrote."""
    return Snapshot(**{**told, "faults": faults_from_json(told["faults"])})
