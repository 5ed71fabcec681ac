"""The workplaces of helpers: in which building of the inventory each is, or where it stands by itself."""

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.overlay import coordinates

STATUSES = ("in_building", "by_itself", "unknown_building", "nowhere")
"""In a building of the inventory; at a point of its own; in a building the inventory does not have; neither."""


def place_workplaces(workplaces: gpd.GeoDataFrame | None, sites: gpd.GeoDataFrame) -> gpd.GeoDataFrame | None:
    """Return the workplaces by identifier, sorted, each with where it is; None where nobody published any.

    Parameters
    ----------
    workplaces
        The published layer.
    sites
        The buildings, as ``geo.location.place_sites`` places them.

    Returns
    -------
    GeoDataFrame with the columns of the layer, then ``place_status`` (one of ``STATUSES``), ``x_m``, ``y_m`` (of its
    building, else its own; NaN where not known), ``own_x_m``, ``own_y_m`` (NaN for those in a building).

    Notes
    -----
    A building counts before coordinates: what the list of workplaces says of where a building stands changes nothing.
    """
    if workplaces is None or workplaces.empty:
        return None
    placed = workplaces.set_index("workplace_id").sort_index()
    own = coordinates(placed.geometry.to_numpy())
    building = placed["in_building"]
    known = building.isin(sites.index).to_numpy(dtype=bool)
    row = sites.index.get_indexer(building.where(known, None))
    there = sites[["x_m", "y_m"]].where(sites["location_status"] == "located").to_numpy(dtype="float64")
    inside = np.where(known[:, None], there[row], np.nan) if len(sites) else np.full((len(placed), 2), np.nan)
    own = np.where(known[:, None], np.nan, own)
    has_own = np.isfinite(own).all(axis=1)
    status = np.select(
        [known, has_own, building.notna().to_numpy(dtype=bool)],
        ["in_building", "by_itself", "unknown_building"],
        "nowhere",
    )
    xy = np.where(known[:, None], inside, own)
    return placed.assign(
        place_status=pd.Series(status, placed.index, dtype="str"),
        x_m=xy[:, 0],
        y_m=xy[:, 1],
        own_x_m=own[:, 0],
        own_y_m=own[:, 1],
    )
