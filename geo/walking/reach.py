"""Who is within walking distance of what, by straight line times a detour factor."""

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import pandas as pd
from scipy import sparse

ZERO_M = 0.001
"""Stored in place of a distance of zero, which a sparse matrix would take for no entry."""


class Walking(Protocol):
    """A way of measuring walks: the engine asks for nothing else, so that streets can take the place of straight lines.

    Coordinates are in metres, shape (n, 2); a row with NaN is nowhere, reaches nothing and is reached by nothing.
    """

    @property
    def method(self) -> str:
        """``straight_line`` or ``streets``."""

    def knows(self, places: np.ndarray) -> np.ndarray:
        """Say of each place whether anything is known of walks from and to it."""

    def within(self, limit_m: float) -> "Walking":
        """Return the same way of measuring with another longest walk."""

    def reach(self, origins: np.ndarray, goals: np.ndarray) -> sparse.csr_array:
        """Return the metres walked of every pair within the limit, shape (origins, goals), columns in order."""

    def nearest(self, origins: np.ndarray, goals: np.ndarray) -> np.ndarray:
        """Return the metres walked from each origin to its nearest goal; +inf when there is none, NaN from nowhere."""


@dataclass(frozen=True)
class StraightLine:
    """Walks as straight lines times a detour factor, while no street network is loaded.

    Attributes
    ----------
    limit_m
        Longest walk, in metres walked.
    detour_factor
        Metres walked per metre of straight line.
    """

    limit_m: float
    detour_factor: float

    @property
    def method(self) -> str:
        """Name the method, as figures that rest on it show it."""
        return "straight_line"

    def knows(self, places: np.ndarray) -> np.ndarray:
        """Say which places are somewhere: that is all a straight line needs."""
        return np.asarray(np.isfinite(places).all(axis=1))

    def within(self, limit_m: float) -> "StraightLine":
        """Return the same straight lines with another longest walk."""
        return replace(self, limit_m=limit_m)

    def reach(self, origins: np.ndarray, goals: np.ndarray) -> sparse.csr_array:
        """Return every pair whose straight line times the detour factor is at most the limit."""
        # Imported where it is used: a command that finds its assessment kept does without.
        from scipy.spatial import cKDTree

        shape = (len(origins), len(goals))
        start, end = (np.flatnonzero(np.isfinite(places).all(axis=1)) for places in (origins, goals))
        if not len(start) or not len(end):
            return sparse.csr_array(shape)
        # Slightly more than the radius, so that rounding loses no pair at the limit; the exact test follows.
        radius = self.limit_m / self.detour_factor * (1 + 1e-9)
        pairs = cKDTree(origins[start]).sparse_distance_matrix(cKDTree(goals[end]), radius, output_type="ndarray")
        row, column = start[pairs["i"]], end[pairs["j"]]
        walked = np.hypot(*(origins[row] - goals[column]).T) * self.detour_factor
        keep = walked <= self.limit_m
        reach = sparse.csr_array((np.maximum(walked[keep], ZERO_M), (row[keep], column[keep])), shape=shape)
        reach.sort_indices()
        return reach

    def nearest(self, origins: np.ndarray, goals: np.ndarray) -> np.ndarray:
        """Return the shortest straight line to a goal, times the detour factor, however far it is."""
        from scipy.spatial import cKDTree

        usable = goals[np.isfinite(goals).all(axis=1)]
        known = np.isfinite(origins).all(axis=1)
        distance = np.full(len(origins), np.nan)
        if known.any():
            distance[known] = cKDTree(usable).query(origins[known])[0] * self.detour_factor if len(usable) else np.inf
        return distance


def in_reach(reach: sparse.csr_array, amounts: pd.Series | np.ndarray) -> np.ndarray:
    """Return, per row of ``reach``, the sum of ``amounts`` over the columns within reach.

    The sum runs row by row in column order, so that it is the same to the bit on every machine.

    Examples
    --------
    >>> in_reach(evidence.reach, evidence.demand["population"])[:3].tolist()
    [150.0, 950.0, 1500.0]
    """
    counted = sparse.csr_array((np.ones_like(reach.data), reach.indices, reach.indptr), shape=reach.shape)
    return np.asarray(counted @ np.asarray(amounts, dtype="float64"))
