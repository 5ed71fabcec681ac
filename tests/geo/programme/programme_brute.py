"""Every plan of a small Wi-Fi programme, tried one by one: costs, rules and people counted from the town itself.

Nothing here asks the engine: costs come from floor areas and prices, rules from the programme, people from the walks.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import ceil

import numpy as np

from geo.programme.plan.plan import Plan
from geo.settings.programme import Programme
from tests import toyville
from tests.geo.programme.programme_towns import Building, People, Town

Rule = tuple[str, str, int]
"""Kind, subject and year, as in ``geo.programme.rules.Rule``."""

ENTRY_CENTS = {"available": 0, "building": 150_000, "planned": 800_000, "none": 800_000}
ONCE_CENTS, POINT_CENTS, POINT_OPEX_CENTS, AREA_M2 = 190_000, 90_000, 60_000, 150
"""Survey and rack; an access point, its running cost a year, and the floor area it serves."""


@dataclass(frozen=True)
class Offer:
    """One tier in one building: cents, cents a year and ten-thousandths of a person's need."""

    capex: int
    opex: int
    served: int


def offers_of(building: Building, programme: Programme) -> list[Offer]:
    """Return what is offered to a building, from the least to the most; none when a cost is not known."""
    quoted = programme.quotes.get(building.key)
    found = []
    for tier in programme.tiers:
        served = int(Fraction(str(tier.served_share)) * 10_000)
        if quoted is not None:
            if tier.key in quoted:
                quote = quoted[tier.key]
                found.append(Offer(round(quote.capex_eur * 100), round(quote.opex_eur_per_year * 100), served))
        elif building.area_m2 is not None and (building.connected or building.fibre):
            indoor = ceil(Fraction(str(tier.floor_share)) * Fraction(str(building.area_m2)) / AREA_M2)
            indoor, outdoor = max(indoor, tier.least_points), tier.outdoor_points
            found.append(
                Offer(
                    indoor * POINT_CENTS + outdoor * 135_000,
                    indoor * POINT_OPEX_CENTS + outdoor * 120_000,
                    served,
                )
            )
    return found


def ready_in(building: Building, programme: Programme) -> list[bool]:
    """Say in which years a building may be equipped."""
    year = building.ready_from or 0
    if programme.wait_for_fibre and building.key not in programme.quotes:
        fibre = 0 if building.connected or building.fibre in ("available", None) else building.fibre_from or 9999
        year = max(year, fibre)
    return [each >= year for each in programme.years]


def entry_of(building: Building, programme: Programme) -> list[int]:
    """Return what beginning in each year costs once, in cents."""
    if building.key in programme.quotes:
        return [0] * len(programme.years)
    fibre = 0 if building.connected else ENTRY_CENTS[building.fibre or "none"]
    arrived = building.fibre_from if building.fibre in ("building", "planned", "none") else None
    return [ONCE_CENTS + (0 if arrived is not None and arrived <= year else fibre) for year in programme.years]


class Book:
    """All plans of a town's programme, with what each costs and serves.

    ``states``: levels, shape (plans, buildings, years), buildings those that can be planned, by key.
    """

    def __init__(self, town: Town, programme: Programme) -> None:
        self.programme = programme
        self.years = len(programme.years)
        self.buildings = [
            each
            for each in sorted(town.buildings, key=lambda one: one.key)
            if each.public and each.wifi != "public" and offers_of(each, programme) and any(ready_in(each, programme))
        ]
        self.people = town.people
        self.offers = [offers_of(each, programme) for each in self.buildings]
        self.ready = [ready_in(each, programme) for each in self.buildings]
        self.entry = [entry_of(each, programme) for each in self.buildings]
        ways = [self._ways(place) for place in range(len(self.buildings))]
        chosen = list(product(*ways))
        self.states = np.array(chosen, dtype=np.int64).reshape(len(chosen), len(self.buildings), self.years)

    def _ways(self, place: int) -> list[tuple[int, ...]]:
        levels = range(len(self.offers[place]) + 1)
        return [
            way
            for way in product(levels, repeat=self.years)
            if all(
                now == before or (now > before and ready)
                for before, now, ready in zip((0, *way), way, self.ready[place], strict=False)
            )
        ]

    def _by_level(self, place: int, what: str) -> np.ndarray:
        return np.array([0, *(getattr(offer, what) for offer in self.offers[place])], dtype=np.int64)

    def spent(self, states: np.ndarray) -> np.ndarray:
        """Return cents, shape (plans, buildings, years)."""
        out = np.zeros(states.shape, dtype=np.int64)
        for place in range(len(self.buildings)):
            level = states[:, place]
            before = np.c_[np.zeros(len(level), dtype=np.int64), level[:, :-1]]
            capex = self._by_level(place, "capex")
            begins = (level > 0) & (before == 0)
            out[:, place] = capex[level] - capex[before] + np.where(begins, np.array(self.entry[place]), 0)
        return out

    def served_of(self, states: np.ndarray, people: People) -> np.ndarray:
        """Return what is served of a place's people, existing Wi-Fi included, in 1e-10 of a person (plans, years)."""
        limit = min(self.programme.reach_m, toyville.PARAMETERS.reach.limit_m)
        met = round(self.programme.existing_share * 10_000) if people.wifi_m <= limit else 0
        offered = np.full((len(states), self.years), met, dtype=np.int64)
        for place, building in enumerate(self.buildings):
            if people.walks_m.get(building.key, np.inf) <= limit:
                offered += self._by_level(place, "served")[states[:, place]]
        return np.minimum(offered, 10_000) * round(people.count * 1_000_000)

    def worth(self, states: np.ndarray) -> np.ndarray:
        """Return the worth of plans: weighted person-years, less half a person for all money there is to spend.

        Or less what the programme asks its euros to serve, where that is more.
        """
        worth = np.zeros(len(states))
        for people in self.people:
            worth += self.served_of(states, people) @ np.array(self.programme.weights) / 1e10
        least = min(weight for weight in self.programme.weights if weight > 0)
        every = sum(
            offers[-1].capex + max(entry, default=0) for offers, entry in zip(self.offers, self.entry, strict=True)
        )
        asked = self.programme.least_person_years_per_thousand_eur / 100_000
        return worth - max(0.5 * least / max(every, 1), asked) * self.spent(states).sum(axis=(1, 2))

    def rules(self) -> set[Rule]:
        """Return every rule of the programme, whether or not it can bind."""
        programme = self.programme
        found = {("budget", "", year) for year in programme.years}
        activities = {each.activity for each in self.buildings}
        found |= {("floor", activity, year) for activity in activities for year in programme.years}
        found |= {("opex_ceiling", "", 0)} if programme.opex_ceiling_eur_per_year is not None else set()
        if programme.district_minimum is not None:
            found |= {("district_minimum", f"Section {each.section}", 0) for each in self.people}
        found |= {("forced_in", key, 0) for key in programme.forced_in}
        return found | {("excluded", each.key, 0) for each in self.buildings if each.key in programme.excluded}

    def kept(self, states: np.ndarray, rules: AbstractSet[Rule] | None = None) -> np.ndarray:
        """Say which plans keep all these rules, those of the programme when none are named."""
        rules = self.rules() if rules is None else rules
        kept = np.ones(len(states), dtype=bool)
        for kind, subject, year in sorted(rules):
            kept &= getattr(self, f"_{kind}")(states, subject, year, rules)
        return kept

    def keeps(self, state: np.ndarray, rule: Rule) -> bool:
        """Say whether one plan keeps one rule of the programme, while the others are in force."""
        kind, subject, year = rule
        return bool(getattr(self, f"_{kind}")(state[None], subject, year, self.rules())[0])

    def best(self) -> float | None:
        """Return the worth of the best plan that keeps the rules; None when there is none."""
        kept = self.kept(self.states)
        return float(self.worth(self.states)[kept].max()) if kept.any() else None

    def _budget(self, states: np.ndarray, _subject: str, year: int, _rules: AbstractSet[Rule]) -> np.ndarray:
        spent, when = self.spent(states).sum(axis=1), year - self.programme.first_year
        budgets = [round(amount * 100) for amount in self.programme.budgets_eur]
        if not self.programme.carry_over:
            return spent[:, when] <= budgets[when]
        return spent[:, : when + 1].sum(axis=1) <= sum(budgets[: when + 1])

    def _floor(self, states: np.ndarray, activity: str, year: int, rules: AbstractSet[Rule]) -> np.ndarray:
        programme, when = self.programme, year - self.programme.first_year
        share = Fraction(str(programme.floor_share_of_activity.get(activity, programme.floor_share)))
        floor = round(share * Fraction(str(programme.budgets_eur[when])) * 100)
        if activity in programme.floor_eur_of_activity:
            floor = round(programme.floor_eur_of_activity[activity] * 100)
        if when >= self.years - programme.last_years_without_floors:
            floor = 0
        spent, left = np.zeros(len(states), dtype=np.int64), np.zeros(len(states), dtype=np.int64)
        paid = self.spent(states)
        for place, building in enumerate(self.buildings):
            if building.activity != activity:
                continue
            spent += paid[:, place, when]
            if self.ready[place][when] and ("excluded", building.key, 0) not in rules:
                before = states[:, place, when - 1] if when else np.zeros(len(states), dtype=np.int64)
                capex = self._by_level(place, "capex")
                left += capex[-1] - capex[before] + np.where(before == 0, self.entry[place][when], 0)
        return spent >= np.minimum(floor, left)

    def _opex_ceiling(self, states: np.ndarray, *_rule: object) -> np.ndarray:
        running = np.zeros(len(states), dtype=np.int64)
        for place in range(len(self.buildings)):
            running += self._by_level(place, "opex")[states[:, place, -1]]
        return running <= round(self.programme.opex_ceiling_eur_per_year * 100)

    def _district_minimum(self, states: np.ndarray, name: str, *_rule: object) -> np.ndarray:
        own = [each for each in self.people if f"Section {each.section}" == name]
        served = sum(self.served_of(states, each)[:, -1] for each in own)
        total = sum(round(each.count * 1_000_000) * 10_000 for each in own)
        return served >= ceil(Fraction(str(self.programme.district_minimum.served_share)) * total)

    def _forced_in(self, states: np.ndarray, key: str, *_rule: object) -> np.ndarray:
        keys = [each.key for each in self.buildings]
        if key not in keys:
            return np.zeros(len(states), dtype=bool)
        return states[:, keys.index(key), -1] > 0

    def _excluded(self, states: np.ndarray, key: str, *_rule: object) -> np.ndarray:
        return states[:, [each.key for each in self.buildings].index(key)].max(axis=1) == 0


def levels_of(book: Book, plan: Plan) -> np.ndarray:
    """Return a plan of the engine in the levels of a book, which has every tier offered, dominated ones too."""
    instance = plan.instance
    assert list(instance.sites.index) == [each.key for each in book.buildings]
    tiers = [tier.key for tier in book.programme.tiers]
    levels = np.zeros_like(plan.state)
    for place, building in enumerate(book.buildings):
        quoted = book.programme.quotes.get(building.key)
        offered = [tier for tier in tiers if quoted is None or tier in quoted]
        own = instance.option_tier[instance.first[place] : instance.first[place + 1]]
        level = np.array([0, *(offered.index(tiers[tier]) + 1 for tier in own)])
        levels[place] = level[plan.state[place]]
    return levels
