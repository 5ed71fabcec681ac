"""The sites: one row per municipal building, with where it is, what it has and what equipping it costs."""

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy import sparse

from geo.coverage import Surroundings, fibre_at
from geo.evidence.costs import equipment
from geo.hours import hours_per_week
from geo.place import SCHOOLS, Place
from geo.settings import Costs
from geo.walking import in_reach


def site_coordinates(sites: gpd.GeoDataFrame) -> np.ndarray:
    """Return where the sites stand, in metres; NaN for those that stand nowhere or at coordinates that are wrong.

    Examples
    --------
    >>> site_coordinates(evidence.sites)[0].tolist()
    [655050.0, 622050.0]
    >>> [key for key, (x, _) in zip(evidence.sites.index, site_coordinates(evidence.sites)) if np.isnan(x)]
    ['b7-lost', 'b8-far']
    """
    return sites[["x_m", "y_m"]].where(sites["location_status"] == "located").to_numpy(dtype="float64")


def who_may_enter(buildings: gpd.GeoDataFrame, place: Place) -> gpd.GeoDataFrame:
    """Return the buildings with what is assumed of schools, and which values of ``public_access`` are assumed.

    Parameters
    ----------
    buildings
        With ``public_access`` and ``source``.
    place
        ``schools.public_access`` is what is assumed of a school of which no list says whether the public may enter.

    Returns
    -------
    GeoDataFrame
        The same with the gaps in ``public_access`` filled for schools, and ``public_access_assumed`` (bool). The list
        of schools says nothing of it: of a building on that list alone the value is always assumed.
    """
    lists = buildings["source"].str.split()
    school = lists.map(lambda names: SCHOOLS in names).astype(bool)
    unsaid = school & (buildings["public_access"].isna() | (lists.map(len) == 1))
    assumption = None if place.schools is None else place.schools.public_access
    access = buildings["public_access"]
    if assumption is not None:
        access = access.mask(school & access.isna(), assumption)
    return buildings.assign(public_access=access, public_access_assumed=unsaid & access.notna())


def describe_sites(
    sites: gpd.GeoDataFrame, around: Surroundings, reach: sparse.csr_array, demand: gpd.GeoDataFrame, costs: Costs
) -> gpd.GeoDataFrame:
    """Add to each site its hours, the connections it has, the people it reaches and its cost.

    Parameters
    ----------
    sites
        As ``geo.location.place_sites`` places them.
    around
        What covers them.
    reach
        Sites x demand, metres walked.
    demand
        As ``geo.evidence.demand.describe_people`` describes it.
    costs
        Prices.

    Returns
    -------
    GeoDataFrame with the columns ``geo.evidence.evidence.Evidence.sites`` names.
    """
    located = sites["location_status"] == "located"
    points = sites.geometry.where(located, None).to_numpy()
    reception = around.reception(points)
    added: dict[str, pd.Series] = {"opening_hours_per_week": hours_per_week(sites["opening_hours"])}
    if around.fibre is not None:
        fibre = fibre_at(points, around.fibre, sites.index)
    else:
        unknown = pd.DataFrame(index=sites.index, columns=["fibre_status", "fibre_operator", "fibre_available_from"])
        fibre = unknown.astype(
            {"fibre_status": "str", "fibre_operator": "str", "fibre_available_from": "datetime64[us]"}
        )
    added |= {str(column): fibre[column] for column in fibre}
    added["mobile_5g_class_best"] = pd.Series(reception.best, sites.index).astype("Int64")
    added["mobile_5g_class_min"] = pd.Series(reception.least, sites.index).astype("Int64")
    here = site_coordinates(sites)
    walks_known = around.walking.knows(here)
    distances = around.distances(here, sites.index)
    added |= {str(column): distances[column] for column in distances}
    for column, amount in (("population_in_reach", "population"), ("vulnerable_in_reach", "vulnerable_count")):
        added[column] = pd.Series(in_reach(reach, demand[amount]), sites.index).where(walks_known)
    cost = equipment(sites.assign(fibre_status=fibre["fibre_status"]), costs)
    added |= {str(column): cost[column] for column in cost}
    return sites.assign(**added)
