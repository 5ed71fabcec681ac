"""What decisions ask of a plan: laid over the settings of a scenario, and held against a plan that was found."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from json import dumps
from typing import Generic, TypeVar

from config import Scenario
from geo.errors import MaillageError
from geo.evidence import Evidence
from geo.settings import Lots, Programme, Roster
from geo.texts import N_
from store.decisions.entries import Entry
from store.decisions.kinds import AIDANTS, DEVICES, EXCLUDING, FORCING, OF_SCHOOLS, WIFI
from store.decisions.outcomes import Outcome

Settings = TypeVar("Settings", Programme, Roster, Lots)

_PLANS = {Programme: (WIFI, "forced_in"), Roster: (AIDANTS, "forced_in"), Lots: (DEVICES, "forced")}
"""Settings of a plan -> what decisions on it are about, and its list of what must be in it."""

_PARTS = ("programme", "roster", "devices")
"""Parts of a scenario that decisions are laid over."""


@dataclass(frozen=True)
class _Words:
    """What is said of decisions on places of one sort that cannot be laid over, or change what the scenario lists."""

    subject: str
    """The parameter that is the key of the place."""

    both: str
    gone: str
    excluded: str
    forced: str
    gone_anyway: str


_PLACES = _Words(
    "building",
    N_("{building} is forced (decision {forced}) and excluded (decision {excluded}) at once. Undo one of them."),
    N_("{building} is forced (decision {entry}), but the inventory has no such building any more. Undo it."),
    N_("{building}: decision {entry} excludes it, though the scenario forces it; the decision counts."),
    N_("{building}: decision {entry} forces it, though the scenario excludes it; the decision counts."),
    N_("{building}: decision {entry} excludes it; the inventory has no such building any more."),
)

_SCHOOLS = _Words(
    "school",
    N_(
        "School site {school} is forced (decision {forced}) and excluded (decision {excluded}) at once. Undo one of "
        "them."
    ),
    N_(
        "School site {school} is forced (decision {entry}), but the table of pupils has no such site any more. Undo it."
    ),
    N_("School site {school}: decision {entry} excludes it, though the scenario forces it; the decision counts."),
    N_("School site {school}: decision {entry} forces it, though the scenario excludes it; the decision counts."),
    N_("School site {school}: decision {entry} excludes it; the table of pupils has no such site any more."),
)

_NO_DEVICES = N_("School site {school}: decision {entry} forces it, but the scenario has no devices for schools.")


@dataclass(frozen=True)
class Asked:
    """What decisions in force ask of places of one sort: key -> the entries that force it in, or exclude it."""

    forced: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    excluded: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Overlay(Generic[Settings]):
    """The settings of a plan with decisions laid over them.

    Attributes
    ----------
    about
        What the decisions are about: one of ``PLANS``.
    settings
        The settings; those given where there are conflicts.
    places
        What is asked of buildings, or doors of the roster.
    schools
        What is asked of school sites, by the key of the table of pupils; of the device lots alone.
    conflicts
        Why the decisions cannot be laid over, as messages to be rendered; none of them holds when there are any.
    notes
        What the decisions change of the scenario's own lists, and which of them nobody can keep or need keep.
    """

    about: str
    settings: Settings
    places: Asked
    schools: Asked
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


def schools_of(evidence: Evidence) -> frozenset[str]:
    """Return the keys of the school sites decisions can be about; none where nobody published the table of pupils."""
    from geo.lots import school_names

    return frozenset(school_names(evidence))


def laid_over(
    settings: Settings, standing: Iterable[Entry], inventory: Collection[str], schools: Collection[str] = ()
) -> Overlay[Settings]:
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
    schools
        Keys of the school sites there are; the device lots alone have any.
    """
    about, name = _PLANS[type(settings)]
    asked = [entry for entry in standing if entry.about == about]
    places: Asked = _asked([entry for entry in asked if entry.kind not in OF_SCHOOLS])
    sites: Asked = _asked([entry for entry in asked if entry.kind in OF_SCHOOLS])
    conflicts = (*_conflicts(places, inventory, _PLACES), *_conflicts(sites, schools, _SCHOOLS))
    if conflicts:
        return Overlay(about, settings, places, sites, conflicts, ())
    changes: dict[str, object] = {}
    own = getattr(settings, name), settings.excluded
    changes[name], changes["excluded"], notes = _lists(places, *own, inventory, _PLACES)
    if isinstance(settings, Lots) and (sites.forced or sites.excluded):
        ours = settings.schools
        forced, excluded, more = _lists(sites, ours.forced, ours.excluded, schools, _SCHOOLS)
        changes["schools"] = {**ours.model_dump(), "forced": forced, "excluded": excluded}
        notes += more
        if not ours.asked:
            notes += [
                MaillageError(_NO_DEVICES, school=site, entry=_numbers(told)) for site, told in sites.forced.items()
            ]
    # Checked anew: the same rules hold as for a file.
    changed = type(settings).model_validate({**settings.model_dump(), **changes})
    return Overlay(about, changed, places, sites, (), tuple(notes))


def overlay_on(settings: Settings, standing: Iterable[Entry], evidence: Evidence) -> Overlay[Settings]:
    """Lay decisions over the settings of a plan, as `laid_over`, with what there is in the evidence it is made on."""
    return laid_over(settings, standing, places_of(evidence, settings), schools_of(evidence))


def _conflicts(asked: Asked, there: Collection[str], words: _Words) -> Iterator[MaillageError]:
    """Yield why decisions on places of one sort cannot be laid over."""
    for key in sorted(set(asked.forced) & set(asked.excluded)):
        numbers = {"forced": _numbers(asked.forced[key]), "excluded": _numbers(asked.excluded[key])}
        yield MaillageError(words.both, **{words.subject: key}, **numbers)
    for key in sorted(set(asked.forced) - set(there)):
        yield MaillageError(words.gone, **{words.subject: key}, entry=_numbers(asked.forced[key]))


def _lists(
    asked: Asked, forced: Collection[str], excluded: Collection[str], there: Collection[str], words: _Words
) -> tuple[tuple[str, ...], tuple[str, ...], list[MaillageError]]:
    """Return a scenario's own lists with what decisions ask laid over them, and what that changes of them."""
    must, out = set(forced), set(excluded)
    notes = []
    for text, keys, by in (
        (words.excluded, must & set(asked.excluded), asked.excluded),
        (words.forced, out & set(asked.forced), asked.forced),
        (words.gone_anyway, set(asked.excluded) - set(there), asked.excluded),
    ):
        notes += [MaillageError(text, **{words.subject: key}, entry=_numbers(by[key])) for key in sorted(keys)]
    return (
        tuple(sorted((must | set(asked.forced)) - set(asked.excluded))),
        # What is gone needs no excluding, and the lots refuse what nobody knows.
        tuple(sorted((out | (set(asked.excluded) & set(there))) - set(asked.forced))),
        notes,
    )


def scenario_laid_over(scenario: Scenario, standing: Sequence[Entry], evidence: Evidence) -> Scenario:
    """Return a scenario with the decisions in force laid over all its plans; one whose decisions conflict is kept."""
    parts = {part: overlay_on(getattr(scenario, part), standing, evidence).settings for part in _PARTS}
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
    there = (outcome.schools if entry.kind in OF_SCHOOLS else outcome.begins).get(entry.subject)
    if entry.kind in FORCING:
        return outcome.has_plan and there is not None
    if entry.kind in EXCLUDING:
        return outcome.has_plan and there is None
    if entry.kind == "wave_overridden":
        return outcome.has_plan and str(there) == str(int(entry.value))
    return None


def _asked(entries: Sequence[Entry]) -> Asked:
    found: tuple[dict[str, tuple[Entry, ...]], ...] = ({}, {})
    for entry in entries:
        for told, kinds in zip(found, (FORCING, EXCLUDING), strict=True):
            if entry.kind in kinds:
                told[entry.subject] = (*told.get(entry.subject, ()), entry)
    return Asked(*found)


def _numbers(entries: Sequence[Entry]) -> str:
    return ", ".join(str(entry.number) for entry in entries)
