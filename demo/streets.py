"""Invented streets and the houses along them: bent rows inside each neighbourhood, fuller where more people live."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from demo.chance import generator, share_out
from demo.geography import SECTIONS, canal_band, sambre_band
from demo.names import street_names
from demo.partition import Sector, habitability

HOUSES = 35_000
"""About as many as the city has house numbers with somebody living there in every second one."""
STREET_SPACING_M = 85.0
SETBACK_M = 11.0
PLOT_M = (11.0, 26.0)
"""Usual width of a plot in the densest and the loosest neighbourhood: miners' houses, villas."""


@dataclass(frozen=True)
class Street:
    """A street of one neighbourhood."""

    street_id: int
    name: str
    sector: int
    """Index of its neighbourhood in the list of sectors."""
    line: LineString


@dataclass(frozen=True)
class Houses:
    """House numbers, one element each, ordered by street and number."""

    x_m: np.ndarray
    y_m: np.ndarray
    street: np.ndarray
    """Index in the list of streets."""
    number: np.ndarray
    sector: np.ndarray
    boxes: np.ndarray
    """Letterboxes: 0 for a house with one household, else how many flats."""


def _rows(chance: np.random.Generator, ground: BaseGeometry) -> list[LineString]:
    """Draw parallel, slightly bent lines and fewer lines across them, and keep what lies on ``ground``."""
    west, south, east, north = ground.bounds
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    reach = (east - west + north - south) / 2 + 100.0
    turn = chance.random() * 2.0 - 1.0
    # A rotation without sine and cosine: the half-angle formulas.
    cosine, sine = (1.0 - turn * turn) / (1.0 + turn * turn), 2.0 * turn / (1.0 + turn * turn)
    bend = (chance.random() - 0.5) / 1500.0
    shift_along, shift_across = chance.random(2) * STREET_SPACING_M
    along = np.arange(-reach, reach, 25.0)
    lines = []
    for spacing, shift, crossing in (
        (STREET_SPACING_M, shift_along, False),
        (2.6 * STREET_SPACING_M, shift_across, True),
    ):
        for offset in np.arange(-reach + shift, reach, spacing):
            u, v = (np.full(along.shape, offset), along) if crossing else (along, np.full(along.shape, offset))
            v = v + bend * u * u
            points = np.column_stack([middle_x + cosine * u - sine * v, middle_y + sine * u + cosine * v])
            lines.append(LineString(np.round(points, 2)))
    kept = shapely.get_parts(shapely.intersection(np.array(lines), ground))
    return [line for line in kept if line.geom_type == "LineString" and line.length > 45.0]


def _houses_per_sector(seed: int, sectors: list[Sector], residents: np.ndarray) -> np.ndarray:
    """Share out the house numbers: one for about four residents in the suburbs, for eight or more in dense streets."""
    area_ha = np.array([sector.outline.area for sector in sectors]) / 10_000
    per_house = 4.0 + 6.0 * np.minimum(residents / area_ha / 120.0, 1.0)
    per_house = per_house * (0.9 + 0.2 * generator(seed, "persons per house").random(len(sectors)))
    houses = share_out(HOUSES, residents / per_house)
    return np.where((houses == 0) & (residents > 0), 1, houses)


def lay_out(seed: int, sectors: list[Sector], residents: np.ndarray) -> tuple[list[Street], Houses]:
    """Draw the streets of every neighbourhood and place its houses along them, none in the water."""
    water = _kept_clear()
    wanted = _houses_per_sector(seed, sectors, residents)
    drawn: list[tuple[int, LineString]] = []
    columns: dict[str, list[np.ndarray]] = {"x": [], "y": [], "street": [], "number": [], "sector": []}
    for index, sector in enumerate(sectors):
        if wanted[index] == 0:
            continue
        chance, rows = _rows_of(seed, sector, water)
        kept = _best_rows(chance, rows, int(wanted[index]))
        plots = share_out(int(wanted[index]), np.array([row.length for row in kept]))
        for row, count in zip(kept, plots, strict=True):
            x, y, number = _along(chance, row, int(count))
            columns["x"].append(x)
            columns["y"].append(y)
            columns["number"].append(number)
            columns["street"].append(np.full(int(count), len(drawn)))
            columns["sector"].append(np.full(int(count), index))
            drawn.append((index, row))
    streets = _named(seed, sectors, drawn)
    houses = {name: np.concatenate(parts) for name, parts in columns.items()}
    boxes = _boxes(seed, residents, wanted, houses["sector"])
    return streets, Houses(houses["x"], houses["y"], houses["street"], houses["number"], houses["sector"], boxes)


def unbuilt_rows(seed: int, sectors: list[Sector], streets: list[Street]) -> list[tuple[int, LineString]]:
    """Return the rows of every neighbourhood along which no house was placed, each with the index of its sector."""
    water = _kept_clear()
    built = {street.line.wkb for street in streets}
    return [
        (index, row)
        for index, sector in enumerate(sectors)
        for row in _rows_of(seed, sector, water)[1]
        if row.wkb not in built
    ]


def _kept_clear() -> BaseGeometry:
    """Return the water and the ground beside it on which no row is drawn."""
    water = shapely.union(sambre_band().buffer(25), canal_band().buffer(20))
    shapely.prepare(water)
    return water


def _rows_of(seed: int, sector: Sector, water: BaseGeometry) -> tuple[np.random.Generator, list[LineString]]:
    """Draw the rows of one neighbourhood; its chance comes back to go on with."""
    chance = generator(seed, f"streets {sector.code}")
    ground = shapely.difference(sector.outline.buffer(-(SETBACK_M + 4.0)), water)
    return chance, _rows(chance, ground)


def _best_rows(chance: np.random.Generator, rows: list[LineString], houses: int) -> list[LineString]:
    """Keep the rows where people like to live until all houses find room on plots of a usual width."""
    middles = shapely.get_coordinates(shapely.line_interpolate_point(np.array(rows), 0.5, normalized=True)) / 1000
    liking = habitability(middles[:, 0], middles[:, 1]) * (0.7 + 0.6 * chance.random(len(rows)))
    width = PLOT_M[0] + (PLOT_M[1] - PLOT_M[0]) * chance.random()
    room = 0.0
    kept = []
    for place in np.argsort(-np.round(liking, 9), kind="stable"):
        kept.append(rows[place])
        room += 2.0 * rows[place].length
        if room >= houses * width:
            break
    return kept


def _along(chance: np.random.Generator, row: LineString, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Place ``count`` houses on both sides of a street: x, y and house number (odd on the left, even on the right)."""
    place = np.arange(count)
    pair, right = place // 2, place % 2 == 1
    step = row.length / max((count + 1) // 2, 1)
    distance = np.minimum((pair + 0.5 + 0.3 * (chance.random(count) - 0.5)) * step, row.length)
    setback = SETBACK_M * (0.75 + 0.5 * chance.random(count))
    at = shapely.get_coordinates(shapely.line_interpolate_point(row, distance))
    before = shapely.get_coordinates(shapely.line_interpolate_point(row, np.maximum(distance - 2.0, 0.0)))
    after = shapely.get_coordinates(shapely.line_interpolate_point(row, np.minimum(distance + 2.0, row.length)))
    way = after - before
    length = np.sqrt((way * way).sum(axis=1))
    side = np.where(right, 1.0, -1.0) * setback / length
    x = np.round(at[:, 0] + way[:, 1] * side, 2)
    y = np.round(at[:, 1] - way[:, 0] * side, 2)
    return x, y, 2 * pair + 1 + right


def _named(seed: int, sectors: list[Sector], drawn: list[tuple[int, LineString]]) -> list[Street]:
    """Give every street a name that is unique in its section and a number of its own."""
    streets: list[Street] = []
    of_section = [sectors[index].section for index, _ in drawn]
    names = {
        section: iter(street_names(seed, SECTIONS[section].code, of_section.count(section)))
        for section in sorted(set(of_section))
    }
    for place, ((index, row), section) in enumerate(zip(drawn, of_section, strict=True)):
        streets.append(Street(70_000 + place, next(names[section]), index, row))
    return streets


def _boxes(seed: int, residents: np.ndarray, houses: np.ndarray, of_house: np.ndarray) -> np.ndarray:
    """Say how many flats each house has: most none, more and larger blocks where many people share few houses."""
    chance = generator(seed, "boxes")
    crowding = np.minimum(residents[of_house] / np.maximum(houses[of_house], 1) / 10.0, 1.0)
    flats = 2 + np.floor(10.0 * chance.random(len(of_house)) ** 3).astype(np.int64)
    return np.where(chance.random(len(of_house)) < 0.02 + 0.22 * crowding, flats, 0)
