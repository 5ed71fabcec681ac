"""The price of a rule of a roster: how many more helps a week the best roster without it gives, between bounds."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from geo.evidence import Evidence
from geo.roster.floors.slack import Slack
from geo.roster.instance import Instance, Rule, build_roster_instance
from geo.roster.plan import RosterPlan, pairs_of
from geo.roster.rules import broken_sums, floors_of, rules_of
from geo.roster.search.search import Search
from geo.roster.transport import by_slot, transport
from geo.settings import Roster
from geo.solving import Control, Found, Where, here

Verdict = Literal["costs", "nothing", "too_wide", "possible", "impossible", "not_known"]

NOTHING = 0.05
"""Helps a week below which a price is called nothing: two a year."""


@dataclass(frozen=True)
class RosterPrice:
    """What a rule costs, in helps a week.

    Attributes
    ----------
    rule
        The rule. Without a subject, all of its kind together: the floors of all areas, a door open in every area.
    helps_per_week
        Best estimate: the difference of the two rosters found. NaN where there are no two rosters.
    low, high
        Between these it lies, by the two bounds. No rule of a roster does anything but take rosters away, so that
        ``low`` is never below 0.
    verdict
        ``costs`` (more than nothing), ``nothing`` (less than ``NOTHING``), ``too_wide`` (not proven well enough to tell
        it from nothing). Of an infeasible roster: ``possible`` or ``impossible`` without the rule. ``not_known``: time
        was up before that.
    proven
        Whether both rosters are proven to the gap asked for, or the price is without them.
    helps_without
        What the best roster found without the rule gives; NaN where there is none.

    Examples
    --------
    >>> RosterPrice(RosterRule("floor", "Gilly"), 1.5, 1.0, 2.0, "costs", True, 148.0).rule.subject
    'Gilly'
    """

    rule: Rule
    helps_per_week: float
    low: float
    high: float
    verdict: Verdict
    proven: bool
    helps_without: float


@dataclass(frozen=True, eq=False)
class _Side:
    """One of the two problems: a roster, its help, and what none exceeds; -inf where there can be none."""

    state: np.ndarray
    helps: float
    most: float
    proven: bool


def liftable_rules(instance: Instance) -> list[Rule]:
    """Return the rules that have a price, all of a kind together before each of them, in a fixed order.

    Examples
    --------
    >>> liftable_rules(roster_instance)
    []
    """
    found = rules_of(instance)
    floors = [each for each in found if each.kind == "floor"]
    half_days = dict.fromkeys(each.half_day for each in found if each.kind == "open")
    excluded = [Rule("excluded", key) for key in sorted(set(instance.roster.excluded))]
    together = [Rule("floor", "")] if len(floors) > 1 else []
    opened = [Rule("open", "", half_day) for half_day in half_days]
    return [
        *together,
        *floors,
        *(each for each in found if each.kind not in ("floor", "open")),
        *excluded,
        *opened,
    ]


def roster_prices(
    plan: RosterPlan,
    evidence: Evidence,
    control: Control,
    *,
    rules: Sequence[Rule] | None = None,
    time_limit_s: float | None = None,
    gap: float | None = None,
    where: Where = here,
) -> Iterator[RosterPrice]:
    """Yield the price of each rule as it becomes known.

    Parameters
    ----------
    plan, evidence
        A roster, and what it was made on. Of one whose rules cannot hold together, each rule comes back as ``possible``
        or ``impossible``.
    control
        Once it says stop, no further price is begun.
    rules
        What to price; all of ``liftable_rules`` when None.
    time_limit_s, gap
        For how long each roster is searched at the most, and to which gap; the roster's own when None.
    where
        Where each search is done.

    Notes
    -----
    With P the helps a week of a roster found and U what none exceeds, with the rule (w) and without it (o)::

        low = max(0, P_o - U_w)        high = U_o - P_w        best estimate = P_o - P_w

    so that the true price, the difference of the two optima, lies between. What no roster exceeds without all floors,
    none exceeds without one of them, and its price is no more than that of all. Before a floor is lifted in a search,
    ``geo.roster.floors.slack`` says whether whatever helps as much as the roster found keeps it: then it costs 0.

    Examples
    --------
    >>> list(roster_prices(roster_plan, evidence, control))
    []
    """
    instance = build_roster_instance(evidence, plan.roster)
    asked = liftable_rules(instance) if rules is None else list(rules)
    if plan.certificate["status"] == "infeasible":
        yield from _possibilities(instance, evidence, control, asked, time_limit_s, where)
        return
    base = _given(instance, plan)
    wholes: dict[Rule, _Side] = {}
    slack = Slack(instance, control)
    for rule in asked:
        if control.stop():
            return
        if rule.kind == "floor" and slack.costs_nothing(rule.subject, base.helps):
            yield RosterPrice(rule, 0.0, 0.0, 0.0, "nothing", proven=True, helps_without=base.helps)
            continue
        other = _without(instance, evidence, rule)
        whole = wholes.get(Rule(rule.kind, "", rule.half_day)) if rule.subject else None
        if other is None:
            free = base
        elif whole is not None and whole.most - base.helps < NOTHING:
            free = replace(base, most=whole.most, proven=whole.proven)
        else:
            start = _carried(instance, base.state, other)
            found = where(solve_roster, other, start, gap, time_limit_s, control=control)
            free = _side(found)
            if whole is not None:
                free = replace(free, most=min(free.most, whole.most))
        if not rule.subject:
            wholes[rule] = free
        if other is not None and free.helps > base.helps:
            back = _carried(other, free.state, instance)
            if back.sum() == free.state.sum() and _keeps(instance, back):
                base = replace(base, state=back, helps=free.helps)
        yield _price(rule, replace(base, most=min(base.most, free.most)), free)


def _price(rule: Rule, tied: _Side, free: _Side) -> RosterPrice:
    """Compare the two sides: ``tied`` with the rule, ``free`` without it."""
    if not np.isfinite([tied.helps, free.helps]).all():
        return RosterPrice(rule, np.nan, np.nan, np.nan, "not_known", proven=False, helps_without=np.nan)
    without = max(free.helps, tied.helps)
    low, high = max(0.0, without - tied.most), max(free.most - tied.helps, without - tied.helps)
    verdict: Verdict = "costs" if low > NOTHING else "nothing" if high < NOTHING else "too_wide"
    return RosterPrice(rule, without - tied.helps, low, high, verdict, tied.proven and free.proven, without)


def solve_roster(
    instance: Instance,
    start: np.ndarray,
    gap: float | None,
    time_limit_s: float | None,
    *,
    control: Control,
    tell: Callable[[object], None] = lambda _told: None,  # noqa: ARG001
) -> Found:
    """Return the best roster found of an instance, from one that may break its rules."""
    return Search(instance, control, starts=(start,), time_limit_s=time_limit_s, gap=gap).prove()


def can_be(
    instance: Instance,
    time_limit_s: float | None,
    *,
    control: Control,
    tell: Callable[[object], None] = lambda _told: None,  # noqa: ARG001
) -> tuple[bool | None, float]:
    """Say whether any roster keeps the rules (None: not known in time), and what the one found gives."""
    search = Search(instance, control, time_limit_s=time_limit_s)
    return search.feasible(), search.found().objective


def roster_prices_table(prices: Sequence[RosterPrice]) -> pd.DataFrame:
    """Return prices as a table, one row a rule.

    Examples
    --------
    >>> price = RosterPrice(RosterRule("floor", "Gilly"), 1.5, 1.0, 2.0, "costs", True, 148.0)
    >>> roster_prices_table([price])["subject"].item()
    'Gilly'
    """
    rows = [
        {
            **asdict(each.rule),
            "helps_per_week": each.helps_per_week,
            "low_helps_per_week": each.low,
            "high_helps_per_week": each.high,
            "verdict": each.verdict,
            "proven": each.proven,
            "without_helps_per_week": each.helps_without,
        }
        for each in prices
    ]
    return pd.DataFrame(rows, columns=list(PRICE_COLUMNS))


PRICE_COLUMNS = (
    *("kind", "subject", "half_day", "helps_per_week", "low_helps_per_week", "high_helps_per_week"),
    *("verdict", "proven", "without_helps_per_week"),
)


def _without(instance: Instance, evidence: Evidence, rule: Rule) -> Instance | None:
    """Return the instance without a rule; None where that changes nothing."""
    if rule.kind != "excluded":
        return replace(instance, lifted=instance.lifted | {rule})
    roster = instance.roster
    kept = tuple(each for each in roster.excluded if each != rule.subject)
    other = build_roster_instance(evidence, _changed(roster, excluded=kept))
    return replace(other, lifted=instance.lifted) if rule.subject in other.doors.index else None


def _changed(roster: Roster, **update: object) -> Roster:
    return roster.model_copy(update=update)


def _given(instance: Instance, plan: RosterPlan) -> _Side:
    """Return a roster as it was found, with its certificate."""
    helps, bound = (float(str(plan.certificate[name])) for name in ("helps_per_week", "bound_helps_per_week"))
    proven = plan.certificate["status"] == "optimal"
    return _Side(pairs_of(instance, plan), helps if np.isfinite(helps) else -np.inf, bound, proven)


def _side(found: Found) -> _Side:
    if not found.has_plan:
        return _Side(found.state, -np.inf, np.inf, proven=False)
    return _Side(found.state, found.objective, found.bound, found.status == "optimal")


def _carried(instance: Instance, pairs: np.ndarray, other: Instance) -> np.ndarray:
    """Return the pairs at the doors of another instance; those at doors it has not are left out."""
    moved = np.zeros(other.open.shape, dtype=np.int64)
    row = other.doors.index.get_indexer(instance.doors.index)
    moved[row[row >= 0]] = pairs[row >= 0]
    return moved


def _keeps(instance: Instance, pairs: np.ndarray) -> bool:
    """Say whether a roster keeps every rule."""
    if broken_sums(instance, pairs):
        return False
    return not floors_of(instance).any() or transport(instance, by_slot(instance, pairs)).floors_kept


def _possibilities(
    instance: Instance,
    evidence: Evidence,
    control: Control,
    rules: Sequence[Rule],
    time_limit_s: float | None,
    where: Where,
) -> Iterator[RosterPrice]:
    """Yield, for each rule of a roster that cannot be, whether one can be without it alone."""
    for rule in rules:
        if control.stop():
            return
        other = _without(instance, evidence, rule)
        possible: bool | None = False
        helps = np.nan
        if other is not None and set(other.roster.forced_in) - {rule.subject} <= set(other.doors.index):
            possible, helps = where(can_be, other, time_limit_s, control=control)
        verdict: Verdict = "not_known" if possible is None else "possible" if possible else "impossible"
        yield RosterPrice(rule, np.nan, np.nan, np.nan, verdict, possible is not None, helps)
