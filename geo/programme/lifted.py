"""What can be lifted from the rules of a Wi-Fi programme, and the problem that is left without it."""

from dataclasses import dataclass, replace

import numpy as np

from geo.evidence import Evidence
from geo.programme.instance.instance import Instance, build_instance
from geo.programme.plan.plan import Plan
from geo.programme.rules import RULES, UNLIMITED, Rule, Rules, rule_kind, rules_of, without

OTHERS = ("carry_over", "wait_for_fibre")
"""What can be lifted beside the rules: settings that make other plans possible, and that no plan can break."""

TENTHS = 11
"""Tenths to which each year's budget rises when money is what is asked for."""


@dataclass(frozen=True, order=True)
class Lifted:
    """What is lifted from the rules.

    Attributes
    ----------
    kind
        That of a rule: of the ``subject``, of all when it is empty; in all years when ``year`` is 0. Without a year,
        each year's ``budget`` rises by a tenth instead, while floors stay the same in euros. Beside the rules there are
        ``carry_over`` (money left may be spent later) and ``wait_for_fibre`` (buildings may be equipped before it).
    subject, year
        As said above; empty and 0 for the programme as a whole.

    Examples
    --------
    >>> (price,) = prices(plan, evidence, control, lifted=[Lifted("budget", year=2027)])
    >>> price.verdict, price.person_years
    ('costs', 1975.0)
    """

    kind: str
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
    found = [as_lifted(rule) for each in RULES for rule in each.priced(instance, rules)]
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
    if lifted.kind == "budget" and not lifted.year:
        return instance, replace(rules, budget=np.minimum(rules.budget * TENTHS // 10, UNLIMITED))
    return instance, without(instance, rules, _as_rule(lifted))


def as_lifted(rule: Rule) -> Lifted:
    """Return what is lifted when a rule is."""
    return Lifted(rule.kind, rule.subject, rule.year)


def _as_rule(lifted: Lifted) -> Rule:
    return Rule(lifted.kind, lifted.subject, lifted.year)


def carried(instance: Instance, state: np.ndarray, other: Instance) -> np.ndarray:
    """Return a plan in the positions of another instance that has at least the same buildings, tiers and years."""
    if other is instance:
        return state
    out = np.zeros(other.shape, dtype=np.int64)
    out[other.sites.index.get_indexer(instance.sites.index)] = state
    return out


def takes_only_away(instance: Instance, rules: Rules, lifted: Lifted) -> bool:
    """Say whether a rule only takes plans away, so that lifting it never loses anybody.

    Waiting for fibre also lowers what a sector of activity is owed: without it a floor may ask for more.
    """
    if lifted.kind in OTHERS:
        return lifted.kind != "wait_for_fibre" or not rules.floor.any()
    return rule_kind(lifted.kind).takes_only_away(instance, rules, _as_rule(lifted))
