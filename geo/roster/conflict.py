"""Rules of a roster that cannot hold together: a smallest set of them, in words."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from geo.evidence import Finding
from geo.roster.doors import REASONS
from geo.roster.instance import Instance, Rule
from geo.roster.rules import rules_of
from geo.roster.search.search import Search
from geo.solving import Control
from geo.texts import N_

CHECK_S = 5.0
"""Seconds at the most for finding out whether some of the rules can hold together."""

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "forced_in": N_("{name} must have helpers in one half-day of the week at least."),
        "activity_least": N_("Half-days with helpers a week at doors of {name}, at the least: {count}."),
        "activity_most": N_("Half-days with helpers a week at doors of {name}, at the most: {count}."),
        "open": N_("A door with helpers must be open in {name} at this half-day: {half_day}."),
        "floor": N_("In {name}, {percent} % of the need must be met at least."),
    }
)


def in_words(instance: Instance, rule: Rule) -> Finding:
    """Return a rule as a sentence.

    Examples
    --------
    >>> found = in_words(roster_instance, Rule("floor", "Gilly"))
    >>> found.code
    'roster.conflict.floor'
    """
    roster = instance.roster
    facts: dict[str, object] = {"name": rule.subject}
    if rule.kind == "forced_in":
        names = {**instance.doors["name"].to_dict(), **instance.not_doors["name"].to_dict()}
        facts["name"] = str(names.get(rule.subject, rule.subject))
    if rule.kind == "activity_least":
        facts["count"] = roster.least_half_days_of_activity[rule.subject]
    if rule.kind == "activity_most":
        facts["count"] = roster.most_half_days_of_activity[rule.subject]
    if rule.kind == "open":
        facts["half_day"] = rule.half_day
    if rule.kind == "floor":
        share = 0.0 if roster.district_floor is None else roster.district_floor.served_share
        facts["percent"] = float(np.round(100 * share, 1))
    return Finding(f"roster.conflict.{rule.kind}", "warning", WORDS[rule.kind], facts, rule.subject)


def impossible(instance: Instance) -> tuple[Finding, ...]:
    """Name every door that must have helpers and is none, each with why."""
    told: list[Finding] = []
    for key in sorted(set(instance.roster.forced_in)):
        if key in instance.doors.index:
            continue
        if key not in instance.not_doors.index:
            message = N_("{name} must have helpers, but no list has such a place.")
            told.append(Finding("roster.conflict.unknown_door", "warning", message, {"name": key}, key))
            continue
        reason = str(instance.not_doors.at[key, "reason"])
        told.append(in_words(instance, Rule("forced_in", key)))
        told.append(Finding(f"roster.conflict.{reason}", "warning", REASONS[reason], {}, key))
    return tuple(told)


def conflict(instance: Instance, control: Control) -> tuple[Finding, ...]:
    """Return a smallest set of rules that cannot hold together, each as a sentence.

    Notes
    -----
    By deletion: rules are lifted one by one; if the others still cannot hold together, they stay lifted. What remains
    cannot hold, and would without any one of its rules. A rule stays in when time is up before it is known whether it
    matters; the finding ``roster.conflict.not_smallest`` then says so.
    """
    current, kept, unsure = instance, list[Rule](), False
    for rule in rules_of(instance):
        without = replace(current, lifted=current.lifted | {rule})
        possible = Search(without, control, time_limit_s=CHECK_S).feasible()
        if possible is False:
            current = without
        else:
            kept.append(rule)
            unsure = unsure or possible is None
    told = [in_words(instance, rule) for rule in kept]
    told.append(
        Finding(
            "roster.conflict.pairs",
            "note",
            N_("Half-days with a pair of helpers a week in all: {count}."),
            {"count": instance.pairs},
        )
    )
    if unsure:
        message = N_("Not all of these rules may be needed for the conflict: there was no time to find out.")
        told.append(Finding("roster.conflict.not_smallest", "note", message, {}))
    return tuple(told)
