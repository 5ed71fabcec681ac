"""A synthetic city for measurements: streets, places and walks of any size, the same on every machine."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import METRIC
from geo.walking import Snapped, StreetGraph

BLOCK_M = 50.0
"""Mean distance between crossings: 40,000 of them on 100 km2, as in Charleroi."""

STREETS_KEPT = 0.69
"""Share of the streets of the grid that are there: 1.4 streets a crossing, as in European cities."""


@dataclass(frozen=True)
class City:
    """Streets and crossings as tables, and the crossings and corners where sites and addresses stand."""

    edges: gpd.GeoDataFrame
    nodes: gpd.GeoDataFrame
    site_node: np.ndarray
    sites: gpd.GeoSeries
    addresses: gpd.GeoSeries


def city(side: int, sites: int, addresses: int, seed: int = 1) -> City:
    """Lay out a city of ``side`` x ``side`` crossings."""
    rng = np.random.default_rng(seed)
    number = np.arange(side**2).reshape(side, side)
    x, y = (
        axis.ravel() * BLOCK_M + rng.uniform(-18, 18, side**2) for axis in np.meshgrid(np.arange(side), np.arange(side))
    )
    u = np.r_[number[:, :-1].ravel(), number[:-1].ravel()]
    v = np.r_[number[:, 1:].ravel(), number[1:].ravel()]
    kept = rng.random(len(u)) < STREETS_KEPT
    u, v = u[kept], v[kept]
    lines = shapely.linestrings(np.stack([np.c_[x[u], y[u]], np.c_[x[v], y[v]]], axis=1))
    length_m = np.round(shapely.length(lines) * 1.04, 3)
    used = np.unique(np.r_[u, v])
    site_node = np.sort(rng.choice(used, sites, replace=False))

    def along_streets(count: int) -> gpd.GeoSeries:
        street, share = rng.integers(0, len(u), count), rng.random(count)
        px = x[u[street]] + share * (x[v[street]] - x[u[street]]) + rng.normal(0, 8, count)
        py = y[u[street]] + share * (y[v[street]] - y[u[street]]) + rng.normal(0, 8, count)
        return gpd.GeoSeries.from_xy(px, py, crs=METRIC)

    return City(
        edges=gpd.GeoDataFrame({"u": u, "v": v, "length_m": length_m}, geometry=lines, crs=METRIC),
        nodes=gpd.GeoDataFrame(geometry=shapely.points(x[used], y[used]), index=used, crs=METRIC),
        site_node=site_node,
        sites=along_streets(sites),
        addresses=along_streets(addresses),
    )


def at_nodes(graph: StreetGraph, node: np.ndarray) -> Snapped:
    """Return places that stand exactly on the crossings with these identifiers."""
    position = pd.Index(graph.node_id).get_indexer(node)
    edge = np.empty(len(graph.node_id), dtype=np.int64)
    edge[graph.edge_u] = np.arange(len(graph.edge_u))
    edge[graph.edge_v] = np.arange(len(graph.edge_v))
    own = edge[position]
    at_end = graph.edge_u[own] != position
    return Snapped(
        key=pd.Index(node),
        x_m=graph.x_m[position],
        y_m=graph.y_m[position],
        edge=own,
        along_mm=np.where(at_end, graph.edge_length_mm[own], 0).astype(np.int64),
        leg_mm=np.zeros(len(node), dtype=np.int64),
        component=graph.component[position].astype(np.int64),
    )
