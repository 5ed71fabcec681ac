"""What a plan came to, as far as decisions ask: where something is done, and when it begins there."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pandas as pd

from store.decisions.kinds import AIDANTS, DEVICES, WIFI

if TYPE_CHECKING:
    from geo.lots import LotsPlan
    from geo.programme import Plan
    from geo.roster import RosterPlan


@dataclass(frozen=True)
class Outcome:
    """What one plan came to.

    Attributes
    ----------
    about
        Which plan: one of ``PLANS``.
    begins
        Building with Wi-Fi -> first year in which something is bought there; door of the roster -> first wave with a
        pair of aidants there; place with devices -> how many it gets. Places where nothing is done are not in it.
    has_plan
        False where there is no plan, which holds nothing.
    clashing
        Places that must be in it and are part of the rules that cannot hold together.
    perhaps
        Whether other places forced in (``forced``) or left out (``excluded``) may be behind it that there is no plan.
    schools, clashing_schools
        School site -> how many devices it gets, and the sites that are part of the rules: apart, since a school site
        may have the key of a building.
    """

    about: str
    begins: Mapping[str, int]
    has_plan: bool = True
    clashing: frozenset[str] = frozenset()
    perhaps: tuple[str, ...] = ("excluded",)
    schools: Mapping[str, int] = field(default_factory=dict)
    clashing_schools: frozenset[str] = frozenset()


def outcome_of_programme(plan: "Plan") -> Outcome:
    """Return what a Wi-Fi programme came to."""
    from geo.programme import Clash

    years = _whole(plan.rows.groupby("building_id")["year"].min())
    rules = [each.rule for each in plan.conflict if isinstance(each, Clash)]
    return Outcome(WIFI, years, plan.has_plan, frozenset(each.subject for each in rules if each.kind == "forced_in"))


def outcome_of_roster(plan: "RosterPlan") -> Outcome:
    """Return what a roster of aidants came to."""
    waves = _whole(plan.sessions.groupby("door_id")["wave"].min())
    must = ("roster.conflict.forced_in", "roster.conflict.unknown_door")
    clashing = frozenset(str(each.subject) for each in plan.notes if each.code in must)
    return Outcome(AIDANTS, waves, plan.has_plan, clashing)


def outcome_of_lots(plan: "LotsPlan") -> Outcome:
    """Return what device lots came to: those of public places, and apart those of school sites."""
    lots = plan.places[[f"lot_{kind}" for kind in plan.kinds]].sum(axis=1)
    # A conflict is about one kind, about the schools of a level, or about the totals of districts.
    about = {each.subject for each in plan.conflicts}
    taking = {str(key) for kind in about & set(plan.kinds) for key in plan.kinds[kind].table.index}  # type: ignore[index]
    # Who meets the rules would ask for the minimum lot all the same.
    forced = plan.places.index[plan.places["forced"] & (plan.places["unmet"] != "")]
    perhaps = ("forced", "excluded") if "districts" in about else ()
    clashing = frozenset(map(str, forced)) & taking
    outcome = Outcome(DEVICES, _whole(lots[lots > 0]), not plan.conflicts, clashing, perhaps)
    sites = plan.school_sites
    if sites is None:
        return outcome
    # As for places: who is in only since it is forced, and asks for the minimum lot of a level that has too few.
    only = sites["forced"] & (sites["unmet"] != "") & sites["level"].isin(about) & (sites["status"] == "receives")
    given = sites.groupby("school_site_id")["lot"].sum()
    clashing = frozenset(sites.loc[only, "school_site_id"].astype(str))
    return replace(outcome, schools=_whole(given[given > 0]), clashing_schools=clashing)


def outcomes_of(
    programme: "Plan | None" = None, roster: "RosterPlan | None" = None, lots: "LotsPlan | None" = None
) -> tuple[Outcome, ...]:
    """Return what the plans that are given came to."""
    return (
        *(() if programme is None else (outcome_of_programme(programme),)),
        *(() if roster is None else (outcome_of_roster(roster),)),
        *(() if lots is None else (outcome_of_lots(lots),)),
    )


def _whole(found: pd.Series) -> dict[str, int]:
    return {str(key): int(value) for key, value in found.items()}
