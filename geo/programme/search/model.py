"""The Wi-Fi programme written out whole: every purchase, everybody served and every rule as a linear model."""

import highspy
import numpy as np

from geo.programme.instance.instance import PERSON, Instance
from geo.programme.rules import RULES, UNLIMITED, Rules
from geo.programme.search.classes import Classes
from geo.programme.search.layout import Layout
from geo.programme.search.levels import level_of
from geo.programme.search.worth import THOUSAND_EUR, worth_of_thousand_eur
from geo.settings import STEP


class Model(Layout):
    """A layout with all its rows and its objective.

    Notes
    -----
    A class of room r is served ``min(r, sum of gain * u)``: a row and a bound hold x below both, and at whole points it
    is exactly that. A class that one building reaches needs no column: what it is served is linear in u.
    """

    def __init__(self, instance: Instance, rules: Rules, classes: Classes | None) -> None:
        super().__init__(instance, rules, classes)
        self._chains()
        if classes is not None:
            self._coverage(classes)
        for each in RULES:
            each.rows(self)
        self.lp = self._assembled()

    def point_of(self, state: np.ndarray) -> np.ndarray:
        """Return all columns of a plan."""
        instance, classes = self.instance, self.classes
        parts = [level_of(instance, state).ravel()]
        if classes is not None:
            offered = classes.reach[classes.shared] @ instance.at_level(instance.served, state)
            parts.append((np.minimum(offered, classes.room[classes.shared, None]) / STEP).T.ravel())
        parts += [complete(state) for complete in self.completions]
        return np.concatenate(parts).astype("float64")

    def nearest_to(self, point: np.ndarray) -> np.ndarray:
        """Return an objective that asks for the plan nearest to a point between whole numbers.

        Each option counts by the people whom it would serve by itself: sum of people * (1 - abs(u - point)).
        """
        instance = self.instance
        people = instance.weight / PERSON @ instance.reach[:, instance.option_site] * self.step(instance.served, 0)
        weight = np.outer(instance.programme.weights, people).ravel()
        return np.r_[weight * (2 * point[: self.wholes] - 1), np.zeros(self.columns - self.wholes)]

    def frugal(self) -> np.ndarray:
        """Return an objective that spares what the rules limit: each euro counts by its part of its limit."""
        cost, rules = np.zeros(self.columns), self.rules
        limits = np.where(rules.budget < UNLIMITED, rules.budget, 0)
        for year in range(self.years):
            if limits[year]:
                column, value = self.spent(year, self.every)
                np.add.at(cost, column, -value * THOUSAND_EUR / limits[year])
            if 0 < rules.opex_ceiling < UNLIMITED:
                cost[self.u(self.every, year)] -= self.step(self.instance.opex, 0) * THOUSAND_EUR / rules.opex_ceiling
        return cost

    def _chains(self) -> None:
        """Nothing is taken away again, and a building has a higher option no sooner than the lower ones."""
        higher = np.setdiff1d(self.every, self.begin)
        for year in range(self.years):
            if year:
                stays = np.c_[self.u(self.every, year), self.u(self.every, year - 1)]
                self.rows.block(0, np.inf, stays, np.array([1.0, -1.0]))
            below = np.c_[self.u(higher - 1, year), self.u(higher, year)]
            self.rows.block(0, np.inf, below, np.array([1.0, -1.0]))
            # A building that is not ready yet cannot have any option.
            shut = ~self.instance.ready[:, year]
            self.high[self.u(np.flatnonzero(shut[self.instance.option_site]), year)] = 0

    def _coverage(self, classes: Classes) -> None:
        """Nobody is served more than buildings within reach offer: one row a shared class and year."""
        if not self.shared:
            return
        entry = np.flatnonzero(classes.place[classes.entry_class] >= 0)
        of = classes.place[classes.entry_class[entry]]
        count = np.bincount(of, minlength=self.shared) + 1
        head = np.cumsum(np.r_[0, count[:-1]])
        tail = np.ones(int(count.sum()), dtype=bool)
        tail[head] = False
        column, value = np.empty(len(tail), dtype=np.int64), np.ones(len(tail))
        value[tail] = -classes.gain[entry]
        for year in range(self.years):
            column[head], column[tail] = self.x(np.arange(self.shared), year), self.u(classes.entry_option[entry], year)
            self.rows.ragged(np.full(self.shared, -np.inf), np.zeros(self.shared), count, column.copy(), value)
            self.high[self.x(np.arange(self.shared), year)] = classes.room[classes.shared] / STEP

    def _costs(self) -> np.ndarray:
        """Return the objective: people served, weighted by year, less money's tiny worth."""
        cost, classes = np.zeros(self.columns), self.classes
        worth = worth_of_thousand_eur(self.instance)
        for year, weight in enumerate(self.instance.programme.weights):
            column, value = self.spent(year, self.every)
            np.add.at(cost, column, -worth * value)
            if classes is not None:
                alone = classes.place[classes.entry_class] < 0
                people = classes.weight[classes.entry_class[alone]] * classes.gain[alone]
                np.add.at(cost, self.u(classes.entry_option[alone], year), weight * people)
                cost[self.x(np.arange(self.shared), year)] = weight * classes.weight[classes.shared]
        return cost

    def _assembled(self) -> highspy.HighsLp:
        lp = highspy.HighsLp()
        lp.num_col_ = self.columns
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = self._costs(), self.low, self.high
        self.rows.into(lp)
        return lp
