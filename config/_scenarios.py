"""Scenarios: named sets of weights, parameters and programme rules, written as what differs from the defaults."""

from collections.abc import Mapping
from pathlib import Path

import tomli_w
from pydantic import Field, model_validator

from config._toml import build, read_toml
from geo.place import Frozen, LocalName
from geo.settings import Parameters, Programme

FOLDER = Path(__file__).parent / "scenarios"

_DEFAULTS = {"parameters": Parameters(), "programme": Programme()}
"""What a scenario says nothing of. The default weights name every criterion there is."""


class Scenario(Frozen):
    """A named set of parameters, and of the programme's budgets and rules."""

    name: str = Field(min_length=1)
    title: LocalName
    parameters: Parameters = Parameters()
    programme: Programme = Programme()

    @model_validator(mode="after")
    def _weights_are_of_known_criteria(self) -> "Scenario":
        for ranking, weights in self.parameters.weights.items():
            known = set(_DEFAULTS["parameters"].weights[ranking])
            if unknown := sorted(set(weights) - known):
                raise ValueError(
                    f"weights.{ranking} names no criterion: {', '.join(unknown)}; known: {', '.join(sorted(known))}"
                )
            if outside := sorted(key for key, weight in weights.items() if not 0 <= weight <= 10):
                raise ValueError(f"weights.{ranking} must be whole numbers from 0 to 10: {', '.join(outside)}")
        return self


def reference() -> Scenario:
    """Return the scenario meant when none is named."""
    return load_scenario(FOLDER / "reference.toml")


def load_scenario(path: Path) -> Scenario:
    """Read a scenario; what the file does not say keeps its default.

    Raises
    ------
    ConfigurationError
        Naming every key that is unknown or out of range, with its value.
    """
    content = read_toml(path)
    for part, default in _DEFAULTS.items():
        given = content.get(part, {})
        if isinstance(given, dict):
            content[part] = _over(default.model_dump(mode="json"), given)
    return build(Scenario, content, path)


def scenario_toml(scenario: Scenario) -> str:
    """Return the scenario as the TOML text that ``load_scenario`` reads back, only with what is not the default."""
    written: dict[str, object] = {"name": scenario.name, "title": scenario.title.model_dump()}
    for part, default in _DEFAULTS.items():
        actual = getattr(scenario, part).model_dump(mode="json")
        if difference := _difference(default.model_dump(mode="json"), actual):
            written[part] = _without_nothing(difference)
    return tomli_w.dumps(written)


def scenarios(folder: Path = FOLDER) -> dict[str, Scenario]:
    """Return the scenarios of a folder by name."""
    found = [load_scenario(path) for path in sorted(folder.glob("*.toml"))]
    return {scenario.name: scenario for scenario in found}


def _over(default: Mapping[str, object], given: Mapping[str, object]) -> dict[str, object]:
    """Lay ``given`` over ``default``, table by table; a key only one of them has is kept."""
    merged = dict(default)
    for key, value in given.items():
        below = merged.get(key)
        merged[key] = _over(below, value) if isinstance(below, Mapping) and isinstance(value, Mapping) else value
    return merged


def _without_nothing(told: Mapping[str, object]) -> dict[str, object]:
    """Leave out what holds nothing, such as a quote's running cost: TOML has no word for it, and it is the default."""
    return {
        key: _without_nothing(value) if isinstance(value, Mapping) else value
        for key, value in told.items()
        if value is not None
    }


def _difference(default: Mapping[str, object], actual: Mapping[str, object]) -> dict[str, object]:
    """Return the part of ``actual`` that ``default`` does not say."""
    found: dict[str, object] = {}
    for key, value in actual.items():
        below = default.get(key)
        if isinstance(below, Mapping) and isinstance(value, Mapping):
            if inner := _difference(below, value):
                found[key] = inner
        elif value != below:
            found[key] = value
    return found
