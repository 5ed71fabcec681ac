"""Who is within walking distance of what, by straight line times a detour factor."""

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.spatial import cKDTree

STRAIGHT_LINE = "straight_line"
ZERO_M = 0.001
"""Stored in place of a distance of zero, which a sparse matrix would take for no entry."""


def straight_line_reach(
    origins: np.ndarray, goals: np.ndarray, limit_m: float, detour_factor: float
) -> sparse.csr_array:
    """Return every pair whose straight line times the detour factor is at most ``limit_m``.

    Parameters
    ----------
    origins, goals
        Coordinates in metres, shapes (n, 2) and (m, 2); rows with NaN reach nothing and are reached by nothing.
    limit_m
        Longest walk, in metres walked.
    detour_factor
        Metres walked per metre of straight line.

    Returns
    -------
    CSR of shape (n, m) with the metres walked, columns in order within each row.
    """
    shape = (len(origins), len(goals))
    from_here, to_there = (
        np.flatnonzero(np.isfinite(origins).all(axis=1)),
        np.flatnonzero(np.isfinite(goals).all(axis=1)),
    )
    if not len(from_here) or not len(to_there):
        return sparse.csr_array(shape)
    # A hair more than the radius, so that rounding loses no pair at the limit; the exact test follows.
    radius = limit_m / detour_factor * (1 + 1e-9)
    pairs = cKDTree(origins[from_here]).sparse_distance_matrix(cKDTree(goals[to_there]), radius, output_type="ndarray")
    row, column = from_here[pairs["i"]], to_there[pairs["j"]]
    walked = np.hypot(*(origins[row] - goals[column]).T) * detour_factor
    keep = walked <= limit_m
    reach = sparse.csr_array((np.maximum(walked[keep], ZERO_M), (row[keep], column[keep])), shape=shape)
    reach.sort_indices()
    return reach


def nearest_straight_line(origins: np.ndarray, goals: np.ndarray, detour_factor: float) -> np.ndarray:
    """Return the metres walked from each origin to its nearest goal: +inf when there is none, NaN without a place."""
    usable = goals[np.isfinite(goals).all(axis=1)]
    distance = np.full(len(origins), np.nan)
    known = np.isfinite(origins).all(axis=1)
    if not known.any():
        return distance
    distance[known] = np.inf if not len(usable) else cKDTree(usable).query(origins[known])[0] * detour_factor
    return distance


def in_reach(reach: sparse.csr_array, amounts: pd.Series | np.ndarray) -> np.ndarray:
    """Return, per row of ``reach``, the sum of ``amounts`` over the columns within reach.

    The sum runs row by row in column order, so that it is the same to the bit on every machine.
    """
    counted = sparse.csr_array((np.ones_like(reach.data), reach.indices, reach.indptr), shape=reach.shape)
    return np.asarray(counted @ np.asarray(amounts, dtype="float64"))
