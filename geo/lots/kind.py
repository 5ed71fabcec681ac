"""One kind of device shared out: what there is, what each place can be given, and the proof of every lot."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

import pandas as pd

from geo.evidence import Finding
from geo.lots.need import Need
from geo.lots.shares import Claim, Shares, largest_remainder, quotas, share_out
from geo.texts import N_

_TOO_FEW = {
    "pc": N_(
        "PCs to give: {to_give}; owed: {owed} (minimum lots: {by_minimum}, for each place: {least}, places: "
        "{places}; more to keep near last year's lots: {by_change}). Lower one of these, or find more PCs."
    ),
    "laptop": N_(
        "Laptops to give: {to_give}; owed: {owed} (minimum lots: {by_minimum}, for each place: {least}, places: "
        "{places}; more to keep near last year's lots: {by_change}). Lower one of these, or raise the budget."
    ),
    "tablet": N_(
        "Tablets to give: {to_give}; owed: {owed} (minimum lots: {by_minimum}, for each place: {least}, places: "
        "{places}; more to keep near last year's lots: {by_change}). Lower one of these, or raise the budget."
    ),
    "primary": N_(
        "Devices to give to nursery and primary schools: {to_give}; owed: {owed} (minimum lots: {by_minimum}, for each "
        "site: {least}, sites: {places}). Lower the minimum, or give more."
    ),
    "secondary": N_(
        "Devices to give to secondary schools: {to_give}; owed: {owed} (minimum lots: {by_minimum}, for each site: "
        "{least}, sites: {places}). Lower the minimum, or give more."
    ),
}


@dataclass(frozen=True, eq=False)
class KindLots:
    """The lots of one kind of device, or of the schools of one level.

    Attributes
    ----------
    bought, reserve, available
        Devices there are; kept for breakdowns; to give (the first less the second).
    price_cents, pot_cents
        Price of one, and what of the budget is for the kind.
    need
        Who counts for which place, and whom none reaches.
    shares
        The lots and the ends of the queue; None where there are too few for what is owed. With districts, each has a
        queue of its own, and there are no ends here.
    table
        Index ``building_id`` (``school_site_id`` of schools), a row for each place that can take the kind: ``need``
        (persons; pupils weighted by their school's class), ``least``, ``most``,
        ``last_year`` (Int64, NA not known), ``quota_by_need`` (proportional to need alone), ``quota`` (kept between
        least and most), ``lots``, ``difference`` (lots less quota), ``held_by`` (``minimum``, ``cap``, ``last_year``,
        ``forced`` or nothing), ``largest_remainder``, ``next_quotient`` (need / (2 lots + 1)) and ``last_quotient``
        (need / (2 lots - 1), NaN without a lot); ``district``, empty without districts. With them, quotas and largest
        remainder are those within the district.
    not_taken
        Places whose cap is below the minimum lot of the kind.

    Examples
    --------
    >>> pcs = plan_lots(desk_evidence, lot_rules).kinds["pc"]
    >>> pcs.given, pcs.table["lots"].to_dict(), pcs.differing
    (20, {'b1-library': 3, 'b2-hall': 13, 'b3-school': 4}, ())
    """

    kind: str
    bought: int
    reserve: int
    available: int
    price_cents: int
    pot_cents: int
    need: Need
    shares: Shares | None
    table: pd.DataFrame
    not_taken: tuple[str, ...]

    @property
    def given(self) -> int:
        """Devices that go to places."""
        return 0 if self.shares is None else sum(self.shares.lots.values())

    @property
    def spent_cents(self) -> int:
        """What the kind costs, the reserve included."""
        return self.bought * self.price_cents

    @property
    def differing(self) -> tuple[str, ...]:
        """Places that largest remainder would give another lot."""
        return tuple(self.table.index[self.table["lots"] != self.table["largest_remainder"]])


@dataclass(frozen=True)
class Stock:
    """What there is of a kind: devices, those kept for breakdowns, the minimum lot, and the money in cents."""

    bought: int
    reserve: int
    least: int
    price_cents: int = 0
    pot_cents: int = 0

    @property
    def available(self) -> int:
        """Devices to give."""
        return self.bought - self.reserve


def stock_of(bought: int, reserve_share: float, least: int, price_cents: int = 0, pot_cents: int = 0) -> Stock:
    """Return what there is of a kind. Of what there is nothing, nothing is owed either."""
    reserve = int((bought * Decimal(str(reserve_share))).to_integral_value(ROUND_CEILING))
    return Stock(bought, reserve, least if bought else 0, price_cents, pot_cents)


@dataclass(frozen=True)
class Asked:
    """What is asked of a kind: what there is, who counts for which place, and what each place can be given.

    ``caps`` are those of every place that meets the rules; those that claim nothing cannot take the minimum. ``last``
    are the lots of the year before, where they are known.
    """

    kind: str
    stock: Stock
    need: Need
    claims: list[Claim]
    caps: Mapping[str, int | None]
    last: Mapping[str, int]

    @property
    def room(self) -> int:
        """Devices that the places can be given together."""
        return sum(claim.most if claim.need else claim.least for claim in self.claims)

    def told(self, shares: Shares | None, table: pd.DataFrame) -> KindLots:
        """Return the lots of the kind with their proof."""
        stock, not_taken = self.stock, tuple(key for key in self.caps if key not in self.need.of)
        numbers = (stock.bought, stock.reserve, stock.available, stock.price_cents, stock.pot_cents)
        return KindLots(self.kind, *numbers, self.need, shares, table, not_taken)


def shared(asked: Asked) -> tuple[KindLots, Finding | None]:
    """Share out one kind, and return the conflict when there are too few for the least lots."""
    claims, stock, conflict = asked.claims, asked.stock, None
    owed, least = sum(claim.least for claim in claims), stock.least
    if owed > stock.available:
        facts: dict[str, object] = {"to_give": stock.available, "owed": owed, "least": least, "places": len(claims)}
        facts |= {"by_minimum": least * len(claims), "by_change": owed - least * len(claims)}
        conflict = Finding("lots.too_few", "error", _TOO_FEW[asked.kind], facts, asked.kind)
    shares = share_out(claims, stock.available) if conflict is None else None
    return asked.told(shares, _rows(asked, claims, shares, stock.available)), conflict


def shared_within(
    asked: Asked, where: Mapping[str, str], totals: Mapping[str, int]
) -> tuple[KindLots, dict[str, Shares]]:
    """Share out one kind within each district, and return the queue of every district beside the lots.

    ``where``: place -> district; ``totals``: district -> devices, as many as its places can be given.
    """
    parts, queues = [_rows(asked, [], None, 0)], {}
    lots: dict[str, int] = {}
    for district, total in totals.items():
        mine = [claim for claim in asked.claims if where[claim.key] == district]
        queues[district] = share_out(mine, total)
        lots |= queues[district].lots
        if mine:
            parts.append(_rows(asked, mine, queues[district], total).assign(district=district))
    table = pd.concat(parts[1:] or parts).reindex([claim.key for claim in asked.claims]).rename_axis("building_id")
    return asked.told(Shares(lots, asked.stock.available - sum(lots.values()), None, None, (), None), table), queues


def claim_of(key: str, need: Fraction, least: int, cap: int | None, kept: int | None, change: int | None) -> Claim:
    """Return what a place can be given: between the minimum and its cap, and near last year's lot where that is asked.

    A place of unknown capacity, or that nobody needs, takes part only when it is forced; it gets the minimum.
    """
    if cap is None or not need:
        return Claim(key, need, least, least)
    low, high = least, cap
    if kept is not None and change is not None:
        low = min(cap, max(least, kept - change))
        high = max(low, min(cap, kept + change))
    return Claim(key, need, low, high)


def _rows(asked: Asked, claims: list[Claim], shares: Shares | None, available: int) -> pd.DataFrame:
    """Return the proof of every lot of a kind, place by place."""
    caps, least = asked.caps, asked.stock.least
    lots = dict.fromkeys(caps, 0) if shares is None else shares.lots
    given = 0 if shares is None else sum(lots.values())
    whole = sum((claim.need for claim in claims), Fraction(0))
    share = dict.fromkeys(caps, Fraction(0)) if shares is None else quotas(claims, given)
    other = lots if shares is None else largest_remainder(claims, available, share if given == available else None)
    rows = []
    for claim in claims:
        have = lots[claim.key]
        rows.append(
            {
                "need": float(claim.need),
                "least": claim.least,
                "most": claim.most,
                "last_year": asked.last.get(claim.key),
                "quota_by_need": float(claim.need * given / whole) if whole else 0.0,
                "quota": float(share[claim.key]),
                "lots": have,
                "difference": float(have - share[claim.key]),
                "held_by": "" if shares is None else _held_by(claim, have, shares.bound, least, caps[claim.key]),
                "largest_remainder": other[claim.key],
                "next_quotient": float(claim.quotient(have)),
                "last_quotient": float(claim.quotient(have - 1)) if have else float("nan"),
                "district": "",
            }
        )
    index = pd.Index([claim.key for claim in claims], name="building_id", dtype="str")
    whole_numbers = dict.fromkeys(("least", "most", "lots", "largest_remainder"), "int64")
    return pd.DataFrame(rows, index=index, columns=_COLUMNS).astype({**whole_numbers, "last_year": "Int64"})


def _held_by(claim: Claim, have: int, bound: Fraction | None, least: int, cap: int | None) -> str:
    """Say what keeps a lot from being what the queue alone would give."""
    if cap is None or not claim.need:
        return "forced"
    if have == claim.most and (bound is None or claim.quotient(have) > bound):
        return "cap" if have == cap else "last_year"
    if have == claim.least and have and bound is not None and claim.quotient(have - 1) < bound:
        return "minimum" if have == least else "last_year"
    return ""


_COLUMNS = [
    *("need", "least", "most", "last_year", "quota_by_need", "quota", "lots", "difference", "held_by"),
    *("largest_remainder", "next_quotient", "last_quotient", "district"),
]


def nothing_of(lots: KindLots) -> KindLots:
    """Return a kind of which nothing is given, because another cannot be: no half of a plan is shown."""
    emptied = lots.table.assign(lots=0, largest_remainder=0, quota=0.0, difference=0.0, held_by="")
    return replace(lots, shares=None, table=emptied)
