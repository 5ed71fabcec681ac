"""The city's outlines: fifteen sections of the published sizes, each cut into neighbourhoods by chance."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from demo.chance import fractal_noise, generator
from demo.geography import CENTRE_M, FRAME_M, HEART_KM, INDUSTRY_KM, SECTIONS, WOODS_KM, south_bank, stroke_power
from demo.mosaic import OUTSIDE, Sheet, one_piece_each, outlines
from demo.names import neighbourhood_names

SHEET = Sheet(*FRAME_M, pixel=25.0)
WRONG_BANK_KM2 = 4.0
"""What it costs a section or a neighbourhood to cross the Sambre: enough never to pay."""
SMALLEST_PIXELS = 48
"""No neighbourhood is smaller than 3 ha."""


@dataclass(frozen=True)
class Sector:
    """A neighbourhood: its outline in metres, and how much it is a place to live."""

    code: str
    name: str
    section: int
    """Index in ``SECTIONS``."""
    outline: BaseGeometry
    density: float
    """Residents per area, relative to the others of the section, before chance has its say."""
    rank: int
    """0 for the neighbourhood of the old centre, then outwards."""


def habitability(x_km: np.ndarray, y_km: np.ndarray) -> np.ndarray:
    """Say how densely a point is lived in: high near the old centres and downtown, low in woods and industry."""
    nearest = np.full(x_km.shape, np.inf)
    for section in SECTIONS:
        away = (x_km - section.centre_km[0]) ** 2 + (y_km - section.centre_km[1]) ** 2
        nearest = np.minimum(nearest, away)
    downtown = (x_km - CENTRE_M[0] / 1000) ** 2 + (y_km - CENTRE_M[1] / 1000) ** 2
    density = 0.15 + 1.0 / (1.0 + nearest / 0.35) + 0.8 / (1.0 + downtown / 1.5)
    wild = np.minimum(stroke_power(WOODS_KM, x_km, y_km), stroke_power(INDUSTRY_KM, x_km, y_km))
    return np.where(wild < 0, density * 0.06, density)


def _warped(
    seed: int, subject: str, x_km: np.ndarray, y_km: np.ndarray, height_km: float, wavelength_km: float
) -> tuple[np.ndarray, np.ndarray]:
    """Shift points by smooth noise, so that straight borders drawn afterwards come out winding."""
    shift_x = fractal_noise(generator(seed, f"{subject} x"), x_km, y_km, wavelength_km)
    shift_y = fractal_noise(generator(seed, f"{subject} y"), x_km, y_km, wavelength_km)
    return x_km + height_km * shift_x, y_km + height_km * shift_y


def _sections(seed: int, x_km: np.ndarray, y_km: np.ndarray, south: np.ndarray) -> np.ndarray:
    """Label every pixel with its section: the power diagram of the sketches, each grown or shrunk to its area."""
    u, v = _warped(seed, "sections", x_km, y_km, 0.13, 1.1)
    powers = np.stack([stroke_power(section.strokes, u, v) for section in SECTIONS])
    for index, section in enumerate(SECTIONS):
        if section.bank != "both":
            powers[index] += np.where(south == (section.bank == "south"), 0.0, WRONG_BANK_KM2)
    heart = stroke_power(HEART_KM, u, v) < 0
    wanted = np.array([section.area_km2 for section in SECTIONS])
    growth = np.zeros(len(SECTIONS))
    aim = wanted
    # Joining loose pieces afterwards moves some ground, so the aim is corrected for it twice.
    for _ in range(3):
        for _ in range(12):
            labels = _power_diagram(powers - growth[:, None, None], heart)
            growth = np.round(growth + 0.12 * (aim - _areas_km2(labels)) / np.sqrt(wanted), 6)
        labels = one_piece_each(_power_diagram(powers - growth[:, None, None], heart))
        aim = aim + wanted - _areas_km2(labels)
    return labels


def _power_diagram(powers: np.ndarray, heart: np.ndarray) -> np.ndarray:
    """Give every pixel to the section of least power, or to nobody where it lies outside all of them and the heart."""
    labels = np.argmin(powers, axis=0)
    labels[(powers.min(axis=0) >= 0) & ~heart] = OUTSIDE
    return labels


def _areas_km2(labels: np.ndarray) -> np.ndarray:
    """Return the area of every section in the picture."""
    pixels = np.bincount(labels.ravel() + 1, minlength=len(SECTIONS) + 1)[1:]
    return pixels * (SHEET.pixel / 1000) ** 2


def _neighbourhoods(
    seed: int, sections: np.ndarray, x_km: np.ndarray, y_km: np.ndarray, south: np.ndarray
) -> np.ndarray:
    """Cut every section into its number of neighbourhoods: a centroidal Voronoi diagram, denser where people live."""
    u, v = _warped(seed, "sectors", x_km, y_km, 0.09, 0.6)
    density = habitability(x_km, y_km)
    labels = np.full(sections.shape, OUTSIDE)
    first = 0
    for index, section in enumerate(SECTIONS):
        chance = generator(seed, f"sectors {section.code}")
        mine = sections == index
        banks = [mine & south, mine & ~south] if section.bank == "both" else [mine]
        counts = [section.sectors]
        if len(banks) == 2:
            weight = [float(np.sqrt(density[bank]).sum()) for bank in banks]
            share = max(1, min(section.sectors - 1, round(section.sectors * weight[0] / sum(weight))))
            counts = [share, section.sectors - share]
        for bank, count in zip(banks, counts, strict=True):
            labels[bank] = first + _voronoi(chance, u[bank], v[bank], np.sqrt(density[bank]), count)
            first += count
    return one_piece_each(labels)


def _voronoi(chance: np.random.Generator, x: np.ndarray, y: np.ndarray, density: np.ndarray, count: int) -> np.ndarray:
    """Split points among ``count`` seeds, each moved a few times to the middle of what it got (Lloyd).

    A few times only: neighbourhoods in life are not honeycombs. A seed left with next to nothing starts again at the
    far end of the largest neighbourhood.
    """
    mass = np.cumsum(density)
    picked = np.searchsorted(mass, chance.random(count) * mass[-1])
    seeds_x, seeds_y = x[picked].copy(), y[picked].copy()
    # Sizes differ in life: a seed with a head start takes more ground than its neighbours.
    head_start = 0.03 * chance.random(count)
    moves = 0
    for _ in range(50):
        away = (x[:, None] - seeds_x) ** 2 + (y[:, None] - seeds_y) ** 2 - head_start
        nearest = np.argmin(away, axis=1)
        sizes = np.bincount(nearest, minlength=count)
        starved = int(np.argmin(sizes))
        if sizes[starved] < SMALLEST_PIXELS:
            of_largest = np.flatnonzero(nearest == int(np.argmax(sizes)))
            far = of_largest[np.argmax(away[of_largest, nearest[of_largest[0]]])]
            seeds_x[starved], seeds_y[starved], head_start[starved] = x[far], y[far], 0.0
        elif moves == 3:
            return nearest
        else:
            moves += 1
            weight = np.bincount(nearest, density, minlength=count)
            seeds_x = np.bincount(nearest, density * x, minlength=count) / weight
            seeds_y = np.bincount(nearest, density * y, minlength=count) / weight
    raise AssertionError("neighbourhoods did not settle")


def _codes(seed: int, letter: str, ranks: np.ndarray) -> list[str]:
    """Number the neighbourhoods of a section as Statbel does: rings outwards, then a dash or one more figure."""
    chance = generator(seed, f"codes {letter}")
    dashes = chance.random(len(ranks)) < 0.6
    figures = chance.integers(0, 10, len(ranks))
    codes = []
    for rank in ranks:
        ring, place = divmod(int(rank), 9)
        last = "-" if rank == 0 or dashes[rank] else str(figures[rank])
        codes.append(f"52011{letter}{ring}{place}{last}")
    return codes


def sectors(seed: int) -> list[Sector]:
    """Return the neighbourhoods of the city in the order of their codes; together a valid coverage."""
    x, y = SHEET.centres()
    x_km, y_km = x / 1000, y / 1000
    south = SHEET.inside(south_bank())
    of_section = _sections(seed, x_km, y_km, south)
    labels = _neighbourhoods(seed, of_section, x_km, y_km, south)
    polygons = outlines(labels, SHEET, generator(seed, "outlines"), smoothing=40.0, ripple=11.0)
    density = habitability(x_km, y_km)
    found = []
    first = 0
    for index, section in enumerate(SECTIONS):
        span = range(first, first + section.sectors)
        first += section.sectors
        middles = np.array([shapely.get_coordinates(polygons[label].centroid)[0] for label in span]) / 1000
        away = np.round((middles[:, 0] - section.centre_km[0]) ** 2 + (middles[:, 1] - section.centre_km[1]) ** 2, 9)
        ranks = np.argsort(np.argsort(away, kind="stable"), kind="stable")
        codes = _codes(seed, section.code[5], ranks)
        names = neighbourhood_names(seed, section.code, [(float(x), float(y)) for x, y in middles])
        for label, code, name, rank in zip(span, codes, names, ranks, strict=True):
            mean = float(np.round(density[labels == label].mean(), 6))
            found.append(Sector(code, name, index, polygons[label], mean, int(rank)))
    return sorted(found, key=lambda sector: sector.code)
