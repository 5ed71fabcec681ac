"""The larger lines of the street network: main roads, paths by the water, streets between neighbourhoods, lanes."""

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.spatial import Delaunay
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from demo.chance import generator, smooth_noise
from demo.geography import INDUSTRY_KM, WOODS_KM, south_bank, stroke_power
from demo.main_roads import Crossing, main_roads, quays
from demo.partition import Sector
from demo.street_crossings import pieces, straight

AROUND_M = 2100.0
"""How far the network goes on outside the city, past what is counted there."""
FIELD_M = 230.0
"""Between the crossings of the countryside in its villages; out in the fields most of them are left out."""
VILLAGES_KM = ((660.5, 621.7), (650.6, 627.6), (650.4, 619.1), (660.9, 624.1))
"""Where people of the city go across its border."""
_SMOOTHED_M = 6.0


@dataclass(frozen=True)
class Way:
    """A line people walk or drive along, and its kind in OpenStreetMap's words."""

    highway: str
    line: LineString


def in_woods(points: np.ndarray) -> np.ndarray:
    """Say of points in metres whether they lie in a wood."""
    return stroke_power(WOODS_KM, points[:, 0] / 1000, points[:, 1] / 1000) < 0


def in_works(points: np.ndarray) -> np.ndarray:
    """Say of points in metres whether they lie on industrial ground."""
    return stroke_power(INDUSTRY_KM, points[:, 0] / 1000, points[:, 1] / 1000) < 0


def larger_ways(seed: int, sectors: list[Sector], over: dict[str, Crossing]) -> list[Way]:
    """Draw everything but the streets people live in and the lanes between them."""
    city = shapely.coverage_union_all([sector.outline for sector in sectors])
    around = city.simplify(20.0).buffer(AROUND_M, quad_segs=4)
    water = quays()
    borders = _streets_between(seed, sectors, water)
    paths = _paths_along(water, around)
    roads = [
        Way(highway, part) for highway, road in main_roads(over) for part in _lines(shapely.intersection(road, around))
    ]
    gates = _gates(borders, city)
    return [
        *(Way(crossing.highway, crossing.line) for crossing in over.values()),
        *roads,
        *borders,
        *paths,
        *_countryside(seed, city, water, gates, paths),
    ]


def _lines(geometry: BaseGeometry | np.ndarray) -> list[LineString]:
    """Return the lines a geometry consists of, rounded to the centimetre, specks left out."""
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == "LineString" and part.length > 15.0]
    return [shapely.transform(part, lambda points: np.round(points, 2)) for part in parts]


def _paths_along(water: BaseGeometry, around: BaseGeometry) -> list[Way]:
    """Draw the paths on both sides of the Sambre and of the canal."""
    course = shapely.intersection(water.boundary, around)
    merged = shapely.line_merge(course) if course.geom_type == "MultiLineString" else course
    return [Way("path", line) for line in _lines(shapely.simplify(merged, 1.0))]


def _streets_between(seed: int, sectors: list[Sector], water: BaseGeometry) -> list[Way]:
    """Draw a street along most borders between neighbourhoods of one bank, a path where it passes a wood."""
    chance = generator(seed, "streets between neighbourhoods")
    south = shapely.contains(south_bank(), shapely.point_on_surface([sector.outline for sector in sectors]))
    outline = pieces(shapely.get_exterior_ring([sector.outline for sector in sectors]))
    swap = (outline.start[:, 0] > outline.end[:, 0]) | (
        (outline.start[:, 0] == outline.end[:, 0]) & (outline.start[:, 1] > outline.end[:, 1])
    )
    low = np.where(swap[:, None], outline.end, outline.start)
    high = np.where(swap[:, None], outline.start, outline.end)
    order = np.lexsort((outline.line, high[:, 1], high[:, 0], low[:, 1], low[:, 0]))
    low, high, sector = low[order], high[order], outline.line[order]
    twice = np.flatnonzero((low[1:] == low[:-1]).all(axis=1) & (high[1:] == high[:-1]).all(axis=1))
    pair = np.column_stack([sector[twice], sector[twice + 1]])
    pairs, of_pair = np.unique(pair, axis=0, return_inverse=True)
    order = np.argsort(of_pair, kind="stable")
    drawn = straight(low[twice][order], high[twice][order])
    joint = shapely.line_merge(shapely.multilinestrings(drawn, indices=of_pair[order]))
    smooth = np.asarray(shapely.difference(shapely.simplify(shapely.normalize(joint), _SMOOTHED_M), water))
    ways = []
    for (one, other), line in zip(pairs, smooth, strict=True):
        luck = chance.random()
        if south[one] != south[other]:
            continue
        for part in _lines(line):
            middle = shapely.get_coordinates(part.interpolate(0.5, normalized=True))
            if in_woods(middle)[0]:
                highway = "path"
            elif sectors[one].section != sectors[other].section:
                highway = "tertiary"
            elif luck < 0.1:
                continue
            else:
                highway = "unclassified" if luck < 0.4 or in_works(middle)[0] else "residential"
            ways.append(Way(highway, part))
    return ways


def _gates(borders: list[Way], city: BaseGeometry) -> np.ndarray:
    """Return where streets between neighbourhoods reach the border of the city."""
    ends = np.vstack([shapely.get_coordinates(way.line)[[0, -1]] for way in borders])
    return np.unique(ends[shapely.distance(city.boundary, shapely.points(ends)) < 1.0], axis=0)


def _countryside(seed: int, city: BaseGeometry, water: BaseGeometry, gates: np.ndarray, paths: list[Way]) -> list[Way]:
    """Draw lanes between scattered crossings outside the city, joined to its streets and to the paths by the water.

    Two crossings are joined when no third one lies in the circle between them (Gabriel's graph), most of the time.
    """
    chance = generator(seed, "countryside")
    west, south, east, north = np.round(city.bounds) + np.array([-1, -1, 1, 1]) * AROUND_M
    x, y = np.meshgrid(np.arange(west, east, FIELD_M), np.arange(south, north, FIELD_M))
    spots = np.column_stack([x.ravel(), y.ravel()]) + (chance.random((x.size, 2)) - 0.5) * 0.8 * FIELD_M
    spots = np.round(spots, 2)
    away = np.round(shapely.distance(city, shapely.points(spots)), 3)
    dry = np.round(shapely.distance(water, shapely.points(spots)), 3) > 70.0
    thick = smooth_noise(chance, spots[:, 0], spots[:, 1], 1300.0)
    kept = (away > 50.0) & (away < AROUND_M - 200.0) & dry & (chance.random(len(spots)) < 0.3 + 0.7 * thick)
    spots = np.vstack([spots[kept], np.array(VILLAGES_KM) * 1000.0])
    beside = np.vstack(
        [shapely.get_coordinates(way.line.interpolate(np.arange(120.0, way.line.length, FIELD_M))) for way in paths]
    )
    beside = np.round(beside[np.round(shapely.distance(city, shapely.points(beside)), 3) > 60.0], 2)
    points = np.vstack([gates, spots, beside])
    one, other = _gabriel(points)
    apart = points[other] - points[one]
    inland = (one >= len(gates)) | (other >= len(gates))
    dull = (one < len(gates) + len(spots)) | (other < len(gates) + len(spots))
    near = (apart**2).sum(axis=1) < (4.0 * FIELD_M) ** 2
    wanted = chance.random(len(one)) < 0.92
    one, other, apart = (each[inland & dull & near & wanted] for each in (one, other, apart))
    bent = points[one] + 0.5 * apart + (chance.random(len(one)) - 0.5)[:, None] * 0.25 * apart[:, ::-1] * [-1, 1]
    lines = np.asarray(shapely.linestrings(np.round(np.stack([points[one], bent, points[other]], axis=1), 2)))
    # Paths bound the strip along the water, so that a lane may touch the strip but not cross it.
    astride = shapely.length(shapely.intersection(lines, water)) > 1.0
    inside = shapely.length(shapely.intersection(lines, city)) > 120.0
    kinds = np.where(chance.random(len(lines)) < 0.3, "track", "unclassified")
    kinds = np.where(in_woods(bent), "path", kinds)
    keep = ~astride & ~inside
    return [Way(str(kind), line) for kind, line in zip(kinds[keep], lines[keep], strict=True)]


def _gabriel(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs of points with no third one in the circle between them, the lower first, in order."""
    corners = Delaunay(points).simplices
    sides = np.concatenate([corners[:, [0, 1, 2]], corners[:, [1, 2, 0]], corners[:, [2, 0, 1]]])
    to_first, to_second = points[sides[:, 0]] - points[sides[:, 2]], points[sides[:, 1]] - points[sides[:, 2]]
    blocked = (to_first * to_second).sum(axis=1) < 0
    pair = np.sort(sides[:, :2], axis=1)
    pairs, which = np.unique(pair, axis=0, return_inverse=True)
    free = np.bincount(which.reshape(-1), blocked, minlength=len(pairs)) == 0
    return pairs[free, 0], pairs[free, 1]
