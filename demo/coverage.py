"""Invented networks: fibre that spreads from the centre and the south, and the 5G of three operators."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from demo.chance import fractal_noise, generator
from demo.geography import CENTRE_M, FRAME_M, WOODS_KM, stroke_power
from demo.mosaic import OUTSIDE, Sheet, outlines
from demo.partition import Sector, habitability

OPERATORS_5G = ("Orange", "Proximus", "Telenet")

_FIBRE_SHEET = Sheet(*FRAME_M, pixel=50.0)
_AROUND_M = 3000
"""How far 5G is drawn beyond the frame."""
_5G_SHEET = Sheet(
    FRAME_M[0] - _AROUND_M, FRAME_M[1] - _AROUND_M, FRAME_M[2] + _AROUND_M, FRAME_M[3] + _AROUND_M, pixel=100.0
)


@dataclass(frozen=True)
class FibreArea:
    """Ground on which an operator offers, builds or plans fibre."""

    fibre_id: str
    status: str
    operator: str
    available_from: str
    outline: BaseGeometry


_FIBRE_SOURCES = (
    (CENTRE_M[0], CENTRE_M[1], 1.0),
    (654_900.0, 620_400.0, 1.0),
    (652_900.0, 619_900.0, 0.9),
    (655_300.0, 618_900.0, 0.7),
    (657_100.0, 619_700.0, 0.75),
    (657_200.0, 622_000.0, 0.6),
    (654_300.0, 628_500.0, 0.35),
)
"""Where the works started (metres), and how early."""
_FIBRE_STEPS = (
    # status, operator, orderable from, least and most of the field
    ("available", "Proximus", "2023-09-01", 0.95, np.inf),
    ("available", "Proximus", "2025-06-01", 0.66, 0.95),
    ("building", "Proximus", "2026-10-01", 0.45, 0.66),
    ("planned", "Unifiber", "2028-01-01", 0.30, 0.45),
)


def fibre(seed: int, sectors: list[Sector]) -> list[FibreArea]:
    """Return the areas of fibre, largest first within each step, cut to the city."""
    x, y = _FIBRE_SHEET.centres()
    field = np.zeros(x.shape)
    for source_x, source_y, strength in _FIBRE_SOURCES:
        field = np.maximum(field, strength / (0.55 + ((x - source_x) ** 2 + (y - source_y) ** 2) / 3.2e6))
    field = field + 0.40 * fractal_noise(generator(seed, "fibre"), x, y, 1300.0, octaves=3)
    # Networks follow people: digging to lonely houses comes last.
    field = field + 0.12 * np.minimum(habitability(x / 1000, y / 1000), 1.2) - 0.22
    field = np.where(stroke_power(WOODS_KM, x / 1000, y / 1000) < 0, field - 0.4, field)
    city = _FIBRE_SHEET.inside(shapely.union_all([sector.outline for sector in sectors]))
    labels = np.full(x.shape, OUTSIDE)
    for step, (_, _, _, least, most) in enumerate(_FIBRE_STEPS):
        labels[city & (field >= least) & (field < most)] = step
    shapes = outlines(labels, _FIBRE_SHEET, generator(seed, "fibre outlines"), smoothing=70.0, ripple=14.0)
    areas: list[FibreArea] = []
    for step, (status, operator, day, _, _) in enumerate(_FIBRE_STEPS):
        parts = [part for part in shapely.get_parts(shapes[step]) if part.area >= 20_000]
        parts.sort(key=lambda part: (-round(part.area), part.bounds))
        for part in parts:
            areas.append(FibreArea(f"F{len(areas) + 1:03d}", status, operator, day, part))
    return areas


def reception(seed: int) -> dict[str, dict[int, BaseGeometry]]:
    """Return the areas of every class of 5G reception (0 none to 3 deep indoor) by operator; classes do not overlap."""
    x, y = _5G_SHEET.centres()
    return {operator: _classes(seed, operator, x, y) for operator in OPERATORS_5G}


def _classes(seed: int, operator: str, x: np.ndarray, y: np.ndarray) -> dict[int, BaseGeometry]:
    """Draw antenna sites where people live, add up what they give, take away hills and trees, and cut into classes."""
    chance = generator(seed, f"5G {operator}")
    x_km, y_km = x / 1000, y / 1000
    liking = np.cumsum((0.05 + habitability(x_km, y_km)).ravel())
    signal = np.zeros(x.shape)
    for pick in np.searchsorted(liking, chance.random(_SITES[operator]) * liking[-1]):
        site_x, site_y = x.ravel()[pick], y.ravel()[pick]
        reach = 450.0 + 500.0 * chance.random()
        signal = np.maximum(signal, 1.0 / (1.0 + ((x - site_x) ** 2 + (y - site_y) ** 2) / (reach * reach)))
    # Hills are the same for everybody, so that some places have no reception from anyone.
    hills = fractal_noise(generator(seed, "5G hills"), x, y, 2200.0)
    relief = fractal_noise(chance, x, y, 1800.0)
    houses = fractal_noise(chance, x, y, 700.0, octaves=2)
    woods = np.clip(-stroke_power(WOODS_KM, x_km, y_km), 0.0, 0.25)
    west = np.clip((650.6 - x_km) / 3.0, 0.0, 1.0)
    signal = signal * (1.0 + 0.45 * houses) + 0.28 * hills + 0.08 * relief - 0.9 * woods - 0.15 * west
    labels = (signal > 0.09).astype(np.int64) + (signal > 0.22) + (signal > 0.42)
    for level in range(4):
        _smooth_away_crumbs(labels, level)
    return outlines(labels, _5G_SHEET, generator(seed, f"5G outlines {operator}"), smoothing=130.0, ripple=30.0)


_SITES = {"Orange": 50, "Proximus": 64, "Telenet": 42}


def _smooth_away_crumbs(labels: np.ndarray, level: int) -> None:
    """Give single pixels of one class, in place, to the class below or above that surrounds them."""
    mine = labels == level
    padded = np.pad(mine, 1, mode="edge")
    neighbours = (
        padded[:-2, 1:-1].astype(int) + padded[2:, 1:-1].astype(int) + padded[1:-1, :-2].astype(int) + padded[1:-1, 2:]
    )
    crumbs = mine & (neighbours == 0)
    labels[crumbs] = np.roll(labels, 1, axis=1)[crumbs]
