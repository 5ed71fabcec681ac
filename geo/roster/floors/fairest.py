"""The fairest roster that is found: the one whose worst-off area has the highest share of its need."""

from dataclasses import replace

import numpy as np

from geo.roster.instance import Instance
from geo.roster.need import UNIT
from geo.roster.rules import broken_sums
from geo.roster.search.floors_first import floors_first_roster
from geo.roster.search.greedy import Greedy, keep_rules
from geo.roster.transport import by_slot, most_in_area, transport
from geo.settings import DistrictMinimum
from geo.solving import Control

HALVINGS = 10
"""Halvings of the interval in which the best worst share of one roster is looked for: to a thousandth."""

CLOSE = 1e-3
"""Shares that nobody can tell apart."""

ALIKE = 5e-3
"""Share above the worst one up to which an area is named as worst off too."""

TRIES = 3
"""Rosters made for a floor that are tried, each halving what is not known."""

WORTH_A_TRY = 0.02
"""Share between the fairest roster found and what none exceeds from which on another one is tried."""


def by_area(instance: Instance, by_class: np.ndarray) -> np.ndarray:
    """Return help by class added up by area."""
    out = np.zeros(len(instance.need.area_names), dtype=np.int64)
    inside = instance.need.area >= 0
    np.add.at(out, instance.need.area[inside], by_class[inside])
    return out


def with_floor(instance: Instance, share: float) -> Instance:
    """Return the instance with a floor of every area and without its own."""
    floor = DistrictMinimum(served_share=share)
    lifted = frozenset(rule for rule in instance.lifted if rule.kind != "floor")
    return replace(instance, roster=instance.roster.model_copy(update={"district_floor": floor}), lifted=lifted)


def worst_share_of(instance: Instance, pairs: np.ndarray, least: float = 0.0) -> float:
    """Return what share every area can have at least, help being given so that the worst-off has most."""
    used = by_slot(instance, pairs)
    low, high = least, 1.0
    if transport(with_floor(instance, 1.0), used).floors_kept:
        return 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if middle > 0 and transport(with_floor(instance, middle), used).floors_kept:
            low = middle
        else:
            high = middle
    return low


class Best:
    """The fairest roster so far: its worst share, its pairs and what it gives; no pairs as long as none was taken."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self._before = transport(instance, np.zeros_like(instance.most)).before
        self.share, self.helps, self.pairs = 0.0, np.nan, np.empty(0, dtype=np.int64)

    def take(self, pairs: np.ndarray, least: float = 0.0) -> None:
        """Take a roster; ``least``: a share that it is known to have."""
        self.share, self.pairs = max(least, worst_share_of(self.instance, pairs, least)), pairs
        self.helps = (transport(self.instance, by_slot(self.instance, pairs)).total - self._before) / UNIT

    def offer(self, pairs: np.ndarray) -> None:
        """Take a roster where it keeps the rules on sums and is fairer than the one there is, or the first."""
        if broken_sums(self.instance, pairs):
            return
        if not len(self.pairs) or worst_share_of(self.instance, pairs) > self.share:
            self.take(pairs)

    def look_further(self, most: float, control: Control, tries: int = TRIES) -> None:
        """Try rosters made for floors between the share of the fairest and ``most``, which none exceeds."""
        high = most
        for _ in range(tries):
            if high - self.share < WORTH_A_TRY or control.stop():
                return
            middle = (self.share + high) / 2
            self.offer(floors_first_roster(with_floor(self.instance, middle), control.stop))
            high = high if self.share >= middle - CLOSE else middle

    def worst_areas(self) -> list[str]:
        """Return the areas with hardly more than the worst share, help being given so that the worst-off has most."""
        kept = transport(with_floor(self.instance, self.share - CLOSE), by_slot(self.instance, self.pairs))
        need = self.instance.need
        shares = by_area(self.instance, kept.by_class) / np.maximum(need.area_total, 1)
        near = (need.area_total > 0) & (shares <= self.share + ALIKE)
        return [need.area_names[area] for area in np.flatnonzero(near)]


def fairest(instance: Instance, most: float, control: Control, tries: int = TRIES) -> Best:
    """Return the fairest roster found, without floors; ``most``: a share that none exceeds."""
    best = Best(instance)
    best.offer(area_by_area(instance, control))
    best.look_further(most, control, tries)
    return best


def alone_of(instance: Instance) -> float:
    """Return the least of the shares that areas can have, each by itself, with every pair sent there: none has more."""
    every, nobody = instance.most, np.zeros_like(instance.most)
    limited, alone = instance.pairs * instance.per_pair, 1.0
    for area in np.flatnonzero(instance.need.area_total):
        open_to = most_in_area(instance, every, int(area))
        there = most_in_area(instance, nobody, int(area))
        alone = min(alone, min(open_to, there + limited) / int(instance.need.area_total[area]))
    return alone


def area_by_area(instance: Instance, control: Control) -> np.ndarray:
    """Return a roster whose next pair always helps the worst-off area, until nothing helps it any more."""
    greedy, total = Greedy(with_floor(instance, 1.0)), instance.need.area_total
    keep_rules(greedy)
    while greedy.supply.pairs_left and not control.stop():
        shares = np.where(total > 0, by_area(instance, greedy.by_class) / np.maximum(total, 1), np.inf)
        weight = (instance.need.area == int(np.argmin(shares))).astype(np.float64)
        if not greedy.fill(weight=weight, most=1):
            break
    greedy.fill()
    return greedy.pairs
