"""Wi-Fi plans kept by content: what was planned once on an assessment is read back, and never searched for again."""

import json
import os
from contextlib import suppress
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from geo.errors import DataError
from geo.evidence import Finding
from geo.programme import (
    Clash,
    Instance,
    Plan,
    Present,
    Rule,
    broken,
    build_instance,
    plan_instance,
    plan_tables,
    rules_of,
)
from geo.ranking import Assessment
from geo.settings import Parameters, Programme, Roster
from geo.solving import VERSION, Control, Found, Progress
from geo.texts import text_from_json, text_to_json
from store._publishing.durable import TEMPORARY, read_json, write_json
from store.apart import apart
from store.assessments import assessment_id
from store.held import held_folder
from store.store import Store
from store.versions import Snapshot

KEPT = 64
"""How many plans of a commune stay on disk; the least recently used go first. One takes a few kilobytes."""


def open_plan(store: Store, snapshot: Snapshot, assessment: Assessment, programme: Programme, control: Control) -> Plan:
    """Return the plan of a programme on a snapshot, from disk when it was found before.

    A plan whose search was stopped by hand is returned and not kept; neither is one that time was too short to find.

    Parameters
    ----------
    store, snapshot, assessment
        What is planned on.
    programme
        What is planned.
    control
        Clock, stop button and listener of the search, which is told one line when the plan is read back.
    """
    path = _path(store, plan_id(store, snapshot, assessment, programme))
    instance = build_instance(assessment.evidence, programme)
    return _open(path, instance, asked_of(snapshot, assessment.evidence.parameters, programme), control)


def open_rest(
    store: Store, snapshot: Snapshot, assessment: Assessment, plan: Plan, rest: Present, control: Control
) -> Plan:
    """Return the plan of what is left of a programme, from disk when it was found before; as `open_plan` does."""
    asked = asked_of(snapshot, assessment.evidence.parameters, rest.instance.programme)
    return _open(_path(store, rest_id(store, snapshot, assessment, plan, rest)), rest.instance, asked, control)


def kept_rest(store: Store, snapshot: Snapshot, assessment: Assessment, plan: Plan, rest: Present) -> Plan | None:
    """Return the plan of what is left if it was found before and keeps its rules, else None; nothing is searched."""
    return _read(_path(store, rest_id(store, snapshot, assessment, plan, rest)), rest.instance)


def _open(path: Path, instance: Instance, asked: dict[str, object], control: Control) -> Plan:
    kept = _read(path, instance)
    if kept is not None:
        control.report(_end(kept))
        return kept
    stopped = False

    def stop() -> bool:
        nonlocal stopped
        stopped = stopped or control.stop()
        return stopped

    plan = plan_instance(instance, replace(control, stop=stop), where=apart)
    if not stopped:
        _keep(path, plan, asked)
    return plan


def kept_plan(store: Store, snapshot: Snapshot, assessment: Assessment, programme: Programme) -> Plan | None:
    """Return the plan of a programme if it was found before and keeps its rules, else None; nothing is searched for."""
    path = _path(store, plan_id(store, snapshot, assessment, programme))
    return _read(path, build_instance(assessment.evidence, programme))


def keep_plan(store: Store, snapshot: Snapshot, assessment: Assessment, plan: Plan) -> None:
    """Keep the outcome of a search that ran to its end; one that found nothing in its time is not worth keeping."""
    parameters, programme = assessment.evidence.parameters, plan.instance.programme
    path = _path(store, plan_id(store, snapshot, assessment, programme))
    _keep(path, plan, asked_of(snapshot, parameters, programme))


def _keep(path: Path, plan: Plan, asked: dict[str, object]) -> None:
    if plan.status == "none_found":
        return
    told = plan.certificate
    content: dict[str, object] = {
        "status": plan.status,
        "state": plan.state.tolist(),
        **{name: told[name] for name in ("objective", "bound", "method", "seconds", "rounds", "cuts", "ended_by")},
        "conflict": [{**asdict(finding), "message": text_to_json(finding.message)} for finding in plan.conflict],
    }
    content["asked"] = asked
    keep_file(path, content)


def asked_of(snapshot: Snapshot, parameters: Parameters, settings: Programme | Roster) -> dict[str, object]:
    """Return what a plan was asked on and with, so that whoever finds its file can say what it is a plan of."""
    told = {"parameters": parameters.model_dump(mode="json"), "settings": settings.model_dump(mode="json")}
    return {"snapshot": snapshot.id, **told}


def keep_file(path: Path, content: dict[str, object]) -> None:
    """Write what was planned, of whatever kind, and drop what was used least lately where there is too much of it."""
    # A folder that may not be written to, or a full disk: it is searched for again next time.
    with suppress(OSError), held_folder(path.parent) as held:
        write_json(held / path.name, content)
        os.replace(held / path.name, path)
        _drop_oldest(path.parent)


def read_file(path: Path) -> dict[str, Any] | None:
    """Return what was planned before; None where it was never kept, was just dropped, or is damaged on the disk."""
    try:
        with suppress(OSError):
            os.utime(path)
        return read_json(path)
    except (FileNotFoundError, DataError):
        return None


def plan_id(store: Store, snapshot: Snapshot, assessment: Assessment, programme: Programme) -> str:
    """Return the identity of a plan: a digest of the assessment's identity, the programme and the solver's version."""
    return id_of_plan(store, snapshot, assessment.evidence.parameters, programme)


def id_of_plan(store: Store, snapshot: Snapshot, parameters: Parameters, programme: Programme) -> str:
    """Return the identity of a plan, as ``plan_id``, without the assessment it is made on."""
    return identity(store, snapshot, parameters, programme=programme.model_dump(mode="json"))


def rest_id(store: Store, snapshot: Snapshot, assessment: Assessment, plan: Plan, rest: Present) -> str:
    """Return the identity of what is left of a plan: its years to come, of this very plan, on this snapshot."""
    asked = {
        "programme": plan.instance.programme.model_dump(mode="json"),
        "rest": rest.instance.programme.model_dump(mode="json"),
        "plan": plan.state.tolist(),
    }
    return identity(store, snapshot, assessment.evidence.parameters, **asked)


def identity(store: Store, snapshot: Snapshot, parameters: Parameters, **asked: object) -> str:
    """Return the identity of what is planned: a digest of the assessment's, of what is asked, and of the solver."""
    content = {"assessment": assessment_id(snapshot, store.place, parameters), **asked, "solver": VERSION}
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def folder_of_plans(store: Store) -> Path:
    """Return where plans and rosters of a commune are kept."""
    return store.folder / "plans"


def _path(store: Store, name: str) -> Path:
    return folder_of_plans(store) / f"{name}.json"


def _read(path: Path, instance: Instance) -> Plan | None:
    told = read_file(path)
    if told is None:
        return None
    unknown = float("nan")
    found = Found(
        told["status"],
        np.array(told["state"], dtype=np.int64).reshape(instance.shape),
        unknown if told["objective"] is None else told["objective"],
        unknown if told["bound"] is None else told["bound"],
        told["method"],
        told["seconds"],
        told["rounds"],
        told["cuts"],
        told.get("ended_by", ""),
    )
    rules = rules_of(instance)
    if found.has_plan and broken(instance, rules, found.state):
        # Found by a program that did not know the rule, or changed since: searched for again.
        return None
    conflict = tuple(_finding(each) for each in told["conflict"])
    if conflict and not any(isinstance(each, Clash) for each in conflict):
        # Kept by a program that did not keep which rules clash: searched for again.
        return None
    return plan_tables(instance, rules, found, conflict)


def _finding(told: dict[str, Any]) -> Finding:
    rule = told.pop("rule", None)
    told["message"] = text_from_json(told["message"])
    return Finding(**told) if rule is None else Clash(**told, rule=Rule(**rule))


def _end(plan: Plan) -> Progress:
    objective, bound, seconds = (plan.certificate[name] for name in ("objective", "bound", "seconds"))
    told = [each if isinstance(each, float | int) else 0.0 for each in (seconds, objective, bound)]
    return Progress("done", *told)


def _drop_oldest(folder: Path) -> None:
    """Keep the plans used last."""
    found = sorted((path.stat().st_mtime, path) for path in folder.iterdir() if not path.name.startswith(TEMPORARY))
    for _, path in found[:-KEPT]:
        path.unlink(missing_ok=True)
