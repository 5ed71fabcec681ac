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
    return _told(search, search.give_up() if _hopeless(search) else search.first())


def proven_plan(search: Search) -> Plan:
    """Return the best plan once the gap is closed, time is up or the search is stopped.

    Examples
    --------
    >>> proof = proven_plan(Search(instance, control)).certificate
    >>> proof["status"], proof["gap"], proof["spent_eur"]
    ('optimal', 0.0, 16300.0)
    """
    return _told(search, search.give_up() if _hopeless(search) else search.prove())


def _hopeless(search: Search) -> bool:
    """Say whether it is known without a search that no plan can be."""
    return bool(impossible(search.instance)) or excess(search.instance, search.rules) is not None


def solved(
    instance: Instance,
    rules: Rules,
    starts: tuple[np.ndarray, ...] = (),
    *,
    control: Control,
    tell: Callable[[Found], None],
) -> tuple[Found, tuple[Finding, ...]]:
    """Return the outcome of a search, and the rules that cannot hold together where that is the outcome."""
    if clash := impossible(instance):
        return Search(instance, control, rules=rules).give_up(), clash
    if excess(instance, rules) is not None:
        return Search(instance, control, rules=rules).give_up(), conflict(instance, rules, control)
    found = proven(instance, rules, starts, control=control, tell=tell)
    return found, conflict(instance, rules, control) if found.status == "infeasible" else ()


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
    return search.prove()


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


def _told(search: Search, found: Found) -> Plan:
    instance, rules = search.instance, search.rules
    clash = impossible(instance)
    if found.status == "infeasible" and not clash:
        clash = conflict(instance, rules, search.control)
    return plan_tables(instance, rules, found, clash)
