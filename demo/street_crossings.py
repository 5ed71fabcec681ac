"""From drawn lines to a network: segments cut where they cross or meet, and the points where they do merged."""

from dataclasses import dataclass

import numpy as np
import shapely
from scipy import sparse
from scipy.sparse import csgraph
from scipy.spatial import cKDTree

TOUCH_M = 0.6
"""A line that ends this near another one meets it."""
MERGED_M = 3.0
"""Points nearer to each other than this are one crossing."""


@dataclass(frozen=True)
class Segments:
    """Straight pieces of lines, one element each."""

    start: np.ndarray
    """Metres, shape (n, 2)."""
    end: np.ndarray
    line: np.ndarray
    """Position of the line it is a piece of."""

    def __len__(self) -> int:
        return len(self.line)

    def drawn(self) -> np.ndarray:
        """Return the pieces as LineStrings."""
        return straight(self.start, self.end)


@dataclass(frozen=True)
class Network:
    """Nodes and straight edges between them."""

    nodes: np.ndarray
    """Metres rounded to the centimetre, shape (n, 2), by x and then y."""
    edges: np.ndarray
    """Positions of the two nodes of each edge, the lower first, shape (m, 2)."""
    line: np.ndarray
    """Position of the line each edge is a piece of."""

    def drawn(self) -> np.ndarray:
        """Return the edges as LineStrings."""
        return straight(*(self.nodes[end] for end in self.edges.T))

    def kept(self, which: np.ndarray) -> "Network":
        """Return the network of some edges, without the nodes nothing leads to any more."""
        used, renumbered = np.unique(self.edges[which], return_inverse=True)
        return Network(self.nodes[used], renumbered.reshape(-1, 2), self.line[which])

    def components(self) -> np.ndarray:
        """Return the number of the connected piece each node belongs to."""
        joined = sparse.coo_array(
            (np.ones(len(self.edges), dtype=np.int8), tuple(self.edges.T)), (len(self.nodes),) * 2
        )
        return csgraph.connected_components(joined, directed=False)[1]


def straight(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Return the lines from one set of points to another, element by element."""
    return np.asarray(shapely.linestrings(np.stack([start, end], axis=1)))


def pieces(lines: list[shapely.LineString] | np.ndarray) -> Segments:
    """Take lines apart into straight segments, their ends rounded to the centimetre."""
    points, line = shapely.get_coordinates(np.asarray(lines, dtype=object), return_index=True)
    points = np.round(points, 2)
    inside = (line[1:] == line[:-1]) & (points[1:] != points[:-1]).any(axis=1)
    return Segments(points[:-1][inside], points[1:][inside], line[:-1][inside])


def meeting(
    start: np.ndarray, end: np.ndarray, other_start: np.ndarray, other_end: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return how far along two segments their lines cross, as shares of each; NaN for parallel ones."""
    way, other_way, apart = end - start, other_end - other_start, other_start - start
    slant = way[:, 0] * other_way[:, 1] - way[:, 1] * other_way[:, 0]
    slant = np.where(slant == 0, np.nan, slant)
    along = (apart[:, 0] * other_way[:, 1] - apart[:, 1] * other_way[:, 0]) / slant
    other_along = (apart[:, 0] * way[:, 1] - apart[:, 1] * way[:, 0]) / slant
    return along, other_along


def connect(segments: Segments, better_first: np.ndarray) -> Network:
    """Cut segments where they cross or meet and return the network.

    Parameters
    ----------
    segments
        As ``pieces`` gives them, none of no length.
    better_first
        Rank of each line: where two lie on top of each other, the edge belongs to the one of the lowest rank.
    """
    count = len(segments)
    length = np.sqrt(((segments.end - segments.start) ** 2).sum(axis=1))
    first, second = _near_pairs(segments)
    along, other = meeting(segments.start[first], segments.end[first], segments.start[second], segments.end[second])
    slack, other_slack = TOUCH_M / length[first], TOUCH_M / length[second]
    met = (along >= -slack) & (along <= 1 + slack) & (other >= -other_slack) & (other <= 1 + other_slack)
    first, second, along, other = first[met], second[met], along[met], other[met]
    at = np.round(segments.start[first] + along[:, None] * (segments.end[first] - segments.start[first]), 2)

    owner = np.concatenate([np.arange(count), np.arange(count), first, second])
    share = np.concatenate([np.zeros(count), np.ones(count), along, other])
    point = np.concatenate([segments.start, segments.end, at, at])
    nodes, node = _merged(point)
    order = np.lexsort((node, np.round(share, 9), owner))
    owner, node = owner[order], node[order]
    kept = (owner[1:] == owner[:-1]) & (node[1:] != node[:-1])
    ends = np.sort(np.column_stack([node[:-1], node[1:]])[kept], axis=1)
    line = segments.line[owner[:-1][kept]]
    order = np.lexsort((line, better_first[line], ends[:, 1], ends[:, 0]))
    ends, line = ends[order], line[order]
    once = np.r_[True, (ends[1:] != ends[:-1]).any(axis=1)]
    return Network(nodes, ends, line).kept(once)


def _near_pairs(segments: Segments) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs of segments whose boxes come within a touch of each other, each once."""
    low = np.minimum(segments.start, segments.end) - TOUCH_M
    high = np.maximum(segments.start, segments.end) + TOUCH_M
    boxes = shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1])
    one, other = shapely.STRtree(boxes).query(boxes)
    once = one < other
    one, other = one[once], other[once]
    order = np.lexsort((other, one))
    return one[order], other[order]


def _merged(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the distinct points, those close together as the first of them, and the position of each given point."""
    distinct, where = np.unique(points, axis=0, return_inverse=True)
    pairs = cKDTree(distinct).query_pairs(MERGED_M, output_type="ndarray")
    joined = sparse.coo_array((np.ones(len(pairs), dtype=np.int8), tuple(pairs.T)), shape=(len(distinct),) * 2)
    _, label = csgraph.connected_components(joined, directed=False)
    first = np.full(label.max() + 1, len(distinct))
    np.minimum.at(first, label, np.arange(len(distinct)))
    kept, renumbered = np.unique(first[label], return_inverse=True)
    return distinct[kept], renumbered[where.reshape(-1)]
