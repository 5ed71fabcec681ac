"""The scenario that holds where nobody names one: what decisions in force adopt, else the reference."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from config import Scenario, load_scenario, reference, scenarios
from geo.errors import MaillageError
from geo.place import LocalName
from geo.texts import N_
from store.decisions.entries import Entry, in_force
from store.decisions.files import EvidenceFolder, files_of, open_evidence
from store.decisions.kinds import AIDANTS, DEVICES, PLANS, WIFI
from store.decisions.log import open_log
from store.decisions.plans import scenario_hash
from store.store import Store

SCENARIO_ADOPTED = "scenario_adopted"
"""The kind of entry that adopts a scenario."""

SEVERAL = LocalName(fr="Scénarios adoptés", nl="Aangenomen scenario’s", en="Adopted scenarios")
"""Title of what is put together from several adopted scenarios."""

_PARTS = {WIFI: "programme", AIDANTS: "roster", DEVICES: "devices"}
"""Plan -> the part of a scenario that says how it is made."""


@dataclass(frozen=True)
class InForce:
    """The scenario that holds where nobody names one.

    Attributes
    ----------
    scenario
        The one adopted; put together where plans have adopted scenarios of their own; else the reference.
    adopted
        Plan -> the decision it follows; a plan that follows none is not in it.
    notes
        Decisions that cannot be followed and why, as messages to be rendered.
    """

    scenario: Scenario = field(default_factory=reference)
    adopted: Mapping[str, Entry] = field(default_factory=dict)
    notes: tuple[MaillageError, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The decisions it follows, oldest first."""
        found = {entry.number: entry for entry in self.adopted.values()}
        return tuple(found[number] for number in sorted(found))

    def is_in_force(self, scenario: Scenario) -> bool:
        """Say whether a scenario is the one that was adopted, whatever it is called."""
        return bool(self.adopted) and _content(scenario) == _content(self.scenario)


@dataclass(frozen=True)
class _Kept:
    """What was in force when a log ended with ``last`` and the files its decisions name were as ``files`` has them."""

    last: tuple[int, str]
    files: Mapping[Path, tuple[int, int, int] | None]
    found: InForce


_KEPT: dict[tuple[str, str, Path], _Kept] = {}
"""Where a log is, its commune and the folder of its evidence -> what was found there last."""


def scenario_in_force(store: Store) -> InForce:
    """Return the scenario a commune has adopted; the reference where it has adopted none.

    A log that cannot be read is said in a note: no map waits for a database that does not answer. What was found is
    kept until the log has another entry, whoever wrote it, or a file that an adopted scenario was kept in changes.
    """
    log, evidence = open_log(store), open_evidence(store)
    where = (log.where, log.commune, evidence.folder)
    try:
        last, kept = log.last(), _KEPT.get(where)
        if kept is not None and kept.last == last and all(_stamp(path) == told for path, told in kept.files.items()):
            return kept.found
        entries = log.entries()
    except MaillageError as error:
        return InForce(notes=(error,))
    standing = [entry for entry in in_force(entries) if entry.kind == SCENARIO_ADOPTED]
    named = [[file for file in files_of(entry) if file.ending == "toml"] for entry in standing]
    stamps = {evidence.path(file): _stamp(evidence.path(file)) for files in named for file in files}
    found = adopted_by(standing, evidence)
    # Of what a former version did not keep, the scenarios of the program say what it was: they may change.
    if entries and all(named):
        _KEPT[where] = _Kept((entries[-1].number, entries[-1].hash), stamps, found)
    return found


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """Return what tells a file from the one that was there before; None where there is none."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_ino, told.st_size, told.st_mtime_ns


def adopted_by(standing: Iterable[Entry], evidence: EvidenceFolder) -> InForce:
    """Return the scenario that decisions in force adopt.

    The latest decision on a plan counts. Parameters such as walks and costs are those of the latest decision of all: a
    decision on one plan whose scenario has others is not followed, and a note says so.

    Parameters
    ----------
    standing
        Entries in force, of all kinds.
    evidence
        Where the files are that adopted scenarios were kept in.
    """
    newest_first = sorted((each for each in standing if each.kind == SCENARIO_ADOPTED), key=lambda each: -each.number)
    parts: dict[str, tuple[Entry, Scenario] | None] = {}
    base: Scenario | None = None
    notes: list[MaillageError] = []
    for entry in newest_first:
        wanted = [plan for plan in ((entry.about,) if entry.about else PLANS) if plan not in parts]
        if not wanted:
            continue
        found: Scenario | None = None
        try:
            found = adopted_scenario(entry, evidence)
        except MaillageError as error:
            notes.append(error)
        if found is not None and base is not None and found.parameters != base.parameters:
            text = N_(
                "Decision {entry} adopts scenario {name}, whose parameters are not those of what was adopted later; it "
                "is not followed. Name it with --scenario, or adopt one for all plans."
            )
            notes.append(MaillageError(text, entry=entry.number, name=entry.subject))
            found = None
        base = base or found
        # What cannot be followed lets no earlier decision come back: that one was replaced.
        parts |= dict.fromkeys(wanted, None if found is None else (entry, found))
    if base is None:
        return InForce(notes=tuple(notes))
    adopted = {plan: part[0] for plan in PLANS if (part := parts.get(plan)) is not None}
    return InForce(_together(base, parts), adopted, tuple(notes))


def adopted_scenario(entry: Entry, evidence: EvidenceFolder) -> Scenario:
    """Return the scenario an entry adopts, as it was on that day.

    Raises
    ------
    MaillageError
        When its file is gone or altered; when it was not kept, and no scenario of its name says the same today.
    """
    kept = next((file for file in files_of(entry) if file.ending == "toml"), None)
    if kept is not None:
        evidence.read(kept)
        return load_scenario(evidence.path(kept))
    known = scenarios().get(entry.subject)
    if known is None or scenario_hash(known) != entry.scenario_hash:
        text = N_(
            "Decision {entry} adopts scenario {name}; what it said that day was not kept, so it is not followed. "
            "Adopt it anew."
        )
        raise MaillageError(text, entry=entry.number, name=entry.subject)
    return known


def _together(base: Scenario, parts: Mapping[str, tuple[Entry, Scenario] | None]) -> Scenario:
    """Return the scenario with the part of each plan from the scenario adopted for it."""
    from_reference = reference()
    update = {}
    for plan, name in _PARTS.items():
        part = parts.get(plan)
        update[name] = getattr(from_reference if part is None else part[1], name)
    if all(getattr(base, name) == value for name, value in update.items()):
        return base
    return base.model_copy(update={"name": "adopted", "title": SEVERAL, **update})


def _content(scenario: Scenario) -> object:
    return scenario.model_dump(exclude={"name", "title"})
