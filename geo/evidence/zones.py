"""The sectors: one row each, with its people, its index, the shares covered and the people in each gap."""

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.coverage import Surroundings, fibre_area_share, persons, reception_over
from geo.population import AGES, ASSUMPTIONS, Disaggregation, JoinedIndicators

GAPS = ("home", "public", "help")
"""The three coverage gaps; demand has a column ``{gap}_gap`` for each."""

MOBILE_INDOOR = 2
"""BIPT's class of 5G received indoors."""


def describe_sectors(
    sectors: gpd.GeoDataFrame,
    spread: Disaggregation,
    index: pd.DataFrame,
    expected: pd.DataFrame,
    indicators: pd.DataFrame,
    joined: JoinedIndicators,
    demand: gpd.GeoDataFrame,
    around: Surroundings,
) -> gpd.GeoDataFrame:
    """Put together all that is known of each sector.

    Parameters
    ----------
    sectors
        As ``geo.location.frame_sectors`` frames them.
    spread
        Where the residents are.
    index, expected, indicators
        By sector: the index's table, the expected vulnerable residents, and the indicators.
    joined
        Which of these are a former sector's.
    demand
        As ``geo.evidence.demand.describe_people`` describes it.
    around
        What covers the sectors.

    Returns
    -------
    GeoDataFrame with the columns ``geo.evidence.evidence.Evidence.sectors`` names.
    """
    covered = pd.DataFrame({"fibre_share": resident_share(demand["fibre_available"], demand, sectors.index)})
    covered["fibre_area_share"] = (
        np.nan if around.fibre is None else fibre_area_share(sectors.geometry.to_numpy(), around.fibre)
    )
    mobile = pd.DataFrame(np.nan, sectors.index, ["mobile_5g_class_best_mean", "mobile_5g_indoor_area_share"])
    if around.has_mobile:
        mobile = reception_over(sectors, around.mobile_areas, around.mobile_grids)
    indoor = (demand["mobile_5g_class_best"] >= MOBILE_INDOOR).astype("boolean")
    covered["mobile_5g_class_best_mean"] = mobile["mobile_5g_class_best_mean"]
    covered["mobile_5g_indoor_share"] = resident_share(indoor, demand, sectors.index)
    covered["mobile_5g_indoor_area_share"] = mobile["mobile_5g_indoor_area_share"]
    ages = (spread.counted if spread.ages_known else spread.counted * np.nan).rename(AGES)
    assumed = expected[list(ASSUMPTIONS)].mul(spread.counted, axis=0)
    parts = [
        sectors.drop(columns="geometry"),
        spread.residents,
        ages,
        spread.grid,
        index,
        expected.drop(columns=["rate_low", "rate_high", *ASSUMPTIONS]),
        assumed,
        covered,
        gap_columns(demand, spread.residents),
        joined.by_sector(sectors.index),
        indicators,
    ]
    return gpd.GeoDataFrame(pd.concat(parts, axis=1), geometry=sectors.geometry, crs=sectors.crs)


def resident_share(yes: pd.Series, demand: pd.DataFrame, sectors: pd.Index) -> pd.Series:
    """Return, by sector, the share (0-1) of residents for whom ``yes`` is true, among those for whom it is known."""
    sector = demand["sector_code_statbel"]
    known = demand["population"].where(yes.notna(), 0.0).groupby(sector).sum()
    positive = demand["population"].where(yes.fillna(value=False).astype(bool), 0.0).groupby(sector).sum()
    return (positive / known.where(known > 0)).reindex(sectors)


def gap_columns(demand: gpd.GeoDataFrame, residents: pd.Series) -> pd.DataFrame:
    """Count the people and the vulnerable people of each sector in each gap.

    Returns
    -------
    DataFrame by sector (the index of ``residents``): ``{gap}_gap_persons`` and ``{gap}_gap_vulnerable``, NaN where it
    is not known of somebody there or no population is published, 0 where nobody lives; ``home_gap_persons_low`` and
    ``home_gap_persons_high``, which bound the first where 5G or fibre is known only in part.
    """
    columns: dict[str, pd.Series] = {}
    sector = demand["sector_code_statbel"]
    nobody = residents.where(residents.isna(), 0.0)
    empty = ~residents.index.isin(sector.unique())
    for name, by_sector in _counted(demand, sector).items():
        counted = by_sector.reindex(residents.index)
        columns[name] = counted["value"].mask(empty, nobody)
        if name == "home_gap_persons":
            for end in ("low", "high"):
                columns[f"home_gap_persons_{end}"] = counted[end].mask(empty, nobody)
    return pd.DataFrame(columns)


def gap_totals(demand: gpd.GeoDataFrame) -> dict[str, float]:
    """Return the people and vulnerable people of the commune in each gap, NaN where it is not known of somebody."""
    totals: dict[str, float] = {}
    for name, counted in _counted(demand, None).items():
        totals[name] = float(counted["value"].sum(min_count=1)) if len(counted) else np.nan
        if name == "home_gap_persons":
            totals["home_gap_persons_low"] = float(counted["low"].sum())
            totals["home_gap_persons_high"] = float(counted["high"].sum())
    return totals


def _counted(demand: gpd.GeoDataFrame, group: pd.Series | None) -> dict[str, pd.DataFrame]:
    """Return the people and the vulnerable people in each gap, as `persons` counts them, by ``{gap}_gap_{what}``."""
    amounts = {"persons": demand["population"], "vulnerable": demand["vulnerable_count"]}
    gaps = {gap: demand[f"{gap}_gap"] for gap in GAPS}
    counts = {f"{gap}_gap_{what}": (gaps[gap], amounts[what]) for gap in GAPS for what in amounts}
    return persons(counts, group)
