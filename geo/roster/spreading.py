"""How long an area is without an open door: half-days changed inside their slots until it is as short as can be."""

import numpy as np
from scipy import sparse

from geo.roster.instance import Instance
from geo.roster.search.model import helpers_are_limited
from geo.solving import Problem, linear_problem

WEEK_MIN = 7 * 24 * 60

LIMIT_S = 10.0
"""Seconds for one question to the solver at the most; these problems take thousandths of one."""


def gaps_min(instance: Instance) -> np.ndarray:
    """Return the minutes from the end of each half-day to the beginning of each, half-days x half-days.

    A week follows itself. From a half-day to itself it is the rest of the week.
    """
    windows = np.array([instance.roster.window(each) for each in instance.roster.half_days])
    return (windows[None, :, 0] - windows[:, None, 1]) % WEEK_MIN


def longest_gaps_h(instance: Instance, pairs: np.ndarray) -> np.ndarray:
    """Return the longest time without an open door of each area, in hours; infinite where no door ever is."""
    gaps, found = gaps_min(instance), np.full(len(instance.need.area_names), np.inf)
    for area in range(len(found)):
        open_then = np.flatnonzero(pairs[instance.door_area == area].sum(axis=0))
        if len(open_then):
            found[area] = gaps[np.ix_(open_then, open_then)].min(axis=1).max() / 60
    return found


def spread(instance: Instance, pairs: np.ndarray) -> np.ndarray:
    """Change half-days inside their slots until the longest time without an open door is shortest, area by area.

    Returns
    -------
    Pairs, doors x half-days: at the same doors, as many in each slot.

    Notes
    -----
    After every open half-day another one begins within G: this is asked of a small problem in whole numbers, and the
    least G for which it has a solution is found by halving. Of equal solutions the one with most open half-days. Areas
    that share helpers who may not always leave come one after the other, each beside the others as they are.
    """
    gaps, pairs = gaps_min(instance), pairs.copy()
    limited = helpers_are_limited(instance)
    for area in range(len(instance.need.area_names)):
        doors = np.flatnonzero((instance.door_area == area) & (pairs.sum(axis=1) > 0))
        if len(doors):
            pairs[doors], _ = _shortest(instance, pairs, doors, gaps, limited=limited)
    return pairs


def proven_gaps(instance: Instance, pairs: np.ndarray) -> np.ndarray:
    """Say of each area whether its gap is proven to be the shortest with these doors and slots (bool).

    Without regard to helpers: where these would allow a shorter one and the area has a longer one, nothing is proven.
    """
    gaps, proven = gaps_min(instance), np.ones(len(instance.need.area_names), dtype=bool)
    for area in range(len(proven)):
        doors = np.flatnonzero((instance.door_area == area) & (pairs.sum(axis=1) > 0))
        if len(doors):
            alone, sure = _shortest(instance, pairs, doors, gaps, limited=False)
            proven[area] = sure and _longest(alone, gaps) == _longest(pairs[doors], gaps)
    return proven


def _longest(pairs: np.ndarray, gaps: np.ndarray) -> int:
    open_then = np.flatnonzero(pairs.sum(axis=0))
    return int(gaps[np.ix_(open_then, open_then)].min(axis=1).max())


def _shortest(
    instance: Instance, pairs: np.ndarray, doors: np.ndarray, gaps: np.ndarray, *, limited: bool
) -> tuple[np.ndarray, bool]:
    """Return pairs at the doors of one area with the shortest longest gap, and whether it is proven."""
    problem = _Problem(instance, pairs, doors, gaps, limited=limited)
    best = pairs[doors]
    steps = np.unique(gaps)
    low, high = 0, int(np.searchsorted(steps, _longest(best, gaps)))
    sure = True
    first = problem.within(int(steps[high]))
    if first is not None:
        best = first
    while low < high:
        middle = (low + high) // 2
        found = problem.within(int(steps[middle]))
        if found is None:
            low, sure = middle + 1, sure and problem.decided
        else:
            best, high = found, min(middle, int(np.searchsorted(steps, _longest(found, gaps))))
    return best, sure


class _Problem:
    """Columns: whether a half-day is open, pairs by door and half-day, helpers by group and half-day if limited."""

    def __init__(
        self, instance: Instance, pairs: np.ndarray, doors: np.ndarray, gaps: np.ndarray, *, limited: bool
    ) -> None:
        self.instance, self.gaps = instance, gaps
        days, count = pairs.shape[1], len(doors)
        self.days, self.shape = days, (count, days)
        at_once = instance.doors["pairs_at_once"].to_numpy()[doors]
        room = instance.open[doors] * at_once[:, None]
        groups = len(instance.group_sessions) if limited else 0
        self.wholes = days + count * days
        self.columns = self.wholes + groups * days
        y = days + np.arange(count * days).reshape(count, days)
        self.entries = list[tuple[np.ndarray, np.ndarray]]()
        self.low, self.high = list[float](), list[float]()
        for row in range(count):
            for slot in instance.slots:
                there = float(pairs[doors[row], list(slot)].sum())
                self._add(y[row, list(slot)], 1.0, there, there)
        for day in range(days):
            # Open only where somebody is, and nobody where it is not open.
            self._add(np.r_[y[:, day], day], np.r_[np.ones(count), -1.0], 0.0, np.inf)
            self._add(np.r_[y[:, day], day], np.r_[np.ones(count), -float(room[:, day].sum())], -np.inf, 0.0)
        most = np.r_[np.ones(days), room.ravel()]
        if limited:
            f = self.wholes + np.arange(groups * days).reshape(groups, days)
            others = pairs.sum(axis=0) - pairs[doors].sum(axis=0)
            for day in range(days):
                value = np.r_[np.ones(groups), np.full(count, -2.0)]
                self._add(np.r_[f[:, day], y[:, day]], value, 2.0 * others[day], 2.0 * others[day])
            for group in range(groups):
                self._add(f[group], 1.0, -np.inf, float(instance.group_sessions[group]))
            most = np.r_[most, (instance.group_leaves * instance.group_helpers[:, None]).ravel()]
        self.most = most
        self.decided = True

    def _add(self, column: np.ndarray, value: float | np.ndarray, low: float, high: float) -> None:
        self.entries.append((np.asarray(column), np.broadcast_to(value, (len(column),)).astype(float)))
        self.low.append(low)
        self.high.append(high)

    def within(self, gap: int) -> np.ndarray | None:
        """Return pairs of which no gap is longer; None when there are none, or time was up (``decided`` is False)."""
        kept = len(self.entries)
        for day in range(self.days):
            soon = np.flatnonzero(self.gaps[day] <= gap)
            # After itself a half-day begins again a week later: it may then be the only one.
            column, value = np.r_[soon, day], np.r_[np.ones(len(soon)), -1.0]
            self._add(column, value, 0.0, np.inf)
        # A hair for the order of half-days, so that equal choices fall alike.
        worth = np.zeros(self.columns)
        worth[: self.days] = 1 - 1e-4 * np.arange(self.days)
        column, value = (np.concatenate(part) for part in zip(*self.entries, strict=True))
        row = np.repeat(np.arange(len(self.entries)), [len(each) for each, _ in self.entries])
        rows = sparse.csr_array((value, (row, column)), shape=(len(self.entries), self.columns))
        low, high = np.array(self.low), np.array(self.high)
        del self.entries[kept:], self.low[kept:], self.high[kept:]
        model = linear_problem(worth, np.zeros(self.columns), self.most, rows, low, high)
        problem = Problem(model, self.instance.roster.seed)
        problem.make_whole(self.wholes, whole=True)
        run = problem.whole(lambda: False, LIMIT_S, lambda _run: None)
        if not len(run.point):
            self.decided = self.decided and run.status == "infeasible"
            return None
        pairs = run.point[self.days : self.wholes]
        return np.rint(pairs).astype(np.int64).reshape(self.shape)
