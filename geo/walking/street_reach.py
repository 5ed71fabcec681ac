"""Walked distances along the streets between places: every pair within a limit, and the nearest place of each."""

from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Final, Literal

import numpy as np
from scipy import sparse

from geo.errors import DataError
from geo.texts import N_
from geo.walking import _scipy
from geo.walking._ends import ends
from geo.walking.network import StreetGraph
from geo.walking.reach import ZERO_M
from geo.walking.snapping import Snapped

STREETS: Final = "streets"
"""The value of ``distance_method`` for the distances of this module."""

Engine = Literal["numba", "scipy"]

KERNEL_LIMIT_MM = 2**32 - 1
"""The kernel keeps walks in 32 bits: some 4,300 km."""


def limit_to_mm(limit_m: float) -> int:
    """Return a walking limit in whole millimetres.

    Raises
    ------
    DataError
        When it is not a number above zero.
    """
    if not (np.isfinite(limit_m) and limit_m > 0):
        raise DataError(N_("A walking limit of {limit_m} m cannot be used: give a number above 0."), limit_m=limit_m)
    return round(limit_m * 1000)


def street_reach(
    graph: StreetGraph, sites: Snapped, demand: Snapped, limit_m: float, *, engine: Engine | None = None
) -> sparse.csr_array:
    """Return every pair of a site and a demand point within a walk of ``limit_m``.

    Parameters
    ----------
    graph
        The streets.
    sites, demand
        Places on them; since streets are walked in both directions, it does not matter who walks to whom.
    limit_m
        Longest walk in metres: access leg, streets, access leg.
    engine
        ``numba`` or ``scipy``; both give the same matrix. By default numba, and scipy where numba cannot be had.

    Returns
    -------
    CSR of shape (sites, demand) in the order of the two tables: metres walked, whole millimetres, columns in order. A
    walk of zero is stored as 0.001 so that it stays in the matrix. Rejected places reach nothing and are not reached.

    Notes
    -----
    Exact shortest paths: through either end of either street, and along the street itself where both are on one. Walks
    go by the street, both access legs included, even between places that are nearer to each other than to the street.

    Examples
    --------
    >>> graph = street_graph(streets)
    >>> at = snap(graph, doors)
    >>> street_reach(graph, at, at, 250).toarray().tolist()
    [[20.0, 210.0], [210.0, 0.001]]
    """
    limit_mm = limit_to_mm(limit_m)
    start, column, mm = _engine(engine, limit_mm).pairs_within(graph, ends(graph, sites), ends(graph, demand), limit_mm)
    row_start = np.zeros(len(sites) + 1, dtype=np.int64)
    row_start[sites.placed + 1] = np.diff(start)
    metres = np.maximum(mm / 1000, ZERO_M)
    matrix = sparse.csr_array((metres, demand.placed[column], np.cumsum(row_start)), shape=(len(sites), len(demand)))
    matrix.has_sorted_indices = True
    return matrix


@dataclass(frozen=True, eq=False)
class Nearest:
    """The nearest site of each demand point.

    Attributes
    ----------
    site
        Position of the site (int64); -1 where there is none. Between equal walks, the first site.
    distance_m
        Metres walked: +inf where no site can be walked to within the limit, NaN where the demand point is not on the
        network, so that nothing is known.
    """

    site: np.ndarray
    distance_m: np.ndarray


def nearest_on_streets(graph: StreetGraph, sites: Snapped, demand: Snapped, limit_m: float | None = None) -> Nearest:
    """Return for each demand point the nearest site along the streets, however far when there is no limit.

    Examples
    --------
    >>> graph = street_graph(streets)
    >>> library, pool = snap(graph, doors[["library"]]), snap(graph, doors[["pool"]])
    >>> nearest_on_streets(graph, library, pool).distance_m.tolist()
    [210.0]
    """
    limit_mm = np.inf if limit_m is None else limit_to_mm(limit_m)
    which, mm = _scipy.nearest(graph, ends(graph, sites), ends(graph, demand), limit_mm)
    site = np.full(len(demand), -1, dtype=np.int64)
    distance_m = np.full(len(demand), np.nan)
    found = which >= 0
    site[demand.placed[found]] = sites.placed[which[found]]
    distance_m[demand.placed] = np.where(found, mm / 1000, np.inf)
    return Nearest(site, distance_m)


@cache
def _compiled() -> ModuleType | None:
    """Import the compiled kernel on first use, since numba takes as long to load as the rest of the program."""
    try:
        from geo.walking import _kernel
    except ImportError:
        return None
    return _kernel


def _engine(engine: Engine | None, limit_mm: int) -> ModuleType:
    if engine == "scipy" or limit_mm >= KERNEL_LIMIT_MM:
        return _scipy
    kernel = _compiled()
    if kernel is None:
        if engine == "numba":
            raise DataError(N_("numba is not installed: use the other engine, scipy, or install it."))
        return _scipy
    return kernel
