"""The smaller lines of the street network: rows led on to the next street, lanes between them, and blind alleys."""

import numpy as np
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from demo.chance import generator
from demo.partition import habitability
from demo.street_crossings import Segments, meeting, pieces, straight
from demo.street_plan import Way, in_woods, in_works

LED_ON_M = 95.0
"""How far a row is led on beyond its end to meet another street."""
LANE_M = (28.0, 130.0)
"""Shortest and longest lane from one street to the next."""
LANES_EVERY_M = 40.0
BLIND_ALLEY_M = (18.0, 42.0)
APART_M = 24.0
"""No two lanes run closer together than this."""


def led_on(rows: np.ndarray, onto: list[Way]) -> list[LineString]:
    """Return the rows, each lengthened at both ends straight on to the next of the larger ways, if one is near.

    A row that points past them is led to the nearest one instead; where there is none either, it stays a dead end.
    """
    targets = pieces([way.line for way in onto])
    tree = shapely.STRtree(targets.drawn())
    points = [shapely.get_coordinates(row) for row in rows]
    tips = np.array([[line[0], line[-1]] for line in points]).reshape(-1, 2)
    before = np.array([[line[1], line[-2]] for line in points]).reshape(-1, 2)
    way = tips - before
    rays = tips + way / np.sqrt((way * way).sum(axis=1))[:, None] * LED_ON_M
    share, _ = first_hits(tips, rays, targets, tree, 0.0)
    reached = tips + share[:, None] * (rays - tips)
    for tip in np.flatnonzero(np.isnan(share)):
        nearest = tree.query_nearest(shapely.Point(tips[tip]), max_distance=LED_ON_M)
        if len(nearest):
            found = min(nearest)
            target = LineString([targets.start[found], targets.end[found]])
            reached[tip] = shapely.get_coordinates(target.interpolate(target.project(shapely.Point(tips[tip]))))[0]
    longer = []
    for line, (first, last) in zip(points, np.round(reached, 2).reshape(-1, 2, 2), strict=True):
        head = [] if np.isnan(first).any() else [first]
        tail = [] if np.isnan(last).any() else [last]
        longer.append(LineString(np.vstack([*head, line, *tail])))
    return longer


def first_hits(
    start: np.ndarray, end: np.ndarray, targets: Segments, tree: shapely.STRtree, least_m: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return how far along each ray it first meets a target, as a share of it, and which; NaN and -1 where it does not.

    Targets nearer than ``least_m`` to the start do not count.
    """
    ray, target = tree.query(straight(start, end), predicate="intersects")
    along, _ = meeting(start[ray], end[ray], targets.start[target], targets.end[target])
    length = np.sqrt(((end - start) ** 2).sum(axis=1))
    counted = along * length[ray] >= least_m
    ray, target, along = ray[counted], target[counted], along[counted]
    order = np.lexsort((target, along, ray))
    ray, target, along = ray[order], target[order], along[order]
    hit, first = np.unique(ray, return_index=True)
    share, which = np.full(len(start), np.nan), np.full(len(start), -1)
    share[hit], which[hit] = along[first], target[first]
    return share, which


def lanes(seed: int, ways: list[Way], along: list[Way], water: BaseGeometry) -> list[Way]:
    """Draw lanes from street to street across the blocks, and blind alleys into them, fewer where few people live.

    Parameters
    ----------
    seed
        Of the city.
    ways
        All streets there are.
    along
        Those of them at which lanes begin.
    water
        What no lane crosses.
    """
    chance = generator(seed, "lanes")
    targets = pieces([way.line for way in ways])
    tree = shapely.STRtree(targets.drawn())
    start, across = _doors(chance, along)
    far = start + across * LANE_M[1]
    share, _ = first_hits(start, far, targets, tree, 4.0)
    length = np.round(share * LANE_M[1], 3)
    luck = chance.random(len(start))
    x_km, y_km = start[:, 0] / 1000, start[:, 1] / 1000
    liked = np.minimum(habitability(x_km, y_km), 1.0)
    quiet = in_woods(start) | in_works(start)
    through = (length >= LANE_M[0]) & (luck < np.where(quiet, 0.08, 0.35 + 0.55 * liked))
    end = np.where(through[:, None], start + across * np.where(through, length, 0.0)[:, None], start)
    depth = BLIND_ALLEY_M[0] + (BLIND_ALLEY_M[1] - BLIND_ALLEY_M[0]) * chance.random(len(start))
    blind = (
        ~through & ~(length < depth + 16.0) & (chance.random(len(start)) < np.where(quiet, 0.02, 0.15 + 0.4 * liked))
    )
    end = np.where(blind[:, None], start + across * depth[:, None], end)
    drawn = np.flatnonzero(through | blind)
    drawn = drawn[~shapely.intersects(water, straight(start[drawn], end[drawn]))]
    drawn = drawn[_clear(start[drawn], end[drawn], tree, through[drawn])]
    kinds = _kinds(chance.random(len(start)), through, quiet)
    lines = straight(np.round(start, 2), np.round(end, 2))
    return [Way(str(kinds[each]), lines[each]) for each in drawn]


def _doors(chance: np.random.Generator, ways: list[Way]) -> tuple[np.ndarray, np.ndarray]:
    """Return points along the ways, and the direction from each to one side, a vector of length 1."""
    lines = np.array([way.line for way in ways])
    count = np.floor(shapely.length(lines) / LANES_EVERY_M).astype(np.int64)
    line = np.repeat(np.arange(len(lines)), count)
    place = np.arange(len(line)) - np.repeat(np.cumsum(count) - count, count)
    along = (place + 0.2 + 0.6 * chance.random(len(line))) * LANES_EVERY_M
    at = shapely.get_coordinates(shapely.line_interpolate_point(lines[line], along))
    before = shapely.get_coordinates(shapely.line_interpolate_point(lines[line], along - 1.0))
    after = shapely.get_coordinates(shapely.line_interpolate_point(lines[line], along + 1.0))
    way = after - before
    way = way / np.sqrt((way * way).sum(axis=1))[:, None]
    side = np.where(chance.random(len(line)) < 0.5, 1.0, -1.0)[:, None]
    return np.round(at, 2), np.column_stack([way[:, 1], -way[:, 0]]) * side


def _clear(start: np.ndarray, end: np.ndarray, tree: shapely.STRtree, through: np.ndarray) -> np.ndarray:
    """Say which lanes have room around them: neither beside a street nor beside a lane before them."""
    length = np.sqrt(((end - start) ** 2).sum(axis=1))
    probe = np.where(through[:, None], (start + end) / 2, end)
    room = np.where(through, np.minimum(0.35 * length, APART_M), 14.0)
    near, _ = tree.query(shapely.points(probe), predicate="dwithin", distance=np.round(room, 3))
    clear = ~np.isin(np.arange(len(start)), near)
    lines = straight(start, end)
    one, other = shapely.STRtree(lines).query(lines, predicate="dwithin", distance=APART_M)
    one, other = one[clear[one] & clear[other]], other[clear[one] & clear[other]]
    later = one[other < one]
    clear[later] = False
    return clear


def _kinds(luck: np.ndarray, through: np.ndarray, quiet: np.ndarray) -> np.ndarray:
    """Return the kind of each lane."""
    lane = np.select([luck < 0.55, luck < 0.75, luck < 0.8], ["footway", "service", "steps"], "residential")
    lane = np.where(quiet, "path", lane)
    return np.where(through, lane, np.where(luck < 0.75, "service", "footway"))
