"""The frame of the demonstration city: its fifteen sections, the Sambre and its bridges, canal, main roads and woods.

What is real here is what everybody in Charleroi knows: which former commune lies where and how large it is, that the
Sambre comes from Landelies, passes Marchienne and leaves for Châtelet. The figures per section are published ones
(Statbel's sectors of 2023, residents of 1 January 2019, BIMD 2011, median income of 2005). Everything drawn is
sketched by hand in steps of 50 m from the places and sizes of those sections: no outline is taken from a real map file.

Coordinates are kilometres in Belgian Lambert 2008 (``geo.crs.METRIC``) in the sketches and metres everywhere else.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import shapely
from shapely import LineString, Polygon

FRAME_M = (648_000, 615_400, 660_600, 631_800)
"""West, south, east, north of the sheet everything is drawn on."""

CENTRE_M = (655_300.0, 622_300.0)
"""The heart of the city, between Ville Basse and Ville Haute."""

Bank = Literal["north", "south", "both"]
Stroke = tuple[float, float, float, float, float]
"""A brush stroke of the sketch: from (x, y) to (x, y) with a radius, in km."""


@dataclass(frozen=True)
class Section:
    """A former commune: its published figures, and where it lies in the sketch."""

    code: str
    name: str
    postal_code: str
    sectors: int
    area_km2: float
    residents: int
    bimd: float
    income_eur: int
    bank: Bank
    """Side of the Sambre it lies on."""
    centre_km: tuple[float, float]
    """Its old centre: church, square, shops."""
    strokes: tuple[Stroke, ...]


SECTIONS: tuple[Section, ...] = (
    Section(
        "52011A", "Charleroi", "6000", 22, 3.7, 19_118, 67.5, 12_279, "north", (655.3, 622.5),
        ((655.2, 622.0, 655.35, 622.3, 0.75), (655.6, 623.0, 656.15, 623.8, 0.6)),
    ),
    Section(
        "52011B", "Dampremy", "6020", 12, 2.8, 6_714, 70.6, 12_865, "north", (654.2, 622.9),
        ((653.3, 622.5, 654.9, 623.1, 0.6), (654.0, 623.6, 654.4, 623.9, 0.35)),
    ),
    Section(
        "52011C", "Lodelinsart", "6042", 13, 2.9, 8_480, 59.3, 13_900, "north", (655.4, 624.5),
        ((653.8, 624.1, 654.6, 624.2, 0.25), (655.2, 624.3, 656.2, 624.8, 0.5), (656.3, 625.1, 656.9, 624.9, 0.3)),
    ),
    Section(
        "52011D", "Gilly", "6060", 24, 7.4, 20_041, 61.0, 14_438, "north", (658.0, 624.0),
        (
            (657.8, 624.5, 658.6, 624.8, 0.9), (658.9, 624.9, 659.3, 624.2, 0.6), (658.0, 623.3, 658.6, 623.3, 0.8),
            (658.1, 622.5, 658.5, 622.5, 0.35), (656.75, 624.3, 657.2, 624.3, 0.35), (659.1, 623.1, 659.2, 623.1, 0.3),
            (658.5, 625.5, 658.9, 625.6, 0.25),
        ),
    ),
    Section(
        "52011E", "Montignies-sur-Sambre", "6061", 23, 6.0, 18_761, 62.7, 14_468, "north", (657.0, 622.1),
        (
            (656.6, 622.9, 656.9, 621.9, 0.65), (657.5, 621.6, 658.4, 621.3, 0.7), (658.7, 621.2, 659.2, 621.05, 0.4),
            (656.75, 623.6, 656.9, 622.9, 0.35), (657.9, 622.0, 658.6, 621.9, 0.2),
            (656.2, 622.3, 656.4, 621.5, 0.35),
        ),
    ),
    Section(
        "52011F", "Couillet", "6010", 14, 5.0, 11_368, 56.4, 14_810, "south", (657.2, 619.8),
        (
            (656.8, 620.3, 657.3, 619.4, 0.75), (656.6, 621.0, 656.9, 620.7, 0.3), (657.6, 619.4, 658.2, 619.0, 0.7),
            (656.6, 618.9, 657.4, 618.8, 0.4),
            (658.0, 620.4, 658.7, 620.5, 0.2), (658.6, 618.95, 658.7, 618.95, 0.2), (658.0, 619.8, 658.2, 619.6, 0.3),
        ),
    ),
    Section(
        "52011G", "Marcinelle", "6001", 34, 13.2, 23_692, 47.2, 15_974, "south", (654.8, 620.8),
        (
            (654.8, 620.9, 655.4, 620.7, 0.8), (655.0, 619.6, 655.2, 618.4, 1.3), (654.3, 617.6, 654.5, 617.2, 0.3),
            (655.2, 617.6, 655.4, 617.3, 0.9),
            (655.0, 616.4, 655.2, 616.3, 0.5), (656.1, 617.1, 656.2, 617.0, 0.2), (654.8, 616.0, 655.0, 616.0, 0.2),
            (653.5, 622.05, 654.4, 621.7, 0.25),
        ),
    ),
    Section(
        "52011H", "Mont-sur-Marchienne", "6032", 23, 9.3, 12_761, 32.9, 18_534, "south", (652.9, 620.1),
        (
            (652.8, 620.9, 653.3, 620.4, 0.75), (652.5, 619.5, 652.9, 619.0, 1.15), (652.5, 618.3, 653.2, 618.0, 0.8),
            (653.4, 617.3, 653.9, 617.2, 0.5), (652.0, 618.0, 652.0, 617.9, 0.2), (653.6, 616.7, 654.0, 616.7, 0.2),
        ),
    ),
    Section(
        "52011J", "Marchienne-au-Pont", "6030", 21, 6.7, 15_198, 66.9, 13_237, "both", (652.0, 621.75),
        (
            (652.3, 623.4, 652.3, 622.6, 0.75), (652.9, 623.8, 653.3, 623.8, 0.45), (651.9, 622.1, 651.5, 621.4, 0.6),
            (651.3, 620.9, 651.5, 620.4, 0.65), (652.8, 622.0, 653.5, 621.6, 0.35),
        ),
    ),
    Section(
        "52011K", "Monceau-sur-Sambre", "6031", 22, 7.1, 9_769, 56.9, 15_044, "north", (650.8, 622.4),
        (
            (650.8, 623.7, 651.0, 622.6, 0.85), (650.7, 621.9, 650.3, 621.1, 0.55), (650.1, 620.8, 650.5, 620.3, 0.35),
            (650.0, 624.4, 650.8, 624.2, 0.4), (649.1, 624.2, 649.7, 624.7, 0.15),
        ),
    ),
    Section(
        "52011L", "Goutroux", "6030", 6, 2.7, 2_934, 40.2, 17_553, "north", (649.5, 622.6),
        ((649.5, 622.8, 649.7, 622.2, 0.65), (649.2, 623.5, 649.4, 623.1, 0.45), (648.75, 624.1, 648.9, 623.8, 0.2)),
    ),
    Section(
        "52011M", "Roux", "6044", 15, 5.5, 8_986, 52.3, 15_400, "north", (651.4, 625.4),
        (
            (650.2, 625.0, 650.8, 625.1, 0.35), (651.2, 625.4, 651.6, 625.1, 0.85), (651.1, 626.2, 651.5, 626.2, 0.4),
            (652.2, 627.0, 652.2, 626.3, 0.3), (652.2, 624.5, 652.2, 624.5, 0.5), (649.8, 625.0, 649.8, 625.0, 0.1),
        ),
    ),
    Section(
        "52011N", "Jumet", "6040", 26, 12.6, 24_538, 55.0, 14_926, "north", (654.3, 625.8),
        (
            (653.3, 626.6, 653.5, 625.4, 1.05), (654.8, 626.3, 655.6, 626.4, 1.1), (653.6, 624.9, 654.7, 625.2, 0.8),
            (656.2, 626.3, 656.8, 625.7, 0.6), (657.4, 625.75, 658.8, 625.8, 0.1),
        ),
    ),
    Section(
        "52011P", "Gosselies", "6041", 19, 12.1, 11_026, 53.7, 15_255, "north", (654.3, 628.5),
        (
            (654.1, 628.2, 656.3, 628.2, 0.95), (655.2, 629.0, 656.6, 629.0, 0.9), (656.0, 630.2, 656.25, 630.9, 0.25),
            (655.6, 629.8, 655.9, 629.9, 0.45), (652.45, 628.65, 652.8, 628.1, 0.2),
            (652.35, 627.6, 653.2, 627.6, 0.25),
            (657.2, 629.2, 657.6, 629.3, 0.4), (653.9, 628.9, 654.7, 629.5, 0.4), (652.8, 628.2, 653.4, 628.2, 0.35),
            (656.35, 631.1, 656.35, 631.1, 0.12),
        ),
    ),
    Section(
        "52011R", "Ransart", "6043", 16, 5.7, 8_813, 44.1, 16_486, "north", (658.0, 627.2),
        (
            (657.6, 627.3, 658.2, 627.2, 0.9), (658.7, 626.4, 658.7, 627.3, 0.6), (658.0, 628.6, 658.4, 628.0, 0.3),
            (658.9, 627.6, 659.1, 627.6, 0.25),
            (657.3, 626.8, 658.6, 626.3, 0.45),
        ),
    ),
)  # fmt: skip
"""The fifteen sections in the order of their codes."""

HEART_KM: tuple[Stroke, ...] = (
    (653.0, 626.0, 657.8, 626.2, 1.2), (655.5, 628.4, 657.4, 628.4, 0.7), (651.5, 623.5, 657.4, 623.5, 1.6),
    (651.6, 621.5, 656.8, 621.4, 1.2), (653.0, 619.8, 655.8, 619.8, 1.3), (654.0, 618.3, 655.3, 617.9, 0.9),
    (656.2, 620.7, 658.4, 621.1, 0.5), (650.0, 622.8, 650.6, 621.7, 0.6), (650.8, 624.6, 653.0, 624.6, 0.7),
    (652.6, 627.0, 654.0, 628.0, 0.6), (654.1, 618.0, 654.4, 617.2, 0.3), (656.4, 618.8, 656.6, 619.6, 0.4),
)  # fmt: skip
"""Ground that is inside the city, whatever section takes it: no hole opens where several sections meet."""

_SAMBRE_KM = (
    (647.60, 617.90), (648.60, 618.20), (649.38, 618.79), (650.02, 619.21), (650.52, 619.54), (650.85, 620.03),
    (650.71, 620.59), (650.72, 621.06), (651.03, 621.43), (651.42, 621.79), (651.80, 621.99), (652.24, 622.06),
    (652.67, 622.10), (653.09, 622.21), (653.48, 622.27), (653.90, 622.04), (654.32, 621.75), (654.67, 621.48),
    (655.04, 621.42), (655.38, 621.44), (655.72, 621.50), (656.04, 621.26), (656.44, 621.15), (656.85, 621.17),
    (657.08, 620.86), (657.36, 620.64), (657.83, 620.68), (658.27, 620.55), (658.73, 620.66), (659.12, 620.89),
    (659.52, 621.18), (660.19, 621.40), (660.97, 621.36), (661.50, 621.35),
)  # fmt: skip
SAMBRE_WIDTH_M = 45.0
"""Quay to quay, about what barges of 1,350 t need and what one sees in town."""

_CANAL_KM = (
    (653.22, 622.24), (652.97, 622.70), (652.67, 622.97), (652.34, 623.17), (652.07, 623.59), (651.97, 624.17),
    (651.88, 624.71), (651.84, 625.46), (651.81, 626.24), (651.88, 626.93), (652.15, 627.57), (652.44, 628.35),
    (652.40, 629.40), (652.10, 630.70), (651.80, 632.20),
)  # fmt: skip
"""The Charleroi-Brussels canal: leaves the Sambre at Dampremy for Roux and the north."""
CANAL_WIDTH_M = 30.0

RING_R9_KM = (
    (654.6, 621.8), (655.3, 621.8), (655.9, 621.9), (656.1, 622.4), (656.0, 623.0), (655.5, 623.3), (654.9, 623.1),
    (654.5, 622.6), (654.4, 622.1), (654.6, 621.8),
)  # fmt: skip
"""The small ring around the centre, one way and on stilts, roughly."""

MOTORWAYS_KM: dict[str, tuple[tuple[float, float], ...]] = {
    "A54": ((654.6, 632.0), (654.3, 630.0), (654.0, 628.0), (653.9, 626.0), (654.2, 624.4), (654.6, 623.0)),
    "E42": ((648.0, 627.6), (651.0, 627.9), (654.0, 627.9), (656.6, 628.6), (658.6, 629.6), (660.6, 630.2)),
    "R3": ((649.4, 626.5), (649.0, 622.9), (649.9, 620.2), (651.9, 618.4), (654.3, 618.0), (656.6, 618.4),
           (658.6, 619.4), (659.4, 621.6), (659.6, 624.4), (658.9, 627.0), (657.6, 628.9)),
}  # fmt: skip
"""Motorways as they run past the city, roughly; for a later street network to avoid or to cross."""

WOODS_KM: tuple[Stroke, ...] = (
    (654.9, 617.6, 655.6, 616.8, 0.9),
    (653.3, 617.6, 653.8, 617.2, 0.6),
    (656.2, 618.0, 656.4, 617.2, 0.4),
    (650.2, 620.8, 650.4, 620.3, 0.4),
    (649.0, 624.2, 649.8, 624.5, 0.35),
    (659.3, 625.0, 659.4, 624.3, 0.45),
    (658.3, 618.8, 658.7, 618.9, 0.3),
)
"""Where hardly anybody lives and reception is poor: the woods of the south, of Monceau and of Soleilmont."""

INDUSTRY_KM: tuple[Stroke, ...] = (
    (655.4, 627.8, 657.0, 627.95, 0.35),
    (656.2, 628.9, 657.2, 628.8, 0.4),
    (653.3, 622.0, 654.2, 621.6, 0.35),
    (651.3, 621.3, 651.5, 620.8, 0.3),
    (657.3, 620.35, 658.6, 620.35, 0.2),
    (652.4, 628.1, 653.0, 627.6, 0.3),
)
"""The airport and its business park, and the old steel valley along the Sambre."""


@dataclass(frozen=True)
class Bridge:
    """A crossing of the Sambre, named after the place it serves."""

    name: str
    x_m: float
    y_m: float


def rounded_corners(points_km: tuple[tuple[float, float], ...]) -> LineString:
    """Cut the corners of a sketched line a little (Chaikin's scheme on its thirds) and return it in metres."""
    corners = np.array(points_km) * 1000.0
    thirds = [corners[:-1] + (corners[1:] - corners[:-1]) * (step / 3) for step in range(3)]
    line = np.vstack([np.stack(thirds, axis=1).reshape(-1, 2), corners[-1:]])
    for _ in range(2):
        cut = np.empty((2 * (len(line) - 1), 2))
        cut[0::2] = 0.75 * line[:-1] + 0.25 * line[1:]
        cut[1::2] = 0.25 * line[:-1] + 0.75 * line[1:]
        line = np.vstack([line[:1], cut, line[-1:]])
    return LineString(np.round(line, 2))


def sambre() -> LineString:
    """Return the middle of the Sambre, flowing from west to east, past both edges of the city."""
    return rounded_corners(_SAMBRE_KM)


def sambre_band() -> Polygon:
    """Return the Sambre from quay to quay."""
    return sambre().buffer(SAMBRE_WIDTH_M / 2, cap_style="flat")


def canal() -> LineString:
    """Return the middle of the canal, from the Sambre to the north."""
    return rounded_corners(_CANAL_KM)


def canal_band() -> Polygon:
    """Return the canal from bank to bank."""
    return canal().buffer(CANAL_WIDTH_M / 2, cap_style="flat")


def south_bank() -> Polygon:
    """Return everything of the sheet that lies south of the middle of the Sambre."""
    west, south, east, _ = FRAME_M
    river = shapely.get_coordinates(sambre())
    return Polygon([*river, (east + 2000, south - 2000), (west - 2000, south - 2000)])


_BRIDGES = (
    ("Pont de Monceau", 650.95), ("Pont de Marchienne", 651.95), ("Pont de la Providence", 653.0),
    ("Pont de Dampremy", 653.9), ("Pont Père Pire", 654.75), ("Pont Roi Baudouin", 655.2),
    ("Passerelle de la Gare", 655.4),
    ("Pont de Philippeville", 656.05), ("Pont de Couillet", 656.95), ("Pont de Montignies", 657.7),
    ("Pont du Trou-Barbeau", 658.9),
)  # fmt: skip


def bridges() -> tuple[Bridge, ...]:
    """Return the bridges of the city over the Sambre, from west to east, each a point in the middle of the river."""
    river = sambre()
    _, south, _, north = FRAME_M
    found = []
    for name, x_km in _BRIDGES:
        cut = river.intersection(LineString([(x_km * 1000, south), (x_km * 1000, north)]))
        point = max(shapely.get_parts(cut), key=lambda part: part.y)
        found.append(Bridge(name, round(point.x, 1), round(point.y, 1)))
    return tuple(found)


def stroke_power(strokes: tuple[Stroke, ...], x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Measure how far points lie outside the nearest stroke: squared distance less squared radius, in km2.

    Negative inside. The least of these powers over several sketches divides the plane into their power diagram.
    """
    power = np.full(x.shape, np.inf)
    for x1, y1, x2, y2, radius in strokes:
        along_x, along_y = x2 - x1, y2 - y1
        length2 = along_x * along_x + along_y * along_y
        share = 0.0 if length2 == 0 else np.clip(((x - x1) * along_x + (y - y1) * along_y) / length2, 0.0, 1.0)
        off_x = x - (x1 + share * along_x)
        off_y = y - (y1 + share * along_y)
        power = np.minimum(power, off_x * off_x + off_y * off_y - radius * radius)
    return power
