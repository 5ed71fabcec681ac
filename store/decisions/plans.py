"""What decisions ask of a plan: laid over the settings of a scenario, and held against a plan that was found."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from json import dumps

from config import Scenario
from geo.errors import MaillageError
from geo.settings import Programme
from geo.texts import N_
from store.decisions.entries import Entry
from store.decisions.kinds import WIFI


@dataclass(frozen=True)
class Overlay:
    """A programme with decisions laid over it.

    Attributes
    ----------
    programme
        The settings; those given where there are conflicts.
    forced, excluded
        Building -> the entries in force that ask for it.
    conflicts
        Why the decisions cannot be laid over, as messages to be rendered; none of them holds when there are any.
    notes
        What the decisions change of the scenario's own lists, and which of them nobody can keep or need keep.
    """

    programme: Programme
    forced: Mapping[str, tuple[Entry, ...]]
    excluded: Mapping[str, tuple[Entry, ...]]
    conflicts: tuple[MaillageError, ...]
    notes: tuple[MaillageError, ...]


def scenario_hash(scenario: Scenario) -> str:
    """Return the SHA-256 of everything a scenario sets, defaults included."""
    return sha256(dumps(scenario.model_dump(mode="json"), sort_keys=True).encode()).hexdigest()


def laid_over(programme: Programme, standing: Iterable[Entry], inventory: Collection[str]) -> Overlay:
    """Lay the buildings that decisions force into the Wi-Fi programme, or exclude from it, over a programme's own.

    Parameters
    ----------
    programme
        Settings of the scenario. Where a decision says the opposite of them, the decision counts, and a note says so.
    standing
        Entries in force.
    inventory
        Identifiers of the buildings there are.
    """
    asked = [entry for entry in standing if entry.about == WIFI]
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
        return Overlay(programme, forced, excluded, tuple(conflicts), ())
    notes = []
    for building in sorted(set(programme.forced_in) & set(excluded)):
        text = N_("{building}: decision {entry} excludes it, though the scenario forces it; the decision counts.")
        notes.append(MaillageError(text, building=building, entry=_numbers(excluded[building])))
    for building in sorted(set(programme.excluded) & set(forced)):
        text = N_("{building}: decision {entry} forces it, though the scenario excludes it; the decision counts.")
        notes.append(MaillageError(text, building=building, entry=_numbers(forced[building])))
    for building in sorted(set(excluded) - set(inventory)):
        text = N_("{building}: decision {entry} excludes it; the inventory has no such building any more.")
        notes.append(MaillageError(text, building=building, entry=_numbers(excluded[building])))
    lists = {
        "forced_in": tuple(sorted((set(programme.forced_in) | set(forced)) - set(excluded))),
        "excluded": tuple(sorted((set(programme.excluded) | set(excluded)) - set(forced))),
    }
    # Checked anew: the same rules hold as for a file.
    changed = Programme.model_validate({**programme.model_dump(), **lists})
    return Overlay(changed, forced, excluded, (), tuple(notes))


def held(entry: Entry, first_year: Mapping[str, int], *, has_plan: bool = True) -> bool | None:
    """Say whether a Wi-Fi plan does what a decision asks; None where the decision asks nothing of such a plan.

    Parameters
    ----------
    entry
        A decision in force.
    first_year
        Building -> year in which the plan first buys something there.
    has_plan
        False where there is no plan, which holds nothing.
    """
    if entry.about != WIFI:
        return None
    if entry.kind == "building_forced":
        return has_plan and entry.subject in first_year
    if entry.kind == "building_excluded":
        return has_plan and entry.subject not in first_year
    if entry.kind == "wave_overridden":
        return has_plan and str(first_year.get(entry.subject)) == str(int(entry.value))
    return None


def _by_building(entries: Sequence[Entry], kind: str) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in entries:
        if entry.kind == kind:
            found[entry.subject] = (*found.get(entry.subject, ()), entry)
    return found


def _numbers(entries: Sequence[Entry]) -> str:
    return ", ".join(str(entry.number) for entry in entries)
