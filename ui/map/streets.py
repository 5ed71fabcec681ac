"""Streets as a light ground of the map: merged, cut into cells, and written as small whole numbers."""

import json
from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import MAP, METRIC

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
    lines = streets.to_crs(METRIC)
    centres = shapely.centroid(lines.geometry.to_numpy())
    cells = pd.DataFrame(
        {
            "x": np.floor(shapely.get_x(centres) / CELL_M).astype("int64"),
            "y": np.floor(shapely.get_y(centres) / CELL_M).astype("int64"),
            "main": _is_main(lines["highway"]).to_numpy(),
        },
        index=lines.index,
    )
    found: dict[tuple[object, object], dict[str, object]] = {}
    for (x, y, main), part in lines.geometry.groupby([cells["x"], cells["y"], cells["main"]]):
        merged = shapely.line_merge(shapely.multilinestrings(part.to_numpy()))
        degrees = gpd.GeoSeries([shapely.simplify(merged, _SMOOTHING_M)], crs=METRIC).to_crs(MAP).iloc[0]
        found.setdefault((x, y), {})["main" if main else "minor"] = degrees
    return json.dumps([_cell(each) for each in found.values()], separators=(",", ":"))


def _is_main(highway: pd.Series) -> pd.Series:
    """Say which streets are main ones; an unknown kind is not."""
    return highway.astype(object).fillna("").str.removesuffix("_link").isin(MAIN)


def _cell(kinds: dict[str, object]) -> dict[str, object]:
    west, south, east, north = shapely.total_bounds(list(kinds.values()))
    origin = np.floor(np.array([west, south]) * _UNITS_PER_DEGREE).astype("int64")
    written = {kind: list(_lines(geometry, origin)) for kind, geometry in kinds.items()}
    return {"box": [round(each, 5) for each in (west, south, east, north)], "from": origin.tolist(), **written}


def _lines(geometry: shapely.Geometry, origin: np.ndarray) -> Iterator[list[int]]:
    for part in shapely.get_parts(geometry):
        units = np.rint(shapely.get_coordinates(part) * _UNITS_PER_DEGREE).astype("int64") - origin
        steps = np.vstack([units[:1], np.diff(units, axis=0)])
        # Points that fall together at this precision are one.
        kept = np.concatenate([[True], (steps[1:] != 0).any(axis=1)])
        if kept.sum() > 1:
            yield steps[kept].ravel().tolist()
