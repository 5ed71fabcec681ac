"""The need for help: helps a week by class of residents who reach the same places, and when they can come."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
from scipy import sparse

from geo.evidence import Evidence
from geo.population import ASSUMPTIONS
from geo.settings import Roster

UNIT = 100_000
"""Helps a week are counted in hundred-thousandths, so that sums of them are exact."""


@dataclass(frozen=True)
class Need:
    """Classes of residents: the same places within the walk, the same area, the same times at which they can come.

    Attributes
    ----------
    amount
        Helps a week of each class that reaches a door or a place of help, in ``UNIT``.
    profile, area
        Which of the roster's profiles and which area each is of.
    doors, existing
        CSR matrices classes x doors and classes x places of help: ones where within the walk.
    area_names, area_total
        The areas, and all need there, reached or not, in ``UNIT``.
    total, reachable
        Helps a week in ``UNIT``: of everybody, of those who reach a door.
    low, high
        The least and the most the total may be, in helps a week.
    seniors_assumed
        Share (0-1) of the need where nobody says how many residents are seniors.
    of_places
        CSR matrix classes x places where people live, in the order of the evidence: the share (0-1) of each class's
        need that is asked for there.
    """

    amount: np.ndarray
    profile: np.ndarray
    area: np.ndarray
    doors: sparse.csr_array
    existing: sparse.csr_array
    area_names: tuple[str, ...]
    area_total: np.ndarray
    total: int
    reachable: int
    low: float
    high: float
    seniors_assumed: float
    of_places: sparse.csr_array

    @cached_property
    def near(self) -> sparse.csr_array:
        """The classes near each door and each place of help, places x classes: doors come first."""
        both = sparse.hstack([self.doors, self.existing], format="csr")
        return sparse.csr_array(both.T.tocsr())


def part_of(need: Need, classes: np.ndarray) -> Need:
    """Return the need of some classes alone, given by their numbers; areas keep their numbers, names and whole need."""
    return replace(
        need,
        amount=need.amount[classes],
        profile=need.profile[classes],
        area=need.area[classes],
        doors=need.doors[classes],
        existing=need.existing[classes],
        of_places=need.of_places[classes],
    )


def helps_per_resident(evidence: Evidence, roster: Roster) -> float:
    """Return the helps a week that one resident in digital vulnerability asks for."""
    rate = evidence.parameters.vulnerability.total_rate
    return roster.requests_per_1000_residents_per_year / 1000 / rate / roster.weeks_per_year


def areas_by(evidence: Evidence, by: str) -> pd.Series:
    """Return section code -> name of the district or former commune; missing where there is none."""
    sectors = evidence.sectors.drop_duplicates("section_code_statbel").set_index("section_code_statbel")
    return sectors["district" if by == "district" else "section_name"]


def need_of(
    evidence: Evidence, roster: Roster, doors: sparse.csr_array, existing: sparse.csr_array, area_by: str
) -> Need:
    """Merge the places where people live by what is within their walk.

    Parameters
    ----------
    evidence, roster
        People, and how much they ask for.
    doors, existing
        Doors x demand and places of help x demand, ones where within the walk, demand in the order of ``evidence``.
    area_by
        ``district`` or ``section``: the areas of which shares are told.

    Notes
    -----
    Lossless: people of one class are helped alike by every roster. The mix of seniors and others among those who need
    help is that of all residents of the place: an assumption.
    """
    people = evidence.demand
    order = np.argsort(people.index.to_numpy(dtype=str), kind="stable")
    each = helps_per_resident(evidence, roster)
    vulnerable = people["vulnerable_count"].fillna(0).to_numpy(dtype="float64")
    helps = vulnerable * each
    residents = people["population"].to_numpy(dtype="float64")
    seniors = people["seniors_count"].to_numpy(dtype="float64")
    known = np.isfinite(seniors) & (residents > 0)
    senior = np.where(known, seniors / np.where(known, residents, 1), roster.seniors_share).clip(0, 1)
    area_of = people["section_code_statbel"].map(areas_by(evidence, area_by))
    area, names = pd.factorize(area_of, sort=True)

    both = sparse.csr_array(sparse.vstack([doors, existing], format="csr")).T.tocsr()
    both.sort_indices()
    label, members = _classes(both, area, order)
    groups = {"seniors": senior, "others": 1 - senior}
    shares = np.array([groups[profile.of] * profile.share for profile in roster.profiles])
    amount = np.zeros((len(members), len(roster.profiles)))
    np.add.at(amount, label[order], (shares * helps).T[order])
    whole = np.rint(amount * UNIT).astype(np.int64)

    total = np.zeros(len(names), dtype=np.int64)
    in_area = area[members] >= 0
    np.add.at(total, area[members][in_area], whole.sum(axis=1)[in_area])
    reach = both[members]
    near_door = np.diff(sparse.csr_array(reach[:, : doors.shape[0]]).indptr) > 0
    row, profile = np.nonzero((whole > 0) & (np.diff(reach.indptr) > 0)[:, None])
    kept = sparse.csr_array(reach[row])
    asked = sparse.coo_array((shares * helps).T * (np.diff(both.indptr) > 0)[:, None])
    number = np.full(amount.shape, -1)
    number[row, profile] = np.arange(len(row))
    of = number[label[asked.row], asked.col]
    share = asked.data[of >= 0] / amount[row, profile][of[of >= 0]]
    of_places = sparse.csr_array((share, (of[of >= 0], asked.row[of >= 0])), shape=(len(row), len(people)))
    worlds = [people[column].sum(min_count=1) for column in ("vulnerable_low", "vulnerable_high", *ASSUMPTIONS)]
    bounds = [float(world) * each for world in worlds if np.isfinite(world)] or [float(helps.sum())]
    return Need(
        amount=whole[row, profile],
        profile=profile.astype(np.int64),
        area=area[members][row].astype(np.int64),
        doors=sparse.csr_array(kept[:, : doors.shape[0]]),
        existing=sparse.csr_array(kept[:, doors.shape[0] :]),
        area_names=tuple(str(name) for name in names),
        area_total=total,
        total=int(whole.sum()),
        reachable=int(whole[near_door].sum()),
        low=min(bounds),
        high=max(bounds),
        seniors_assumed=float(helps[~known].sum() / helps.sum()) if helps.sum() > 0 else 0.0,
        of_places=of_places,
    )


def _classes(near: sparse.csr_array, area: np.ndarray, order: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the class of each place and the first place of each class, in the order of the places' keys."""
    seen: dict[tuple[bytes, int], int] = {}
    label = np.empty(len(area), dtype=np.int64)
    members: list[int] = []
    for place in order:
        begin, end = near.indptr[place], near.indptr[place + 1]
        key = (near.indices[begin:end].tobytes(), int(area[place]))
        label[place] = seen.setdefault(key, len(seen))
        if label[place] == len(members):
            members.append(int(place))
    return label, np.array(members, dtype=np.int64)
