"""Which buildings a Wi-Fi programme can plan, from when, with which tiers at which cost; and why not the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import numpy as np
import pandas as pd

from geo.evidence import GATES, Evidence, Finding, gates
from geo.programme.instance.costs import entry_cents, fibre_year, offers, with_assumptions
from geo.settings import STEP, Programme
from geo.texts import N_, NN_

REASONS: Mapping[str, str] = MappingProxyType(
    {
        **GATES,
        "fibre_not_in_time": N_("Fibre does not come before the programme ends."),
        "floor_area_not_known": N_("Its cost is not known: its floor area is missing, and no offer is given."),
        "fibre_not_known": N_("Its cost is not known: nobody has said whether fibre is there, and no offer is given."),
        "running_cost_not_known": N_("Its running cost is not known: the offer names neither it nor access points."),
        "excluded": N_("The programme leaves it out."),
        "not_chosen": N_("The programme's money does more elsewhere, or it would serve too few."),
    }
)
"""Reason -> what is said of a building that is not in the plan. The last two are known only of buildings that could be
planned."""

_COST_NOT_KNOWN = ("floor_area_not_known", "fibre_not_known", "running_cost_not_known")


@dataclass(frozen=True)
class Sites:
    """The buildings that can be planned, as ``geo.programme.instance.instance.Instance`` describes them."""

    table: pd.DataFrame
    activity: np.ndarray
    activities: tuple[str, ...]
    ready: np.ndarray
    entry: np.ndarray
    first: np.ndarray
    offers: pd.DataFrame
    served: np.ndarray
    not_planned: pd.DataFrame
    notes: tuple[Finding, ...]


def plannable_sites(evidence: Evidence, programme: Programme) -> Sites:
    """Find the buildings that can be planned, what they are offered and from when."""
    known = evidence.sites.sort_index()
    sites = with_assumptions(known, programme)
    costs = evidence.parameters.costs
    offered = _undominated(offers(sites, programme, costs))
    entry = entry_cents(sites, programme, costs)
    from_year = ready_year(sites, programme)
    reason = _reasons(sites, programme, offered, entry, from_year)
    kept = sites[reason == ""]
    offered = offered[offered["building_id"].isin(kept.index)].reset_index(drop=True)
    offered["site"] = kept.index.get_indexer(pd.Index(offered["building_id"]))
    activities = tuple(sorted(kept["activity"].unique()))
    years = np.array(programme.years)
    not_planned = sites.loc[reason != "", ["name", "activity"]].assign(reason=reason[reason != ""])
    return Sites(
        table=pd.DataFrame(
            {
                "name": kept["name"],
                "activity": kept["activity"],
                "section": kept["section_name"],
                "section_code": kept["section_code_statbel"],
                "district": kept["district"],
            }
        ),
        activity=np.searchsorted(np.array(activities, dtype=object), kept["activity"].to_numpy(dtype=object)),
        activities=activities,
        ready=from_year[kept.index].to_numpy()[:, None] <= years[None, :],
        entry=entry.loc[kept.index].to_numpy(dtype=np.int64),
        first=np.searchsorted(offered["site"].to_numpy(), np.arange(len(kept) + 1)),
        offers=offered,
        served=np.array([round(tier.served_share * STEP) for tier in programme.tiers])[offered["tier"].to_numpy()],
        not_planned=not_planned,
        notes=(*_assumptions(known.loc[kept.index], programme), *_notes(not_planned, evidence, programme)),
    )


def ready_year(sites: pd.DataFrame, programme: Programme) -> pd.Series:
    """Return the year from which each building may be equipped; 0 where nothing holds it back.

    A building is ready from the year of its date, whatever the day. When the programme waits for fibre, it is ready
    from the year in which fibre can be ordered too, unless an offer is there.
    """
    year = sites["ready_from"].dt.year.astype("float64").fillna(0)
    if programme.wait_for_fibre:
        waits = ~sites.index.isin(list(programme.quotes))
        year = year.where(~waits, np.maximum(year, fibre_year(sites).fillna(0)))
    return year


def _reasons(
    sites: pd.DataFrame, programme: Programme, offered: pd.DataFrame, entry: pd.DataFrame, from_year: pd.Series
) -> pd.Series:
    """Return why each building cannot be planned, the first reason that holds; empty for those that can."""
    last = programme.years[-1]
    quoted = sites.index.isin(list(programme.quotes))
    reason = pd.Series("", index=sites.index, dtype="object")
    passed = gates(sites, "wifi", date(last, 12, 31))
    said: list[tuple[str, np.ndarray | pd.Series]] = [(str(gate), ~passed[gate]) for gate in passed]
    said += [
        ("floor_area_not_known", ~quoted & sites["floor_area_m2"].isna()),
        ("fibre_not_known", entry.isna().any(axis=1)),
        ("fibre_not_in_time", from_year > last),
        ("running_cost_not_known", ~sites.index.isin(offered["building_id"])),
    ]
    for code, holds in said:
        reason = reason.mask((reason == "") & np.asarray(holds), code)
    return reason


def _undominated(offered: pd.DataFrame) -> pd.DataFrame:
    """Leave out a tier where the next one up costs no more to install and to run, since it serves at least as much."""
    following = offered.shift(-1)
    same = (following["building_id"] == offered["building_id"]) & (following["capex_cents"] <= offered["capex_cents"])
    dominated = same & (following["opex_cents"] <= offered["opex_cents"])
    return offered[~dominated].reset_index(drop=True)


def _assumptions(known: pd.DataFrame, programme: Programme) -> list[Finding]:
    """Say how many of the buildings that can be planned rest on an assumption."""
    notes = []
    own = known[~known.index.isin(list(programme.quotes))]
    area, fibre = own["floor_area_m2"].isna(), fibre_year(own).isna()
    if area.any():
        message = NN_(
            "The floor area of {count} building is not known: {area} m² are assumed.",
            "The floor area of {count} buildings is not known: {area} m² are assumed.",
            "count",
        )
        facts: dict[str, object] = {"count": int(area.sum()), "area": f"{programme.assumed_floor_area_m2:g}"}
        notes.append(Finding("programme.floor_area_assumed", "warning", message, facts))
    if fibre.any():
        message = NN_(
            "Whether fibre is there is not known of {count} building: none is assumed.",
            "Whether fibre is there is not known of {count} buildings: none is assumed.",
            "count",
        )
        notes.append(Finding("programme.fibre_assumed", "warning", message, {"count": int(fibre.sum())}))
    return notes


def _notes(not_planned: pd.DataFrame, evidence: Evidence, programme: Programme) -> list[Finding]:
    notes = []
    unknown = not_planned[not_planned["reason"].isin(_COST_NOT_KNOWN)]
    if len(unknown):
        message = NN_(
            "{count} building is not planned because its cost is not known: {names}. A floor area or an offer "
            "would bring it in.",
            "{count} buildings are not planned because their cost is not known, {names} among them. A floor "
            "area or an offer would bring them in.",
            "count",
        )
        facts: dict[str, object] = {"count": len(unknown), "names": ", ".join(unknown["name"].head(3))}
        notes.append(Finding("programme.cost_not_known", "warning", message, facts))
    strangers = sorted(({*programme.excluded} | {*programme.quotes}) - {*evidence.sites.index})
    for building in strangers:
        message = N_("The programme names the building {building}, which the inventory does not have.")
        notes.append(Finding("programme.unknown_building", "warning", message, {"building": building}, building))
    if programme.wait_for_fibre and (not_planned["reason"] == "fibre_not_in_time").any():
        message = NN_(
            "{count} building is not planned because fibre does not reach it before the programme ends.",
            "{count} buildings are not planned because fibre does not reach them before the programme ends.",
            "count",
        )
        facts = {"count": int((not_planned["reason"] == "fibre_not_in_time").sum())}
        notes.append(Finding("programme.fibre_not_in_time", "note", message, facts))
    if programme.reach_m > evidence.parameters.reach.limit_m:
        message = N_("Walks are known up to {limit} m only: the programme's reach of {reach} m is cut to that.")
        facts = {"limit": f"{evidence.parameters.reach.limit_m:g}", "reach": f"{programme.reach_m:g}"}
        notes.append(Finding("programme.reach_cut", "warning", message, facts))
    return notes
