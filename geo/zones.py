"""What the residences of a sector add up to: shares of residents covered, people in each gap."""

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.gaps import persons

GAPS = ("home", "public", "help")
"""The three coverage gaps; demand has a column ``{gap}_gap`` for each."""


def resident_share(yes: pd.Series, demand: pd.DataFrame, sectors: pd.Index) -> pd.Series:
    """Return, by sector, the share (0-1) of the residents for whom ``yes`` is true, among those for whom it is known."""
    sector = demand["sector_code_statbel"]
    known = demand["population"].where(yes.notna(), 0.0).groupby(sector).sum()
    positive = demand["population"].where(yes.fillna(value=False).astype(bool), 0.0).groupby(sector).sum()
    return (positive / known.where(known > 0)).reindex(sectors)


def gap_columns(demand: gpd.GeoDataFrame, residents: pd.Series) -> pd.DataFrame:
    """Count the people and the vulnerable people of each sector in each gap.

    Returns
    -------
    DataFrame by sector (the index of ``residents``): ``{gap}_gap_persons`` and ``{gap}_gap_vulnerable``, NaN where it is
    not known of somebody there or no population is published, 0 where nobody lives; ``home_gap_persons_low`` and
    ``home_gap_persons_high``, which bound the first where 5G or fibre is known only in part.
    """
    columns: dict[str, pd.Series] = {}
    sector = demand["sector_code_statbel"]
    nobody = residents.where(residents.isna(), 0.0)
    for gap in GAPS:
        for what, amount in (("persons", "population"), ("vulnerable", "vulnerable_count")):
            counted = persons(demand[f"{gap}_gap"], demand[amount], sector).reindex(residents.index)
            empty = ~residents.index.isin(sector)
            columns[f"{gap}_gap_{what}"] = counted["value"].mask(empty, nobody)
            if gap == "home" and what == "persons":
                for end in ("low", "high"):
                    columns[f"home_gap_persons_{end}"] = counted[end].mask(empty, nobody)
    return pd.DataFrame(columns)


def gap_totals(demand: gpd.GeoDataFrame) -> dict[str, float]:
    """Return the people and vulnerable people of the commune in each gap, NaN where it is not known of somebody."""
    totals: dict[str, float] = {}
    for gap in GAPS:
        for what, amount in (("persons", "population"), ("vulnerable", "vulnerable_count")):
            counted = persons(demand[f"{gap}_gap"], demand[amount])
            totals[f"{gap}_gap_{what}"] = float(counted["value"].sum(min_count=1)) if len(counted) else np.nan
            if gap == "home" and what == "persons":
                totals["home_gap_persons_low"] = float(counted["low"].sum())
                totals["home_gap_persons_high"] = float(counted["high"].sum())
    return totals
