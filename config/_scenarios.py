"""Scenarios: named sets of weights, parameters, programme rules and device lots, written as what is not the default."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import tomli_w
from pydantic import Field, PrivateAttr, field_validator

from config._toml import build, by_name, read_toml
from geo.errors import ConfigurationError, MaillageError, refuse
from geo.place import Frozen, LocalName
from geo.settings import Lots, Parameters, Programme, Roster
from geo.texts import N_

FOLDER = Path(__file__).parent / "scenarios"

_PARAMETERS = Parameters()

_DEFAULTS: Mapping[str, Frozen] = {
    "parameters": _PARAMETERS,
    "programme": Programme(),
    "devices": Lots(),
    "roster": Roster(),
}
"""What a scenario says nothing of. The default weights name every criterion there is."""


RENAMED: Mapping[str, Mapping[str, str]] = {
    "programme": {"floor_share_of": "floor_share_of_activity", "floor_eur_of": "floor_eur_of_activity"},
}
"""Table -> former key -> key today. Files written before 0.2.0 are still read, and told so."""

_RENAMED_NOTE = N_("{file}: {former} is called {key} today; the file is read all the same.")


class Scenario(Frozen):
    """A named set of parameters, and of the rules for the Wi-Fi programme, the device lots and the roster."""

    name: str = Field(min_length=1)
    title: LocalName
    parameters: Parameters = Parameters()
    programme: Programme = Programme()
    devices: Lots = Lots()
    roster: Roster = Roster()
    _notes: tuple[MaillageError, ...] = PrivateAttr(default=())

    @property
    def notes(self) -> tuple[MaillageError, ...]:
        """What the reader of its file should know, as messages to be rendered; none of them an error."""
        return self._notes

    @field_validator("parameters")
    @classmethod
    def _weights_are_of_known_criteria(cls, parameters: Parameters) -> Parameters:
        faults = []
        for ranking, weights in parameters.weights.items():
            known = sorted(_PARAMETERS.weights[ranking])
            for criterion, weight in weights.items():
                key = f"weights.{ranking}.{criterion}"
                if criterion not in known:
                    faults.append(MaillageError(_NO_CRITERION, key=key, known=", ".join(known)))
                elif not 0 <= weight <= 10:
                    faults.append(MaillageError(_NO_WEIGHT, key=key, value=weight))
        refuse(faults)
        return parameters


_NO_CRITERION = N_("{key}: this ranking has no such criterion; known: {known}.")
_NO_WEIGHT = N_("{key}: {value} is no weight; give a whole number from 0 to 10.")


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
    try:
        written = path.stat()
    except OSError:
        return _load(path)
    return _known(path, (written.st_ino, written.st_size, written.st_mtime_ns))


@lru_cache(maxsize=64)
def _known(path: Path, written: tuple[int, int, int]) -> Scenario:  # noqa: ARG001 - which text of the file
    """Return the scenario of a file that was read before: every page asks for all of them."""
    return _load(path)


def _load(path: Path) -> Scenario:
    content = read_toml(path)
    notes = _bring_up_to_date(content, path)
    for part, default in _DEFAULTS.items():
        given = content.get(part, {})
        if isinstance(given, dict):
            content[part] = laid_over(default.model_dump(mode="json"), given)
    scenario = build(Scenario, content, path)
    scenario._notes = notes
    return scenario


def _bring_up_to_date(content: dict[str, object], path: Path) -> tuple[MaillageError, ...]:
    """Rename in place the keys that had other names in former versions; a key given under both names stays a fault."""
    notes = []
    for table, names in RENAMED.items():
        given = content.get(table)
        if not isinstance(given, dict):
            continue
        for former, key in names.items():
            if former in given and key not in given:
                given[key] = given.pop(former)
                facts = {"former": f"{table}.{former}", "key": f"{table}.{key}"}
                notes.append(MaillageError(_RENAMED_NOTE, file=path, **facts))
    return tuple(notes)


def scenario_toml(scenario: Scenario) -> str:
    """Return the scenario as the TOML text that ``load_scenario`` reads back, only with what is not the default."""
    written: dict[str, object] = {"name": scenario.name, "title": scenario.title.model_dump()}
    for part, default in _DEFAULTS.items():
        actual = getattr(scenario, part).model_dump(mode="json")
        if difference := _difference(default.model_dump(mode="json"), actual):
            written[part] = _without_nothing(difference)
    return tomli_w.dumps(written)


def scenarios(folder: Path = FOLDER) -> dict[str, Scenario]:
    """Return the scenarios of a folder by name; a file that cannot be used hides only itself."""
    return _all_of(folder)[0]


def broken_scenarios(folder: Path = FOLDER) -> tuple[ConfigurationError, ...]:
    """Return what is wrong with each scenario file of a folder that cannot be used."""
    return _all_of(folder)[1]


def _all_of(folder: Path) -> tuple[dict[str, Scenario], tuple[ConfigurationError, ...]]:
    taken = N_("{file} is left out: another scenario is called {name} already. Give it another name.")
    return by_name(folder, load_scenario, taken)


def laid_over(default: Mapping[str, object], given: Mapping[str, object]) -> dict[str, object]:
    """Lay ``given`` over ``default``, table by table; a key only one of them has is kept."""
    merged = dict(default)
    for key, value in given.items():
        below = merged.get(key)
        merged[key] = laid_over(below, value) if isinstance(below, Mapping) and isinstance(value, Mapping) else value
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
