"""How walks are measured, along streets or by straight lines, and from where a place is reached in so many minutes."""

from collections.abc import Iterable

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import METRIC
from geo.settings import Reach
from geo.walking.isochrones import MINUTES, isochrones
from geo.walking.network import street_graph
from geo.walking.reach import StraightLine, Walking
from geo.walking.street_walking import StreetWalking


def walking(streets: gpd.GeoDataFrame | None, reach: Reach) -> Walking:
    """Measure walks along the streets, or by straight lines while nobody published any.

    Parameters
    ----------
    streets
        The published layer; None or empty where there is none.
    reach
        Longest walk, longest way to a street, and the detour factor of straight lines.

    Examples
    --------
    >>> walking(None, parameters.reach).method, walking(streets, parameters.reach).method
    ('straight_line', 'streets')
    """
    if streets is None or streets.empty:
        return StraightLine(reach.limit_m, reach.detour_factor)
    return StreetWalking(street_graph(streets), reach.limit_m, reach.max_access_m)


def areas_in_minutes(
    walk: Walking, place_xy: np.ndarray, speed_m_s: float, minutes: Iterable[float] = MINUTES, crs: object = METRIC
) -> gpd.GeoDataFrame:
    """Return the shapes from which a place is reached on foot in so many minutes.

    Parameters
    ----------
    walk
        How walks are measured.
    place_xy
        Where the place stands, in metres, shape (2,).
    speed_m_s
        Walking speed, in metres a second.
    minutes
        Walking times.
    crs
        The system of ``place_xy``, in metres; shapes along streets are in the system of the streets.

    Returns
    -------
    GeoDataFrame, index ``minutes`` (rising): ``limit_m`` walked and the shape: along the streets as
    ``geo.walking.isochrones`` draws it, or a circle while there are none. No rows when nothing is known of walks
    there.

    Examples
    --------
    >>> areas_in_minutes(walk, np.array([655_050.0, 622_050.0]), 1.5, (2, 4))["limit_m"].tolist()
    [180.0, 360.0]
    """
    here = np.asarray(place_xy, dtype="float64").reshape(1, 2)
    times = sorted(set(minutes))
    if not walk.knows(here)[0]:
        times = []
    if times and isinstance(walk, StreetWalking):
        return isochrones(walk.graph, walk.snapped(here), speed_m_s, times)[["limit_m", "geometry"]]
    limit_m = np.array(times, dtype="float64") * 60 * speed_m_s
    detour = walk.detour_factor if isinstance(walk, StraightLine) else 1.0
    circles = shapely.buffer(shapely.points(np.repeat(here, len(times), axis=0)), limit_m / detour, quad_segs=32)
    index = pd.Index(times, name="minutes", dtype="float64")
    return gpd.GeoDataFrame({"limit_m": limit_m}, geometry=circles, index=index, crs=crs)
