"""Aidants: who is where and when, how much help that gives, and what is proven of it."""

from geo.roster.doors import REASONS as NO_DOOR_REASONS
from geo.roster.instance import build_roster_instance
from geo.roster.plan import RosterPlan
from geo.roster.planning import plan_roster
from geo.roster.workplaces import REASONS as NOBODY_COMES_REASONS

__all__ = ["NOBODY_COMES_REASONS", "NO_DOOR_REASONS", "RosterPlan", "build_roster_instance", "plan_roster"]
