"""The one compiled file: bounded shortest walks from many places at once, exact to the millimetre."""

from typing import Final

import numba
import numpy as np
from scipy import sparse

from geo.walking._ends import Ends, same_street
from geo.walking.network import StreetGraph

UNREACHED: Final = np.uint32(0xFFFFFFFF)

BUCKET_BITS: Final = 13
"""A bucket holds walks that differ by less than 2**13 mm, about 8 m: the width that was fastest on city networks."""

FIRST_QUEUE: Final = 4096
"""Room for walks waiting, to begin with; it is doubled when a search needs more."""

_ONE: Final = np.uint64(1)
_TOP_SIX: Final = np.uint64(58)
_DE_BRUIJN: Final = np.uint64(0x03F79D71B4CB0A89)
_BIT_OF = np.zeros(64, dtype=np.int64)
"""The number of a lone bit, by the top six bits of its product with a de Bruijn word (Leiserson et al. 1998)."""
_BIT_OF[[((0x03F79D71B4CB0A89 << bit) & (2**64 - 1)) >> 58 for bit in range(64)]] = np.arange(64)


def pairs_within(
    graph: StreetGraph, sites: Ends, demand: Ends, limit_mm: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return every pair of a site and a demand point within the limit.

    Parameters
    ----------
    graph
        The streets.
    sites, demand
        Where the walks start and where they lead.
    limit_mm
        Longest walk, access legs included; below 2**32 - 1, so that every walk fits 32 bits.

    Returns
    -------
    Compressed rows, one a site: where each starts, the demand points in order, and the millimetres.

    Notes
    -----
    The compiled part makes no array, which keeps its compilation short: it stops before a site for which the room may
    not do, and goes on from there when it has been given more. Nothing is shared between calls, so threads may call it.
    """
    # Sites are visited in the order of the streets, so that a search finds in memory what the last one has used.
    visit = np.argsort(sites.edge, kind="stable")
    sites = sites.take(visit)
    nodes = len(graph.node_id)
    ends_at = demand.node.ravel()
    order = np.argsort(ends_at, kind="stable")
    goal_start = np.zeros(nodes + 1, dtype=np.int64)
    np.cumsum(np.bincount(ends_at, minlength=nodes), out=goal_start[1:])
    goal, goal_mm = (order // 2).astype(np.int32), demand.mm.ravel()[order]
    same = same_street(sites, demand)
    longest_mm = int(graph.arc_length_mm.max(initial=0))

    walked = np.full(nodes, UNREACHED, dtype=np.uint32)
    reached = np.empty(nodes, dtype=np.int32)
    bucket = np.full(bucket_count(limit_mm, longest_mm), -1, dtype=np.int64)
    queue = np.empty((FIRST_QUEUE, 3), dtype=np.int64)
    best = np.full(len(demand), UNREACHED, dtype=np.uint32)
    marks = np.zeros(len(demand) // 64 + 1, dtype=np.uint64)
    row_start = np.zeros(len(sites) + 1, dtype=np.int64)
    column = np.empty(2 * len(demand), dtype=np.int32)
    total_mm = np.empty(2 * len(demand), dtype=np.uint32)
    site = 0
    while True:
        site = _search_sites(
            site,
            graph.arc_start,
            graph.arc_end,
            graph.arc_length_mm,
            sites.node,
            sites.mm,
            sites.leg_mm,
            sites.along_mm,
            same.start,
            same.stop,
            goal_start,
            goal,
            goal_mm,
            same.demand,
            demand.leg_mm,
            demand.along_mm,
            limit_mm,
            walked,
            reached,
            bucket,
            queue,
            best,
            marks,
            row_start,
            column,
            total_mm,
        )
        if site == len(sites):
            break
        if row_start[site] + len(demand) > len(column):
            column, total_mm = (np.concatenate([array, np.empty_like(array)]) for array in (column, total_mm))
        else:
            queue = np.empty((2 * len(queue), 3), dtype=np.int64)
    filled = row_start[-1]
    visited = sparse.csr_array((total_mm[:filled], column[:filled], row_start), shape=(len(sites), len(demand)))
    rows = visited[np.argsort(visit)]
    return rows.indptr, rows.indices, rows.data


def bucket_count(limit_mm: int, longest_mm: int) -> int:
    """Return how many buckets stand in the ring: a power of two that holds every walk waiting at one time.

    Walks that wait differ by one street at most, and are never longer than the limit. With fewer buckets the result
    would be the same, and the search longer.
    """
    needed = (min(limit_mm, longest_mm) >> BUCKET_BITS) + 2
    return 1 << (needed - 1).bit_length()


@numba.njit(cache=True, nogil=True)
def _spread(
    arc_start: np.ndarray,
    arc_end: np.ndarray,
    arc_mm: np.ndarray,
    seed_node: np.ndarray,
    seed_mm: np.ndarray,
    limit_mm: int,
    walked: np.ndarray,
    reached: np.ndarray,
    bucket: np.ndarray,
    queue: np.ndarray,
) -> int:
    """Walk from the seeds to every node within the limit, and return how many were reached, or -1 for want of room.

    ``walked`` (all UNREACHED before) receives the millimetres, ``reached`` the nodes in the order they were found.
    ``bucket`` is all -1 before and after: buckets stand in a ring and hold linked lists of rows of ``queue`` (next row,
    node, millimetres). A walk that is improved after it was spread waits again, so the result is exact whatever the
    width of the buckets. Sums are made in 64 bits and cannot overflow.
    """
    mask = len(bucket) - 1
    count = 0
    used = 0
    waiting = 0
    turn = min(seed_mm[0], seed_mm[1]) >> BUCKET_BITS
    for seed in range(2):
        node = seed_node[seed]
        mm = seed_mm[seed]
        if mm <= limit_mm and mm < walked[node]:
            if walked[node] == UNREACHED:
                reached[count] = node
                count += 1
            walked[node] = mm
            slot = (mm >> BUCKET_BITS) & mask
            queue[used, 0] = bucket[slot]
            queue[used, 1] = node
            queue[used, 2] = mm
            bucket[slot] = used
            used += 1
            waiting += 1
    while waiting > 0:
        here = turn & mask
        while bucket[here] >= 0:
            row = bucket[here]
            bucket[here] = queue[row, 0]
            waiting -= 1
            node = queue[row, 1]
            mm = queue[row, 2]
            if mm != walked[node]:
                continue  # improved since, and waiting again
            for arc in range(arc_start[node], arc_start[node + 1]):
                further = mm + np.int64(arc_mm[arc])
                end = arc_end[arc]
                if further <= limit_mm and further < walked[end]:
                    if used == len(queue):
                        for k in range(count):
                            walked[reached[k]] = UNREACHED
                        for k in range(len(bucket)):
                            bucket[k] = -1
                        return -1
                    if walked[end] == UNREACHED:
                        reached[count] = end
                        count += 1
                    walked[end] = further
                    slot = (further >> BUCKET_BITS) & mask
                    queue[used, 0] = bucket[slot]
                    queue[used, 1] = end
                    queue[used, 2] = further
                    bucket[slot] = used
                    used += 1
                    waiting += 1
        turn += 1
    return count


@numba.njit(cache=True, nogil=True)
def _search_sites(
    site: int,
    arc_start: np.ndarray,
    arc_end: np.ndarray,
    arc_mm: np.ndarray,
    site_node: np.ndarray,
    site_mm: np.ndarray,
    site_leg: np.ndarray,
    site_along: np.ndarray,
    same_start: np.ndarray,
    same_stop: np.ndarray,
    goal_start: np.ndarray,
    goal: np.ndarray,
    goal_mm: np.ndarray,
    same_demand: np.ndarray,
    demand_leg: np.ndarray,
    demand_along: np.ndarray,
    limit_mm: int,
    walked: np.ndarray,
    reached: np.ndarray,
    bucket: np.ndarray,
    queue: np.ndarray,
    best: np.ndarray,
    marks: np.ndarray,
    row_start: np.ndarray,
    column: np.ndarray,
    total_mm: np.ndarray,
) -> int:
    """Search from ``site`` on, write the rows, and return the site it stopped before: their number when all are done.

    ``goal[goal_start[n]:goal_start[n + 1]]`` are the demand points with one end at node ``n``, ``goal_mm`` the way from
    it. ``same_demand[same_start[s]:same_stop[s]]`` are those on the site's own street. Points found are marked as bits
    of ``marks``, so that reading the bits gives them in order without sorting.
    """
    while site < len(site_node):
        filled = row_start[site]
        if filled + len(best) > len(column):
            return site
        count = _spread(
            arc_start, arc_end, arc_mm, site_node[site], site_mm[site], limit_mm, walked, reached, bucket, queue
        )
        if count < 0:
            return site
        low = len(marks)
        high = -1
        for k in range(count):
            node = reached[k]
            so_far = np.int64(walked[node])
            walked[node] = UNREACHED
            for g in range(goal_start[node], goal_start[node + 1]):
                mm = so_far + goal_mm[g]
                demand = goal[g]
                if mm <= limit_mm and mm < best[demand]:
                    best[demand] = mm
                    word = demand >> 6
                    marks[word] |= _ONE << np.uint64(demand & 63)
                    low = min(low, word)
                    high = max(high, word)
        for k in range(same_start[site], same_stop[site]):
            demand = same_demand[k]
            mm = site_leg[site] + abs(site_along[site] - demand_along[demand]) + demand_leg[demand]
            if mm <= limit_mm and mm < best[demand]:
                best[demand] = mm
                word = demand >> 6
                marks[word] |= _ONE << np.uint64(demand & 63)
                low = min(low, word)
                high = max(high, word)
        for word in range(low, high + 1):
            bits = marks[word]
            marks[word] = 0
            while bits != 0:
                lowest = bits & (~bits + _ONE)
                bits ^= lowest
                demand = (word << 6) + _BIT_OF[(lowest * _DE_BRUIJN) >> _TOP_SIX]
                column[filled] = demand
                total_mm[filled] = best[demand]
                best[demand] = UNREACHED
                filled += 1
        site += 1
        row_start[site] = filled
    return site
