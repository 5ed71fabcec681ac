"""Configuration: TOML files become frozen models once, at the entry, and are passed down."""

from config._communes import FOLDER, place, place_from, places
from config._mappings import load_mapping, mapping_toml
from config._new_commune import commune_file_name, commune_toml
from config._scenarios import Scenario, broken_scenarios, load_scenario, reference, scenario_toml, scenarios
from config._stories import STORIES, Alternative, Step, Story, load_story, stories
from config._toml_lines import line_of

__all__ = [
    "FOLDER",
    "STORIES",
    "Alternative",
    "Scenario",
    "Step",
    "Story",
    "broken_scenarios",
    "commune_file_name",
    "commune_toml",
    "line_of",
    "load_mapping",
    "load_scenario",
    "load_story",
    "mapping_toml",
    "place",
    "place_from",
    "places",
    "reference",
    "scenario_toml",
    "scenarios",
    "stories",
]
