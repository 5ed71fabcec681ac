"""The check of the rest of a programme: tables, money and certificate recounted without what planned it."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from geo.audit._bound import PROVEN, most_of_all, objective
from geo.audit._claimed import Claimed
from geo.audit._differences import PROOF, SUMMARY, WAITING, WIFI, Differences, bare
from geo.audit._ledger import Ledger
from geo.audit._notes import check_sentence
from geo.audit._proof import check_certificate
from geo.audit.check import BREACH, Verdict, check_tables, purchases_of
from geo.audit.rest.accounts import Rest, rest_of
from geo.audit.rest.claimed import ClaimedRest, ClaimedRestTold
from geo.evidence import Evidence, Finding
from geo.settings import Programme
from geo.texts import N_

NAMES: Mapping[str, str] = {
    WIFI: "rest_wifi.csv",
    SUMMARY: "rest_summary.csv",
    WAITING: "rest_waiting.csv",
    PROOF: "rest.json",
}
"""What the files of a rest are called, by the name of a plan's file with the same columns."""

_Note = tuple[str, str, dict[str, object]]
"""Code, subject and what fills the sentence."""

_NO_YEAR = N_("{file}, {column}: found {value}; the programme has its years from {first} to {last}.")
_EXCEEDED = N_("{file}, {column}: no plan exceeds {value}, it says, but doing nothing comes to {recomputed}.")
_BEYOND = N_("{file}, {column}: found {value}; all that could be served together is {recomputed}.")
_WORD = N_(
    "The bound of the rest is the solver's word, and gap and status rest on it; its classes of people are not "
    "recomputed either."
)


def check_rest(
    claimed: ClaimedRest, plan: Claimed, evidence: Evidence, programme: Programme, *, scenario: str | None = None
) -> Verdict:
    """Check the rest of a programme: say everything that is wrong with it, nothing when all of it holds.

    Parameters
    ----------
    claimed
        The files of the rest.
    plan
        Those of the plan it is the rest of, which have a check of their own.
    evidence
        What both rest on, the layer ``realised`` included.
    programme
        The settings of the whole programme.
    scenario
        Name of the scenario, to be compared when it is given.

    Examples
    --------
    >>> check_rest(claimed_rest, claimed, followed, programme, scenario="toy").findings
    ()
    """
    differences = Differences(NAMES)
    told = claimed.proof
    if not programme.first_year <= told.until < programme.years[-1]:
        first, last = programme.first_year, programme.years[-1]
        differences.tell("until", _NO_YEAR, file=PROOF, column="until", value=told.until, first=first, last=last)
        return Verdict(tuple(differences.found), differences.figures, ())
    rest = rest_of(plan.wifi, evidence, programme, told.until)
    empty = Ledger(rest.programme, rest.buildings, rest.people, (), standing=rest.standing)
    bought = [
        (str(bare(row.cells["building_id"], rest.buildings)), row.cells["tier"], row.cells["year"])
        for row in claimed.wifi
    ]
    purchases = purchases_of(bought, WIFI, [row.number for row in claimed.wifi], empty, differences)
    ledger = Ledger(rest.programme, rest.buildings, rest.people, purchases, standing=rest.standing)
    check_tables(claimed, ledger, differences, synthetic=evidence.place.synthetic, has_plan=True)
    for breach in sorted(ledger.breaches()):
        differences.tell("rule", BREACH, breach[1], rule=tuple(part for part in breach if part))
    _check_told(told, rest, evidence, differences)
    if scenario is not None:
        differences.key("scenario", told.scenario, scenario)
    check_certificate(told.certificate, ledger, differences, classes=None)
    _check_bound(told, ledger, empty, differences)
    return Verdict(tuple(differences.found), differences.figures, (Finding("rest.word_bound", "note", _WORD, {}),))


def _check_told(told: ClaimedRestTold, rest: Rest, evidence: Evidence, differences: Differences) -> None:
    """Compare the money of the years gone by and to come, and what is said of it."""
    synthetic = "synthetic demonstration data" if evidence.place.synthetic else None
    left = sum(round(each * 100) for each in rest.programme.budgets_eur)
    right: dict[str, object] = {
        "commune": evidence.place.key,
        "data_note": synthetic,
        "budget_eur": rest.budget / 100,
        "spent_eur": rest.spent / 100,
        "assumed_eur": rest.assumed / 100,
        "left_eur": left / 100,
        "lapsed_eur": rest.lapsed / 100,
    }
    for name, value in right.items():
        differences.key(name, getattr(told, name), value)
    for name in ("not_priced", "dropped"):
        differences.key(name, "; ".join(getattr(told, name)), "; ".join(getattr(rest, name)))
    notes: list[_Note] = [(each.code, each.subject, dict(each.parameters)) for each in told.notes]
    for number, (found, expected) in enumerate(zip(notes, _notes(rest), strict=False)):
        for name, value in expected[2].items():
            differences.key(f"notes[{number}].{name}", found[2].get(name), value)
    differences.key("notes", _listed(notes), _listed(_notes(rest)))
    for number, note in enumerate(told.notes):
        check_sentence(f"notes[{number}]", note, differences)


def _listed(notes: list[_Note]) -> str:
    return "; ".join(f"{code} {subject}".strip() for code, subject, _ in notes)


def _notes(rest: Rest) -> list[_Note]:
    """Return what is to be said of the rest: code, subject and what fills the sentence."""
    found: list[_Note] = []
    if rest.assumed:
        found.append(("realised.spent_assumed", "", {"euros": rest.assumed / 100}))
    if rest.not_priced:
        found.append(("realised.not_priced", "", {"count": len(rest.not_priced)}))
    if rest.lapsed:
        found.append(("realised.lapsed", "", {"euros": rest.lapsed / 100}))
    forced = [key for key in rest.dropped if key in rest.forced]
    return found + [("realised.forced_dropped", key, {"building": key}) for key in forced]


def _check_bound(told: ClaimedRestTold, ledger: Ledger, empty: Ledger, differences: Differences) -> None:
    """Hold that doing nothing is not worth more than the bound, and that the bound is within reach."""
    bound = told.certificate.bound
    if bound is None:
        return
    where: dict[str, Any] = {"file": PROOF, "column": "certificate.bound", "value": bound}
    differences.figures += 2
    limit = Fraction(bound) + Fraction(PROVEN) * max(Fraction(1), abs(Fraction(bound)))
    if not empty.breaches() and objective(empty) > limit:
        differences.tell("bound", _EXCEEDED, **where, recomputed=float(objective(empty)))
    most = most_of_all(ledger)
    if Fraction(bound) > most * (1 + Fraction(PROVEN)):
        differences.tell("bound_beyond", _BEYOND, **where, recomputed=float(most))
