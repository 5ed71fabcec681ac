"""What each source gives to a layer: kept beside the published table, so that one is refreshed without the others."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from geo.changes import row_keys
from layers import SEVERAL, UNDATED, Cleaned, Fault, Layer, RawFile, Refused, Source
from layers.reading.vintage import together
from store._publishing.addresses import addresses_for
from store._publishing.apart import cleaned_apart
from store._publishing.corrected import corrected_table
from store._publishing.durable import read_json, sealed
from store._publishing.hashes import DamagedError
from store._publishing.provenance import open_raw
from store._publishing.table_files import conform, read_table, table_bytes
from store.store import PARTS, RASTERS, Store
from store.versions import (
    CorrectedCell,
    FileReference,
    Laid,
    LayerVersion,
    SourcePart,
    columns_id,
    faults_from_json,
    faults_to_json,
)

_NAMED = ("vintage.from_name", "vintage.from_archive", "vintage.unknown")
"""Faults that say where a vintage was looked for."""

LISTED_KEYS = 20
"""Keys named one by one when two sources claim the same; the rest is counted."""


@dataclass(frozen=True)
class Part:
    """The checked rows of one source, and where they come from."""

    told: SourcePart
    cleaned: Cleaned


def make_part(store: Store, layer: Layer, source: Source, references: Sequence[FileReference], given: str = "") -> Part:
    """Make the part of one source from files of the raw store; raises as `cleaned_apart` does.

    ``given`` is of when they are where whoever passed them said so; it goes before what the files say.
    """
    files = [open_raw(store.raw_folder(layer.name), reference) for reference in references]
    return part_of(store, layer, source, files, references, given)


def part_of(
    store: Store,
    layer: Layer,
    source: Source,
    files: Sequence[RawFile],
    references: Sequence[FileReference],
    given: str = "",
) -> Part:
    """Make the part of one source from files wherever they lie; otherwise as `make_part`."""
    cleaned = cleaned_apart(layer, source, store.place, files, addresses_for(store, layer))
    if given:
        cleaned = _dated(cleaned, layer, given, ", ".join(file.name for file in files))
    return part_from(source, references, cleaned, vintage_given=bool(given))


def part_from(
    source: Source, references: Sequence[FileReference], cleaned: Cleaned, *, vintage_given: bool = False
) -> Part:
    """Make the part of one source of rows read and checked already."""
    told = SourcePart(
        source=source.name,
        publisher=source.publisher,
        licence=source.licence,
        vintage=cleaned.vintage,
        rows=len(cleaned.table),
        files=tuple(references),
        vintage_given=vintage_given,
    )
    return Part(told, cleaned)


def _dated(cleaned: Cleaned, layer: Layer, given: str, file: str) -> Cleaned:
    """Return rows with the vintage given by hand, and what the files themselves say of it."""
    faults = [fault for fault in cleaned.faults if fault.code not in _NAMED]
    if cleaned.vintage and cleaned.vintage != given:
        parameters = {"read": cleaned.vintage}
        faults.append(Fault("vintage.given_otherwise", "warning", file, value=given, parameters=parameters))
    else:
        faults.append(Fault("vintage.given", "note", file, value=given))
    table = cleaned.table
    if layer.dated_by is not None:
        said = table[layer.dated_by]
        if pd.api.types.is_datetime64_any_dtype(said.dtype):
            # A year or a month begins on its first day, as in the publishers' own tables.
            filled = said.fillna(pd.Timestamp(given))
        else:
            filled = said.mask(said == UNDATED, given)
        table = table.assign(**{layer.dated_by: filled})
    return Cleaned(table, faults, given, cleaned.rasters)


def write_part(part: Part, layer: Layer, folder: Path) -> None:
    """Write a part into the (not yet published) folder of a version; its rasters lie beside the table already."""
    parts = folder / PARTS
    parts.mkdir(exist_ok=True)
    table = conform(part.cleaned.table, layer)
    (parts / f"{part.told.source}.parquet").write_bytes(table_bytes(table))
    told = {"faults": faults_to_json(part.cleaned.faults), "rasters": sorted(part.cleaned.rasters)}
    (parts / f"{part.told.source}.json").write_bytes(sealed(told))


def other_parts(
    store: Store, layer: Layer, version: LayerVersion | None, source: Source
) -> tuple[list[Part], list[Fault]]:
    """Return the parts of the sources other than ``source`` in a version, and a warning for each that had to go.

    A part is read back as it was checked then. When the layer has declared other columns since, or the
    part is damaged, it is made anew from its raw files.
    """
    if version is None:
        return [], []
    declared = {each.name: each for each in layer.sources}
    parts, faults = [], []
    for told in version.sources:
        if told.source == source.name:
            continue
        if told.source not in declared:
            faults.append(Fault("source.gone", "warning", parameters={"source": told.source}))
        else:
            parts.append(published_part(store, layer, version, told))
    return parts, faults


def published_part(store: Store, layer: Layer, version: LayerVersion, told: SourcePart) -> Part:
    """Return what a source gave to a version, as it was checked then, or made anew; see `other_parts`."""
    if version.columns_id == columns_id(layer) and store.part_path(version, told.source).exists():
        try:
            return _read_part(store, layer, version, told)
        except DamagedError:
            pass
    return _made_anew(store, layer, layer.source(told.source), told)


def _made_anew(store: Store, layer: Layer, source: Source, told: SourcePart) -> Part:
    if told.corrected:
        return corrected_part(layer, _made_anew(store, layer, source, replace(told, corrected=())), told.corrected)
    if told.laid is None:
        return make_part(store, layer, source, told.files, told.vintage if told.vintage_given else "")
    over = _made_anew(store, layer, source, told.laid.over)
    return laid_over(layer, over, make_part(store, layer, source, told.laid.files, told.laid.given), told.laid.rows)


def laid_over(layer: Layer, before: Part, new: Part, rows: Collection[str]) -> Part:
    """Return a part whose rows of these keys are as in ``new``, there or gone, and all others as ``before``.

    Faults are those of both: neither table is whole in the result.
    """
    old, young = (conform(each.cleaned.table, layer) for each in (before, new))
    kept = old[~row_keys(old, layer.key).isin(list(rows))]
    taken = young[row_keys(young, layer.key).isin(list(rows))]
    tables = [each for each in (kept, taken) if len(each)]
    table = conform(pd.concat(tables, ignore_index=True) if tables else old.iloc[:0], layer)
    faults = [*before.cleaned.faults, *(each for each in new.cleaned.faults if each not in before.cleaned.faults)]
    vintage = together((*before.told.vintage.split(SEVERAL), *new.told.vintage.split(SEVERAL)))
    files = tuple(dict.fromkeys((*new.told.files, *before.told.files)))
    given = new.told.vintage if new.told.vintage_given else ""
    laid = Laid(tuple(sorted(rows)), new.told.files, before.told, given)
    told = replace(new.told, vintage=vintage, rows=len(table), files=files, vintage_given=False, laid=laid)
    return Part(told, Cleaned(table, faults, vintage))


def corrected_part(layer: Layer, part: Part, cells: Sequence[CorrectedCell]) -> Part:
    """Return a part with cells as the city decided, whatever its files say; a row that is not there is passed over."""
    table = corrected_table(part.cleaned.table, layer, cells)
    told = replace(part.told, corrected=(*part.told.corrected, *cells))
    return Part(told, replace(part.cleaned, table=table))


def _read_part(store: Store, layer: Layer, version: LayerVersion, told: SourcePart) -> Part:
    path = store.whole(version, store.part_path(version, told.source))
    beside = read_json(store.whole(version, path.with_suffix(".json")))
    folder = path.parent.parent / RASTERS
    rasters = {name: store.whole(version, folder / name).read_bytes() for name in beside["rasters"]}
    faults = list(faults_from_json(beside["faults"]))
    return Part(told, Cleaned(read_table(path, layer), faults, told.vintage, rasters))


def merge(layer: Layer, parts: Sequence[Part]) -> tuple[list[Part], Cleaned]:
    """Make one table of the parts of a layer.

    Returns
    -------
    parts : list of Part
        In the order in which the layer declares its sources.
    whole : Cleaned
        What the layer's ``combine`` makes of them, else all their rows; with the faults of every part.

    Raises
    ------
    Refused
        ``sources.same_key`` or ``sources.same_raster``: two sources claim the same row or grid.
    """
    place = {source.name: number for number, source in enumerate(layer.sources)}
    parts = sorted(parts, key=lambda part: place[part.told.source])
    found = [replace(part.cleaned, table=conform(part.cleaned.table, layer)) for part in parts]
    if layer.combine is not None:
        # Checking removed the row numbers, which a combination may need.
        combined = layer.combine([replace(each, table=_with_source_row(each.table)) for each in found])
        table, faults, vintage = combined.table, combined.faults, combined.vintage
    else:
        tables = [each.table for each in found if not each.table.empty] or [found[0].table]
        table, faults = pd.concat(tables, ignore_index=True), []
        vintage = "; ".join(sorted({each.vintage for each in found if each.vintage}))
    known = [fault for each in found for fault in each.faults]
    faults = known + [fault for fault in faults if fault not in known]
    rasters, clashes = _rasters(parts)
    clashes += _same_keys(layer, table, parts)
    if clashes:
        raise Refused(faults + clashes)
    return parts, Cleaned(table, faults, vintage, rasters)


def _with_source_row(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(source_row=pd.array([None] * len(table), dtype="Int64"))


def _rasters(parts: Sequence[Part]) -> tuple[dict[str, bytes], list[Fault]]:
    owner: dict[str, str] = {}
    rasters: dict[str, bytes] = {}
    clashes = []
    for part in parts:
        for name, content in sorted(part.cleaned.rasters.items()):
            if name in rasters and rasters[name] != content:
                parameters = {"source": owner[name], "other_source": part.told.source}
                clashes.append(Fault("sources.same_raster", "error", value=name, parameters=parameters))
            owner.setdefault(name, part.told.source)
            rasters.setdefault(name, content)
    return rasters, clashes


def _same_keys(layer: Layer, table: pd.DataFrame, parts: Sequence[Part]) -> list[Fault]:
    key = list(layer.key)
    twice = table.loc[table.duplicated(key, keep="first"), key].drop_duplicates()
    if twice.empty:
        return []
    owners: defaultdict[tuple, list[str]] = defaultdict(list)
    for part in parts:
        for values in part.cleaned.table[key].drop_duplicates().itertuples(index=False, name=None):
            owners[values].append(part.told.source)
    faults = []
    for values in sorted(twice.itertuples(index=False, name=None), key=str)[:LISTED_KEYS]:
        sources = owners[values] or [parts[0].told.source]
        faults.append(
            Fault(
                "sources.same_key",
                "error",
                column=", ".join(key),
                value=" ".join(str(value) for value in values),
                parameters={"source": sources[0], "other_source": sources[-1]},
            )
        )
    if len(twice) > LISTED_KEYS:
        faults.append(Fault("faults.more", "error", parameters={"count": len(twice) - LISTED_KEYS}))
    return faults
