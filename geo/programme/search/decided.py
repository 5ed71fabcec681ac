"""What the proof decides of each building, and what lies within the gap: a plan as good may do otherwise."""

from collections.abc import Callable
from typing import Literal

import numpy as np

from geo.programme.instance.instance import UNIT, Instance
from geo.programme.rules import Rules
from geo.programme.search import tolerances
from geo.programme.search.relaxed import Relaxed
from geo.programme.search.worth import objective_of
from geo.solving import Control

Decided = Literal["tier", "equipped", "open"]
"""Of one building: every plan as good as the one found ends with the same tier in it; or at least equips it, or leaves
it out, alike; or the gap leaves even that open."""

SECONDS = 120.0
"""Time at the most; buildings that are not looked at by then count as open."""


def decided(
    instance: Instance,
    rules: Rules,
    state: np.ndarray,
    *,
    control: Control,
    tell: Callable[[Decided], None] = lambda _decided: None,
) -> tuple[Decided, ...]:
    """Say of each building what every plan worth as much as this one has in common with it after the last year.

    Parameters
    ----------
    instance, rules, state
        A plan that keeps the rules.
    control
        Once it says stop, the other buildings count as open.
    tell
        Told of each building, in order.

    Notes
    -----
    The relaxed problem is solved once more for each building with the contrary asked for: less than it has, or more.
    Where its optimum is then below the plan's worth, no plan as good does that. Between what is decided so and what is
    not lies no claim: what the gap leaves open may be decided all the same.

    Examples
    --------
    >>> decided(instance, rules_of(instance), plan.state, control=control)
    ('open', 'tier', 'tier')
    """
    if not len(instance.capex):
        return ()
    begun, base = control.clock(), instance.already / UNIT * sum(instance.programme.weights)
    worth = objective_of(instance, state) - base - tolerances.ROUNDING_ERROR
    relaxed = Relaxed(instance, rules)

    def seconds() -> float:
        return SECONDS - (control.clock() - begun)

    found: list[Decided] = []
    relaxed.tighten(tolerances.ROUNDS, seconds, lambda fell: fell < tolerances.PROVEN * abs(worth))
    for site, level in enumerate(state[:, -1].tolist()):
        over = relaxed.run is None or seconds() <= 0 or control.stop()
        found.append("open" if over else _of_building(relaxed, site, int(level), worth, seconds))
        tell(found[-1])
    return tuple(found)


def _of_building(relaxed: Relaxed, site: int, level: int, worth: float, seconds: Callable[[], float]) -> Decided:
    model = relaxed.model
    first, top = int(model.instance.first[site]), int(model.instance.levels[site])

    def never(option: int, *, there: bool) -> bool:
        """Say whether no plan as good has, or has not, an option after the last year."""
        column = model.u(option, model.years - 1)
        low, high = model.low[: model.wholes].copy(), model.high[: model.wholes].copy()
        if (there and high[column] < 1) or (not there and low[column] > 0):
            return True
        low[column] = high[column] = float(there)
        relaxed.solver.problem.change_bounds(low, high)
        run = relaxed.solver.relaxed(seconds())
        return run.status == "infeasible" or (run.status == "optimal" and run.bound < worth)

    no_more = level == top or never(first + level, there=True)
    if not level:
        return "tier" if no_more else "open"
    no_less = never(first + level - 1, there=False)
    if no_less and no_more:
        return "tier"
    # Having the lowest tier at the least is having any.
    return "equipped" if no_less or (level > 1 and never(first, there=False)) else "open"
