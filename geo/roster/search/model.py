"""The roster as a linear model: pairs by door and slot, help from doors to classes, helpers by half-day."""

from itertools import combinations

import numpy as np
from scipy import sparse

from geo.roster.instance import Instance
from geo.roster.need import UNIT
from geo.roster.rules import floors_of, sums_of
from geo.roster.search.coarse import Coarse
from geo.solving import linear_problem

STRONG_SHARE = 0.05
"""A class with more need than this share of what a pair gives has a strong link to every door; the others have one over
all their doors. More links prove little more and take the solver much longer."""


class Model:
    """A roster written out whole.

    Columns: pairs by door and slot, pairs by half-day (both whole); then pairs by door and half-day, helpers by group
    and half-day (only where helpers may not always leave), help from doors and from places that are there to classes.

    Notes
    -----
    ``sum_s v[n, s] <= need_n``; for every set T of profiles and door s ``sum_{n of T} v[n, s] <= Q sum_a U[s, a]`` over
    the slots a in which some of T can come (that is all a flow asks for: max-flow min-cut at the door); strong links
    ``v[n, s] <= need_n sum_a U[s, a]`` and ``sum_s v[n, s] <= need_n sum_s,a U[s, a]``. Rules are rows. Where the
    fairest roster is asked for, one more column is the share of its need that every area has, and it is what counts.
    """

    def __init__(self, instance: Instance, classes: Coarse, *, fairest: bool = False) -> None:
        self.instance, self.classes = instance, classes
        self.doors, self.slots = instance.most.shape
        self.half_days = instance.open.shape[1]
        self.limited = helpers_are_limited(instance)
        groups = len(instance.group_sessions)
        self.pairs = self.doors * self.slots
        self.wholes = self.pairs + (self.half_days if self.limited else 0)
        self._y = self.wholes
        self._f = self._y + (self.doors * self.half_days if self.limited else 0)
        self._v = self._f + (groups * self.half_days if self.limited else 0)
        self._near, self._there = sparse.coo_array(classes.doors), sparse.coo_array(classes.existing)
        self._x = self._v + self._near.nnz
        self.columns = self._x + self._there.nnz + fairest
        self.need = classes.amount / UNIT
        self._rows: list[sparse.csr_array] = []
        self._low: list[np.ndarray] = []
        self._high: list[np.ndarray] = []
        self._help()
        self._links()
        self._helpers()
        self._rules()
        worth = np.zeros(self.columns)
        worth[self._v :] = 1
        if fairest:
            self._share_of_areas()
            worth[:-1] = 0
        self.lp = linear_problem(
            worth,
            np.zeros(self.columns),
            self._most(),
            sparse.csr_array(sparse.vstack(self._rows, format="csr")),
            np.concatenate(self._low),
            np.concatenate(self._high),
        )

    def point_of(self, used: np.ndarray, by_half_day: np.ndarray) -> np.ndarray:
        """Return the whole columns of a roster: the solver fills in the others."""
        point = np.zeros(self.columns)
        point[: self.pairs] = used.ravel()
        if self.limited:
            point[self.pairs : self.wholes] = by_half_day
        return point

    def roster_of(self, point: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
        """Return pairs by door and slot, and by half-day where the model knows them."""
        used = np.rint(point[: self.pairs]).astype(np.int64).reshape(self.doors, self.slots)
        days = np.rint(point[self.pairs : self.wholes]).astype(np.int64) if self.limited else None
        return used, days

    def _most(self) -> np.ndarray:
        instance = self.instance
        most = np.zeros(self.columns)
        most[: self.pairs] = instance.most.ravel()
        if self.limited:
            most[self.pairs : self.wholes] = instance.pairs
            at_once = instance.doors["pairs_at_once"].to_numpy()[:, None]
            most[self._y : self._f] = (instance.open * at_once).ravel()
            most[self._f : self._v] = (instance.group_leaves * instance.group_helpers[:, None]).ravel()
        most[self._v : self._x] = self.need[self._near.row]
        most[self._x : self._x + self._there.nnz] = self.need[self._there.row]
        most[self._x + self._there.nnz :] = 1
        return most

    def _add(
        self, row: np.ndarray, column: np.ndarray, value: np.ndarray, low: float | np.ndarray, high: float | np.ndarray
    ) -> None:
        """Add rows given by entries; bounds are one for all or one each."""
        bounds = [len(each) for each in (low, high) if isinstance(each, np.ndarray)]
        count = bounds[0] if bounds else int(np.max(row, initial=-1)) + 1
        if count:
            self._rows.append(sparse.csr_array((value, (row, column)), shape=(count, self.columns)))
            self._low.append(np.broadcast_to(np.asarray(low, float), count))
            self._high.append(np.broadcast_to(np.asarray(high, float), count))

    def _u(self, door: np.ndarray, slot: int) -> np.ndarray:
        return door * self.slots + slot

    def _help(self) -> None:
        """Nobody is helped more than they need, and nobody helps more than there is time for."""
        instance, near, there = self.instance, self._near, self._there
        v, x = self._v + np.arange(near.nnz), self._x + np.arange(there.nnz)
        self._add(np.r_[near.row, there.row], np.r_[v, x], np.ones(len(v) + len(x)), -np.inf, self.need)
        every = np.arange(self.doors)
        for slots, profiles in closed_sets(instance.comes):
            own = np.isin(self.classes.profile[near.row], profiles)
            row = np.concatenate([near.col[own], *(every for _ in slots)])
            column = np.concatenate([v[own], *(self._u(every, slot) for slot in slots)])
            value = np.r_[np.ones(int(own.sum())), np.full(self.doors * len(slots), -instance.per_pair / UNIT)]
            self._add(row, column, value, -np.inf, np.zeros(self.doors))
            own = np.isin(self.classes.profile[there.row], profiles)
            room = instance.existing_helps[:, list(slots)].sum(axis=1) / UNIT
            self._add(there.col[own], x[own], np.ones(int(own.sum())), -np.inf, room)
        self._add(np.zeros(self.pairs, int), np.arange(self.pairs), np.ones(self.pairs), -np.inf, self.instance.pairs)

    def _links(self) -> None:
        """Without a pair there is no help: what a fraction of a pair gives is no more than that fraction of a need."""
        near, profile = self._near, self.classes.profile
        v = self._v + np.arange(near.nnz)
        strong = np.flatnonzero(self.need[near.row] > STRONG_SHARE * self.instance.per_pair / UNIT)
        for entry, row in ((np.arange(near.nnz), near.row), (strong, np.arange(len(strong)))):
            label = row
            parts = [(label, v[entry], np.ones(len(entry)))]
            for slot in range(self.slots):
                own = self.instance.comes[slot][profile[near.row[entry]]]
                parts.append((label[own], self._u(near.col[entry[own]], slot), -self.need[near.row[entry[own]]]))
            rows, columns, values = (np.concatenate(each) for each in zip(*parts, strict=True))
            if len(entry):
                self._add(rows, columns, values, -np.inf, 0.0)

    def _helpers(self) -> None:
        """Pairs in half-days are those at the doors, and two helpers come for each."""
        if not self.limited:
            return
        instance, days = self.instance, self.half_days
        y = self._y + np.arange(self.doors * days).reshape(self.doors, days)
        f = self._f + np.arange(len(instance.group_sessions) * days).reshape(-1, days)
        every = np.arange(self.doors)
        for slot, members in enumerate(instance.slots):
            own = y[:, list(members)]
            row = np.r_[np.repeat(every, own.shape[1]), every]
            value = np.r_[np.ones(own.size), -np.ones(self.doors)]
            self._add(row, np.r_[own.ravel(), self._u(every, slot)], value, np.zeros(self.doors), 0.0)
        t, day = self.pairs + np.arange(days), np.arange(days)
        self._add(
            np.r_[np.tile(day, self.doors), day],
            np.r_[y.ravel(), t],
            np.r_[np.ones(y.size), -np.ones(days)],
            np.zeros(days),
            0.0,
        )
        self._add(
            np.r_[np.tile(day, len(f)), day],
            np.r_[f.ravel(), t],
            np.r_[np.ones(f.size), np.full(days, -2.0)],
            np.zeros(days),
            0.0,
        )
        group = np.repeat(np.arange(len(f)), days)
        self._add(group, f.ravel(), np.ones(f.size), -np.inf, instance.group_sessions.astype(float))

    def _rules(self) -> None:
        slot_of = {half_day: slot for slot, members in enumerate(self.instance.slots) for half_day in members}
        for each in sums_of(self.instance):
            slots = sorted({slot_of[int(half_day)] for half_day in each.half_days})
            column = np.concatenate([self._u(each.doors, slot) for slot in slots]).astype(np.int64)
            most = np.inf if each.most is None else float(each.most)
            self._add(np.zeros(len(column), int), column, np.ones(len(column)), np.array([float(each.least)]), most)
        floors = floors_of(self.instance)
        for area in np.flatnonzero(floors):
            v, x = (np.flatnonzero(self.classes.area[each.row] == area) for each in (self._near, self._there))
            column = np.r_[self._v + v, self._x + x]
            # A hair less than the floor, which is in whole units.
            low = np.array([floors[area] / UNIT - 1e-7])
            self._add(np.zeros(len(column), int), column, np.ones(len(column)), low, np.inf)

    def _share_of_areas(self) -> None:
        """Every area has the share in the last column at least."""
        near, there, total = self._near, self._there, self.instance.need.area_total / UNIT
        area = np.r_[self.classes.area[near.row], self.classes.area[there.row]]
        inside, asked = np.flatnonzero(area >= 0), np.flatnonzero(total)
        row = np.r_[area[inside], asked]
        column = np.r_[self._v + inside, np.full(len(asked), self.columns - 1)]
        self._add(row, column, np.r_[np.ones(len(inside)), -total[asked]], np.zeros(len(total)), np.inf)


def columns_of(instance: Instance, classes: Coarse) -> int:
    """Return how many columns a model has, without writing it out."""
    doors, slots = instance.most.shape
    days, groups = instance.open.shape[1], len(instance.group_sessions)
    helpers = days * (1 + doors + groups) if helpers_are_limited(instance) else 0
    return doors * slots + helpers + classes.doors.nnz + classes.existing.nnz


def helpers_are_limited(instance: Instance) -> bool:
    """Say whether helpers may be too few in some half-day though there are enough in the week."""
    return not instance.group_leaves.all() or bool((instance.sources["each"] > 1 + 1e-9).any())


def closed_sets(comes: np.ndarray) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Return the sets of slots in which somebody of some profiles can come, each with all profiles that come only then.

    Parameters
    ----------
    comes
        Whether each profile can come, slots x profiles.
    """
    found: dict[tuple[int, ...], tuple[int, ...]] = {}
    profiles = range(comes.shape[1])
    for size in range(1, comes.shape[1] + 1):
        for some in combinations(profiles, size):
            there = comes[:, list(some)].any(axis=1)
            slots = tuple(np.flatnonzero(there).tolist())
            found[slots] = tuple(each for each in profiles if not (comes[:, each] & ~there).any())
    return list(found.items())
