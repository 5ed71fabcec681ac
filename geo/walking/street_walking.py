"""Walking along streets, in the shape the engine asks distances in."""

from dataclasses import dataclass, field, replace

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy import sparse

from geo.walking.network import StreetGraph
from geo.walking.off_street import off_street_neighbours, with_neighbours
from geo.walking.snapping import MAX_DISTANCE_M, Snapped, snap
from geo.walking.street_reach import STREETS, nearest_on_streets, street_reach

SETS_KEPT = 64
"""Sets of places whose streets are remembered: those of people and buildings, and of the last doors asked about."""


@dataclass(frozen=True)
class StreetWalking:
    """Walks along a street network; takes the place of ``geo.walking.reach.StraightLine``.

    Attributes
    ----------
    graph
        The streets.
    limit_m
        Longest walk, access legs included, in metres.
    max_access_m
        Longest access leg between a place and the street that serves it, in metres.

    Examples
    --------
    >>> along = StreetWalking(street_graph(streets), limit_m=250)
    >>> xy = doors.get_coordinates().to_numpy()
    >>> along.reach(xy[:1], xy[1:]).toarray().tolist()
    [[210.0]]
    """

    graph: StreetGraph
    limit_m: float
    max_access_m: float = MAX_DISTANCE_M
    _snapped: dict[bytes, Snapped] = field(default_factory=dict, repr=False, compare=False)

    @property
    def method(self) -> str:
        """Name the method, as figures that rest on it show it."""
        return STREETS

    def knows(self, places: np.ndarray) -> np.ndarray:
        """Say of each place whether a street is near enough to walk from it."""
        return np.isin(np.arange(len(places)), self.snapped(places).placed)

    def within(self, limit_m: float) -> "StreetWalking":
        """Return the same streets with another longest walk; places found on them stay found."""
        return replace(self, limit_m=limit_m)

    def reach(self, origins: np.ndarray, goals: np.ndarray) -> sparse.csr_array:
        """Return the metres walked of every pair within the limit, shape (origins, goals), columns in order."""
        start, end = self.snapped(origins), self.snapped(goals)
        return with_neighbours(street_reach(self.graph, start, end, self.limit_m), start, end, self.limit_m)

    def nearest(self, origins: np.ndarray, goals: np.ndarray) -> np.ndarray:
        """Return the metres walked from each origin to its nearest goal; +inf without one, NaN off the network."""
        start, end = self.snapped(origins), self.snapped(goals)
        along_m = nearest_on_streets(self.graph, end, start).distance_m
        origin, _, straight_m = off_street_neighbours(start, end)
        np.minimum.at(along_m, origin, straight_m)
        return along_m

    def snapped(self, places: np.ndarray) -> Snapped:
        """Return where places (metres, shape (n, 2), NaN for nowhere) meet the streets; remembered for a while."""
        key = np.ascontiguousarray(places, dtype="float64").tobytes()
        found = self._snapped.pop(key, None)
        if found is None:
            points = gpd.GeoSeries(gpd.points_from_xy(*places.T, crs=self.graph.crs), index=pd.RangeIndex(len(places)))
            found = snap(self.graph, points, max_distance_m=self.max_access_m)
        # Moved to the end, so that the set used longest ago is dropped first when there are too many.
        self._snapped[key] = found
        if len(self._snapped) > SETS_KEPT:
            self._snapped.pop(next(iter(self._snapped)), None)
        return found
