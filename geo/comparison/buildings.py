"""Two plans, two rosters or two rankings side by side, building by building: what became of each of them."""

import numpy as np
import pandas as pd

from geo.programme import Plan
from geo.roster import RosterPlan

CHANGES = ("only_before", "only_now", "earlier", "later", "other", "same")
"""What can become of a building: it leaves, it enters, it comes sooner or later (in a ranking: further up or further
down), it stays with something else, it stays as it is."""

FIRST = 10
"""Places of a ranking that are compared: who is among the first of one, of the other, of both."""

HELPS = 0.05
"""Helps a week nearer than this are the same: they are written with one decimal."""


def compared_buildings(before: Plan, now: Plan) -> pd.DataFrame:
    """Return every building of either plan with what becomes of it.

    Returns
    -------
    DataFrame
        Index ``building_id``; ``name``; ``year_before``, ``year_now`` (Int64, first year; NA outside the plan);
        ``tier_before``, ``tier_now`` (the last); ``capex_eur_before``, ``capex_eur_now`` (0 outside); ``change``, one
        of ``CHANGES``: a building that begins in another year is ``earlier`` or ``later`` whatever its tier.

    Examples
    --------
    >>> compared_buildings(plan, plan)["change"].to_dict()
    {'b1-library': 'same', 'b3-school': 'same'}
    """
    old, new = _bought(before), _bought(now)
    keys = old.index.union(new.index)
    old, new = old.reindex(keys), new.reindex(keys)
    table = pd.DataFrame({"name": new["name"].fillna(old["name"])})
    for column in ("year", "tier", "capex_eur"):
        table[f"{column}_before"], table[f"{column}_now"] = old[column], new[column]
    for column in ("capex_eur_before", "capex_eur_now"):
        table[column] = table[column].astype("float64").fillna(0.0)
    same_tier = table["tier_before"].fillna("") == table["tier_now"].fillna("")
    table["change"] = _changes(table["year_before"], table["year_now"], same_tier)
    return table


def compared_doors(before: RosterPlan, now: RosterPlan) -> pd.DataFrame:
    """Return every door of either roster with what becomes of it.

    Returns
    -------
    DataFrame
        Index ``door_id``; ``name``; ``pairs_before``, ``pairs_now`` (Int64, a week; NA without helpers);
        ``helps_before``, ``helps_now`` (a week; NaN likewise); ``half_days_before``, ``half_days_now`` (keys with their
        pairs, ``mon_morning 1, wed_afternoon 2``; empty likewise); ``change``: ``only_before``, ``only_now``, ``other``
        (another number of pairs, or other half-days) or ``same``.

    Examples
    --------
    >>> compared_doors(roster_plan, roster_plan)["change"].unique().tolist()
    ['same']
    """
    old, new = before.doors, now.doors
    keys = old.index.union(new.index)
    table = pd.DataFrame({"name": new["name"].reindex(keys).fillna(old["name"].reindex(keys))}, index=keys)
    for end, plan in (("before", before), ("now", now)):
        doors = plan.doors.reindex(keys)
        table[f"pairs_{end}"] = doors["pairs_per_week"].astype("Int64")
        table[f"helps_{end}"] = doors["helps_per_week"].astype("float64")
        table[f"half_days_{end}"] = _half_days(plan).reindex(keys).fillna("")
    alike = table["half_days_before"] == table["half_days_now"]
    table["change"] = np.select(
        [table["pairs_now"].isna(), table["pairs_before"].isna(), ~alike],
        ["only_before", "only_now", "other"],
        "same",
    )
    return table


def compared_ranks(before: pd.DataFrame, now: pd.DataFrame, names: pd.Series, first: int = FIRST) -> pd.DataFrame:
    """Return every building of either ranking with what becomes of its place.

    Parameters
    ----------
    before, now
        As ``geo.ranking.rank`` returns them.
    names
        Name of each building, by ``building_id``.
    first
        How many places count as the first.

    Returns
    -------
    DataFrame
        Index ``building_id``, the best place of either first; ``name``; ``rank_before``, ``rank_now`` (Int64; NA where
        a building has no single place); ``first`` (bool: among the first of either); ``change``: ``only_before`` and
        ``only_now`` among the first of one alone, ``earlier`` (further up) and ``later`` where the place differs
        otherwise, ``other`` where a place comes or goes outside the first ones, ``same``.

    Examples
    --------
    >>> place = pd.DataFrame({"rank": [1, 2, 3]}, index=["hall", "pool", "gym"])
    >>> names = pd.Series({"hall": "Hall", "pool": "Pool", "gym": "Gym"})
    >>> compared_ranks(place, place.assign(rank=[1, 3, 2]), names, first=2)["change"].to_dict()
    {'hall': 'same', 'gym': 'only_now', 'pool': 'only_before'}
    """
    keys = before.index.union(now.index)
    table = pd.DataFrame({"name": names.reindex(keys)}, index=keys)
    table["rank_before"], table["rank_now"] = (each["rank"].astype("Int64").reindex(keys) for each in (before, now))
    inside = {end: (table[f"rank_{end}"] <= first).fillna(value=False).astype(bool) for end in ("before", "now")}
    table["first"] = inside["before"] | inside["now"]
    moved = _changes(table["rank_before"], table["rank_now"], pd.Series(True, index=keys))
    # Outside the first ones, who comes or goes had a place that was not certain, and crosses no line.
    moved = moved.where(~moved.isin(["only_before", "only_now"]), "other")
    table["change"] = np.select(
        [inside["before"] & ~inside["now"], inside["now"] & ~inside["before"]], ["only_before", "only_now"], moved
    )
    best = table[["rank_before", "rank_now"]].min(axis=1).astype("Float64").fillna(np.inf)
    order = pd.DataFrame({"best": best, "key": keys.astype("str")}, index=keys).sort_values(["best", "key"])
    return table.loc[order.index]


def _changes(before: pd.Series, now: pd.Series, alike: pd.Series) -> pd.Series:
    """Return what became of each, from its year or place before and now (Int64) and whether the rest is alike."""
    gone, come = now.isna() & before.notna(), before.isna() & now.notna()
    old, new = (each.astype("Float64").fillna(-1.0).astype("float64") for each in (before, now))
    found = np.select(
        [gone, come, new < old, new > old, ~alike.astype(bool)],
        ["only_before", "only_now", "earlier", "later", "other"],
        "same",
    )
    return pd.Series(found, index=before.index, dtype="object")


def _bought(plan: Plan) -> pd.DataFrame:
    rows = plan.rows.sort_values(["year", "building_id"], kind="stable")
    found = rows.groupby("building_id").agg(
        name=("name", "first"), year=("year", "first"), tier=("tier", "last"), capex_eur=("capex_eur", "sum")
    )
    return found.astype({"name": "object", "tier": "object", "year": "Int64", "capex_eur": "float64"})


def _half_days(plan: RosterPlan) -> pd.Series:
    """Return the half-days of each door with their pairs, in the order of the week."""
    order = {key: place for place, key in enumerate(plan.roster.half_days)}
    pairs = plan.sessions.groupby(["door_id", "half_day"])["pairs"].sum().reset_index()
    pairs = pairs.assign(place=pairs["half_day"].map(order)).sort_values(["door_id", "place"])
    told = pairs["half_day"].astype("str") + " " + pairs["pairs"].astype("str")
    return told.groupby(pairs["door_id"]).agg(", ".join).astype("object")
