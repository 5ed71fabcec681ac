"""What a decision on a building costs in the Wi-Fi programme at the moment it is taken."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.texts import N_
from store.decisions.entries import Decision

if TYPE_CHECKING:
    from geo.programme import Plan
    from geo.solving import Control

COST_S = 30.0
"""Seconds at the most for the price of a building."""


_PROVEN = ("costs", "nothing", "helps")
"""Verdicts on a price that tell its amount."""


@dataclass(frozen=True)
class Cost:
    """What a decision costs, None each where nobody can say, and why not; empty where nothing was asked."""

    people: float | None = None
    capex_eur: float | None = None
    why_not: str = ""


def asks_a_cost(told: Decision) -> bool:
    """Say whether a decision is one of which the Wi-Fi programme tells what it costs."""
    return told.kind in ("building_forced", "building_excluded") and told.about == "wifi"


def cost_of(told: Decision, plan: "Plan | None", control: "Control") -> Cost:
    """Return what it costs to force or to exclude a building: fewer people served on average over the years, euros.

    Compared is with the plan of the scenario that is kept; nothing is planned anew but for the price of the building.
    A building the plan has already costs nothing to force, one it has not nothing to exclude.

    Parameters
    ----------
    told
        A decision on a building and the Wi-Fi programme; of others nothing is asked.
    plan
        The plan that is kept of the scenario on the table; None where there is none.
    control
        Clock and stop button of the search.
    """
    from geo.programme import price_of_building
    from store.apart import apart

    if not asks_a_cost(told):
        return Cost()
    if plan is None or not plan.has_plan:
        return Cost(why_not=N_("What it costs was not computed: no plan of this scenario is kept. Run: maillage plan"))
    if told.subject not in plan.instance.sites.index:
        return Cost(why_not=N_("What it costs was not computed: this building cannot be planned."))
    has = told.subject in set(plan.rows["building_id"])
    if has == (told.kind == "building_forced"):
        return Cost(0.0, 0.0)
    price = price_of_building(plan, told.subject, control, time_limit_s=COST_S, where=apart)
    if price.verdict == "impossible":
        return Cost(
            why_not=N_("No plan of this scenario can hold it: it conflicts with the rules. No cost was computed.")
        )
    capex_eur = _capex_eur(plan, told.subject, has=has)
    if price.verdict in _PROVEN and price.people == price.people:
        return Cost(float(price.people), capex_eur)
    text = N_("What it costs in people is not known: neither plan is proven closely enough to tell it from nothing.")
    return Cost(None, capex_eur, text)


def _capex_eur(plan: "Plan", building: str, *, has: bool) -> float:
    """Return what the plan spends on a building it has, as money freed; else the least it takes to begin there."""
    if has:
        return -float(plan.rows.loc[plan.rows["building_id"] == building, "capex_eur"].sum())
    instance = plan.instance
    site = instance.sites.index.get_loc(building)
    entry = instance.entry[site][instance.ready[site]] if instance.ready[site].any() else instance.entry[site]
    return (int(entry.min()) + int(instance.capex[instance.first[site]])) / 100
