"""The certificate, the three ways to spend the budget and the conflict of a plan, compared with what was recomputed."""

from collections.abc import Sequence
from fractions import Fraction

from geo.audit._buildings import decimal, whole_cents
from geo.audit._claimed import ClaimedCertificate, ClaimedContender, ClaimedNote, ClaimedProof
from geo.audit._differences import PROOF, Differences
from geo.audit._ledger import Ledger
from geo.audit._notes import check_sentence
from geo.audit._people import UNIT
from geo.audit._ranking import nearest
from geo.place import Place
from geo.texts import N_

PROVEN = 1e-6
"""Gap below which floating-point numbers cannot tell a plan from its bound: never more is asked for."""

EVERYTHING_WORTH = Fraction(1, 2)
"""Persons that equipping every building with its dearest tier counts, in the year that counts least."""

_EXCEEDED = N_("{file}, {column}: no plan exceeds {value}, it says, but {method} comes to {recomputed}.")
_NO_CONFLICT = N_("{file}, {column}: the rules cannot hold together, it says, but {method} keeps them all.")
_NOT_A_RULE = N_("{file}, {column}: the programme has no such rule ({value}).")
_COLUMN = "certificate.{}"

_NOISE = 1e-12
"""Absolute error of a gap, which is the small difference of two large numbers."""


def check_proof(
    proof: ClaimedProof, ledger: Ledger, contenders: Sequence[Ledger], place: Place, differences: Differences
) -> None:
    """Compare ``proof.json`` with the accounts of the plan and of the other ways to spend the budget."""
    differences.key("commune", proof.commune, place.key)
    differences.key("data_note", proof.data_note, "synthetic demonstration data" if place.synthetic else None)
    _check_certificate(proof.certificate, ledger, differences)
    for number, (told, own) in enumerate(zip(proof.three_way, contenders, strict=True)):
        _check_contender(f"three_way[{number}]", told, own, differences)
    _check_methods(proof, ledger, differences)
    _check_bound(proof, ledger, contenders, differences)
    _check_conflict(proof, ledger, contenders, differences)


def _check_certificate(told: ClaimedCertificate, ledger: Ledger, differences: Differences) -> None:
    programme = ledger.programme
    weights = sum(map(Fraction, programme.weights), Fraction(0))
    already = weights * ledger.people.already / UNIT
    worth = _worth_per_eur(ledger)
    spent = Fraction(sum(ledger.costs), 100)
    objective = ledger.person_years - worth * spent
    plan = told.has_plan
    # Files of formats 1 and 2 say nothing of running cost; ``ClaimedProof`` asks the others for it.
    running = plan and "opex_eur" in told.model_fields_set
    right: dict[str, object] = {
        "objective": float(objective) if plan else None,
        "person_years": float(ledger.person_years) if plan else None,
        "person_years_already": float(already),
        "worth_per_eur": float(worth),
        "spent_eur": float(spent) if plan else None,
        "opex_eur": float(Fraction(sum(map(ledger.opex, programme.years)), 100)) if running else None,
        "opex_eur_per_year": float(Fraction(ledger.opex(programme.years[-1]), 100)) if running else None,
        "gap_asked": programme.gap,
        "time_limit_s": programme.time_limit_s,
        "seed": programme.seed,
        "buildings": len({purchase.building for purchase in ledger.purchases}),
        "buildings_possible": len(ledger.planned),
        "people_classes": ledger.people.classes(building.key for building in ledger.planned),
    }
    gaps: dict[str, float | None] = {"gap": None, "gap_of_gain": None}
    if told.objective is not None and told.bound is not None:
        gaps["gap"] = _gap(told.objective, told.bound)
        gaps["gap_of_gain"] = _gap(told.objective - float(already), told.bound - float(already))
        right["bound"] = max(told.bound, told.objective)
    elif plan or told.bound is not None:
        # A plan has both figures; without a plan there is no bound to check.
        right["bound"] = float(objective) if plan else None
    for name, value in right.items():
        differences.key(_COLUMN.format(name), getattr(told, name), value)
    for name, gap in gaps.items():
        differences.key(_COLUMN.format(name), getattr(told, name), gap, _NOISE)
    if plan:
        proven = told.gap is not None and told.gap <= max(told.gap_asked, PROVEN)
        differences.key(_COLUMN.format("status"), told.status, "optimal" if proven else "best_found")


def _worth_per_eur(ledger: Ledger) -> Fraction:
    """Return what a euro spent counts, in persons: what the programme asks it to serve at the least.

    Without that nearly nothing, so that it decides between equal plans only.
    """
    dearest = sum(building.dearest + max(building.entry.values()) for building in ledger.planned)
    least = min(Fraction(weight) for weight in ledger.programme.weights if weight > 0)
    asked = Fraction(decimal(ledger.programme.least_person_years_per_thousand_eur)) / 1000
    return max(EVERYTHING_WORTH * least * 100 / max(dearest, 1), asked)


def _gap(objective: float, bound: float) -> float | None:
    if bound <= objective:
        return 0.0
    return (bound - objective) / objective if objective > 0 else None


def _check_contender(name: str, told: ClaimedContender, own: Ledger, differences: Differences) -> None:
    programme = own.programme
    last, weights = programme.years[-1], sum(map(Fraction, programme.weights), Fraction(0))
    already, everybody = weights * own.people.already / UNIT, weights * own.people.total / UNIT
    equipped = own.tiers(last)
    right: dict[str, float] = {
        "person_years": _rounded(own.person_years, 3, told.person_years),
        "person_years_gained": _rounded(own.person_years - already, 3, told.person_years_gained),
        "served_last_year": _rounded(Fraction(own.served_total(last), UNIT), 3, told.served_last_year),
        "mean_served_share": _rounded(
            own.person_years / everybody if everybody else Fraction(0), 6, told.mean_served_share
        ),
        "spent_eur": float(Fraction(sum(own.costs), 100)),
        "buildings": len(equipped),
    }
    for column, value in right.items():
        differences.key(f"{name}.{column}", getattr(told, column), value)
    # A building that must be equipped and cannot be is the programme's conflict, not this plan's fault.
    possible = {building.key for building in own.planned}
    told_broken = sorted((each.kind, each.subject, each.year) for each in told.rules_broken)
    right_broken = sorted(each for each in own.breaches() if each[0] != "forced_in" or each[1] in possible)
    differences.key(f"{name}.rules_broken", _listed(told_broken), _listed(right_broken))
    keys = [tier.key for tier in programme.tiers]
    if told.method != "ranking":
        differences.key(f"{name}.tier", told.tier, None)
    elif told.tier not in keys:
        differences.key(f"{name}.tier", told.tier, ", ".join(keys))
    else:
        for key, has in equipped.items():
            right_tier = nearest(own.buildings[key], keys.index(told.tier))
            differences.key(f"{name}.tier ({key})", keys[has], keys[right_tier])


def _rounded(right: Fraction, decimals: int, told: float) -> float:
    """Return the figure told when it is the right one in so many decimals, else the right one."""
    half_step = Fraction(1, 2 * 10**decimals) + Fraction(1, 10**8)
    return told if abs(Fraction(told) - right) <= half_step else round(float(right), decimals)


def _listed(breaches: Sequence[tuple[str, str, int]]) -> str:
    return "; ".join(" ".join(str(part) for part in breach if part) for breach in breaches)


def _check_methods(proof: ClaimedProof, ledger: Ledger, differences: Differences) -> None:
    """Hold that each way to spend the budget stands there once, and that the optimum is the plan itself."""
    methods = ["ranking", "greedy", *(["optimum"] if proof.certificate.has_plan else [])]
    told = [each.method for each in proof.three_way]
    differences.key("three_way", ", ".join(told), ", ".join(methods))
    tiers = ledger.programme.tiers
    plan = sorted((each.building, tiers[each.tier].key, each.year) for each in ledger.purchases)
    for number, each in enumerate(proof.three_way):
        if each.method == "optimum":
            there = sorted(each.purchases)
            odd = sorted(set(there) ^ set(plan)) or [each for each in there if there.count(each) > 1]
            name = f"three_way[{number}].purchases"
            differences.key(name, "; ".join(" ".join(map(str, one)) for one in odd), "")


def _known(proof: ClaimedProof, ledger: Ledger, contenders: Sequence[Ledger]) -> list[tuple[str, Ledger]]:
    """Return every plan there is to refute a claim with: the one told, what the other ways buy, and nothing at all."""
    nothing = Ledger(ledger.programme, ledger.buildings, ledger.people, ())
    others = [(told.method, own) for told, own in zip(proof.three_way, contenders, strict=True)]
    return [("plan", ledger), *others, ("nothing", nothing)]


def _check_bound(proof: ClaimedProof, ledger: Ledger, contenders: Sequence[Ledger], differences: Differences) -> None:
    """Hold that no plan known that keeps every rule is worth more than what nothing is said to exceed."""
    bound = proof.certificate.bound
    if bound is None:
        return
    worth = _worth_per_eur(ledger)
    for name, own in _known(proof, ledger, contenders):
        differences.figures += 1
        objective = own.person_years - worth * Fraction(sum(own.costs), 100)
        slack = Fraction(PROVEN) * max(Fraction(1), abs(objective))
        if objective > Fraction(bound) + slack and not own.breaches():
            where, worth_more = "certificate.bound", float(objective)
            differences.tell(
                "bound", _EXCEEDED, file=PROOF, column=where, value=bound, method=name, recomputed=worth_more
            )


def _check_conflict(
    proof: ClaimedProof, ledger: Ledger, contenders: Sequence[Ledger], differences: Differences
) -> None:
    """Hold that a conflict is told where, and only where, there is one; no known plan may refute it."""
    infeasible = proof.certificate.status == "infeasible"
    differences.key("conflict", "told" if proof.conflict else "not told", "told" if infeasible else "not told")
    if infeasible:
        for name, own in _known(proof, ledger, contenders):
            differences.figures += 1
            if not own.breaches():
                differences.tell("no_conflict", _NO_CONFLICT, file=PROOF, column="conflict", method=name)
    for number, rule in enumerate(proof.conflict):
        check_sentence(f"conflict[{number}]", rule, differences)
        _check_rule(f"conflict[{number}]", rule, ledger, differences)


def _check_rule(name: str, told: ClaimedNote, ledger: Ledger, differences: Differences) -> None:
    """Compare a rule in conflict with the settings."""
    programme, buildings = ledger.programme, ledger.buildings
    year = told.parameters.get("year")
    kind = told.code.removeprefix("conflict.")
    when = year if isinstance(year, int) and year in programme.years else None
    amount: int | None = None
    known = True
    if kind == "budget" and when is not None:
        earlier = range(programme.first_year, when + 1) if programme.carry_over else (when,)
        amount = sum(ledger.budget(each) for each in earlier)
    elif kind == "floor" and when is not None and told.subject in ledger.activities:
        amount = ledger.floor(when, told.subject)
    elif kind == "opex_ceiling" and programme.opex_ceiling_eur_per_year is not None:
        amount = whole_cents(decimal(programme.opex_ceiling_eur_per_year))
    elif kind == "district_minimum":
        known = programme.district_minimum is not None and told.subject in ledger.people.area
    elif kind in ("forced_in", "excluded"):
        named = programme.forced_in if kind == "forced_in" else programme.excluded
        known = told.subject in named and told.subject in buildings
    elif kind == "unknown_building":
        known = told.subject in programme.forced_in and told.subject not in buildings
    elif told.subject in buildings:
        known = kind == buildings[told.subject].why_not
    else:
        known = kind == "not_smallest"
    if amount is not None:
        eur = told.parameters.get("eur")
        differences.key(f"{name}.eur", eur if isinstance(eur, float | int) else None, amount / 100)
    differences.figures += 1
    if not known or not told.message:
        differences.tell("not_a_rule", _NOT_A_RULE, file=PROOF, column=name, value=(told.code, told.subject))
