"""The help that is there already: hours a week of public digital spaces and helpers at work, which serve first."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
from scipy import sparse

from geo.evidence import Evidence
from geo.roster.doors import open_half_days
from geo.settings import Roster
from geo.texts import N_

NEEDED_MIN = 60
"""A place helps in a half-day in which it is open for an hour."""

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "hours_of_help_not_known": N_("How many hours it helps a week is not known."),
        "outside_half_days": N_("Open only outside the half-days of the roster."),
    }
)
"""Why the help of a place does not count."""


def existing_help(evidence: Evidence, roster: Roster) -> tuple[pd.DataFrame, np.ndarray, pd.DataFrame]:
    """Return the places whose help counts, what each gives by half-day, and the places whose help does not count.

    Returns
    -------
    Places by identifier, sorted, with ``name``, ``help_hours_per_week`` and ``spread_assumed`` (bool; True where its
    opening hours are not known, and its help is taken to be spread evenly over all half-days); helps a week, shape
    (places, half-days), spread evenly over the half-days in which it is open; the others with ``name``, ``reason``.
    """
    listed = evidence.support_places
    if listed is None:
        empty = pd.DataFrame({"name": pd.Series(dtype="str")})
        none = empty.assign(help_hours_per_week=pd.Series(dtype="float64"), spread_assumed=pd.Series(dtype=bool))
        return none, np.zeros((0, len(roster.half_days))), empty.assign(reason=pd.Series(dtype="str"))
    listed = listed.sort_index()
    hours = listed["help_hours_per_week"].astype("float64")
    opened = open_half_days(listed["opening_hours"], roster, NEEDED_MIN)
    # What is perhaps open helps in those half-days: leaving it out would send helpers where there is help.
    perhaps = opened.fillna(value=True).astype(bool)
    assumed = opened.isna().all(axis=1)
    asked = [(hours.isna(), "hours_of_help_not_known"), (~perhaps.any(axis=1), "outside_half_days")]
    reason = np.select([true.to_numpy(dtype=bool) for true, _ in asked], [name for _, name in asked], "")
    counts = (reason == "") & (hours.fillna(0) > 0).to_numpy(dtype=bool)
    share = perhaps[counts].to_numpy(dtype="float64")
    # Not in place: of a single half-day pandas hands out an array that must not be written.
    share = share / share.sum(axis=1, keepdims=True)
    helps = hours[counts].to_numpy(dtype="float64")[:, None] * roster.helps_per_hour * share
    places = pd.DataFrame(listed.loc[counts, ["name", "help_hours_per_week"]]).assign(spread_assumed=assumed[counts])
    return places, helps, pd.DataFrame(listed.loc[reason != "", ["name"]]).assign(reason=reason[reason != ""])


def near_existing(evidence: Evidence, places: pd.Index) -> sparse.csr_array:
    """Return the walks to those places, places x demand in the order of ``evidence.demand``, metres."""
    if evidence.support_places is None or evidence.support_reach is None:
        return sparse.csr_array((0, len(evidence.demand)))
    return evidence.support_reach[evidence.support_places.index.get_indexer(places)]
