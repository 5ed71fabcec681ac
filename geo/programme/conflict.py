"""Rules that cannot hold together: a smallest set of them, in words."""

from collections import Counter
from collections.abc import Sequence

from geo.evidence import Finding
from geo.programme.instance.instance import Instance
from geo.programme.instance.sites import REASONS
from geo.programme.rules import Clash, Rule, Rules, broken, in_words, listed, without
from geo.programme.rules.forced_in import MUST
from geo.programme.search.greedy import greedy_plan
from geo.programme.search.search import Search
from geo.programme.sums import Excess, excess
from geo.solving import Control
from geo.texts import N_

CHECK_S = 5.0
"""Seconds at the most for finding out whether some of the rules can hold together."""


def impossible(instance: Instance) -> tuple[Finding, ...]:
    """Name every building that must be equipped and cannot be; a second sentence says why."""
    told: list[Finding] = []
    for building in instance.programme.forced_in:
        if building in instance.sites.index:
            continue
        rule = Rule("forced_in", building)
        if building not in instance.not_planned.index:
            message = N_("{building} must be equipped, but the inventory has no such building.")
            told.append(
                Clash("conflict.unknown_building", "warning", message, {"building": building}, building, rule=rule)
            )
            continue
        name, reason = (str(instance.not_planned.at[building, column]) for column in ("name", "reason"))
        told.append(Clash("conflict.forced_in", "warning", MUST, {"name": name}, building, rule=rule))
        told.append(Finding(f"conflict.{reason}", "warning", REASONS[reason], {}, building))
    return tuple(told)


def conflict(instance: Instance, rules: Rules, control: Control) -> tuple[Finding, ...]:
    """Return a smallest set of rules that cannot hold together, each as a sentence.

    Notes
    -----
    By deletion: rules are lifted one by one, first all of a group at once, the last year's first; if the others still
    cannot hold together, they stay lifted. What remains cannot hold, and would without any one of its rules: no part of
    it conflicts, though another conflict may exist beside it. Plain sums are asked first, then the greedy rule, and a
    search only where neither knows. Where sums prove it, a last sentence holds the sum. A rule stays in when time is up
    before it is known whether it matters; the finding ``conflict.not_smallest`` then says so.
    """
    kept: list[Rule] = []
    unsure = False
    current = rules
    for group in _groups(instance):
        lifted = _without_all(instance, current, group)
        if len(group) > 1 and _possible(instance, lifted, control) is False:
            current = lifted
            continue
        for rule in group:
            lifted = without(instance, current, rule)
            possible = _possible(instance, lifted, control)
            if possible is False:
                current = lifted
            else:
                kept.append(rule)
                unsure = unsure or possible is None
    told: list[Finding] = [in_words(instance, rules, rule) for rule in kept]
    over = excess(instance, current)
    if over is not None and over.terms:
        told.append(_sum_in_words(instance, over))
    if unsure:
        message = N_("Not all of these rules may be needed for the conflict: there was no time to find out.")
        told.append(Finding("conflict.not_smallest", "note", message, {}))
    return tuple(told)


def _groups(instance: Instance) -> list[list[Rule]]:
    """Return the rules by kind and, those of years, by year from the last to the first."""
    groups: dict[tuple[int, str], list[Rule]] = {}
    for rule in listed(instance):
        groups.setdefault((-rule.year, "" if rule.year else rule.kind), []).append(rule)
    whole = [group for (year, _), group in groups.items() if not year]
    return [*whole, *(groups[key] for key in sorted(key for key in groups if key[0]))]


def _without_all(instance: Instance, rules: Rules, lifted: Sequence[Rule]) -> Rules:
    for rule in lifted:
        rules = without(instance, rules, rule)
    return rules


_ASKED: dict[tuple[str, bool], str] = {
    ("year", False): N_("Together these rules ask for more than may be spent in {year}: {sum} > {eur} EUR."),
    ("year", True): N_(
        "Together, in whole purchases, these rules ask for more than may be spent in {year}: {sum} > {eur} EUR."
    ),
    ("until", False): N_(
        "Together these rules ask for more than may have been spent by the end of {year}: {sum} > {eur} EUR."
    ),
    ("until", True): N_(
        "Together, in whole purchases, these rules ask for more than may have been spent by the end of {year}: {sum} > "
        "{eur} EUR."
    ),
    ("span", False): N_(
        "Together these rules ask for more than may be spent from {first_year} to {year}: {sum} > {eur} EUR."
    ),
    ("span", True): N_(
        "Together, in whole purchases, these rules ask for more than may be spent from {first_year} to {year}: {sum} > "
        "{eur} EUR."
    ),
    ("running", False): N_(
        "What these rules ask for costs more to run after {year} than it may: {sum} > {eur} EUR a year."
    ),
    ("running", True): N_(
        "What these rules ask for, in whole purchases, costs more to run after {year} than it may: {sum} > {eur} EUR a "
        "year."
    ),
}


def _sum_in_words(instance: Instance, over: Excess) -> Finding:
    """Say what rules ask for together, equal terms counted: ``5 × 200000 + 75700``."""
    years = instance.programme.years
    terms = [f"{count} × {_euros(term)}" if count > 1 else _euros(term) for term, count in Counter(over.terms).items()]
    facts: dict[str, object] = {"sum": " + ".join(terms), "eur": over.limit / 100, "year": years[over.year]}
    if over.kind == "span":
        facts["first_year"] = years[over.first]
    return Finding(f"conflict.sum_{over.kind}", "warning", _ASKED[over.kind, over.whole], facts)


def _euros(cents: int) -> str:
    return f"{cents / 100:.2f}" if cents % 100 else str(cents // 100)


def _possible(instance: Instance, rules: Rules, control: Control) -> bool | None:
    if excess(instance, rules) is not None:
        return False
    if not broken(instance, rules, greedy_plan(instance, rules)):
        return True
    return Search(instance, control, rules=rules, time_limit_s=CHECK_S).feasible()
