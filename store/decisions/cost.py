"""What a decision on a place costs the plan it is about, at the moment it is taken."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.texts import N_
from store.decisions.entries import Decision
from store.decisions.kinds import AIDANTS, DEVICES, EXCLUDING, FORCING, OF_SCHOOLS, PLANS, WIFI

if TYPE_CHECKING:
    from config import Scenario
    from geo.evidence import Evidence
    from geo.lots import LotsPlan
    from geo.programme import Plan
    from geo.ranking import Assessment
    from geo.roster import RosterPlan
    from geo.settings import Lots
    from geo.solving import Control
    from store.store import Store
    from store.versions import Snapshot

COST_S = 30.0
"""Seconds at the most for the price of a place."""

_PROVEN = ("costs", "nothing", "helps")
"""Verdicts on a price that tell its amount."""

_IMPOSSIBLE = N_("No plan of this scenario can hold it: it conflicts with the rules. No cost was computed.")
_NOT_PROVEN = N_("What it costs in helps a week is not known: the rosters are not proven closely enough to tell it.")


@dataclass(frozen=True)
class Cost:
    """What a decision costs, None each where nobody can say or nothing was asked; and why it cannot be said."""

    people: float | None = None
    capex_eur: float | None = None
    helps_per_week: float | None = None
    devices: int | None = None
    why_not: str = ""

    @property
    def amounts(self) -> dict[str, float | int | None]:
        """The amounts, as an entry of the log calls them."""
        return {name: getattr(self, name) for name in ("people", "capex_eur", "helps_per_week", "devices")}


def asks_a_cost(told: Decision) -> bool:
    """Say whether a decision is one of which the plan it is about tells what it costs."""
    return told.kind in (*FORCING, *EXCLUDING) and told.about in PLANS


def cost_on(
    told: Decision,
    store: "Store",
    snapshot: "Snapshot",
    assessment: "Assessment",
    scenario: "Scenario",
    control: "Control",
) -> Cost:
    """Return what a decision costs against the scenario on the table: its programme and roster as they are kept.

    Nothing is planned anew but for the price of the place; device lots are shared out twice, which takes no time.
    """
    from store.plans import kept_plan
    from store.rosters import kept_roster

    if not asks_a_cost(told):
        return Cost()
    where = (store, snapshot, assessment)
    if told.about == WIFI:
        return cost_of(told, kept_plan(*where, scenario.programme), control)
    if told.about == AIDANTS:
        return cost_in_roster(told, kept_roster(*where, scenario.roster), assessment.evidence, control)
    assert told.about == DEVICES
    return cost_in_lots(told, scenario.devices, assessment.evidence)


def cost_of(told: Decision, plan: "Plan | None", control: "Control") -> Cost:
    """Return what it costs to force or to exclude a building: fewer people served on average over the years, euros.

    Compared is with the plan of the scenario that is kept; nothing is planned anew but for the price of the building.
    A building the plan has already costs nothing to force, one it has not nothing to exclude.

    Parameters
    ----------
    told
        A decision that forces a building into the Wi-Fi programme or excludes it.
    plan
        The plan that is kept of the scenario on the table; None where there is none.
    control
        Clock and stop button of the search.
    """
    from geo.programme import price_of_building
    from store.apart import apart

    if plan is None or not plan.has_plan:
        return Cost(why_not=N_("What it costs was not computed: no plan of this scenario is kept. Run: maillage plan"))
    if told.subject not in plan.instance.sites.index:
        return Cost(why_not=N_("What it costs was not computed: this building cannot be planned."))
    has = told.subject in set(plan.rows["building_id"])
    if has == (told.kind == "building_forced"):
        return Cost(0.0, 0.0)
    price = price_of_building(plan, told.subject, control, time_limit_s=COST_S, where=apart)
    if price.verdict == "impossible":
        return Cost(why_not=_IMPOSSIBLE)
    capex_eur = _capex_eur(plan, told.subject, has=has)
    if price.verdict in _PROVEN and price.people == price.people:
        return Cost(float(price.people), capex_eur)
    text = N_("What it costs in people is not known: neither plan is proven closely enough to tell it from nothing.")
    return Cost(None, capex_eur, why_not=text)


def cost_in_roster(told: Decision, plan: "RosterPlan | None", evidence: "Evidence", control: "Control") -> Cost:
    """Return the helps a week that forcing or excluding a door costs the roster that is kept of the scenario.

    A door the roster has already costs nothing to force, one it has not nothing to exclude.

    Parameters
    ----------
    told
        A decision that forces a door into the roster or excludes it.
    plan, evidence
        The roster that is kept, None where there is none; and what it was made on.
    control
        Clock and stop button of the search.
    """
    from geo.roster import price_of_door
    from store.apart import apart

    if plan is None or not plan.has_plan:
        text = N_("What it costs was not computed: no roster of this scenario is kept. Run: maillage aidants")
        return Cost(why_not=text)
    if (told.subject in plan.doors.index) == (told.kind == "building_forced"):
        return Cost(helps_per_week=0.0)
    price = price_of_door(plan, evidence, told.subject, control, time_limit_s=COST_S, where=apart)
    if price.verdict == "impossible":
        return Cost(why_not=_IMPOSSIBLE)
    return Cost(helps_per_week=price.helps_per_week) if price.verdict in _PROVEN else Cost(why_not=_NOT_PROVEN)


def cost_in_lots(told: Decision, lots: "Lots", evidence: "Evidence") -> Cost:
    """Return the devices of all kinds that forcing or excluding a place takes from the others of its sort; exact.

    School sites have devices of their own: what one gets is taken from other schools and never from public places.

    Parameters
    ----------
    told
        A decision that forces a place or a school site into the device lots or excludes it.
    lots, evidence
        The rules of the scenario, and what they are about.
    """
    from geo.lots import plan_lots

    school = told.kind in OF_SCHOOLS
    if school and not lots.schools.asked:
        return Cost(why_not=N_("What it costs was not computed: the scenario has no devices for schools."))
    own = lots.schools if school else lots
    forced, excluded = {*own.forced} - {told.subject}, {*own.excluded} - {told.subject}
    (forced if told.kind in FORCING else excluded).add(told.subject)
    lists = {"forced": tuple(sorted(forced)), "excluded": tuple(sorted(excluded))}
    changed = lots.model_copy(update={"schools": own.model_copy(update=lists)} if school else lists)
    before, after = plan_lots(evidence, lots), plan_lots(evidence, changed)
    if before.conflicts or after.conflicts:
        return Cost(why_not=_IMPOSSIBLE)
    given = [_of_others(each, told.subject, school=school) for each in (before, after)]
    return Cost(devices=given[0] - given[1])


def _of_others(plan: "LotsPlan", key: str, *, school: bool) -> int:
    """Return the devices of all kinds that all but one place, or school site, get together."""
    if school:
        sites = plan.school_sites
        assert sites is not None
        return int(sites.loc[sites["school_site_id"] != key, "lot"].sum())
    return int(plan.places.loc[plan.places.index != key, [f"lot_{kind}" for kind in plan.kinds]].to_numpy().sum())


def _capex_eur(plan: "Plan", building: str, *, has: bool) -> float:
    """Return what the plan spends on a building it has, as money freed; else the least it takes to begin there."""
    if has:
        return -float(plan.rows.loc[plan.rows["building_id"] == building, "capex_eur"].sum())
    instance = plan.instance
    site = instance.sites.index.get_loc(building)
    entry = instance.entry[site][instance.ready[site]] if instance.ready[site].any() else instance.entry[site]
    return (int(entry.min()) + int(instance.capex[instance.first[site]])) / 100
