"""The help a roster gives, computed a second time: place by place and half-day by half-day, as a flow."""

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import maximum_flow

from geo.evidence import Evidence
from geo.hours import Times, open_at
from geo.settings import Roster

LARGEST = 2_000_000_000
"""What a flow in whole numbers may come to."""


def open_in(hours: pd.Series, roster: Roster, least_min: int) -> pd.DataFrame:
    """Say in which half-days places are open so long; NA where it is not known."""
    return pd.DataFrame(
        {each: open_at(hours, Times(each, each, (roster.window(each),), least_min)) for each in roster.half_days}
    )


class Flow:
    """Who can be helped where and when; asked again and again for other pairs.

    Nodes: a source, a door or place of help in one half-day, a place where people live with a profile, an area, a sink.
    """

    def __init__(self, evidence: Evidence, roster: Roster, doors: list[str], by: str) -> None:
        self.roster, self.doors = roster, doors
        people = evidence.demand
        each = roster.requests_per_1000_residents_per_year / 1000 / evidence.parameters.vulnerability.total_rate
        helps = people["vulnerable_count"].fillna(0).to_numpy(dtype=float) * each / roster.weeks_per_year
        self.need = float(helps.sum())
        self.unit = min(1e6, LARGEST / max(2 * self.need, 1.0))
        residents, old = (people[name].to_numpy(dtype=float) for name in ("population", "seniors_count"))
        with np.errstate(divide="ignore", invalid="ignore"):
            senior = np.where(np.isfinite(old) & (residents > 0), old / residents, roster.seniors_share).clip(0, 1)
        parts = [(senior if one.of == "seniors" else 1 - senior) * one.share * helps for one in roster.profiles]
        self.amount = np.array(parts).T
        sections = evidence.sectors.drop_duplicates("section_code_statbel").set_index("section_code_statbel")
        names = people["section_code_statbel"].map(sections["district" if by == "district" else "section_name"])
        codes, found = pd.factorize(names, sort=True)
        self.areas = [str(name) for name in found]
        self.area = np.where(codes >= 0, codes, len(found))
        self.area_need = np.array([helps[codes == code].sum() for code in range(len(found))])
        limit = evidence.parameters.reach.limit_m
        limit = limit if roster.walk_m is None else min(limit, roster.walk_m)
        self.limit_m = limit
        self.near = _near(evidence, doors, limit)
        there, self.there_helps = _there(evidence, roster)
        reach = evidence.support_reach
        self.there = (
            sparse.csr_array((0, len(people)))
            if reach is None or evidence.support_places is None
            else within(reach[evidence.support_places.index.get_indexer(there)], limit)
        )
        self.per_pair = 2 * roster.session_hours * 60 / (roster.minutes_per_help * (1 + roster.overhead_share))
        comes = [[each in roster.named(one.half_days) for one in roster.profiles] for each in roster.half_days]
        self.comes = np.array(comes)

    def most(
        self, pairs: np.ndarray, *, of_doors: np.ndarray | None = None, of_areas: np.ndarray | None = None
    ) -> float:
        """Return the most help there can be.

        Parameters
        ----------
        pairs
            At doors by half-day.
        of_doors, of_areas
            Help at the most by door, and by area; as much as there can be when None.
        """
        half_days, profiles = self.comes.shape
        count, places = len(self.doors) + len(self.there_helps), len(self.amount)
        supply = np.vstack([pairs * self.per_pair, self.there_helps])
        slot0, home0 = 1 + count, 1 + count + count * half_days
        area0 = home0 + places * profiles
        sink = area0 + len(self.areas) + 1
        whole = supply.sum(axis=1) if of_doors is None else np.r_[of_doors, self.there_helps.sum(axis=1)]
        head, tail, room = [np.zeros(count, int)], [1 + np.arange(count)], [whole]
        door, day = np.nonzero(supply)
        head.append(1 + door)
        tail.append(slot0 + door * half_days + day)
        room.append(supply[door, day])
        reach = sparse.coo_array(sparse.vstack([self.near, self.there], format="csr"))
        for k in range(half_days):
            for t in np.flatnonzero(self.comes[k]):
                own = (supply[reach.row, k] > 0) & (self.amount[reach.col, t] > 0)
                head.append(slot0 + reach.row[own] * half_days + k)
                tail.append(home0 + reach.col[own] * profiles + t)
                room.append(self.amount[reach.col[own], t])
        place, profile = np.nonzero(self.amount)
        head.append(home0 + place * profiles + profile)
        tail.append(area0 + self.area[place])
        room.append(self.amount[place, profile])
        head.append(area0 + np.arange(len(self.areas) + 1))
        tail.append(np.full(len(self.areas) + 1, sink))
        beyond = self.amount[self.area == len(self.areas)].sum()
        limits = np.r_[self.area_need if of_areas is None else of_areas, beyond]
        room.append(limits)
        capacity = np.rint(np.concatenate(room) * self.unit).astype(np.int32)
        entries = (np.concatenate(head), np.concatenate(tail))
        graph = sparse.csr_matrix((capacity, entries), shape=(sink + 1, sink + 1))
        return float(maximum_flow(graph, 0, sink).flow_value) / self.unit


def _near(evidence: Evidence, doors: list[str], limit: float) -> sparse.csr_array:
    """Return ones where a door is within the walk, doors x places where people live."""
    rows = []
    for key in doors:
        if key in evidence.sites.index:
            rows.append(evidence.reach[[evidence.sites.index.get_loc(key)]])
        elif evidence.workplaces is not None and evidence.workplace_reach is not None:
            own = key.removeprefix("workplace:")
            rows.append(evidence.workplace_reach[[evidence.workplaces.index.get_loc(own)]])
    if not rows:
        return sparse.csr_array((0, len(evidence.demand)))
    return within(sparse.csr_array(sparse.vstack(rows, format="csr")), limit)


def within(walks: sparse.csr_array, limit: float) -> sparse.csr_array:
    """Return ones for walks up to a limit."""
    near = sparse.coo_array(walks)
    kept = near.data <= limit
    return sparse.csr_array((np.ones(int(kept.sum())), (near.row[kept], near.col[kept])), shape=near.shape)


def _there(evidence: Evidence, roster: Roster) -> tuple[list[str], np.ndarray]:
    """Return the places of help that count and what each gives by half-day."""
    if evidence.support_places is None:
        return [], np.zeros((0, len(roster.half_days)))
    keys, helps = list[str](), list[np.ndarray]()
    opened = open_in(evidence.support_places["opening_hours"], roster, 60)
    for key, hours in evidence.support_places["help_hours_per_week"].items():
        perhaps = opened.loc[key].fillna(value=True).to_numpy(dtype=float)
        if pd.notna(hours) and hours > 0 and perhaps.any():
            keys.append(str(key))
            rate = 60 / (roster.minutes_per_help * (1 + roster.overhead_share))
            helps.append(hours * rate * perhaps / perhaps.sum())
    return keys, np.array(helps).reshape(len(keys), len(roster.half_days))
