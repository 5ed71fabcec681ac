"""The criteria of the rankings: one module each, registered here in the order in which they are shown."""

from geo.ranking.criteria import (
    connectivity,
    contact_staff,
    cost_per_person,
    existing_help,
    expressed_demand,
    fibre_at_building,
    gap_in_reach,
    mobile_5g_at_building,
    opening_hours,
    seniors_in_reach,
    vulnerable_in_reach,
    vulnerable_without_help,
)
from geo.ranking.criteria._criterion import Criterion

CRITERIA: tuple[Criterion, ...] = (
    vulnerable_in_reach.CRITERION,
    vulnerable_without_help.CRITERION,
    gap_in_reach.CRITERION,
    seniors_in_reach.CRITERION,
    expressed_demand.CRITERION,
    fibre_at_building.CRITERION,
    mobile_5g_at_building.CRITERION,
    connectivity.CRITERION,
    existing_help.CRITERION,
    opening_hours.CRITERION,
    contact_staff.CRITERION,
    cost_per_person.CRITERION,
)


def criterion(key: str) -> Criterion:
    """Return the criterion called ``key``; KeyError when there is none."""
    return {each.key: each for each in CRITERIA}[key]


def criteria_of(ranking: str) -> tuple[Criterion, ...]:
    """Return the criteria of a ranking (``wifi`` or ``aidants``), in order."""
    return tuple(each for each in CRITERIA if ranking in each.ranks)
