"""Doors and workplaces of a roster as the evidence has them, found a second time."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.audit.roster.flow import open_in
from geo.evidence import Evidence
from geo.settings import Roster


@dataclass(frozen=True)
class Source:
    """A workplace: its helpers, their half-days a week, the half-days in which they may leave, where it is."""

    helpers: int
    sessions: int
    leave: frozenset[str]
    xy: tuple[float, float]


class Places:
    """Every place that might be a door: ``known``; those that are doors, with ``room`` for pairs and when ``open``."""

    def __init__(self, evidence: Evidence, roster: Roster) -> None:
        self._evidence, self._roster = evidence, roster
        self.known: set[str] = set()
        self.room: dict[str, int] = {}
        self.open: dict[tuple[str, str], bool] = {}
        self.facts: dict[str, dict[str, str]] = {}
        self._xy: dict[str, tuple[float, float]] = {}
        listed, sites = evidence.workplaces, evidence.sites
        desks: dict[str, float] = {}
        if listed is not None:
            inside = listed[listed["place_status"] == "in_building"]
            for key, count in zip(inside["in_building"], inside["help_desks"], strict=True):
                if pd.notna(count):
                    desks[str(key)] = desks.get(str(key), 0.0) + float(count)
        least = round(roster.session_hours * 60)
        opened = open_in(sites["opening_hours"], roster, least)
        for key, site in sites.iterrows():
            public = pd.notna(site["public_access"]) and bool(site["public_access"])
            usable = public and site["location_status"] == "located" and pd.notna(site["population_in_reach"])
            self._take(str(key), site, opened.loc[key], desks.get(str(key)), "city", usable=usable)
        if listed is not None:
            own = listed[listed["place_status"] != "in_building"]
            opened = open_in(own["opening_hours"], roster, least)
            for key, place in own.iterrows():
                named = f"workplace:{key}" if key in sites.index else str(key)
                count = None if pd.isna(place["help_desks"]) else float(place["help_desks"])
                here = bool(np.isfinite([place["own_x_m"], place["own_y_m"]]).all())
                self._take(named, place, opened.loc[key], count, str(place["belongs_to"]), usable=here)

    def _take(
        self, key: str, row: pd.Series, opened: pd.Series, desks: float | None, belongs_to: str, *, usable: bool
    ) -> None:
        self.known.add(key)
        surely = opened.fillna(value=False).astype(bool)
        room = int((self._roster.assumed_desks if desks is None else desks) * self._roster.desks_share / 2 + 1e-9)
        if not usable or key in self._roster.excluded or not surely.any() or room < 1:
            return
        self.room[key] = room
        self.open |= {(key, half_day): bool(surely[half_day]) for half_day in self._roster.half_days}
        self._xy[key] = float(row["x_m"]), float(row["y_m"])
        facts = {"name": str(row["name"]), "belongs_to": belongs_to}
        for column in ("activity", "section_name", "district"):
            value = row.get(column)
            facts[column] = "" if pd.isna(value) else str(value)
        if belongs_to == "partner" or "section_name" not in row.index:
            facts |= self._area_of(self._xy[key])
        self.facts[key] = facts

    def _area_of(self, xy: tuple[float, float]) -> dict[str, str]:
        """Return the former commune and district of the resident nearest to a place."""
        people, sectors = self._evidence.demand, self._evidence.sectors
        away = (people["x_m"] - xy[0]) ** 2 + (people["y_m"] - xy[1]) ** 2
        section = people["section_code_statbel"].iloc[int(np.argmin(away.to_numpy()))]
        row = sectors[sectors["section_code_statbel"] == section].iloc[0]
        return {each: "" if pd.isna(row[each]) else str(row[each]) for each in ("section_name", "district")}

    def away(self, xy: tuple[float, float], door: str) -> float:
        """Return the way from a workplace to a door, in metres."""
        there = self._xy[door]
        line = float(np.hypot(xy[0] - there[0], xy[1] - there[1]))
        return line * self._evidence.parameters.reach.detour_factor

    def lived_in(self, by: str) -> set[str]:
        """Return the districts or former communes in which somebody lives."""
        people, sectors = self._evidence.demand, self._evidence.sectors
        codes = set(people.loc[people["population"] > 0, "section_code_statbel"])
        rows = sectors[sectors["section_code_statbel"].isin(codes)]
        return {str(each) for each in rows["district" if by == "district" else "section_name"].dropna()}


def helpers_of(evidence: Evidence, roster: Roster) -> dict[str, Source]:
    """Return the workplaces from which helpers come."""
    if evidence.workplaces is None:
        return {}
    opened = open_in(evidence.workplaces["released_hours"], roster, round(roster.session_hours * 60))
    found = {}
    for key, row in evidence.workplaces.iterrows():
        if pd.isna(row["volunteers"]) or pd.isna(row["released_hours_per_week"]):
            continue
        leave = frozenset(opened.columns[opened.loc[key].fillna(value=False).to_numpy(dtype=bool)])
        each = min(float(row["released_hours_per_week"]), roster.hours_per_week) / roster.session_hours
        sessions = int(int(row["volunteers"]) * each + 1e-9)
        if leave and sessions:
            found[str(key)] = Source(int(row["volunteers"]), sessions, leave, (float(row["x_m"]), float(row["y_m"])))
    return found
