"""The ranking cut where the money ends, bought anew: what a plan is compared with first."""

from collections.abc import Sequence
from fractions import Fraction

from geo.audit._buildings import Building, decimal, whole_cents
from geo.audit._claimed import ClaimedContender
from geo.audit._differences import Differences
from geo.audit._ledger import Ledger, Purchase

_TIE = Fraction(1, 1000)
"""Person-years, as the files round them, below which two tiers serve alike."""


def nearest(building: Building, tier: int) -> int:
    """Return the tier a ranking gives a building: the one meant for all, its next lower one, else its lowest."""
    return max((each for each in building.offers if each <= tier), default=min(building.offers))


def check_ranking(
    name: str, told: ClaimedContender, own: Ledger, order: Sequence[str], differences: Differences
) -> None:
    """Hold that the ranking buys what going down ``order`` buys, with the tier that serves the most."""
    keys = [tier.key for tier in own.programme.tiers]
    tries = [Ledger(own.programme, own.buildings, own.people, down(own, order, tier)) for tier in range(len(keys))]
    for tier, tried in zip(keys, tries, strict=True):
        if tier == told.tier:
            right = sorted((each.building, keys[each.tier], each.year) for each in tried.purchases)
            odd = sorted(set(told.purchases) ^ set(right))
            differences.key(f"{name}.purchases", "; ".join(" ".join(map(str, each)) for each in odd), "")
    best = max(range(len(keys)), key=lambda each: tries[each].person_years)
    chosen = keys.index(told.tier) if told.tier in keys else best
    if tries[chosen].person_years < tries[best].person_years - _TIE:
        differences.key(f"{name}.tier", told.tier, keys[best])


def down(ledger: Ledger, order: Sequence[str], tier: int) -> list[Purchase]:
    """Return what is bought going down a ranking, each year until the first building that no longer fits."""
    programme = ledger.programme
    ceiling = programme.opex_ceiling_eur_per_year
    most = None if ceiling is None else whole_cents(decimal(ceiling))
    able = {building.key: building for building in ledger.planned if not building.excluded}
    bought: dict[str, Purchase] = {}
    left = running = 0
    for year in programme.years:
        left = ledger.budget(year) + (left if programme.carry_over else 0)
        for key in order:
            if key not in able or key in bought or able[key].ready > year:
                continue
            level = nearest(able[key], tier)
            offer = able[key].offers[level]
            cost = offer.capex + able[key].entry[year]
            if cost > left or (most is not None and running + offer.opex > most):
                break
            bought[key] = Purchase(key, level, year)
            left, running = left - cost, running + offer.opex
    return list(bought.values())
