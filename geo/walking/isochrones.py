"""What can be reached on foot from a place in so many minutes: the streets themselves, and a shape true to them."""

from collections.abc import Iterable
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.ops import substring

from geo.errors import DataError
from geo.texts import N_
from geo.walking import _scipy
from geo.walking._ends import ends
from geo.walking.network import StreetGraph
from geo.walking.snapping import Snapped
from geo.walking.street_reach import limit_to_mm

MINUTES: Final = (5.0, 10.0, 15.0)

WIDTH_M = 25.0
"""How far from a reached street its shape goes: the depth of a plot. A drawing only: no number rests on it."""

ARC_SEGMENTS = 2
"""Sides in a quarter of a rounded end; more would not be seen at the scale of a town, and takes longer."""


def reached_streets(graph: StreetGraph, place: Snapped, limit_m: float) -> gpd.GeoDataFrame:
    """Return the pieces of street within a walk of ``limit_m``, the last ones cut where the walk ends.

    Parameters
    ----------
    graph
        The streets.
    place
        One place on them.
    limit_m
        Longest walk in metres, access leg included.

    Returns
    -------
    GeoDataFrame in metres, one row a piece: ``edge`` (position in the graph; -1 for the access leg), ``length_m``
    walked along it, and the line.

    Raises
    ------
    DataError
        When ``place`` is not one place, or could not be put on the network.
    """
    _refuse_unplaced(place)
    limit_mm = limit_to_mm(limit_m)
    here = ends(graph, place)
    own, along_mm, leg_mm = int(here.edge[0]), int(here.along_mm[0]), int(here.leg_mm[0])
    pieces: list[_Piece] = []
    if leg_mm > 0:
        share = along_mm / graph.edge_length_mm[own] if graph.edge_length_mm[own] else 0.0
        foot = shapely.line_interpolate_point(graph.edge_geometry[own], share, normalized=True)
        leg = shapely.linestrings([[place.x_m[0], place.y_m[0]], [shapely.get_x(foot), shapely.get_y(foot)]])
        walked = min(leg_mm, limit_mm)
        pieces.append((-1, walked, substring(leg, 0, walked / leg_mm, normalized=True)))

    arrival = _scipy.walked_mm(graph, here.node, here.mm, limit_mm)[0]
    left_u, left_v = limit_mm - arrival[graph.edge_u], limit_mm - arrival[graph.edge_v]
    length = graph.edge_length_mm.astype(np.int64)
    whole = np.flatnonzero(
        ((left_u >= 0) & (left_v >= 0) & (left_u + left_v >= length)) | (left_u >= length) | (left_v >= length)
    )
    whole = whole[whole != own]
    pieces.extend(zip(whole.tolist(), length[whole].tolist(), graph.edge_geometry[whole], strict=True))
    is_whole = np.zeros(len(length), dtype=bool)
    is_whole[whole] = True
    for edge in np.flatnonzero(((left_u > 0) | (left_v > 0)) & ~is_whole):
        if edge != own:
            spans = [(0, max(left_u[edge], 0)), (length[edge] - max(left_v[edge], 0), length[edge])]
            pieces.extend(_spans(graph, int(edge), spans))
    if limit_mm > leg_mm:
        spread = limit_mm - leg_mm
        spans = [
            (0, max(left_u[own], 0)),
            (along_mm - spread, along_mm + spread),
            (length[own] - max(left_v[own], 0), length[own]),
        ]
        pieces.extend(_spans(graph, own, spans))
    table = pd.DataFrame(pieces, columns=["edge", "walked_mm", "geometry"])
    table.insert(1, "length_m", table.pop("walked_mm").astype("float64") / 1000)
    table = table.sort_values("edge", kind="stable", ignore_index=True)
    return gpd.GeoDataFrame(table, geometry="geometry", crs=graph.crs)


def isochrones(
    graph: StreetGraph,
    place: Snapped,
    speed_m_s: float,
    minutes: Iterable[float] = MINUTES,
    *,
    width_m: float = WIDTH_M,
) -> gpd.GeoDataFrame:
    """Return the shapes within so many minutes on foot: every reached piece of street, so much to either side.

    Parameters
    ----------
    graph
        The streets.
    place
        One place on them.
    speed_m_s
        Walking speed in metres a second.
    minutes
        Walking times.
    width_m
        Metres to either side of a street.

    Returns
    -------
    GeoDataFrame in metres, index ``minutes`` (rising): ``limit_m``, ``street_length_m`` and the shape, each shape
    holding those before it.

    Raises
    ------
    DataError
        When ``place`` is not one place, or could not be put on the network.

    Notes
    -----
    The shape is for looking at. Who is reached is told by the distances, not by lying inside it.
    """
    rows = []
    shape: shapely.Geometry = shapely.Polygon()
    for time in sorted(set(minutes)):
        limit_m = time * 60 * speed_m_s
        pieces = reached_streets(graph, place, limit_m)
        strips = shapely.buffer(pieces.geometry.to_numpy(), width_m, quad_segs=ARC_SEGMENTS)
        # Rounding may draw a cut street slightly wider than the whole one; adding to the last shape keeps them nested.
        shape = shapely.union_all(np.r_[strips, shape])
        rows.append((time, limit_m, pieces.loc[pieces["edge"] >= 0, "length_m"].sum(), shape))
    table = pd.DataFrame(rows, columns=["minutes", "limit_m", "street_length_m", "geometry"]).set_index("minutes")
    return gpd.GeoDataFrame(table, geometry="geometry", crs=graph.crs)


_Piece = tuple[int, float, shapely.Geometry]
"""Position of the street in the graph (-1 for the access leg), millimetres walked along it, line."""


def _refuse_unplaced(place: Snapped) -> None:
    if len(place) != 1:
        raise DataError(N_("An isochrone starts from one place, not from {count}."), count=len(place))
    if not len(place.placed):
        raise DataError(
            N_("No isochrone can be drawn from {key}: it could not be put on the street network."), key=place.key[0]
        )


def _spans(graph: StreetGraph, edge: int, spans: list[tuple[float, float]]) -> list[_Piece]:
    """Return the pieces of a street that the spans (millimetres from its start) cover together, each once."""
    length = float(graph.edge_length_mm[edge])
    inside = sorted((max(start, 0.0), min(stop, length)) for start, stop in spans)
    merged: list[tuple[float, float]] = []
    for start, stop in inside:
        if stop <= start:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], stop))
        else:
            merged.append((start, stop))
    return [(edge, stop - start, _cut(graph, edge, start, stop)) for start, stop in merged]


def _cut(graph: StreetGraph, edge: int, start_mm: float, stop_mm: float) -> shapely.Geometry:
    """Return the line of a street between two distances along it."""
    line, length = graph.edge_geometry[edge], float(graph.edge_length_mm[edge])
    if start_mm <= 0 and stop_mm >= length:
        return line
    return substring(line, start_mm / length, stop_mm / length, normalized=True)
