"""Configuration: TOML files become frozen models once, at the entry, and are passed down."""

from config._communes import place, place_from, places
from config._scenarios import Scenario, broken_scenarios, load_scenario, reference, scenario_toml, scenarios

__all__ = [
    "Scenario",
    "broken_scenarios",
    "load_scenario",
    "place",
    "place_from",
    "places",
    "reference",
    "scenario_toml",
    "scenarios",
]
