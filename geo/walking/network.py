"""The walking network as a graph: nodes in Hilbert order, streets in both directions, lengths in whole millimetres."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS
from scipy import sparse
from scipy.sparse import csgraph

from geo.walking._edges import as_drawn, measured_lengths_mm, node_positions, refuse_unusable
from geo.walking._hilbert import hilbert_distance


@dataclass(frozen=True, eq=False)
class StreetGraph:
    """A walking network: everything can be walked in both directions.

    Nodes stand in Hilbert order (neighbours on the ground are neighbours in memory), edges are ordered by their ends,
    length and shape, so that the order of the rows it was built from changes nothing. Arcs serve the search: parallel
    streets are reduced to the shortest and loops left out, since no shortest path from node to node uses the others.
    Edges keep them all, since people live along them.

    Attributes
    ----------
    node_id
        Identifier of each node, integers or text as in the data.
    x_m, y_m
        Coordinates of each node, in metres.
    component
        Component of each node: 0 is the one with the greatest length of street, then by falling length.
    arc_start, arc_end, arc_length_mm
        Compressed rows: the arcs leaving node ``n`` are ``arc_start[n]:arc_start[n + 1]`` (int64); ``arc_end`` (int32)
        is the node they lead to, ``arc_length_mm`` (uint32) how long they are.
    edge_u, edge_v
        Nodes at the two ends of each street (int32), in the direction its line is drawn.
    edge_length_mm
        Length of each street (uint32).
    edge_geometry
        LineStrings that run from ``edge_u`` to ``edge_v``.
    components
        DataFrame, index ``component``: ``nodes``, ``edges``, ``length_m``, and ``x_m``, ``y_m`` of one of its nodes,
        so that a pocket can be named and found on a map.
    crs
        The system of all coordinates, in metres.

    Examples
    --------
    >>> graph = street_graph(streets)
    >>> graph.node_id.tolist(), graph.edge_length_mm.tolist()
    ([1, 2, 3], [150000, 150000])
    """

    node_id: np.ndarray
    x_m: np.ndarray
    y_m: np.ndarray
    component: np.ndarray
    arc_start: np.ndarray
    arc_end: np.ndarray
    arc_length_mm: np.ndarray
    edge_u: np.ndarray
    edge_v: np.ndarray
    edge_length_mm: np.ndarray
    edge_geometry: np.ndarray
    components: pd.DataFrame
    crs: CRS

    @property
    def edge_component(self) -> np.ndarray:
        """Component of each edge."""
        return self.component[self.edge_u]


def street_graph(edges: gpd.GeoDataFrame, nodes: gpd.GeoDataFrame | None = None) -> StreetGraph:
    """Build the walking network from its streets.

    Parameters
    ----------
    edges
        One row a street: ``u`` and ``v`` (node identifiers, integers or text), ``length_m`` (length walked on the
        ground; may be missing) and LineStrings in metres. The direction of a line does not matter, and a street given
        once in each direction counts once. Parallel streets, loops and streets of no length are kept.
    nodes
        Points in the same system by node identifier. Without them a node stands where the lines of its streets meet.
        Nodes on no street are left out.

    Raises
    ------
    DataError
        When there is no street at all, a CRS is not in metres, an end is missing or unknown, a line does not start and
        end at its nodes, a length is negative or not in metres, or a street has neither a length nor a line.

    Notes
    -----
    A street without ``length_m`` is as long as its line. A street without a line (osmnx leaves them out where the
    street is straight) is drawn straight between its nodes when these are known, and must then have a length.

    Examples
    --------
    >>> street_graph(streets).components["length_m"].tolist()
    [300.0]
    """
    refuse_unusable(edges, nodes)
    count = len(edges)
    both_ends = pd.concat([edges["u"], edges["v"]], ignore_index=True)
    if both_ends.dtype == "object" and pd.api.types.infer_dtype(both_ends).startswith("mixed"):
        both_ends = both_ends.astype("str")
    codes, identifiers = pd.factorize(both_ends, sort=True)
    u, v = codes[:count], codes[count:]
    lines = np.asarray(edges.geometry.array)
    if shapely.has_z(lines).any():
        lines = shapely.force_2d(lines)
    x, y = node_positions(u, v, lines, pd.Index(identifiers), nodes)
    lines, turned = as_drawn(edges, u, v, lines, x, y)
    u, v = np.where(turned, v, u), np.where(turned, u, v)
    length_mm = measured_lengths_mm(edges, lines)

    order = np.argsort(hilbert_distance(x, y), kind="stable")
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    edge_u, edge_v, edge_mm, lines = _distinct_streets(place[u], place[v], length_mm, lines)
    arc_start, arc_end, arc_mm = _arcs(edge_u, edge_v, edge_mm, len(order))
    component, components = _components(edge_u, edge_v, edge_mm, x[order], y[order])
    return StreetGraph(
        node_id=np.asarray(identifiers)[order],
        x_m=x[order],
        y_m=y[order],
        component=component,
        arc_start=arc_start,
        arc_end=arc_end,
        arc_length_mm=arc_mm,
        edge_u=edge_u,
        edge_v=edge_v,
        edge_length_mm=edge_mm,
        edge_geometry=lines,
        components=components,
        crs=edges.crs,
    )


def _distinct_streets(
    u: np.ndarray, v: np.ndarray, length_mm: np.ndarray, lines: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Drop repeats (the same street in one direction or the other) and put the streets in a fixed order."""
    table = pd.DataFrame({"low": np.minimum(u, v), "high": np.maximum(u, v), "mm": length_mm, "shape": ""})
    # Only streets with the same ends and length can be repeats: the others need no comparison of shapes.
    alike = table.duplicated(["low", "high", "mm"], keep=False).to_numpy()
    if alike.any():
        shape = shapely.to_wkb(lines[alike], hex=True)
        turned = shapely.to_wkb(shapely.reverse(lines[alike]), hex=True)
        table.loc[alike, "shape"] = np.where(turned < shape, turned, shape)
        # Of a street given in both directions, keep the one whose own shape is the first of the two.
        table["as_shape"] = True
        table.loc[alike, "as_shape"] = turned >= shape
        table = table.sort_values(["low", "high", "mm", "shape", "as_shape"], ascending=[True] * 4 + [False])
        order = table.drop_duplicates(["low", "high", "mm", "shape"]).index.to_numpy()
    else:
        order = np.lexsort((length_mm, table["high"], table["low"]))
    return u[order].astype(np.int32), v[order].astype(np.int32), length_mm[order].astype(np.uint32), lines[order]


def _arcs(u: np.ndarray, v: np.ndarray, length_mm: np.ndarray, nodes: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """List the arcs leaving each node, the shortest where several streets join the same two nodes."""
    # Edges are ordered by ends and then length: the first of each pair of ends is the shortest.
    low, high = np.minimum(u, v), np.maximum(u, v)
    first = np.r_[True, (low[1:] != low[:-1]) | (high[1:] != high[:-1])] & (u != v)
    tail, head = np.r_[u[first], v[first]], np.r_[v[first], u[first]]
    order = np.lexsort((head, tail))
    start = np.zeros(nodes + 1, dtype=np.int64)
    np.cumsum(np.bincount(tail, minlength=nodes), out=start[1:])
    return start, head[order].astype(np.int32), np.r_[length_mm[first], length_mm[first]][order].astype(np.uint32)


def _components(
    u: np.ndarray, v: np.ndarray, length_mm: np.ndarray, x: np.ndarray, y: np.ndarray
) -> tuple[np.ndarray, pd.DataFrame]:
    """Number the connected components by falling length of street, ties by their first node."""
    matrix = sparse.coo_array((np.ones(len(u), dtype=np.int8), (u, v)), shape=(len(x), len(x)))
    count, label = csgraph.connected_components(matrix, directed=False)
    _, first_node = np.unique(label, return_index=True)
    street_mm = np.bincount(label[u], weights=length_mm.astype(np.float64), minlength=count)
    order = np.lexsort((first_node, -street_mm))
    rank = np.empty(count, dtype=np.int32)
    rank[order] = np.arange(count, dtype=np.int32)
    table = pd.DataFrame(
        {
            "nodes": np.bincount(label, minlength=count)[order],
            "edges": np.bincount(label[u], minlength=count)[order],
            "length_m": street_mm[order] / 1000,
            "x_m": x[first_node[order]],
            "y_m": y[first_node[order]],
        },
        index=pd.RangeIndex(count, name="component"),
    )
    return rank[label], table
