"""One side of a comparison: told from a text such as ``people_first@1a2b3c4d`` or ``plan:0f1e2d``, and opened."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from config import Scenario
from geo.comparison import Side
from geo.errors import DataError, MaillageError
from geo.place import Frozen
from geo.ranking import Assessment, rank
from geo.settings import Parameters, Programme, Roster
from geo.texts import N_
from store._publishing.durable import read_json
from store.assessments import open_assessment, with_settings
from store.comparing.kept import Kept, kept_plans
from store.plans import kept_plan
from store.rosters import kept_roster
from store.store import CURRENT, Store
from store.versions import Snapshot, snapshot_from_json

AT = "@"
"""Stands between a scenario and the snapshot it is computed on."""

PLAN, ROSTER = "plan:", "roster:"
"""Begin the names of kept plans and rosters."""

SHORTEST = 6
"""Characters of the identity of a snapshot or plan that must be given at least."""

Assess = Callable[[Store, Snapshot, Parameters], Assessment]


@dataclass(frozen=True)
class Chosen:
    """What is compared on one side, not opened yet."""

    name: str
    """As it is written: ``reference``, ``reference@<snapshot>``, ``plan:<id>``, ``roster:<id>``."""
    snapshot: Snapshot
    parameters: Parameters
    programme: Programme | None = None
    """What its Wi-Fi plan was asked for; None where no Wi-Fi plan belongs to it."""
    roster: Roster | None = None
    """What its roster was asked for; None where no roster belongs to it."""
    scenario: Scenario | None = None
    """None where it is a kept plan or roster, whose weights nobody knows."""
    kept: Kept | None = None

    @property
    def asked(self) -> dict[str, Frozen]:
        """What was asked of it, by part of a scenario; without the weights of a kept plan: they play no part in it."""
        parameters = self.parameters if self.scenario else self.parameters.model_copy(update={"weights": {}})
        parts: dict[str, Frozen | None] = {
            "parameters": parameters,
            "programme": self.programme,
            "roster": self.roster,
        }
        return {name: part for name, part in parts.items() if part is not None}


def snapshots_of(store: Store) -> tuple[Snapshot, ...]:
    """Return the snapshots of a commune, the newest first; one that cannot be read is left out."""
    found = []
    for path in sorted(store.snapshot_folder.glob("*.json")) if store.snapshot_folder.is_dir() else ():
        if path.name == CURRENT:
            continue
        try:
            found.append(snapshot_from_json(read_json(path)))
        except (DataError, FileNotFoundError):
            # `maillage check` names a damaged file; here the others can still be compared.
            continue
    return tuple(sorted(found, key=lambda each: (each.created_at, each.id), reverse=True))


def chosen_of(store: Store, text: str, scenarios: Mapping[str, Scenario], current: Snapshot) -> Chosen:
    """Return what a text names: a scenario, on the current snapshot or another one, a kept plan or a kept roster.

    Parameters
    ----------
    store
        The commune.
    text
        ``NAME``, ``NAME@SNAPSHOT``, ``plan:ID`` or ``roster:ID``; of a snapshot or plan the first characters are
        enough where they name one only.
    scenarios
        Name -> scenario.
    current
        The snapshot of a scenario that names none.

    Raises
    ------
    MaillageError
        When there is no such thing, or several; the message says which there are.
    """
    if text.startswith((PLAN, ROSTER)):
        return _kept(store, text)
    name, at, wanted = text.partition(AT)
    if name not in scenarios:
        message = N_("There is no scenario {name}. Scenarios: {known}.")
        raise MaillageError(message, name=name, known=", ".join(sorted(scenarios)))
    snapshot = current if not at else _snapshot(store, wanted)
    scenario = scenarios[name]
    written = f"{name}{AT}{snapshot.id}" if at else name
    return Chosen(written, snapshot, scenario.parameters, scenario.programme, scenario.roster, scenario)


def open_side(store: Store, chosen: Chosen, assess: Assess = open_assessment) -> Side:
    """Open one side with as much as is known of it; nothing is searched for.

    Raises
    ------
    DataError
        When its layers were published with other columns than this program uses, or a file is damaged.
    """
    parameters = chosen.parameters
    assessment = with_settings(assess(store, chosen.snapshot, parameters), parameters)
    where = (store, chosen.snapshot, assessment)
    weights = {} if chosen.scenario is None else {str(name): each for name, each in parameters.weights.items()}
    return Side(
        assessment,
        # Without any weight there is no order.
        {name: rank(assessment.matrices[name], each) for name, each in weights.items() if any(each.values())},
        None if chosen.programme is None else kept_plan(*where, chosen.programme),
        None if chosen.roster is None else kept_roster(*where, chosen.roster),
    )


def _kept(store: Store, text: str) -> Chosen:
    start = PLAN if text.startswith(PLAN) else ROSTER
    there = {each.id: each for each in kept_plans(store) if each.kind == start.removesuffix(":")}
    found = there[_only(text.removeprefix(start), tuple(there), text)]
    return Chosen(f"{start}{found.id}", found.snapshot, found.parameters, found.programme, found.roster, kept=found)


def _snapshot(store: Store, wanted: str) -> Snapshot:
    there = {each.id: each for each in snapshots_of(store)}
    return there[_only(wanted, tuple(there), wanted)]


def _only(wanted: str, there: Sequence[str], text: str) -> str:
    """Return the only identity that begins like this."""
    begun = [each for each in there if each.startswith(wanted)] if len(wanted) >= SHORTEST else []
    if len(begun) == 1:
        return begun[0]
    message = N_("Nothing that can be compared is called {name}. There are: {known}.")
    raise MaillageError(message, name=text, known=", ".join(there) or "-")
