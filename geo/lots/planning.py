"""The lots of a year: every kind shared out among the places that may get it, with the proof beside each lot."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

import pandas as pd

from geo.evidence import Evidence, Finding
from geo.lots.need import Need, shared_need
from geo.lots.places import places
from geo.lots.shares import Claim, Shares, largest_remainder, quotas, share_out
from geo.settings import DEVICE_KINDS, Kind, Lots
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
}

_FOLLOWED_ELSEWHERE = N_(
    "The follow-up of devices names buildings that the inventory does not have: {keys}. Their lots of last year do not "
    "count; give them the inventory's identifiers."
)


@dataclass(frozen=True, eq=False)
class KindLots:
    """The lots of one kind of device.

    Attributes
    ----------
    bought, reserve, available
        Devices there are; kept for breakdowns; to give (the first less the second).
    price_cents, pot_cents
        Price of one, and what of the budget is for the kind.
    need
        Who counts for which place, and whom none reaches.
    shares
        The lots and the ends of the queue; None where there are too few for what is owed.
    table
        Index ``building_id``, a row for each place that can take the kind: ``need`` (persons), ``least``, ``most``,
        ``last_year`` (Int64, NA not known), ``quota_by_need`` (proportional to need alone), ``quota`` (kept between
        least and most), ``lots``, ``difference`` (lots less quota), ``held_by`` (``minimum``, ``cap``, ``last_year``,
        ``forced`` or nothing), ``largest_remainder``, ``next_quotient`` (need / (2 lots + 1)) and ``last_quotient``
        (need / (2 lots - 1), NaN without a lot).
    not_taken
        Places whose cap is below the minimum lot of the kind.

    Examples
    --------
    >>> pcs = plan_lots(desk_evidence, lot_rules).kinds["pc"]
    >>> pcs.given, pcs.table["lots"].to_dict(), pcs.differing
    (20, {'b1-library': 3, 'b2-hall': 13, 'b3-school': 4}, ())
    """

    kind: Kind
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


@dataclass(frozen=True, eq=False)
class LotsPlan:
    """All lots of a year.

    Attributes
    ----------
    settings
        What was asked.
    reach_m
        Longest walk, in metres.
    places
        Every building: the table of `geo.lots.places.Places`, with ``lot_`` and each kind (int).
    kinds
        Kind -> its lots.
    conflicts
        What cannot be kept, one for each kind of which there are too few; then nothing is given at all.
    notes
        What a reader must know beside the lots.

    Examples
    --------
    >>> lots = plan_lots(desk_evidence, lot_rules)
    >>> lots.left_cents, lots.conflicts, lots.places.loc["b5-pool", "unmet"]
    (0, (), 'desks')
    """

    settings: Lots
    reach_m: float
    places: pd.DataFrame
    kinds: Mapping[Kind, KindLots]
    conflicts: tuple[Finding, ...] = field(default=())
    notes: tuple[Finding, ...] = field(default=())

    @property
    def left_cents(self) -> int:
        """What of the budget is left."""
        return sum(each.pot_cents - each.spent_cents for each in self.kinds.values())


def plan_lots(evidence: Evidence, settings: Lots) -> LotsPlan:
    """Share out the devices of a year.

    Parameters
    ----------
    evidence
        People, buildings, walks, and last year's lots where somebody followed them up.
    settings
        How many devices, and the rules.

    Raises
    ------
    DataError
        When the settings name buildings that there are not.

    Examples
    --------
    >>> plan_lots(desk_evidence, lot_rules).places["lot_pc"].sum()
    np.int64(20)
    """
    limit = evidence.parameters.reach.limit_m
    reach_m = limit if settings.reach_m is None else min(settings.reach_m, limit)
    table = places(evidence, settings, reach_m).table
    last = _last_year(evidence, settings.year - 1)
    kinds = {kind: _of_kind(kind, evidence, settings, table, reach_m, last.get(kind, {})) for kind in DEVICE_KINDS}
    conflicts = tuple(conflict for each, conflict in kinds.values() if conflict is not None)
    told = {kind: each for kind, (each, _) in kinds.items()}
    if conflicts:
        told = {kind: _nothing(each) for kind, each in told.items()}
    lots = {f"lot_{kind}": each.table["lots"].reindex(table.index, fill_value=0) for kind, each in told.items()}
    elsewhere = sorted({key for known in last.values() for key in known} - set(table.index))
    notes = [Finding("lots.elsewhere", "warning", _FOLLOWED_ELSEWHERE, {"keys": ", ".join(elsewhere)})] * bool(
        elsewhere
    )
    return LotsPlan(settings, reach_m, table.assign(**lots), told, conflicts, tuple(notes))


def _of_kind(
    kind: Kind,
    evidence: Evidence,
    settings: Lots,
    table: pd.DataFrame,
    reach_m: float,
    last: Mapping[str, int],
) -> tuple[KindLots, Finding | None]:
    """Return the lots of a kind, and the conflict when there are too few."""
    bought = settings.bought(kind)
    reserve = int((bought * Decimal(str(settings.reserve_share))).to_integral_value(ROUND_CEILING))
    least = settings.least_lot[kind]
    receiving = table[table["status"] == "receives"]
    known = zip(receiving.index.astype(str), receiving[f"cap_{kind}"], strict=True)
    caps: dict[str, int | None] = {key: None if pd.isna(most) else int(most) for key, most in known}
    taking = [key for key, most in caps.items() if most is None or most >= max(least, 1)]
    need = shared_need(evidence, taking, reach_m)
    change = settings.most_change.get(kind)
    claims = [_claim(key, need.of[key], least, caps[key], last.get(key), change) for key in taking]
    available = bought - reserve
    owed = sum(claim.least for claim in claims)
    conflict = None
    if owed > available:
        facts: dict[str, object] = {"to_give": available, "owed": owed, "least": least, "places": len(claims)}
        facts |= {"by_minimum": least * len(claims), "by_change": owed - least * len(claims)}
        conflict = Finding("lots.too_few", "error", _TOO_FEW[kind], facts, kind)
    shares = share_out(claims, available) if conflict is None else None
    not_taken = tuple(key for key in caps if key not in need.of)
    rows = _rows(claims, shares, available, least, caps, last)
    parts = (bought, reserve, available, settings.price_cents(kind), settings.pot_cents(kind))
    return KindLots(kind, *parts, need, shares, rows, not_taken), conflict


def _claim(key: str, need: Fraction, least: int, cap: int | None, kept: int | None, change: int | None) -> Claim:
    """Return what a place can be given: between the minimum and its cap, and near last year's lot where that is asked.

    A place of unknown capacity, or that nobody lives near, takes part only when it is forced; it gets the minimum.
    """
    if cap is None or not need:
        return Claim(key, need, least, least)
    low, high = least, cap
    if kept is not None and change is not None:
        low = min(cap, max(least, kept - change))
        high = max(low, min(cap, kept + change))
    return Claim(key, need, low, high)


def _rows(
    claims: list[Claim],
    shares: Shares | None,
    available: int,
    least: int,
    caps: Mapping[str, int | None],
    last: Mapping[str, int],
) -> pd.DataFrame:
    """Return the proof of every lot of a kind, place by place."""
    lots = dict.fromkeys(caps, 0) if shares is None else shares.lots
    given = 0 if shares is None else sum(lots.values())
    whole = sum((claim.need for claim in claims), Fraction(0))
    share = dict.fromkeys(caps, Fraction(0)) if shares is None else quotas(claims, given)
    other = lots if shares is None else largest_remainder(claims, available)
    rows = []
    for claim in claims:
        have = lots[claim.key]
        rows.append(
            {
                "need": float(claim.need),
                "least": claim.least,
                "most": claim.most,
                "last_year": last.get(claim.key),
                "quota_by_need": float(claim.need * given / whole) if whole else 0.0,
                "quota": float(share[claim.key]),
                "lots": have,
                "difference": float(have - share[claim.key]),
                "held_by": "" if shares is None else _held_by(claim, have, shares.bound, least, caps[claim.key]),
                "largest_remainder": other[claim.key],
                "next_quotient": float(claim.quotient(have)),
                "last_quotient": float(claim.quotient(have - 1)) if have else float("nan"),
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
    *("largest_remainder", "next_quotient", "last_quotient"),
]


def _nothing(lots: KindLots) -> KindLots:
    """Return a kind of which nothing is given, because another cannot be: no half of a plan is shown."""
    emptied = lots.table.assign(lots=0, largest_remainder=0, quota=0.0, difference=0.0, held_by="")
    return replace(lots, shares=None, table=emptied)


def _last_year(evidence: Evidence, year: int) -> dict[str, dict[str, int]]:
    """Return last year's lots: kind -> building -> devices given."""
    told: dict[str, dict[str, int]] = {}
    if evidence.devices is None:
        return told
    rows = evidence.devices[(evidence.devices["year"] == year) & evidence.devices["devices_given"].notna()]
    for kind, building, given in zip(rows["device_kind"], rows["building_id"], rows["devices_given"], strict=True):
        told.setdefault(str(kind), {})[str(building)] = int(given)
    return told
