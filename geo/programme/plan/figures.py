"""The few figures by which two plans of a Wi-Fi programme are compared."""

from dataclasses import dataclass

import numpy as np

from geo.programme.instance.instance import Instance
from geo.programme.plan.plan import opex_cents, people
from geo.programme.rules import Rules
from geo.programme.search.worth import THOUSAND_EUR, worth_of_thousand_eur


@dataclass(frozen=True)
class Figures:
    """What a plan comes to.

    Attributes
    ----------
    person_years
        People served, existing Wi-Fi included, added up over the years with the years' weights.
    person_years_gained
        The same beyond existing Wi-Fi.
    served_last_year
        People served in the last year, existing Wi-Fi included.
    mean_served_share
        ``person_years`` as a share (0-1) of everybody who counts in every year; 0 where nobody counts.
    spent_eur
        First costs of all years.
    opex_eur
        Running cost of all years together: of each year, that of what is there in it.
    opex_eur_per_year
        Running cost a year of what is there in the last year.
    buildings
        Buildings equipped by the last year.
    """

    person_years: float
    person_years_gained: float
    served_last_year: float
    mean_served_share: float
    spent_eur: float
    opex_eur: float
    opex_eur_per_year: float
    buildings: int


def figures(instance: Instance, state: np.ndarray) -> Figures:
    """Return the figures of a plan, rounded as its tables are.

    Parameters
    ----------
    instance
        What was planned.
    state
        Level of each building in each year, 0 for none, shape (buildings, years).
    """
    weights = instance.programme.weights
    served, running = instance.served_total(state), opex_cents(instance, state)
    worth = sum(weight * units for weight, units in zip(weights, served, strict=True))
    already, everybody = (sum(weights) * units for units in (instance.already, instance.total))
    return Figures(
        person_years=float(people(np.array(worth))),
        person_years_gained=float(people(np.array(worth - already))),
        served_last_year=float(people(served[-1])),
        mean_served_share=round(worth / everybody, 6) if everybody else 0.0,
        spent_eur=int(instance.spending(state).sum()) / 100,
        opex_eur=int(running.sum()) / 100,
        opex_eur_per_year=int(running[-1]) / 100,
        buildings=int((state[:, -1] > 0).sum()),
    )


def most_person_years(instance: Instance, rules: Rules, bound: float) -> float:
    """Return the person-years, weighted by year, that no plan exceeds, from the bound on what plans are worth.

    Parameters
    ----------
    instance, rules
        What is planned.
    bound
        What no plan's worth exceeds: person-years less what its money counts.

    Notes
    -----
    What all the money that could be spent counts is added back: half a person, unless the programme asks of 1,000 EUR
    to serve so many people.

    Examples
    --------
    >>> round(most_person_years(instance, rules_of(instance), 3764.71), 2)
    3765.01
    """
    dearest = instance.at_level(instance.capex, instance.levels) + instance.entry.max(axis=1, initial=0)
    spent = min(int(dearest.sum()), int(rules.available[-1]))
    return bound + worth_of_thousand_eur(instance) * spent / THOUSAND_EUR
