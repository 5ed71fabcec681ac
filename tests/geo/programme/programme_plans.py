"""Plans of towns that one can work out on paper: quoted costs, one tier, everybody within reach wholly served."""

import time
from collections.abc import Mapping
from typing import Any

from geo.evidence.evidence import Evidence
from geo.programme.instance.instance import build_instance
from geo.programme.plan.plan import Plan
from geo.programme.planning import proven_plan
from geo.programme.search.search import Search
from geo.settings.programme import Programme, Quote, Tier
from geo.solving.progress import Control
from tests.geo.programme.programme_towns import Building, People, Town

FULL = Tier(key="full", floor_share=1.0, served_share=1.0)

HALF_AND_FULL = (Tier(key="half", floor_share=0.5, served_share=0.5), FULL)

CONTROL = Control(time.perf_counter)


def town(served: Mapping[str, float], activities: Mapping[str, str] | None = None) -> Town:
    """Return a town where each building reaches so many people of its own; a sector of activity is ``culture``."""
    activities = activities or {}
    buildings = tuple(Building(key, activities.get(key, "culture")) for key in served)
    return Town(buildings, tuple(People(f"p-{key}", count, {key: 100.0}) for key, count in served.items()))


def programme(costs_eur: Mapping[str, float], *budgets_eur: float, **rules: Any) -> Programme:
    """Return a programme of one tier in which buildings cost so much, without floors unless they are given."""
    quotes = {key: {"full": Quote(capex_eur=cost, opex_eur_per_year=cost / 10)} for key, cost in costs_eur.items()}
    settings: dict[str, Any] = {"floor_share": 0.0, "tiers": (FULL,), "quotes": quotes, "budgets_eur": budgets_eur}
    return Programme(**(settings | rules))


def planned(evidence: Evidence, wanted: Programme) -> Plan:
    """Return the plan, proven as far as floating-point numbers can tell."""
    return proven_plan(Search(build_instance(evidence, wanted), CONTROL, gap=0))
