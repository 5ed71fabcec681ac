"""Geodata as received, read to METRIC and two dimensions, its coordinate system settled."""

import re
import warnings

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pyproj
import shapely

from geo.crs import MAP, METRIC
from geo.place import Place
from layers._fault import Fault, Refused
from layers._raw import RawFile
from layers.reading.archive import opened
from layers.reading.completeness import cut_short
from layers.reading.coordinate_systems import known_crs, recognised, settle, to_metric
from layers.reading.damage import refusing_damage
from layers.reading.geojson_facts import declared_crs as crs_of_geojson
from layers.reading.geojson_facts import feature_ids
from layers.reading.headers import normalised
from layers.reading.kinds import kind_of
from layers.reading.shapefile_parts import shapefile_encoding

FEATURE_KINDS = ("geojson", "gpkg", "sqlite", "shapefile", "flatgeobuf", "parquet")
MOST_BYTES = 2 * 1024**3
MOST_VERTICES = 20_000_000
"""All sectors of Belgium have about 4 million."""
UNDEFINED = re.compile(r"undefined|unknown|unnamed", re.I)
"""How the library names the system of a layer that says it has none."""


def read_features(
    raw: RawFile, place: Place, *, declared_crs: str | None = None, layer: str | None = None
) -> tuple[gpd.GeoDataFrame, list[Fault]]:
    """Read features, in an archive or bare: GeoJSON, GeoPackage, shapefile, SQLite, FlatGeobuf or GeoParquet.

    Parameters
    ----------
    raw
        The file.
    place
        The commune it should touch; tells coordinate systems apart.
    declared_crs
        The system to use when the file itself names none (from the configuration).
    layer
        Layer of a file with several; when None there must be only one with geometry.

    Returns
    -------
    tuple
        The features in METRIC, two-dimensional, attributes untouched, indexed by their number in the file from 1
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
        if cut_short(inner, kind):
            raise Refused([Fault("file.unreadable", "error", inner.name)])
        frame, said, faults = _parquet(inner) if kind == "parquet" else _vector(inner, kind, layer)
        file = inner.name
    if frame.empty:
        raise Refused([Fault("features.empty", "error", file)])
    frame.index = pd.RangeIndex(1, len(frame) + 1, name="row")
    vertices = int(shapely.get_num_coordinates(frame.geometry.array).sum())
    if vertices > MOST_VERTICES:
        limits = {"found": vertices, "limit": MOST_VERTICES}
        raise Refused([Fault("features.too_many_vertices", "error", file, parameters=limits)])
    crs = said or (known_crs(declared_crs, file) if declared_crs else None)
    return _placed(frame, crs, MAP if kind == "geojson" else None, place, file, faults)


def _placed(
    frame: gpd.GeoDataFrame, crs: pyproj.CRS | None, usual: str | None, place: Place, file: str, faults: list[Fault]
) -> tuple[gpd.GeoDataFrame, list[Fault]]:
    """Set unusable geometries aside, settle the coordinate system and bring the rest to METRIC."""
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
        shapes = to_metric(shapes, crs)
        lost = usable & ~np.isfinite(shapely.bounds(shapes)).all(axis=1)
        faults += _set_aside(frame, shapes, "geometry.unreadable", lost, file)
    attributes = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    return gpd.GeoDataFrame(attributes, geometry=gpd.GeoSeries(shapes, index=frame.index, crs=METRIC)), faults


def _set_aside(frame: gpd.GeoDataFrame, shapes: np.ndarray, code: str, which: np.ndarray, file: str) -> list[Fault]:
    """Empty the geometries of ``which`` in place and say so row by row."""
    shapes[which] = None
    return [Fault(code, "row", file, int(row), "geometry") for row in frame.index[which]]


def _touching_zero(shapes: np.ndarray) -> np.ndarray:
    points, owner = shapely.get_coordinates(shapes, return_index=True)
    zero = np.zeros(len(shapes), dtype=bool)
    zero[owner[(points == 0).all(axis=1)]] = True
    return zero


def _parquet(raw: RawFile) -> tuple[gpd.GeoDataFrame, pyproj.CRS | None, list[Fault]]:
    with refusing_damage(raw.name):
        if b"geo" not in (pq.read_schema(raw.path).metadata or {}):
            raise Refused([Fault("features.no_geometry", "error", raw.name)])
        frame = gpd.read_parquet(raw.path)
        crs = recognised(frame.crs) if frame.crs else None
    return frame, crs, []


def _vector(raw: RawFile, kind: str, layer: str | None) -> tuple[gpd.GeoDataFrame, pyproj.CRS | None, list[Fault]]:
    """Read with GDAL what it reads; the second is the system the file itself names."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        with refusing_damage(raw.name):
            name = _which_layer(raw, layer)
            how = {"layer": name, "encoding": shapefile_encoding(raw) if kind == "shapefile" else None}
            info = pyogrio.read_info(raw.path, **how)
            frame = pyogrio.read_dataframe(raw.path, fid_as_index=True, on_invalid="ignore", force_2d=True, **how)
    if not isinstance(frame, gpd.GeoDataFrame):
        raise Refused([Fault("features.no_geometry", "error", raw.name)])
    unreadable = _unreadable(raw, name, frame)
    notes = sorted({str(each.message) for each in said if issubclass(each.category, RuntimeWarning)})
    faults = [Fault("features.reader_note", "note", raw.name, value=note) for note in notes]
    faults += [Fault("geometry.unreadable", "row", raw.name, int(row), "geometry") for row in unreadable]
    if kind == "geojson":
        named = crs_of_geojson(raw)
        with refusing_damage(raw.name):
            frame = _with_ids(frame, raw)
        return frame, known_crs(named, raw.name) if named else None, faults
    return frame, _named(info["crs"], raw.name), faults


def _unreadable(raw: RawFile, layer: str, frame: gpd.GeoDataFrame) -> np.ndarray:
    """Return the numbers of features that have a geometry in the file but none that could be read."""
    lost = frame.geometry.isna().to_numpy()
    if not lost.any():
        return np.flatnonzero(lost)
    with refusing_damage(raw.name), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        _, _, shapes, _ = pyogrio.raw.read(raw.path, layer=layer, columns=[], force_2d=True)
    return np.flatnonzero(lost & np.array([shape is not None for shape in shapes])) + 1


def _named(text: str | None, file: str) -> pyproj.CRS | None:
    if not text:
        return None
    crs = known_crs(text, file)
    return None if UNDEFINED.search(crs.name) else crs


def _which_layer(raw: RawFile, layer: str | None) -> str:
    found = [(str(name), kind) for name, kind in pyogrio.list_layers(raw.path)]
    if layer is not None:
        matching = [name for name, _ in found if normalised(name) == normalised(layer)]
        if not matching:
            names = {"layers": ", ".join(name for name, _ in found)}
            raise Refused([Fault("features.which_layer", "error", raw.name, value=layer, parameters=names)])
        return matching[0]
    if not found:
        raise Refused([Fault("file.unreadable", "error", raw.name)])
    drawn = [name for name, kind in found if kind is not None]
    if not drawn:
        raise Refused([Fault("features.no_geometry", "error", raw.name)])
    if len(drawn) > 1:
        layers = {"layers": ", ".join(drawn)}
        raise Refused([Fault("features.several_layers", "error", raw.name, parameters=layers)])
    return drawn[0]


def _with_ids(frame: gpd.GeoDataFrame, raw: RawFile) -> gpd.GeoDataFrame:
    """Add the features' own ids as ``feature_id``; a column ``id`` that only repeats them goes."""
    if "id" not in frame.columns and b'"id"' not in raw.head:
        return frame
    ids = feature_ids(raw)
    if len(ids) != len(frame) or not any(ids):
        return frame
    given = pd.Series(ids, index=frame.index, dtype="str")
    if "id" in frame.columns and given.equals(frame["id"].astype("str")):
        frame = frame.drop(columns="id")
    frame.insert(0, "feature_id", given)
    return frame
