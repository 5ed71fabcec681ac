"""What can be lifted from the rules of a Wi-Fi programme, and the problem that is left without it."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from geo.evidence import Evidence
from geo.programme.instance.instance import Instance, build_instance
from geo.programme.plan.plan import Plan
from geo.programme.rules import UNLIMITED, Rule, Rules, rules_of, without

LiftedKind = Literal[
    "floor", "opex_ceiling", "district_minimum", "forced_in", "excluded", "carry_over", "wait_for_fibre", "budget"
]

TENTHS = 11
"""Tenths to which each year's budget rises when money is what is asked for."""


@dataclass(frozen=True, order=True)
class Lifted:
    """What is lifted from the rules.

    Attributes
    ----------
    kind
        ``floor`` (of the sector of activity ``subject``, of all when it is empty; in all years when ``year`` is 0),
        ``opex_ceiling``, ``district_minimum`` (of the area ``subject``, of all when it is empty), ``forced_in``,
        ``excluded`` (of the building ``subject``), ``carry_over`` (money left may be spent later), ``wait_for_fibre``
        (buildings may be equipped before fibre comes), ``budget`` (each year's rises by a tenth, while floors stay the
        same in euros; with a ``year``, that year's falls away).
    subject, year
        As said above; empty and 0 for the programme as a whole.

    Examples
    --------
    >>> (price,) = prices(plan, evidence, control, lifted=[Lifted("budget", year=2027)])
    >>> price.verdict, price.person_years
    ('costs', 1975.0)
    """

    kind: LiftedKind
    subject: str = ""
    year: int = 0


def liftable(plan: Plan) -> tuple[Lifted, ...]:
    """Return what can be lifted from a plan's rules, in the order in which it is told.

    Examples
    --------
    >>> [each.kind for each in liftable(plan)]
    ['carry_over', 'budget']
    """
    instance, rules = plan.instance, plan.rules
    programme = instance.programme
    activities = [name for name, floor in zip(instance.activities, rules.floor, strict=True) if floor.any()]
    found = [Lifted("floor", name) for name in activities]
    found += [Lifted("floor")] if len(activities) > 1 else []
    found += [Lifted("opex_ceiling")] if rules.opex_ceiling < UNLIMITED else []
    found += [Lifted("district_minimum")] if rules.area_least.any() else []
    found += [Lifted("forced_in", key) for key in instance.sites.index[rules.forced]]
    found += [Lifted("excluded", key) for key in instance.sites.index[rules.excluded]]
    found += [] if rules.carry_over or len(programme.years) == 1 else [Lifted("carry_over")]
    found += [Lifted("wait_for_fibre")] if programme.wait_for_fibre else []
    return (*found, Lifted("budget"))


def lift(plan: Plan, evidence: Evidence, lifted: Lifted) -> tuple[Instance, Rules]:
    """Return the problem without a rule: the plan's own instance, but for waiting for fibre, which makes another."""
    instance, rules = plan.instance, plan.rules
    if lifted.kind == "wait_for_fibre":
        programme = instance.programme.model_copy(update={"wait_for_fibre": False})
        other = build_instance(evidence, programme)
        return other, rules_of(other)
    if lifted.kind == "carry_over":
        return instance, replace(rules, carry_over=True)
    if lifted.kind == "budget":
        if lifted.year:
            return instance, without(instance, rules, Rule("budget", "", lifted.year))
        return instance, replace(rules, budget=np.minimum(rules.budget * TENTHS // 10, UNLIMITED))
    if lifted.kind == "forced_in" and lifted.subject not in instance.sites.index:
        # The building cannot be planned, so the instance holds no rule that it must be.
        return instance, rules
    return instance, without(instance, rules, Rule(lifted.kind, lifted.subject, lifted.year))


def carried(instance: Instance, state: np.ndarray, other: Instance) -> np.ndarray:
    """Return a plan in the positions of another instance that has at least the same buildings, tiers and years."""
    if other is instance:
        return state
    out = np.zeros(other.shape, dtype=np.int64)
    out[other.sites.index.get_indexer(instance.sites.index)] = state
    return out


def takes_only_away(instance: Instance, rules: Rules, lifted: Lifted) -> bool:
    """Say whether a rule only takes plans away, so that lifting it never loses anybody.

    Leaving a building out, and waiting for fibre, also lower what a sector of activity is owed: without them a floor
    may ask for more.
    """
    if lifted.kind == "excluded":
        return not rules.floor[instance.site_activity[instance.sites.index.get_loc(lifted.subject)]].any()
    return lifted.kind != "wait_for_fibre" or not rules.floor.any()
