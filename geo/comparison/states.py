"""What differs between two assessments, and between two plans, of one commune: only rows that differ are returned."""

import numpy as np
import pandas as pd

from geo.comparison.buildings import compared_buildings
from geo.programme import Plan
from geo.ranking import Assessment

GAPS = ("home_gap_persons", "public_gap_persons", "help_gap_persons")

WHOLE = 0.5
"""People and euros nearer than this are the same: sums of parts differ in their last digits."""


def moved_gaps(before: Assessment, now: Assessment) -> pd.DataFrame:
    """Return the people of the commune, and those in each gap, where they differ.

    Returns
    -------
    DataFrame
        Index: ``population``, ``home_gap_persons``, ``public_gap_persons``, ``help_gap_persons``. Columns: ``before``
        and ``now`` (persons; NaN where it is not known of somebody).

    Examples
    --------
    >>> len(moved_gaps(assessment, assessment))
    0
    """
    names = ("population", *GAPS)
    table = pd.DataFrame(
        {"before": [before.totals[name] for name in names], "now": [now.totals[name] for name in names]}, index=names
    )
    known = table.notna()
    other = (known["before"] != known["now"]) | ((table["before"] - table["now"]).abs() >= WHOLE)
    return table[other]


def moved_ranks(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Return the buildings whose place in a ranking, or range of places, differs, the best place of either first.

    Parameters
    ----------
    before, now
        As ``geo.ranking.rank`` returns them.

    Returns
    -------
    DataFrame
        Index ``building_id``; ``before`` and ``now`` (Int64; NA where a building has no place: it is not there, a gate
        keeps it out, or something about it is unknown).

    Examples
    --------
    >>> place = pd.DataFrame({"rank": [1, 2, 3]}, index=["hall", "pool", "gym"])
    >>> moved_ranks(place, place.drop(index="pool").assign(rank=[1, 2]))["now"].fillna(0).to_dict()
    {'gym': 2, 'pool': 0}
    """
    keys = before.index.union(now.index)
    table = pd.DataFrame({name: each["rank"].astype("Int64").reindex(keys) for name, each in _two(before, now)})
    # A building about which something is unknown has a range of places instead of one.
    places = [name for name in ("rank", "rank_low", "rank_high") if name in before.columns and name in now.columns]
    old, new = (each[places].astype("Int64").reindex(keys).fillna(0) for each in (before, now))
    other = (old != new).any(axis=1).to_dict()
    best = table.min(axis=1).astype("Float64").fillna(np.inf)
    order = pd.DataFrame({"best": best, "key": table.index.astype("str")}, index=table.index)
    return table.loc[[key for key in order.sort_values(["best", "key"]).index if other[key]]]


def moved_buildings(before: Plan, now: Plan) -> pd.DataFrame:
    """Return the buildings that enter or leave a plan, begin in another year or end with another tier.

    Returns
    -------
    DataFrame
        Index ``building_id``; ``name``, ``year_before``, ``year_now`` (Int64, first year; NA outside the plan),
        ``tier_before``, ``tier_now`` (the last), ``capex_eur_before``, ``capex_eur_now`` (0 outside).

    Examples
    --------
    >>> len(moved_buildings(plan, plan))
    0
    """
    table = compared_buildings(before, now)
    return table[table["change"] != "same"].drop(columns="change")


def _two(before: pd.DataFrame, now: pd.DataFrame) -> tuple[tuple[str, pd.DataFrame], ...]:
    return ("before", before), ("now", now)
