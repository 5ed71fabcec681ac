"""Rules of a roster that cannot hold together: a smallest set of them, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from geo.evidence import Finding
from geo.roster.doors import REASONS
from geo.roster.floors.clash import clash_of
from geo.roster.floors.fairest import Best, fairest
from geo.roster.floors.most import Most, beyond_pairs, beyond_reach, common_share
from geo.roster.instance import Instance, Rule
from geo.roster.need import UNIT
from geo.roster.rules import rules_of
from geo.roster.search.search import Search
from geo.solving import Control
from geo.texts import N_

CHECK_S = 5.0
"""Seconds at the most for finding out by a search whether some of the rules can hold together."""

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


def conflict_at_once(instance: Instance) -> tuple[Finding, ...]:
    """Return the floors that cannot hold by themselves whatever pairs there are: exact, by a few flows."""
    return tuple(_alone(instance, each) for each in beyond_reach(instance))


def conflict(instance: Instance, control: Control) -> tuple[Finding, ...]:
    """Return a smallest set of rules that cannot hold together, each as a sentence, with the sums that say so.

    Notes
    -----
    Floors that cannot hold by themselves are all named, each with the most its area can have. Else by deletion: rules
    are lifted one by one; if the others still cannot hold together, they stay lifted. What remains cannot hold, and
    would without any one of its rules. Whether rules can hold is told by sums alone (``geo.roster.floors``), which take
    the same steps on every machine. Only what sums do not exclude is searched for, and a rule stays in when time is up
    before it is known whether it matters; the finding ``roster.conflict.not_smallest`` then says so.
    """
    alone = beyond_reach(instance)
    named = {each.area for each in alone}
    alone += [each for each in beyond_pairs(instance, control) if each.area not in named]
    clash = None if alone else clash_of(instance, control)
    unsure = False
    if alone:
        told = [_alone(instance, each) for each in alone]
    elif clash is not None:
        told = _together(instance, clash.rules)
        if np.isfinite(clash.asked):
            message = N_(
                "Helps a week that these floors ask for: {needed}. What all pairs and the help that is there can give "
                "of it at the most: {most}."
            )
            facts: dict[str, object] = {"needed": float(np.round(clash.asked, 2)), "most": _up(clash.most)}
            told.append(Finding("roster.conflict.together", "note", message, facts))
    else:
        kept, unsure = _by_search(instance, control)
        told = _together(instance, kept)
    if not all(each.by_reach for each in alone) or not alone:
        message = N_("Half-days with a pair of helpers a week in all: {count}.")
        told.append(Finding("roster.conflict.pairs", "note", message, {"count": instance.pairs}))
    if any(each.code == "roster.conflict.floor" for each in told):
        share = common_share(instance, control)
        # Whoever reads it waits: only what is found in a moment, where a search that found nothing looks further.
        told += _common(share, fairest(instance, share, control, tries=0))
    if unsure:
        message = N_("Not all of these rules may be needed for the conflict: there was no time to find out.")
        told.append(Finding("roster.conflict.not_smallest", "note", message, {}))
    return tuple(told)


def not_excluded(share: float, best: Best) -> tuple[Finding, ...]:
    """Say what is known of floors for which a search found no roster, though no sum excludes them.

    ``share``: as ``common_share`` returns it; ``best``: the fairest roster found.
    """
    message = N_("No sum excludes these floors, and no roster was found: whether any keeps them is not known.")
    return (Finding("roster.conflict.not_known", "note", message, {}), *_common(share, best))


def _by_search(instance: Instance, control: Control) -> tuple[list[Rule], bool]:
    """Return a smallest set of rules of which a search finds out that they cannot hold, and whether it may be less."""
    current, kept, unsure = instance, list[Rule](), False
    for rule in rules_of(instance):
        without = replace(current, lifted=current.lifted | {rule})
        possible = Search(without, control, time_limit_s=CHECK_S).feasible()
        if possible is False:
            current = without
        else:
            kept.append(rule)
            unsure = unsure or possible is None
    return kept, unsure


def _together(instance: Instance, rules: Sequence[Rule]) -> list[Finding]:
    """Return rules as sentences, several floors in one."""
    floors = [rule.subject for rule in rules if rule.kind == "floor"]
    if len(floors) < 2:
        return [in_words(instance, rule) for rule in rules]
    told = [in_words(instance, rule) for rule in rules if rule.kind != "floor"]
    message = N_("In each of these areas, {percent} % of the need must be met at least: {names}.")
    one = in_words(instance, Rule("floor", floors[0]))
    facts = {"percent": one.parameters["percent"], "names": ", ".join(floors)}
    return [*told, Finding("roster.conflict.floor", "warning", message, facts)]


def _alone(instance: Instance, most: Most) -> Finding:
    """Say of a floor that cannot hold by itself what its area can have at the most."""
    reach = N_(
        "In {name}, {percent} % of the need must be met at least. At most {share} % can be, even with a pair at every "
        "door in every half-day in which it is open (helps a week: {most} of {needed})."
    )
    pairs = N_(
        "In {name}, {percent} % of the need must be met at least. At most {share} % can be, even if every pair goes "
        "where it helps there most (helps a week: {most} of {needed})."
    )
    asked = in_words(instance, Rule("floor", most.area))
    facts = {
        **asked.parameters,
        "share": _up(100 * most.helps / most.need),
        "most": _up(most.helps / UNIT),
        "needed": float(np.round(most.need / UNIT, 2)),
    }
    return replace(asked, message=reach if most.by_reach else pairs, parameters=facts)


def _common(share: float, best: Best) -> list[Finding]:
    """Say which share no floor of all areas can exceed, where it is known, and the highest one that a roster keeps."""
    found = []
    if share < 1:
        message = N_(
            "No roster meets more than {percent} % of the need in every area at once: no floor for all can be higher."
        )
        found.append(Finding("roster.conflict.common", "note", message, {"percent": _up(100 * share)}))
    return [*found, *_held(best)]


def _held(best: Best) -> list[Finding]:
    """Say which floor of all areas a roster that was found keeps, and where it could not be higher in that roster."""
    # A tenth of a percent, rounded down: the roster keeps that as well.
    percent = float(np.floor(1000 * best.share) / 10)
    if not len(best.pairs) or percent <= 0:
        return []
    message = N_(
        "A floor of {percent} % in every area can be kept: a roster that does was found. The worst off in it: {names}."
    )
    facts = {"percent": percent, "names": ", ".join(best.worst_areas())}
    return [Finding("roster.conflict.held", "note", message, facts)]


def _up(most: float) -> float:
    """Return what no roster exceeds, rounded up to two digits: none exceeds that either."""
    return float(np.ceil(100 * most - 1e-7) / 100)
