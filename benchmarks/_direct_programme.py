"""The Wi-Fi programme written out whole for scipy.optimize.milp: no cuts, nothing left out, to compare answers with."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from geo.programme import RULES, UNIT, Instance

EURO = 100
"""Cents. Money stands in euros in this model."""


@dataclass(frozen=True)
class Direct:
    """What the solver says: weighted person-years less the worth of money, what no plan exceeds, and its status."""

    objective: float
    bound: float
    status: str

    @property
    def gap(self) -> float:
        """How far the plan may be from the best possible, as a share of its own worth; infinite without one."""
        return max(self.bound - self.objective, 0.0) / self.objective if self.objective > 0 else np.inf


class DirectModel:
    """The merged problem with its columns as one would write them on paper.

    Notes
    -----
    ``has[o, t]``, 0 or 1: building of option o has this option or a higher one in year t. ``served[c, t]``: share of
    the need of class c that is met, no more than what its buildings offer together and than the room there is.
    ``whole[s, t]``, 0 or 1: sector of activity s is let off its floor because it gets all that is left in it::

        spent[s, t] >= floor[s, t] * (1 - whole[s, t])
        spent[s, t] >= left[s, t] - most[s, t] * (1 - whole[s, t])

    with ``left`` linear in ``has``, and ``most`` a constant it never exceeds.
    """

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.options, (_, self.years) = len(instance.capex), instance.shape
        self.classes, self.activities = len(instance.weight), len(instance.activities)
        sizes = (self.options * self.years, self.classes * self.years, self.activities * self.years)
        self.begin = np.cumsum([0, *sizes])
        self._column, self._value, self._row, self._low, self._high = [], [], [], [], []
        self._next = 0
        self.first = instance.first[:-1]
        self.lower = np.setdiff1d(np.arange(self.options), self.first)
        self.step = {name: self._steps(getattr(instance, name)) for name in ("capex", "opex", "served")}
        self._chains()
        self._coverage()
        self._rules()

    def solve(self, seconds: float, gap: float) -> Direct:
        """Hand the model to scipy, for so many seconds at the most."""
        matrix = sparse.csr_array(
            (np.concatenate(self._value), (np.concatenate(self._row), np.concatenate(self._column))),
            shape=(self._next, self.begin[-1]),
        )
        rows = LinearConstraint(matrix, np.concatenate(self._low), np.concatenate(self._high))
        high, kind = np.ones(self.begin[-1]), np.ones(self.begin[-1])
        served = slice(self.begin[1], self.begin[2])
        high[served], kind[served] = np.tile(self.instance.room / 10_000, self.years), 0
        shut = ~self.instance.ready[self.instance.option_site]
        for year in range(self.years):
            # A building that is not ready yet cannot have any option.
            high[self.has(np.flatnonzero(shut[:, year]), year)] = 0
        found = milp(
            self._cost(),
            integrality=kind,
            bounds=Bounds(0, high),
            constraints=rows,
            options={"time_limit": seconds, "mip_rel_gap": gap},
        )
        base = self.instance.already / UNIT * sum(self.instance.programme.weights)
        bound = np.inf if found.mip_dual_bound is None else base - found.mip_dual_bound
        return Direct(-np.inf if found.x is None else base - found.fun, bound, str(found.message))

    def has(self, option: np.ndarray, year: int) -> np.ndarray:
        """Return the columns of having options in a year."""
        return self.begin[0] + year * self.options + np.asarray(option)

    def _served(self, year: int) -> np.ndarray:
        return self.begin[1] + year * self.classes + np.arange(self.classes)

    def _whole(self, activity: int, year: int) -> int:
        return int(self.begin[2]) + year * self.activities + activity

    def _switch(self) -> int:
        """Return one more column, 0 or 1, for a rule that needs one."""
        self.begin[-1] += 1
        return int(self.begin[-1]) - 1

    def _steps(self, amounts: np.ndarray) -> np.ndarray:
        """Return what each option has beyond the one below it."""
        step = np.diff(amounts, prepend=0).astype("float64")
        step[self.first] = amounts[self.first]
        return step

    def _spent(self, year: int, options: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return columns and euros of what a year takes, by how much more there is than the year before."""
        euros = self.step["capex"].copy()
        euros[self.first] += self.instance.entry[:, year]
        euros = euros[options] / EURO
        column = [self.has(options, year)] + ([self.has(options, year - 1)] if year else [])
        return np.concatenate(column), np.concatenate([euros] + ([-euros] if year else []))

    def _add(self, column: np.ndarray, value: np.ndarray, low: float, high: float) -> None:
        """Add rows: one line of columns and values a row."""
        column, value = np.atleast_2d(column), np.atleast_2d(value)
        rows = len(column)
        self._column.append(column.ravel())
        self._value.append(np.broadcast_to(value, column.shape).ravel())
        self._row.append(np.repeat(np.arange(self._next, self._next + rows), column.shape[1]))
        self._low.append(np.full(rows, low))
        self._high.append(np.full(rows, high))
        self._next += rows

    def _chains(self) -> None:
        """Nothing is taken away again, and a higher option includes the lower ones."""
        every = np.arange(self.options)
        for year in range(self.years):
            if year:
                self._add(np.c_[self.has(every, year), self.has(every, year - 1)], np.array([1.0, -1.0]), 0, np.inf)
            if len(self.lower):
                pair = np.c_[self.has(self.lower - 1, year), self.has(self.lower, year)]
                self._add(pair, np.array([1.0, -1.0]), 0, np.inf)

    def _coverage(self) -> None:
        """People are served no more than what the buildings they reach offer together."""
        reach = sparse.coo_array(self.instance.reach)
        counts = self.instance.levels[reach.col]
        place = np.repeat(reach.row, counts)
        within = np.arange(len(place)) - np.repeat(np.cumsum(counts) - counts, counts)
        option = np.repeat(self.instance.first[reach.col], counts) + within
        for year in range(self.years):
            rows = self._next + np.arange(self.classes)
            self._row += [rows, rows[place]]
            self._column += [self._served(year), self.has(option, year)]
            self._value += [np.ones(self.classes), -self.step["served"][option] / 10_000]
            self._low.append(np.full(self.classes, -np.inf))
            self._high.append(np.zeros(self.classes))
            self._next += self.classes

    def _rules(self) -> None:
        """Add the rows of every rule of the program, by the method called ``_`` and its kind."""
        for rule in RULES:
            getattr(self, f"_{rule.kind}")()

    def _budget(self) -> None:
        programme, every = self.instance.programme, np.arange(self.options)
        budgets = np.array(programme.budgets_eur)
        for year in range(self.years):
            parts = [self._spent(each, every) for each in range(year + 1 if programme.carry_over else 0)]
            parts = parts or [self._spent(year, every)]
            column, value = (np.concatenate(part) for part in zip(*parts, strict=True))
            self._add(column, value, -np.inf, budgets[: year + 1].sum() if programme.carry_over else budgets[year])

    def _floor(self) -> None:
        programme = self.instance.programme
        for year in range(self.years - programme.last_years_without_floors):
            for activity, name in enumerate(self.instance.activities):
                share = programme.floor_share_of_activity.get(name, programme.floor_share) * programme.budgets_eur[year]
                self._floor_of(activity, year, programme.floor_eur_of_activity.get(name, share))

    def _opex_ceiling(self) -> None:
        ceiling, every = self.instance.programme.opex_ceiling_eur_per_year, np.arange(self.options)
        if ceiling is not None:
            self._add(self.has(every, self.years - 1), self.step["opex"] / EURO, -np.inf, ceiling)

    def _district_minimum(self) -> None:
        instance, last = self.instance, self.years - 1
        for area in range(len(instance.area_names)):
            own = np.flatnonzero(instance.area == area)
            share = instance.programme.district_minimum.served_share
            wanted = share * instance.area_total[area] - instance.area_already[area]
            self._add(self._served(last)[own], instance.weight[own] / 1e6, wanted / UNIT, np.inf)

    def _forced_in(self) -> None:
        for building in self.instance.programme.forced_in:
            option = self.first[[self.instance.sites.index.get_loc(building)]]
            self._add(self.has(option, self.years - 1), np.ones(1), 1, 1)

    def _excluded(self) -> None:
        """What is not there in the last year never was."""
        for option in np.flatnonzero(self.instance.excluded[self.instance.option_site]):
            self._add(self.has(option, self.years - 1), np.ones(1), 0, 0)

    def _floor_of(self, activity: int, year: int, floor: float) -> None:
        """A sector of activity gets its floor, or all that is left in it."""
        instance = self.instance
        sites = np.flatnonzero((instance.site_activity == activity) & instance.ready[:, year] & ~instance.excluded)
        own = np.flatnonzero(instance.site_activity[instance.option_site] == activity)
        column, value = self._spent(year, own)
        whole = self._whole(activity, year)
        self._add(np.r_[column, whole], np.r_[value, floor], floor, np.inf)
        top = instance.capex[instance.first[sites + 1] - 1]
        most = float((top + instance.entry[sites, year]).sum()) / EURO
        if year:
            # What a building has already is not left in it, nor is its entry.
            before = np.flatnonzero(np.isin(instance.option_site, sites))
            paid = self.step["capex"].copy()
            paid[self.first] += instance.entry[:, year]
            column, value = np.r_[column, self.has(before, year - 1)], np.r_[value, paid[before] / EURO]
        self._add(np.r_[column, whole], np.r_[value, -most], 0, np.inf)

    def _cost(self) -> np.ndarray:
        """Return what is minimised: less need met, and for every euro a hair or what the programme asks of it."""
        instance, cost = self.instance, np.zeros(self.begin[-1])
        dearest = instance.capex[instance.first[1:] - 1] + instance.entry.max(axis=1)
        weights = instance.programme.weights
        worth_per_eur = 0.5 * min(weight for weight in weights if weight > 0) * EURO / max(int(dearest.sum()), 1)
        worth_per_eur = max(worth_per_eur, instance.programme.least_person_years_per_thousand_eur / 1000)
        for year, weight in enumerate(weights):
            cost[self._served(year)] = -weight * instance.weight / 1e6
            column, value = self._spent(year, np.arange(self.options))
            np.add.at(cost, column, worth_per_eur * value)
        return cost
