"""Sketches of what carries the street network: the roads between the old centres and the bridges over the canal.

Roads are drawn by hand through the places they link in life, in the kilometres of ``geography``; where one passes a
bridge it names it, and is led over it from landing to landing.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from demo.geography import FRAME_M, Bridge, bridges, canal, canal_band, rounded_corners, sambre, sambre_band

QUAY_M = 12.0
"""Between the water and the path along it."""

_CANAL_BRIDGES = (
    ("Pont de la Planche", 622.66), ("Pont de la Docherie", 623.35), ("Passerelle de l'Écluse", 624.0),
    ("Pont de la Bassée", 624.75), ("Pont de Roux", 625.42), ("Pont de Heigne", 626.4), ("Pont du Sart", 627.4),
    ("Pont de Viesville", 628.28), ("Pont de Thiméon", 629.6),
)  # fmt: skip

_Stop = tuple[float, float] | str


@dataclass(frozen=True)
class Crossing:
    """A bridge from landing to landing, both on the paths along the water."""

    line: LineString
    highway: str


def canal_bridges() -> tuple[Bridge, ...]:
    """Return the bridges over the canal, from south to north, each a point in the middle of the water."""
    water = canal()
    west, _, east, _ = FRAME_M
    found = []
    for name, y_km in _CANAL_BRIDGES:
        point = water.intersection(LineString([(west, y_km * 1000), (east, y_km * 1000)]))
        [(x, y)] = shapely.get_coordinates(point).tolist()
        found.append(Bridge(name, round(x, 1), round(y, 1)))
    return tuple(found)


def quays() -> BaseGeometry:
    """Return the Sambre and the canal with the strip between the water and the paths along it."""
    strips = [band.buffer(QUAY_M, join_style="mitre") for band in (sambre_band(), canal_band())]
    return shapely.transform(shapely.union_all(strips), lambda points: np.round(points, 2))


def crossings() -> dict[str, Crossing]:
    """Return every bridge by name, led straight across the water from one path to the other."""
    strip = quays()
    found = {}
    for water, over in ((sambre(), bridges()), (canal(), canal_bridges())):
        for bridge in over:
            place = water.project(shapely.Point(bridge.x_m, bridge.y_m))
            before, after = shapely.get_coordinates(water.interpolate([place - 5.0, place + 5.0]))
            across = np.array([before[1] - after[1], after[0] - before[0]]) * 12.0
            middle = np.array([bridge.x_m, bridge.y_m])
            cut = shapely.get_parts(shapely.intersection(LineString([middle - across, middle + across]), strip))
            [line] = [part for part in cut if part.distance(shapely.Point(middle)) < 1.0]
            ends = shapely.get_coordinates(line)[[0, -1]]
            highway = next(highway for highway, stops in _ROADS if bridge.name in stops)
            found[bridge.name] = Crossing(LineString(np.round(ends, 2)), highway)
    return found


_ROADS: tuple[tuple[str, tuple[_Stop, ...]], ...] = (
    # Chaussée de Bruxelles, the boulevards, and over the river to Marcinelle and the south.
    ("primary", ((654.6, 632.3), (654.5, 630.4), (654.3, 628.5), (654.2, 627.0), (654.4, 625.8), (655.2, 624.6),
                 (655.6, 623.5), (655.3, 622.5), (655.2, 621.8), "Pont Roi Baudouin", (655.0, 620.9), (655.0, 619.6),
                 (655.3, 618.1), (655.5, 616.5), (655.6, 613.8))),
    ("primary", ((655.3, 622.5), (655.9, 621.9), "Pont de Philippeville", (656.3, 620.5), (657.2, 619.8),
                 (657.7, 618.6), (658.2, 616.9))),
    ("secondary", ((655.2, 621.8), (654.9, 621.75), "Pont Père Pire", (654.3, 620.9), (652.9, 620.1), (652.6, 618.6),
                   (652.2, 616.2))),
    # Route de Mons, and Rue de Châtelet on the other side.
    ("primary", ((655.3, 622.5), (654.8, 622.6), (654.2, 622.9), (653.5, 622.75), "Pont de la Planche",
                 (652.5, 622.5), (651.95, 622.3), (651.4, 622.25), (650.8, 622.4), (649.5, 622.6), (647.2, 622.9))),
    ("primary", ((655.3, 622.5), (656.2, 622.2), (657.0, 622.1), (658.2, 621.65), (659.5, 621.7), (661.4, 621.9))),
    # Chaussée de Fleurus and the roads of the north-east.
    ("primary", ((655.6, 623.5), (656.8, 623.7), (658.0, 624.0), (659.2, 625.4), (660.8, 627.2))),
    ("secondary", ((658.0, 624.0), (658.6, 622.7), (659.5, 621.7))),
    ("secondary", ((658.0, 624.0), (657.7, 625.6), (658.0, 627.2), (657.6, 629.3), (657.4, 631.5))),
    ("secondary", ((654.4, 625.8), (656.2, 626.3), (658.0, 627.2), (660.4, 627.9))),
    ("secondary", ((654.2, 622.9), (654.5, 624.0), (655.2, 624.6), (656.5, 625.0), (657.7, 625.6))),
    ("secondary", ((657.0, 622.1), (657.4, 623.1), (658.0, 624.0))),
    # The north-west.
    ("secondary", ((654.4, 625.8), (653.0, 625.6), "Pont de Roux", (651.4, 625.4), (650.2, 626.2), (648.2, 627.0))),
    ("secondary", ((651.4, 625.4), (651.0, 624.0), (650.8, 622.4), (650.7, 621.7), "Pont de Monceau", (651.5, 620.9),
                   (652.3, 620.7), (652.9, 620.1))),
    ("secondary", ((654.3, 628.5), (653.2, 628.4), "Pont de Viesville", (651.2, 628.4), (649.5, 629.0))),
    ("secondary", ((654.3, 628.5), (656.0, 628.7), (657.6, 629.3), (660.2, 629.0))),
    ("tertiary", ((654.2, 622.9), (653.2, 623.4), "Pont de la Docherie", (651.4, 623.6), (650.8, 622.4))),
    ("tertiary", ((653.4, 626.4), "Pont de Heigne", (651.4, 625.4))),
    ("tertiary", ((653.4, 624.6), "Pont de la Bassée", (651.2, 624.7))),
    ("tertiary", ((653.0, 627.5), "Pont du Sart", (651.2, 627.2))),
    ("tertiary", ((653.2, 629.7), "Pont de Thiméon", (651.4, 629.8))),
    ("footway", ((652.5, 624.1), "Passerelle de l'Écluse", (651.5, 623.9))),
    # The other bridges over the Sambre and the roads of the south.
    ("secondary", ((651.95, 622.3), "Pont de Marchienne", (652.05, 621.7), (652.3, 620.7))),
    ("tertiary", ((652.5, 622.5), "Pont de la Providence", (653.1, 621.7), (653.3, 620.8), (652.9, 620.1))),
    ("secondary", ((654.2, 622.9), (654.1, 622.4), "Pont de Dampremy", (653.9, 621.5), (654.3, 620.9))),
    ("footway", ((655.4, 621.75), "Passerelle de la Gare", (655.5, 621.1))),
    ("secondary", ((657.0, 622.1), (656.9, 621.5), "Pont de Couillet", (657.1, 620.4), (657.2, 619.8))),
    ("tertiary", ((658.0, 621.7), "Pont de Montignies", (657.8, 620.1), (657.2, 619.8))),
    ("tertiary", ((659.0, 621.6), "Pont du Trou-Barbeau", (658.8, 620.1))),
    ("secondary", ((652.9, 620.1), (654.0, 620.4), (655.0, 620.9), (656.0, 620.3), (657.2, 619.8))),
    ("secondary", ((657.2, 619.8), (658.8, 620.1), (661.3, 620.5))),
    ("tertiary", ((652.9, 620.1), (651.4, 619.4), (650.6, 618.4))),
)  # fmt: skip


def main_roads(over: dict[str, Crossing]) -> list[tuple[str, LineString]]:
    """Return the kind and the course of every main road, interrupted where a bridge carries it over water."""
    runs = []
    for highway, stops in _ROADS:
        run: list[tuple[float, float]] = []
        for stop in stops:
            if not isinstance(stop, str):
                run.append(stop)
                continue
            landings = [(x / 1000, y / 1000) for x, y in over[stop].line.coords]
            here, there = run[-1], landings[0]
            if _apart(here, landings[1]) < _apart(here, there):
                landings.reverse()
            runs.append((highway, rounded_corners((*run, landings[0]))))
            run = [landings[1]]
        runs.append((highway, rounded_corners(tuple(run))))
    return runs


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
