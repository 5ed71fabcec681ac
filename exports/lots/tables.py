"""The tables of device lots as files hold them: euros to the cent, people, quotas and quotients to three decimals."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from exports.lots.exact import exact_text
from exports.programme_tables import CENT, PERSON, Kind
from exports.tables import SYNTHETIC_NOTE
from geo.audit import LOTS_FORMAT
from geo.evidence import Evidence, Finding
from geo.lots import KindLots, LotsPlan
from geo.settings import DEVICE_KINDS

PLACES: Mapping[str, Kind] = {
    "building_id": "text",
    "name": "text",
    "activity": "text",
    "section": "text",
    "status": "text",
    "forced": "text",
    "unmet": "text",
    "assumed": "text",
    "desks": "amount",
    "hours_per_week": "amount",
    **{f"cap_{kind}": "whole" for kind in DEVICE_KINDS},
    **{f"lot_{kind}": "whole" for kind in DEVICE_KINDS},
}
"""Columns of ``device_lots.csv`` and what their cells are."""

_OF_A_LOT: Mapping[str, Kind] = {
    "quota_by_need": "amount",
    "quota": "amount",
    "lots": "whole",
    "difference": "amount",
    "held_by": "text",
    "largest_remainder": "whole",
    "next_quotient": "amount",
    "last_quotient": "amount",
}
"""What proves a lot, whoever gets it."""

PROOF: Mapping[str, Kind] = {
    "device_kind": "text",
    "building_id": "text",
    "name": "text",
    "district": "text",
    "need_persons": "amount",
    "least": "whole",
    "most": "whole",
    "last_year": "whole",
    **_OF_A_LOT,
}
"""The same of ``device_proof.csv``."""

SUMMARY: Mapping[str, Kind] = {
    "device_kind": "text",
    "year": "whole",
    "devices": "whole",
    "reserve": "whole",
    "to_give": "whole",
    "given": "whole",
    "in_stock": "whole",
    "places": "whole",
    "price_eur": "amount",
    "budget_eur": "amount",
    "spent_eur": "amount",
    "left_eur": "amount",
    "need_persons": "amount",
    "unreached_persons": "amount",
    "last_given": "text",
    "next_given": "text",
    "tied": "text",
    "cannot_take": "text",
    "largest_remainder_differs": "whole",
}
"""The same of ``device_summary.csv``."""

DISTRICTS: Mapping[str, Kind] = {
    "district": "text",
    "device_kind": "text",
    "places": "whole",
    "need_persons": "amount",
    "least": "whole",
    "most": "whole",
    "district_total": "whole",
    "kind_total": "whole",
    "district_divisor": "text",
    "kind_divisor": "text",
    "quotient": "amount",
    "lots": "whole",
    "held_by": "text",
    "tied": "text",
    "last_given": "text",
    "next_given": "text",
    "tied_places": "text",
}
"""The same of ``device_districts.csv``."""

SCHOOLS: Mapping[str, Kind] = {
    "school_site_id": "text",
    "level": "text",
    "name": "text",
    "building_id": "text",
    "status": "text",
    "forced": "text",
    "unmet": "text",
    "assumed": "text",
    "pupils": "whole",
    "ise_class": "whole",
    "cap": "whole",
    "need": "amount",
    "least": "whole",
    "most": "whole",
    "last_year": "whole",
    **_OF_A_LOT,
}
"""The same of ``school_lots.csv``."""

SCHOOL_SUMMARY: Mapping[str, Kind] = {
    "level": "text",
    "devices": "whole",
    "reserve": "whole",
    "to_give": "whole",
    "given": "whole",
    "in_stock": "whole",
    "sites": "whole",
    "need": "amount",
    "last_given": "text",
    "next_given": "text",
    "tied": "text",
    "cannot_take": "text",
    "largest_remainder_differs": "whole",
}
"""The same of ``school_summary.csv``."""

_EUROS = ("price_eur", "budget_eur", "spent_eur", "left_eur")


@dataclass(frozen=True, eq=False)
class LotsToWrite:
    """Device lots and what stands beside them in their files: the name of their scenario, and its text."""

    plan: LotsPlan
    scenario: str
    scenario_toml: str


def lots_tables(plan: LotsPlan, evidence: Evidence) -> dict[str, pd.DataFrame]:
    """Return the tables of device lots by the name of their file; amounts are decimal numbers, exact."""
    return {
        "device_lots": places_table(plan, evidence),
        "device_proof": proof_table(plan, evidence),
        "device_summary": summary_table(plan),
        "device_districts": districts_table(plan),
        "school_lots": schools_table(plan),
        "school_summary": school_summary_table(plan),
    }


def places_table(plan: LotsPlan, evidence: Evidence) -> pd.DataFrame:
    """Return every building with its lots, or the rules it does not meet."""
    sites = evidence.sites[["name", "activity", "section_name"]].rename(columns={"section_name": "section"})
    table = sites.join(plan.places).rename_axis("building_id").reset_index()
    return _exact(table.assign(forced=table["forced"].map({True: "true", False: "false"})), PLACES)


def proof_table(plan: LotsPlan, evidence: Evidence) -> pd.DataFrame:
    """Return the proof of every lot, by kind and building; nothing where the rules cannot hold."""
    parts = [
        each.table.rename_axis("building_id")
        .reset_index()
        .rename(columns={"need": "need_persons"})
        .assign(device_kind=kind)
        for kind, each in plan.kinds.items()
        if each.shares is not None
    ]
    table = pd.concat(parts) if parts else pd.DataFrame(columns=list(PROOF))
    return _exact(table.assign(name=table["building_id"].map(evidence.sites["name"])), PROOF)


def summary_table(plan: LotsPlan) -> pd.DataFrame:
    """Return a row for each kind: devices, money, people, and where the queue ends."""
    return _exact(pd.DataFrame([_summary(plan, each) for each in plan.kinds.values()]), SUMMARY)


def districts_table(plan: LotsPlan) -> pd.DataFrame:
    """Return a row for each district and kind with both totals and both divisors; none where nothing is by district."""
    told = plan.districts
    if told is None:
        return _exact(pd.DataFrame(columns=list(DISTRICTS)), DISTRICTS)
    table = told.table.rename(columns={"need": "need_persons"})
    return _exact(
        table.assign(
            district_total=table["district"].map(told.district_totals),
            kind_total=table["device_kind"].map(told.kind_totals),
            district_divisor=table["district"].map(told.district_divisors).map(exact_text),
            kind_divisor=table["device_kind"].map(told.kind_divisors).map(exact_text),
            tied=table["tied"].map({True: "true", False: "false"}),
            last_given=table["last_given"].fillna(""),
            next_given=table["next_given"].fillna(""),
        ),
        DISTRICTS,
    )


def schools_table(plan: LotsPlan) -> pd.DataFrame:
    """Return every school site and level with its lot and its proof, or the rules it does not meet; none unasked."""
    if plan.school_sites is None:
        return _exact(pd.DataFrame(columns=list(SCHOOLS)), SCHOOLS)
    sites = plan.school_sites.rename(columns={"lot": "lots"}).set_index(["level", "school_site_id"])
    parts = {level: each.table for level, each in plan.schools.items() if each.shares is not None}
    if parts:
        sites = sites.join(pd.concat(parts, names=["level", "school_site_id"]).drop(columns="lots"))
    sites["forced"] = sites["forced"].map({True: "true", False: "false"})
    return _exact(sites.reset_index().reindex(columns=list(SCHOOLS)), SCHOOLS)


def school_summary_table(plan: LotsPlan) -> pd.DataFrame:
    """Return a row for each level of schools that gets devices."""
    rows = [_summary(plan, each) | {"level": level} for level, each in plan.schools.items()]
    if not rows:
        return _exact(pd.DataFrame(columns=list(SCHOOL_SUMMARY)), SCHOOL_SUMMARY)
    return _exact(pd.DataFrame(rows).rename(columns={"places": "sites", "need_persons": "need"}), SCHOOL_SUMMARY)


def _summary(plan: LotsPlan, lots: KindLots) -> dict[str, object]:
    shares = lots.shares
    money = (lots.price_cents, lots.pot_cents, lots.spent_cents, lots.pot_cents - lots.spent_cents)
    return {
        "device_kind": lots.kind,
        "year": plan.settings.year,
        "devices": lots.bought,
        "reserve": lots.reserve,
        "to_give": lots.available,
        "given": lots.given,
        "in_stock": lots.available - lots.given,
        "places": len(lots.table),
        **{name: Decimal(cents) / 100 for name, cents in zip(_EUROS, money, strict=True)},
        "need_persons": float(sum(lots.need.of.values())),
        "unreached_persons": float(lots.need.unreached),
        "last_given": shares.last if shares else None,
        "next_given": shares.following if shares else None,
        "tied": " ".join(shares.tied) if shares else "",
        "cannot_take": " ".join(lots.not_taken),
        "largest_remainder_differs": len(lots.differing),
    }


def told(written: LotsToWrite, evidence: Evidence, snapshot_id: str) -> dict[str, object]:
    """Return what ``devices.json`` holds: where the lots come from, what cannot be kept and what to know beside."""
    place = evidence.place
    return {
        "format": LOTS_FORMAT,
        "commune": place.key,
        "snapshot": snapshot_id,
        "data_note": SYNTHETIC_NOTE if place.synthetic else None,
        "scenario": written.scenario,
        "conflicts": [_finding(each) for each in written.plan.conflicts],
        "notes": [_finding(each) for each in written.plan.notes],
    }


def _finding(finding: Finding) -> dict[str, object]:
    message = finding.message.format(**finding.parameters)
    return {"code": finding.code, "message": message, "parameters": finding.parameters, "subject": finding.subject}


def _exact(table: pd.DataFrame, kinds: Mapping[str, Kind]) -> pd.DataFrame:
    """Return the declared columns: amounts as decimal numbers, whole numbers as such, no empty texts."""
    ready = {}
    for column, kind in kinds.items():
        values = table[column]
        if kind == "amount":
            step = CENT if column in _EUROS else PERSON
            cells = [None if pd.isna(each) else Decimal(str(each)).quantize(step) + 0 for each in values]
            ready[column] = pd.Series(cells, index=table.index, dtype="object")
        elif kind == "whole":
            ready[column] = values.astype("Int64")
        else:
            ready[column] = values.astype("str").replace("", None)
    return pd.DataFrame(ready).reset_index(drop=True)
