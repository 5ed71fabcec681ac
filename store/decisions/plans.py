"""What decisions ask of a plan: laid over the settings of a scenario, and held against a plan that was found."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from json import dumps
from typing import Generic, TypeVar

from config import Scenario
from geo.errors import MaillageError
from geo.evidence import Evidence
from geo.settings import Lots, Programme, Roster
from geo.texts import N_
from store.decisions.entries import Entry
from store.decisions.kinds import AIDANTS, DEVICES, WIFI
from store.decisions.outcomes import Outcome

Settings = TypeVar("Settings", Programme, Roster, Lots)

_PLANS = {Programme: (WIFI, "forced_in"), Roster: (AIDANTS, "forced_in"), Lots: (DEVICES, "forced")}
"""Settings of a plan -> what decisions on it are about, and its list of what must be in it."""


@dataclass(frozen=True)
class Overlay(Generic[Settings]):
    """The settings of a plan with decisions laid over them.

    Attributes
    ----------
    about
        What the decisions are about: one of ``PLANS``.
    settings
        The settings; those given where there are conflicts.
    forced, excluded
        Building, or door of the roster -> the entries in force that ask for it.
    conflicts
        Why the decisions cannot be laid over, as messages to be rendered; none of them holds when there are any.
    notes
        What the decisions change of the scenario's own lists, and which of them nobody can keep or need keep.
    """

    about: str
    settings: Settings
    forced: Mapping[str, tuple[Entry, ...]]
    excluded: Mapping[str, tuple[Entry, ...]]
    conflicts: tuple[MaillageError, ...]
    notes: tuple[MaillageError, ...]


def scenario_hash(scenario: Scenario) -> str:
    """Return the SHA-256 of everything a scenario sets, defaults included."""
    return sha256(dumps(scenario.model_dump(mode="json"), sort_keys=True).encode()).hexdigest()


def places_of(evidence: Evidence, settings: Programme | Roster | Lots) -> frozenset[str]:
    """Return the keys of what decisions on a plan can be about: buildings, for a roster the places of partners too."""
    if not isinstance(settings, Roster):
        return frozenset(map(str, evidence.sites.index))
    from geo.roster import door_names

    return frozenset(map(str, door_names(evidence).index))


def laid_over(settings: Settings, standing: Iterable[Entry], inventory: Collection[str]) -> Overlay[Settings]:
    """Lay what decisions force into a plan, or exclude from it, over the settings of its scenario.

    Parameters
    ----------
    settings
        Those of the Wi-Fi programme, of the roster of aidants or of the device lots: decisions about another plan are
        left alone. Where a decision says the opposite of them, the decision counts, and a note says so.
    standing
        Entries in force.
    inventory
        Keys of what there is: buildings, and for the roster the places of partners too.
    """
    about, name = _PLANS[type(settings)]
    asked = [entry for entry in standing if entry.about == about]
    forced = _by_building(asked, "building_forced")
    excluded = _by_building(asked, "building_excluded")
    conflicts = []
    for building in sorted(set(forced) & set(excluded)):
        text = N_(
            "{building} is forced (decision {forced}) and excluded (decision {excluded}) at once. Undo one of them."
        )
        numbers = {"forced": _numbers(forced[building]), "excluded": _numbers(excluded[building])}
        conflicts.append(MaillageError(text, building=building, **numbers))
    for building in sorted(set(forced) - set(inventory)):
        text = N_("{building} is forced (decision {entry}), but the inventory has no such building any more. Undo it.")
        conflicts.append(MaillageError(text, building=building, entry=_numbers(forced[building])))
    if conflicts:
        return Overlay(about, settings, forced, excluded, tuple(conflicts), ())
    own = {"forced": set(getattr(settings, name)), "excluded": set(settings.excluded)}
    notes = []
    for building in sorted(own["forced"] & set(excluded)):
        text = N_("{building}: decision {entry} excludes it, though the scenario forces it; the decision counts.")
        notes.append(MaillageError(text, building=building, entry=_numbers(excluded[building])))
    for building in sorted(own["excluded"] & set(forced)):
        text = N_("{building}: decision {entry} forces it, though the scenario excludes it; the decision counts.")
        notes.append(MaillageError(text, building=building, entry=_numbers(forced[building])))
    for building in sorted(set(excluded) - set(inventory)):
        text = N_("{building}: decision {entry} excludes it; the inventory has no such building any more.")
        notes.append(MaillageError(text, building=building, entry=_numbers(excluded[building])))
    lists = {
        name: tuple(sorted((own["forced"] | set(forced)) - set(excluded))),
        # What is gone needs no excluding, and the lots refuse what nobody knows.
        "excluded": tuple(sorted((own["excluded"] | (set(excluded) & set(inventory))) - set(forced))),
    }
    # Checked anew: the same rules hold as for a file.
    changed = type(settings).model_validate({**settings.model_dump(), **lists})
    return Overlay(about, changed, forced, excluded, (), tuple(notes))


def scenario_laid_over(scenario: Scenario, standing: Sequence[Entry], evidence: Evidence) -> Scenario:
    """Return a scenario with the decisions in force laid over all its plans; one whose decisions conflict is kept."""
    parts = {
        "programme": laid_over(scenario.programme, standing, places_of(evidence, scenario.programme)).settings,
        "roster": laid_over(scenario.roster, standing, places_of(evidence, scenario.roster)).settings,
        "devices": laid_over(scenario.devices, standing, places_of(evidence, scenario.devices)).settings,
    }
    return scenario.model_copy(update=parts)


def held(entry: Entry, outcomes: Iterable[Outcome]) -> bool | None:
    """Say whether the plan a decision is about does what it asks; None where it asks nothing of any of them.

    Parameters
    ----------
    entry
        A decision in force.
    outcomes
        What the plans came to; of one that is not among them nothing is said.
    """
    outcome = next((each for each in outcomes if each.about == entry.about), None)
    if outcome is None:
        return None
    there = outcome.begins.get(entry.subject)
    if entry.kind == "building_forced":
        return outcome.has_plan and there is not None
    if entry.kind == "building_excluded":
        return outcome.has_plan and there is None
    if entry.kind == "wave_overridden":
        return outcome.has_plan and str(there) == str(int(entry.value))
    return None


def _by_building(entries: Sequence[Entry], kind: str) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in entries:
        if entry.kind == kind:
            found[entry.subject] = (*found.get(entry.subject, ()), entry)
    return found


def _numbers(entries: Sequence[Entry]) -> str:
    return ", ".join(str(entry.number) for entry in entries)
