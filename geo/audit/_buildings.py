"""Which buildings a programme may equip, from when, with which tiers at which cost: computed one building at a time."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import pandas as pd

from geo.evidence import GATES_OF, Evidence, gates
from geo.settings import Costs, Programme

NOTHING_TO_ADD = "nothing_to_add"
"""Why a building in which its dearest tier stands cannot be planned; it waits for nothing, and no table names it."""


@dataclass(frozen=True)
class Offer:
    """What one tier costs in one building: access points (None: the offer does not say), cents, cents a year."""

    points: int | None
    capex: int
    opex: int


@dataclass(frozen=True)
class Building:
    """One building of the inventory, as the programme sees it.

    ``section`` is None where it has none; ``why_not`` is the reason why it cannot be planned, empty when it can.
    ``offers`` go by position of the tier, from the least up; ``entry``, cents paid once, by the year it begins in.
    ``assumed``: ``area`` and ``fibre``, where the programme assumes them.
    """

    key: str
    name: str
    activity: str
    section: str | None
    why_not: str
    excluded: bool
    ready: int
    offers: Mapping[int, Offer]
    entry: Mapping[int, int]
    assumed: frozenset[str]

    @property
    def dearest(self) -> int:
        """Cents of the highest tier it is offered."""
        return self.offers[max(self.offers)].capex


def whole_cents(euros: Decimal) -> int:
    """Return cents, half a cent rounded to the even one."""
    return int((euros * 100).quantize(Decimal(1), ROUND_HALF_EVEN))


def decimal(number: float) -> Decimal:
    """Return the decimal number one writes for a floating-point one."""
    return Decimal(str(float(number)))


def buildings_of(evidence: Evidence, programme: Programme) -> dict[str, Building]:
    """Return every building of the inventory, in order of identifiers."""
    sites = evidence.sites.sort_index()
    passed = gates(sites, "wifi", date(programme.years[-1], 12, 31))
    found = {}
    for key, site in sites.iterrows():
        failed = [gate for gate in GATES_OF["wifi"] if not passed.loc[key, gate]]
        found[str(key)] = _building(str(key), site, failed, programme, evidence.parameters.costs)
    return found


def _building(key: str, site: pd.Series, failed: list[str], programme: Programme, costs: Costs) -> Building:
    quoted, area, years = key in programme.quotes, site["floor_area_m2"], programme.years
    assumed = set()
    if pd.isna(area) and programme.assumed_floor_area_m2 is not None:
        area = programme.assumed_floor_area_m2
        assumed |= set() if quoted else {"area"}
    offers = _offers(key, None if pd.isna(area) else Fraction(str(float(area))), programme, costs)
    fibre = _fibre_year(site)
    if fibre is None and programme.assume_no_fibre:
        fibre = 9999
        assumed |= set() if quoted else {"fibre"}
    entry = {year: 0 if quoted else _entry(site, fibre, year, costs) for year in years}
    ready = 0 if pd.isna(site["ready_from"]) else site["ready_from"].year
    if programme.wait_for_fibre and not quoted:
        ready = max(ready, fibre or 0)
    reasons = [
        *failed,
        *(["floor_area_not_known"] if not quoted and pd.isna(area) else []),
        *(["fibre_not_known"] if None in entry.values() else []),
        *(["fibre_not_in_time"] if ready > years[-1] else []),
        *([] if offers else ["running_cost_not_known"]),
    ]
    return Building(
        key=key,
        name=str(site["name"]),
        activity=str(site["activity"]),
        section=None if pd.isna(site["section_name"]) else str(site["section_name"]),
        why_not=reasons[0] if reasons else "",
        excluded=key in programme.excluded,
        ready=ready,
        offers=offers,
        entry={year: cents for year, cents in entry.items() if cents is not None},
        assumed=frozenset(assumed),
    )


def _offers(key: str, area: Fraction | None, programme: Programme, costs: Costs) -> dict[int, Offer]:
    """Return what is offered by tier; a tier that the next one up undercuts in both costs is not."""
    found: list[tuple[int, Offer]] = []
    for position, tier in enumerate(programme.tiers):
        computed = None
        if area is not None:
            wanted = (
                Fraction(str(float(tier.floor_share))) * area / Fraction(str(float(costs.area_per_access_point_m2)))
            )
            indoor, outdoor = max(tier.least_points, math.ceil(wanted)), tier.outdoor_points
            computed = Offer(
                points=indoor + outdoor,
                capex=indoor * _price(costs.access_point_eur) + outdoor * _price(programme.outdoor_point_eur),
                opex=indoor * _price(costs.opex_per_access_point_eur_per_year)
                + outdoor * _price(programme.outdoor_opex_eur_per_year),
            )
        offer = computed if key not in programme.quotes else _quoted(key, tier.key, computed, programme, costs)
        if offer is not None:
            found.append((position, offer))
    kept = {}
    for place, (position, offer) in enumerate(found):
        above = [higher for _, higher in found[place + 1 : place + 2]]
        if all(higher.capex > offer.capex or higher.opex > offer.opex for higher in above):
            kept[position] = offer
    return kept


def _quoted(key: str, tier: str, computed: Offer | None, programme: Programme, costs: Costs) -> Offer | None:
    quote = programme.quotes[key].get(tier)
    if quote is None:
        return None
    points = quote.access_points
    if quote.opex_eur_per_year is not None:
        opex = _price(quote.opex_eur_per_year)
    elif points is not None:
        opex = points * _price(costs.opex_per_access_point_eur_per_year)
    elif computed is not None:
        opex = computed.opex
    else:
        return None
    if points is None and computed is not None:
        points = computed.points
    return Offer(points, _price(quote.capex_eur), opex)


def _price(euros: float) -> int:
    return whole_cents(decimal(euros))


def _fibre_year(site: pd.Series) -> int | None:
    """Return the year from which fibre can be ordered, 0 when it can now, 9999 without a date, None when not known."""
    if not pd.isna(site["fibre_now"]) and site["fibre_now"]:
        return 0
    if pd.isna(site["fibre_status"]):
        return None
    if site["fibre_status"] == "available":
        return 0
    return 9999 if pd.isna(site["fibre_available_from"]) else site["fibre_available_from"].year


def _entry(site: pd.Series, fibre: int | None, year: int, costs: Costs) -> int | None:
    """Return cents for survey, switch and fibre when a building begins in ``year``; None when not known."""
    once = _price(costs.survey_eur) + _price(costs.switch_and_rack_eur)
    if not pd.isna(site["fibre_now"]) and site["fibre_now"]:
        return once
    if fibre is None:
        return None
    if fibre <= year:
        return once + _price(costs.fibre_entry_available_eur)
    building = not pd.isna(site["fibre_status"]) and site["fibre_status"] == "building"
    return once + _price(costs.fibre_entry_building_eur if building else costs.fibre_entry_none_eur)
