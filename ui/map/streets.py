"""Streets as a light ground of the map: merged, cut into cells, and written as small whole numbers."""

import json
from collections.abc import Mapping, Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import MAP

MAIN = ("motorway", "trunk", "primary", "secondary", "tertiary")
"""Kinds of street, in OpenStreetMap's words and with their ramps, that are drawn from further away."""

CELL_M = 1500.0
"""A browser draws the cells it sees and no others."""

CELLS_FORMAT = 1
"""Goes up when what is written changes: a file already there is not written again."""

_SMOOTHING_M = 1.5
_UNITS_PER_DEGREE = 100_000
"""Of the numbers written: about a metre."""


def street_cells(streets: gpd.GeoDataFrame) -> str:
    """Return the text of a JSON list of cells with their lines.

    A cell has ``box`` (west, south, east, north in degrees), ``from`` (longitude and latitude in hundred thousandths of
    a degree), and ``main`` and ``minor``: lists of lines, each ``[x, y, dx, dy, ...]`` where ``x, y`` count from
    ``from`` and every pair after it from the point before. Stretches that follow each other are one line.
    """
    lines = streets
    centres = shapely.centroid(lines.geometry.to_numpy())
    cells = pd.DataFrame(
        {
            "x": np.floor(shapely.get_x(centres) / CELL_M).astype("int64"),
            "y": np.floor(shapely.get_y(centres) / CELL_M).astype("int64"),
            "main": _is_main(lines["highway"]).to_numpy(),
        },
        index=lines.index,
    )
    merged, where = [], []
    for key, part in lines.geometry.groupby([cells["x"], cells["y"], cells["main"]]):
        merged.append(shapely.simplify(shapely.line_merge(shapely.multilinestrings(part.to_numpy())), _SMOOTHING_M))
        where.append(key)
    degrees = gpd.GeoSeries(merged, crs=lines.crs).to_crs(MAP).to_numpy()
    found: dict[tuple[object, object], dict[str, int]] = {}
    for place, (x, y, main) in enumerate(where):
        found.setdefault((x, y), {})["main" if main else "minor"] = place
    return json.dumps(_cells(degrees, list(found.values())), separators=(",", ":"))


def _is_main(highway: pd.Series) -> pd.Series:
    """Say which streets are main ones; an unknown kind is not."""
    return highway.astype(object).fillna("").str.removesuffix("_link").isin(MAIN)


def _cells(degrees: np.ndarray, cells: Sequence[Mapping[str, int]]) -> list[dict[str, object]]:
    """Return the cells as they are written; each names, by kind, the place of its lines among all."""
    boxes = [shapely.total_bounds(degrees[list(kinds.values())]) for kinds in cells]
    origins = [np.floor(box[:2] * _UNITS_PER_DEGREE).astype("int64") for box in boxes]
    of_geometry = np.zeros((len(degrees), 2), dtype="int64")
    for kinds, origin in zip(cells, origins, strict=True):
        of_geometry[list(kinds.values())] = origin
    lines = _lines(degrees, of_geometry)
    return [
        {
            "box": [round(each, 5) for each in box.tolist()],
            "from": origin.tolist(),
            **{kind: lines[place] for kind, place in kinds.items()},
        }
        for kinds, box, origin in zip(cells, boxes, origins, strict=True)
    ]


def _lines(degrees: np.ndarray, origins: np.ndarray) -> list[list[list[int]]]:
    """Return the lines of each geometry, counted from its origin; all points at once: there are a hundred thousand."""
    parts, geometry_of = shapely.get_parts(degrees, return_index=True)
    points, part_of = shapely.get_coordinates(parts, return_index=True)
    units = np.rint(points * _UNITS_PER_DEGREE).astype("int64") - origins[geometry_of[part_of]]
    begins = np.diff(part_of, prepend=-1) != 0
    steps = np.where(begins[:, None], units, np.diff(units, axis=0, prepend=0))
    # Points that fall together at this precision are one.
    kept = begins | (steps != 0).any(axis=1)
    numbers, ends = steps[kept].ravel().tolist(), 2 * np.cumsum(np.bincount(part_of[kept], minlength=len(parts)))
    found: list[list[list[int]]] = [[] for _ in degrees]
    start = 0
    for geometry, end in zip(geometry_of.tolist(), ends.tolist(), strict=True):
        if end - start > 2:
            found[geometry].append(numbers[start:end])
        start = end
    return found
