"""The few figures a plan of a Wi-Fi programme comes to, by which two are compared."""

from dataclasses import dataclass

import numpy as np

from geo.programme.instance.costs import cents
from geo.programme.instance.instance import Instance
from geo.programme.plan.plan import Plan, opex_cents, people
from geo.programme.search.worth import worth_of_all_money

HALF = 0.5
"""Part of the average below which a euro is offered not to be spent."""


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

    Examples
    --------
    >>> told = figures(plan.instance, plan.state)
    >>> told.spent_eur, told.opex_eur, told.opex_eur_per_year
    (16300.0, 4200.0, 3000.0)
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

    Examples
    --------
    >>> nothing = figures(plan.instance, 0 * plan.state)
    >>> nothing.person_years, nothing.person_years_gained, nothing.buildings
    (690.0, 0.0, 0)
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


def most_person_years(instance: Instance, bound: float, available_eur: float) -> float:
    """Return the person-years, weighted by year, that no plan exceeds, from the bound on what plans are worth.

    Parameters
    ----------
    instance
        What is planned.
    bound
        What no plan's worth exceeds: person-years less what its money counts.
    available_eur
        All that may be spent.

    Notes
    -----
    What all the money that could be spent counts is added back: half a person at the most, unless the programme asks
    1,000 EUR to serve so many person-years.

    Examples
    --------
    >>> round(most_person_years(instance, 3764.71, available_eur=17_000.0), 2)
    3765.01
    """
    return bound + worth_of_all_money(instance, cents(available_eur))


def half_the_average_rate(plan: Plan) -> int:
    """Return half of what 1,000 EUR of a plan serve on average, in whole person-years; 0 where nothing is spent.

    What a programme may well ask of its last euros: those that serve less than half of the average.

    Examples
    --------
    >>> figures(plan.instance, plan.state).person_years_gained, plan.certificate["spent_eur"]
    (3075.0, 16300.0)
    >>> half_the_average_rate(plan)
    94
    """
    told = figures(plan.instance, plan.state)
    return int(HALF * told.person_years_gained / (told.spent_eur / 1000)) if told.spent_eur else 0
