"""What each source gives to a layer: kept beside the published table, so that one is refreshed without the others."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from geo.place import Place
from layers import Cleaned, Fault, Layer, RawFile, Refused, Source
from layers.checking.schema import check
from store._publishing.durable import read_json, sealed
from store._publishing.hashes import DamagedError
from store._publishing.provenance import open_raw
from store._publishing.table_files import conform, read_table, table_bytes
from store.store import PARTS, RASTERS, Store
from store.versions import FileReference, LayerVersion, SourcePart, columns_id, faults_from_json, faults_to_json

LISTED_KEYS = 20
"""Keys named one by one when two sources claim the same; the rest is counted."""


@dataclass(frozen=True)
class Part:
    """The checked rows of one source, and where they come from."""

    told: SourcePart
    cleaned: Cleaned


def clean_and_check(layer: Layer, source: Source, place: Place, files: Sequence[RawFile]) -> Cleaned:
    """Read the files of a source to the rows it may publish.

    Raises
    ------
    Refused
        With every fault met, when one of them is an error.
    """
    if len(files) > 1 and not source.many_files:
        parameters = {"source": source.name, "count": len(files)}
        raise Refused([Fault("source.one_file", "error", file=files[1].name, parameters=parameters)])
    checked = check(source.clean(files, place), layer, place, file=", ".join(file.name for file in files))
    if any(fault.severity == "error" for fault in checked.faults):
        raise Refused(checked.faults)
    return checked


def make_part(store: Store, layer: Layer, source: Source, references: Sequence[FileReference]) -> Part:
    """Make the part of one source from files of the raw store; raises as `clean_and_check` does."""
    files = [open_raw(store.raw_folder(layer.name), reference) for reference in references]
    cleaned = clean_and_check(layer, source, store.place, files)
    told = SourcePart(
        source=source.name,
        publisher=source.publisher,
        licence=source.licence,
        vintage=cleaned.vintage,
        rows=len(cleaned.table),
        files=tuple(references),
    )
    return Part(told, cleaned)


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
        elif version.columns_id != columns_id(layer) or not store.part_path(version, told.source).exists():
            parts.append(make_part(store, layer, declared[told.source], told.files))
        else:
            try:
                parts.append(_read_part(store, layer, version, told))
            except DamagedError:
                parts.append(make_part(store, layer, declared[told.source], told.files))
    return parts, faults


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
