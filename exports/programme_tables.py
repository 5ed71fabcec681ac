"""The tables and the proof of a Wi-Fi plan as files hold them: euros to the cent, people to three decimals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import numpy as np
import pandas as pd

from exports.tables import SYNTHETIC_NOTE
from geo.audit import ALL, FORMAT
from geo.evidence import Finding
from geo.programme import Contender, Plan, three_way_table
from geo.ranking import Assessment

CENT, PERSON, SHARE = Decimal("0.01"), Decimal("0.001"), Decimal("0.000001")
"""What amounts are rounded to in the files."""

Kind = Literal["text", "whole", "amount"]

WIFI: Mapping[str, Kind] = {
    "building_id": "text",
    "name": "text",
    "activity": "text",
    "section": "text",
    "tier": "text",
    "year": "whole",
    "access_points": "whole",
    "capex_eur": "amount",
    "opex_eur_per_year": "amount",
    "people_gained": "amount",
}
"""Columns of ``programme_wifi.csv`` and what their cells are."""

SUMMARY: Mapping[str, Kind] = {
    "year": "whole",
    "activity": "text",
    "budget_eur": "amount",
    "available_eur": "amount",
    "spent_eur": "amount",
    "floor_eur": "amount",
    "left_eur": "amount",
    "owed_eur": "amount",
    "opex_eur_per_year": "amount",
    "buildings": "whole",
    "people_counted": "amount",
    "people_served": "amount",
    "served_share": "amount",
    "people_gained": "amount",
}
"""The same of ``programme_summary.csv``."""

WAITING: Mapping[str, Kind] = {"building_id": "text", "name": "text", "activity": "text", "reason": "text"}
"""The same of ``programme_waiting.csv``."""

_TIMES = ("seconds",)
"""What of a certificate depends on how fast the machine was."""

_STEP = {"people_counted": PERSON, "people_served": PERSON, "people_gained": PERSON, "served_share": SHARE}


@dataclass(frozen=True, eq=False)
class PlanToWrite:
    """A plan and what stands beside it in its files.

    Attributes
    ----------
    plan
        The plan.
    contenders
        The ways to spend the budget it is compared with, and itself, as ``geo.programme.plan.three_way`` returns them.
    scenario
        Name of its scenario.
    scenario_toml
        The scenario as text, from which the plan can be made and checked again.
    """

    plan: Plan
    contenders: Sequence[Contender]
    scenario: str
    scenario_toml: str


def programme_tables(plan: Plan) -> dict[str, pd.DataFrame]:
    """Return the tables of a plan by the name of their file; amounts are decimal numbers, exact."""
    return {
        "programme_wifi": wifi_table(plan),
        "programme_summary": summary_table(plan),
        "programme_waiting": waiting_table(plan),
    }


def wifi_table(plan: Plan) -> pd.DataFrame:
    """Return what is bought, one row a building and year, by year and building."""
    return _exact(plan.rows[list(WIFI)], WIFI)


def summary_table(plan: Plan) -> pd.DataFrame:
    """Return one row a year and sector of activity, and one a year for ``all``; cells that do not apply are empty."""
    activities, years = plan.activities.reset_index(), plan.years.reset_index().assign(activity=ALL)
    table = pd.concat([each for each in (activities, years) if len(each)] or [activities]).reindex(
        columns=list(SUMMARY)
    )
    last = table["activity"] == ALL
    return _exact(table.assign(_all=last).sort_values(["year", "_all", "activity"]).drop(columns="_all"), SUMMARY)


def waiting_table(plan: Plan) -> pd.DataFrame:
    """Return every building without Wi-Fi from the programme, with the code of the reason."""
    return plan.waiting.rename_axis("building_id").reset_index()[list(WAITING)]


def proof(written: PlanToWrite, assessment: Assessment, snapshot_id: str) -> dict[str, object]:
    """Return what ``proof.json`` holds: where the plan comes from, what is proven, and what it is compared with.

    It holds no time, so that the same inputs give the same bytes: see ``plan_times``.
    """
    plan, place = written.plan, assessment.evidence.place
    return {
        "format": FORMAT,
        "commune": place.key,
        "snapshot": snapshot_id,
        "data_note": SYNTHETIC_NOTE if place.synthetic else None,
        "scenario": written.scenario,
        "certificate": certificate_told(plan),
        "conflict": [finding_told(finding) for finding in plan.conflict],
        "notes": [finding_told(finding) for finding in plan.notes],
        "three_way": three_way_entries(plan, written.contenders),
    }


def certificate_told(plan: Plan) -> dict[str, object]:
    """Return the certificate of a plan without what depends on the machine."""
    return {name: _plain(value) for name, value in plan.certificate.items() if name not in _TIMES}


def plan_times(plan: Plan) -> dict[str, object]:
    """Return what ``times.json`` says of a plan: how long the search took."""
    return {name: _plain(plan.certificate[name]) for name in _TIMES}


def three_way_entries(plan: Plan, contenders: Sequence[Contender]) -> list[dict[str, object]]:
    """Return each way to spend the budget with its figures, the rules it breaks, and all it buys, by year."""
    table = three_way_table(plan, contenders)
    figures = (
        "person_years",
        "person_years_gained",
        "served_last_year",
        "mean_served_share",
        "spent_eur",
        "buildings",
    )
    return [
        {
            "method": each.method,
            "tier": each.tier,
            **{name: _plain(table.loc[each.method, name]) for name in figures},
            "rules_broken": [{"kind": rule.kind, "subject": rule.subject, "year": rule.year} for rule in each.broken],
            "purchases": purchases(plan, each.state),
        }
        for each in contenders
    ]


def purchases(plan: Plan, state: np.ndarray) -> list[list[object]]:
    """Return what a state buys: ``[building_id, tier, year]``, by year and building."""
    instance = plan.instance
    keys = [tier.key for tier in instance.programme.tiers]
    before = np.c_[np.zeros(len(state), dtype=np.int64), state[:, :-1]]
    year, site = np.nonzero((state != before).T)
    tier = instance.option_tier[instance.first[site] + state[site, year] - 1] if len(site) else []
    return [
        [str(instance.sites.index[place]), keys[level], int(when) + instance.programme.first_year]
        for place, level, when in zip(site, tier, year, strict=True)
    ]


def _exact(table: pd.DataFrame, kinds: Mapping[str, Kind]) -> pd.DataFrame:
    """Return the table with amounts as decimal numbers and whole numbers as such; nothing stays nothing."""
    ready = {}
    for column, kind in kinds.items():
        values = table[column]
        if kind == "amount":
            step = _STEP.get(column, CENT)
            cells = [_amount(value, step) for value in values]
            ready[column] = pd.Series(cells, index=table.index, dtype="object")
        else:
            ready[column] = values.astype("Int64") if kind == "whole" else values.astype("str")
    return pd.DataFrame(ready).reset_index(drop=True)


def _amount(value: float, step: Decimal) -> Decimal | None:
    return Decimal(str(float(value))).quantize(step) if pd.notna(value) and np.isfinite(value) else None


def finding_told(finding: Finding) -> dict[str, object]:
    """Return a finding as the JSON beside a plan tells it."""
    return {
        "code": finding.code,
        "message": finding.message.format(**finding.parameters),
        "parameters": {name: _plain(value) for name, value in finding.parameters.items()},
        "subject": finding.subject,
    }


def _plain(value: object) -> object:
    """Return a value as JSON has it; what is no number, or infinite, as None."""
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not np.isfinite(value) else value
