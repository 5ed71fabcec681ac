"""Devices by district: every district and every kind with a fixed total, then each district's among its places."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from geo.errors import DataError
from geo.evidence import Evidence, Finding
from geo.lots.kind import Asked, KindLots, shared_within
from geo.lots.matrix import Matrix, biproportional
from geo.lots.scaling import HALF
from geo.lots.shares import Claim, Shares, share_out
from geo.lots.shortfall import Entry, most_of, shortfall
from geo.settings import Kind, Lots
from geo.texts import N_

NOWHERE = "–"
"""The district of places that stand in none."""

ALL = "districts"
"""Whom a conflict of totals is about."""

_NO_DISTRICT = N_(
    "The rules for devices give totals to districts that there are not: {keys}. The districts are: {known}."
)
_BELOW_LEAST = N_(
    "Totals below the minimum lots of the places there (total; minimum lots together): {districts}. Raise these "
    "totals, or lower the minimum lots."
)
_NO_REST = N_(
    "The totals given to districts leave to the others ({names}) so many devices: {left}. They need at the least: "
    "{least}; they have room for: {room}. Change the totals."
)
_UNEQUAL = N_(
    "The totals of districts do not add up to the devices that can be given (totals: {found}; devices that places have "
    "room for: {to_give}). Change the totals, or leave all of them out."
)
_NO_MATRIX = N_(
    "No lots keep these totals. {districts}: asked for together: {owed}; possible at the most: {most} (room in their "
    "places, of {by_room}: {room}; left once the other districts have their least lots, of {by_total}: {remaining}). "
    "Lower these totals, or the minimum lots, or raise the caps."
)


@dataclass(frozen=True, eq=False)
class DistrictLots:
    """The devices of every district and kind, and what proves them.

    Attributes
    ----------
    table
        A row for each district and kind: ``district``, ``device_kind``, ``places`` that take it, ``need`` (persons),
        ``least``, ``most``, ``quotient`` (``need / (divisor of the district * divisor of the kind)``), ``lots``,
        ``held_by`` (``minimum``, ``cap`` or nothing), ``tied`` (bool: equally right otherwise), and of the queue of the
        district's places ``last_given``, ``next_given`` (``building_id`` or None) and ``tied_places`` (apart by
        blanks).
    district_totals, kind_totals
        What each is given.
    district_divisors, kind_divisors
        Exact, and as short as can be.
    fixed
        Whether the totals of all districts are the scenario's; else those of some or all follow need.

    Examples
    --------
    >>> from geo.settings import Lots
    >>> asked = lot_rules.model_copy(update={"by_district": True, "budget_eur": 6000.0, "tablet_eur": 250.0})
    >>> plan_lots(desk_evidence, asked).districts.kind_totals["pc"]
    20
    """

    table: pd.DataFrame
    district_totals: Mapping[str, int]
    kind_totals: Mapping[Kind, int]
    district_divisors: Mapping[str, Fraction]
    kind_divisors: Mapping[str, Fraction]
    fixed: bool


def districts_of(evidence: Evidence) -> pd.Series:
    """Return the district of every building, its former commune where the commune has no districts.

    Examples
    --------
    >>> districts_of(desk_evidence)[["b1-library", "b8-far"]].tolist()
    ['South', '–']
    """
    column = "district" if evidence.place.districts else "section_name"
    return evidence.sites[column].astype(object).where(evidence.sites[column].notna(), NOWHERE)


def by_district(
    asked: Mapping[Kind, Asked], evidence: Evidence, settings: Lots
) -> tuple[DistrictLots | None, dict[Kind, KindLots], Finding | None]:
    """Share out all kinds among districts at once, then among the places of each; or say which totals cannot hold.

    Raises
    ------
    DataError
        When totals are given to districts that there are not; all of them are named.
    """
    where = {str(key): str(district) for key, district in districts_of(evidence).items()}
    known = sorted({*where.values()})
    if missing := sorted(set(settings.district_totals) - set(known)):
        raise DataError(_NO_DISTRICT, keys=", ".join(missing), known=", ".join(known))
    there = sorted({where[claim.key] for each in asked.values() for claim in each.claims})
    totals = dict(settings.district_totals)
    rest = [district for district in there if district not in totals]
    rows = sorted({*there, *totals})
    cells = {(row, str(kind)): _cell(each, where, row) for row in rows for kind, each in asked.items()}
    kinds = {str(kind): min(each.stock.available, each.room) for kind, each in asked.items()}
    to_give = sum(kinds.values())
    if not rest and (found := sum(totals.values())) != to_give:
        return None, {}, Finding("lots.totals", "error", _UNEQUAL, {"found": found, "to_give": to_give}, ALL)
    short_of = {row: sum(cells[row, kind].least for kind in kinds) for row in totals}
    if below := [f"{row} ({totals[row]}; {least})" for row, least in short_of.items() if totals[row] < least]:
        facts: dict[str, object] = {"districts": ", ".join(sorted(below))}
        return None, {}, Finding("lots.below_least", "error", _BELOW_LEAST, facts, ALL)
    claims, left = _by_district(cells, rest, kinds), to_give - sum(totals.values())
    least, room = sum(each.least for each in claims), sum(each.most for each in claims)
    if rest and not least <= left <= room:
        facts = {"left": left, "least": least, "room": room, "names": ", ".join(rest)}
        return None, {}, Finding("lots.no_rest", "error", _NO_REST, facts, ALL)
    districts = dict(sorted({**totals, **(share_out(claims, left).lots if rest else {})}.items()))
    if (short := shortfall(cells, districts, kinds)) is not None:
        facts = {"owed": short.asked, "most": short.most, "room": short.room}
        facts |= {"remaining": short.remaining, "districts": ", ".join(short.districts)}
        facts |= {"by_room": _kinds(short.by_room), "by_total": _kinds(short.by_total)}
        return None, {}, Finding("lots.no_matrix", "error", _NO_MATRIX, facts, ALL)
    matrix = biproportional(cells, districts, kinds)
    found_lots: dict[Kind, KindLots] = {}
    queues: dict[str, dict[str, Shares]] = {}
    for kind, each in asked.items():
        mine = {district: matrix.lots[district, kind] for district in districts}
        found_lots[kind], queues[kind] = shared_within(each, where, mine)
    table = _table(cells, matrix, queues, asked, where)
    kind_totals = {kind: kinds[kind] for kind in asked}
    told = DistrictLots(table, districts, kind_totals, matrix.districts, matrix.kinds, not rest)
    return told, found_lots, None


def _kinds(kinds: tuple[str, ...]) -> str:
    return ", ".join(kinds) or "–"


def _cell(asked: Asked, where: Mapping[str, str], district: str) -> Entry:
    mine = [claim for claim in asked.claims if where[claim.key] == district]
    most = sum(claim.most if claim.need else claim.least for claim in mine)
    return Entry(sum((claim.need for claim in mine), Fraction(0)), sum(claim.least for claim in mine), most)


def _by_district(cells: Mapping[tuple[str, str], Entry], there: list[str], kinds: Mapping[str, int]) -> list[Claim]:
    """Return what districts can be given of all kinds together, by the need of all kinds added up."""
    claims = []
    for district in there:
        mine = [cells[district, kind] for kind in kinds]
        need = sum((cell.need for cell in mine), Fraction(0))
        claims.append(Claim(district, need, sum(cell.least for cell in mine), sum(most_of(cell) for cell in mine)))
    return claims


def _table(
    cells: Mapping[tuple[str, str], Entry],
    matrix: Matrix,
    queues: Mapping[str, Mapping[str, Shares]],
    asked: Mapping[Kind, Asked],
    where: Mapping[str, str],
) -> pd.DataFrame:
    rows = []
    for (district, kind), lots in matrix.lots.items():
        cell, queue = cells[district, kind], queues[kind][district]
        quotient = cell.need / (matrix.districts[district] * matrix.kinds[kind])
        held = "cap" if lots == cell.most and quotient > lots + HALF else ""
        rows.append(
            {
                "district": district,
                "device_kind": kind,
                "places": sum(where[claim.key] == district for claim in asked[kind].claims),  # type: ignore[index]
                "need": float(cell.need),
                "least": cell.least,
                "most": most_of(cell),
                "quotient": float(quotient),
                "lots": lots,
                "held_by": "minimum" if lots == cell.least and quotient < lots - HALF else held,
                "tied": (district, kind) in matrix.tied,
                "last_given": queue.last,
                "next_given": queue.following,
                "tied_places": " ".join(queue.tied),
            }
        )
    return pd.DataFrame(rows, columns=_COLUMNS)


_COLUMNS = [
    *("district", "device_kind", "places", "need", "least", "most", "quotient", "lots", "held_by", "tied"),
    *("last_given", "next_given", "tied_places"),
]
