"""New places of help where none is: public buildings without help, or corners where one could be rented."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import sparse

from geo.evidence import Evidence
from geo.roster.instance import Instance, build_roster_instance
from geo.roster.need import UNIT, helps_per_resident
from geo.roster.plan import RosterPlan, pairs_of
from geo.roster.transport import by_slot, total_help
from geo.solving import Control
from geo.walking import Walking

AT_BUILDING_M = 50.0
"""A building to which a place of help is this near has help."""

APART_M = 400.0
"""Corners looked at are this far from each other: about five minutes on foot."""

COLUMNS = (
    *("name", "kind", "section_name", "x_m", "y_m", "vulnerable_in_walk", "helps_gained_per_week"),
    *("people_gained", "hours_gained_per_week", "eur_per_year"),
)


@dataclass(frozen=True, eq=False)
class NewPlaces:
    """The next places of help, and what is proven of them.

    Attributes
    ----------
    places
        One row a place in the order in which they are to come, index ``place_id``: ``name``, ``kind`` (``building`` or
        ``corner``), ``section_name``, ``x_m``, ``y_m``, ``vulnerable_in_walk`` (residents in digital difficulty within
        the walk), ``helps_gained_per_week`` (beyond the roster and the places before it), ``people_gained`` (residents
        in difficulty whose requests that is), ``hours_gained_per_week``, ``eur_per_year``.
    helps_gained_per_week, bound_helps_per_week
        Of all of them together, and what no other so many places exceed.
    candidates
        How many places were looked at.

    Examples
    --------
    >>> found = new_places(roster_plan, evidence, control, 1)
    >>> found.helps_gained_per_week <= found.bound_helps_per_week
    True
    """

    places: pd.DataFrame
    helps_gained_per_week: float
    bound_helps_per_week: float
    candidates: int


def new_places(
    plan: RosterPlan, evidence: Evidence, control: Control, count: int, walk: Walking | None = None
) -> NewPlaces:
    """Return the next places of help beside a roster that stays as it is.

    Parameters
    ----------
    plan, evidence
        A roster, and what it was made on.
    control
        Once it says stop, no further place is looked for.
    count
        How many places.
    walk
        How walks are measured, as the evidence was; without it only buildings are looked at, and no corners.

    Notes
    -----
    A place helps ``roster.new_place_hours_per_week`` hours, spread over all half-days. Help that can be given is a
    submodular function of the places, since it is a flow: the next place is always the one that adds most, and for each
    set S of the first places no so many others exceed what S gives and the largest gains beside S added up. Gains only
    shrink, so that one computed earlier is a bound.

    Examples
    --------
    >>> new_places(roster_plan, evidence, control, 1).places["kind"].tolist()
    ['building']
    """
    candidates = _candidates(plan, evidence, walk)
    instance = build_roster_instance(evidence, plan.roster, more=(candidates.table, candidates.near))
    chosen, gains, bound = _chosen(instance, plan, control, count, len(candidates.table))
    table = candidates.table.iloc[chosen].rename_axis("place_id")
    roster, each = plan.roster, helps_per_resident(evidence, plan.roster)
    helps = np.array(gains, dtype=np.float64) / UNIT
    vulnerable = candidates.near @ evidence.demand["vulnerable_count"].fillna(0).to_numpy(dtype=np.float64)
    rent = np.where(table["kind"] == "corner", roster.new_place_rent_eur_per_year, 0.0)
    staff = roster.new_place_hours_per_week * roster.weeks_per_year * roster.new_place_eur_per_hour
    computers = roster.new_place_computers * roster.new_place_computer_eur_per_year
    told = table.assign(
        vulnerable_in_walk=vulnerable[chosen],
        helps_gained_per_week=helps,
        people_gained=helps / each if each > 0 else 0.0,
        hours_gained_per_week=helps / roster.helps_per_hour,
        eur_per_year=staff + computers + rent,
    )
    return NewPlaces(
        told[list(COLUMNS)], float(helps.sum()), max(bound / UNIT, float(helps.sum())), len(candidates.table)
    )


@dataclass(frozen=True, eq=False)
class _Candidates:
    table: pd.DataFrame
    near: sparse.csr_array
    """Candidates x demand: ones where within the walk."""


def _candidates(plan: RosterPlan, evidence: Evidence, walk: Walking | None) -> _Candidates:
    """Return public buildings without help, then corners, each with who is within the walk."""
    roster, sites = plan.roster, evidence.sites
    limit = evidence.parameters.reach.limit_m
    limit = limit if roster.walk_m is None else min(limit, roster.walk_m)
    public = sites["public_access"].fillna(value=False).to_numpy(dtype=bool)
    located = (sites["location_status"] == "located").to_numpy() & sites["population_in_reach"].notna().to_numpy()
    helped = sites.index.isin(plan.doors.index) | sites.index.isin(roster.excluded)
    if evidence.help_near_sites is not None:
        near_help = sparse.coo_array(evidence.help_near_sites)
        helped[near_help.col[near_help.data <= AT_BUILDING_M]] = True
    rows = np.flatnonzero(public & located & ~helped)
    rows = rows[np.argsort(sites.index[rows].to_numpy(dtype=str), kind="stable")]
    table = sites.iloc[rows][["name", "section_name", "x_m", "y_m"]].assign(kind="building")
    parts, tables = [evidence.reach[rows]], [pd.DataFrame(table)]
    if walk is not None:
        corners = _corners(evidence)
        homes = evidence.demand[["x_m", "y_m"]].to_numpy()
        tables.append(corners)
        parts.append(walk.within(limit).reach(corners[["x_m", "y_m"]].to_numpy(), homes))
    near = sparse.csr_array(sparse.vstack(parts, format="csr"))
    near = sparse.csr_array(((near.data <= limit).astype(np.int8), near.indices, near.indptr), shape=near.shape)
    near.eliminate_zeros()
    return _Candidates(pd.concat(tables), near)


def _corners(evidence: Evidence) -> pd.DataFrame:
    """Return places where many in difficulty live, none near another: a place to rent would be at the next corner."""
    people = evidence.demand
    vulnerable = people["vulnerable_count"].fillna(0).to_numpy(dtype=np.float64)
    keys = people.index.to_numpy(dtype=str)
    xy = people[["x_m", "y_m"]].to_numpy(dtype=np.float64)
    free, kept = vulnerable > 0, list[int]()
    for row in np.lexsort((keys, -vulnerable)):
        if free[row]:
            kept.append(int(row))
            free &= np.hypot(*(xy - xy[row]).T) >= APART_M
    names = evidence.sectors.drop_duplicates("section_code_statbel").set_index("section_code_statbel")["section_name"]
    sector = evidence.sectors["sector_name_fr"].reindex(people["sector_code_statbel"].iloc[kept])
    return pd.DataFrame(
        {
            "name": sector.fillna("").to_numpy(dtype=object),
            "section_name": people["section_code_statbel"].iloc[kept].map(names).to_numpy(dtype=object),
            "x_m": xy[kept, 0],
            "y_m": xy[kept, 1],
            "kind": "corner",
        },
        index=[f"corner:{keys[row]}" for row in kept],
    )


def _chosen(
    instance: Instance, plan: RosterPlan, control: Control, count: int, candidates: int
) -> tuple[list[int], list[int], float]:
    """Return candidates in the order chosen, what each adds, and what no so many exceed, in ``UNIT``."""
    used = by_slot(instance, pairs_of(instance, plan))
    first = len(instance.existing) - candidates
    hours = instance.roster.new_place_hours_per_week * instance.roster.helps_per_hour * UNIT
    whole = len(instance.roster.half_days)
    helps = np.rint([hours * len(slot) / whole for slot in instance.slots]).astype(np.int64)
    base = instance.existing_helps.copy()

    def gives(places: Sequence[int]) -> int:
        there = base.copy()
        there[[first + each for each in places]] = helps
        return total_help(replace(instance, existing_helps=there), used)

    alone = gives(())
    # More than it can give no place adds, nor more than those near it ask for.
    near = sparse.csr_array(instance.need.existing.tocsc()[:, first:]).T @ instance.need.amount
    gain, known = np.minimum(near, helps.sum()).astype(np.int64), np.full(candidates, -1)
    chosen, added, total, bound = list[int](), list[int](), alone, float("inf")
    while len(chosen) < min(count, candidates) and not control.stop():
        while True:
            gain[chosen] = -1
            best = int(np.argmax(gain))
            if known[best] == len(chosen):
                break
            gain[best] = gives([*chosen, best]) - total
            known[best] = len(chosen)
        bound = min(bound, total - alone + float(np.sort(gain)[::-1][:count].clip(0).sum()))
        if gain[best] <= 0:
            break
        chosen.append(best)
        added.append(int(gain[best]))
        total += int(gain[best])
    return chosen, added, 0.0 if not np.isfinite(bound) else bound
