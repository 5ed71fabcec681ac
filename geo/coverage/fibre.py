"""Fibre over sectors, residences and buildings, by date."""

from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.overlay import covered_area, inside_any, pairs_inside

_STATUSES = ("available", "building", "planned", "none")


def fibre_as_of(fibre: gpd.GeoDataFrame, day: date) -> gpd.GeoDataFrame:
    """Return the areas of fibre by identifier, sorted, with their ``status`` as it is on ``day``.

    Notes
    -----
    An area with a date counts as available from that date on, whatever its status says; before it, an area called
    available is still being built. Without a date the status stands.
    """
    zones = fibre.set_index("fibre_id").sort_index()
    starts = zones["available_from"]
    there = starts.notna() & (starts <= pd.Timestamp(day))
    early = starts.notna() & ~there & (zones["status"] == "available")
    status = zones["status"].mask(there, "available").mask(early, "building")
    return zones.assign(status=status.astype("str"))


def available_zones(zones: gpd.GeoDataFrame) -> np.ndarray:
    """Return the areas in which fibre can be ordered."""
    return zones.geometry.to_numpy()[(zones["status"] == "available").to_numpy()]


def fibre_available(points: np.ndarray, zones: gpd.GeoDataFrame) -> np.ndarray:
    """Say of each point whether fibre can be ordered there.

    Examples
    --------
    >>> around = survey(town, evidence.sites, evidence.sectors, walk, parameters)
    >>> fibre_available(np.array([toy.at(50, 50), toy.at(250, 50)]), around.fibre).tolist()
    [True, False]
    """
    return inside_any(points, available_zones(zones))


def fibre_area_share(outlines: np.ndarray, zones: gpd.GeoDataFrame) -> np.ndarray:
    """Return the share (0-1) of each outline where fibre can be ordered from at least one operator.

    Examples
    --------
    >>> around = survey(town, evidence.sites, evidence.sectors, walk, parameters)
    >>> outlines = np.array([toy.square("a2"), toy.area(150, 0, 250, 100)])
    >>> fibre_area_share(outlines, around.fibre).tolist()
    [1.0, 0.5]
    """
    return np.clip(covered_area(outlines, available_zones(zones)) / shapely.area(outlines), 0, 1)


def fibre_at(points: np.ndarray, zones: gpd.GeoDataFrame, index: pd.Index) -> pd.DataFrame:
    """Return the furthest state of fibre at each point, who brings it and from when.

    Returns
    -------
    DataFrame by ``index``: ``fibre_status`` (``available``, ``building``, ``planned``, ``none``; missing without a
    place), ``fibre_operator`` (all operators in that state, by name) and ``fibre_available_from`` (the earliest day).

    Examples
    --------
    >>> around = survey(town, evidence.sites, evidence.sectors, walk, parameters)
    >>> places = np.array([toy.at(50, 50), toy.at(250, 50), toy.at(250, 250)])
    >>> fibre_at(places, around.fibre, pd.Index(["a1", "a3", "c3"]))["fibre_status"].to_dict()
    {'a1': 'available', 'a3': 'building', 'c3': 'none'}
    """
    level = zones["status"].map({status: rank for rank, status in enumerate(_STATUSES)}).to_numpy(dtype="int64")
    zone, point = pairs_inside(points, zones.geometry.to_numpy())
    best = np.full(len(points), len(_STATUSES) - 1)
    np.minimum.at(best, point, level[zone])
    chosen = level[zone] == best[point]
    facts = pd.DataFrame(
        {
            "point": point[chosen],
            "operator": zones["operator"].to_numpy()[zone[chosen]],
            "start": zones["available_from"].to_numpy()[zone[chosen]],
        }
    )
    operators = (
        facts.dropna(subset="operator").groupby("point")["operator"].agg(lambda names: ", ".join(sorted(set(names))))
    )
    starts = facts.groupby("point")["start"].min()
    placed = ~(shapely.is_missing(points) | shapely.is_empty(points))
    here = np.arange(len(points))
    return pd.DataFrame(
        {
            "fibre_status": np.where(placed, np.array(_STATUSES, dtype=object)[best], None),
            "fibre_operator": operators.reindex(here).to_numpy(),
            "fibre_available_from": starts.reindex(here).to_numpy(),
        },
        index=index,
    ).astype({"fibre_status": "str", "fibre_operator": "str", "fibre_available_from": "datetime64[us]"})
