"""The lots of a year: every kind shared out among the places that may get it, with the proof beside each lot."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from geo.evidence import Evidence, Finding
from geo.lots.districts import DistrictLots, by_district
from geo.lots.kind import Asked, KindLots, claim_of, nothing_of, shared, stock_of
from geo.lots.need import shared_need
from geo.lots.places import places
from geo.lots.schools import lots_by_site, school_lots, school_sites
from geo.settings import DEVICE_KINDS, LEVELS, Kind, Lots
from geo.texts import N_

_FOLLOWED_ELSEWHERE = N_(
    "The follow-up of devices names buildings or school sites that there are not: {keys}. Their lots of last year do "
    "not count; give them the identifiers of the inventory, or of the table of pupils."
)


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
    school_sites
        Every school site and level: the table of `geo.lots.schools.school_sites`, with ``lot`` (int); None where no
        devices are asked for schools.
    schools
        Level -> the lots of its schools; empty where none are asked for.
    districts
        The devices of every district and kind with their divisors; None where they are not shared out by district, or
        cannot be.
    conflicts
        What cannot be kept, one for each kind of which there are too few, else what keeps the totals of districts from
        holding; then nothing is given at all.
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
    school_sites: pd.DataFrame | None = None
    schools: Mapping[str, KindLots] = field(default_factory=dict)
    districts: DistrictLots | None = None
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
    asked = {kind: _asked(kind, evidence, settings, table, reach_m, last.get(kind, {})) for kind in DEVICE_KINDS}
    kinds = {kind: shared(each) for kind, each in asked.items()}
    sites, schools = None, {}
    if settings.schools.asked:
        sites = school_sites(evidence, settings.schools)
        levels = [level for level in LEVELS if settings.schools.devices(level)]
        reserve = settings.reserve_share
        schools = {level: school_lots(level, sites, settings.schools, reserve, last.get(level, {})) for level in levels}
    conflicts = tuple(each for _, each in (*kinds.values(), *schools.values()) if each is not None)
    divided = None
    if settings.by_district and not conflicts:
        divided, found, conflict = by_district(asked, evidence, settings)
        kinds = {kind: (each, None) for kind, each in found.items()} or kinds
        conflicts = () if conflict is None else (conflict,)
    told = {kind: nothing_of(each) if conflicts else each for kind, (each, _) in kinds.items()}
    taught = {level: nothing_of(each) if conflicts else each for level, (each, _) in schools.items()}
    lots = {f"lot_{kind}": each.table["lots"].reindex(table.index, fill_value=0) for kind, each in told.items()}
    elsewhere = sorted({key for kind in DEVICE_KINDS for key in last.get(kind, {})} - set(table.index))
    if sites is not None:
        taught_at = set(sites["school_site_id"])
        elsewhere += sorted({key for level in LEVELS for key in last.get(level, {})} - taught_at)
    facts: dict[str, object] = {"keys": ", ".join(elsewhere)}
    notes = (Finding("lots.elsewhere", "warning", _FOLLOWED_ELSEWHERE, facts),) if elsewhere else ()
    return LotsPlan(
        settings,
        reach_m,
        table.assign(**lots),
        told,
        None if sites is None else sites.assign(lot=lots_by_site(sites, taught)),
        taught,
        divided,
        conflicts,
        notes,
    )


def _asked(
    kind: Kind,
    evidence: Evidence,
    settings: Lots,
    table: pd.DataFrame,
    reach_m: float,
    last: Mapping[str, int],
) -> Asked:
    """Return what there is of a kind and what each place that takes it can be given."""
    money = settings.price_cents(kind), settings.pot_cents(kind)
    stock = stock_of(settings.bought(kind), settings.reserve_share, settings.least_lot[kind], *money)
    receiving = table[table["status"] == "receives"]
    known = zip(receiving.index.astype(str), receiving[f"cap_{kind}"], strict=True)
    caps: dict[str, int | None] = {key: None if pd.isna(most) else int(most) for key, most in known}
    taking = [key for key, most in caps.items() if most is None or most >= max(stock.least, 1)]
    need = shared_need(evidence, taking, reach_m)
    change = settings.most_change.get(kind) if stock.bought else None
    claims = [claim_of(key, need.of[key], stock.least, caps[key], last.get(key), change) for key in taking]
    return Asked(kind, stock, need, claims, caps, last)


def _last_year(evidence: Evidence, year: int) -> dict[str, dict[str, int]]:
    """Return last year's lots: kind -> building -> devices given."""
    told: dict[str, dict[str, int]] = {}
    if evidence.devices is None:
        return told
    rows = evidence.devices[(evidence.devices["year"] == year) & evidence.devices["devices_given"].notna()]
    for kind, building, given in zip(rows["device_kind"], rows["building_id"], rows["devices_given"], strict=True):
        told.setdefault(str(kind), {})[str(building)] = int(given)
    return told
