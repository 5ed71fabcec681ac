"""Shortest walks with scipy alone, exact to the millimetre: all pairs where the kernel cannot run, and the nearest."""

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from geo.walking._ends import Ends, direct_mm, same_street
from geo.walking.network import StreetGraph

CHUNK = 64
"""Sites searched at a time. They are neighbours, so that what they reach together is a small part of the network."""


def pairs_within(
    graph: StreetGraph, sites: Ends, demand: Ends, limit_mm: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Answer as ``_kernel.pairs_within`` does.

    Notes
    -----
    scipy prepares every node of a network for every site, also those no walk comes to. So each chunk of neighbours is
    first searched from all its sites together, and then site by site in what that reached, which holds every walk
    within the limit. Distances are whole numbers in double precision, exact up to 2**53 mm.
    """
    # Streets stand in the order of a space-filling curve: sites that follow one another are neighbours.
    visit = np.argsort(sites.edge, kind="stable")
    sites = sites.take(visit)
    site, point = same_street(sites, demand).pairs()
    direct = direct_mm(sites, demand, site, point)
    matrix = _with_places(graph, sites.node, sites.mm)
    goals = [_goals_at(demand.node[:, end], len(graph.node_id)) for end in (0, 1)]
    spare = [sparse.csr_array((0, len(demand)))]
    for first in range(0, len(sites), CHUNK):
        last = min(first + CHUNK, len(sites))
        here = (site >= first) & (site < last)
        # What is left of the limit, since a sparse matrix has no place for a walk of length 0.
        straight = limit_mm + 1.0 - direct[here]
        along = sparse.csr_array((straight, (site[here] - first, point[here])), shape=(last - first, len(demand)))
        near, walked = _near(matrix, len(graph.node_id) + np.arange(first, last), limit_mm)
        crossings = near[near < len(graph.node_id)]
        walked = walked[:, : len(crossings)]
        row, column = np.nonzero(walked <= limit_mm)
        starts = np.r_[0, np.cumsum(np.bincount(row, minlength=last - first))]
        left = sparse.csr_array((limit_mm + 1.0 - walked[row, column], column, starts), shape=walked.shape)
        for goal, mm in zip(goals, demand.mm.T, strict=True):
            arrived = left @ goal[crossings]
            arrived.data -= mm[arrived.indices]
            along = along.maximum(arrived)
        spare.append(along)
    found = sparse.vstack(spare, format="csr")[np.argsort(visit)]
    found.data[found.data <= 0] = 0
    found.eliminate_zeros()
    found.sort_indices()
    return found.indptr.astype(np.int64), found.indices.astype(np.int64), (limit_mm + 1 - found.data).astype(np.int64)


def _goals_at(node: np.ndarray, nodes: int) -> sparse.csr_array:
    """Return which demand points are at each node, shape (nodes, points)."""
    points = len(node)
    return sparse.csr_array((np.ones(points), (node, np.arange(points))), shape=(nodes, points))


def _near(matrix: sparse.csr_array, places: np.ndarray, limit_mm: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the nodes that any of some places reaches, in order, and the walk from each place to each of them."""
    together = csgraph.dijkstra(matrix, indices=places, limit=float(limit_mm), min_only=True)
    near = np.flatnonzero(np.isfinite(together))
    own = np.searchsorted(near, places)
    return near, csgraph.dijkstra(matrix[near][:, near], indices=own, limit=float(limit_mm))


def walked_mm(graph: StreetGraph, node: np.ndarray, mm: np.ndarray, limit_mm: int) -> np.ndarray:
    """Return the walk from each place to each node, shape (places, nodes): +inf beyond the limit."""
    nodes = len(graph.node_id)
    matrix = _with_places(graph, node, mm)
    return csgraph.dijkstra(matrix, indices=nodes + np.arange(len(node)), limit=float(limit_mm))[:, :nodes]


def _with_places(graph: StreetGraph, node: np.ndarray, mm: np.ndarray) -> sparse.csr_array:
    """Return the network with each place as a node of its own, after those that are there.

    From it arcs lead to the ``node`` (n, 2) at both ends of its street, ``mm`` (n, 2) away.
    """
    nodes, places = len(graph.node_id), len(node)
    # A sparse matrix would add up two arcs between the same nodes, which a loop would have: its shorter way counts.
    loop = node[:, 0] == node[:, 1]
    shorter = np.where(loop[:, None], mm.min(axis=1)[:, None], mm)
    keep = np.column_stack([np.ones(places, dtype=bool), ~loop])
    return sparse.csr_array(
        (
            np.r_[graph.arc_length_mm, shorter[keep]].astype(np.float64),
            np.r_[graph.arc_end, node[keep]],
            np.r_[graph.arc_start, graph.arc_start[-1] + np.cumsum(keep.sum(axis=1))],
        ),
        shape=(nodes + places, nodes + places),
    )


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
