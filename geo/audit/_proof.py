"""The certificate, the three ways to spend the budget and the conflict of a plan, compared with what was recomputed."""

from collections.abc import Sequence
from fractions import Fraction

from geo.audit._bound import PROVEN, check_bound, worth_per_eur
from geo.audit._claimed import METHODS, ClaimedCertificate, ClaimedContender, ClaimedProof
from geo.audit._conflict import check_conflict
from geo.audit._differences import Differences
from geo.audit._ledger import Ledger
from geo.audit._people import UNIT
from geo.audit._ranking import nearest
from geo.place import Place

_COLUMN = "certificate.{}"

_NOISE = 1e-12
"""Absolute error of a gap, which is the small difference of two large numbers."""


def check_proof(
    proof: ClaimedProof, ledger: Ledger, contenders: Sequence[Ledger], place: Place, differences: Differences
) -> None:
    """Compare ``proof.json`` with the accounts of the plan and of the other ways to spend the budget."""
    differences.key("commune", proof.commune, place.key)
    differences.key("data_note", proof.data_note, "synthetic demonstration data" if place.synthetic else None)
    classes = ledger.people.classes(building.key for building in ledger.planned)
    check_certificate(proof.certificate, ledger, differences, classes=classes)
    for number, (told, own) in enumerate(zip(proof.three_way, contenders, strict=True)):
        _check_contender(f"three_way[{number}]", told, own, differences)
    _check_methods(proof, ledger, differences)
    check_bound(proof, ledger, contenders, differences)
    check_conflict(proof, ledger, contenders, differences)


def check_certificate(
    told: ClaimedCertificate, ledger: Ledger, differences: Differences, *, classes: int | None
) -> None:
    """Compare a certificate with the accounts; ``classes`` of people, where they are recomputed."""
    programme = ledger.programme
    weights = sum(map(Fraction, programme.weights), Fraction(0))
    already = weights * ledger.people.already / UNIT
    worth = worth_per_eur(ledger)
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
        **({} if classes is None else {"people_classes": classes}),
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
    if told.method not in METHODS[plan:]:
        differences.key(_COLUMN.format("method"), told.method, ", ".join(filter(None, METHODS)))
    if plan:
        proven = told.gap is not None and told.gap <= max(told.gap_asked, PROVEN)
        differences.key(_COLUMN.format("status"), told.status, "optimal" if proven else "best_found")


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
