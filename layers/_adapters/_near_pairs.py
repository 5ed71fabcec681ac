"""Which rows of a list lie so near each other, or bear the same address, that they may be one thing."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

CROWD = 100
"""More rows than this around one point were put there for want of a better place: their being near says nothing."""

_CHUNK = 500


@dataclass(frozen=True)
class Pair:
    """Two rows by position, the first one first. ``distance_m`` is None when one of them has no place."""

    one: int
    other: int
    distance_m: float | None


def near_pairs(
    shapes: Sequence[shapely.Geometry | None], addresses: Sequence[Hashable], within_m: float
) -> tuple[list[Pair], list[int]]:
    """Find the pairs of rows to compare.

    Parameters
    ----------
    shapes
        Where each row is (metric), None where that is not known.
    addresses
        What its address is, compared as a whole; empty where there is none.
    within_m
        Greatest distance of two rows with a place.

    Returns
    -------
    pairs : list of Pair
        Those near each other, and those of one address of which one has no place.
    crowded : list of int
        Rows with more than `CROWD` others around them, which are in no pair: comparing each with each would take for
        ever, and say nothing.
    """
    placed = np.array([position for position, shape in enumerate(shapes) if shape is not None], dtype=np.int64)
    known = np.array([shape for shape in shapes if shape is not None], dtype=object)
    _, spot, count = np.unique(shapely.to_wkb(known), return_inverse=True, return_counts=True)
    crowded = count[spot] > CROWD + 1
    apart = known.copy()
    apart[crowded] = None
    tree = shapely.STRtree(apart)
    left, right = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for start in range(0, len(known), _CHUNK):
        some, others = tree.query(known[start : start + _CHUNK], predicate="dwithin", distance=within_m)
        some = some + start
        crowd = np.bincount(some, minlength=len(known)) > CROWD + 1
        crowded |= crowd
        kept = (some < others) & ~crowd[some]
        left.append(some[kept])
        right.append(others[kept])
    ones, others = np.concatenate(left), np.concatenate(right)
    kept = ~(crowded[ones] | crowded[others])
    ones, others = ones[kept], others[kept]
    distances = shapely.distance(known[ones], known[others])
    order = np.lexsort((others, ones))
    pairs = [
        Pair(int(placed[ones[each]]), int(placed[others[each]]), float(distances[each])) for each in order.tolist()
    ]
    without, lost = _of_one_address(shapes, addresses)
    return pairs + without, sorted({*placed[crowded].tolist(), *lost})


def _of_one_address(
    shapes: Sequence[shapely.Geometry | None], addresses: Sequence[Hashable]
) -> tuple[list[Pair], list[int]]:
    """Find the pairs of one address of which one has no place, and the rows of addresses shared by a crowd."""
    by_address: dict[Hashable, list[int]] = {}
    for position, address in enumerate(addresses):
        if address:
            by_address.setdefault(address, []).append(position)
    pairs, crowded = [], []
    for neighbours in by_address.values():
        lost = [position for position in neighbours if shapes[position] is None]
        if len(neighbours) > CROWD and lost:
            crowded += lost
            continue
        for one in lost:
            pairs += [
                Pair(min(one, other), max(one, other), None)
                for other in neighbours
                if shapes[other] is not None or other > one
            ]
    return sorted(pairs, key=lambda pair: (pair.one, pair.other)), crowded
