"""How much help and how many places of public Wi-Fi each resident can walk to, shared with all others who can."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from scipy import sparse

from geo.coverage import MUNICIPAL_WIFI
from geo.equity.catchments import Method, floating_catchment
from geo.errors import DataError
from geo.evidence import Evidence, site_coordinates
from geo.gaps import SERVICES, limit_of
from geo.overlay import coordinates
from geo.settings import Catchments, Decay, WalkProfile
from geo.texts import N_
from geo.walking import Walking

METHODS: Final = ("2sfca", "e2sfca", "balanced")
"""Two-step floating catchments with a plain limit, with zones, and balanced ones: see ``geo.equity.catchments``."""

UNIT: Final = {"help": "help_hours_per_week_per_1000", "wifi": "wifi_places_per_1000"}
"""What a column of access counts, per 1,000 people it is shared by."""

PER: Final = 1000.0


@dataclass(frozen=True, eq=False)
class AccessReview:
    """Access of the people, and what the places deliver.

    Attributes
    ----------
    limit_m
        Longest walk, in metres.
    shared_by
        Whom a place is shared by: ``population`` or ``vulnerable_count``.
    demand
        DataFrame by ``demand_id``: for each method ``help_hours_per_week_per_1000_{method}`` and
        ``wifi_places_per_1000_{method}`` (NaN without the layer, and where no walk is known), and
        ``help_hours_incomplete``, true where a place of unknown hours is within the walk: the access is then a lower
        bound.
    supply
        DataFrame by service and method: ``places``, ``places_unknown`` (of unknown hours), ``supply``, ``delivered``
        (of places that reach anybody) and ``undelivered``, in hours a week or places.

    Examples
    --------
    >>> access = access_review(evidence)
    >>> access.limit_m, access.shared_by
    (100.0, 'population')
    """

    limit_m: float
    shared_by: str
    demand: pd.DataFrame
    supply: pd.DataFrame


def access_review(
    evidence: Evidence,
    walk: Walking | None = None,
    *,
    limit_m: float | None = None,
    profile: WalkProfile | None = None,
    wifi_sites: Sequence[str] = (),
    help_hours: Mapping[str, float] | None = None,
    help_places: pd.DataFrame | None = None,
) -> AccessReview:
    """Share the hours of help and the places of public Wi-Fi among the people who can walk to them.

    Parameters
    ----------
    evidence
        What is known. Its parameters say how use decays with the walk and whom places are shared by.
    walk
        How walks are measured; needed only for a limit longer than the assessment's own.
    limit_m, profile
        Longest walk in metres, or whose walk it is; the assessment's own limit when neither is given.
    wifi_sites
        Buildings (``building_id``) that are to offer Wi-Fi beside the places there are.
    help_hours
        Buildings that are to offer help -> hours a week.
    help_places
        Places that are to offer help: DataFrame with ``x_m``, ``y_m`` and ``hours_per_week``; walks to them are
        measured by ``walk``.

    Raises
    ------
    DataError
        When both a limit and a profile are given, there is no such building, or ``walk`` is not given though the limit
        is longer than the assessment's or there are ``help_places``.

    Notes
    -----
    Supply is hours of help a week, and 1 for each place of Wi-Fi. A place of unknown hours has a share in everybody's
    demand and adds nothing: access is then a lower bound, which is marked. Mass is conserved: over all people, access
    adds up to the supply of the places that reach anybody.

    Examples
    --------
    >>> supply = access_review(evidence, help_hours={"b3-school": 8}).supply
    >>> supply.loc[("help", "2sfca"), "delivered"].item()
    24.0
    """
    longest = limit_of(evidence.parameters, limit_m, profile)
    catchments = evidence.parameters.catchments
    people = evidence.demand[catchments.shared_by].to_numpy(dtype="float64")
    known = evidence.demand["help_distance_m" if evidence.wifi is None else "wifi_distance_m"].notna().to_numpy()
    added = {"wifi": dict.fromkeys(wifi_sites, 1.0), "help": dict(help_hours or {})}
    columns: dict[str, np.ndarray] = {}
    rows = []
    incomplete = np.zeros(len(people), dtype=bool)
    for service in SERVICES:
        places = _places(evidence, walk, service, longest, added[service])
        if service == "help" and places is not None and help_places is not None:
            places = _with(places, evidence, walk, longest, help_places)
        for method in METHODS:
            column = f"{UNIT[service]}_{method}"
            if places is None:
                columns[column] = np.full(len(people), np.nan)
                continue
            shared_out = floating_catchment(
                places.reach, np.nan_to_num(places.supply), people, *_way(method, catchments, longest)
            )
            columns[column] = np.where(known, PER * shared_out.access, np.nan)
            unknown = int(np.isnan(places.supply).sum())
            delivered, undelivered = shared_out.delivered, shared_out.undelivered
            rows.append((service, method, len(places.supply), unknown, delivered + undelivered, delivered, undelivered))
        if service == "help" and places is not None:
            near = Decay(limit_m=longest).weights(places.reach[np.isnan(places.supply)])
            incomplete = np.asarray(near.sum(axis=0) > 0)
    columns["help_hours_incomplete"] = incomplete
    names = ["service", "method", "places", "places_unknown", "supply", "delivered", "undelivered"]
    return AccessReview(
        limit_m=longest,
        shared_by=catchments.shared_by,
        demand=pd.DataFrame(columns, index=evidence.demand.index),
        supply=pd.DataFrame(rows, columns=names).set_index(["service", "method"]).sort_index(),
    )


@dataclass(frozen=True, eq=False)
class _Places:
    """Walks from the places of a service (rows) to the demand points, and what each place offers; NaN not known."""

    reach: sparse.csr_array
    supply: np.ndarray


def _places(
    evidence: Evidence, walk: Walking | None, service: str, limit_m: float, added: Mapping[str, float]
) -> _Places | None:
    """Return the places of a service and the buildings added; None when nobody published the layer."""
    there, reach = (
        (evidence.wifi, evidence.wifi_reach) if service == "wifi" else (evidence.support_places, evidence.support_reach)
    )
    absent = sorted(set(added) - set(evidence.sites.index))
    if absent:
        message = N_("There are no buildings {keys}: give identifiers of the buildings layer.")
        raise DataError(message, keys=", ".join(absent))
    if there is None or reach is None:
        return None
    # A building whose Wi-Fi is open to the public already is among the places.
    buildings = sorted(key for key in added if MUNICIPAL_WIFI + key not in there.index)
    row = evidence.sites.index.get_indexer(buildings)
    own = evidence.reach[row]
    if limit_m > evidence.parameters.reach.limit_m:
        if walk is None:
            raise DataError(
                N_("Walks of up to {limit} m were not measured: open the streets first, or stay within {most} m."),
                limit=f"{limit_m:g}",
                most=f"{evidence.parameters.reach.limit_m:g}",
            )
        farther, homes = walk.within(limit_m), evidence.demand[["x_m", "y_m"]].to_numpy()
        reach = farther.reach(coordinates(there.geometry.to_numpy()), homes)
        own = farther.reach(site_coordinates(evidence.sites.iloc[row]), homes)
    supply = np.ones(len(there)) if service == "wifi" else there["help_hours_per_week"].to_numpy(dtype="float64")
    hours = np.array([added[key] for key in buildings], dtype="float64")
    return _Places(sparse.csr_array(sparse.vstack([reach, own])), np.r_[supply, hours])


def _with(places: _Places, evidence: Evidence, walk: Walking | None, limit_m: float, more: pd.DataFrame) -> _Places:
    """Return places of help with more of them."""
    if walk is None:
        raise DataError(N_("Walks to places that are to offer help were not measured: open the streets first."))
    homes = evidence.demand[["x_m", "y_m"]].to_numpy()
    reach = walk.within(limit_m).reach(more[["x_m", "y_m"]].to_numpy(dtype="float64"), homes)
    hours = more["hours_per_week"].to_numpy(dtype="float64")
    return _Places(sparse.csr_array(sparse.vstack([places.reach, reach])), np.r_[places.supply, hours])


def _way(method: str, catchments: Catchments, limit_m: float) -> tuple[Decay, Method]:
    """Return the decay and the method of ``geo.equity.catchments`` that a method of this module stands for."""
    if method == "2sfca":
        return Decay(limit_m=limit_m), "two_step"
    if method == "e2sfca":
        return catchments.zoned(limit_m), "two_step"
    return catchments.decay(limit_m), "balanced"
