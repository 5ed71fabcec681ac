"""Chance that is the same everywhere: one generator per subject, and smooth noise made of additions and products only.

Nothing here calls a function of the platform's mathematics library (sine, exponential, logarithm), whose last digit
differs from machine to machine: a pixel that falls on the other side of a border would change the files.
"""

from math import fsum
from zlib import crc32

import numpy as np


def generator(seed: int, subject: str) -> np.random.Generator:
    """Return the generator of one subject, so that changing one part of the city leaves the others as they are."""
    return np.random.Generator(np.random.PCG64([seed, crc32(subject.encode())]))


def bell(chance: np.random.Generator, size: int) -> np.ndarray:
    """Draw bell-shaped values of mean 0 and standard deviation 1, within -6 and 6 (sum of twelve uniform draws)."""
    draws = chance.random((12, size))
    total = np.zeros(size)
    for draw in draws:
        total += draw
    return total - 6.0


def smooth_noise(chance: np.random.Generator, x: np.ndarray, y: np.ndarray, wavelength: float) -> np.ndarray:
    """Draw a smooth field between -1 and 1 at the points, changing over about ``wavelength``, in the points' own unit.

    The field hangs on a lattice that starts at the least x and y given, so it is drawn at once for all points.
    """
    column = (x - x.min()) / wavelength
    row = (y - y.min()) / wavelength
    lattice = chance.random((int(row.max()) + 2, int(column.max()) + 2)) * 2.0 - 1.0
    left, low = column.astype(np.intp), row.astype(np.intp)
    u, v = column - left, row - low
    u = u * u * (3.0 - 2.0 * u)
    v = v * v * (3.0 - 2.0 * v)
    below = lattice[low, left] * (1.0 - u) + lattice[low, left + 1] * u
    above = lattice[low + 1, left] * (1.0 - u) + lattice[low + 1, left + 1] * u
    return below * (1.0 - v) + above * v


def fractal_noise(
    chance: np.random.Generator, x: np.ndarray, y: np.ndarray, wavelength: float, octaves: int = 5
) -> np.ndarray:
    """Add up ``octaves`` of smooth noise, each of half the wavelength and 0.6 of the height of the one before."""
    total = np.zeros(np.broadcast(x, y).shape)
    height = 1.0
    for _ in range(octaves):
        total = total + height * smooth_noise(chance, x, y, wavelength)
        wavelength, height = wavelength / 2.0, height * 0.6
    return total


def share_out(total: int, weights: np.ndarray) -> np.ndarray:
    """Share ``total`` whole units by weight: largest remainder, ties to the earlier one; the sum is exact."""
    exact = total * (weights / fsum(weights))
    whole = np.floor(exact).astype(np.int64)
    rest = int(total - whole.sum())
    order = np.argsort(np.round(whole - exact, 9), kind="stable")
    whole[order[:rest]] += 1
    return whole
