"""5G reception as BIPT's atlas delivers it: one file an operator, areas of the whole country with a class each."""

import re
from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.place import Place
from layers._adapters._reception import generation_of, operator_of_file_name, slug
from layers._fault import Fault, Refused
from layers._raw import RawFile
from layers._spec import Cleaned
from layers.reading.archive import opened
from layers.reading.coordinate_systems import AROUND_M, around
from layers.reading.features_in import FEATURE_KINDS, read_features
from layers.reading.header_peek import headers_of
from layers.reading.headers import find, texts
from layers.reading.kinds import kind_of
from layers.reading.vintage import together, vintage_of_name

CLASS_HEADERS = ("Layer", "class", "classe", "klasse", "level", "niveau")
OPERATOR_HEADERS = ("operator", "operateur", "opérateur", "provider")

_FEATURE_ID = re.compile(r"^(?:[^:]*:)?(?P<operator>.+?)_(?P<generation>[2-6]G)\b", re.IGNORECASE)
"""``Proximus_5G.1``, as GeoServer numbers the features of BIPT's layers."""

_CLASS_PROPERTY = re.compile(rb'"layer"\s*:', re.IGNORECASE)

_POLYGONS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


def recognise(raw: RawFile) -> bool:
    """Say whether the file is geodata with a class of reception."""
    try:
        with opened(raw, FEATURE_KINDS) as inner:
            if kind_of(inner) == "geojson":
                return _says_layer(inner)
            return "layer" in headers_of(inner, FEATURE_KINDS)
    except Refused:
        return False


def _says_layer(raw: RawFile) -> bool:
    """Say whether a property ``Layer`` stands anywhere: GeoServer writes it after the outlines, megabytes later."""
    before = b""
    with raw.path.open("rb") as stream:
        while block := stream.read(1 << 20):
            if _CLASS_PROPERTY.search(before + block):
                return True
            before = block[-64:]
    return False


def clean(raws: Sequence[RawFile], place: Place) -> Cleaned:
    """Read the files of several operators to one row an operator and class, cut to the commune and 2.5 km around it.

    Parameters
    ----------
    raws
        One file an operator, or one with several; any vector format, in the system it declares (BIPT: EPSG:3857).
        The operator is told by a property ``operator``, else by the features' ids, else by the file name.
    place
        Its frame and 2.5 km around it are kept.

    Returns
    -------
    Cleaned
        Areas of one class joined. BIPT does not say whether its classes exclude each other or pile up: they are kept
        as they are, and the best class at a point counts.

    Raises
    ------
    Refused
        When a file cannot be read, has no class, names no operator or another technology, or does not touch the
        surroundings; with the faults of every file.
    """
    faults: list[Fault] = []
    parts: list[gpd.GeoDataFrame] = []
    vintages = []
    for raw in sorted(raws, key=lambda each: (each.name, each.sha256)):
        try:
            part, found = _one_file(raw, place)
        except Refused as refused:
            faults += refused.faults
            continue
        faults += found
        for operator in sorted(set(part["operator"]) & {name for each in parts for name in each["operator"]}):
            faults.append(Fault("coverage.operator_twice", "error", raw.name, value=operator))
        parts.append(part)
        vintage, found = vintage_of_name(raw.name)
        faults += [fault for fault in found if fault.severity == "note"]
        vintages.append(vintage)
    if any(fault.severity == "error" for fault in faults):
        raise Refused(faults)
    table = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), geometry="geometry", crs=place.metric_crs)
    if len(parts) == 1:
        table = table.drop(columns="source_file")
    return Cleaned(table, faults, together(vintages))


def _one_file(raw: RawFile, place: Place) -> tuple[gpd.GeoDataFrame, list[Fault]]:
    """Read the areas of one file."""
    frame, faults = read_features(raw, place)
    header, found = find(frame, CLASS_HEADERS, required=False, file=raw.name, column="class")
    faults += found
    operators, found = _operators(frame, raw.name)
    faults += found
    if header is None:
        headers = ", ".join(str(each) for each in frame.columns if each not in ("geometry", "feature_id"))
        faults.append(Fault("coverage.no_class", "error", raw.name, parameters={"headers": headers or "-"}))
        raise Refused(faults)
    words = texts(frame[header])
    classes = words.where(words.isin(["0", "1", "2", "3"]))
    faults += [
        Fault("coverage.not_a_class", "row", raw.name, int(row), header, "" if pd.isna(word) else str(word))
        for row, word in zip(words.index[classes.isna()], words[classes.isna()], strict=True)
    ]
    undrawn = shapely.is_missing(shapes := np.asarray(frame.geometry.array, dtype=object)) | shapely.is_empty(shapes)
    told = {fault.row for fault in faults}
    faults += [
        Fault("place.missing", "row", raw.name, int(row), "geometry", "" if pd.isna(words[row]) else str(words[row]))
        for row in frame.index[undrawn]
        if row not in told
    ]
    usable = classes.notna() & operators.notna() & ~undrawn
    areas = frame.loc[usable, ["geometry"]].assign(
        operator=operators[usable], level=classes[usable].astype("Int64"), row=frame.index[usable]
    )
    rows = _joined(areas, place, raw.name)
    if rows.empty and not areas.empty:
        where = {"place": place.name.fr, "margin_km": f"{AROUND_M / 1000:g}"}
        faults.append(Fault("coverage.nothing_here", "error", raw.name, parameters=where))
    if any(fault.severity == "error" for fault in faults):
        raise Refused(faults)
    return rows, faults


def _operators(frame: gpd.GeoDataFrame, file: str) -> tuple[pd.Series, list[Fault]]:
    """Return the operator of each feature, and how it was found."""
    header, faults = find(frame, OPERATOR_HEADERS, required=False, file=file, column="operator")
    nobody = pd.Series(None, index=frame.index, dtype="str")
    said = texts(frame[header]) if header is not None else nobody
    ids = texts(frame["feature_id"]) if "feature_id" in frame.columns else nobody
    parts = ids.str.extract(_FEATURE_ID)
    generations = set(parts["generation"].dropna().str.upper())
    if not generations and generation_of(file):
        generations = {generation_of(file)}
    faults += [Fault("coverage.not_5g", "error", file, value=each) for each in sorted(generations - {"5G"})]
    operators = said.where(said.notna(), parts["operator"].str.replace("_", " "))
    if operators.notna().all():
        return operators, faults
    told = operator_of_file_name(file)
    if not told:
        return operators, [*faults, Fault("coverage.no_operator", "error", file)]
    return operators.fillna(told), [*faults, Fault("coverage.operator_from_name", "note", file, value=told)]


def _joined(areas: gpd.GeoDataFrame, place: Place, file: str) -> gpd.GeoDataFrame:
    """Cut the areas to the surroundings and join those of one operator and class."""
    rows = []
    for (operator, level), group in areas.groupby(["operator", "level"], sort=True):
        shape = _cut(np.asarray(group.geometry.array, dtype=object), around(place))
        if shape.is_empty:
            continue
        rows.append(
            {
                "coverage_id": f"{slug(str(operator))}-{level}",
                "operator": operator,
                "class": level,
                "raster_file": None,
                "source_row": int(group["row"].min()),
                "source_file": file,
                "geometry": shape,
            }
        )
    types = {"coverage_id": "str", "operator": "str", "class": "Int64", "raster_file": "str", "source_row": "Int64"}
    types["source_file"] = "str"
    plain = pd.DataFrame(rows, columns=[*types, "geometry"]).astype(types)
    return gpd.GeoDataFrame(plain, geometry="geometry", crs=place.metric_crs)


def _cut(shapes: np.ndarray, box: tuple[float, float, float, float]) -> shapely.Polygon | shapely.MultiPolygon:
    """Return what of the shapes lies in the box, as one valid area.

    Notes
    -----
    An operator's class over the whole country is one shape of many thousand parts: parts that do not touch the box
    are left out first, so that only those near the commune are repaired and cut.
    """
    parts = shapely.get_parts(shapes)
    window = shapely.box(*box)
    near = parts[shapely.intersects(shapely.envelope(parts), window)]
    near = near[np.isin(shapely.get_type_id(near), _POLYGONS)]
    invalid = ~shapely.is_valid(near)
    near[invalid] = shapely.make_valid(near[invalid], method="structure", keep_collapsed=False)
    cut = shapely.get_parts(shapely.intersection(near, window))
    whole = shapely.union_all(cut[np.isin(shapely.get_type_id(cut), _POLYGONS)])
    areas = shapely.get_parts(whole)
    areas = areas[shapely.get_type_id(areas) == shapely.GeometryType.POLYGON]
    return areas[0] if len(areas) == 1 else shapely.MultiPolygon(list(areas))
