"""Evidence and programme -> the instance that is solved: buildings, tiers, costs and merged demand as whole numbers."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from geo.evidence import Evidence, Finding
from geo.programme.instance.demand import Demand, merged_demand
from geo.programme.instance.sites import Sites, plannable_sites
from geo.settings import STEP, Programme

PERSON = 1_000_000
"""People are counted in millionths, so that sums are exact and no last bit decides between two plans."""

UNIT = PERSON * STEP
"""What one person wholly served weighs in the whole numbers of an instance."""


@dataclass(frozen=True, eq=False)
class Instance:
    """A programme laid out for computing. Buildings, options, years and classes are positions, in the order of keys.

    Attributes
    ----------
    programme
        As given.
    sites
        The buildings that can be planned, excluded ones included, by ``building_id``: ``name``, ``activity``,
        ``section`` (name), ``section_code``, ``district``.
    site_activity, activities
        Position of each building's sector of activity, and their names.
    ready
        Whether each building may be equipped in each year, shape (buildings, years).
    entry
        Cents paid once if a building begins in that year, same shape.
    first
        Options of building j are ``first[j]`` to ``first[j + 1] - 1``, from the least to the most.
    option_site, option_tier, capex, opex, points, served
        Of each option: its building, position of its tier, cents, cents a year, access points (-1 not known), and the
        share of need it serves in ten-thousandths.
    weight, room, group, area
        Of each class of demand: people who count (in millionths), share of their need not met yet (ten-thousandths),
        position of their statistical sector, and of their district (-1 where no minimum holds).
    reach
        CSR, classes x buildings: ones where a building is within reach.
    groups
        Codes of the statistical sectors.
    total, already
        People who count and what existing Wi-Fi serves of them, in ``UNIT``-ths of a person.
    area_names, area_total, area_already
        The same by district.
    not_planned
        Buildings that cannot be planned: index ``building_id``; ``name``, ``activity``, ``reason`` (a code).
    notes
        What a reader must know of the data behind the plan.

    Examples
    --------
    >>> instance.sites.index.tolist()
    ['b1-library', 'b2-hall', 'b3-school']
    >>> (instance.capex / 100).tolist(), (instance.entry[:, 0] / 100).tolist()
    ([900.0, 2700.0, 900.0, 1800.0, 900.0, 1800.0], [1900.0, 9900.0, 9900.0])
    """

    programme: Programme
    sites: pd.DataFrame
    site_activity: np.ndarray
    activities: tuple[str, ...]
    ready: np.ndarray
    entry: np.ndarray
    first: np.ndarray
    option_site: np.ndarray
    option_tier: np.ndarray
    capex: np.ndarray
    opex: np.ndarray
    points: np.ndarray
    served: np.ndarray
    weight: np.ndarray
    room: np.ndarray
    group: np.ndarray
    area: np.ndarray
    reach: sparse.csr_array
    groups: tuple[str, ...]
    total: int
    already: int
    area_names: tuple[str, ...]
    area_total: np.ndarray
    area_already: np.ndarray
    not_planned: pd.DataFrame
    notes: tuple[Finding, ...]

    @property
    def shape(self) -> tuple[int, int]:
        """How many buildings and years there are."""
        return len(self.sites), len(self.programme.years)

    @property
    def levels(self) -> np.ndarray:
        """How many options each building has."""
        return np.diff(self.first)

    def at_level(self, values: np.ndarray, state: np.ndarray) -> np.ndarray:
        """Return ``values`` (by option) of the option each building has in ``state``; 0 where it has none.

        Parameters
        ----------
        values
            One number an option.
        state
            Level of each building, 0 for none, buildings first; further dimensions are kept.
        """
        shifted = self.first[:-1].reshape(-1, *[1] * (state.ndim - 1)) + state - 1
        if not len(values):
            return np.zeros(state.shape, dtype=values.dtype)
        return np.where(state > 0, values[np.maximum(shifted, 0)], 0)

    def served_units(self, state: np.ndarray) -> np.ndarray:
        """Return what is served of each class in each year, in ``UNIT``-ths of a person, shape (classes, years)."""
        offered = self.at_level(self.served, state)
        return self.weight[:, None] * np.minimum(self.room[:, None], self.reach @ offered)

    def served_total(self, state: np.ndarray) -> list[int]:
        """Return what is served in each year, existing Wi-Fi included, in ``UNIT``-ths of a person: exact."""
        return [self.already + int(column.sum()) for column in self.served_units(state).T]

    def person_years(self, state: np.ndarray) -> float:
        """Return the people served in all years, existing Wi-Fi included, weighted by year."""
        weights = self.programme.weights
        return sum(weight * units for weight, units in zip(weights, self.served_total(state), strict=True)) / UNIT

    def spending(self, state: np.ndarray) -> np.ndarray:
        """Return the cents each building takes in each year, shape (buildings, years)."""
        capex = self.at_level(self.capex, state)
        before = np.c_[np.zeros(len(state), dtype=np.int64), state[:, :-1]]
        first = (state > 0) & (before == 0)
        return np.diff(capex, axis=1, prepend=0) + np.where(first, self.entry, 0)

    def left(self, state: np.ndarray, excluded: np.ndarray) -> np.ndarray:
        """Return what is left to spend in each sector at the start of each year, cents, shape (activities, years).

        Notes
        -----
        Of a building that may be equipped in that year: what its dearest tier costs beyond what it has, and its entry
        if it has nothing yet. Buildings excluded, unknown or not ready yet count for nothing.
        """
        before = np.c_[np.zeros(len(state), dtype=np.int64), state[:, :-1]]
        top = self.at_level(self.capex, self.levels[:, None])
        open_ = top - self.at_level(self.capex, before) + np.where(before == 0, self.entry, 0)
        counted = self.ready & ~excluded[:, None]
        return self.by_activity(np.where(counted, open_, 0))

    def by_activity(self, values: np.ndarray) -> np.ndarray:
        """Sum values by building over the sectors of activity."""
        out = np.zeros((len(self.activities), values.shape[1]), dtype=np.int64)
        np.add.at(out, self.site_activity, values)
        return out

    @property
    def excluded(self) -> np.ndarray:
        """Which buildings the programme leaves out."""
        return self.sites.index.isin(list(self.programme.excluded))


def build_instance(evidence: Evidence, programme: Programme) -> Instance:
    """Lay out a programme on the evidence.

    Returns
    -------
    Instance: the same to the bit whatever the order of rows in the evidence.

    Examples
    --------
    >>> laid_out = build_instance(evidence, programme)
    >>> people(laid_out.total).item(), people(laid_out.already).item()
    (4500.0, 345.0)
    """
    found: Sites = plannable_sites(evidence, programme)
    demand: Demand = merged_demand(evidence, programme, found.table.index, PERSON)
    return Instance(
        programme=programme,
        sites=found.table,
        site_activity=found.activity,
        activities=found.activities,
        ready=found.ready,
        entry=found.entry,
        first=found.first,
        option_site=found.offers["site"].to_numpy(dtype=np.int64),
        option_tier=found.offers["tier"].to_numpy(dtype=np.int64),
        capex=found.offers["capex_cents"].to_numpy(dtype=np.int64),
        opex=found.offers["opex_cents"].to_numpy(dtype=np.int64),
        points=found.offers["access_points"].fillna(-1).to_numpy(dtype=np.int64),
        served=found.served,
        weight=demand.weight,
        room=demand.room,
        group=demand.group,
        area=demand.area,
        reach=demand.reach,
        groups=demand.groups,
        total=demand.total * STEP,
        already=demand.already,
        area_names=demand.area_names,
        area_total=demand.area_total * STEP,
        area_already=demand.area_already,
        not_planned=found.not_planned,
        notes=(*found.notes, *demand.notes),
    )
