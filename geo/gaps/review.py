"""The review of coverage gaps: who lacks what at home, in public and for help, now and with any buildings added."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.errors import DataError
from geo.evidence import GAPS, Evidence
from geo.gaps.open_doors import SERVICES, nearest_open
from geo.gaps.totals import PEOPLE, totals_by_level
from geo.hours import When
from geo.settings import Parameters, WalkProfile
from geo.texts import N_
from geo.walking import Walking

GAP_OF = {"wifi": "public", "help": "help"}
"""The gap of whoever has no open door of a service within the walk."""


@dataclass(frozen=True, eq=False)
class Review:
    """Who is left out, at a moment or over the whole week, for one length of walk.

    Attributes
    ----------
    limit_m
        Longest walk, in metres.
    at
        When people come; None takes every place as open.
    wifi_sites, help_sites
        Buildings taken to offer Wi-Fi, or help, beside the places there are.
    help_places
        Places taken to offer help at certain hours, as ``geo.gaps.open_doors.nearest_open`` takes them; None for none.
    demand
        DataFrame by ``demand_id``: ``sector_code_statbel``, ``section_code_statbel``, ``population``,
        ``vulnerable_count``, ``vulnerable_low``, ``vulnerable_high``, ``seniors_count``, ``home_gap``, ``public_gap``,
        ``help_gap``, ``any_gap`` and ``all_gaps`` (boolean, NA not known), ``severity`` (how many of the three gaps,
        Int64, NA not known), ``severity_low``, ``severity_high``, and ``{wifi,help}_distance_m``, metres to the nearest
        open place (+inf none, NaN not known) with ``{wifi,help}_distance_low_m`` and ``_high_m`` that bound it.
    totals
        ``sector``, ``section``, ``district`` (where the commune has any) and ``commune`` -> DataFrame as
        ``geo.gaps.totals.totals_by_level`` makes it.

    Examples
    --------
    >>> reviewed = review(evidence, walk)
    >>> reviewed.limit_m, sorted(reviewed.totals)
    (100.0, ['commune', 'district', 'section', 'sector'])
    """

    limit_m: float
    at: When | None
    wifi_sites: tuple[str, ...]
    help_sites: tuple[str, ...]
    demand: pd.DataFrame
    totals: dict[str, pd.DataFrame]
    help_places: pd.DataFrame | None = None


def limit_of(parameters: Parameters, limit_m: float | None = None, profile: WalkProfile | None = None) -> float:
    """Return the longest walk in metres: as given, or as far as a profile walks, or else that of the assessment.

    Raises
    ------
    DataError
        When both a limit and a profile are given.

    Examples
    --------
    >>> limit_of(parameters), limit_of(parameters, profile="slow")
    (100.0, 720.0)
    """
    if limit_m is not None and profile is not None:
        raise DataError(N_("Give a longest walk in metres or a walking profile, not both: the profile has its own."))
    if profile is not None:
        return parameters.walk.limit_m(profile)
    return parameters.reach.limit_m if limit_m is None else limit_m


def review(
    evidence: Evidence,
    walk: Walking,
    *,
    limit_m: float | None = None,
    profile: WalkProfile | None = None,
    at: When | None = None,
    wifi_sites: Sequence[str] = (),
    help_sites: Sequence[str] = (),
    help_places: pd.DataFrame | None = None,
) -> Review:
    """Review who is left out.

    Parameters
    ----------
    evidence
        What is known.
    walk
        How walks are measured: as the evidence was.
    limit_m, profile
        Longest walk in metres, or whose walk it is; the assessment's own limit when neither is given.
    at
        When people come; None counts every place as open.
    wifi_sites, help_sites
        Buildings (``building_id``) that are to offer Wi-Fi, or help, beside the places there are. Those that stand
        nowhere change nothing.
    help_places
        Places that are to offer help at certain hours, as ``geo.gaps.open_doors.nearest_open`` takes them.

    Raises
    ------
    DataError
        When both a limit and a profile are given, or there is no such building.

    Examples
    --------
    >>> review(evidence, walk).totals["commune"]["help_gap_persons"].item()
    3600.0
    >>> review(evidence, walk, help_sites=["b3-school"]).totals["commune"]["help_gap_persons"].item()
    2100.0
    """
    longest = limit_of(evidence.parameters, limit_m, profile)
    distances = nearest_open(
        evidence, walk, at=at, wifi_sites=wifi_sites, help_sites=help_sites, help_places=help_places
    )
    return review_of(
        evidence, distances, longest, at=at, wifi_sites=wifi_sites, help_sites=help_sites, help_places=help_places
    )


def review_of(
    evidence: Evidence,
    distances: pd.DataFrame,
    limit_m: float,
    *,
    at: When | None = None,
    wifi_sites: Sequence[str] = (),
    help_sites: Sequence[str] = (),
    help_places: pd.DataFrame | None = None,
) -> Review:
    """Review who is left out by distances measured before, so that another limit needs no walk.

    Parameters
    ----------
    evidence
        What is known.
    distances
        As ``geo.gaps.open_doors.nearest_open`` returns them for the same moment and buildings.
    limit_m
        Longest walk, in metres.
    at, wifi_sites, help_sites, help_places
        What the distances were measured for.

    Examples
    --------
    >>> reviewed = review_of(evidence, present_distances(evidence), limit_m=100)
    >>> reviewed.totals["commune"]["public_gap_persons"].item()
    3925.0
    """
    gaps = {"home_gap": evidence.demand["home_gap"]}
    measured = {}
    for service in SERVICES:
        low, high = (distances[f"{service}_distance_{end}_m"] for end in ("low", "high"))
        gaps[f"{GAP_OF[service]}_gap"] = gap_between(low, high, limit_m)
        measured[f"{service}_distance_m"] = low.where(low == high)
        measured[f"{service}_distance_low_m"], measured[f"{service}_distance_high_m"] = low, high
    known = pd.DataFrame({f"{gap}_gap": gaps[f"{gap}_gap"] for gap in GAPS})
    least = known.fillna(value=False).sum(axis=1).astype("Int64")
    most = known.fillna(value=True).sum(axis=1).astype("Int64")
    home, public, helped = (known[column] for column in known)
    demand = pd.DataFrame(evidence.demand[["sector_code_statbel", "section_code_statbel", *PEOPLE]]).assign(
        **known,
        any_gap=home | public | helped,
        all_gaps=home & public & helped,
        severity=least.where(least == most),
        severity_low=least,
        severity_high=most,
        **measured,
    )
    return Review(
        limit_m=limit_m,
        at=at,
        wifi_sites=tuple(sorted(set(wifi_sites))),
        help_sites=tuple(sorted(set(help_sites))),
        demand=demand,
        totals=totals_by_level(demand, evidence.sectors),
        help_places=help_places,
    )


def gap_between(low_m: pd.Series, high_m: pd.Series, limit_m: float) -> pd.Series:
    """Say where the nearest place is farther than the limit, when it lies between two bounds; NA where it may be."""
    certain = pd.Series(np.asarray(low_m > limit_m), low_m.index).astype("boolean")
    return certain.mask((low_m <= limit_m) & (high_m > limit_m))
