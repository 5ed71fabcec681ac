"""People left out, added up over sectors, sections, districts and the commune, with bounds where data are missing."""

from typing import Final

import numpy as np
import pandas as pd

KINDS: Final = ("home_gap", "public_gap", "help_gap", "any_gap", "all_gaps")
"""What is counted: each gap, people in at least one, people in all three."""

AMOUNTS: Final = {
    "persons": ("population", "population", "population"),
    "vulnerable": ("vulnerable_count", "vulnerable_low", "vulnerable_high"),
    "seniors": ("seniors_count", "seniors_count", "seniors_count"),
}
"""Who is counted, and the columns of demand with their number, and the least and the most it may be."""

PEOPLE: Final = ("population", "vulnerable_count", "vulnerable_low", "vulnerable_high", "seniors_count")

NAMES: Final = {
    "sector": ("sector_code_statbel", ("sector_name_fr", "sector_name_nl", "section_name")),
    "section": ("section_code_statbel", ("section_name",)),
}
"""Level -> its code, and the columns its rows are named by."""


def totals_by_level(demand: pd.DataFrame, sectors: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Add up the people in each gap.

    Parameters
    ----------
    demand
        As ``geo.gaps.review.Review.demand``.
    sectors
        As ``geo.evidence.evidence.Evidence.sectors``.

    Returns
    -------
    Level (``sector``, ``section``, ``district`` where there is any, ``commune``) -> DataFrame, most vulnerable people
    in some gap first. Index: the code of sector or section, the name of the district, or ``commune``. Columns:
    ``sector_name_fr``, ``sector_name_nl`` (of sectors), ``section_name`` (of sectors and sections), ``population``,
    ``vulnerable_count``, ``vulnerable_low``, ``vulnerable_high``, ``seniors_count``; then for each of ``KINDS`` and
    ``AMOUNTS`` ``{kind}_{amount}`` (NaN when it is not known of somebody), ``_low`` and ``_high``;
    ``unknown_persons``, residents of whom at least one gap is not known; ``rests_on_unknown``, true when there are
    any, or when no population is published for a sector.

    Notes
    -----
    Levels above the sector are sums of sectors, so that all agree. A sector without published population is NaN, and
    counts nowhere.
    """
    by_sector = _by_sector(demand, sectors)
    unknown = sectors["population"].isna()
    levels = {"sector": by_sector.where(~unknown, axis=0).assign(rests_on_unknown=unknown)}
    groups = {
        "section": sectors["section_code_statbel"],
        "district": sectors["district"],
        "commune": pd.Series("commune", index=sectors.index),
    }
    for level, group in groups.items():
        if group.notna().any():
            # NaN must survive the sum: a section with an unknown sector is unknown.
            summed = by_sector.groupby(group).sum(skipna=False)
            levels[level] = summed.assign(rests_on_unknown=unknown.groupby(group).any())
    return {level: _finished(table, level, sectors) for level, table in levels.items()}


def _by_sector(demand: pd.DataFrame, sectors: pd.DataFrame) -> pd.DataFrame:
    """Add up each column by sector; NaN where it is not known of somebody."""
    place = sectors.index.get_indexer(pd.Index(demand["sector_code_statbel"]))
    people = demand["population"].to_numpy()
    somebody = people > 0
    columns = {name: np.where(somebody, demand[name].to_numpy(dtype="float64"), 0.0) for name in PEOPLE}
    for kind in KINDS:
        yes = demand[kind].fillna(value=False).to_numpy(dtype=bool)
        no = ~demand[kind].fillna(value=True).to_numpy(dtype=bool)
        for amount, names in AMOUNTS.items():
            value, low, high = (demand[name].to_numpy(dtype="float64") for name in names)
            # An unknown number lies between 0 and all residents of the place.
            low, high = np.where(np.isnan(low), 0.0, low), np.where(np.isnan(high), people, high)
            columns[f"{kind}_{amount}"] = np.where(no | ~somebody, 0.0, np.where(yes, value, np.nan))
            columns[f"{kind}_{amount}_low"] = np.where(yes, low, 0.0)
            columns[f"{kind}_{amount}_high"] = np.where(no, 0.0, high)
    unknown = demand[list(KINDS[:3])].isna().any(axis=1).to_numpy()
    columns["unknown_persons"] = np.where(unknown, people, 0.0)
    summed = {name: np.bincount(place, weights=each, minlength=len(sectors)) for name, each in columns.items()}
    return pd.DataFrame(summed, index=sectors.index)


def _finished(table: pd.DataFrame, level: str, sectors: pd.DataFrame) -> pd.DataFrame:
    """Name the rows, mark what rests on unknown data, and put the most vulnerable people left out first."""
    key, names = NAMES.get(level, (level, ()))
    of_row = sectors.reset_index().drop_duplicates(key).set_index(key) if names else sectors
    for place, name in enumerate(names):
        table.insert(place, name, of_row[name].reindex(table.index))
    table["rests_on_unknown"] |= table["unknown_persons"] > 0
    least = table["any_gap_vulnerable"].fillna(table["any_gap_vulnerable_low"])
    order = pd.DataFrame({"least": -least, "most": -table["any_gap_vulnerable_high"]}).rename_axis(key).reset_index()
    ordered = order.sort_values(["least", "most", key], kind="stable", na_position="last").index
    return table.rename_axis(key).iloc[ordered]
