"""Every setting of a rule can be chosen on the page, or is said to stand in scenario files only."""

from dataclasses import replace

import pytest

from geo.programme import RULES
from geo.settings.programme import DistrictMinimum, Programme
from ui.address.programme_choices import Choices, programme_with
from ui.programme.rule_controls import CONTROLS, ELSEWHERE, SCENARIO_ONLY

BASE = Programme(
    floor_share_of_activity={"sport": 0.2},
    floor_eur_of_activity={"culture": 900.0},
    opex_ceiling_eur_per_year=500.0,
    district_minimum=DistrictMinimum(served_share=0.5),
)


def changed_by_choices() -> set[str]:
    """Return the settings that some choice changes."""
    others: dict[str, object] = {"who": "all", "forced": ("b1",), "excluded": ("b1",), "freed": ("b1",)}
    found = set()
    for name in Choices.__dataclass_fields__:
        for value in (others[name],) if name in others else (0, 1):
            made = programme_with(BASE, replace(Choices(), **{name: value}))
            found |= {setting for setting in Programme.model_fields if getattr(made, setting) != getattr(BASE, setting)}
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind)
def test_a_rule_has_its_control(rule) -> None:
    missing = set(rule.settings) - changed_by_choices() - SCENARIO_ONLY
    what = "give it a choice in ui/address/programme_choices.py, or put it into SCENARIO_ONLY of rule_controls.py"
    assert not missing, f"{rule.kind}: {missing} cannot be chosen: {what}"
    drawn = rule.kind in CONTROLS or rule.kind in ELSEWHERE or set(rule.settings) <= SCENARIO_ONLY
    assert drawn, f"{rule.kind}: draw its control and its price in CONTROLS of ui/programme/rule_controls.py"


def test_what_stands_in_scenario_files_only_cannot_be_chosen() -> None:
    assert not SCENARIO_ONLY & changed_by_choices()
    assert not CONTROLS.keys() & ELSEWHERE
    assert CONTROLS.keys() | ELSEWHERE <= {rule.kind for rule in RULES}
