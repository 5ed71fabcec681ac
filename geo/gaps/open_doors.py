"""Places of public Wi-Fi and of help, those a plan adds included: which are open when, and how far the nearest is."""

from collections.abc import Iterable, Sequence
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.coverage import MUNICIPAL_WIFI
from geo.errors import DataError
from geo.evidence import Evidence, site_coordinates
from geo.hours import When, open_at
from geo.overlay import coordinates
from geo.texts import N_
from geo.walking import Walking

SERVICES: Final = ("wifi", "help")
"""What people look for a door for."""


def doors(
    evidence: Evidence,
    service: str,
    at: When | None = None,
    sites: Iterable[str] = (),
    places: pd.DataFrame | None = None,
) -> pd.DataFrame | None:
    """Return the places that offer a service, and whether they are open.

    Parameters
    ----------
    evidence
        What is known.
    service
        ``wifi`` or ``help``.
    at
        When somebody comes; None counts every place as open.
    sites
        Buildings (``building_id``) that are to offer the service as well.
    places
        Places that are to offer it at certain hours of the week, as ``nearest_open`` takes them.

    Returns
    -------
    DataFrame by identifier (a building's is ``building:`` and its own): ``name``, ``x_m``, ``y_m`` and ``open``
    (boolean, NA not known). None when nobody published the layer and no building is added.

    Raises
    ------
    DataError
        When there is no such building.

    Notes
    -----
    A hotspot outdoors has no door and is always open. One whose hours are not published may be open or not.
    """
    there = evidence.wifi if service == "wifi" else evidence.support_places
    table = _buildings(evidence, sites)
    more = None if places is None or places.empty else _at_hours(places, at)
    if there is None and table.empty and more is None:
        return None
    if there is not None:
        table = pd.concat([_published(evidence, there), table])
        table = table[~table.index.duplicated()].sort_index()
    if at is None:
        table["open"] = pd.array([True] * len(table), dtype="boolean")
    else:
        table["open"] = open_at(table["hours"], at) | table["outdoor"].astype("boolean")
    found = table[["name", "x_m", "y_m", "open"]]
    return found if more is None else pd.concat([found, more])


def nearest_open(
    evidence: Evidence,
    walk: Walking,
    *,
    at: When | None = None,
    wifi_sites: Sequence[str] = (),
    help_sites: Sequence[str] = (),
    help_places: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return how far people are from the nearest open Wi-Fi and the nearest open help.

    Parameters
    ----------
    evidence
        What is known.
    walk
        How walks are measured: as the evidence was, or the distances of the two do not belong together.
    at
        When people come; None counts every place as open.
    wifi_sites, help_sites
        Buildings that are to offer Wi-Fi, or help, beside the places there are.
    help_places
        Places that are to offer help at certain hours: DataFrame by identifier with ``name``, ``x_m``, ``y_m``,
        ``surely`` and ``perhaps`` (opening hours as text: when somebody is there for sure, and when at the most).

    Returns
    -------
    DataFrame by ``demand_id``: ``{wifi,help}_distance_low_m`` and ``{wifi,help}_distance_high_m``, metres walked to the
    nearest place that may be open and to the nearest that certainly is. They differ where opening hours are not known,
    where nobody published the layer, and where no walk from the demand point is known; then the first may be 0 and the
    second +inf.

    Examples
    --------
    >>> nearest_open(evidence, walk)["wifi_distance_low_m"].head(2).tolist()
    [125.0, 75.0]
    >>> nearest_open(evidence, walk, wifi_sites=["b1-library"])["wifi_distance_low_m"].head(2).tolist()
    [25.0, 25.0]
    """
    distances = present_distances(evidence)
    people = evidence.demand[["x_m", "y_m"]].to_numpy()
    for service, sites, places in (("wifi", wifi_sites, None), ("help", help_sites, help_places)):
        if at is not None or len(sites) or (places is not None and len(places)):
            low, high = _nearest(walk, evidence, service, doors(evidence, service, at, sites, places), people)
            distances[f"{service}_distance_low_m"], distances[f"{service}_distance_high_m"] = low, high
    return distances


def present_distances(evidence: Evidence) -> pd.DataFrame:
    """Return what `nearest_open` does when every place counts as open and no building is added: no walk is needed.

    Examples
    --------
    >>> present_distances(evidence)["wifi_distance_low_m"].head(2).tolist()
    [125.0, 75.0]
    """
    columns: dict[str, np.ndarray] = {}
    for service in SERVICES:
        low, high = _bounds(evidence.demand[f"{service}_distance_m"].to_numpy(dtype="float64"))
        columns[f"{service}_distance_low_m"], columns[f"{service}_distance_high_m"] = low, high
    return pd.DataFrame(columns, index=evidence.demand.index)


def _nearest(
    walk: Walking, evidence: Evidence, service: str, places: pd.DataFrame | None, people: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    if places is None:
        return _bounds(np.full(len(people), np.nan))
    xy = places[["x_m", "y_m"]].to_numpy()
    certain = places["open"].fillna(value=False).to_numpy(dtype=bool)
    possible = places["open"].fillna(value=True).to_numpy(dtype=bool)
    sure = walk.nearest(people, xy[certain])
    maybe = sure if (certain == possible).all() else walk.nearest(people, xy[possible])
    low, high = _bounds(maybe)[0], _bounds(sure)[1]
    if (evidence.wifi if service == "wifi" else evidence.support_places) is None:
        # The existing places are unknown: one may be next door.
        low = np.zeros_like(low)
    return low, high


def _at_hours(places: pd.DataFrame, at: When | None) -> pd.DataFrame:
    """Return places of certain hours with whether somebody is there: not known between the two ends."""
    table = places[["name", "x_m", "y_m"]].rename_axis("place_id")
    if at is None:
        return table.assign(open=pd.array([True] * len(table), dtype="boolean"))
    surely, perhaps = (open_at(places[column], at).fillna(value=False).astype(bool) for column in ("surely", "perhaps"))
    return table.assign(open=surely.astype("boolean").mask(~surely & perhaps))


def _bounds(distance_m: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the distances as bounds: anything between nothing and never where they are not known."""
    unknown = np.isnan(distance_m)
    return np.where(unknown, 0.0, distance_m), np.where(unknown, np.inf, distance_m)


def _published(evidence: Evidence, there: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the published places of a service; Wi-Fi of the commune's own buildings has their hours."""
    xy = coordinates(there.geometry.to_numpy())
    hours = there["opening_hours"] if "opening_hours" in there else pd.Series(pd.NA, there.index, dtype="str")
    own = hours.index.str.startswith(MUNICIPAL_WIFI)
    if own.any():
        buildings = hours.index[own].str.removeprefix(MUNICIPAL_WIFI)
        hours = hours.mask(own, evidence.sites["opening_hours"].reindex(buildings).set_axis(hours.index[own]))
    outdoor = there["setting"] == "outdoor" if "setting" in there else pd.Series(False, there.index)
    return pd.DataFrame(
        {
            "name": there["name"],
            "x_m": xy[:, 0],
            "y_m": xy[:, 1],
            "hours": hours.astype("str"),
            "outdoor": outdoor.fillna(value=False).astype(bool),
        }
    ).rename_axis("place_id")


def _buildings(evidence: Evidence, sites: Iterable[str]) -> pd.DataFrame:
    """Return the buildings that are to offer a service, those that stand nowhere left out."""
    wanted = sorted(set(sites))
    unknown = [key for key in wanted if key not in evidence.sites.index]
    if unknown:
        raise DataError(
            N_("There are no buildings {keys}: give identifiers of the buildings layer."), keys=", ".join(unknown)
        )
    chosen = evidence.sites.loc[wanted]
    xy = site_coordinates(chosen)
    table = pd.DataFrame(
        {"name": chosen["name"], "x_m": xy[:, 0], "y_m": xy[:, 1], "hours": chosen["opening_hours"], "outdoor": False}
    )
    table.index = pd.Index(MUNICIPAL_WIFI + chosen.index.astype("str"), name="place_id")
    return table[np.isfinite(xy).all(axis=1)]
