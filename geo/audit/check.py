"""The check of a Wi-Fi plan from its files, the evidence and the settings alone, without what planned it.

Nothing here knows the solver or the search: buildings, costs, people and rules are computed anew, in whole cents and
place by place. It shares with what plans the settings and the evidence: where people live and how many of them count,
walks, existing coverage, the inventory and its gates. What cannot be recomputed is the bound, the solver's word: the
check holds that no plan it knows exceeds it and that gap and status follow from it. ``geo.audit._fields`` lists every
field and how it is checked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from geo.audit._buildings import NOTHING_TO_ADD, buildings_of
from geo.audit._claimed import Cell, Claimed, ClaimedTables, Row
from geo.audit._conflict import proven
from geo.audit._differences import SUMMARY, WAITING, WIFI, Differences, bare
from geo.audit._fields import not_checked
from geo.audit._ledger import Ledger, Purchase
from geo.audit._notes import check_notes
from geo.audit._people import UNIT, people_of
from geo.audit._proof import check_proof
from geo.audit._ranking import check_ranking
from geo.evidence import Evidence, Finding
from geo.settings import Programme
from geo.texts import N_

ALL = "all"
"""Stands for all sectors of activity together in the summary."""

PEOPLE, SHARE = 0.0005 + 1e-6, 0.0000005 + 1e-9
"""Half of the last decimal of people and of shares in the files, and a hair for sums of floating-point numbers."""

_NO_PLAN = N_("{file} has purchases, though there is said to be no plan ({status}).")
BREACH = N_("The plan breaks a rule: {rule}.")
_PURCHASES = {
    "unknown_building": N_("{file}, row {row}: the inventory has no building {value}."),
    "not_planned": N_("{file}, row {row}: {value} cannot be planned ({reason})."),
    "unknown_tier": N_("{file}, row {row}: {value} is not offered the tier {tier}."),
    "unknown_year": N_("{file}, row {row}: {year} is no year of the programme."),
    "too_early": N_("{file}, row {row}: {value} is ready from {ready}, and not in {year}."),
    "not_higher": N_("{file}, row {row}: {value} has the tier {had} already; nothing is bought again or taken away."),
}


@dataclass(frozen=True)
class Verdict:
    """What a check found: every difference, how many figures and facts were recomputed, and what was not.

    Examples
    --------
    >>> found = verdict(claimed, evidence, programme)
    >>> found.findings, found.figures > 100, [each.code for each in found.not_checked]
    ((), True, ['plan.word_bound', 'plan.told'])
    """

    findings: tuple[Finding, ...]
    figures: int
    not_checked: tuple[Finding, ...]


def verdict(
    claimed: Claimed,
    evidence: Evidence,
    programme: Programme,
    *,
    scenario: str | None = None,
    order: Sequence[str] | None = None,
) -> Verdict:
    """Check a plan: say everything that is wrong with it, nothing when all of it holds, and count what was recomputed.

    Parameters
    ----------
    claimed
        The plan's files.
    evidence
        Of the snapshot the plan names, with the parameters of its scenario.
    programme
        The settings of its scenario.
    scenario
        Name of the scenario, to be compared when it is given.
    order
        Buildings by the ranking of the same scenario, best first; when given, what the ranking buys is bought anew.
        What the greedy rule buys is checked for what it costs and serves, not for being greedy.

    Examples
    --------
    >>> verdict(claimed, evidence, programme, scenario="toy").findings
    ()
    >>> poorer = programme.model_copy(update={"budgets_eur": (11_000.0, 5_000.0)})
    >>> sorted({each.code for each in verdict(claimed, evidence, poorer).findings})
    ['plan.cell', 'plan.key', 'plan.rule']
    """
    differences = Differences()
    buildings, people = buildings_of(evidence, programme), people_of(evidence, programme)
    empty = Ledger(programme, buildings, people, ())
    bought = [
        (str(bare(row.cells["building_id"], buildings)), row.cells["tier"], row.cells["year"]) for row in claimed.wifi
    ]
    places = [row.number for row in claimed.wifi]
    purchases = purchases_of(bought, WIFI, places, empty, differences)
    if purchases and not claimed.proof.certificate.has_plan:
        differences.tell("no_plan", _NO_PLAN, file=WIFI, status=claimed.proof.certificate.status)
    ledger = Ledger(programme, buildings, people, purchases)
    has_plan = claimed.proof.certificate.has_plan
    check_tables(claimed, ledger, differences, synthetic=evidence.place.synthetic, has_plan=has_plan)
    if has_plan:
        for breach in sorted(ledger.breaches()):
            differences.tell("rule", BREACH, breach[1], rule=tuple(part for part in breach if part))
    contenders = []
    for number, told in enumerate(claimed.proof.three_way):
        where = [f"three_way[{number}].purchases[{place}]" for place in range(len(told.purchases))]
        purchases = purchases_of(told.purchases, "proof.json", where, empty, differences)
        contenders.append(Ledger(programme, buildings, people, purchases))
        if told.method == "ranking" and order is not None:
            check_ranking(f"three_way[{number}]", told, empty, order, differences)
    check_notes(claimed.proof.notes, buildings, evidence, programme, differences)
    if scenario is not None:
        differences.key("scenario", claimed.proof.scenario, scenario)
    check_proof(claimed.proof, ledger, contenders, evidence.place, differences)
    unchecked = not_checked(claimed.proof, proven=proven(claimed.proof.conflict, ledger))
    return Verdict(tuple(differences.found), differences.figures, unchecked)


def check_tables(
    claimed: ClaimedTables, ledger: Ledger, differences: Differences, *, synthetic: bool, has_plan: bool
) -> None:
    """Compare the three tables with what their purchases are, cost and do."""
    _check_wifi(claimed, ledger, differences, synthetic)
    _check_summary(claimed, ledger, differences, synthetic, has_plan)
    _check_waiting(claimed, ledger, differences, synthetic)


def purchases_of(
    bought: Sequence[tuple[str, Cell, Cell]],
    file: str,
    rows: Sequence[object],
    empty: Ledger,
    differences: Differences,
) -> list[Purchase]:
    """Return the purchases that can be, year by year; tell those that cannot."""
    programme = empty.programme
    position = {tier.key: place for place, tier in enumerate(programme.tiers)}
    has: dict[str, int] = {}
    bought_then: set[tuple[str, int]] = set()
    kept: list[Purchase] = []
    listed = zip(rows, bought, strict=True)
    for row, (key, tier, year) in sorted(listed, key=lambda each: int(str(each[1][2]))):
        differences.figures += 1
        building, level, when = empty.buildings.get(key), position.get(str(tier), -1), int(str(year))
        facts: dict[str, object] = {"file": file, "row": row, "value": key, "tier": tier, "year": year}
        wrong = ""
        if building is None:
            wrong = "unknown_building"
        elif building.why_not:
            wrong = "not_planned"
            facts["reason"] = building.why_not
        elif level not in building.offers:
            wrong = "unknown_tier"
        elif when not in programme.years:
            wrong = "unknown_year"
        elif when < building.ready:
            wrong = "too_early"
            facts["ready"] = building.ready
        elif key in has and (has[key] >= level or (key, when) in bought_then):
            wrong = "not_higher"
            facts["had"] = programme.tiers[has[key]].key
        if wrong:
            differences.tell(wrong, _PURCHASES[wrong], key, **facts)
            continue
        has[key] = level
        bought_then.add((key, when))
        kept.append(Purchase(key, level, when))
    return kept


def _check_wifi(claimed: ClaimedTables, ledger: Ledger, differences: Differences, synthetic: bool) -> None:
    """Compare every purchase with what it is and does."""
    right: dict[object, dict[str, object]] = {}
    gained = {
        year: ledger.people.gained(ledger.shares(year - 1), ledger.shares(year)) for year in ledger.programme.years
    }
    for purchase in ledger.purchases:
        building, before = ledger.buildings[purchase.building], ledger.before(purchase)
        offer, had = building.offers[purchase.tier], None if before is None else building.offers[before]
        known = offer.points is not None and (had is None or had.points is not None)
        right[purchase.building, purchase.year] = {
            "name": building.name,
            "activity": building.activity,
            "section": building.section,
            "tier": ledger.programme.tiers[purchase.tier].key,
            "access_points": (offer.points or 0) - (0 if had is None else had.points or 0) if known else None,
            "capex_eur": euros(ledger.cost(purchase)),
            "opex_eur_per_year": euros(offer.opex - (0 if had is None else had.opex)),
            "people_gained": gained[purchase.year].get(purchase.building, 0.0),
            **_note(synthetic),
        }
    rows = [row for row in claimed.wifi if _place(row, ledger) in right]
    keys = [_place(row, ledger) for row in rows]
    differences.table(WIFI, rows, keys, right, {"people_gained": PEOPLE})


def _place(row: Row, ledger: Ledger) -> tuple[str, Cell]:
    return bare(row.cells["building_id"], ledger.buildings), row.cells["year"]


def _check_summary(
    claimed: ClaimedTables, ledger: Ledger, differences: Differences, synthetic: bool, has_plan: bool
) -> None:
    """Compare euros by year and sector of activity to the cent, and who is served in every year."""
    right: dict[object, dict[str, object]] = {}
    people, total = ledger.people, ledger.people.total
    before = people.already
    for year in ledger.programme.years if has_plan else ():
        served = ledger.served_total(year)
        for activity in ledger.activities:
            right[year, activity] = {
                **dict.fromkeys(_OF_ALL),
                "spent_eur": euros(ledger.spent(year, activity)),
                "floor_eur": euros(ledger.floor(year, activity)),
                "left_eur": euros(ledger.left(year, activity)),
                "owed_eur": euros(ledger.owed(year, activity)),
                "buildings": ledger.begun(year, activity),
                **_note(synthetic),
            }
        right[year, ALL] = {
            **dict.fromkeys(("floor_eur", "left_eur", "owed_eur")),
            "budget_eur": euros(ledger.budget(year)),
            "available_eur": euros(ledger.available(year)),
            "spent_eur": euros(ledger.spent(year)),
            "opex_eur_per_year": euros(ledger.opex(year)),
            "buildings": ledger.begun(year),
            "people_counted": Fraction(total, UNIT),
            "people_served": Fraction(served, UNIT),
            "served_share": Fraction(served, total) if total else Fraction(0),
            "people_gained": Fraction(served - before, UNIT),
            **_note(synthetic),
        }
        before = served
    keys = [(row.cells["year"], row.cells["activity"]) for row in claimed.summary]
    steps = {**dict.fromkeys(("people_counted", "people_served", "people_gained"), PEOPLE), "served_share": SHARE}
    differences.table(SUMMARY, claimed.summary, keys, right, steps)


_OF_ALL = (
    "budget_eur",
    "available_eur",
    "opex_eur_per_year",
    "people_counted",
    "people_served",
    "served_share",
    "people_gained",
)
"""Columns of the summary that hold for a whole year only."""


def _check_waiting(claimed: ClaimedTables, ledger: Ledger, differences: Differences, synthetic: bool) -> None:
    """Compare who gets nothing, and why: every building is in this table or among the purchases."""
    equipped = {purchase.building for purchase in ledger.purchases}
    right: dict[object, dict[str, object]] = {
        key: {
            "name": building.name,
            "activity": building.activity,
            "reason": building.why_not or ("excluded" if building.excluded else "not_chosen"),
            **_note(synthetic),
        }
        for key, building in ledger.buildings.items()
        # A building in which all there is stands already waits for nothing.
        if key not in equipped and building.why_not != NOTHING_TO_ADD
    }
    keys = [bare(row.cells["building_id"], ledger.buildings) for row in claimed.waiting]
    differences.table(WAITING, claimed.waiting, keys, right, {})


def euros(cents: int) -> Decimal:
    """Return an amount in euros, exactly."""
    return Decimal(cents).scaleb(-2)


def _note(synthetic: bool) -> dict[str, object]:
    return {"data_note": "synthetic demonstration data"} if synthetic else {"data_note": None}
