"""Plans by simple means: the most people per euro first, and the ranking cut where the budget ends."""

import heapq
from collections.abc import Sequence

import numpy as np
from scipy import sparse

from geo.programme.instance.instance import UNIT, Instance
from geo.programme.rules import RULES, UNLIMITED, Rules, rules_of
from geo.programme.search.worth import THOUSAND_EUR


def greedy_plan(instance: Instance, rules: Rules | None = None, start: np.ndarray | None = None) -> np.ndarray:
    """Return the plan that buys, year by year, what serves the most people per euro next.

    Parameters
    ----------
    instance
        What is to be planned.
    rules
        Those of the programme, unless others are given.
    start
        A plan to add to; nothing in it is taken away.

    Returns
    -------
    State: level of each building in each year, 0 for none, shape (buildings, years). It keeps budgets, the ceiling on
    running cost, readiness and exclusions; all that rules ask for as far as it gets.

    Notes
    -----
    Each year: what rules ask for first (``RuleKind.asks``: forced buildings, then each sector of activity up to its
    floor, keeping back what the others are still owed), then whatever serves most per euro, as long as that is what the
    programme asks of a euro, over the years that are left. Ties are broken by building and tier.

    Examples
    --------
    >>> greedy_plan(instance).tolist()
    [[0, 2], [0, 0], [2, 2]]
    """
    purse = _Purse(instance, rules_of(instance) if rules is None else rules)
    for year in range(len(instance.programme.years)):
        purse.open(year, None if start is None else start[:, year])
        for each in reversed(RULES):
            for ask in each.asks(instance, purse.rules, purse.state, year):
                purse.buy(ask.sites, ask.cents, least_gain=0, keep_back=ask.keep_back)
        purse.buy(np.arange(len(instance.sites)), UNLIMITED, least_gain=1, least_per_cent=purse.asked())
    return purse.state


def ranking_cut(instance: Instance, order: Sequence[str], tier: str) -> np.ndarray:
    """Return the plan that goes down a ranking, equips each building with one tier and cuts where the budget ends.

    Parameters
    ----------
    instance
        What is to be planned.
    order
        Building identifiers, best first; those that cannot be planned or are not ready yet are passed over.
    tier
        Key of the tier every building gets; one that is not offered it gets its next lower one, else its lowest.

    Notes
    -----
    Each year goes on down the ranking until the first building whose cost no longer fits. Floors and minima, which a
    ranking does not know, are not looked at.
    """
    rules, programme = rules_of(instance), instance.programme
    wanted = [each.key for each in programme.tiers].index(tier)
    position = {key: place for place, key in enumerate(instance.sites.index)}
    line = [position[key] for key in order if key in position and not rules.excluded[position[key]]]
    state = np.zeros(instance.shape, dtype=np.int64)
    spent = opex = 0
    for year in range(len(programme.years)):
        limit = int(rules.available[year] - spent if rules.carry_over else rules.budget[year])
        for site in [site for site in line if instance.ready[site, year] and not state[site, year]]:
            own = slice(instance.first[site], instance.first[site + 1])
            level = max(1, int((instance.option_tier[own] <= wanted).sum()))
            option = instance.first[site] + level - 1
            cost = int(instance.capex[option] + instance.entry[site, year])
            if cost > limit or opex + int(instance.opex[option]) > rules.opex_ceiling:
                break
            state[site, year:] = level
            limit, spent, opex = limit - cost, spent + cost, opex + int(instance.opex[option])
    return state


class _Purse:
    """A plan under way: what each building has, what is served, and what may still be spent."""

    def __init__(self, instance: Instance, rules: Rules) -> None:
        self.instance, self.rules = instance, rules
        buildings, _ = instance.shape
        self.state = np.zeros(instance.shape, dtype=np.int64)
        self.level = np.zeros(buildings, dtype=np.int64)
        self.offered = np.zeros(len(instance.weight), dtype=np.int64)
        self._near = sparse.csr_array(instance.reach.T)
        self._spent_before = 0
        self._year = 0

    def open(self, year: int, at_least: np.ndarray | None) -> None:
        """Begin a year, with what a plan to add to has in it."""
        self._year = year
        self.state[:, year:] = self.level[:, None]
        self._spent_before += int(self.spent[:, year - 1].sum()) if year else 0
        if at_least is not None:
            for site in np.flatnonzero(at_least > self.level):
                self._take(int(site), int(at_least[site]))

    @property
    def spent(self) -> np.ndarray:
        """Cents by sector of activity and year."""
        return self.instance.by_activity(self.instance.spending(self.state))

    def asked(self) -> float:
        """Return what a cent must serve in this year to be spent by choice, in ``UNIT``-ths of a person."""
        programme = self.instance.programme
        asked, weight = programme.least_person_years_per_thousand_eur, sum(programme.weights[self._year :])
        if not asked:
            return 0.0
        # What is bought serves in this year and in all that follow.
        return asked * UNIT / THOUSAND_EUR / weight if weight else np.inf

    def buy(
        self, sites: np.ndarray, need: int, *, least_gain: int, least_per_cent: float = 0.0, keep_back: int = 0
    ) -> None:
        """Buy what serves most per euro among some buildings until ``need`` cents are spent or nothing more fits.

        Parameters
        ----------
        sites
            Positions of the buildings.
        need
            Cents after which to stop.
        least_gain
            What a purchase must serve at the least, in ``UNIT``-ths of a person.
        least_per_cent
            What it must serve at the least per cent that it costs, likewise.
        keep_back
            Cents not to be touched.

        Notes
        -----
        What a purchase serves only falls as others are made, so that the best of a heap of former values that holds
        when it is looked at again is the best of all (Minoux's lazy greedy).
        """
        budget = self.rules.available[self._year] - self._spent_before
        if not self.rules.carry_over:
            budget = self.rules.budget[self._year]
        purse = int(budget) - int(self.spent[:, self._year].sum()) - keep_back
        opex = self.rules.opex_ceiling - int(self.instance.at_level(self.instance.opex, self.level).sum())
        spent = purchases = 0
        heap: list[tuple[float, int, int, int]] = []
        may = self.instance.ready[:, self._year].copy()
        for each in RULES:
            held = each.held_back(self.instance, self.rules, self.state, self._year)
            may &= True if held is None else ~held
        for site in sites[may[sites]]:
            self._push(heap, int(site), least_gain, purchases)
        while heap and spent < need:
            place, site, level, seen = heapq.heappop(heap)
            if level <= self.level[site]:
                continue
            if seen != purchases:
                self._push(heap, site, least_gain, purchases, level)
                continue
            if -place < least_per_cent:
                # The best there is serves too few for its price.
                break
            cost, running = self._cost(site, level)
            if cost > purse or running > opex:
                continue
            self._take(site, level)
            purse, opex, spent, purchases = purse - cost, opex - running, spent + cost, purchases + 1
            self._push(heap, site, least_gain, purchases)

    def _push(
        self, heap: list[tuple[float, int, int, int]], site: int, least_gain: int, seen: int, level: int = 0
    ) -> None:
        """Put one level of a building into the heap, or all those above what it has."""
        levels = [level] if level else range(int(self.level[site]) + 1, int(self.instance.levels[site]) + 1)
        for each in levels:
            gain = self._gain(site, each)
            if gain >= least_gain:
                cost, _ = self._cost(site, each)
                per_cent = gain / cost if cost else np.inf
                heapq.heappush(heap, (-per_cent, site, each, seen))

    def _value(self, values: np.ndarray, site: int, level: int) -> int:
        return int(values[self.instance.first[site] + level - 1]) if level else 0

    def _cost(self, site: int, level: int) -> tuple[int, int]:
        """Return what raising a building to a level costs now: cents, and cents a year."""
        instance, has = self.instance, int(self.level[site])
        entry = 0 if has else int(instance.entry[site, self._year])
        capex, opex = (
            self._value(each, site, level) - self._value(each, site, has) for each in (instance.capex, instance.opex)
        )
        return capex + entry, opex

    def _gain(self, site: int, level: int) -> int:
        """Return what raising a building to a level serves in one year, in ``UNIT``-ths of a person."""
        instance = self.instance
        near = self._near.indices[self._near.indptr[site] : self._near.indptr[site + 1]]
        more = self._value(instance.served, site, level) - self._value(instance.served, site, int(self.level[site]))
        room, offered = instance.room[near], self.offered[near]
        return int((instance.weight[near] * (np.minimum(room, offered + more) - np.minimum(room, offered))).sum())

    def _take(self, site: int, level: int) -> None:
        instance = self.instance
        near = self._near.indices[self._near.indptr[site] : self._near.indptr[site + 1]]
        self.offered[near] += self._value(instance.served, site, level) - self._value(
            instance.served, site, int(self.level[site])
        )
        self.level[site] = level
        self.state[site, self._year :] = level
