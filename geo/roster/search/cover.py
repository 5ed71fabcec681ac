"""A bound on large rosters: who is near a pair at all, and what pairs can give only where a point exceeds it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import breadth_first_order, connected_components, maximum_flow

from geo.roster.instance import Instance
from geo.roster.need import UNIT
from geo.roster.rules import floors_of, sums_of
from geo.roster.search.coarse import Coarse
from geo.roster.search.model import closed_sets
from geo.solving import Control, Problem, linear_problem

Aim = Literal["help", "shortfall", "share"]
"""What a bound is of: the help of all; minus what floors lack together, in helps a week; the share of its need that
every area has, floors aside."""

SLOTS_COMBINED = 6
"""With so many slots at the most, helpers are counted for every set of slots; else for each slot and for all."""

ROUNDS = 6
"""Times at the most that what pairs give is looked at."""

FINE = 1e6
"""Parts of a help in which flows are counted to see where pairs would give more than they can."""

ENOUGH = 1e-3
"""Share of a bound that another round could take away at the most, below which none is begun."""


LEAST_LOWER = 0.1
"""Share of what pairs could not give by which a round must lower the bound for the next to begin: a bound that stays
where it was is reached by other points as well."""


@dataclass(frozen=True)
class Bound:
    """What no roster exceeds, help that is there included; -inf where no roster keeps the rules.

    ``used``: pairs by door and slot in a point that reaches it, in fractions; empty where there is none.
    """

    most: float
    used: np.ndarray


class Cover:
    """The problem of ``geo.roster.search.model.Model`` without saying which door helps whom, for one of three aims.

    Columns: pairs by door and slot, help from doors by class, help from places that are there to classes; then what
    each area lacks of its floor, or the share of its need that every area has, where that is what is aimed at.

    Notes
    -----
    Help that can flow from doors to classes without any limit on an arc is, by max-flow min-cut, what keeps for every
    set W of classes ``sum_{n of W} z_n <= Q sum U[s, a]`` over the doors s near W and the slots a in which somebody of
    W near s can come. Such rows come in where a point breaks them; all points of rosters keep them, so that with some
    of them it is a bound too. Helpers: over any half-days, no group of workplaces gives more sessions than it has.
    """

    def __init__(self, instance: Instance, classes: Coarse, aim: Aim = "help") -> None:
        self.instance, self.classes, self.aim = instance, classes, aim
        self.doors, self.slots = instance.most.shape
        self._near, self._there = sparse.coo_array(classes.doors), sparse.coo_array(classes.existing)
        self._near_of = classes.doors.tocsr()
        self.need = classes.amount / UNIT
        self._z = self.doors * self.slots
        self._x = self._z + len(self.need)
        self._own = self._x + self._there.nnz
        own = {"help": np.empty(0), "shortfall": floors_of(instance) / UNIT, "share": np.ones(1)}[aim]
        self.columns = self._own + len(own)
        self._rows: list[sparse.csr_array] = []
        self._low: list[np.ndarray] = []
        self._high: list[np.ndarray] = []
        self._help()
        self._helpers()
        self._rules()
        self._areas()
        worth = np.zeros(self.columns)
        worth[self._z if aim == "help" else self._own :] = -1 if aim == "shortfall" else 1
        most = np.r_[instance.most.ravel(), self.need, self.need[self._there.row], own].astype(np.float64)
        rows = sparse.csr_array(sparse.vstack(self._rows, format="csr"))
        self.lp = linear_problem(
            worth, np.zeros(self.columns), most, rows, np.concatenate(self._low), np.concatenate(self._high)
        )

    def bounds(self, control: Control, seconds: float) -> Iterator[Bound]:
        """Yield a bound, then lower ones as rows come in, as long as that helps and there is time."""
        began, problem = control.clock(), Problem(self.lp, self.instance.roster.seed)
        least, excess = np.inf, np.inf
        for _ in range(ROUNDS):
            left = seconds - (control.clock() - began)
            run = problem.inner(left) if left > 0 and not control.stop() else None
            if run is not None and run.status == "infeasible":
                yield Bound(-np.inf, np.empty(0))
            if run is None or not len(run.point):
                return
            lower, least = least - run.bound, min(least, run.bound)
            yield Bound(least, run.point[: self._z].reshape(self.doors, self.slots))
            if np.isfinite(lower) and lower < LEAST_LOWER * excess:
                return
            excess, cuts = self._exceeded(run.point)
            if excess <= ENOUGH * max(least, 1) or not cuts:
                return
            columns, values = [each for each, _ in cuts], [each for _, each in cuts]
            problem.add_rows([np.zeros(len(cuts))], [np.array([len(each) for each in columns])], columns, values)

    def least(self, control: Control, seconds: float) -> float:
        """Return the lowest of the bounds; +inf when time was too short for any."""
        return min((each.most for each in self.bounds(control, seconds)), default=np.inf)

    def _add(self, row: np.ndarray, column: np.ndarray, value: np.ndarray, low: np.ndarray, high: np.ndarray) -> None:
        self._rows.append(sparse.csr_array((value, (row, column)), shape=(len(high), self.columns)))
        self._low.append(low)
        self._high.append(high)

    def _below(self, row: np.ndarray, column: np.ndarray, value: np.ndarray, high: np.ndarray) -> None:
        self._add(row, column, value, np.full(len(high), -np.inf), high.astype(np.float64))

    def _help(self) -> None:
        """Nobody is helped more than they need, nor without a pair near; all pairs together give what they can."""
        instance, near, there, profile = self.instance, self._near, self._there, self.classes.profile
        count = len(self.need)
        z, x = self._z + np.arange(count), self._x + np.arange(there.nnz)
        ones = np.ones(count + there.nnz)
        self._below(np.r_[np.arange(count), there.row], np.r_[z, x], ones, self.need)
        parts = [(np.arange(count), z, np.ones(count))]
        for slot in range(self.slots):
            own = instance.comes[slot][profile[near.row]]
            parts.append((near.row[own], near.col[own] * self.slots + slot, -self.need[near.row[own]]))
        row, column, value = (np.concatenate(each) for each in zip(*parts, strict=True))
        self._below(row, column, value, np.zeros(count))
        for slots, profiles in closed_sets(instance.comes):
            own = np.isin(profile[there.row], profiles)
            room = instance.existing_helps[:, list(slots)].sum(axis=1) / UNIT
            self._below(there.col[own], x[own], np.ones(int(own.sum())), room)
            members = np.flatnonzero(np.isin(profile, profiles))
            pairs = np.concatenate([np.arange(self.doors) * self.slots + slot for slot in slots])
            value = np.r_[np.ones(len(members)), np.full(len(pairs), -instance.per_pair / UNIT)]
            self._below(np.zeros(len(value), int), np.r_[z[members], pairs], value, np.zeros(1))

    def _helpers(self) -> None:
        """In any slots there are no more pairs than helpers who may come then."""
        instance, every = self.instance, tuple(range(self.slots))
        sizes = every if self.slots <= SLOTS_COMBINED else (0, self.slots - 1)
        for size in sizes:
            for some in combinations(every, size + 1):
                half_days = [each for slot in some for each in instance.slots[slot]]
                times = instance.group_leaves[:, half_days].sum(axis=1) * instance.group_helpers
                most = min(instance.pairs, int(np.minimum(times, instance.group_sessions).sum()) // 2)
                column = np.concatenate([np.arange(self.doors) * self.slots + slot for slot in some])
                self._below(np.zeros(len(column), int), column, np.ones(len(column)), np.array([most]))

    def _rules(self) -> None:
        instance = self.instance
        slot_of = {half_day: slot for slot, members in enumerate(instance.slots) for half_day in members}
        for each in sums_of(instance):
            slots = sorted({slot_of[int(half_day)] for half_day in each.half_days})
            column = np.concatenate([each.doors * self.slots + slot for slot in slots]).astype(np.int64)
            most = np.inf if each.most is None else float(each.most)
            bounds = np.array([float(each.least)]), np.array([most])
            self._add(np.zeros(len(column), int), column, np.ones(len(column)), *bounds)

    def _areas(self) -> None:
        """Every area has its floor, or lacks what its own column says; or every area has one share of its need."""
        instance, total = self.instance, self.instance.need.area_total
        floors = np.zeros_like(total) if self.aim == "share" else floors_of(instance)
        for area in np.flatnonzero(total if self.aim == "share" else floors):
            z, x = np.flatnonzero(self.classes.area == area), self.classes.area[self._there.row] == area
            column = np.r_[self._z + z, self._x + np.flatnonzero(x)]
            value = np.ones(len(column))
            if self.aim != "help":
                column = np.r_[column, self._own + (area if self.aim == "shortfall" else 0)]
                value = np.r_[value, 1 if self.aim == "shortfall" else -total[area] / UNIT]
            # A hair less than the floor, which is in whole units.
            low = np.array([floors[area] / UNIT - 1e-7])
            self._add(np.zeros(len(column), int), column, value, low, np.array([np.inf]))

    def _exceeded(self, point: np.ndarray) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
        """Return how much more help a point takes from doors than they can give, and rows that forbid it."""
        used = np.clip(point[: self._z].reshape(self.doors, self.slots), 0, None)
        wanted = np.floor(np.clip(point[self._z : self._x], 0, None) * FINE).astype(np.int64)
        gives = np.ceil(used * self.instance.per_pair / UNIT * FINE).astype(np.int64)
        door, slot = np.nonzero(gives)
        arcs = (wanted[self._near.row] > 0) & (gives.sum(axis=1)[self._near.col] > 0)
        row, col = self._near.row[arcs], self._near.col[arcs]
        profile, profiles = self.classes.profile, self.instance.comes.shape[1]
        first_group = 1 + self.doors * self.slots
        first_class = first_group + self.doors * profiles
        sink = first_class + len(wanted)
        pair, group = np.nonzero(self.instance.comes[slot])
        supply, free = 1 + door * self.slots + slot, np.iinfo(np.int32).max
        needed = np.flatnonzero(wanted)
        tail = [np.zeros(len(door), int), supply[pair], first_group + col * profiles + profile[row]]
        head = [supply, first_group + door[pair] * profiles + group, first_class + row]
        room = [gives[door, slot], np.full(len(pair), free), np.full(len(row), free), wanted[needed]]
        tail.append(first_class + needed)
        head.append(np.full(len(needed), sink))
        ends = np.concatenate(tail), np.concatenate(head)
        graph = sparse.csr_matrix((np.concatenate(room).astype(np.int32), ends), shape=(sink + 1, sink + 1))
        flow = maximum_flow(graph, 0, sink)
        excess = (int(wanted.sum()) - int(flow.flow_value)) / FINE
        left = sparse.csr_matrix(graph - flow.flow)
        left.data = np.maximum(left.data, 0)
        left.eliminate_zeros()
        reached = np.zeros(sink + 1, dtype=bool)
        reached[breadth_first_order(left, 0, return_predecessors=False)] = True
        short = needed[~reached[first_class + needed]]
        return excess, [self._row(members) for members in self._apart(short, row, col)]

    def _apart(self, short: np.ndarray, row: np.ndarray, col: np.ndarray) -> list[np.ndarray]:
        """Return classes in parts that share no door: each part makes a row of its own."""
        if not len(short):
            return []
        place = np.full(len(self.need), -1)
        place[short] = np.arange(len(short))
        own = place[row] >= 0
        size = len(short) + self.doors
        links = (np.ones(int(own.sum())), (place[row[own]], len(short) + col[own]))
        _, label = connected_components(sparse.csr_array(links, shape=(size, size)), directed=False)
        return [short[label[: len(short)] == each] for each in np.unique(label[: len(short)])]

    def _row(self, members: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return columns and values: what these classes get is no more than what pairs near them give."""
        near = sparse.coo_array(self._near_of[members])
        comes = self.instance.comes[:, self.classes.profile[members[near.row]]].T
        there = np.zeros((self.doors, self.slots), dtype=bool)
        np.logical_or.at(there, near.col, comes)
        pairs = np.flatnonzero(there)
        per_pair = self.instance.per_pair / UNIT
        return np.r_[self._z + members, pairs], np.r_[np.ones(len(members)), np.full(len(pairs), -per_pair)]
