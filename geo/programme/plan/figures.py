"""The few figures by which two plans of a Wi-Fi programme are compared."""

from dataclasses import dataclass

import numpy as np

from geo.programme.instance.instance import Instance
from geo.programme.plan.plan import people


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
    buildings
        Buildings equipped by the last year.
    """

    person_years: float
    person_years_gained: float
    served_last_year: float
    mean_served_share: float
    spent_eur: float
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
    served = instance.served_total(state)
    worth = sum(weight * units for weight, units in zip(weights, served, strict=True))
    already, everybody = (sum(weights) * units for units in (instance.already, instance.total))
    return Figures(
        person_years=float(people(np.array(worth))),
        person_years_gained=float(people(np.array(worth - already))),
        served_last_year=float(people(served[-1])),
        mean_served_share=round(worth / everybody, 6) if everybody else 0.0,
        spent_eur=int(instance.spending(state).sum()) / 100,
        buildings=int((state[:, -1] > 0).sum()),
    )
