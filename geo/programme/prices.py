"""The price of each rule of a Wi-Fi programme: the people it costs, from planning once more without it."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import takewhile

import numpy as np

from geo.evidence import Evidence
from geo.programme.conflict import impossible
from geo.programme.instance.instance import Instance
from geo.programme.lifted import Lifted, as_lifted, carried, lift, liftable, takes_only_away
from geo.programme.plan.plan import Plan
from geo.programme.planning import any_plan, proven
from geo.programme.price import Price, Verdict
from geo.programme.rules import Rules, broken, clashing
from geo.programme.search.greedy import greedy_plan
from geo.programme.search.worth import objective_of, worth_of_all_money
from geo.programme.sums import excess
from geo.solving import Control, Where, here, relative_gap

GAP = 0.0005
"""Gap to which plans are proven for prices, unless another is asked for: a price is the difference of two, and is then
known to a thousandth of all person-years, in seconds."""

NOTHING = 1.0
"""People, on average over the years, below which a price is called nothing."""

_NO_FIGURES = (np.nan,) * 6


@dataclass(frozen=True, eq=False)
class _Side:
    """One of the two problems: a plan, its person-years, and what none exceeds; -inf where there can be none."""

    state: np.ndarray
    worth: float
    most: float
    proven: bool


def prices(
    plan: Plan,
    evidence: Evidence,
    control: Control,
    *,
    lifted: Sequence[Lifted] | None = None,
    gap: float = GAP,
    time_limit_s: float | None = None,
    where: Where = here,
    at_once: int = 1,
) -> Iterator[Price]:
    """Yield the price of each rule as it becomes known.

    Parameters
    ----------
    plan
        Of the programme with all its rules. One that is not proven to ``gap`` is searched further first. Of an
        infeasible programme, each rule comes back as ``possible`` or ``impossible``.
    evidence
        What the plan was made on.
    control
        Once it says stop, no further price is begun, and the one under way comes with what is proven by then.
    lifted
        What to price; when None, all of ``liftable``, and the rules of the conflict where there is one.
    gap, time_limit_s
        To which each plan is proven, and for how long at the most; the time is the programme's own when None.
    where, at_once
        Where each search is done, and how many at the same time: more than one only in processes of their own. Each
        price is what it would be if it were the only one asked for.

    Notes
    -----
    With P the person-years of a plan found and U what no plan exceeds, with the rule (w) and without it (o)::

        low = max(0, P_o - U_w)        high = U_o - P_w        best estimate = P_o - P_w

    so that the true price, the difference of the two optima, lies between. A bound holds for person-years less the tiny
    worth of money; U adds back the worth of all that could be spent, half a person-year at the most. Where the
    programme says how many person-years a thousand euros must serve, P, U and the price count money at that rate. A
    plan found without the rule that happens to keep it takes the place of the plan with it.

    Examples
    --------
    >>> [(each.lifted.kind, each.verdict) for each in prices(plan, evidence, control)]
    [('carry_over', 'nothing'), ('budget', 'nothing')]
    """
    if plan.status == "infeasible":
        yield from _possibilities(plan, evidence, control, lifted, time_limit_s, where)
        return
    base = _given(plan, gap)
    if not base.proven and not control.stop():
        further = _solved(plan.instance, plan.rules, base.state, control, gap, time_limit_s, where)
        base = replace(further, most=min(base.most, further.most))

    def asked(each: Lifted) -> Price | None:
        return None if control.stop() else _priced(plan, evidence, each, base, control, gap, time_limit_s, where)

    yield from takewhile(bool, in_order(asked, liftable(plan) if lifted is None else lifted, at_once))


def in_order(ask: Callable[[Lifted], Price | None], lifted: Sequence[Lifted], at_once: int) -> Iterator[Price | None]:
    """Yield answers in the order of the questions; one at a time, none is asked before the one before is taken."""
    if at_once == 1:
        yield from map(ask, lifted)
        return
    with ThreadPoolExecutor(at_once) as pool:
        yield from pool.map(ask, lifted)


def _priced(
    plan: Plan,
    evidence: Evidence,
    lifted: Lifted,
    base: _Side,
    control: Control,
    gap: float,
    time_limit_s: float | None,
    where: Where,
) -> Price:
    """Return the price of one rule, given the plan with all of them."""
    instance, rules = lift(plan, evidence, lifted)
    start = carried(plan.instance, base.state, instance)
    free = _solved(instance, rules, start, control, gap, time_limit_s, where)
    if instance is plan.instance and free.worth > base.worth and not broken(instance, plan.rules, free.state):
        base = replace(base, state=free.state, worth=free.worth)
    return _price(plan, lifted, base, free)


def price_of_building(
    plan: Plan,
    building: str,
    control: Control,
    *,
    gap: float = GAP,
    time_limit_s: float | None = None,
    where: Where = here,
) -> Price:
    """Return what one building costs: of leaving it out when the plan has it, of equipping it when it has not.

    Parameters
    ----------
    plan
        A plan that is there, taken with its own certificate.
    building
        Identifier of a building that can be planned.
    control, gap, time_limit_s, where
        As for ``prices``.

    Returns
    -------
    Price, whose ``person_years_without`` is what the best plan found without that demand serves. ``impossible``: no
    plan keeps the rules and the demand.

    Raises
    ------
    KeyError
        When the building cannot be planned, or there is no plan.

    Examples
    --------
    >>> price_of_building(plan, "b2-hall", control).person_years
    1100.0
    >>> price_of_building(plan, "b1-library", control).person_years
    75.0
    """
    instance, rules = plan.instance, plan.rules
    site = instance.sites.index.get_loc(building)
    if not plan.has_plan:
        raise KeyError(building)
    has = bool(plan.state[site, -1] > 0)
    own = instance.sites.index == building
    start = plan.state.copy()
    start[site] = 0
    if has:
        tied_rules = replace(rules, excluded=rules.excluded | own, forced=rules.forced & ~own)
    else:
        tied_rules = replace(rules, forced=rules.forced | own, excluded=rules.excluded & ~own)
    free = _given(plan, gap)
    tied = _solved(instance, tied_rules, start, control, gap, time_limit_s, where)
    if tied.worth > free.worth and not broken(instance, rules, tied.state):
        free = replace(free, state=tied.state, worth=tied.worth)
    return _price(plan, Lifted("excluded" if has else "forced_in", building), tied, free)


def _worth_of_money(instance: Instance, rules: Rules) -> float:
    """Return the most that money can count in the objective without being asked to, in person-years."""
    asked = instance.programme.least_person_years_per_thousand_eur
    return 0.0 if asked else worth_of_all_money(instance, int(rules.available[-1]))


def _worth(instance: Instance, state: np.ndarray) -> float:
    """Return what a plan is compared by: the people it serves, less what its money counts where that is asked for."""
    asked = instance.programme.least_person_years_per_thousand_eur
    return objective_of(instance, state) if asked else instance.person_years(state)


def _given(plan: Plan, gap: float) -> _Side:
    """Return a plan as it was found, with its certificate."""
    certificate = plan.certificate
    if not plan.has_plan:
        return _Side(plan.state, -np.inf, np.inf, proven=False)
    objective, bound = (float(str(certificate[name])) for name in ("objective", "bound"))
    most = bound + _worth_of_money(plan.instance, plan.rules)
    return _Side(plan.state, _worth(plan.instance, plan.state), most, proven=relative_gap(objective, bound) <= gap)


def _solved(
    instance: Instance,
    rules: Rules,
    start: np.ndarray,
    control: Control,
    gap: float,
    time_limit_s: float | None,
    where: Where,
) -> _Side:
    """Plan by other rules, from a plan that may have to be completed to keep them."""
    if excess(instance, rules) is not None:
        return _Side(np.zeros(instance.shape, dtype=np.int64), -np.inf, -np.inf, proven=False)
    starts = (start, greedy_plan(instance, rules, start))
    found = where(proven, instance, rules, starts, gap, time_limit_s, control=control)
    if not found.has_plan:
        return _Side(found.state, -np.inf, -np.inf if found.status == "infeasible" else np.inf, proven=False)
    most = found.bound + _worth_of_money(instance, rules)
    return _Side(found.state, _worth(instance, found.state), most, proven=found.status == "optimal")


def _price(plan: Plan, lifted: Lifted, tied: _Side, free: _Side) -> Price:
    """Compare the two sides: ``tied`` with the rule, ``free`` without it."""
    best, low, high = np.nan, np.nan, np.nan
    verdict: Verdict = "not_known"
    years = sum(plan.instance.programme.weights)
    nested = takes_only_away(plan.instance, plan.rules, lifted)
    # Money may have made a plan the better one that serves a fraction of a person fewer; the other is still at hand.
    without = max(free.worth, tied.worth) if nested else free.worth
    if -np.inf in (tied.most, free.most):
        verdict = "impossible"
    elif np.isfinite([tied.worth, without]).all():
        best, low, high = without - tied.worth, without - tied.most, free.most - tied.worth
        if nested:
            low = max(low, 0.0)
        if low > 0:
            verdict = "costs"
        elif high < 0:
            verdict = "helps"
        else:
            verdict = "nothing" if max(-low, high) < NOTHING * years else "too_wide"
    return Price(
        lifted=lifted,
        person_years=best,
        low=low,
        high=high,
        people=best / years,
        people_low=low / years,
        people_high=high / years,
        verdict=verdict,
        proven=tied.proven and free.proven,
        person_years_without=without if np.isfinite(without) else np.nan,
    )


def _possibilities(
    plan: Plan,
    evidence: Evidence,
    control: Control,
    lifted: Sequence[Lifted] | None,
    time_limit_s: float | None,
    where: Where,
) -> Iterator[Price]:
    """Yield, for each rule of an infeasible programme, whether a plan can be without it alone."""
    for each in (
        dict.fromkeys((*map(as_lifted, clashing(plan.conflict)), *liftable(plan))) if lifted is None else lifted
    ):
        if control.stop():
            return
        instance, rules = lift(plan, evidence, each)
        blocked = {finding.subject for finding in impossible(instance)} - {each.subject * (each.kind == "forced_in")}
        never = bool(blocked) or excess(instance, rules) is not None
        found = None if never else where(any_plan, instance, rules, time_limit_s, control=control)
        possible = False if found is None or found.status == "infeasible" else found.has_plan or None
        verdict: Verdict = "not_known" if possible is None else "possible" if possible else "impossible"
        served = instance.person_years(found.state) if found is not None and found.has_plan else np.nan
        yield Price(each, *_NO_FIGURES, verdict, possible is not None, served)
