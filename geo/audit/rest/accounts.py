"""The money and the buildings left for the years to come, from the plan's files, the layer and the prices alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from geo.audit._buildings import NOTHING_TO_ADD, Building, Offer, buildings_of, decimal, whole_cents
from geo.audit._claimed import Row
from geo.audit._people import UNIT, People, people_of
from geo.audit.rest.standing import Told, rows_until, standing
from geo.evidence import Evidence
from geo.settings import STEP, Programme


@dataclass(frozen=True, eq=False)
class Rest:
    """What is left of a programme at the end of a year.

    ``programme``: the settings of the years to come. ``buildings``: with what can be added to each, and at what price.
    ``people``: what stands counted as existing Wi-Fi. ``standing``: building -> share of need it serves already, in
    ten-thousandths. ``forced``: what the whole programme forces in. All amounts are cents.
    """

    programme: Programme
    buildings: Mapping[str, Building]
    people: People
    standing: Mapping[str, int]
    forced: tuple[str, ...]
    budget: int
    spent: int
    assumed: int
    lapsed: int
    not_priced: tuple[str, ...]
    dropped: tuple[str, ...]


def rest_of(wifi: Sequence[Row], evidence: Evidence, programme: Programme, until: int) -> Rest:
    """Return what is left of a programme whose purchases ``wifi`` tells, by what the layer tells up to a year."""
    tiers = [tier.key for tier in programme.tiers]
    rows: dict[str, list[Told]] = {}
    for row in rows_until(evidence, until):
        rows.setdefault(str(row["building_id"]), []).append(row)
    found = {key: standing(told, tiers) for key, told in sorted(rows.items())}
    dropped = tuple(key for key, told in sorted(rows.items()) if told[-1]["progress"] == "dropped")
    there = {key: tiers.index(tier) for key, (tier, _, _) in found.items() if tier is not None}
    before = buildings_of(evidence, programme)
    gone = [year for year in programme.years if year <= until]
    told, assumed, not_priced = 0, 0, []
    for key, mine in sorted(rows.items()):
        counted = [row for row in mine if int(str(row["year"])) >= programme.first_year]
        paid = sum(_cents(row["spent_eur"]) for row in counted if row["spent_eur"] is not None)
        told += paid
        if all(row["spent_eur"] is not None for row in counted):
            continue
        price = _price(key, wifi, before, found[key][1], there.get(key), gone)
        if price is None:
            not_priced.append(key)
        else:
            assumed += max(0, price - paid)
    budgets = [whole_cents(decimal(each)) for each in programme.budgets_eur]
    past = sum(budgets[: len(gone)])
    left, lapsed = _left(budgets[len(gone) :], past - told - assumed, carry_over=programme.carry_over)
    laid_out = _programme(programme, until, left, before, there, dropped)
    shares = {key: round(programme.tiers[tier].served_share * STEP) for key, tier in there.items()}
    people = people_of(evidence, laid_out)
    return Rest(
        programme=laid_out,
        buildings={
            key: _what_is_left(building, there.get(key), laid_out)
            for key, building in buildings_of(evidence, laid_out).items()
        },
        people=replace(people, met=np.minimum(STEP, people.met + people.offered(shares))),
        standing=shares,
        forced=programme.forced_in,
        budget=past,
        spent=told + assumed,
        assumed=assumed,
        lapsed=lapsed,
        not_priced=tuple(not_priced),
        dropped=dropped,
    )


def people_standing(evidence: Evidence, programme: Programme, years: Sequence[int]) -> dict[int, Fraction]:
    """Return how many people what stands serves at the end of each year, existing Wi-Fi included, place by place.

    Examples
    --------
    >>> people_standing(followed, programme, [2026, 2027])
    {2026: Fraction(345, 1), 2027: Fraction(420, 1)}
    """
    tiers, people, found = [tier.key for tier in programme.tiers], people_of(evidence, programme), {}
    for year in years:
        rows: dict[str, list[Told]] = {}
        for row in rows_until(evidence, year):
            rows.setdefault(str(row["building_id"]), []).append(row)
        there = {key: standing(told, tiers)[0] for key, told in rows.items()}
        shares = {
            key: round(programme.tiers[tiers.index(tier)].served_share * STEP)
            for key, tier in there.items()
            if tier is not None
        }
        found[year] = Fraction(int(people.served(shares).sum()), UNIT)
    return found


def _cents(euros: object) -> int:
    return whole_cents(decimal(float(str(euros))))


def _price(
    key: str,
    wifi: Sequence[Row],
    buildings: Mapping[str, Building],
    since: int | None,
    tier: int | None,
    gone: Sequence[int],
) -> int | None:
    """Return what a building of which nobody tells the cost has taken; None where nothing stands or has a price."""
    if tier is None or since is None:
        return None
    bought = [row.cells for row in wifi if _key(row) == key and row.cells["year"] in gone]
    if bought:
        return sum(int(Fraction(str(cells["capex_eur"])) * 100) for cells in bought)
    building = buildings.get(key)
    if building is None or building.why_not or tier not in building.offers:
        return None
    return building.offers[tier].capex + building.entry[min(max(since, min(building.entry)), max(building.entry))]


def _key(row: Row) -> str:
    return str(row.cells["building_id"]).removeprefix("'")


def _left(budgets: list[int], difference: int, *, carry_over: bool) -> tuple[list[int], int]:
    """Return the budgets to come and what lapses: what was overspent is taken from the next years, one by one."""
    if difference >= 0 and not carry_over:
        return budgets, difference
    left, missing = list(budgets), max(0, -difference)
    left[0] += max(0, difference)
    for year in range(len(left)):
        taken = min(left[year], missing)
        left[year] -= taken
        missing -= taken
    return left, 0


def _programme(
    programme: Programme,
    until: int,
    left: Sequence[int],
    buildings: Mapping[str, Building],
    there: Mapping[str, int],
    dropped: Sequence[str],
) -> Programme:
    """Return the settings of the years to come."""
    weights = programme.year_weights[len(programme.years) - len(left) :] if programme.year_weights else ()
    ceiling = programme.opex_ceiling_eur_per_year
    if ceiling is not None:
        running = [
            [offer.opex for tier, offer in buildings[key].offers.items() if tier >= stands][:1]
            for key, stands in there.items()
            if key in buildings and not buildings[key].why_not
        ]
        ceiling = max(0.0, ceiling - sum(map(sum, running)) / 100)
    changed = {
        "first_year": until + 1,
        "budgets_eur": tuple(cents / 100 for cents in left),
        "year_weights": weights if any(weights) else (),
        "forced_in": tuple(key for key in programme.forced_in if key not in there and key not in dropped),
        "excluded": tuple(sorted({*programme.excluded, *dropped})),
        "opex_ceiling_eur_per_year": ceiling,
    }
    return Programme.model_validate({**programme.model_dump(), **changed})


def _what_is_left(building: Building, stands: int | None, programme: Programme) -> Building:
    """Return a building with what can be added to the tier that stands, at what it costs beyond that."""
    if stands is None or building.why_not:
        return building
    had = max((tier for tier in building.offers if tier <= stands), default=None)
    own = Offer(0, 0, 0) if had is None else building.offers[had]
    served = [round(tier.served_share * STEP) for tier in programme.tiers]
    offers = {
        tier: Offer(
            None if offer.points is None or own.points is None else max(0, offer.points - own.points),
            max(0, offer.capex - own.capex),
            max(0, offer.opex - own.opex),
        )
        for tier, offer in building.offers.items()
        if tier > stands and served[tier] > served[stands]
    }
    reason = "" if offers else NOTHING_TO_ADD
    return replace(building, offers=offers, entry=dict.fromkeys(building.entry, 0), ready=0, why_not=reason)
