"""What single purchases are worth to a finished Wi-Fi plan: the people lost without one, or gained with one more."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from geo.programme.instance.instance import UNIT
from geo.programme.plan.plan import Plan
from geo.programme.rules import Rule, broken


@dataclass(frozen=True, eq=False)
class Purchase:
    """One purchase, made or imagined, at the margin of a plan.

    Attributes
    ----------
    site, level
        Position of the building and the level it has from then on.
    cents
        What it costs.
    persons
        People served in its year who would not be without it.
    breaks
        Rules that adding it would break; none for a purchase of the plan.
    needed_by
        Rules that taking it out would break; none for an imagined one.
    state
        The plan with the change.
    """

    site: int
    level: int
    cents: int
    persons: float
    breaks: tuple[Rule, ...]
    needed_by: tuple[Rule, ...]
    state: np.ndarray

    @property
    def rate(self) -> float:
        """People per 1,000 EUR; infinite when it costs nothing and serves somebody."""
        if not self.cents:
            return float("inf") if self.persons else 0.0
        return round(self.persons / (self.cents / 100_000), 3)


def purchases_of_year(plan: Plan, year: int) -> list[Purchase]:
    """Return the purchases of a year, counted from 0, in the order of buildings."""
    instance, state = plan.instance, plan.state
    before = state[:, year - 1] if year else np.zeros(len(state), dtype=np.int64)
    spent = instance.spending(state)[:, year]
    found = []
    for site in np.flatnonzero(state[:, year] > before).tolist():
        less = state.copy()
        # A later upgrade stays: what it adds counts for the upgrade, not for this purchase.
        same = state[site] == state[site, year]
        less[site, same] = before[site]
        needed = tuple(broken(instance, plan.rules, less))
        level = int(state[site, year])
        persons = _persons(plan, state, less, year)
        found.append(Purchase(site, level, int(spent[site]), persons, (), needed, less))
    return found


def last_purchases(plan: Plan) -> list[Purchase]:
    """Return the purchases of the last year in which anything is bought."""
    for year in range(plan.state.shape[1] - 1, -1, -1):
        if found := purchases_of_year(plan, year):
            return found
    return []


def added_by(plan: Plan, site: int, level: int) -> Purchase:
    """Return what equipping a building in the last year would be, on top of a plan that leaves it out."""
    more = plan.state.copy()
    more[site, -1] = level
    cost = int(plan.instance.spending(more)[site, -1])
    persons = _persons(plan, more, plan.state, more.shape[1] - 1)
    return Purchase(site, level, cost, persons, tuple(broken(plan.instance, plan.rules, more)), (), more)


def servers_of(plan: Plan, site: int) -> list[int]:
    """Return the buildings of the plan that serve the people within reach of a building, those of most people first."""
    instance = plan.instance
    near = sparse.csr_array(instance.reach.T)
    own = near.indices[near.indptr[site] : near.indptr[site + 1]]
    offered = instance.at_level(instance.served, plan.state[:, -1])
    reach = instance.reach[own]
    shared = (reach.T @ instance.weight[own]) * offered
    shared[site] = 0
    return [int(each) for each in np.lexsort((np.arange(len(shared)), -shared)) if shared[each] > 0]


def _persons(plan: Plan, more: np.ndarray, less: np.ndarray, year: int) -> float:
    served = [plan.instance.served_total(state[:, year : year + 1])[0] for state in (more, less)]
    return round((served[0] - served[1]) / UNIT, 3)
