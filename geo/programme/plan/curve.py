"""The budget-coverage curve of a Wi-Fi programme: what a part or a multiple of its budgets would serve."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from geo.programme.conflict import impossible
from geo.programme.instance.instance import Instance
from geo.programme.plan.figures import Figures, figures
from geo.programme.planning import first, proven
from geo.programme.rules import rules_of
from geo.programme.search.greedy import greedy_plan
from geo.programme.search.search import Search
from geo.programme.sums import excess
from geo.solving import Control, Found, Status, Where, here

FACTORS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
"""Parts and multiples of the budgets that are planned unless others are asked for."""


@dataclass(frozen=True, eq=False)
class Point:
    """One plan of the curve.

    Attributes
    ----------
    factor
        By which every year's budget is multiplied.
    budget_eur
        All years' budgets together.
    figures
        Of the plan; None where there is none.
    bound
        What no plan of this budget exceeds, in weighted person-years less the tiny worth of money; NaN
        where the rules conflict.
    gap
        How far the plan may be from the best of this budget, as a share of its own worth; infinite without a plan.
    status
        As that of a plan.
    state
        Level of each building in each year, in the positions of the instance. Each budget is planned by itself: a
        building of a small budget may be missing from a larger one.

    Examples
    --------
    >>> (point,) = curve(instance, control, factors=[2.0])
    >>> point.budget_eur, point.figures.buildings, point.figures.spent_eur
    (34000.0, 3, 28000.0)
    """

    factor: float
    budget_eur: float
    figures: Figures | None
    bound: float
    gap: float
    status: Status
    state: np.ndarray


def curve(
    instance: Instance,
    control: Control,
    *,
    factors: Sequence[float] = FACTORS,
    starts: tuple[np.ndarray, ...] = (),
    time_limit_s: float | None = None,
    proof: bool = False,
    where: Where = here,
) -> Iterator[Point]:
    """Yield the points of the curve as they are planned, from the smallest budget up.

    Parameters
    ----------
    instance
        The programme whose budgets are multiplied.
    control
        Once it says stop, no further point is begun.
    factors
        Above 0, in any order; each is planned once.
    starts
        Plans known for the programme as it is, or for another budget: tried wherever they keep the rules.
    time_limit_s
        For each point, instead of the programme's own.
    proof
        Whether each point is proven to the programme's gap as far as the time allows, which takes longer.
    where
        Where each search is done.

    Notes
    -----
    Without ``proof``, each point is a first plan with the certificate of its relaxed problem, see ``Search.first``;
    only where that finds no plan is it searched further, or its conflict proven. A floor given as a
    share grows with the budget, one in euros does not. The plan of a smaller budget, completed by the greedy, is a
    start for the next: where no floor grows, the curve never falls, but for the half person that money may decide. With
    floors that grow it may, and rightly: a larger budget then owes more to every sector of activity.

    Examples
    --------
    >>> points = curve(instance, control, factors=[0.5, 1.0], proof=True)
    >>> [(each.budget_eur, each.figures.person_years) for each in points]
    [(8500.0, 840.0), (17000.0, 3765.0)]
    """
    never = bool(impossible(instance))
    known = list(starts)
    for factor in sorted(set(factors)):
        if control.stop():
            return
        scaled = _scaled(instance, factor)
        rules = rules_of(scaled)
        clash = never or excess(scaled, rules) is not None
        tries = [*known, *(greedy_plan(scaled, rules, state) for state in known[-1:])]
        asked = scaled, rules, tuple(tries)
        if clash:
            found = Search(scaled, control).give_up()
        elif proof:
            found = where(proven, *asked, None, time_limit_s, control=control)
        else:
            found = where(first, *asked, time_limit_s, control=control)
        if found.has_plan:
            known.append(found.state)
        yield _point(scaled, factor, found)


def _scaled(instance: Instance, factor: float) -> Instance:
    """Return the instance with other budgets; its positions, costs and cuts are the same."""
    programme = instance.programme
    # Rounded to the cent, so that no floating-point remainder shows in the budget.
    budgets = tuple(round(budget * factor, 2) for budget in programme.budgets_eur)
    return replace(instance, programme=programme.model_copy(update={"budgets_eur": budgets}))


def _point(instance: Instance, factor: float, found: Found) -> Point:
    own = figures(instance, found.state) if found.has_plan else None
    budget = sum(instance.programme.budgets_eur)
    return Point(factor, budget, own, found.bound, found.gap, found.status, found.state)
