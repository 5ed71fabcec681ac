"""The Wi-Fi programme as a linear master problem: states, rules, and cuts that bound what is served."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import highspy
import numpy as np

from geo.programme.instance.instance import UNIT, Instance
from geo.programme.rules import UNLIMITED, Rules
from geo.programme.search.cover import Cut

THOUSAND_EUR = 100_000
"""Cents in a thousand euros, in which money stands in the model, so that its numbers are as large as the others."""

HALF_CENT = 0.5 / THOUSAND_EUR
"""Slack of every money rule. Costs are whole cents, so that no plan breaks a rule by less than a cent: the solver's
tolerance can neither forbid a plan that keeps the rule nor allow one that does not."""

EVERYTHING_WORTH = 0.5
"""What it costs to equip every building with its dearest tier counts in the objective, in persons of the year that
counts least: half a person. The cheaper of two equal plans is then the better; no person is ever traded for money."""


def worth_of_thousand_eur(instance: Instance) -> float:
    """Return what a thousand euros count in the objective, in weighted person-years."""
    dearest = instance.at_level(instance.capex, instance.levels) + instance.entry.max(axis=1, initial=0)
    least = min(weight for weight in instance.programme.weights if weight > 0)
    return EVERYTHING_WORTH * least * THOUSAND_EUR / max(int(dearest.sum()), 1)


def objective_of(instance: Instance, state: np.ndarray) -> float:
    """Return a plan's worth from the plan itself: weighted person-years served, less its cost's tiny worth.

    Examples
    --------
    >>> round(objective_of(instance, plan.state), 2)
    3764.71
    """
    money = worth_of_thousand_eur(instance) * int(instance.spending(state).sum()) / THOUSAND_EUR
    return instance.person_years(state) - money


@dataclass
class _Rows:
    """Rows of a matrix, collected part by part."""

    low: list[np.ndarray] = field(default_factory=list)
    high: list[np.ndarray] = field(default_factory=list)
    count: list[np.ndarray] = field(default_factory=list)
    column: list[np.ndarray] = field(default_factory=list)
    value: list[np.ndarray] = field(default_factory=list)

    def one(self, low: float, high: float, column: np.ndarray, value: np.ndarray) -> None:
        """Add a row."""
        self.block(low, high, column[None, :], value[None, :])

    def block(self, low: float, high: float, column: np.ndarray, value: np.ndarray) -> None:
        """Add rows of the same length and bounds: columns and values have one line a row."""
        rows, length = column.shape
        self.low.append(np.full(rows, low))
        self.high.append(np.full(rows, high))
        self.count.append(np.full(rows, length, dtype=np.int64))
        self.column.append(column.ravel().astype(np.int32))
        self.value.append(np.broadcast_to(value, column.shape).ravel().astype("float64"))


class Layout:
    """Columns and rows of the master problem.

    Columns: ``u[option, year]`` (the building has this option or a higher one in this year; 0 or 1), then
    ``theta[sector, year]`` (people served beyond existing Wi-Fi), then ``done[activity, year]`` (nothing is
    left to spend there). Nothing is taken away again, so that u never falls from year to year, and what a year spends
    is the sum of the rises of u times what an option costs beyond the one before.

    Notes
    -----
    A floor is ``spent >= min(floor, left)``, left as ``Instance.left`` defines it. Since a sector can never spend more
    than what is left, ``spent >= left`` says that every building ready in that year has its dearest tier, so that with
    ``done`` from 0 to 1::

        spent >= floor * (1 - done)        done <= u[dearest option, year] of every such building

    is exact without any large constant, and ``done`` needs no whole numbers: above 0 it makes every such u equal to 1,
    and then all that was left is spent.
    """

    def __init__(self, instance: Instance, rules: Rules, most: np.ndarray) -> None:
        """Lay out the problem; ``most`` is what each statistical sector can be served at the most."""
        self.instance, self.rules = instance, rules
        self.options, self.years, self.groups = len(instance.capex), len(instance.programme.years), len(instance.groups)
        self.thetas = self.options * self.years
        self.dones = self.thetas + self.groups * self.years
        self._every = np.arange(self.options)
        self._begin = instance.first[:-1]
        self._done_for_sure = np.zeros((len(instance.activities), self.years), dtype=bool)
        self._rows = _Rows()
        self._chains()
        self._money()
        self._floors()
        self._districts()
        self.model = self._model(most)

    def u(self, option: np.ndarray, year: int) -> np.ndarray:
        """Return the columns of having options in a year."""
        return np.asarray(option) + year * self.options

    def theta(self, group: np.ndarray | int, year: int) -> np.ndarray:
        """Return the columns of what is served in statistical sectors in a year."""
        return self.thetas + year * self.groups + np.atleast_1d(np.asarray(group))

    def cut_rows(self, cuts: Iterable[Cut]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Return cuts as rows: upper bounds, starts, columns and values."""
        cuts = list(cuts)
        column = [np.r_[self.theta(cut.group, cut.year), self.u(cut.option, cut.year)] for cut in cuts]
        value = [np.r_[1.0, -cut.coefficient] for cut in cuts]
        start = np.cumsum([0, *(len(part) for part in column[:-1])]).astype(np.int32)
        upper = np.array([cut.constant for cut in cuts])
        return upper, start, np.concatenate(column).astype(np.int32), np.concatenate(value)

    def levels_of(self, point: np.ndarray) -> np.ndarray:
        """Return u, shape (years, options), of the columns of a point."""
        return point[: self.thetas].reshape(self.years, self.options)

    def point_of(self, state: np.ndarray, served: np.ndarray) -> np.ndarray:
        """Return the columns of a plan: its state, and what it serves beyond existing Wi-Fi (years, sectors)."""
        left = self.instance.left(state, self.rules.excluded)
        done = self.instance.by_activity(self.instance.spending(state)) >= left
        return np.r_[level_of(self.instance, state).ravel(), served.ravel(), done.ravel()].astype("float64")

    def frugal(self) -> np.ndarray:
        """Return an objective that spares what the rules limit: each euro counts by its part of its limit."""
        cost = np.zeros(len(self.model.col_cost_))
        limits = np.where(self.rules.budget < UNLIMITED, self.rules.budget, 0)
        for year in range(self.years):
            if limits[year]:
                column, value = self._spent(year, self._every)
                np.add.at(cost, column, -value * THOUSAND_EUR / limits[year])
            if 0 < self.rules.opex_ceiling < UNLIMITED:
                cost[self.u(self._every, year)] -= (
                    self._step(self.instance.opex, 0) * THOUSAND_EUR / self.rules.opex_ceiling
                )
        return cost

    def _chains(self) -> None:
        """Nothing is taken away again, and a building has a higher option no sooner than the lower ones."""
        higher = np.setdiff1d(self._every, self._begin)
        for year in range(self.years):
            if year:
                stays = np.c_[self.u(self._every, year), self.u(self._every, year - 1)]
                self._rows.block(0, np.inf, stays, np.array([1.0, -1.0]))
            below = np.c_[self.u(higher - 1, year), self.u(higher, year)]
            self._rows.block(0, np.inf, below, np.array([1.0, -1.0]))

    def _step(self, amounts: np.ndarray, once: np.ndarray | int) -> np.ndarray:
        """Return what each option takes beyond the one before, in thousand euros; ``once`` is added to the first."""
        step = np.diff(amounts, prepend=0)
        step[self._begin] = amounts[self._begin] + once
        return step / THOUSAND_EUR

    def _spent(self, year: int, options: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return columns and values of what options take in a year, in thousand euros: what is new in it is paid."""
        step = self._step(self.instance.capex, self.instance.entry[:, year])[options]
        if not year:
            return self.u(options, 0), step
        return np.r_[self.u(options, year), self.u(options, year - 1)], np.r_[step, -step]

    def _money(self) -> None:
        rules = self.rules
        for year in range(self.years):
            limit = int(rules.available[year] if rules.carry_over else rules.budget[year])
            if limit < UNLIMITED:
                parts = [self._spent(each, self._every) for each in (range(year + 1) if rules.carry_over else [year])]
                column, value = self._summed(parts)
                self._rows.one(-np.inf, limit / THOUSAND_EUR + HALF_CENT, column, value)
        if rules.opex_ceiling < UNLIMITED:
            column, step = self.u(self._every, self.years - 1), self._step(self.instance.opex, 0)
            self._rows.one(-np.inf, rules.opex_ceiling / THOUSAND_EUR + HALF_CENT, column, step)

    def _summed(self, parts: Iterable[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
        """Return terms with one entry a column: what one year pays and the next takes back is added up."""
        total = np.zeros(self.thetas)
        for column, value in parts:
            np.add.at(total, column, value)
        column = np.flatnonzero(total)
        return column, total[column]

    def _floors(self) -> None:
        instance = self.instance
        top = instance.at_level(instance.capex, instance.levels)
        dearest = self._begin + np.array(
            [
                np.searchsorted(instance.capex[begin:end], instance.capex[end - 1])
                for begin, end in zip(instance.first[:-1], instance.first[1:], strict=True)
            ],
            dtype=np.int64,
        )
        for activity, year in np.argwhere(self.rules.floor > 0):
            whole = top + instance.entry[:, year]
            owed = (instance.site_activity == activity) & instance.ready[:, year] & ~self.rules.excluded & (whole > 0)
            if not owed.any():
                continue
            floor, done = int(self.rules.floor[activity, year]), self.dones + activity * self.years + year
            own = np.flatnonzero(instance.site_activity[instance.option_site] == activity)
            share = floor / THOUSAND_EUR
            column, value = self._spent(year, own)
            self._rows.one(share - HALF_CENT, np.inf, np.r_[column, done], np.r_[value, share])
            has = self.u(dearest[owed], year)
            self._rows.block(0, np.inf, np.c_[has, np.full(len(has), done)], np.array([1.0, -1.0]))
            # Where all possible purchases together fall short of the floor, all of them must be made.
            self._done_for_sure[activity, year] = int(whole[owed].sum()) < floor

    def _districts(self) -> None:
        instance = self.instance
        for area, least in enumerate(self.rules.area_least):
            groups = np.unique(instance.group[instance.area == area])
            wanted = (int(least) - int(instance.area_already[area])) / UNIT
            if wanted > 0:
                column = self.theta(groups, self.years - 1)
                self._rows.one(wanted - 1e-7, np.inf, column, np.ones(len(column)))

    def _model(self, most: np.ndarray) -> highspy.HighsLp:
        instance, rows = self.instance, self._rows
        columns = self.dones + len(instance.activities) * self.years
        cost, low, high = np.zeros(columns), np.zeros(columns), np.ones(columns)
        low[self.dones :] = self._done_for_sure.ravel()
        worth = worth_of_thousand_eur(instance)
        for year, weight in enumerate(instance.programme.weights):
            theta = self.theta(np.arange(self.groups), year)
            cost[theta], high[theta] = weight, most
            shut = ~instance.ready[:, year] | self.rules.excluded
            # A building that is not ready yet cannot have any option.
            high[self.u(np.flatnonzero(shut[instance.option_site]), year)] = 0
            column, value = self._spent(year, self._every)
            np.add.at(cost, column, -worth * value)
        low[self.u(self._begin[self.rules.forced], self.years - 1)] = 1
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = columns, int(sum(len(part) for part in rows.low))
        model.sense_ = highspy.ObjSense.kMaximize
        model.col_cost_, model.col_lower_, model.col_upper_ = cost, low, high
        model.row_lower_, model.row_upper_ = np.concatenate(rows.low), np.concatenate(rows.high)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.r_[0, np.cumsum(np.concatenate(rows.count))].astype(np.int32)
        model.a_matrix_.index_, model.a_matrix_.value_ = np.concatenate(rows.column), np.concatenate(rows.value)
        return model


def level_of(instance: Instance, state: np.ndarray) -> np.ndarray:
    """Return which options a plan has in each year, 0 or 1, shape (years, options)."""
    level = np.arange(len(instance.capex)) - instance.first[instance.option_site] + 1
    return (level[None, :] <= state.T[:, instance.option_site]).astype("float64")


def state_of(instance: Instance, level: np.ndarray) -> np.ndarray:
    """Return the plan of options that are there or not, shape (buildings, years); the inverse of ``level_of``."""
    state = np.zeros(instance.shape, dtype=np.int64)
    np.add.at(state, instance.option_site, np.rint(level).astype(np.int64).T)
    return state
