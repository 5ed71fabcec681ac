"""Rosters of aidants planned apart, a first one at once; and kept by content, as Wi-Fi plans are."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from geo.evidence import Evidence, Finding
from geo.ranking import Assessment
from geo.roster import RosterPlan, build_roster_instance, liftable_rules, plan_roster, roster_prices
from geo.settings import Parameters, Roster
from geo.solving import Control, Progress
from geo.texts import text_from_json, text_to_json
from store.plans import asked_of, folder_of_plans, identity, keep_file, read_file
from store.store import Store
from store.versions import Snapshot

ROSTER = "roster-"
"""Begins the name of the file of a roster."""

AT_ONCE_S = 1e-6
"""A search that may take no longer ends with its first roster."""


def planned_in_steps(
    evidence: Evidence, roster: Roster, *, control: Control, tell: Callable[[object], None]
) -> RosterPlan:
    """Return the best roster found, after telling the first one: work for ``store.apart``.

    A first roster is not told where none was found at once; whether there is any is then for the search to find out.
    That no roster keeps the rules is told as soon as it is proven, before what stands against it is known whole.
    """
    first = plan_roster(evidence, roster, replace(control, report=_unheard), time_limit_s=AT_ONCE_S, heard=tell)
    status = first.certificate["status"]
    if status not in ("none_found", "infeasible"):
        tell(first)
    if status in ("optimal", "infeasible") or (status == "best_found" and control.stop()):
        return first
    return plan_roster(evidence, roster, control, heard=tell)


def priced_in_steps(
    plan: RosterPlan, evidence: Evidence, seconds_each: float, *, control: Control, tell: Callable[[object], None]
) -> None:
    """Tell the price of each rule of a roster as it becomes known: work for ``store.apart``.

    First what doors cost, then all floors together: what a single area's floor costs is the longest list.
    """
    asked = liftable_rules(build_roster_instance(evidence, plan.roster))
    asked.sort(key=lambda rule: (rule.kind == "floor", bool(rule.subject)))
    for price in roster_prices(plan, evidence, control, rules=asked, time_limit_s=seconds_each):
        tell(price)


def _unheard(_progress: Progress) -> None:
    """Hear nothing: the end of the first roster is not that of the search."""


def open_roster(
    store: Store, snapshot: Snapshot, assessment: Assessment, roster: Roster, control: Control
) -> RosterPlan:
    """Return the roster of a scenario on a snapshot, from disk when it was found before.

    One whose search was stopped by hand is returned and not kept.

    Parameters
    ----------
    store, snapshot, assessment
        What is planned on.
    roster
        What is asked for.
    control
        Clock, stop button and listener of the search.
    """
    kept = kept_roster(store, snapshot, assessment, roster)
    if kept is not None:
        return kept
    stopped = False

    def stop() -> bool:
        nonlocal stopped
        stopped = stopped or control.stop()
        return stopped

    found = plan_roster(assessment.evidence, roster, replace(control, stop=stop))
    if not stopped:
        keep_roster(store, snapshot, assessment, found)
    return found


def kept_roster(store: Store, snapshot: Snapshot, assessment: Assessment, roster: Roster) -> RosterPlan | None:
    """Return the roster that was found before, else None; nothing is searched for."""
    told = read_file(_path(store, snapshot, assessment, roster))
    if told is None:
        return None
    return roster_of(roster, told)


def roster_of(roster: Roster, told: Mapping[str, Any]) -> RosterPlan:
    """Return the roster that a file of ``keep_roster`` tells of."""
    return RosterPlan(roster=roster, **{name: _read(value) for name, value in told.items() if name != "asked"})


def keep_roster(store: Store, snapshot: Snapshot, assessment: Assessment, plan: RosterPlan) -> None:
    """Keep the outcome of a search that ran to its end; one that found nothing in its time is not worth keeping."""
    if plan.certificate["status"] == "none_found":
        return
    content = {each.name: _plain(getattr(plan, each.name)) for each in fields(plan) if each.name != "roster"}
    content["asked"] = asked_of(snapshot, assessment.evidence.parameters, plan.roster)
    keep_file(_path(store, snapshot, assessment, plan.roster), content)


def id_of_roster(store: Store, snapshot: Snapshot, parameters: Parameters, roster: Roster) -> str:
    """Return the identity of a roster: a digest of the assessment's identity, the roster and the solver's version."""
    return identity(store, snapshot, parameters, roster=roster.model_dump(mode="json"))


def _path(store: Store, snapshot: Snapshot, assessment: Assessment, roster: Roster) -> Path:
    own = id_of_roster(store, snapshot, assessment.evidence.parameters, roster)
    return folder_of_plans(store) / f"{ROSTER}{own}.json"


def _plain(value: object) -> object:
    """Return a part of a roster as JSON keeps it: a table column by column, numbers to the last bit."""
    if isinstance(value, pd.DataFrame):
        index = value.index.to_frame(index=False, name=value.index.name or "")
        return {"index": _columns(index), "name": value.index.name, "columns": _columns(value)}
    if isinstance(value, dict):
        # As pairs: a file has its keys sorted, and a roster is written in the order it was made in.
        return {"of": [[name, _plain(each)] for name, each in value.items()]}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Finding):
        return {"finding": {**asdict(value), "message": text_to_json(value.message)}}
    return value.item() if isinstance(value, np.generic) else value


def _columns(table: pd.DataFrame) -> list[list[object]]:
    return [
        [name, str(column.dtype), [None if pd.isna(each) else each for each in column.tolist()]]
        for name, column in table.items()
    ]


def _read(told: Any) -> Any:
    if isinstance(told, list):
        return tuple(_read(each) for each in told)
    if not isinstance(told, dict):
        return told
    if "finding" in told:
        return Finding(**{**told["finding"], "message": text_from_json(told["finding"]["message"])})
    if "of" in told:
        # Before they were pairs, files had them by name.
        pairs = told["of"].items() if isinstance(told["of"], dict) else told["of"]
        return {name: _read(each) for name, each in pairs}
    index = _series(*told["index"][0])
    columns = {name: _series(name, dtype, values).array for name, dtype, values in told["columns"]}
    return pd.DataFrame(columns, index=pd.Index(index.array, name=told["name"]))


def _series(name: str, dtype: str, values: list[object]) -> pd.Series:
    return pd.Series(values, name=name, dtype=dtype)
