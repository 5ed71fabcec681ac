"""What plain sums forbid before any search: floors, buildings that must be equipped and running costs against money.

Every amount here is the least that any plan takes, so that an excess proves that no plan keeps the rules. That none is
found proves nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, gcd
from typing import Literal

import numpy as np

from geo.programme.instance.instance import Instance
from geo.programme.rules import Rules, rule_kind

LARGEST_SUM = 200_000
"""Steps up to which it is asked which sums whole purchases can come to; a floor of more steps is taken as it is."""

NOTHING_REACHES = 10**18
"""Cents that stand for a floor that no purchases can come to."""

Kind = Literal["year", "until", "span", "running", "building", "area"]


@dataclass(frozen=True)
class Excess:
    """More asked for than there is.

    Attributes
    ----------
    kind
        ``year``: in one year. ``until``: by its end, where money left may be spent later. ``span``: from ``first`` to
        ``year``. ``running``: to run after the last year. ``building``: one building that must be equipped, in any
        year. ``area``: what is to be served in a district, by every building with its dearest tier.
    first, year
        Positions of the years.
    terms
        What is asked for, in cents, a term for each sector of activity, the largest first; none for the last two kinds.
    limit
        What there is, in cents.
    whole
        Whether floors count as what whole purchases must come to.
    """

    kind: Kind
    first: int = 0
    year: int = 0
    terms: tuple[int, ...] = ()
    limit: int = 0
    whole: bool = False


def excess(instance: Instance, rules: Rules) -> Excess | None:
    """Return the first excess that plain sums find; None where they find none, which proves nothing.

    Notes
    -----
    With F a floor, W what all ready buildings of a sector cost with their dearest tiers, each entered in its cheapest
    year so far, and m the most that the sector can have taken before: a sector takes at least ``min(F, W - m)`` in a
    year, since paying for all that is left means that it has taken W or more. By the same reasoning it has taken at
    least ``min(L + F, W)`` by the end of a year when it had taken L before. A sector also takes at least what the
    cheapest tiers of its buildings that must be equipped cost, and to run at least what is cheapest to run for each
    euro.
    """
    if _short_area(instance, rules):
        return Excess("area", year=len(instance.programme.years) - 1)
    for whole in (False, True):
        found = next(_Least(instance, rules, whole=whole).excesses(), None)
        if found is not None:
            return found
    return None


def _short_area(instance: Instance, rules: Rules) -> bool:
    """Say whether a district cannot be served enough by everything there is."""
    state = np.where(instance.ready[:, -1] & ~rules.excluded, instance.levels, 0)
    return bool(rule_kind("district_minimum").broken(instance, rules, state[:, None]))


class _Least:
    """The least that any plan takes, by sector of activity and year."""

    def __init__(self, instance: Instance, rules: Rules, *, whole: bool) -> None:
        self.instance, self.rules, self.whole = instance, rules, whole
        self.years = range(len(instance.programme.years))
        self.able = instance.ready & ~rules.excluded[:, None]
        self.entry = np.where(self.able, instance.entry, NOTHING_REACHES)

    def excesses(self) -> Iterator[Excess]:
        """Yield what is asked for in excess, year by year and then altogether."""
        limits = self.rules.available if self.rules.carry_over else self.rules.budget
        asked = self.taken if self.rules.carry_over else self.owed
        kind: Kind = "until" if self.rules.carry_over else "year"
        for year in self.years:
            if int(asked[:, year].sum()) > int(limits[year]):
                yield self._excess(kind, year, year, asked[:, year], limits[year])
        yield from self._forced(limits, asked)
        running = self._running()
        if int(running.sum()) > self.rules.opex_ceiling:
            yield self._excess("running", 0, self.years[-1], running, self.rules.opex_ceiling)

    def _excess(self, kind: Kind, first: int, year: int, terms: np.ndarray, limit: int) -> Excess:
        told = sorted((int(term) for term in terms if term), reverse=True)
        return Excess(kind, first, year, tuple(told), int(limit), self.whole)

    @cached_property
    def floors(self) -> np.ndarray:
        """Cents of the floors, as they are or as whole purchases must come to, shape (activities, years)."""
        if not self.whole:
            return self.rules.floor
        floors = self.rules.floor.copy()
        for activity, year in np.argwhere(floors > 0):
            floors[activity, year] = self._in_whole_purchases(int(activity), int(year), int(floors[activity, year]))
        return floors

    @cached_property
    def all_of_it(self) -> np.ndarray:
        """Cents of every ready building with its dearest tier, entered in its cheapest year so far, same shape."""
        instance = self.instance
        dearest = instance.at_level(instance.capex, instance.levels)[:, None]
        cheapest = np.minimum.accumulate(self.entry, axis=1)
        return instance.by_activity(np.where(self.able, dearest + np.where(self.able, cheapest, 0), 0))

    @cached_property
    def owed(self) -> np.ndarray:
        """Cents that each sector takes in each year at the least, where what a year leaves is lost, same shape."""
        owed = np.zeros(self.floors.shape, dtype=np.int64)
        most_before = np.zeros(len(owed), dtype=np.int64)
        for year in self.years:
            left = np.maximum(self.all_of_it[:, year] - most_before, 0)
            owed[:, year] = np.minimum(self.floors[:, year], left)
            others = owed[:, year].sum() - owed[:, year]
            most_before += np.maximum(self.rules.budget[year] - others, 0)
        return owed

    @cached_property
    def taken(self) -> np.ndarray:
        """Cents that each sector has taken by the end of each year at the least, same shape."""
        taken = np.zeros(self.floors.shape, dtype=np.int64)
        before = np.zeros(len(taken), dtype=np.int64)
        for year in self.years:
            asked = np.minimum(before + self.floors[:, year], np.maximum(self.all_of_it[:, year], before))
            before = taken[:, year] = np.where(self.rules.floor[:, year] > 0, asked, before)
        return taken

    @cached_property
    def altogether(self) -> np.ndarray:
        """Cents that floors make each sector take in all years at the least."""
        yearly = 0 if self.rules.carry_over else self.owed.sum(axis=1)
        return np.maximum(self.taken[:, -1], yearly)

    @cached_property
    def cheapest(self) -> np.ndarray:
        """Cents of each building's cheapest tier, without its entry."""
        return np.minimum.reduceat(self.instance.capex, self.instance.first[:-1])

    def _forced(self, limits: np.ndarray, asked: np.ndarray) -> Iterator[Excess]:
        """Yield where buildings that must be equipped ask for more than there is."""
        if not self.rules.forced.any():
            return
        instance, last = self.instance, self.years[-1]
        begins = np.where(self.able.any(axis=1), self.able.argmax(axis=1), last)
        costs = np.where(self.able.any(axis=1), self.cheapest + self.entry.min(axis=1), 0)
        for first in reversed(self.years):
            late = self.rules.forced & (begins >= first)
            forced = instance.by_activity(np.where(late, costs, 0)[:, None])[:, 0]
            if self.rules.carry_over:
                if not first and int(np.maximum(self.taken[:, -1], forced).sum()) > int(limits[-1]):
                    yield self._excess("until", last, last, np.maximum(self.taken[:, -1], forced), limits[-1])
                continue
            floors = self.owed[:, first:].sum(axis=1) if first else self.altogether
            terms, limit = np.maximum(floors, forced), int(limits[first:].sum())
            if int(terms.sum()) > limit:
                yield self._excess("year" if first == last else "span", first, last, terms, limit)
        for site in np.flatnonzero(self.rules.forced):
            others = asked.sum(axis=0) - asked[instance.site_activity[site]]
            if (self.cheapest[site] + self.entry[site] > limits - others).all():
                yield Excess("building", year=last)

    def _running(self) -> np.ndarray:
        """Return the cents a year that each sector takes to run after the last year at the least."""
        instance = self.instance
        if not len(instance.capex):
            return np.zeros(len(instance.activities), dtype=np.int64)
        own = np.minimum.reduceat(instance.opex, instance.first[:-1])
        forced = instance.by_activity(np.where(self.rules.forced, own, 0)[:, None])[:, 0]
        floors = [
            self._run_at_least(activity, int(cents)) if cents else 0 for activity, cents in enumerate(self.altogether)
        ]
        return np.maximum(forced, floors)

    def _run_at_least(self, activity: int, cents: int) -> int:
        """Return what spending so many cents in a sector takes to run: the cheapest to run for each cent first."""
        instance = self.instance
        entry = np.where(self.able, instance.entry, 0).max(axis=1)
        found: list[tuple[Fraction, int]] = []
        for site in np.flatnonzero((instance.site_activity == activity) & self.able.any(axis=1)):
            options = range(instance.first[site], instance.first[site + 1])
            paid = [(int(instance.capex[each] + entry[site]), int(instance.opex[each])) for each in options]
            rates = [Fraction(running, cost) for cost, running in paid if cost]
            if rates:
                found.append((min(rates), max(cost for cost, _ in paid)))
        running = Fraction(0)
        for rate, most in sorted(found):
            part = min(cents, most)
            running, cents = running + rate * part, cents - part
        return ceil(running)

    def _in_whole_purchases(self, activity: int, year: int, floor: int) -> int:
        """Return the least sum of a floor or more that purchases in a sector and year can come to."""
        instance = self.instance
        ways = []
        for site in np.flatnonzero((instance.site_activity == activity) & self.able[:, year]):
            costs = [int(each) for each in instance.capex[instance.first[site] : instance.first[site + 1]]]
            begun = {cost + int(instance.entry[site, year]) for cost in costs}
            raised = {high - low for place, high in enumerate(costs) for low in costs[:place]} if year else set()
            ways.append(sorted((begun | raised) - {0}))
        every = [cost for costs in ways for cost in costs]
        if not every:
            return NOTHING_REACHES
        step = gcd(*every)
        least, size = -(-floor // step), (floor + max(every)) // step + 1
        if size > LARGEST_SUM:
            return floor
        # Bit n stands for a sum of n steps.
        sums, within = 1, (1 << size) - 1
        for costs in ways:
            before = sums
            for cost in costs:
                sums |= (before << (cost // step)) & within
        beyond = sums >> least
        return (least + (beyond & -beyond).bit_length() - 1) * step if beyond else NOTHING_REACHES
