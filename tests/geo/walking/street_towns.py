"""Street networks small enough to check on paper, random ones, and networkx as the judge of walked distances."""

from collections.abc import Sequence
from itertools import pairwise

import geopandas as gpd
import networkx as nx
import numpy as np
import pandas as pd
from hypothesis import strategies as st
from shapely import LineString, Point

from geo.crs import METRIC
from geo.walking.network import StreetGraph
from geo.walking.snapping import Snapped


def streets(*rows: tuple[object, object, Sequence[tuple[float, float]]], **columns: list) -> gpd.GeoDataFrame:
    """Return a table of streets from ``(u, v, coordinates)``."""
    return gpd.GeoDataFrame(
        {"u": [row[0] for row in rows], "v": [row[1] for row in rows], **columns},
        geometry=[LineString(row[2]) for row in rows],
        crs=METRIC,
    )


def places(*points: tuple[float, float] | None, keys: Sequence[str] | None = None) -> gpd.GeoSeries:
    """Return points in METRIC, keyed ``p0``, ``p1``... unless said otherwise."""
    index = list(keys) if keys else [f"p{number}" for number in range(len(points))]
    return gpd.GeoSeries([None if point is None else Point(point) for point in points], index=index, crs=METRIC)


def sambre(bridge: bool) -> gpd.GeoDataFrame:
    """Return a street on either bank of a river 100 m wide, each 1,000 m long, joined at their east end by a bridge."""
    south = [("s0", "s1", [(0, 0), (500, 0)]), ("s1", "s2", [(500, 0), (1000, 0)])]
    north = [("n0", "n1", [(0, 100), (500, 100)]), ("n1", "n2", [(500, 100), (1000, 100)])]
    return streets(*south, *north, *([("s2", "n2", [(1000, 0), (1000, 100)])] if bridge else []))


@st.composite
def networks(draw: st.DrawFn) -> gpd.GeoDataFrame:
    """Draw a town of a few blocks: some streets missing, some longer than drawn, double, of no length, or loops."""
    side = draw(st.integers(2, 4))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    x = np.repeat(np.arange(side), side) * 100 + rng.uniform(-30, 30, side**2)
    y = np.tile(np.arange(side), side) * 100 + rng.uniform(-30, 30, side**2)
    rows, lengths = [], []
    for u in range(side**2):
        for v in [u + side] * (u + side < side**2) + [u + 1] * ((u + 1) % side > 0):
            if rng.random() < 0.2:
                continue
            line = [(x[u], y[u]), (x[v], y[v])]
            rows.append((u, v, line))
            lengths.append(LineString(line).length * rng.choice([1.0, 1.0, 1.3]))
            if rng.random() < 0.2:
                detour = [line[0], (line[0][0] + rng.uniform(-60, 60), line[1][1] + rng.uniform(-60, 60)), line[1]]
                rows.append((v, u, detour[::-1]))
                lengths.append(LineString(detour).length)
        if rng.random() < 0.1:
            loop = [(x[u], y[u]), (x[u] + 20, y[u]), (x[u], y[u] + 25), (x[u], y[u])]
            rows.append((u, u, loop))
            lengths.append(LineString(loop).length)
        if rng.random() < 0.1:
            rows.append((u, side**2 + u, [(x[u], y[u]), (x[u], y[u])]))
            lengths.append(0.0)
    if not rows:
        rows, lengths = [(0, 1, [(x[0], y[0]), (x[1], y[1])])], [np.hypot(x[0] - x[1], y[0] - y[1])]
    return streets(*rows, length_m=lengths)


@st.composite
def points_in_town(draw: st.DrawFn, most: int = 12) -> gpd.GeoSeries:
    """Draw places in and around such a town; some stand on a corner, some are not located."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    count = draw(st.integers(0, most))
    points = [None if rng.random() < 0.05 else tuple(rng.uniform(-60, 400, 2)) for _ in range(count)]
    return places(*points) if points else gpd.GeoSeries([], index=pd.Index([], dtype="str"), crs=METRIC)


def with_places(graph: StreetGraph, **groups: Snapped) -> nx.MultiGraph:
    """Return the network with the places built into it: every street is cut where an access leg meets it.

    Nodes are ``("node", position)`` and ``(group, position)``; the attribute ``mm`` is the length.
    """
    on_street: dict[int, list[tuple[int, tuple[str, int]]]] = {}
    network = nx.MultiGraph()
    network.add_nodes_from(("node", position) for position in range(len(graph.node_id)))
    for name, snapped in groups.items():
        for position in range(len(snapped)):
            network.add_node((name, position))
            if snapped.edge[position] >= 0:
                foot = ("foot", name, position)
                network.add_edge((name, position), foot, mm=int(snapped.leg_mm[position]))
                on_street.setdefault(int(snapped.edge[position]), []).append((int(snapped.along_mm[position]), foot))
    for edge in range(len(graph.edge_u)):
        stops = [(0, ("node", int(graph.edge_u[edge]))), *sorted(on_street.get(edge, []))]
        stops.append((int(graph.edge_length_mm[edge]), ("node", int(graph.edge_v[edge]))))
        for (start, one), (stop, other) in pairwise(stops):
            network.add_edge(one, other, mm=stop - start)
    return network


def judged_pairs(network: nx.MultiGraph, sites: Snapped, limit_mm: int) -> dict[tuple[int, int], int]:
    """Return by networkx every ``(site, demand)`` pair within the limit and its millimetres."""
    pairs = {}
    for site in range(len(sites)):
        walked = nx.single_source_dijkstra_path_length(network, ("site", site), cutoff=limit_mm, weight="mm")
        pairs.update({(site, node[1]): mm for node, mm in walked.items() if node[0] == "demand"})
    return pairs
