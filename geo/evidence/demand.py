"""The people: one row per place where they live, with who they are and what covers them."""

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.coverage import Surroundings, beyond, fibre_available, home_gap
from geo.overlay import coordinates
from geo.population import AGES, ASSUMPTIONS
from geo.settings import Parameters

SENIORS = "share_65_plus"
"""Indicator (share of residents, 0-1) from which seniors are counted."""


def describe_people(
    demand: gpd.GeoDataFrame,
    expected: pd.DataFrame,
    indicators: pd.DataFrame,
    around: Surroundings,
    parameters: Parameters,
) -> gpd.GeoDataFrame:
    """Add to each demand point its vulnerable people and seniors, what covers them, and their three gaps.

    Parameters
    ----------
    demand
        As ``geo.population.disaggregate`` spreads it.
    expected
        Rates by sector: the table of ``geo.population.expected_vulnerable``, with ``geo.population.assumed_rates``
        beside it. They are those of residents of 16 to 74 years where ``demand`` has these, else of all.
    indicators
        The table of ``geo.population.vulnerability.wide``.
    around, parameters
        What covers people, and what counts as being covered.

    Returns
    -------
    GeoDataFrame with the columns ``geo.evidence.evidence.Evidence.demand`` names.
    """
    sector, people, points = demand["sector_code_statbel"], demand["population"], demand.geometry.to_numpy()
    rates = {"vulnerable_count": "vulnerable_rate", "vulnerable_low": "rate_low", "vulnerable_high": "rate_high"}
    rates |= {column: column for column in ASSUMPTIONS}
    counted = people if demand[AGES].isna().all() else demand[AGES]
    added = {column: counted * sector.map(expected[rate]) for column, rate in rates.items()}

    reception = around.reception(points)
    fibre = pd.array([pd.NA] * len(demand), dtype="boolean")
    if around.fibre is not None:
        fibre = pd.array(fibre_available(points, around.fibre), dtype="boolean")
    added["fibre_available"] = pd.Series(fibre, demand.index)
    added["mobile_5g_class_best"] = pd.Series(reception.best, demand.index).astype("Int64")
    added["mobile_5g_class_min"] = pd.Series(reception.least, demand.index).astype("Int64")
    added["home_gap"] = home_gap(
        added["fibre_available"], reception.best_low, reception.best_high, parameters.coverage.home_5g_class
    )
    distances = around.distances(coordinates(points), demand.index)
    added |= {str(column): distances[column] for column in distances}
    added["public_gap"] = beyond(distances["wifi_distance_m"], parameters.reach.limit_m)
    added["help_gap"] = beyond(distances["help_distance_m"], parameters.reach.limit_m)
    no_age = pd.Series(np.nan, demand.index)
    added["seniors_count"] = people * sector.map(indicators[SENIORS]) if SENIORS in indicators else no_age
    return demand.assign(**added)
