"""Who a plan serves, counted place by place: nobody is merged with anybody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.evidence import Evidence
from geo.settings import STEP, Programme

PERSON = 1_000_000
"""People are counted in millionths, as the programme is."""

UNIT = PERSON * STEP
"""What one person wholly served weighs."""


@dataclass(frozen=True, eq=False)
class People:
    """Everyone who counts, by place.

    ``weight``: people in millionths. ``met``: need met by existing Wi-Fi, in ten-thousandths. ``near``: building ->
    positions of the places within reach. ``area``: name of the district or section of each place where a minimum holds
    (None: of none). ``sector``: statistical sector.
    """

    weight: np.ndarray
    met: np.ndarray
    near: Mapping[str, np.ndarray]
    area: tuple[str | None, ...]
    sector: tuple[str, ...]

    @property
    def total(self) -> int:
        """People who count, in ``UNIT``-ths of a person."""
        return int(self.weight.sum()) * STEP

    @property
    def already(self) -> int:
        """What existing Wi-Fi serves of them, in ``UNIT``-ths."""
        return int((self.weight * self.met).sum())

    def offered(self, shares: Mapping[str, int]) -> np.ndarray:
        """Return what buildings offer at each place together, from the share of need each serves (ten-thousandths)."""
        sum_ = np.zeros(len(self.weight), dtype=np.int64)
        for building, share in shares.items():
            sum_[self.near[building]] += share
        return sum_

    def served(self, shares: Mapping[str, int]) -> np.ndarray:
        """Return what is served at each place, existing Wi-Fi included, in ``UNIT``-ths; nobody more than wholly."""
        return self.weight * np.minimum(STEP, self.met + self.offered(shares))

    def gained(self, before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, float]:
        """Share the people newly served between two states among the buildings that add service, in persons.

        At each place, every building's part of what is new is its part of all that is added there.
        """
        added = {building: share - before.get(building, 0) for building, share in after.items()}
        added = {building: more for building, more in added.items() if more}
        new = (self.served(after) - self.served(before)).astype("float64")
        together = self.offered(added)
        each = np.divide(new, together, out=np.zeros(len(new)), where=together > 0)
        return {building: more * float(each[self.near[building]].sum()) / UNIT for building, more in added.items()}

    def by_area(self, units: np.ndarray) -> dict[str, int]:
        """Sum amounts by place over the districts or sections where a minimum holds."""
        found: dict[str, int] = {}
        for name, amount in zip(self.area, units.tolist(), strict=True):
            if name is not None:
                found[name] = found.get(name, 0) + amount
        return found

    def classes(self, planned: Iterable[str]) -> int:
        """Return how many kinds of people there are who could still be served better.

        Alike are those of one statistical sector, served alike today, whom the same buildings reach.
        """
        reached: list[list[str]] = [[] for _ in self.weight]
        for building in planned:
            for place in self.near[building].tolist():
                reached[place].append(building)
        weights: dict[tuple[tuple[str, ...], int, str], int] = {}
        parts = zip(reached, self.met.tolist(), self.sector, self.weight.tolist(), strict=True)
        for buildings, met, sector, weight in parts:
            if buildings and met < STEP:
                kind = (tuple(buildings), met, sector)
                weights[kind] = weights.get(kind, 0) + weight
        return sum(weight > 0 for weight in weights.values())


def people_of(evidence: Evidence, programme: Programme) -> People:
    """Return everyone the programme counts, in the order of the evidence."""
    places = evidence.demand
    limit = min(programme.reach_m, evidence.parameters.reach.limit_m)
    reach, near = evidence.reach, {}
    for position, key in enumerate(evidence.sites.index):
        own = slice(reach.indptr[position], reach.indptr[position + 1])
        near[str(key)] = reach.indices[own][reach.data[own] <= limit]
    return People(
        weight=np.array([round(count * PERSON) for count in _counted(places, programme)], dtype=np.int64),
        met=np.where(_covered(evidence, near, limit), round(programme.existing_share * STEP), 0).astype(np.int64),
        near=near,
        area=_areas(evidence, programme),
        sector=tuple(str(code) for code in places["sector_code_statbel"]),
    )


def _counted(places: pd.DataFrame, programme: Programme) -> list[float]:
    column = "vulnerable_count" if programme.who_counts == "vulnerable" else "population"
    counts = [0.0 if pd.isna(count) else float(count) for count in places[column]]
    if programme.who_counts != "in_a_gap":
        return counts
    gaps = zip(places["home_gap"], places["public_gap"], strict=True)
    in_gap = [any(not pd.isna(gap) and bool(gap) for gap in both) for both in gaps]
    return [count if gap else 0.0 for count, gap in zip(counts, in_gap, strict=True)]


def _covered(evidence: Evidence, near: Mapping[str, np.ndarray], limit_m: float) -> np.ndarray:
    """Say which places have public Wi-Fi within reach: the city's own where no hotspots are published."""
    if evidence.wifi is not None:
        return evidence.demand["wifi_distance_m"].to_numpy(dtype="float64") <= limit_m
    covered = np.zeros(len(evidence.demand), dtype=bool)
    for key, site in evidence.sites.iterrows():
        open_ = pd.isna(site["public_access"]) or bool(site["public_access"])
        if open_ and not pd.isna(site["wifi_now"]) and site["wifi_now"] == "public":
            covered[near[str(key)]] = True
    return covered


def _areas(evidence: Evidence, programme: Programme) -> tuple[str | None, ...]:
    rule, sections = programme.district_minimum, evidence.demand["section_code_statbel"]
    if rule is None:
        return (None,) * len(sections)
    name_of: dict[str, str] = {}
    if rule.by == "district":
        name_of = {code: name for name, codes in evidence.place.districts.items() for code in codes}
    else:
        listed = evidence.sectors[["section_code_statbel", "section_name"]].dropna()
        for code, name in listed.itertuples(index=False):
            name_of.setdefault(str(code), str(name))
    return tuple(None if pd.isna(code) else name_of.get(str(code)) for code in sections)
