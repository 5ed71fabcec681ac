"""The doors of a roster: places where helpers can receive people, when they are open, and why others are no doors."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
from scipy import sparse

from geo.evidence import Evidence
from geo.hours import Times, open_at
from geo.settings import Roster
from geo.texts import N_

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "excluded": N_("Left out by you or by the scenario."),
        "not_public": N_("Not open to the public."),
        "access_not_known": N_("Nobody says whether the public may enter."),
        "no_place": N_("Where it is is not known, or it is outside the commune."),
        "hours_not_known": N_("Its opening hours are not known."),
        "never_open": N_("Not open long enough in any half-day of the roster."),
        "no_desks": N_("Without two desks for helpers."),
    }
)
"""Why a place is no door; the first that is true, in this order."""

OTHERS = "workplace:"
"""Stands before the identifier of a place of its own where the inventory has the same."""

COLUMNS = ("name", "activity", "belongs_to", "section_name", "district", "x_m", "y_m", "desks", "desks_assumed")


def open_half_days(opening_hours: pd.Series, roster: Roster, needed_min: int) -> pd.DataFrame:
    """Say in which half-days places are open long enough, in all ordinary weeks.

    Returns
    -------
    Boolean DataFrame by place, one column a half-day: NA where it is so in some weeks only, or not known.
    """
    columns = {
        half_day: open_at(opening_hours, Times(half_day, half_day, (roster.window(half_day),), needed_min))
        for half_day in roster.half_days
    }
    return pd.DataFrame(columns, index=opening_hours.index)


def candidate_places(evidence: Evidence, roster: Roster) -> tuple[pd.DataFrame, sparse.csr_array]:
    """Return every place that might be a door, sorted by key, and the walks to it.

    Returns
    -------
    DataFrame with ``COLUMNS``, ``opening_hours`` and ``reason`` (one of ``REASONS`` but those of hours and desks, or
    empty); CSR matrix places x demand in the order of ``evidence.demand``, metres walked.
    """
    sites = evidence.sites
    city = pd.DataFrame(
        {
            **{column: sites[column] for column in ("name", "activity", "section_name", "district", "x_m", "y_m")},
            "belongs_to": "city",
            "opening_hours": sites["opening_hours"],
            "reason": _reason_of_sites(sites),
        }
    )
    desks = pd.Series(np.nan, sites.index)
    parts, walks = [city], [evidence.reach]
    listed = evidence.workplaces
    if listed is not None and evidence.workplace_reach is not None:
        inside = listed[listed["place_status"] == "in_building"]
        # A building of which one list says nothing may have a number in another: only numbers are added up.
        desks = inside.groupby("in_building")["help_desks"].sum(min_count=1).astype("float64").reindex(sites.index)
        own = (listed["place_status"] != "in_building").to_numpy(dtype=bool)
        # An identifier of the city's inventory means its building.
        renamed = listed[own].rename(index=lambda key: f"{OTHERS}{key}" if key in sites.index else key)
        parts.append(_partners(evidence, renamed))
        walks.append(evidence.workplace_reach[np.flatnonzero(own)])
    places = pd.concat(parts)
    known = pd.concat([desks, *(part["help_desks"].astype("float64") for part in parts[1:])])
    places["desks_assumed"] = known.isna().to_numpy(dtype=bool)
    places["desks"] = known.fillna(roster.assumed_desks).astype("int64").to_numpy()
    order = np.argsort(places.index.to_numpy(dtype=str), kind="stable")
    reach = sparse.csr_array(sparse.vstack(walks, format="csr")[order])
    return places.iloc[order], reach


def doors_of(places: pd.DataFrame, roster: Roster) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Tell doors from places that are none.

    Returns
    -------
    The doors with ``COLUMNS`` and ``pairs_at_once``; whether each is open, by half-day (bool); and the places that are
    no doors with ``name`` and ``reason``, a key of ``REASONS``.
    """
    at_once = (places["desks"] * roster.desks_share / 2 + 1e-9).astype("int64")
    opened = open_half_days(places["opening_hours"], roster, round(roster.session_hours * 60))
    surely = opened.fillna(value=False).astype(bool)
    asked = [
        (places.index.isin(roster.excluded), "excluded"),
        *((places["reason"] == each, each) for each in ("not_public", "access_not_known", "no_place")),
        # Perhaps open in some half-day and surely in none: it is the hours that are not known.
        (~surely.any(axis=1) & opened.isna().any(axis=1), "hours_not_known"),
        (~surely.any(axis=1), "never_open"),
        (at_once < 1, "no_desks"),
    ]
    reason = np.select([np.asarray(true, dtype=bool) for true, _ in asked], [each for _, each in asked], "")
    door = reason == ""
    doors = places.loc[door, list(COLUMNS)].assign(pairs_at_once=at_once[door])
    return doors, surely[door], places.loc[~door, ["name"]].assign(reason=reason[~door])


def _reason_of_sites(sites: pd.DataFrame) -> np.ndarray:
    public = sites["public_access"]
    located = (sites["location_status"] == "located") & sites["population_in_reach"].notna()
    return np.select(
        [
            (~public.fillna(value=True)).to_numpy(dtype=bool),
            public.isna().to_numpy(dtype=bool),
            ~located.to_numpy(dtype=bool),
        ],
        ["not_public", "access_not_known", "no_place"],
        "",
    )


def _partners(evidence: Evidence, own: pd.DataFrame) -> pd.DataFrame:
    """Return the places that are in no building of the inventory, with the former commune of the nearest resident."""
    demand, sectors = evidence.demand, evidence.sectors
    names = sectors.drop_duplicates("section_code_statbel").set_index("section_code_statbel")
    xy = own[["own_x_m", "own_y_m"]].to_numpy(dtype="float64")
    people = demand[["x_m", "y_m"]].to_numpy(dtype="float64")
    nearest = [
        None if not np.isfinite(each).all() or not len(people) else int(np.argmin(((people - each) ** 2).sum(axis=1)))
        for each in xy
    ]
    section = [None if row is None else demand["section_code_statbel"].iloc[row] for row in nearest]
    return pd.DataFrame(
        {
            "name": own["name"],
            "activity": "",
            "belongs_to": own["belongs_to"],
            "section_name": pd.Series(section, own.index, dtype="str").map(names["section_name"]),
            "district": pd.Series(section, own.index, dtype="str").map(names["district"]),
            "x_m": own["own_x_m"],
            "y_m": own["own_y_m"],
            "opening_hours": own["opening_hours"],
            "reason": np.where(np.isfinite(xy).all(axis=1), "", "no_place"),
            "help_desks": own["help_desks"],
        },
        index=own.index,
    )
