"""Where the rows of a city's table are: coordinate columns, a column of coordinate pairs, or outlines as text (WKT)."""

import re
import warnings
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import MAP
from geo.place import Mapping, Place
from layers._fault import Fault, Refused
from layers.reading.coordinate_systems import known_crs, settle, to_metric
from layers.reading.headers import normalised
from layers.reading.points_in import points_from_columns

_METRES = (("x_m", "y_m"),)
_DEGREES = (("lon", "lat"), ("longitude", "latitude"), ("long", "lat"), ("lng", "lat"), ("point_lng", "point_lat"))
_OTHERS = (
    ("x", "y"),
    ("coord_x", "coord_y"),
    ("coordonnee_x", "coordonnee_y"),
    ("x_lambert", "y_lambert"),
    ("lambert_x", "lambert_y"),
    ("x_lambert72", "y_lambert72"),
    ("x_lambert_72", "y_lambert_72"),
    ("x_lambert2008", "y_lambert2008"),
    ("x_lambert_2008", "y_lambert_2008"),
    ("x_31370", "y_31370"),
    ("x_3812", "y_3812"),
    ("epsg:31370_x", "epsg:31370_y"),
    ("epsg:3812_x", "epsg:3812_y"),
)
PAIRS_OF_COLUMNS = (*_METRES, *_DEGREES, *_OTHERS)
"""Usual names of the columns of x or longitude, and y or latitude."""
_PAIRS = ("geo_point_2d", "geo_point", "geolocalisation", "coordonnees", "coordinates", "lat, lon")
_OUTLINES = ("wkt", "geometry_wkt", "wkt_geom", "geometry", "geometrie", "geom", "the_geom")
_PAIR = re.compile(r"^\s*\[?\(?\s*(?P<lat>[-+]?\d+(?:\.\d+)?)\s*[,;]\s*(?P<lon>[-+]?\d+(?:\.\d+)?)\s*\)?\]?\s*$")
_CURVES = re.compile(r"CURVE|CIRCULARSTRING|SURFACE", re.I)
_SRID = re.compile(r"^\s*SRID=(\d+);", re.IGNORECASE)


def places_of_table(
    frame: pd.DataFrame, place: Place, mapping: Mapping, *, required: bool
) -> tuple[gpd.GeoSeries, set[str], list[Fault]]:
    """Make the geometry of a table.

    Parameters
    ----------
    frame
        A table as read.
    place
        The commune; tells coordinate systems apart.
    mapping
        May name the coordinate columns and their system.
    required
        Whether a table without any is an error; a warning otherwise.

    Returns
    -------
    tuple
        A geometry in metres for each row, missing where there is none; the columns it was made of; and the faults of
        `points_from_columns`, ``geometry.unreadable`` (row) or ``place.no_columns``.
    """
    by_name = {normalised(str(header)): str(header) for header in frame.columns}
    file = str(frame.attrs.get("file", ""))
    if mapping.x or mapping.y:
        return _mapped_points(frame, by_name, place, mapping, file)
    for name in _OUTLINES:
        if name in by_name:
            geometry, faults = _outlines(frame[by_name[name]], place, mapping.crs, file)
            return geometry, {by_name[name]}, faults
    for x, y in PAIRS_OF_COLUMNS:
        if x in by_name and y in by_name:
            header_x, header_y = by_name[x], by_name[y]
            points, faults = points_from_columns(frame, header_x, header_y, mapping.crs, place)
            said = place.metric_crs if (x, y) in _METRES else MAP if (x, y) in _DEGREES else None
            # The header says what the numbers confirm: nothing was assumed.
            faults = [fault for fault in faults if not (said and _assumed(fault) == said)]
            return points, {header_x, header_y}, faults
    for name in (normalised(each) for each in _PAIRS):
        if name in by_name:
            points, faults = points_from_pairs(frame, by_name[name], place)
            return points, {by_name[name]}, faults
    nowhere = gpd.GeoSeries([None] * len(frame), index=frame.index, crs=place.metric_crs)
    parameters = {"headers": ", ".join(str(header) for header in frame.columns)}
    return nowhere, set(), [Fault("place.no_columns", "error" if required else "warning", file, parameters=parameters)]


def _assumed(fault: Fault) -> str:
    return str(fault.parameters.get("assumed", "")) if fault.code == "crs.assumed" else ""


def _mapped_points(
    frame: pd.DataFrame, by_name: dict[str, str], place: Place, mapping: Mapping, file: str
) -> tuple[gpd.GeoSeries, set[str], list[Fault]]:
    """Make points of the columns the configuration names."""
    faults = []
    for ours, header in (("x", mapping.x), ("y", mapping.y)):
        if header is None or normalised(header) not in by_name:
            parameters = {"aliases": header or "-", "headers": ", ".join(str(each) for each in frame.columns)}
            faults.append(Fault("header.not_as_mapped", "error", file, column=ours, parameters=parameters))
    if faults:
        return gpd.GeoSeries([None] * len(frame), index=frame.index, crs=place.metric_crs), set(), faults
    x, y = by_name[normalised(str(mapping.x))], by_name[normalised(str(mapping.y))]
    points, faults = points_from_columns(frame, x, y, mapping.crs, place)
    return points, {x, y}, faults


def points_from_pairs(frame: pd.DataFrame, header: str, place: Place) -> tuple[gpd.GeoSeries, list[Fault]]:
    """Make points of a column of latitude and longitude, as open data portals write it (``50.41, 4.44``)."""
    cells = frame[header].astype("str")
    pairs = cells.str.extract(_PAIR)
    for name in ("lat", "lon"):
        # A cell that is no pair is passed on unchanged and reported as unreadable.
        pairs[name] = pairs[name].where(pairs[name].notna(), cells)
    pairs.attrs = dict(frame.attrs)
    points, faults = points_from_columns(pairs, "lon", "lat", MAP, place)
    return points, [replace(fault, column=header) if fault.column else fault for fault in faults]


def _outlines(cells: pd.Series, place: Place, crs: str | None, file: str) -> tuple[gpd.GeoSeries, list[Fault]]:
    """Make geometries of Well-Known Text."""
    words = cells.astype("str")
    codes = words.str.extract(_SRID)[0].dropna().unique()
    declared = crs or (f"EPSG:{codes[0]}" if len(codes) == 1 else None)
    with warnings.catch_warnings():
        # Every text that cannot be read is named below.
        warnings.simplefilter("ignore", RuntimeWarning)
        curved = words.str.contains(_CURVES, na=False).to_numpy()
        bare = [None if pd.isna(word) else _SRID.sub("", word) for word in words.where(~curved)]
        shapes = shapely.force_2d(shapely.from_wkt(bare, on_invalid="ignore"))
    bounds = shapely.bounds(shapes)
    usable = np.asarray(np.isfinite(bounds).all(axis=1))
    wrong = words[words.notna().to_numpy() & ~usable]
    header = str(cells.name)
    faults = [
        Fault("geometry.curve" if bent else "geometry.unreadable", "row", file, int(row), header, str(value))
        for row, value, bent in zip(wrong.index, wrong, wrong.index.isin(words.index[curved]), strict=True)
    ]
    shapes[~usable] = None
    if usable.any():
        try:
            system = known_crs(declared, file) if declared else None
            settled, swapped, found = settle(bounds[usable], place, declared=system, usual=None, file=file)
        except Refused as refused:
            shapes[:] = None
            faults += refused.faults
        else:
            if swapped:
                shapes = shapely.transform(shapes, lambda points: points[:, ::-1])
            shapes = to_metric(shapes, settled, place)
            faults += found
    return gpd.GeoSeries(shapes, index=cells.index, crs=place.metric_crs), faults
