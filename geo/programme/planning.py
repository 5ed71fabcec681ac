"""The Wi-Fi programme solved: a certified first plan, then the proof, or the rules that cannot hold together."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from geo.evidence import Finding
from geo.programme.conflict import conflict, impossible
from geo.programme.instance.instance import Instance
from geo.programme.plan.plan import Plan, plan_tables
from geo.programme.rules import Rules, rules_of
from geo.programme.search.search import Search
from geo.programme.sums import excess
from geo.solving import Control, Found, Progress, Where, here


def plan_instance(
    instance: Instance,
    control: Control,
    *,
    where: Where = here,
    starts: tuple[np.ndarray, ...] = (),
    seen: Callable[[Plan], None] = lambda _plan: None,
) -> Plan:
    """Return the best plan of an instance, with its certificate.

    Rules that cannot hold together come back as a plan of status ``infeasible`` that names them. Two calls with the
    same evidence and programme give the same plan, as long as neither runs into its time limit or is stopped.

    Parameters
    ----------
    instance, control
        What is to be planned; clock, stop button and listener.
    where
        ``store.apart.apart``, where other work goes on in this process.
    starts
        Plans known before; what comes back is worth no less than they are.
    seen
        Shown each better plan while the search goes on.

    Examples
    --------
    >>> plan_instance(instance, control).years["people_gained"].to_dict()
    {2027: 1500.0, 2028: 75.0}
    """
    rules = rules_of(instance)

    def heard(found: object) -> None:
        assert isinstance(found, Found)
        seen(plan_tables(instance, rules, found))

    found, clash = where(solved, instance, rules, starts, control=control, heard=heard)
    return plan_tables(instance, rules, found, clash)


def first_plan(search: Search) -> Plan:
    """Return a plan after about a second, with what is proven of it by then.

    Examples
    --------
    >>> first_plan(Search(instance, control)).years["people_served"].to_dict()
    {2027: 1845.0, 2028: 1920.0}
    """
    return plan_tables(search.instance, search.rules, *_outcome(search, search.first))


def proven_plan(search: Search) -> Plan:
    """Return the best plan once the gap is closed, time is up or the search is stopped.

    Examples
    --------
    >>> proof = proven_plan(Search(instance, control)).certificate
    >>> proof["status"], proof["gap"], proof["spent_eur"]
    ('optimal', 0.0, 16300.0)
    """
    return plan_tables(search.instance, search.rules, *_outcome(search, search.prove))


def _outcome(search: Search, seek: Callable[[], Found]) -> tuple[Found, tuple[Finding, ...]]:
    """Return what is found, and the rules that cannot hold together; nothing is sought where no plan can be."""
    clash = impossible(search.instance)
    hopeless = bool(clash) or excess(search.instance, search.rules) is not None
    found = search.give_up() if hopeless else seek()
    if found.status == "infeasible" and not clash:
        clash = conflict(search.instance, search.rules, search.control)
    return found, clash


def solved(
    instance: Instance,
    rules: Rules,
    starts: tuple[np.ndarray, ...] = (),
    *,
    control: Control,
    tell: Callable[[Found], None],
) -> tuple[Found, tuple[Finding, ...]]:
    """Return the outcome of a search, and the rules that cannot hold together where that is the outcome."""
    search = _telling(instance, rules, starts, control=control, tell=tell)
    return _outcome(search, search.prove)


def proven(
    instance: Instance,
    rules: Rules | None = None,
    starts: tuple[np.ndarray, ...] = (),
    gap: float | None = None,
    time_limit_s: float | None = None,
    *,
    control: Control,
    tell: Callable[[Found], None] = lambda _found: None,
) -> Found:
    """Return the outcome of a search; each better plan is told on the way.

    Examples
    --------
    >>> proven(instance, control=control).state.tolist()
    [[0, 2], [0, 0], [2, 2]]
    """
    return _telling(instance, rules, starts, gap, time_limit_s, control=control, tell=tell).prove()


def _telling(
    instance: Instance,
    rules: Rules | None,
    starts: tuple[np.ndarray, ...],
    gap: float | None = None,
    time_limit_s: float | None = None,
    *,
    control: Control,
    tell: Callable[[Found], None],
) -> Search:
    """Return a search that tells each better plan."""
    worth = float("nan")

    def report(progress: Progress) -> None:
        nonlocal worth
        found = search.found()
        if found.has_plan and found.objective != worth:
            worth = found.objective
            tell(found)
        control.report(progress)

    search = Search(
        instance, replace(control, report=report), rules=rules, starts=starts, gap=gap, time_limit_s=time_limit_s
    )
    return search


def any_plan(
    instance: Instance,
    rules: Rules,
    time_limit_s: float | None = None,
    *,
    control: Control,
    tell: Callable[[Found], None] = lambda _found: None,
) -> Found:
    """Return any plan that keeps the rules, or that there is none; how good it is does not matter."""
    search = Search(instance, control, rules=rules, time_limit_s=time_limit_s)
    search.feasible()
    tell(search.found())
    return search.found()


def first(
    instance: Instance,
    rules: Rules,
    starts: tuple[np.ndarray, ...] = (),
    time_limit_s: float | None = None,
    *,
    control: Control,
    tell: Callable[[Found], None] = lambda _found: None,
) -> Found:
    """Return a plan after about a second with what is proven of it, or search on where that gives none."""
    search = Search(instance, control, rules=rules, starts=starts, time_limit_s=time_limit_s)
    found = search.first()
    tell(found)
    return found if found.has_plan else search.prove()
