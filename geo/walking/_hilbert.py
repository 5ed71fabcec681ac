"""The order of a Hilbert curve, in which neighbours on the ground are mostly neighbours in memory."""

import numpy as np


def hilbert_distance(x: np.ndarray, y: np.ndarray, level: int = 16) -> np.ndarray:
    """Return how far along a Hilbert curve over their bounding box the points lie.

    Notes
    -----
    The classic walk down the quadrants (Hilbert 1891; Warren, Hacker's Delight, ch. 16), all points at once. GeoPandas
    has it for geometries only, and making a geometry of every node would take longer than the rest of the graph.
    """
    side = 2**level
    extent = max(np.ptp(x), np.ptp(y)) or 1.0
    column = np.minimum((x - x.min()) / extent * side, side - 1).astype(np.int64)
    row = np.minimum((y - y.min()) / extent * side, side - 1).astype(np.int64)
    distance = np.zeros(len(x), dtype=np.int64)
    for bit in range(level - 1, -1, -1):
        right, top = (column >> bit) & 1, (row >> bit) & 1
        distance = (distance << 2) | ((3 * right) ^ top)
        turn = top == 0
        flip = turn & (right == 1)
        column, row = np.where(flip, side - 1 - column, column), np.where(flip, side - 1 - row, row)
        column, row = np.where(turn, row, column), np.where(turn, column, row)
    return distance
