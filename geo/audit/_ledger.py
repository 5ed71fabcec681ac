"""What a list of purchases costs and serves by year, and which rules it breaks: in whole cents and exact fractions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import numpy as np

from geo.audit._buildings import NOTHING_TO_ADD, Building, decimal, whole_cents
from geo.audit._people import UNIT, People
from geo.settings import STEP, Programme

Breach = tuple[str, str, int]
"""A broken rule: kind, subject (a sector of activity, a district, a building), year (0: the programme as a whole)."""


@dataclass(frozen=True)
class Purchase:
    """A tier (its position) for a building in a year."""

    building: str
    tier: int
    year: int


@dataclass(frozen=True, eq=False)
class Ledger:
    """The accounts of some purchases: at most one a building and year, each of a higher tier than the one before."""

    programme: Programme
    buildings: Mapping[str, Building]
    people: People
    purchases: Sequence[Purchase]
    standing: Mapping[str, int] = field(default_factory=dict)
    """Building -> share of need that what stands there serves already, in ten-thousandths: part of ``people.met``."""
    _served: dict[int, np.ndarray] = field(default_factory=dict)

    @cached_property
    def planned(self) -> list[Building]:
        """The buildings that can be planned, excluded ones included."""
        return [building for building in self.buildings.values() if not building.why_not]

    @cached_property
    def activities(self) -> list[str]:
        """The sectors of activity of the buildings that can be planned, or in which all there is stands already."""
        able = ("", NOTHING_TO_ADD)
        return sorted({building.activity for building in self.buildings.values() if building.why_not in able})

    @cached_property
    def _bought(self) -> dict[str, dict[int, int]]:
        found: dict[str, dict[int, int]] = {}
        for purchase in sorted(self.purchases, key=lambda each: each.year):
            found.setdefault(purchase.building, {})[purchase.year] = purchase.tier
        return found

    def tiers(self, year: int) -> dict[str, int]:
        """Return the tier each equipped building has at the end of a year."""
        own = {key: [tier for when, tier in tiers.items() if when <= year] for key, tiers in self._bought.items()}
        return {key: tiers[-1] for key, tiers in own.items() if tiers}

    def shares(self, year: int) -> dict[str, int]:
        """Return the share of need each equipped building adds by the end of a year, in ten-thousandths."""
        whole = {key: round(self.programme.tiers[tier].served_share * STEP) for key, tier in self.tiers(year).items()}
        return {key: share - self.standing.get(key, 0) for key, share in whole.items()}

    def served(self, year: int) -> np.ndarray:
        """Return what is served at each place at the end of a year, in ``UNIT``-ths of a person."""
        if year not in self._served:
            self._served[year] = self.people.served(self.shares(year))
        return self._served[year]

    def served_total(self, year: int) -> int:
        """Return what is served in a year altogether, in ``UNIT``-ths of a person."""
        return int(self.served(year).sum())

    @cached_property
    def person_years(self) -> Fraction:
        """People served, added up over the years by their weights."""
        weights = zip(self.programme.years, self.programme.weights, strict=True)
        return sum((Fraction(weight) * self.served_total(year) for year, weight in weights), Fraction(0)) / UNIT

    def cost(self, purchase: Purchase) -> int:
        """Return the cents of one purchase: what its tier costs beyond the one before, and the entry of a first one."""
        building, before = self.buildings[purchase.building], self.before(purchase)
        capex = building.offers[purchase.tier].capex
        if before is None:
            return capex + building.entry[purchase.year]
        return capex - building.offers[before].capex

    def before(self, purchase: Purchase) -> int | None:
        """Return the tier the building had before a purchase; None for nothing."""
        had = [tier for year, tier in self._bought.get(purchase.building, {}).items() if year < purchase.year]
        return had[-1] if had else None

    @cached_property
    def costs(self) -> list[int]:
        """Cents of every purchase, in order."""
        return [self.cost(purchase) for purchase in self.purchases]

    def spent(self, year: int, activity: str | None = None) -> int:
        """Return the cents spent in a year, in one sector of activity or in all."""
        return sum(
            cost
            for purchase, cost in zip(self.purchases, self.costs, strict=True)
            if purchase.year == year and activity in (None, self.buildings[purchase.building].activity)
        )

    def begun(self, year: int, activity: str | None = None) -> int:
        """Return how many buildings get their first tier in a year."""
        return sum(
            purchase.year == year
            and self.before(purchase) is None
            and activity in (None, self.buildings[purchase.building].activity)
            for purchase in self.purchases
        )

    def opex(self, year: int) -> int:
        """Return the cents a year that all that is there at the end of a year costs to run."""
        return sum(self.buildings[key].offers[tier].opex for key, tier in self.tiers(year).items())

    def budget(self, year: int) -> int:
        """Return the cents of a year's budget."""
        return whole_cents(decimal(self.programme.budgets_eur[year - self.programme.first_year]))

    def available(self, year: int) -> int:
        """Return the cents that may be spent in a year, with what earlier years left where that carries over."""
        if not self.programme.carry_over:
            return self.budget(year)
        earlier = range(self.programme.first_year, year)
        return self.budget(year) + sum(self.budget(each) - self.spent(each) for each in earlier)

    def floor(self, year: int, activity: str) -> int:
        """Return the cents of a sector's floor in a year, whatever is left in it; the last years may have none."""
        programme = self.programme
        if programme.years[-1] - year < programme.last_years_without_floors:
            return 0
        if activity in programme.floor_eur_of_activity:
            return whole_cents(decimal(programme.floor_eur_of_activity[activity]))
        share = decimal(programme.floor_share_of_activity.get(activity, programme.floor_share))
        return whole_cents(share * decimal(programme.budgets_eur[year - programme.first_year]))

    def left(self, year: int, activity: str) -> int:
        """Return the cents that could still be spent in a sector at the start of a year."""
        had = self.tiers(year - 1)
        return sum(
            building.dearest
            - (building.offers[had[building.key]].capex if building.key in had else -building.entry[year])
            for building in self.planned
            if building.activity == activity and not building.excluded and building.ready <= year
        )

    def owed(self, year: int, activity: str) -> int:
        """Return the cents a sector must get in a year."""
        return min(self.floor(year, activity), self.left(year, activity))

    def breaches(self) -> set[Breach]:
        """Return every rule these purchases break."""
        programme, last = self.programme, self.programme.years[-1]
        found: set[Breach] = set()
        for year in programme.years:
            if self.spent(year) > self.available(year):
                found.add(("budget", "", year))
            short = [activity for activity in self.activities if self.spent(year, activity) < self.owed(year, activity)]
            found |= {("floor", activity, year) for activity in short}
        ceiling = programme.opex_ceiling_eur_per_year
        if ceiling is not None and self.opex(last) > whole_cents(decimal(ceiling)):
            found.add(("opex_ceiling", "", 0))
        if programme.district_minimum is not None:
            share = Fraction(decimal(programme.district_minimum.served_share))
            served, everybody = (self.people.by_area(each) for each in (self.served(last), self.people.weight * STEP))
            found |= {("district_minimum", name, 0) for name in everybody if served[name] < share * everybody[name]}
        equipped = self.tiers(last)
        found |= {("forced_in", key, 0) for key in programme.forced_in if key not in equipped}
        return found | {("excluded", key, 0) for key in programme.excluded if key in equipped}
