"""New places of help where none is: public buildings without help, or corners where one could be rented."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import sparse

from geo.evidence import Evidence
from geo.roster.classes import Alike
from geo.roster.instance import Instance, build_roster_instance
from geo.roster.need import UNIT, helps_per_resident
from geo.roster.plan import RosterPlan, pairs_of
from geo.roster.transport import by_slot, total_help
from geo.solving import Control
from geo.walking import StreetWalking, Walking

CORNER_M = 150.0
"""So far a corner at which three streets meet may be from where many in difficulty live, to be the place looked at."""

AT_BUILDING_M = 50.0
"""A building to which a place of help is this near has help."""

APART_M = 400.0
"""Corners looked at are this far from each other: about five minutes on foot."""

COLUMNS = (
    *("name", "kind", "section_name", "x_m", "y_m", "vulnerable_in_walk", "helps_gained_per_week"),
    *("people_gained", "hours_gained_per_week", "eur_per_year", "bound_helps_per_week"),
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
        in difficulty whose requests that is), ``hours_gained_per_week``, ``eur_per_year``, ``bound_helps_per_week``
        (what no so many places exceed together, this one being the last of them).
    near
        Who lives within the walk: one row a place and former commune, ``place_id``, ``section_name`` (empty where none
        is known), ``vulnerable_in_walk``, the most first. Some of them have help today.
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
    near: pd.DataFrame
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
    chosen, gains, bounds = _chosen(instance, plan, control, count, len(candidates.table))
    table = candidates.table.iloc[chosen].rename_axis("place_id")
    roster, each = plan.roster, helps_per_resident(evidence, plan.roster)
    helps = np.array(gains, dtype=np.float64) / UNIT
    # Never below what was found, be it by a rounding.
    most = np.maximum(bounds[: len(chosen)] / UNIT, helps.cumsum())
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
        bound_helps_per_week=most,
    )
    near = _by_section(told.index, candidates.near[chosen], evidence)
    bound = float(bounds[-1]) / UNIT if count else 0.0
    gained = float(helps.sum())
    return NewPlaces(told[list(COLUMNS)], near, gained, max(bound, gained), len(candidates.table))


def _by_section(places: pd.Index, near: sparse.csr_array, evidence: Evidence) -> pd.DataFrame:
    """Return residents in difficulty within the walk of places, by former commune, the most first."""
    people = evidence.demand
    section = people["section_code_statbel"].map(_section_names(evidence)).astype(object).fillna("").astype(str)
    codes, names = pd.factorize(section, sort=True)
    vulnerable = people["vulnerable_count"].fillna(0).to_numpy(dtype=np.float64)
    where = sparse.coo_array(near)
    amount = np.zeros((len(places), len(names)))
    np.add.at(amount, (where.row, codes[where.col]), vulnerable[where.col])
    place, area = np.nonzero(amount)
    table = pd.DataFrame(
        {
            "place_id": places.to_numpy(dtype=object)[place],
            "section_name": np.asarray(names, dtype=object)[area],
            "vulnerable_in_walk": amount[place, area],
        }
    )
    return table.iloc[np.lexsort((area, -amount[place, area], place))].reset_index(drop=True)


def _section_names(evidence: Evidence) -> pd.Series:
    sectors = evidence.sectors.drop_duplicates("section_code_statbel")
    return sectors.set_index("section_code_statbel")["section_name"]


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
        corners = _corners(evidence, walk)
        homes = evidence.demand[["x_m", "y_m"]].to_numpy()
        tables.append(corners)
        parts.append(walk.within(limit).reach(corners[["x_m", "y_m"]].to_numpy(), homes))
    near = sparse.csr_array(sparse.vstack(parts, format="csr"))
    near = sparse.csr_array(((near.data <= limit).astype(np.int8), near.indices, near.indptr), shape=near.shape)
    near.eliminate_zeros()
    return _Candidates(pd.concat(tables), near)


def _corners(evidence: Evidence, walk: Walking) -> pd.DataFrame:
    """Return the street corners nearest to where many in difficulty live, none near another: for places to rent."""
    people = evidence.demand
    vulnerable = people["vulnerable_count"].fillna(0).to_numpy(dtype=np.float64)
    keys = people.index.to_numpy(dtype=str)
    xy = people[["x_m", "y_m"]].to_numpy(dtype=np.float64)
    free, kept = vulnerable > 0, list[int]()
    for row in np.lexsort((keys, -vulnerable)):
        if free[row]:
            kept.append(int(row))
            free &= np.hypot(*(xy - xy[row]).T) >= APART_M
    at = _street_corners(xy[kept], walk)
    section = people["section_code_statbel"].iloc[kept].map(_section_names(evidence))
    sector = evidence.sectors["sector_name_fr"].reindex(people["sector_code_statbel"].iloc[kept])
    return pd.DataFrame(
        {
            "name": sector.fillna("").to_numpy(dtype=object),
            "section_name": section.to_numpy(dtype=object),
            "x_m": at[:, 0],
            "y_m": at[:, 1],
            "kind": "corner",
        },
        index=[f"corner:{keys[row]}" for row in kept],
    )


def _street_corners(xy: np.ndarray, walk: Walking) -> np.ndarray:
    """Return the nearest place at which three streets meet, not somebody's door; without streets the places given."""
    if not isinstance(walk, StreetWalking) or not len(xy):
        return xy
    graph = walk.graph
    meets = (np.diff(graph.arc_start) >= 3) & (graph.component == 0)
    if not meets.any():
        return xy
    # Imported where it is used: a command that finds its assessment kept does without.
    from scipy.spatial import cKDTree

    corners = np.column_stack([graph.x_m[meets], graph.y_m[meets]])
    away, nearest = cKDTree(corners).query(xy)
    return np.where((away <= CORNER_M)[:, None], corners[nearest], xy)


def _chosen(
    instance: Instance, plan: RosterPlan, control: Control, count: int, candidates: int
) -> tuple[list[int], list[int], np.ndarray]:
    """Return candidates in the order chosen, what each adds, and what no one, two ... exceed, in ``UNIT``."""
    used = by_slot(instance, pairs_of(instance, plan))
    first = len(instance.existing) - candidates
    hours = instance.roster.new_place_hours_per_week * instance.roster.helps_per_hour * UNIT
    whole = len(instance.roster.half_days)
    helps = np.rint([hours * len(slot) / whole for slot in instance.slots]).astype(np.int64)
    base, alike = instance.existing_helps.copy(), Alike(instance.need)

    def gives(places: Sequence[int]) -> int:
        there = base.copy()
        there[[first + each for each in places]] = helps
        return total_help(replace(instance, existing_helps=there), used, alike)

    alone = gives(())
    # More than it can give no place adds, nor more than those near it ask for.
    near = sparse.csr_array(instance.need.existing.tocsc()[:, first:]).T @ instance.need.amount
    gain, known = np.minimum(near, helps.sum()).astype(np.int64), np.full(candidates, -1)
    chosen, added, total = list[int](), list[int](), alone
    bounds = _most(gain, count, 0)
    while len(chosen) < min(count, candidates):
        gain[chosen] = -1
        while known[best := int(np.argmax(gain))] != len(chosen):
            if control.stop():
                return chosen, added, bounds
            gain[best] = gives([*chosen, best]) - total
            known[best] = len(chosen)
        bounds = np.minimum(bounds, _most(gain, count, total - alone))
        if gain[best] <= 0:
            break
        chosen.append(best)
        added.append(int(gain[best]))
        total += int(gain[best])
    return chosen, added, bounds


def _most(gain: np.ndarray, count: int, there: float) -> np.ndarray:
    """Return what no 1, 2 ... ``count`` places exceed, where some give ``there`` and others beside them ``gain``."""
    largest = np.zeros(count)
    kept = np.sort(gain)[::-1][:count].clip(0)
    largest[: len(kept)] = kept
    return there + largest.cumsum()
