"""The rules of a programme: one module each, registered here in the order in which they are told.

The search for a conflict and the greedy go through them from the last to the first.
"""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

import numpy as np

from geo.evidence import Finding
from geo.programme.instance.instance import Instance
from geo.programme.instance.rules import UNLIMITED, Clash, Rule, Rules
from geo.programme.rules import budget, district_minimum, excluded, floor, forced_in, opex_ceiling
from geo.programme.rules._kind import Ask, RuleKind, Said
from geo.programme.rules.floor import floor_cents

__all__ = [
    "RULES",
    "UNLIMITED",
    "Ask",
    "Clash",
    "Rule",
    "RuleKind",
    "Rules",
    "Said",
    "broken",
    "clashing",
    "floor_cents",
    "in_words",
    "listed",
    "rule_kind",
    "rules_of",
    "without",
]

RULES: tuple[RuleKind, ...] = (
    budget.RULE,
    floor.RULE,
    opex_ceiling.RULE,
    district_minimum.RULE,
    forced_in.RULE,
    excluded.RULE,
)


def rule_kind(kind: str) -> RuleKind:
    """Return the rule called ``kind``; KeyError when there is none.

    Examples
    --------
    >>> rule_kind("budget").settings
    ('budgets_eur', 'carry_over')
    """
    return {each.kind: each for each in RULES}[kind]


def rules_of(instance: Instance) -> Rules:
    """Return all rules of an instance's programme.

    Examples
    --------
    >>> rules_of(instance).budget.tolist(), rules_of(instance).carry_over
    ([1200000, 500000], False)
    """
    demanded: dict[str, Any] = {}
    for each in RULES:
        demanded |= each.demand(instance)
    own = {name: demanded.pop(name) for name in demanded.keys() - {each.name for each in fields(Rules)}}
    return Rules(**demanded, own=own)


def listed(instance: Instance) -> list[Rule]:
    """Return every rule that could bind, in a fixed order: those that are first are lifted first."""
    rules = rules_of(instance)
    return [rule for each in reversed(RULES) for rule in each.listed(instance, rules)]


def without(instance: Instance, rules: Rules, rule: Rule) -> Rules:
    """Return the rules with one of them lifted; a floor or budget of year 0 is lifted in all years."""
    return rule_kind(rule.kind).without(instance, rules, rule)


def broken(instance: Instance, rules: Rules, state: np.ndarray) -> list[Rule]:
    """Return the rules a plan breaks, in whole cents and people: exact.

    Parameters
    ----------
    instance, rules
        What was to be planned.
    state
        Level of each building in each year, 0 for none, shape (buildings, years).

    Examples
    --------
    >>> too_dear = np.array([[0, 0], [2, 2], [2, 2]])
    >>> [(each.kind, each.year) for each in broken(instance, rules_of(instance), too_dear)]
    [('budget', 2027)]
    """
    return [rule for each in RULES for rule in each.broken(instance, rules, state)]


def in_words(instance: Instance, rules: Rules, rule: Rule) -> Clash:
    """Say what a rule demands, as one of a conflict."""
    message, facts = rule_kind(rule.kind).says(instance, rules, rule)
    return Clash(f"conflict.{rule.kind}", "warning", message, dict(facts), rule.subject, rule=rule)


def clashing(conflict: Iterable[Finding]) -> list[Rule]:
    """Return the rules that a conflict names. Lifting any other alone leaves the conflict as it is."""
    return [each.rule for each in conflict if isinstance(each, Clash)]
