"""The rules of a programme one by one, in whole cents: what they demand, whether a plan keeps them, and their words."""

import math
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import numpy as np

from geo.programme.instance.costs import cents
from geo.programme.instance.instance import Instance
from geo.settings import Programme

Kind = Literal["budget", "floor", "opex_ceiling", "district_minimum", "forced_in", "excluded"]

UNLIMITED = 10**15
"""Cents that stand for no limit: more than any programme can spend."""


@dataclass(frozen=True, order=True)
class Rule:
    """One rule, which can be lifted by itself. ``year`` is 0 where the rule holds for the programme as a whole."""

    kind: Kind
    subject: str = ""
    year: int = 0


@dataclass(frozen=True, eq=False)
class Rules:
    """What a plan must keep, in the positions of an instance.

    Attributes
    ----------
    budget
        Cents by year.
    carry_over
        Whether what is left of a year's budget may be spent later.
    floor
        Cents by sector of activity and year, before the comparison with what is left.
    opex_ceiling
        Cents a year after the last year.
    forced, excluded
        Buildings that must be, or must not be, in the plan: one boolean a building.
    area_least
        What must be served by district after the last year, existing Wi-Fi included, in ``UNIT``-ths of a person.
    lifted
        Positions of the years by whose end any amount may have been spent, when budgets carry over.
    """

    budget: np.ndarray
    carry_over: bool
    floor: np.ndarray
    opex_ceiling: int
    forced: np.ndarray
    excluded: np.ndarray
    area_least: np.ndarray
    lifted: tuple[int, ...] = ()

    @property
    def available(self) -> np.ndarray:
        """Cents that may have been spent by the end of each year; meaningful when they carry over."""
        limit = np.minimum(np.cumsum(self.budget), UNLIMITED)
        limit[list(self.lifted)] = UNLIMITED
        # Spending up to a year also counts in every later year.
        return np.minimum.accumulate(limit[::-1])[::-1]


def floor_cents(programme: Programme, activity: str, year: int) -> int:
    """Return the floor of a sector of activity in a year, counted from 0: its euros, or its share of the budget.

    The last years may have none.
    """
    if year >= len(programme.years) - programme.last_years_without_floors:
        return 0
    if activity in programme.floor_eur_of_activity:
        return cents(programme.floor_eur_of_activity[activity])
    share = programme.floor_share_of_activity.get(activity, programme.floor_share)
    # On the decimal numbers as written: a floating-point product may fall to the other side of half a cent.
    return cents(float(Decimal(str(float(share))) * Decimal(str(float(programme.budgets_eur[year])))))


def rules_of(instance: Instance) -> Rules:
    """Return all rules of an instance's programme.

    Examples
    --------
    >>> rules_of(instance).budget.tolist(), rules_of(instance).carry_over
    ([1200000, 500000], False)
    """
    programme = instance.programme
    years = range(len(programme.years))
    ceiling, least = programme.opex_ceiling_eur_per_year, programme.district_minimum
    share = Fraction(0) if least is None else Fraction(str(float(least.served_share)))
    return Rules(
        budget=np.array([cents(budget) for budget in programme.budgets_eur], dtype=np.int64),
        carry_over=programme.carry_over,
        floor=np.array(
            [[floor_cents(programme, activity, year) for year in years] for activity in instance.activities],
            dtype=np.int64,
        ).reshape(len(instance.activities), len(years)),
        opex_ceiling=UNLIMITED if ceiling is None else cents(ceiling),
        forced=instance.sites.index.isin(list(programme.forced_in)),
        excluded=instance.excluded,
        area_least=np.array([math.ceil(share * int(total)) for total in instance.area_total], dtype=np.int64),
    )


def listed(instance: Instance) -> list[Rule]:
    """Return every rule that could bind, in a fixed order: those that are first are lifted first."""
    programme, rules = instance.programme, rules_of(instance)
    building = instance.sites.index
    found = [Rule("excluded", key) for key in building[rules.excluded]]
    found += [Rule("forced_in", key) for key in building[rules.forced]]
    found += [Rule("district_minimum", name) for name in instance.area_names]
    found += [] if programme.opex_ceiling_eur_per_year is None else [Rule("opex_ceiling")]
    found += [
        Rule("floor", activity, year)
        for place, activity in enumerate(instance.activities)
        for when, year in enumerate(programme.years)
        if rules.floor[place, when]
    ]
    return found + [Rule("budget", "", year) for year in programme.years]


def without(instance: Instance, rules: Rules, rule: Rule) -> Rules:
    """Return the rules with one of them lifted; a floor or budget of year 0 is lifted in all years."""
    every = rule.year == 0
    when = slice(None) if every else rule.year - instance.programme.first_year
    if rule.kind == "budget" and rules.carry_over:
        # Only the limit up to the end of that year; later years keep their own.
        years = range(len(rules.budget)) if every else (rule.year - instance.programme.first_year,)
        return replace(rules, lifted=(*rules.lifted, *years))
    if rule.kind == "budget":
        budget = rules.budget.copy()
        budget[when] = UNLIMITED
        return replace(rules, budget=budget)
    if rule.kind == "floor":
        floor = rules.floor.copy()
        floor[slice(None) if rule.subject == "" else instance.activities.index(rule.subject), when] = 0
        return replace(rules, floor=floor)
    if rule.kind == "opex_ceiling":
        return replace(rules, opex_ceiling=UNLIMITED)
    if rule.kind == "district_minimum":
        least = rules.area_least.copy()
        least[slice(None) if rule.subject == "" else instance.area_names.index(rule.subject)] = 0
        return replace(rules, area_least=least)
    mask = (rules.forced if rule.kind == "forced_in" else rules.excluded).copy()
    mask[instance.sites.index.get_loc(rule.subject)] = False
    return replace(rules, forced=mask) if rule.kind == "forced_in" else replace(rules, excluded=mask)


def broken(instance: Instance, rules: Rules, state: np.ndarray) -> list[Rule]:
    """Return the rules a plan breaks, in whole cents and people: exact.

    Parameters
    ----------
    instance, rules
        What was to be planned.
    state
        Level of each building in each year, 0 for none, shape (buildings, years).

    Examples
    --------
    >>> too_dear = np.array([[0, 0], [2, 2], [2, 2]])
    >>> [(each.kind, each.year) for each in broken(instance, rules_of(instance), too_dear)]
    [('budget', 2027)]
    """
    programme, keys = instance.programme, instance.sites.index
    spent = instance.by_activity(instance.spending(state))
    total = spent.sum(axis=0)
    over = np.cumsum(total) > rules.available if rules.carry_over else total > rules.budget
    found = [Rule("budget", "", programme.years[year]) for year in np.flatnonzero(over)]
    short = spent < np.minimum(rules.floor, instance.left(state, rules.excluded))
    found += [
        Rule("floor", instance.activities[activity], programme.years[year]) for activity, year in np.argwhere(short)
    ]
    if int(instance.at_level(instance.opex, state[:, -1]).sum()) > rules.opex_ceiling:
        found.append(Rule("opex_ceiling"))
    if len(rules.area_least):
        served = instance.area_already.copy()
        by_class = instance.served_units(state[:, -1:])[:, 0]
        np.add.at(served, instance.area[instance.area >= 0], by_class[instance.area >= 0])
        found += [
            Rule("district_minimum", instance.area_names[area]) for area in np.flatnonzero(served < rules.area_least)
        ]
    found += [Rule("forced_in", key) for key in keys[rules.forced & (state[:, -1] == 0)]]
    found += [Rule("excluded", key) for key in keys[rules.excluded & (state > 0).any(axis=1)]]
    return found
