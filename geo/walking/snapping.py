"""Where a place meets the street network: the point of a street it is reached from, and the way to get there."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.errors import DataError
from geo.texts import N_
from geo.walking._hilbert import hilbert_distance
from geo.walking.network import StreetGraph

MAX_DISTANCE_M = 150.0
"""How far a place may lie from the street that serves it; a preference, room for large premises and parks."""

POCKET_SHARE = 0.01
"""A component with less than this share of the main component's length of street is a pocket: a piece drawn without its
link to the rest (a campus path, a cut corner of the extract), that serves nobody who can be served otherwise. Two towns
on either side of a river are not pockets of one another."""


@dataclass(frozen=True, eq=False)
class Snapped:
    """Places on the street network, in the order given; rejected ones keep their place in it.

    Attributes
    ----------
    key
        Identifier of each place.
    x_m, y_m
        Where the place itself is, in metres; NaN without coordinates.
    edge
        Position in the graph's edges of the street it is reached from (int64); -1 when rejected.
    along_mm
        How far along that street, from its ``edge_u`` (int64); 0 when rejected.
    leg_mm
        Length of the straight access leg from the place to the street (int64); 0 when rejected.
    component
        Component of that street (int64); -1 when rejected.

    Examples
    --------
    >>> at = snap(street_graph(streets), doors)
    >>> at.edge.tolist(), at.along_mm.tolist()
    ([0, 1], [50000, 100000])
    """

    key: pd.Index
    x_m: np.ndarray
    y_m: np.ndarray
    edge: np.ndarray
    along_mm: np.ndarray
    leg_mm: np.ndarray
    component: np.ndarray

    def __len__(self) -> int:
        return len(self.key)

    @property
    def placed(self) -> np.ndarray:
        """Positions of the places that are on the network."""
        return np.flatnonzero(self.edge >= 0)


def snap(
    graph: StreetGraph,
    points: gpd.GeoSeries,
    *,
    max_distance_m: float = MAX_DISTANCE_M,
    pocket_share: float = POCKET_SHARE,
) -> Snapped:
    """Find the street each place is reached from: the nearest one of a component that serves, pockets coming last.

    Parameters
    ----------
    graph
        The streets.
    points
        Points in the system of the streets, indexed by key. Missing or empty points are rejected, not dropped.
    max_distance_m
        Longest access leg, in metres.
    pocket_share
        Share of the main component's length of street under which a component is a pocket. With 0 the nearest street
        is always taken.

    Raises
    ------
    DataError
        When the points are not in the system of the streets.

    Notes
    -----
    The access leg is straight. Streets at exactly the same distance: the first in the graph's own order is taken, so
    that neither the order of the points nor that of the streets changes the result.

    Examples
    --------
    >>> snap(street_graph(streets), doors).leg_mm.tolist()
    [10000, 0]
    >>> snap(street_graph(streets), doors, max_distance_m=5).edge.tolist()
    [-1, 1]
    """
    if points.crs is None or not points.crs.equals(graph.crs):
        raise DataError(
            N_("The places are in the coordinate system {crs}, not in {metric}: reproject them first."),
            crs=points.crs.name if points.crs is not None else "?",
            metric=graph.crs.name,
        )
    geometries = np.asarray(points.array)
    x, y = shapely.get_x(geometries), shapely.get_y(geometries)
    located = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    count = len(geometries)

    edge, distance_m = _nearest_edge(graph.edge_geometry, geometries, located)
    street_m = graph.components["length_m"].to_numpy()
    pocket = street_m < pocket_share * street_m[0]
    edge_component = graph.edge_component
    beside_pocket = located[pocket[edge_component[edge[located]]]]
    if len(beside_pocket):
        serving = np.flatnonzero(~pocket[edge_component])
        other, other_m = _nearest_edge(graph.edge_geometry[serving], geometries, beside_pocket)
        better = beside_pocket[other_m[beside_pocket] <= max_distance_m]
        edge[better], distance_m[better] = serving[other[better]], other_m[better]

    too_far = located[distance_m[located] > max_distance_m]
    edge[too_far] = -1
    placed = np.flatnonzero(edge >= 0)
    along_mm, leg_mm = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    along_mm[placed] = along_street_mm(graph, edge[placed], geometries[placed])
    leg_mm[placed] = np.rint(distance_m[placed] * 1000).astype(np.int64)
    component = np.full(count, -1, dtype=np.int64)
    component[placed] = edge_component[edge[placed]]
    return Snapped(points.index, x, y, edge, along_mm, leg_mm, component)


def _nearest_edge(lines: np.ndarray, points: np.ndarray, which: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the nearest line and its distance in metres for ``points[which]``; -1 and NaN elsewhere."""
    edge, distance_m = np.full(len(points), -1, dtype=np.int64), np.full(len(points), np.nan)
    if len(which):
        # Neighbouring points are looked up in sequence, which is more than twice as fast as the order of a table.
        x, y = shapely.get_x(points[which]), shapely.get_y(points[which])
        which = which[np.argsort(hilbert_distance(x, y), kind="stable")]
        (row, line), apart = shapely.STRtree(lines).query_nearest(points[which], return_distance=True, all_matches=True)
        order = np.lexsort((line, row))
        _, first = np.unique(row[order], return_index=True)
        edge[which], distance_m[which] = line[order][first], apart[order][first]
    return edge, distance_m


def along_street_mm(graph: StreetGraph, edge: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Return how far along their streets the points lie, as a share of the line applied to the length walked."""
    lines = graph.edge_geometry[edge]
    drawn = shapely.length(lines)
    share = np.divide(shapely.line_locate_point(lines, points), drawn, out=np.zeros(len(lines)), where=drawn > 0)
    length_mm = graph.edge_length_mm[edge].astype(np.int64)
    return np.clip(np.rint(share * length_mm).astype(np.int64), 0, length_mm)
