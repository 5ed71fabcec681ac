"""A city's own file, of whatever format and headers, read to the rows of one of our layers."""

import json
from collections.abc import Sequence
from dataclasses import replace

import geopandas as gpd
import pandas as pd

from geo.place import Mapping, Place
from layers._adapters._city_cells import UNKNOWN_WORDS, Written, missing, read_cells
from layers._adapters._city_headers import Wanted, header_of, mapping_of, street_and_number
from layers._adapters._city_keys import make_keys
from layers._adapters._city_places import places_of_table
from layers._adapters._city_words import codes_of_name
from layers._adapters._day_columns import day_columns, hours_by_day
from layers._adapters._mapped_rows import known_headers, rows_meant
from layers._adapters._opening_hours import readable_hours
from layers._fault import Fault, Refused
from layers._raw import RawFile
from layers._spec import Cleaned, Column
from layers.reading.archive import opened
from layers.reading.cells.marks import Marks
from layers.reading.features_in import FEATURE_KINDS, read_features
from layers.reading.headers import normalised
from layers.reading.kinds import kind_of
from layers.reading.tables_in import TABLE_KINDS, read_table
from layers.reading.vintage import together, vintage_of_name

KINDS = tuple(dict.fromkeys((*FEATURE_KINDS, *TABLE_KINDS)))
"""What a city may deliver a list of its own in."""

MOST_ADDRESSES_ON_A_POINT = 2

HOURS_COLUMNS = frozenset({"opening_hours", "released_hours"})
"""Columns that hold hours of the week."""


def rows_of(raws: Sequence[RawFile], place: Place, wanted: Wanted) -> Cleaned:
    """Read a city's files to rows of a layer, by the mapping ``layer.source`` of the commune.

    Parameters
    ----------
    raws
        CSV, XLSX, GeoPackage, GeoJSON, shapefile or another format of `layers._read`, in an archive or bare.
    place
        The commune, whose configuration says what the city calls our columns and codes. Without a mapping, our own
        names and the usual ones in French and Dutch are looked for (`layers._adapters._city_words`).
    wanted
        The layer's columns and what it can do without.

    Returns
    -------
    Cleaned
        Every row of the files with the layer's columns, geometry in metres where it is known, ``source_row`` and,
        of several files, ``source_file``. Faults name the city's own headers. A cell that cannot be read makes a
        ``warning`` and an unknown value where the column may be empty, else a ``row`` fault.

    Raises
    ------
    Refused
        When a file cannot be read, a required column is not there or the mapping does not fit; with the faults of
        the cells as well.
    """
    ordered = sorted(raws, key=lambda each: (each.name, each.sha256))
    read = [_one_file(raw, place, wanted) for raw in ordered]
    faults = [fault for each in read for fault in each.faults]
    if any(fault.severity == "error" and fault.code.startswith(("header.", "mapping.")) for fault in faults):
        raise Refused(faults)
    if len(read) > 1:
        for each in read:
            each.table["source_file"] = each.table.attrs["file"]
    table = pd.concat([each.table for each in read], ignore_index=True)
    bare = pd.DataFrame(table.drop(columns="geometry"))
    whole = bare if wanted.placeless else gpd.GeoDataFrame(table, geometry="geometry", crs=place.metric_crs)
    return Cleaned(whole, faults, together(each.vintage for each in read))


def _one_file(raw: RawFile, place: Place, wanted: Wanted) -> Cleaned:
    """Read one file; errors of headers and mapping are left among the faults, with everything else found."""
    mapping = mapping_of(raw, place, f"{wanted.layer}.{wanted.source}")
    faults = _mapping_faults(mapping, wanted, raw.name)
    with opened(raw, KINDS) as inner:
        frame, geometry, used, found = frame_of(inner, place, mapping, wanted)
        file = inner.name
    meant, told = rows_meant(frame, mapping, file)
    frame, geometry = frame[meant], geometry[meant]
    faults += [*found, *told]
    if len(frame) > wanted.most_rows:
        limit = {"limit": wanted.most_rows}
        raise Refused([*faults, Fault("table.too_many_rows", "error", file, parameters=limit)])
    columns, found = _columns(frame, mapping, wanted, used, file)
    faults += found
    table = pd.DataFrame({**columns, "source_row": pd.array(frame.index.to_numpy(), dtype="Int64")}, index=frame.index)
    whole = gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(geometry, crs=place.metric_crs), crs=place.metric_crs)
    if wanted.made_up_key is not None:
        faults += make_keys(whole, wanted.made_up_key, wanted.layer, file, wanted.beside)
    faults += _stand_in_points(whole, file)
    vintage, found = vintage_of_name(file)
    faults += [fault for fault in found if fault.severity == "note"]
    whole = whole.reset_index(drop=True)
    whole.attrs = {"file": file}
    return Cleaned(whole, faults, vintage)


def _columns(
    frame: pd.DataFrame, mapping: Mapping, wanted: Wanted, used: set[str], file: str
) -> tuple[dict[str, pd.Series], list[Fault]]:
    """Read every column of the layer; ``used`` are the columns of the file that make the geometry."""
    columns: dict[str, pd.Series] = {}
    origin: dict[str, str] = {}
    faults: list[Fault] = []
    for column in wanted.columns:
        if column.name in wanted.given:
            columns[column.name] = pd.Series(wanted.given[column.name], index=frame.index, dtype="str")
            continue
        if column.name in mapping.constants:
            said = pd.Series(mapping.constants[column.name], index=frame.index, dtype="str", name=column.name)
            columns[column.name], found = read_cells(said, column, _written(mapping, column.name), file)
            faults += found
            continue
        header, found = header_of(frame, column, mapping, wanted, file)
        faults += [_with_remedy(fault, wanted, column) for fault in found]
        if header is None and column.name == "opening_hours" and (week := day_columns(map(str, frame.columns))):
            columns[column.name], found = hours_by_day(frame, week, file)
            faults += found
            origin |= dict.fromkeys(week, column.name)
            continue
        if header is None:
            parts = street_and_number(frame, used, origin) if column.name == "address" else None
            columns[column.name] = missing(column, frame.index) if parts is None else parts
            continue
        if header in origin:
            twice = {"other_column": origin[header]}
            faults.append(Fault("header.used_twice", "error", file, column=column.name, value=header, parameters=twice))
        origin[header] = column.name
        values, found = read_cells(frame[header], column, _written(mapping, column.name), file)
        faults += [*found, *_to_paste(found, column, wanted, file, header)]
        if column.name in HOURS_COLUMNS:
            values, found = readable_hours(values, file, header)
            faults += found
        columns[column.name] = values
    rest = [str(each) for each in frame.columns if each not in origin and each not in used and each != "feature_id"]
    if rest:
        faults.append(Fault("header.unused", "note", file, parameters={"headers": ", ".join(rest)}))
    return columns, faults


def _with_remedy(fault: Fault, wanted: Wanted, column: Column) -> Fault:
    """Say of a missing column what to write into the configuration of the commune."""
    if fault.code != "header.missing":
        return fault
    said = {**fault.parameters, "mapping": f"{wanted.layer}.{wanted.source}"}
    if not column.labels:
        # Names and identifiers differ from row to row: a constant would be no remedy.
        return replace(fault, code="header.missing_in_list", parameters=said)
    # The key as the configuration writes it: a page calls the column by what it means.
    said |= {"key": column.name, "example": next(iter(column.labels))}
    return replace(fault, code="header.missing_or_constant", parameters=said)


def _to_paste(found: Sequence[Fault], column: Column, wanted: Wanted, file: str, header: str) -> list[Fault]:
    """Return a note with the lines of the configuration in which the words nobody knows can be translated."""
    words = dict.fromkeys(fault.value for fault in found if fault.code in UNKNOWN_WORDS)
    if not words:
        return []
    codes = " | ".join(column.labels) if column.labels else "yes | no"
    section = f'[mappings."{wanted.layer}.{wanted.source}".values.{column.name}]'
    lines = [section, *(f'{json.dumps(word, ensure_ascii=False)} = ""  # {codes}' for word in words)]
    return [Fault("mapping.to_paste", "note", file, column=header, parameters={"lines": "\n".join(lines)})]


def _written(mapping: Mapping, column: str) -> Written:
    marks = Marks(mapping.decimal, mapping.thousands)
    percent = mapping.percent.get(column, False)
    return Written(mapping.values.get(column, {}), marks, mapping.nulls_of(column), percent)


def _mapping_faults(mapping: Mapping, wanted: Wanted, file: str) -> list[Fault]:
    """Return an error for each column or code of the mapping that the layer does not have."""
    known = {column.name: column for column in wanted.columns if column.name not in wanted.given}
    names = {"known": ", ".join(known), "mapping": f"{wanted.layer}.{wanted.source}"}
    faults = [
        Fault("mapping.unknown_column", "error", file, column=name, parameters=names)
        for name in dict.fromkeys(mapping.columns_named())
        if name not in known
    ]
    constants = {
        name: {word: word} for name, word in mapping.constants.items() if word not in codes_of_name(known, name)
    }
    for name, words in (*mapping.values.items(), *constants.items()):
        labels = known[name].labels if name in known else {}
        allowed = {"allowed": ", ".join(labels), "mapping": names["mapping"]}
        faults += [
            Fault("mapping.unknown_code", "error", file, column=name, value=code, parameters=allowed)
            for code in dict.fromkeys(words.values())
            if labels and code not in labels
        ]
    return faults


def frame_of(
    raw: RawFile, place: Place, mapping: Mapping, wanted: Wanted
) -> tuple[pd.DataFrame, gpd.GeoSeries, set[str], list[Fault]]:
    """Return the attributes, the geometry, the columns it was made of, and the faults."""
    if kind_of(raw) in FEATURE_KINDS:
        try:
            features, faults = read_features(raw, place, declared_crs=mapping.crs, layer=mapping.sheet)
        except Refused as refused:
            bare = {fault.code for fault in refused.faults} == {"features.no_geometry"}
            if not bare or kind_of(raw) not in TABLE_KINDS:
                raise
        else:
            attributes = pd.DataFrame(features.drop(columns="geometry"))
            return attributes, features.geometry, set(), faults
    frame = read_table(raw, sheet=mapping.sheet, known=known_headers(mapping, (each.name for each in wanted.columns)))
    if wanted.placeless:
        return (
            frame,
            gpd.GeoSeries([None] * len(frame), index=frame.index, crs=place.metric_crs),
            set(),
            [*frame.attrs["faults"]],
        )
    geometry, used, faults = places_of_table(frame, place, mapping, required=wanted.place_required)
    return frame, geometry, used, [*frame.attrs["faults"], *faults]


def _stand_in_points(table: gpd.GeoDataFrame, file: str) -> list[Fault]:
    """Return a warning for each point on which rows of several addresses stand: the middle of the commune, say.

    Two addresses may share a corner; three on one point, to the decimetre, were not measured.
    """
    if "address" not in table.columns:
        return []
    points = table[~(table.geometry.isna() | table.geometry.is_empty) & table["address"].notna()]
    points = points[points.geom_type == "Point"]
    where = pd.DataFrame({"x": points.geometry.x.round(1), "y": points.geometry.y.round(1)})
    where["address"] = points["address"].map(normalised)
    faults = []
    for (x, y), group in where.groupby(["x", "y"], sort=True):
        addresses = int(group["address"].nunique())
        if addresses < MOST_ADDRESSES_ON_A_POINT + 1:
            continue
        rows = [int(row) for row in group.index]
        names = table["name"] if "name" in table.columns else table["address"]
        told = [f"{row}: {names[row]}" for row in rows[:3]]
        said = {"count": len(group), "addresses": addresses, "place": f"{x:.0f}, {y:.0f}", "examples": ", ".join(told)}
        faults.append(Fault("places.on_one_point", "warning", file, parameters=said))
    return faults
