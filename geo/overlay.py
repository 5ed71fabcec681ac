"""Points in areas and areas in areas, for arrays of geometries."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import shapely

MANY_VERTICES = 2_000
"""From here a zone is cut to an outline's rectangle before the exact intersection, whose cost grows with vertices."""


def coordinates(points: np.ndarray) -> np.ndarray:
    """Return x and y, one row a point; NaN where there is no point."""
    given = np.array(points, dtype=object)
    given[shapely.is_empty(given)] = None
    return np.column_stack([shapely.get_x(given), shapely.get_y(given)])


def pairs_inside(points: np.ndarray, areas: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the positions (area, point) of every point in an area or on its edge, in order of area then point.

    Missing and empty points are in no area.
    """
    if not len(points) or not len(areas):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    found = shapely.STRtree(points).query(areas, predicate="intersects")
    order = np.lexsort((found[1], found[0]))
    return found[0][order], found[1][order]


def inside_any(points: np.ndarray, areas: np.ndarray) -> np.ndarray:
    """Say of each point whether it is in at least one area."""
    inside = np.zeros(len(points), dtype=bool)
    inside[pairs_inside(points, areas)[1]] = True
    return inside


def first_area(points: np.ndarray, areas: np.ndarray) -> np.ndarray:
    """Return the position of the first area each point is in, or -1; on a shared edge the first in order wins."""
    area, point = pairs_inside(points, areas)
    position = np.full(len(points), len(areas), dtype=np.int64)
    np.minimum.at(position, point, area)
    return np.where(position == len(areas), -1, position)


def covered_area(outlines: np.ndarray, zones: np.ndarray) -> np.ndarray:
    """Return how much of each outline lies in at least one zone, in the square of their unit.

    Zones may overlap: what several cover counts once.
    """
    return areas_at_least(outlines, zones, np.ones(len(zones), dtype=np.int64), (1,))[1]


def areas_at_least(
    outlines: np.ndarray, zones: np.ndarray, levels: np.ndarray, thresholds: Sequence[int]
) -> dict[int, np.ndarray]:
    """Return, per threshold, how much of each outline lies in at least one zone of that level or a higher one.

    Parameters
    ----------
    outlines, zones
        Areas; zones may overlap, and what several cover counts once.
    levels
        The level of each zone, none below zero.
    thresholds
        The levels asked for.
    """
    areas = {threshold: np.zeros(len(outlines)) for threshold in thresholds}
    parts, zone = shapely.get_parts(zones, return_index=True)
    if not len(parts) or not len(outlines):
        return areas
    level, tree, full = levels[zone], shapely.STRtree(parts), shapely.area(outlines)
    # Most outlines lie wholly in one zone: up to its level these need no intersection.
    outline, part = tree.query(outlines, predicate="covered_by")
    whole = np.full(len(outlines), -1)
    np.maximum.at(whole, outline, level[part])
    outline, part = tree.query(outlines, predicate="intersects")
    order = np.lexsort((part, -level[part], outline))
    order = order[level[part[order]] > whole[outline[order]]]
    outline, level = outline[order], level[part[order]]
    pieces = _intersections(outlines[outline], parts[part[order]])
    runs = list(pairwise(np.flatnonzero(np.diff(outline, prepend=-1, append=len(outlines)))))
    for threshold, area in areas.items():
        area[:] = np.where(whole >= threshold, full, 0.0)
        for start, end in runs:
            count = np.searchsorted(-level[start:end], -threshold, side="right")
            if count and whole[outline[start]] < threshold:
                several = pieces[start : start + count]
                area[outline[start]] = shapely.area(several[0] if count == 1 else shapely.union_all(several))
    return areas


def _intersections(outlines: np.ndarray, parts: np.ndarray) -> np.ndarray:
    """Return the intersection of each pair, cutting finely drawn parts to the outline's rectangle first."""
    pieces = parts.copy()
    for place in np.flatnonzero(shapely.get_num_coordinates(pieces) > MANY_VERTICES):
        west, south, east, north = shapely.bounds(outlines[place])
        pieces[place] = shapely.make_valid(shapely.clip_by_rect(pieces[place], west, south, east, north))
    return np.asarray(shapely.intersection(outlines, pieces))
