"""The three-way proof: ranking-and-cut, greedy per euro and the plan itself, on the same budget."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

import numpy as np
import pandas as pd

from geo.programme.plan.figures import figures
from geo.programme.plan.plan import Plan, plan_tables
from geo.programme.rules import Rule, broken
from geo.programme.search.greedy import greedy_plan, ranking_cut
from geo.programme.search.tolerances import PROVEN
from geo.programme.search.worth import objective_of
from geo.solving import Found, relative_gap

Method = Literal["ranking", "greedy", "optimum"]


@dataclass(frozen=True, eq=False)
class Contender:
    """A way to spend the budget.

    Attributes
    ----------
    method
        ``ranking`` (down the ranking, one tier for all, cut where the money ends), ``greedy`` (most people per euro
        next) or ``optimum`` (the plan itself, whether proven or the best found).
    tier
        Key of the tier the ranking gives to every building; None for the others, which choose it by building.
    state
        Level of each building in each year, 0 for none, shape (buildings, years).
    broken
        The rules of the programme it breaks.

    Examples
    --------
    >>> ranking, *_others = three_way(plan, ["b1-library", "b2-hall"])
    >>> ranking.tier, ranking.state.tolist(), ranking.broken
    ('whole', [[2, 2], [0, 0], [0, 0]], ())
    """

    method: Method
    tier: str | None
    state: np.ndarray
    broken: tuple[Rule, ...]


def three_way(plan: Plan, order: Sequence[str]) -> tuple[Contender, ...]:
    """Return ranking-and-cut, greedy per euro and the plan, on the plan's own instance and budget.

    Parameters
    ----------
    plan
        The plan. Without one (the rules conflict, or time was up) only the other two come back.
    order
        Building identifiers of the ranking, best first.

    Notes
    -----
    A ranking says nothing of tiers. It is given the one tier with which it serves the most person-years of all: the
    comparison favours it. It knows neither floors nor minima, so that it may also serve more than the plan by breaking
    rules; ``broken`` tells.

    Examples
    --------
    >>> [each.method for each in three_way(plan, ["b1-library", "b2-hall"])]
    ['ranking', 'greedy', 'optimum']
    """
    instance, rules = plan.instance, plan.rules

    def contender(method: Method, tier: str | None, state: np.ndarray) -> Contender:
        return Contender(method, tier, state, tuple(broken(instance, rules, state)))

    tries = [(tier.key, ranking_cut(instance, order, tier.key)) for tier in instance.programme.tiers]
    # Where two tiers serve equally many, max keeps the first, which is the smaller one.
    tier, ranked = max(tries, key=lambda each: figures(instance, each[1]).person_years)
    both = (contender("ranking", tier, ranked), contender("greedy", None, greedy_plan(instance, rules)))
    return (*both, contender("optimum", None, plan.state)) if plan.has_plan else both


def compared(plan: Plan, order: Sequence[str]) -> tuple[Plan, tuple[Contender, ...]]:
    """Return a plan with what it is compared with; it is never worth less than a contender that keeps all rules.

    A search that time or somebody ended early may know a worse plan than the ranking gives. That one then takes its
    place, under the same bound.

    Examples
    --------
    >>> best, contenders = compared(plan, ["b1-library", "b2-hall"])
    >>> best is plan, [each.method for each in contenders]
    (True, ['ranking', 'greedy', 'optimum'])
    """
    instance, told = plan.instance, plan.certificate
    contenders = three_way(plan, order)
    kept = [each for each in contenders if not each.broken]
    if not plan.has_plan or not kept:
        return plan, contenders
    best = max(kept, key=lambda each: objective_of(instance, each.state))
    objective, known = objective_of(instance, best.state), float(str(told["objective"]))
    if objective <= known:
        return plan, contenders
    bound = told["bound"] if isinstance(told["bound"], float) else np.inf
    close = relative_gap(objective, bound) <= max(instance.programme.gap, PROVEN)
    found = Found(
        status="optimal" if close else "best_found",
        state=best.state,
        objective=objective,
        bound=bound,
        method=best.method,
        seconds=float(str(told["seconds"])),
        rounds=int(str(told["rounds"])),
        cuts=int(str(told["cuts"])),
        ended_by=told["ended_by"],  # type: ignore[arg-type]
    )
    better = plan_tables(instance, plan.rules, found)
    return better, three_way(better, order)


def three_way_table(plan: Plan, contenders: Sequence[Contender]) -> pd.DataFrame:
    """Return what each way to spend the budget comes to.

    Returns
    -------
    DataFrame indexed by ``method``: ``tier`` (NA where it is chosen by building), ``person_years`` (weighted by year,
    existing Wi-Fi included), ``person_years_gained``, ``served_last_year`` (people, existing included),
    ``mean_served_share`` (0-1), ``spent_eur``, ``opex_eur`` (to run, all years together), ``opex_eur_per_year`` (in the
    last year), ``buildings``, ``rules_broken`` (how many).

    Examples
    --------
    >>> contenders = three_way(plan, ["b1-library", "b2-hall", "b3-school"])
    >>> three_way_table(plan, contenders)["person_years_gained"].to_dict()
    {'ranking': 150.0, 'greedy': 3075.0, 'optimum': 3075.0}
    """
    rows = [
        {"tier": each.tier, **asdict(figures(plan.instance, each.state)), "rules_broken": len(each.broken)}
        for each in contenders
    ]
    index = pd.Index([each.method for each in contenders], name="method", dtype="str")
    return pd.DataFrame(rows, index=index).astype({"tier": "str"})
