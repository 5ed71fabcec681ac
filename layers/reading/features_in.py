"""Geodata as received, read to the metres of the commune and two dimensions, its coordinate system settled."""

import re
import warnings
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pyproj
import shapely

from geo.crs import MAP
from geo.place import Place
from layers._fault import Fault, Refused
from layers._raw import RawFile
from layers.reading.archive import opened
from layers.reading.completeness import cut_short
from layers.reading.coordinate_systems import candidates, known_crs, recognised, settle, to_metric
from layers.reading.damage import refusing_damage
from layers.reading.geojson_in import read_geojson
from layers.reading.headers import normalised
from layers.reading.kinds import kind_of
from layers.reading.one_driver import opened_as
from layers.reading.parquet_facts import check_parquet, geometry_column
from layers.reading.shapefile_parts import shapefile_encoding

FEATURE_KINDS = ("geojson", "gpkg", "sqlite", "shapefile", "flatgeobuf", "filegdb", "gml", "gpx", "dxf", "parquet")
WITH_LAYERS = ("gpkg", "sqlite", "filegdb", "gml", "gpx")
"""Kinds that may hold several tables."""
MOST_BYTES = 2 * 1024**3
MOST_VERTICES = 20_000_000
"""All sectors of Belgium have about 4 million."""
WAYPOINTS = "waypoints"
"""Of a GPX file, which always has lists of tracks and routes too: the places somebody marked."""
ENTITIES = "entities"
"""Of a drawing: what is drawn, beside the blocks it is drawn with."""
UNDEFINED = re.compile(r"undefined|unknown|unnamed", re.I)
"""How the library names the system of a layer that says it has none."""


def read_features(
    raw: RawFile, place: Place, *, declared_crs: str | None = None, layer: str | None = None
) -> tuple[gpd.GeoDataFrame, list[Fault]]:
    """Read features, in an archive or bare, of one of `FEATURE_KINDS`.

    Parameters
    ----------
    raw
        The file.
    place
        The commune it should touch; tells coordinate systems apart.
    declared_crs
        The system to use when the file itself names none (from the configuration).
    layer
        Layer of a file with several, unless whoever passed the file named another; when None there must be only one
        with geometry.

    Returns
    -------
    tuple
        The features in metres, two-dimensional, attributes untouched, indexed by their number in the file from 1
        (``row``), and the faults. Ids of GeoJSON features are the column ``feature_id``. Where a geometry cannot be
        used it is missing and a ``row`` fault says why (``geometry.unreadable``, ``geometry.collection``,
        ``place.zero``); faults of the coordinate system are those of ``settle``. With an
        ``error`` among the faults the geometries are where they seem to be meant, so that checking can go on.

    Raises
    ------
    Refused
        Any ``file.``, ``zip.`` or ``features.`` fault, ``crs.unknown``, ``crs.unreadable``, ``place.all_outside``.
    """
    with opened(raw, FEATURE_KINDS) as inner:
        size = inner.path.stat().st_size
        if size > MOST_BYTES:
            limits = {"found": size, "limit": MOST_BYTES}
            raise Refused([Fault("file.too_large", "error", inner.name, parameters=limits)])
        kind = kind_of(inner)
        if raw.sheet and kind not in WITH_LAYERS:
            raise Refused([Fault("table.no_sheets", "error", inner.name, value=raw.sheet)])
        if cut_short(inner, kind):
            raise Refused([Fault("file.unreadable", "error", inner.name)])
        frame, said, faults = _read(inner, kind, raw.sheet or layer)
        file = inner.name
    if frame.empty:
        raise Refused([*faults, Fault("features.empty", "error", file)])
    vertices = int(shapely.get_num_coordinates(frame.geometry.array).sum())
    if vertices > MOST_VERTICES:
        limits = {"found": vertices, "limit": MOST_VERTICES}
        raise Refused([Fault("features.too_many_vertices", "error", file, parameters=limits)])
    crs = said or (known_crs(declared_crs, file) if declared_crs else None)
    if kind == "dxf" and crs is None:
        # Drawings are often moved to begin at zero, so that numbers that fit somewhere say little.
        tried = ", ".join(candidates(place))
        raise Refused([*faults, Fault("crs.must_be_given", "error", file, parameters={"known": tried})])
    return _placed(frame, crs, MAP if kind == "geojson" else None, place, file, faults)


def _placed(
    frame: gpd.GeoDataFrame, crs: pyproj.CRS | None, usual: str | None, place: Place, file: str, faults: list[Fault]
) -> tuple[gpd.GeoDataFrame, list[Fault]]:
    """Set unusable geometries aside, settle the coordinate system and bring the rest to the commune's metres."""
    shapes = shapely.force_2d(np.asarray(frame.geometry.array, dtype=object))
    broken = ~np.isfinite(shapely.bounds(shapes)).all(axis=1) & ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    mixed = shapely.get_type_id(shapes) == shapely.GeometryType.GEOMETRYCOLLECTION
    zero = _touching_zero(shapes)
    faults += _set_aside(frame, shapes, "geometry.unreadable", broken, file)
    faults += _set_aside(frame, shapes, "geometry.collection", mixed & ~broken, file)
    faults += _set_aside(frame, shapes, "place.zero", zero & ~broken & ~mixed, file)
    usable = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    if usable.any():
        bounds = shapely.bounds(shapes[usable])
        crs, swapped, found = settle(bounds, place, declared=crs, usual=usual, file=file)
        faults += found
        if swapped:
            shapes = shapely.transform(shapes, lambda points: points[:, ::-1])
        shapes = to_metric(shapes, crs, place)
        lost = usable & ~np.isfinite(shapely.bounds(shapes)).all(axis=1)
        faults += _set_aside(frame, shapes, "geometry.unreadable", lost, file)
    attributes = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    placed = gpd.GeoSeries(shapes, index=frame.index, crs=place.metric_crs)
    return gpd.GeoDataFrame(attributes, geometry=placed), faults


def _set_aside(frame: gpd.GeoDataFrame, shapes: np.ndarray, code: str, which: np.ndarray, file: str) -> list[Fault]:
    """Empty the geometries of ``which`` in place and say so row by row."""
    shapes[which] = None
    return [Fault(code, "row", file, int(row), "geometry") for row in frame.index[which]]


def _touching_zero(shapes: np.ndarray) -> np.ndarray:
    points, owner = shapely.get_coordinates(shapes, return_index=True)
    zero = np.zeros(len(shapes), dtype=bool)
    zero[owner[(points == 0).all(axis=1)]] = True
    return zero


def _read(raw: RawFile, kind: str, layer: str | None) -> tuple[gpd.GeoDataFrame, pyproj.CRS | None, list[Fault]]:
    """Read a file of one kind, its rows numbered; the second is the system the file itself names."""
    if kind == "geojson":
        frame, named, faults = read_geojson(raw)
        return frame, known_crs(named, raw.name) if named else None, faults
    frame, crs, faults = _parquet(raw) if kind == "parquet" else _vector(raw, kind, layer)
    frame.index = pd.RangeIndex(1, len(frame) + 1, name="row")
    return frame, crs, faults


def _parquet(raw: RawFile) -> tuple[gpd.GeoDataFrame, pyproj.CRS | None, list[Fault]]:
    geometry_column(check_parquet(raw), raw.name)
    # The rest of what the file says of its columns is only looked at by the reader, which trips over it in many ways.
    with refusing_damage(raw.name, "features.wrong_metadata", also=(TypeError, AttributeError)):
        frame = gpd.read_parquet(raw.path)
        crs = recognised(frame.crs) if frame.crs else None
    return frame, crs, []


def _vector(raw: RawFile, kind: str, layer: str | None) -> tuple[gpd.GeoDataFrame, pyproj.CRS | None, list[Fault]]:
    """Read with GDAL, held to the driver of the kind."""
    with warnings.catch_warnings(record=True) as said, opened_as(raw, kind) as path:
        warnings.simplefilter("always")
        with refusing_damage(raw.name):
            usual = {"gpx": WAYPOINTS, "dxf": ENTITIES}.get(kind)
            name = _which_layer(path, usual if layer is None else layer, raw.name)
            how = {"layer": name, "encoding": shapefile_encoding(raw) if kind == "shapefile" else None}
            info = pyogrio.read_info(path, **how)
            frame = pyogrio.read_dataframe(path, fid_as_index=True, on_invalid="ignore", force_2d=True, **how)
        if not isinstance(frame, gpd.GeoDataFrame):
            raise Refused([Fault("features.no_geometry", "error", raw.name)])
        unreadable = _unreadable(path, name, frame, raw.name)
    notes = sorted({str(each.message) for each in said if issubclass(each.category, RuntimeWarning)})
    faults = [Fault("features.reader_note", "note", raw.name, value=note) for note in notes]
    faults += [Fault("geometry.unreadable", "row", raw.name, int(row), "geometry") for row in unreadable]
    return frame, _named(info["crs"], raw.name), faults


def _unreadable(path: Path, layer: str, frame: gpd.GeoDataFrame, file: str) -> np.ndarray:
    """Return the numbers of features that have a geometry in the file but none that could be read."""
    lost = frame.geometry.isna().to_numpy()
    if not lost.any():
        return np.flatnonzero(lost)
    with refusing_damage(file), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        _, _, shapes, _ = pyogrio.raw.read(path, layer=layer, columns=[], force_2d=True)
    return np.flatnonzero(lost & np.array([shape is not None for shape in shapes])) + 1


def _named(text: str | None, file: str) -> pyproj.CRS | None:
    if not text:
        return None
    crs = known_crs(text, file)
    return None if UNDEFINED.search(crs.name) else crs


def _which_layer(path: Path, layer: str | None, file: str) -> str:
    found = [(str(name), kind) for name, kind in pyogrio.list_layers(path)]
    if layer is not None:
        matching = [name for name, _ in found if normalised(name) == normalised(layer)]
        if not matching:
            names = {"layers": ", ".join(name for name, _ in found)}
            raise Refused([Fault("features.which_layer", "error", file, value=layer, parameters=names)])
        return matching[0]
    if not found:
        raise Refused([Fault("file.unreadable", "error", file)])
    drawn = [name for name, kind in found if kind is not None]
    if not drawn:
        raise Refused([Fault("features.no_geometry", "error", file)])
    if len(drawn) > 1:
        layers = {"layers": ", ".join(drawn)}
        raise Refused([Fault("features.several_layers", "error", file, parameters=layers)])
    return drawn[0]
