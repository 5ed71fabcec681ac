"""GeoJSON read to features without a library that guesses: its columns by what stands in them, its shapes by hand."""

import json

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from layers._fault import Fault
from layers._raw import RawFile
from layers.reading.geojson_text import GEOMETRIES, features_of

_MOST_NESTED = 20
"""Collections in collections."""


class _BrokenError(ValueError):
    """Coordinates that make no geometry."""


def read_geojson(raw: RawFile) -> tuple[gpd.GeoDataFrame, str | None, list[Fault]]:
    """Read the features of a file.

    Returns
    -------
    frame : GeoDataFrame
        Two-dimensional, in no system yet, indexed by the number of the feature in the file (``row``). Ids of features
        are the column ``feature_id``. Columns stand in the order in which properties first appear; whole numbers stay
        whole where some are missing, texts stay texts (a day is not guessed), and what is mixed is text.
    crs : str or None
        The coordinate system the file names.
    faults : list of Fault
        ``row``: ``feature.not_one``, ``geometry.unreadable``; and those of `features_of` as a refusal.
    """
    found = features_of(raw)
    faults = found.faults
    shapes = np.full(len(found.numbers), None, dtype=object)
    for place, drawn in enumerate(found.geometries):
        if drawn is None:
            continue
        try:
            shapes[place] = _shape(drawn)
        except (ValueError, TypeError, OverflowError, shapely.errors.GEOSException):
            row = found.numbers[place]
            faults.append(Fault("geometry.unreadable", "row", raw.name, row, "geometry"))
    index = pd.Index(found.numbers, name="row", dtype="int64")
    columns: dict[str, pd.Series] = {}
    if any(each is not None for each in found.ids):
        columns["feature_id"] = pd.Series([each and _sound(each) for each in found.ids], index=index, dtype="str")
    # A property may bear the name we give to the shape.
    for name in dict.fromkeys(name for each in found.properties for name in each):
        called = _sound(name)
        while called in ("geometry", *columns):
            called += "_"
        columns[called] = _column([each.get(name) for each in found.properties], index)
    frame = gpd.GeoDataFrame(pd.DataFrame(columns, index=index), geometry=gpd.GeoSeries(shapes, index=index))
    return frame, found.crs, sorted(faults, key=lambda fault: fault.row or 0)


def _column(values: list[object], index: pd.Index) -> pd.Series:
    # NaN is no JSON, but some programs write it for what they do not know.
    known = [None if isinstance(each, float) and each != each else each for each in values]
    kinds = {type(each) for each in known if each is not None}
    whole = None not in known
    if kinds == {bool}:
        return pd.Series(known, index=index, dtype="bool" if whole else "boolean")
    if kinds == {int}:
        return pd.Series(known, index=index, dtype="int64" if whole else "Int64")
    if kinds and kinds <= {int, float}:
        return pd.Series(known, index=index, dtype="float64")
    if list in kinds and kinds <= {list, str}:
        return pd.Series(known, index=index, dtype="object")
    return pd.Series([None if each is None else _written(each) for each in known], index=index, dtype="str")


def _written(value: object) -> str:
    return _sound(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _sound(text: str) -> str:
    """Return a text without halves of characters, which an escape can write and no encoding can."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _shape(drawn: object, depth: int = 0) -> shapely.Geometry:
    """Build a geometry of what stands in the file, as it stands: a ring that does not close is broken.

    Raises
    ------
    ValueError, TypeError, OverflowError, GEOSException
        When it is none.
    """
    if not isinstance(drawn, dict) or drawn.get("type") not in GEOMETRIES or depth > _MOST_NESTED:
        raise _BrokenError
    kind = str(drawn["type"])
    if kind == "GeometryCollection":
        return shapely.GeometryCollection([_shape(each, depth + 1) for each in _list(drawn.get("geometries"))])
    given = _list(drawn.get("coordinates"))
    if not given:
        return shapely.from_wkt(f"{kind.upper()} EMPTY")
    if kind == "Point":
        return shapely.points(_positions([given])[0])
    if kind == "MultiPoint":
        return shapely.multipoints(shapely.points(_positions(given)))
    if kind == "LineString":
        return _line(given)
    if kind == "MultiLineString":
        return shapely.multilinestrings([_line(each) for each in given])
    if kind == "Polygon":
        return _polygon(given)
    return shapely.multipolygons([_polygon(each) for each in given])


def _list(value: object) -> list:
    if not isinstance(value, list):
        raise _BrokenError
    return value


def _line(positions: object) -> shapely.LineString:
    return shapely.linestrings(_positions(_list(positions)))


def _polygon(rings: object) -> shapely.Polygon:
    outer, *holes = [_ring(each) for each in _list(rings)]
    return shapely.polygons(outer, holes=holes or None)


def _ring(positions: object) -> shapely.LinearRing:
    points = _positions(_list(positions))
    if len(points) < 4 or (points[0] != points[-1]).any():
        raise _BrokenError
    return shapely.linearrings(points)


def _positions(given: list) -> np.ndarray:
    """Return positions as an array of two columns; heights and measures are left out."""
    try:
        points = np.asarray(given)
        if points.dtype.kind not in "if":
            raise _BrokenError
    except ValueError:
        # Some positions with a height, some without.
        points = np.asarray([_list(each)[:2] for each in given])
    if points.dtype.kind not in "if" or points.ndim != 2 or points.shape[1] < 2:
        raise _BrokenError
    flat = points[:, :2].astype("float64")
    if not np.isfinite(flat).all():
        raise _BrokenError
    return flat
