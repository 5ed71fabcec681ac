"""Points in areas and areas in areas, for arrays of geometries."""

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
    covered = np.zeros(len(outlines))
    parts = shapely.get_parts(zones)
    if not len(parts) or not len(outlines):
        return covered
    tree = shapely.STRtree(parts)
    # Most outlines lie wholly in one zone: these need no intersection.
    whole = np.unique(tree.query(outlines, predicate="covered_by")[0])
    covered[whole] = shapely.area(outlines[whole])
    outline, part = tree.query(outlines, predicate="intersects")
    order = np.lexsort((part, outline))
    order = order[~np.isin(outline[order], whole)]
    outline, part = outline[order], part[order]
    pieces = parts[part]
    large = shapely.get_num_coordinates(pieces) > MANY_VERTICES
    for place in np.flatnonzero(large):
        west, south, east, north = shapely.bounds(outlines[outline[place]])
        pieces[place] = shapely.make_valid(shapely.clip_by_rect(pieces[place], west, south, east, north))
    pieces = shapely.intersection(outlines[outline], pieces)
    for start, end in pairwise(np.flatnonzero(np.diff(outline, prepend=-1, append=len(outlines)))):
        several = pieces[start:end]
        covered[outline[start]] = shapely.area(several[0] if len(several) == 1 else shapely.union_all(several))
    return covered
