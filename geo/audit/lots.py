"""The check of device lots from their files, the evidence and the settings alone, without what shared them out.

Rules, caps, people, money and quotas are computed anew; the lots themselves are held against what proves them: their
sum, their least and most, and that no place has a device another deserved more (`geo.audit._lots_shares`).
"""

import math
from collections.abc import Mapping
from fractions import Fraction

from geo.audit._claimed import Row
from geo.audit._differences import Differences, bare, written
from geo.audit._lots_claims import DISTRICTS, PLACES, PROOF, SUMMARY, ClaimedLots
from geo.audit._lots_districts import DistrictCheck
from geo.audit._lots_places import Bounds, Place, bounds_of, near_of, places_of
from geo.audit._lots_schools import SchoolCheck
from geo.audit._lots_shares import by_remainder, check_lots, ends, held_by, quotas
from geo.audit.check import Verdict, euros
from geo.evidence import Evidence
from geo.settings import DEVICE_KINDS, Kind, Lots
from geo.texts import N_

THOUSANDTH = 0.0005 + 1e-9
"""Half of the last decimal of people, quotas and quotients in the files."""

_CONFLICT = N_("{file}: the devices are said to be too few for {found}; recomputed: {recomputed}.")
_BUILDINGS = N_("The rules name buildings that there are not: {value}.")


def lots_verdict(claimed: ClaimedLots, evidence: Evidence, settings: Lots, *, scenario: str | None = None) -> Verdict:
    """Check device lots: say everything that is wrong with them, nothing when all of it holds.

    Parameters
    ----------
    claimed
        Their files.
    evidence
        Of the snapshot they name, with the parameters of their scenario.
    settings
        The rules of their scenario.
    scenario
        Name of the scenario, to be compared when it is given.

    Examples
    --------
    >>> lots_verdict(claimed_lots, desk_evidence, lot_rules).findings
    ()
    >>> fewer = lot_rules.model_copy(update={"pcs": 19})
    >>> sorted({each.code for each in lots_verdict(claimed_lots, desk_evidence, fewer).findings})
    ['plan.cell', 'plan.lots_sum']
    """
    differences = Differences()
    if missing := sorted({*settings.forced, *settings.excluded} - set(evidence.sites.index)):
        differences.tell("lots_buildings", _BUILDINGS, value=", ".join(missing))
    near, synthetic = near_of(evidence, settings), evidence.place.synthetic
    places = places_of(evidence, near, settings)
    stock = {kind: _stock(kind, settings) for kind in DEVICE_KINDS}
    # Of what there is nothing, nothing is owed either.
    minimum = {kind: settings.least_lot[kind] if stock[kind][0] else 0 for kind in DEVICE_KINDS}
    kinds = {kind: bounds_of(kind, minimum[kind], places, evidence, near, settings) for kind in DEVICE_KINDS}
    schools = SchoolCheck(evidence, settings)
    short = [str(kind) for kind, (each, _) in kinds.items() if sum(b.least for b in each.values()) > stock[kind][2]]
    short += schools.short
    divided = None
    if settings.by_district and not short:
        to_give = {str(kind): stock[kind][2] for kind in kinds}
        divided = DistrictCheck(evidence, settings, {str(kind): each for kind, (each, _) in kinds.items()}, to_give)
        short += [] if divided.holds else ["districts"]
    differences.figures += 1
    if (said := [each.subject for each in claimed.told.conflicts]) != short:
        facts = {"found": ", ".join(said) or "–", "recomputed": ", ".join(short) or "–"}
        differences.tell("lots_conflict", _CONFLICT, file="devices.json", **facts)
    note: dict[str, object] = {"data_note": "synthetic demonstration data" if synthetic else None}
    lots = _claimed_lots(claimed, {} if short else kinds, places)
    proof: dict[object, dict[str, object]] = {}
    summary: dict[object, dict[str, object]] = {}
    for kind, (bounds, unreached) in kinds.items():
        have = {key: lots.get((kind, key), 0) for key in bounds}
        if not short:
            rows = {bare(row.cells["building_id"], places): row.number for row in claimed.proof if _of(row, kind)}
            for district, (mine, to_give_there) in _groups(kind, bounds, have, stock[kind][2], divided).items():
                told = f"{kind}, {district}" if district else kind
                theirs = {key: have[key] for key in mine}
                total = check_lots(told, PROOF, mine, theirs, to_give_there, rows, differences)
                proof |= _proof(kind, district, mine, theirs, total, places, minimum[kind], note)
        given = {} if short else have
        summary[kind] = _summary(kind, bounds, given, unreached, stock[kind], places, settings, divided) | note
    if divided is not None and divided.holds:
        claims = {str(kind): {key: lots.get((kind, key), 0) for key in each} for kind, (each, _) in kinds.items()}
        divided.compare(claimed.districts, claims, differences)
    else:
        names_there = [row.cells["district"] for row in claimed.districts]
        differences.table(DISTRICTS, claimed.districts, names_there, {}, {})
    steps = ("need_persons", "quota_by_need", "quota", "difference", "next_quotient", "last_quotient")
    keys = [(row.cells["device_kind"], bare(row.cells["building_id"], places)) for row in claimed.proof]
    differences.table(PROOF, claimed.proof, keys, proof, dict.fromkeys(steps, THOUSANDTH))
    names = [str(row.cells["device_kind"]) for row in claimed.summary]
    differences.table(SUMMARY, claimed.summary, names, summary, dict.fromkeys(_PEOPLE, THOUSANDTH))
    right: dict[object, dict[str, object]] = {
        key: _row(key, place, lots, settings) | note for key, place in places.items()
    }
    buildings = [bare(row.cells["building_id"], places) for row in claimed.places]
    differences.table(PLACES, claimed.places, buildings, right, dict.fromkeys(("desks", "hours_per_week"), THOUSANDTH))
    schools.compare(claimed, note, differences, given=not short)
    if scenario is not None and claimed.told.scenario != scenario:
        differences.tell(
            "lots_scenario", _SCENARIO, file="devices.json", found=claimed.told.scenario, recomputed=scenario
        )
    if claimed.told.data_note != note["data_note"]:
        facts = {"found": written(claimed.told.data_note), "recomputed": written(note["data_note"])}
        differences.tell("lots_note", _SCENARIO, file="devices.json", **facts)
    return Verdict(tuple(differences.found), differences.figures, ())


_SCENARIO = N_("{file}: found {found}; expected {recomputed}.")
_PEOPLE = ("need_persons", "unreached_persons")


def _groups(
    kind: str, bounds: Mapping[str, Bounds], have: Mapping[str, int], to_give: int, divided: DistrictCheck | None
) -> dict[str, tuple[Mapping[str, Bounds], int]]:
    """Return the places among which a kind is shared out, with what there is: all of them, or those of a district.

    Of a district it is what its places have; that those are right, its divisors prove.
    """
    if divided is None:
        return {"": (bounds, to_give)}
    groups = {district: divided.within(kind, district) for district in divided.rows}
    return {district: (mine, sum(have[key] for key in mine)) for district, mine in groups.items() if mine}


def _of(row: Row, kind: str) -> bool:
    return row.cells["device_kind"] == kind


def _stock(kind: Kind, settings: Lots) -> tuple[int, int, int, int, int]:
    """Return devices there are, kept in reserve and to give; the money for the kind, and its price, in cents."""
    if kind == "pc":
        devices, money, price = settings.pcs, 0, 0
    else:
        budget = int(Fraction(str(settings.budget_eur)) * 100)
        laptops = math.floor(budget * Fraction(str(settings.laptop_budget_share)))
        money = laptops if kind == "laptop" else budget - laptops
        price = int(Fraction(str(settings.laptop_eur if kind == "laptop" else settings.tablet_eur)) * 100)
        devices = money // price
    reserve = math.ceil(devices * Fraction(str(settings.reserve_share)))
    return devices, reserve, devices - reserve, money, price


def _claimed_lots(
    claimed: ClaimedLots, kinds: Mapping[Kind, tuple[dict[str, Bounds], Fraction]], places: Mapping[str, Place]
) -> dict[tuple[str, str], int]:
    """Return the lots that the proof claims, of places that take the kind."""
    found: dict[tuple[str, str], int] = {}
    for row in claimed.proof:
        kind, key, lots = str(row.cells["device_kind"]), bare(row.cells["building_id"], places), row.cells["lots"]
        if kind in kinds and key in kinds[kind][0] and isinstance(lots, int):  # type: ignore[index]
            found.setdefault((kind, key), lots)
    return found


def _proof(
    kind: Kind,
    district: str,
    bounds: Mapping[str, Bounds],
    have: Mapping[str, int],
    total: int,
    places: Mapping[str, Place],
    minimum: int,
    note: Mapping[str, object],
) -> dict[object, dict[str, object]]:
    """Return what must stand in the proof beside the lots of a kind."""
    share, other = quotas(bounds, total), by_remainder(bounds, total)
    whole = sum(each.need for each in bounds.values())
    return {
        (kind, key): {
            "name": places[key].name,
            "district": district or None,
            "need_persons": each.need,
            "least": each.least,
            "most": each.most,
            "last_year": each.last_year,
            "quota_by_need": each.need * total / whole if whole else Fraction(0),
            "quota": share[key],
            "difference": have[key] - share[key],
            "held_by": held_by(key, bounds, have, minimum),
            "largest_remainder": other[key],
            "next_quotient": each.need / (2 * have[key] + 1),
            "last_quotient": each.need / (2 * have[key] - 1) if have[key] > 0 else None,
            **note,
        }
        for key, each in bounds.items()
    }


def _summary(
    kind: str,
    bounds: Mapping[str, Bounds],
    have: Mapping[str, int],
    unreached: Fraction,
    stock: tuple[int, int, int, int, int],
    places: Mapping[str, Place],
    settings: Lots,
    divided: DistrictCheck | None,
) -> dict[str, object]:
    """Return what must stand in the summary of a kind; a queue over all districts has no ends."""
    devices, reserve, to_give, money, price = stock
    last, following, tied = ends(bounds, have) if have and divided is None else (None, None, ())
    given = sum(have.values())
    other: dict[str, int] = {}
    for mine, there in _groups(kind, bounds, have, given, divided).values() if have else ():
        other |= by_remainder(mine, there)
    refused = [key for key, each in places.items() if each.status == "receives" and key not in bounds]
    return {
        "year": settings.year,
        "devices": devices,
        "reserve": reserve,
        "to_give": to_give,
        "given": given,
        "in_stock": devices - reserve - given,
        "places": len(bounds),
        "price_eur": euros(price),
        "budget_eur": euros(money),
        "spent_eur": euros(devices * price),
        "left_eur": euros(money - devices * price),
        "need_persons": sum((each.need for each in bounds.values()), Fraction(0)),
        "unreached_persons": unreached,
        "last_given": last,
        "next_given": following,
        "tied": " ".join(tied) or None,
        "cannot_take": " ".join(sorted(refused)) or None,
        "largest_remainder_differs": sum(have[key] != other[key] for key in have),
    }


def _row(key: str, place: Place, lots: Mapping[tuple[str, str], int], settings: Lots) -> dict[str, object]:
    """Return what must stand of a building."""
    return {
        "name": place.name,
        "activity": place.activity,
        "section": place.section,
        "status": place.status,
        "forced": "true" if place.forced else "false",
        "unmet": " ".join(place.unmet) or None,
        "assumed": " ".join(place.assumed) or None,
        "desks": None if place.desks is None else Fraction(place.desks),
        "hours_per_week": None if place.hours is None else Fraction(place.hours),
        **{f"cap_{kind}": place.cap(kind, settings) for kind in DEVICE_KINDS},
        **{f"lot_{kind}": lots.get((kind, key), 0) for kind in DEVICE_KINDS},
    }
