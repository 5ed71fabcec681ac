"""The Wi-Fi plans and rosters kept on disk, each with what it was asked on and with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from geo.errors import DataError, NothingPublishedError
from geo.settings import Parameters, Programme, Roster
from store._publishing.durable import TEMPORARY, read_json
from store.plans import folder_of_plans, id_of_plan
from store.rosters import ROSTER, id_of_roster, roster_of
from store.store import Store
from store.versions import Snapshot


@dataclass(frozen=True)
class Kept:
    """A plan that was found before, as it can be asked for again."""

    kind: Literal["plan", "roster"]
    id: str
    snapshot: Snapshot
    parameters: Parameters
    programme: Programme | None
    """What the Wi-Fi plan was asked for; None where it is a roster."""
    roster: Roster | None
    """What the roster was asked for; None where it is a Wi-Fi plan."""
    buildings: int
    """How many buildings the Wi-Fi plan equips, or doors the roster has."""


def kept_plans(store: Store) -> tuple[Kept, ...]:
    """Return the plans and rosters of a commune that can be opened again, the one used last first.

    Left out are those of which the file does not say what was asked (a former program wrote them), those of a snapshot
    that is gone, those that another engine or solver found, and those without any plan.
    """
    folder, found = folder_of_plans(store), []
    for path in sorted(folder.glob("*.json") if folder.is_dir() else (), key=_used_last):
        if not path.name.startswith(TEMPORARY) and (one := _kept(store, path)) is not None:
            found.append(one)
    return tuple(found)


def _used_last(path: Path) -> tuple[float, str]:
    try:
        return -path.stat().st_mtime, path.name
    except FileNotFoundError:
        # Dropped at this moment.
        return 0.0, path.name


def _kept(store: Store, path: Path) -> Kept | None:
    try:
        told: Mapping[str, Any] = read_json(path)
        asked = told["asked"]
        snapshot = store.snapshot(str(asked["snapshot"]))
        parameters = Parameters.model_validate(asked["parameters"])
        if path.name.startswith(ROSTER):
            return _roster(store, path, told, snapshot, parameters)
        programme = Programme.model_validate(asked["settings"])
        buildings = sum(1 for row in told["state"] if any(row))
        if told["status"] not in ("optimal", "best_found"):
            return None
    except (FileNotFoundError, DataError, NothingPublishedError, ValidationError, KeyError, TypeError):
        return None
    one = Kept("plan", path.stem, snapshot, parameters, programme, None, buildings)
    return one if _still(one.id, lambda: id_of_plan(store, snapshot, parameters, programme)) else None


def _roster(
    store: Store, path: Path, told: Mapping[str, Any], snapshot: Snapshot, parameters: Parameters
) -> Kept | None:
    roster = Roster.model_validate(told["asked"]["settings"])
    plan = roster_of(roster, told)
    if not plan.has_plan:
        return None
    one = Kept("roster", path.stem.removeprefix(ROSTER), snapshot, parameters, None, roster, len(plan.doors))
    return one if _still(one.id, lambda: id_of_roster(store, snapshot, parameters, roster)) else None


def _still(name: str, identity: Callable[[], str]) -> bool:
    """Say whether a plan has the name that it would get today: it is read back by that name alone."""
    return name == identity()
