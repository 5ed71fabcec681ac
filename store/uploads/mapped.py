"""How the columns of files are read: looked at before anything is published, and kept with the delivery that waits."""

from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from geo.errors import DataError
from geo.place import Mapping
from layers import Fault, Layer, Refused, Source
from layers.recognition.preview import FileRow, Preview
from store._publishing.apart import preview_apart, rows_apart, source_of
from store._publishing.durable import read_json, write_json
from store._publishing.provenance import as_received
from store.store import Store
from store.uploads.kept import Upload

_MAPPINGS = "mappings.json"


def preview_columns(
    store: Store,
    layer: Layer,
    source: Source | None,
    files: Sequence[Path],
    *,
    sheet: str = "",
    mapping: Mapping | None = None,
) -> Preview:
    """Return the first rows of files and how their columns would be read; nothing is kept or published.

    Parameters
    ----------
    store, layer, source
        For what; the source is told from the content when None.
    files
        A city's list: of several files the first is looked at.
    sheet, mapping
        As `store.refresh.refresh` takes them.

    Raises
    ------
    Refused
        When the file cannot be read as a table or geodata.
    MaillageError
        When a path leads to no file.
    """
    with as_received(files, sheet, mapping) as received:
        told = source if source is not None else source_of(layer, received)
        return preview_apart(layer, told, store.place, received)


def rows_of_faults(
    store: Store,
    layer: Layer,
    source: Source,
    files: Sequence[Path],
    faults: Sequence[Fault],
    *,
    sheet: str = "",
    mapping: Mapping | None = None,
) -> dict[tuple[str, int], FileRow]:
    """Return the rows faults name, by file and number, as they stand in the files; none of a file nobody can read.

    Parameters
    ----------
    store, layer, source, sheet, mapping
        As for `preview_columns`.
    files
        The delivery.
    faults
        Of those that name many rows at once the first is returned.
    """
    asked = sorted({fault.row for fault in faults if fault.row is not None})
    if not asked:
        return {}
    with as_received(files, sheet, mapping) as received:
        try:
            found = rows_apart(layer, source, store.place, received, asked)
        except Refused:
            return {}
    return {(each.file, each.row): each for each in found}


def keep_mapping(upload: Upload, layer: Layer, source: Source, mapping: Mapping | None) -> None:
    """Keep with a delivery how it is to be read for a source; None: as the commune's configuration says."""
    kept = _kept(upload)
    key = f"{layer.name}.{source.name}"
    kept.pop(key, None)
    if mapping is not None:
        kept[key] = mapping.model_dump(mode="json", exclude_defaults=True)
    write_json(upload.folder / _MAPPINGS, {"of": kept})


def mapped_for(upload: Upload) -> tuple[str, str] | None:
    """Return the layer and the source somebody has said the columns of a delivery for; None where that is open."""
    keys = [*_kept(upload)]
    return (keys[0].partition(".")[0], keys[0].partition(".")[2]) if len(keys) == 1 else None


def kept_mapping(upload: Upload, layer: Layer, source: Source) -> Mapping | None:
    """Return what `keep_mapping` kept; None where nothing was, or it is damaged."""
    told = _kept(upload).get(f"{layer.name}.{source.name}")
    try:
        return None if told is None else Mapping.model_validate(told)
    except ValidationError:
        return None


def _kept(upload: Upload) -> dict[str, object]:
    try:
        return dict(read_json(upload.folder / _MAPPINGS)["of"])
    except (OSError, DataError, KeyError, TypeError, ValueError):
        return {}
