"""What new places of help should say, computed again as a flow beside the roster, one place after the other."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from geo.audit.roster.claimed import Line
from geo.audit.roster.flow import Flow, within
from geo.evidence import Evidence
from geo.walking import Walking

CORNER = "corner:"
"""Begins the key of a place to rent; behind it stands the place where people live next to it."""

NEXT_TO_M = 150.0
"""So far from where those people live a street corner may be."""

AT_BUILDING_M = 50.0
"""A building to which a place of help is this near has help."""

SLACK = 0.01
"""Helps a week by which two computations may differ: both count in whole small units."""


@dataclass(frozen=True)
class Due:
    """What a cell of a row should hold: a figure or a text; without a column, why the row cannot be."""

    line: Line
    column: str
    value: str | float
    slack: float = SLACK
    """By how much a figure may differ."""


def new_places_due(
    lines: tuple[Line, ...], flow: Flow, pairs: np.ndarray, evidence: Evidence, walk: Walking | None
) -> Iterator[Due]:
    """Yield what every cell should hold, and why rows cannot be; nothing more after a row that names no place.

    Parameters
    ----------
    lines
        The rows of the file, in its order.
    flow, pairs
        The help of the roster, and its pairs at doors by half-day.
    evidence, walk
        What is known, and how walks are measured.
    """
    roster, people = flow.roster, evidence.demand
    vulnerable = people["vulnerable_count"].fillna(0).to_numpy(dtype=float)
    a_year = roster.requests_per_1000_residents_per_year / 1000 / evidence.parameters.vulnerability.total_rate
    hour = 60 / (roster.minutes_per_help * (1 + roster.overhead_share))
    staff = roster.new_place_hours_per_week * roster.weeks_per_year * roster.new_place_eur_per_hour
    computers = roster.new_place_computers * roster.new_place_computer_eur_per_year
    helps = np.full((1, len(roster.half_days)), roster.new_place_hours_per_week * hour / len(roster.half_days))
    alone = before = flow.most(pairs)
    first, last, seen = np.nan, np.inf, set[str]()
    for number, line in enumerate(lines, start=1):
        key = line.text("place_id")
        reason = "twice" if key in seen else _reason(key, line, evidence, flow)
        near = None if reason else _near(key, line, evidence, flow, walk)
        if near is None:
            yield Due(line, "", reason or "no_walks")
            return
        seen.add(key)
        flow = _with(flow, near, helps)
        total = flow.most(pairs)
        gain = total - before
        first = gain if number == 1 else first
        yield from (Due(line, column, text) for column, text in _facts(key, evidence).items())
        yield Due(line, "helps_gained_per_week", gain)
        people_of_help = roster.weeks_per_year / a_year
        yield Due(line, "people_gained", gain * people_of_help, SLACK * max(people_of_help, 1.0))
        yield Due(line, "hours_gained_per_week", gain / hour)
        rent = roster.new_place_rent_eur_per_year if key.startswith(CORNER) else 0.0
        yield Due(line, "eur_per_year", staff + computers + rent)
        yield Due(line, "vulnerable_in_walk", float((near @ vulnerable)[0]))
        if gain > last + SLACK:
            yield Due(line, "", "out_of_order")
        if not total - alone - SLACK <= line.figure("bound_helps_per_week") <= number * (first + SLACK):
            yield Due(line, "", "bound")
        before, last = total, gain


def _reason(key: str, line: Line, evidence: Evidence, flow: Flow) -> str:
    """Return why a place cannot be a new one; nothing where it can."""
    if key.startswith(CORNER):
        if key.removeprefix(CORNER) not in evidence.demand.index:
            return "unknown_place"
        home = evidence.demand.loc[key.removeprefix(CORNER)]
        away = np.hypot(line.figure("x_m") - float(home["x_m"]), line.figure("y_m") - float(home["y_m"]))
        return "" if away <= NEXT_TO_M else "elsewhere"
    if key not in evidence.sites.index:
        return "unknown_place"
    site = evidence.sites.loc[key]
    public = pd.notna(site["public_access"]) and bool(site["public_access"])
    if not public or site["location_status"] != "located":
        return "not_public"
    helped = key in flow.doors or key in flow.roster.excluded
    if evidence.help_near_sites is not None:
        there = sparse.coo_array(evidence.help_near_sites)
        mine = there.col == evidence.sites.index.get_loc(key)
        helped = helped or bool((there.data[mine] <= AT_BUILDING_M).any())
    return "has_help" if helped else ""


def _facts(key: str, evidence: Evidence) -> dict[str, str | float]:
    """Return what a place is called and where it is."""
    if not key.startswith(CORNER):
        site = evidence.sites.loc[key]
        named = {column: "" if pd.isna(site[column]) else str(site[column]) for column in ("name", "section_name")}
        return {"kind": "building", **named, "x_m": float(site["x_m"]), "y_m": float(site["y_m"])}
    home = evidence.demand.loc[key.removeprefix(CORNER)]
    sectors, code = evidence.sectors, home["sector_code_statbel"]
    sector = sectors.loc[code] if code in sectors.index else pd.Series(dtype=object)
    named = {
        column: "" if pd.isna(sector.get(told)) else str(sector.get(told))
        for column, told in (("name", "sector_name_fr"), ("section_name", "section_name"))
    }
    return {"kind": "corner", **named}


def _near(key: str, line: Line, evidence: Evidence, flow: Flow, walk: Walking | None) -> sparse.csr_array | None:
    """Return ones where people live within the walk, one row; None where nobody knows how they walk."""
    if not key.startswith(CORNER):
        return within(evidence.reach[[evidence.sites.index.get_loc(key)]], flow.limit_m)
    if walk is None:
        return None
    here = np.array([[line.figure("x_m"), line.figure("y_m")]])
    homes = evidence.demand[["x_m", "y_m"]].to_numpy(dtype=float)
    return within(walk.within(flow.limit_m).reach(here, homes), flow.limit_m)


def _with(flow: Flow, near: sparse.csr_array, helps: np.ndarray) -> Flow:
    """Return the same flow with one more place of help."""
    more = copy(flow)
    more.there = sparse.csr_array(sparse.vstack([flow.there, near], format="csr"))
    more.there_helps = np.vstack([flow.there_helps, helps])
    return more
