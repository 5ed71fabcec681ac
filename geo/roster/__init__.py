"""Aidants: who is where and when, how much help that gives, and what is proven of it."""

from geo.roster.doors import REASONS as NO_DOOR_REASONS
from geo.roster.instance import Rule as RosterRule
from geo.roster.instance import build_roster_instance
from geo.roster.new_places import NewPlaces, new_places
from geo.roster.places import door_names, partners_places, roster_places
from geo.roster.plan import RosterPlan, after_wave
from geo.roster.planning import plan_roster, roster_of_nobody
from geo.roster.prices import RosterPrice, liftable_rules, roster_prices, roster_prices_table
from geo.roster.review.price_of_door import price_of_door
from geo.roster.review.review import RosterReview, review_roster
from geo.roster.workplaces import REASONS as NOBODY_COMES_REASONS

__all__ = [
    "NOBODY_COMES_REASONS",
    "NO_DOOR_REASONS",
    "NewPlaces",
    "RosterPlan",
    "RosterPrice",
    "RosterReview",
    "RosterRule",
    "after_wave",
    "build_roster_instance",
    "door_names",
    "liftable_rules",
    "new_places",
    "partners_places",
    "plan_roster",
    "price_of_door",
    "review_roster",
    "roster_of_nobody",
    "roster_places",
    "roster_prices",
    "roster_prices_table",
]
