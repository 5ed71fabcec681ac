"""What a plan is worth in the objective: people served, less what its money counts, mostly a hair."""

import numpy as np

from geo.programme.instance.instance import Instance

THOUSAND_EUR = 100_000
"""Cents in a thousand euros, in which money stands in the model, so that its numbers are as large as the others."""

EVERYTHING_WORTH = 0.5
"""What it costs to equip every building with its dearest tier counts in the objective, in persons of the year that
counts least: half a person. The cheaper of two equal plans is then the better; no person is ever traded for money,
unless the programme says how many a thousand euros must serve (``least_person_years_per_thousand_eur``)."""


def worth_of_thousand_eur(instance: Instance) -> float:
    """Return what a thousand euros count in the objective, in weighted person-years.

    At least what the programme asks a thousand euros to serve. What serves less then takes more from the objective than
    it brings, so that the best plan buys it only where a rule asks for it.
    """
    dearest = instance.at_level(instance.capex, instance.levels) + instance.entry.max(axis=1, initial=0)
    least = min(weight for weight in instance.programme.weights if weight > 0)
    hair = EVERYTHING_WORTH * least * THOUSAND_EUR / max(int(dearest.sum()), 1)
    return max(hair, instance.programme.least_person_years_per_thousand_eur)


def objective_of(instance: Instance, state: np.ndarray) -> float:
    """Return a plan's worth from the plan itself: weighted person-years served, less what its cost counts.

    Examples
    --------
    >>> round(objective_of(instance, plan.state), 2)
    3764.71
    """
    money = worth_of_thousand_eur(instance) * int(instance.spending(state).sum()) / THOUSAND_EUR
    return instance.person_years(state) - money


def worth_of_all_money(instance: Instance, available: int) -> float:
    """Return the most that money can count in the objective when so many cents may be spent, in person-years."""
    dearest = instance.at_level(instance.capex, instance.levels) + instance.entry.max(axis=1, initial=0)
    return worth_of_thousand_eur(instance) * min(int(dearest.sum()), available) / THOUSAND_EUR
