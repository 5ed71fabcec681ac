"""A roster at once: the door and half-day that help most of those still without, one after the other."""

from collections.abc import Iterator

import numpy as np
from scipy import sparse

from geo.roster.instance import Instance
from geo.roster.rules import Sum, floors_of, sums_of
from geo.roster.supply import Supply
from geo.roster.transport import by_slot, help_by_class

NOISE = 0.2
"""By how much of itself help is disturbed at the most when other rosters are looked for."""

EXACT_EVERY = 5
"""After so many choices the help still missing is computed exactly; in between it is estimated."""


class Greedy:
    """Pairs chosen so far (doors x half-days), and the help each class still misses."""

    def __init__(self, instance: Instance, start: np.ndarray | None = None) -> None:
        self.instance = instance
        self.supply = Supply(instance)
        self.pairs = np.zeros(instance.open.shape, dtype=np.int64)
        self._near = sparse.csr_array(instance.need.near[: len(instance.doors)])
        self._room = instance.open * instance.doors["pairs_at_once"].to_numpy(dtype=np.int64)[:, None]
        # Helpers once refused are refused for good: pairs only come to those there are.
        self._refused = np.zeros(instance.open.shape[1], dtype=bool)
        self._slots = [np.array(slot) for slot in instance.slots]
        self._comes = instance.comes[:, instance.need.profile].T.astype(np.float64)
        self._caps = [each for each in sums_of(instance) if each.most is not None]
        self._slot_of = np.empty(instance.open.shape[1], dtype=np.int64)
        for slot, members in enumerate(instance.slots):
            self._slot_of[list(members)] = slot
        if start is not None:
            for door, half_day in zip(*np.nonzero(start), strict=True):
                for _ in range(start[door, half_day]):
                    self.put(int(door), int(half_day))
        self.count()

    def count(self) -> None:
        """Compute exactly what each class still misses."""
        self.by_class = help_by_class(self.instance, by_slot(self.instance, self.pairs))
        self.left = self.instance.need.amount - self.by_class
        self.total = float(self.by_class.sum())

    def fill(
        self,
        allowed: np.ndarray | None = None,
        weight: np.ndarray | None = None,
        most: int | None = None,
        noise: np.random.Generator | None = None,
    ) -> int:
        """Choose doors and half-days until nothing helps any more; return how many.

        Parameters
        ----------
        allowed
            Doors x half-days that may be chosen; all when None.
        weight
            What help is worth, by class; the same for all when None.
        most
            Choices at the most.
        noise
            Disturbs what choices seem to help, so that other rosters come about.
        """
        chosen = 0
        while (most is None or chosen < most) and self._best(allowed, weight, noise):
            chosen += 1
            if chosen % EXACT_EVERY == 0:
                self.count()
        if chosen % EXACT_EVERY:
            self.count()
        return chosen

    def _best(self, allowed: np.ndarray | None, weight: np.ndarray | None, noise: np.random.Generator | None) -> bool:
        worth = self.left if weight is None else self.left * weight
        around = self._near @ (worth[:, None] * self._comes)
        gain = np.minimum(around, self.instance.per_pair)
        if noise is not None:
            gain *= noise.uniform(1 - NOISE, 1 + NOISE, gain.shape)
        free = (self.pairs < self._room) & ~self._refused
        if allowed is not None:
            free &= allowed
        can = np.column_stack([free[:, slot].any(axis=1) for slot in self._slots])
        places = np.flatnonzero(can & (around > 0))
        for place in places[np.lexsort((-around.ravel()[places], -gain.ravel()[places]))]:
            door, slot = divmod(int(place), around.shape[1])
            if not self._refused[self._slots[slot]].all() and self.put_in_slot(door, slot, allowed):
                self._take_from(door, slot, weight)
                return True
        return False

    def put_in_slot(self, door: int, slot: int, allowed: np.ndarray | None = None) -> bool:
        """Add a pair at a door in a half-day of a slot in which fewest pairs are at doors; False when there is none."""
        for half_day in self._half_days(slot):
            if allowed is not None and not allowed[door, half_day]:
                continue
            if self.put(door, half_day):
                return True
        return False

    def _half_days(self, slot: int) -> Iterator[int]:
        members = self._slots[slot]
        busy = self.pairs[:, members].sum(axis=0)
        return (int(each) for each in members[np.argsort(busy, kind="stable")])

    def put(self, door: int, half_day: int) -> bool:
        """Add a pair at a door in a half-day; False, and nothing changed, when desks, rules or helpers forbid it."""
        if self.pairs[door, half_day] >= self._room[door, half_day] or self._refused[half_day]:
            return False
        for cap in self._caps:
            if door in cap.doors and cap.most is not None and self.pairs[cap.doors].sum() >= cap.most:
                return False
        if not self.supply.take(half_day):
            self._refused[half_day] = True
            return False
        self.pairs[door, half_day] += 1
        return True

    def _take_from(self, door: int, slot: int, weight: np.ndarray | None) -> None:
        """Estimate what is left: the pair helps everybody around in proportion."""
        row = self._near.indices[self._near.indptr[door] : self._near.indptr[door + 1]]
        here = self._comes[row, slot] * self.left[row]
        if weight is not None:
            here = here * (weight[row] > 0)
        whole = here.sum()
        if whole > 0:
            self.left[row] -= here * min(1.0, self.instance.per_pair / whole)


def greedy_roster(instance: Instance, start: np.ndarray | None = None, most: int | None = None) -> np.ndarray:
    """Return pairs at doors (doors x half-days): what rules ask for first, then the most help; it may break a rule.

    Parameters
    ----------
    instance
        What is decided on.
    start
        Pairs that are there already.
    most
        Pairs to add at the most; None for all there are.
    """
    greedy = Greedy(instance, start)
    keep_rules(greedy)
    _floors(greedy)
    greedy.fill(most=most)
    return greedy.pairs


def rounded(instance: Instance, used: np.ndarray, share: float) -> np.ndarray:
    """Return pairs at doors (doors x half-days) from fractions of pairs by door and slot, the largest first.

    A fraction counts from ``share`` on, and one that no helper is left for is left out.
    """
    greedy = Greedy(instance)
    for place in np.argsort(-used, axis=None, kind="stable"):
        door, slot = divmod(int(place), used.shape[1])
        for _ in range(int(used[door, slot] + 1 - share)):
            greedy.put_in_slot(door, slot)
    return greedy.pairs


def keep_rules(greedy: Greedy) -> None:
    """Add pairs until every rule on sums has what it asks for at the least."""
    # What asks for one half-day first: what asks for any may then be there already.
    for rule in sorted(sums_of(greedy.instance), key=lambda each: len(each.half_days) * len(each.doors)):
        if rule.least:
            _keep(greedy, rule)


def _keep(greedy: Greedy, rule: Sum) -> None:
    """Add pairs until a rule has what it asks for: first those that help, then any."""
    only = np.zeros(greedy.pairs.shape, dtype=bool)
    only[np.ix_(rule.doors, rule.half_days)] = True
    missing = rule.least - int(greedy.pairs[only].sum())
    if missing > 0:
        missing -= greedy.fill(only, most=missing)
    for door, half_day in zip(*np.nonzero(only & greedy.instance.open), strict=True):
        while missing > 0 and greedy.put(int(door), int(half_day)):
            missing -= 1
    greedy.count()


def _floors(greedy: Greedy) -> None:
    """Help the area farthest from its floor first, until every area has it."""
    instance, floors = greedy.instance, floors_of(greedy.instance)
    if not floors.any():
        return
    total = np.maximum(instance.need.area_total, 1)
    for _ in range(instance.pairs):
        given = np.zeros(len(floors), dtype=np.int64)
        inside = instance.need.area >= 0
        np.add.at(given, instance.need.area[inside], greedy.by_class[inside])
        short = np.where(given < floors, given / total, np.inf)
        for area in np.argsort(short, kind="stable"):
            if not np.isfinite(short[area]):
                return
            if greedy.fill(weight=(instance.need.area == area).astype(np.float64), most=1):
                break
        else:
            return
