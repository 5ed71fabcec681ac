"""A conflict of rules compared with the settings, and proven anew where plain sums prove it."""

import re
from collections.abc import Sequence
from fractions import Fraction

from geo.audit._bound import known_plans
from geo.audit._buildings import decimal, whole_cents
from geo.audit._claimed import ClaimedNote, ClaimedProof
from geo.audit._differences import PROOF, Differences
from geo.audit._ledger import Ledger
from geo.audit._notes import check_sentence
from geo.texts import N_

_NO_CONFLICT = N_("{file}, {column}: the rules cannot hold together, it says, but {method} keeps them all.")
_NOT_A_RULE = N_("{file}, {column}: the programme has no such rule ({value}).")
_NO_SUM = N_("{file}, {column}: {value} is no sum of euros above {recomputed}.")

_SUMS = ("sum_year", "sum_until", "sum_span", "sum_running")
"""Not rules, but what the rules named come to together."""

_SUM = re.compile(r"(?:(\d+) × )?(\d+(?:\.\d+)?)")

Facts = dict[str, object]


def check_conflict(proof: ClaimedProof, ledger: Ledger, contenders: Sequence[Ledger], differences: Differences) -> None:
    """Hold that a conflict is told where, and only where, there is one; no known plan may refute it."""
    infeasible = proof.certificate.status == "infeasible"
    differences.key("conflict", "told" if proof.conflict else "not told", "told" if infeasible else "not told")
    if infeasible:
        for name, own in known_plans(proof, ledger, contenders):
            differences.figures += 1
            if not own.breaches():
                differences.tell("no_conflict", _NO_CONFLICT, file=PROOF, column="conflict", method=name)
    for number, rule in enumerate(proof.conflict):
        check_sentence(f"conflict[{number}]", rule, differences)
        if _kind(rule) in _SUMS:
            _check_sum(f"conflict[{number}]", proof.conflict, rule, ledger, differences)
        else:
            _check_rule(f"conflict[{number}]", rule, ledger, differences)


def proven(conflict: Sequence[ClaimedNote], ledger: Ledger) -> bool:
    """Say whether plain sums prove that the rules named cannot hold together.

    That a building cannot be planned at all; that the first year's floors exceed what may be spent in it; that the
    cheapest tiers of the buildings that must be equipped cost, or take to run, more than may be spent.
    """
    programme, buildings = ledger.programme, ledger.buildings
    forced = [each.subject for each in conflict if _kind(each) == "forced_in" and each.subject in buildings]
    if any(_kind(each) == "unknown_building" for each in conflict) or any(buildings[key].why_not for key in forced):
        return True
    capped = {_year(each) for each in conflict if _kind(each) == "budget"}
    first, last = programme.years[0], programme.years[-1]
    if first in capped and sum(_owed_first(conflict, ledger)) > ledger.budget(first):
        return True
    if last in capped if programme.carry_over else capped >= set(programme.years):
        least = [min(each.capex for each in buildings[key].offers.values()) for key in forced]
        entry = [min(buildings[key].entry[year] for year in programme.years) for key in forced]
        if sum(least) + sum(entry) > sum(ledger.budget(year) for year in programme.years):
            return True
    ceiling = programme.opex_ceiling_eur_per_year
    if ceiling is None or not any(_kind(each) == "opex_ceiling" for each in conflict):
        return False
    return sum(min(each.opex for each in buildings[key].offers.values()) for key in forced) > whole_cents(
        decimal(ceiling)
    )


def _owed_first(conflict: Sequence[ClaimedNote], ledger: Ledger) -> list[int]:
    """Return the cents owed in the first year to the sectors of activity whose floors are named."""
    first, nothing = ledger.programme.years[0], Ledger(ledger.programme, ledger.buildings, ledger.people, ())
    named = {each.subject for each in conflict if _kind(each) == "floor" and _year(each) == first}
    return [nothing.owed(first, activity) for activity in sorted(named & set(ledger.activities))]


def _kind(told: ClaimedNote) -> str:
    return told.code.removeprefix("conflict.")


def _year(told: ClaimedNote) -> int:
    year = told.parameters.get("year")
    return year if isinstance(year, int) else 0


def _check_rule(name: str, told: ClaimedNote, ledger: Ledger, differences: Differences) -> None:
    """Compare a rule in conflict with the settings, and what fills its sentence with what it demands."""
    facts = _facts(told, ledger)
    differences.figures += 1
    if facts is not None and "left" not in told.parameters:
        # Version 0.2.0 and before did not say what was left.
        facts.pop("left", None)
    if facts is None or not told.message or told.parameters.keys() != facts.keys():
        differences.tell("not_a_rule", _NOT_A_RULE, file=PROOF, column=name, value=(told.code, told.subject))
        return
    for key, value in facts.items():
        found = told.parameters[key]
        number = isinstance(found, float | int) and not isinstance(found, bool)
        differences.key(f"{name}.{key}", found if number or isinstance(value, str) else None, value)


def _facts(told: ClaimedNote, ledger: Ledger) -> Facts | None:
    """Return what fills the sentence of a rule; None where the programme has no such rule."""
    programme, buildings, kind, subject = ledger.programme, ledger.buildings, _kind(told), told.subject
    last, year = programme.years[-1], _year(told)
    least, ceiling = programme.district_minimum, programme.opex_ceiling_eur_per_year
    if kind == "budget" and year in programme.years and not subject:
        return {"eur": _may(ledger, year) / 100, "year": year}
    if kind == "floor" and year in programme.years and subject in ledger.activities:
        facts: Facts = {"activity": subject, "eur": ledger.floor(year, subject) / 100, "year": year}
        nothing = Ledger(programme, buildings, ledger.people, ())
        # What is left is the same whatever is bought in the first year alone.
        left = nothing.left(year, subject) if year == programme.years[0] else ledger.floor(year, subject)
        return facts | ({"left": left / 100} if left < ledger.floor(year, subject) else {})
    if kind == "opex_ceiling" and ceiling is not None and not subject:
        return {"year": last, "eur": whole_cents(decimal(ceiling)) / 100}
    if kind == "district_minimum" and least is not None and subject in ledger.people.area:
        return {"area": subject, "percent": round(100 * least.served_share, 2), "year": last}
    if kind in ("forced_in", "excluded") and subject in buildings:
        named = programme.forced_in if kind == "forced_in" else programme.excluded
        return {"name": buildings[subject].name} if subject in named else None
    if kind == "unknown_building" and subject in programme.forced_in and subject not in buildings:
        return {"building": subject}
    if subject in buildings:
        return {} if subject in programme.forced_in and kind == buildings[subject].why_not else None
    return {} if kind == "not_smallest" and not subject else None


def _may(ledger: Ledger, year: int) -> int:
    """Return the cents that may be spent in a year, or by its end where what is left may be spent later."""
    programme = ledger.programme
    return sum(
        ledger.budget(each) for each in (range(programme.first_year, year + 1) if programme.carry_over else (year,))
    )


def _check_sum(
    name: str, conflict: Sequence[ClaimedNote], told: ClaimedNote, ledger: Ledger, differences: Differences
) -> None:
    """Hold that a sum exceeds its limit, and that it is what the floors of the first year owe where these suffice."""
    programme, kind, year = ledger.programme, _kind(told), _year(told)
    written, limit = str(told.parameters.get("sum")), told.parameters.get("eur")
    differences.figures += 1
    terms = _terms(written)
    if told.subject or not terms or not isinstance(limit, float | int) or sum(terms) <= Fraction(str(limit)) * 100:
        differences.tell("no_sum", _NO_SUM, file=PROOF, column=f"{name}.sum", value=written, recomputed=limit)
        return
    ceiling = programme.opex_ceiling_eur_per_year
    right: int | None = None
    if kind == "sum_running" and ceiling is not None and year == programme.years[-1]:
        right = whole_cents(decimal(ceiling))
    elif kind == "sum_until" and programme.carry_over and year in programme.years:
        right = _may(ledger, year)
    elif kind == "sum_year" and not programme.carry_over and year in programme.years:
        right = ledger.budget(year)
    elif kind == "sum_span" and not programme.carry_over:
        begins = told.parameters.get("first_year")
        if isinstance(begins, int) and programme.first_year <= begins < year <= programme.years[-1]:
            right = sum(ledger.budget(each) for each in range(begins, year + 1))
    differences.key(f"{name}.eur", limit, -1 if right is None else right / 100)
    owed = [cents for cents in _owed_first(conflict, ledger) if cents]
    if kind in ("sum_year", "sum_until") and year == programme.years[0] and sum(owed) > ledger.budget(year):
        differences.key(f"{name}.sum", _listed(terms), _listed(owed))


def _terms(written: str) -> list[int]:
    """Return the cents of the terms of a sum such as ``5 × 200000 + 75700``; none where it is no such sum."""
    found: list[int] = []
    for term in written.split(" + "):
        parts = _SUM.fullmatch(term)
        if parts is None:
            return []
        cents = Fraction(parts[2]) * 100
        times = int(parts[1] or 1)
        if cents.denominator != 1 or not 0 < times <= 100_000:
            return []
        found += [int(cents)] * times
    return found


def _listed(cents: Sequence[int]) -> str:
    return ", ".join(f"{each / 100:.2f}" for each in sorted(cents))
