"""A claimed bound held against what plain arithmetic knows: plans that keep the rules, and all that could be served."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from geo.audit._buildings import Building, decimal, whole_cents
from geo.audit._claimed import ClaimedProof
from geo.audit._differences import PROOF, Differences
from geo.audit._ledger import Ledger, Purchase
from geo.audit._people import UNIT
from geo.settings import STEP
from geo.texts import N_

PROVEN = 1e-6
"""Gap below which floating-point numbers cannot tell a plan from its bound: never more is asked for."""

EVERYTHING_WORTH = Fraction(1, 2)
"""Persons that equipping every building with its dearest tier counts, in the year that counts least."""

STEPS, TRIES, SWAPPED = 20, 12, 12
"""Betterments of a plan that are looked for, ways tried for each, and purchases that give way to another building."""

_EXCEEDED = N_("{file}, {column}: no plan exceeds {value}, it says, but {method} comes to {recomputed}.")
_BETTERED = N_(
    "{file}, {column}: no plan exceeds {value}, it says, but the plan comes to {recomputed} and keeps every rule with "
    "these purchases changed: {purchases}."
)
_BEYOND = N_("{file}, {column}: found {value}; all that could be served together is {recomputed}.")

Path = tuple[int, ...]
"""The tier a building has in each year, by position; -1 for none."""


def worth_per_eur(ledger: Ledger) -> Fraction:
    """Return what a euro spent counts, in persons: what the programme asks it to serve at the least.

    Without that nearly nothing, so that it decides between equal plans only.
    """
    dearest = sum(building.dearest + max(building.entry.values()) for building in ledger.planned)
    least = min(Fraction(weight) for weight in ledger.programme.weights if weight > 0)
    asked = Fraction(decimal(ledger.programme.least_person_years_per_thousand_eur)) / 1000
    return max(EVERYTHING_WORTH * least * 100 / max(dearest, 1), asked)


def objective(ledger: Ledger) -> Fraction:
    """Return what a plan is worth: weighted person-years, less what the money counts."""
    return ledger.person_years - worth_per_eur(ledger) * Fraction(sum(ledger.costs), 100)


def known_plans(proof: ClaimedProof, ledger: Ledger, contenders: Sequence[Ledger]) -> list[tuple[str, Ledger]]:
    """Return every plan there is to refute a claim with: the one told, what the other ways buy, and nothing at all."""
    nothing = Ledger(ledger.programme, ledger.buildings, ledger.people, ())
    others = [(told.method, own) for told, own in zip(proof.three_way, contenders, strict=True)]
    return [("plan", ledger), *others, ("nothing", nothing)]


def check_bound(proof: ClaimedProof, ledger: Ledger, contenders: Sequence[Ledger], differences: Differences) -> None:
    """Hold that no plan known that keeps every rule is worth more than the bound, and that the bound is within reach.

    Beside the plans told, those that a few betterments of the plan come to are known: more bought with what is left,
    something bought earlier, one building instead of another.
    """
    bound = proof.certificate.bound
    if bound is None:
        return
    where: dict[str, Any] = {"file": PROOF, "column": "certificate.bound", "value": bound}
    limit = Fraction(bound) + Fraction(PROVEN) * max(Fraction(1), abs(Fraction(bound)))
    kept = []
    for name, own in known_plans(proof, ledger, contenders):
        differences.figures += 1
        if not own.breaches():
            kept.append(own)
            if objective(own) > limit:
                differences.tell("bound", _EXCEEDED, **where, method=name, recomputed=float(objective(own)))
    differences.figures += 1
    most = most_of_all(ledger)
    if Fraction(bound) > most * (1 + Fraction(PROVEN)):
        differences.tell("bound_beyond", _BEYOND, **where, recomputed=float(most))
    if proof.certificate.has_plan and kept and kept[0] is ledger and objective(ledger) <= limit:
        differences.figures += 1
        better = bettered(ledger, lambda own: objective(own) > limit)
        if objective(better) > limit:
            changed = _changes(ledger, better)
            differences.tell(
                "bound_bettered", _BETTERED, **where, recomputed=float(objective(better)), purchases=changed
            )


def most_of_all(ledger: Ledger) -> Fraction:
    """Return the person-years if everybody within reach of a building that can be planned were wholly served."""
    wholly = {each.key: STEP for each in ledger.planned}
    weights = sum(map(Fraction, ledger.programme.weights), Fraction(0))
    return weights * int(ledger.people.served(wholly).sum()) / UNIT


def bettered(ledger: Ledger, enough: Callable[[Ledger], bool]) -> Ledger:
    """Return a plan that keeps the rules and is worth at least as much, by single changes, until it is enough."""
    for _ in range(STEPS):
        worth = objective(ledger)
        tried = (_with(ledger, changed) for changed in _promising(ledger))
        found = next((each for each in tried if objective(each) > worth and not each.breaches()), None)
        if found is None:
            break
        ledger = found
        if enough(ledger):
            break
    return ledger


def _promising(ledger: Ledger) -> Iterator[dict[str, Path]]:
    """Yield changes that fit into the money and serve more, those that serve the most first."""
    paths = _paths(ledger)
    accounts = _Accounts(ledger, paths)
    found: list[tuple[float, int, dict[str, Path]]] = []

    def note(changed: dict[str, Path], gain: float) -> None:
        if gain > 0 and accounts.fits(changed):
            found.append((-gain, len(found), changed))

    able = [each for each in ledger.planned if not each.excluded]
    for building in able:
        for path in _raised(building, paths[building.key], ledger.programme.years):
            note({building.key: path}, accounts.gain({building.key: path}))
    nothing: Path = (-1,) * len(ledger.programme.years)
    has = sorted((each.key for each in able if paths[each.key][-1] >= 0), key=accounts.per_cent)
    for given_up in has[:SWAPPED]:
        begins = next(year for year, tier in enumerate(paths[given_up]) if tier >= 0)
        for building in able:
            if paths[building.key] == nothing and building.ready <= ledger.programme.years[begins]:
                for tier in building.offers:
                    changed = {given_up: nothing, building.key: (-1,) * begins + (tier,) * (len(nothing) - begins)}
                    if accounts.fits(changed):
                        note(changed, accounts.gain(changed))
    return iter([changed for _, _, changed in sorted(found, key=lambda each: each[:2])[:TRIES]])


def _raised(building: Building, path: Path, years: Sequence[int]) -> Iterator[Path]:
    """Yield the paths on which a building has at least some tier from some year on, where it had less."""
    for begins, year in enumerate(years):
        for tier in building.offers if building.ready <= year else ():
            if path[begins] < tier:
                yield tuple(max(own, tier) if when >= begins else own for when, own in enumerate(path))


def _paths(ledger: Ledger) -> dict[str, Path]:
    had = [ledger.tiers(year) for year in ledger.programme.years]
    return {each.key: tuple(tiers.get(each.key, -1) for tiers in had) for each in ledger.planned}


def _with(ledger: Ledger, changed: Mapping[str, Path]) -> Ledger:
    """Return the accounts with other paths for some buildings."""
    kept = [each for each in ledger.purchases if each.building not in changed]
    for key, path in changed.items():
        risen = zip((-1, *path), path, ledger.programme.years, strict=False)
        kept += [Purchase(key, tier, year) for before, tier, year in risen if tier != before]
    return Ledger(ledger.programme, ledger.buildings, ledger.people, kept)


def _changes(before: Ledger, after: Ledger) -> str:
    """Say what two plans buy differently: what comes in, and what goes."""
    tiers = before.programme.tiers
    had, has = set(before.purchases), set(after.purchases)
    told = [("+", each) for each in has - had] + [("-", each) for each in had - has]
    ordered = sorted(told, key=lambda each: (each[1].year, each[1].building, each[0]))
    return "; ".join(f"{sign} {each.building} {tiers[each.tier].key} {each.year}" for sign, each in ordered)


class _Accounts:
    """What changes of a plan cost and serve, quickly: to be looked at closely only where they may be worth it."""

    def __init__(self, ledger: Ledger, paths: Mapping[str, Path]) -> None:
        programme, years = ledger.programme, ledger.programme.years
        self._ledger, self._paths = ledger, paths
        self._shares = np.array([0, *(round(tier.served_share * STEP) for tier in programme.tiers)])
        self._weights = np.array(programme.weights)
        people = ledger.people
        self._offered = np.array([people.met + people.offered(ledger.shares(year)) for year in years])
        spent = np.array([ledger.spent(year) for year in years])
        budget = np.array([ledger.budget(year) for year in years])
        self._left = np.cumsum(budget - spent) if programme.carry_over else budget - spent
        self._money = float(worth_per_eur(ledger)) / 100
        ceiling = programme.opex_ceiling_eur_per_year
        self._running = None if ceiling is None else whole_cents(decimal(ceiling)) - ledger.opex(years[-1])

    def spending(self, key: str, path: Path) -> np.ndarray:
        """Return the cents a building takes in each year."""
        building, years = self._ledger.buildings[key], self._ledger.programme.years
        out = np.zeros(len(years), dtype=np.int64)
        for when, (before, tier) in enumerate(zip((-1, *path), path, strict=False)):
            if tier != before:
                had = -building.entry[years[when]] if before < 0 else building.offers[before].capex
                out[when] = building.offers[tier].capex - had
        return out

    def fits(self, changed: Mapping[str, Path]) -> bool:
        """Say whether the money of every year suffices, and what may be spent on running it all."""
        if self._running is not None:
            running = sum(self._opex(key, path) - self._opex(key, self._paths[key]) for key, path in changed.items())
            if running > self._running:
                return False
        more = sum(self.spending(key, path) - self.spending(key, self._paths[key]) for key, path in changed.items())
        total = np.cumsum(more) if self._ledger.programme.carry_over else more
        return bool((total <= self._left).all())

    def _opex(self, key: str, path: Path) -> int:
        return self._ledger.buildings[key].offers[path[-1]].opex if path[-1] >= 0 else 0

    def gain(self, changed: Mapping[str, Path]) -> float:
        """Return what changes are worth more, in weighted person-years."""
        people = self._ledger.people
        near = [people.near[key] for key in changed]
        places = near[0] if len(near) == 1 else np.unique(np.concatenate(near))
        before = self._offered[:, places]
        more = np.zeros(before.shape, dtype=np.int64)
        cents = 0
        for key, path in changed.items():
            own = np.isin(places, people.near[key], assume_unique=True) if len(near) > 1 else np.ones(len(places), bool)
            shift = self._shares[np.array(path) + 1] - self._shares[np.array(self._paths[key]) + 1]
            more += shift[:, None] * own
            cents += int((self.spending(key, path) - self.spending(key, self._paths[key])).sum())
        served = (np.minimum(STEP, before + more) - np.minimum(STEP, before)) @ people.weight[places]
        return float(self._weights @ served) / UNIT - self._money * cents

    def per_cent(self, key: str) -> float:
        """Return what a building that is in the plan is worth for each cent it takes: what gives way first."""
        nothing: Path = (-1,) * len(self._weights)
        return -self.gain({key: nothing}) / max(int(self.spending(key, self._paths[key]).sum()), 1)
