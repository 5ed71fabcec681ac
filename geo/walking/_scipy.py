"""Shortest walks with scipy alone, exact to the millimetre: all pairs where the kernel cannot run, and the nearest."""

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from geo.walking._ends import Ends, direct_mm, same_street
from geo.walking.network import StreetGraph

CHUNK = 64
"""Sites searched at a time: 64 rows of a city's nodes are some 20 MB."""


def pairs_within(
    graph: StreetGraph, sites: Ends, demand: Ends, limit_mm: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Answer as ``_kernel.pairs_within`` does.

    Notes
    -----
    Distances are whole numbers in double precision, exact up to 2**53 mm.
    """
    site, point = same_street(sites, demand).pairs()
    direct = direct_mm(sites, demand, site, point)
    row_start = np.zeros(len(sites) + 1, dtype=np.int64)
    columns, totals = [np.empty(0, dtype=np.int64)], [np.empty(0)]
    for first in range(0, len(sites), CHUNK):
        last = min(first + CHUNK, len(sites))
        walked = walked_mm(graph, sites.node[first:last], sites.mm[first:last], limit_mm)
        best = np.minimum(
            walked[:, demand.node[:, 0]] + demand.mm[:, 0], walked[:, demand.node[:, 1]] + demand.mm[:, 1]
        )
        here = (site >= first) & (site < last)
        np.minimum.at(best, (site[here] - first, point[here]), direct[here])
        row, column = np.nonzero(best <= limit_mm)
        row_start[first + 1 : last + 1] = np.bincount(row, minlength=len(best))
        columns.append(column)
        totals.append(best[row, column])
    return np.cumsum(row_start), np.concatenate(columns), np.concatenate(totals).astype(np.int64)


def walked_mm(graph: StreetGraph, node: np.ndarray, mm: np.ndarray, limit_mm: int) -> np.ndarray:
    """Return the walk from each place to each node, shape (places, nodes): +inf beyond the limit.

    Each place is made a node of its own, from which arcs lead to the ``node`` (n, 2) at both ends of its street,
    ``mm`` (n, 2) away.
    """
    nodes, places = len(graph.node_id), len(node)
    # A sparse matrix would add up two arcs between the same nodes, which a loop would have: its shorter way counts.
    loop = node[:, 0] == node[:, 1]
    shorter = np.where(loop[:, None], mm.min(axis=1)[:, None], mm)
    keep = np.column_stack([np.ones(places, dtype=bool), ~loop])
    matrix = sparse.csr_array(
        (
            np.r_[graph.arc_length_mm, shorter[keep]].astype(np.float64),
            np.r_[graph.arc_end, node[keep]],
            np.r_[graph.arc_start, graph.arc_start[-1] + np.cumsum(keep.sum(axis=1))],
        ),
        shape=(nodes + places, nodes + places),
    )
    return csgraph.dijkstra(matrix, indices=nodes + np.arange(places), limit=float(limit_mm))[:, :nodes]


def nearest(graph: StreetGraph, sites: Ends, demand: Ends, limit_mm: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the nearest site of each demand point and the millimetres to it, both -1 where none is within the limit.

    Notes
    -----
    One search from all sites together. Every length is multiplied by the number of sites and every start bears the
    site's own number, so that the shortest sum is the shortest walk and, between equal walks, the first site; the
    remainder says which. Exact while millimetres times sites stay below 2**53: a thousand sites, nine million km.
    """
    which, total = np.full(len(demand), -1, dtype=np.int64), np.full(len(demand), -1, dtype=np.int64)
    count, nodes = len(sites), len(graph.node_id)
    if not count or not len(demand):
        return which, total
    number = np.arange(count)
    start = np.full(nodes, np.inf)
    np.minimum.at(start, sites.node, sites.mm * count + number[:, None])
    seeded = np.flatnonzero(np.isfinite(start))
    matrix = sparse.csr_array(
        (
            np.r_[graph.arc_length_mm.astype(np.float64) * count, start[seeded]],
            np.r_[graph.arc_end, seeded],
            np.r_[graph.arc_start, graph.arc_start[-1] + len(seeded)],
        ),
        shape=(nodes + 1, nodes + 1),
    )
    walked = csgraph.dijkstra(matrix, indices=nodes)
    best = (walked[demand.node] + demand.mm * count).min(axis=1)
    site, point = same_street(sites, demand).pairs()
    np.minimum.at(best, point, direct_mm(sites, demand, site, point) * count + site)
    within = np.flatnonzero(best < (limit_mm + 1) * count)
    total[within], which[within] = np.divmod(best[within], count)
    return which, total
