"""The two sides a reader compares: what can be chosen, what is chosen, and what is known of each at this moment."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import streamlit as st

from config import Scenario, scenarios
from geo.comparison import Difference, Side, difference
from geo.errors import MaillageError
from geo.ranking import Assessment
from geo.settings import Parameters
from store.assessments import assessment_id, open_assessment, with_settings
from store.comparing import AT, PLAN, ROSTER, Chosen, chosen_of, kept_plans, open_side, snapshots_of
from store.plans import folder_of_plans, id_of_plan
from store.rosters import ROSTER as ROSTER_FILE
from store.rosters import id_of_roster
from store.store import Store
from store.versions import Snapshot
from ui.address.state import State
from ui.context import Context
from ui.opening import REFERENCE
from ui.planning.planner import planner
from ui.planning.readers import Question
from ui.programme import plans
from ui.roster import rosters
from ui.scenario import own_scenario

HERE = "here"
"""Name of what the other views show: the scenario in force with all the reader changed."""


@dataclass(frozen=True)
class Untouched(Context):
    """A page on which the reader changed nothing: what a scenario comes to as it is written."""

    @property
    def state(self) -> State:
        """Nothing chosen but the language."""
        return State(language=self.language)


@dataclass(frozen=True, eq=False)
class Told:
    """One side as it is compared: what was chosen, and what is known of it."""

    chosen: Chosen
    side: Side
    questions: Mapping[str, Question]
    """``programme`` and ``roster`` -> what would have to be planned where nothing is known of it."""
    searching: tuple[str, ...] = ()
    """Of which of them a better plan is still looked for."""


def known_scenarios(context: Context) -> dict[str, Scenario]:
    """Return what can be compared by name: every scenario, and what the other views show."""
    return {**scenarios(), HERE: own_scenario(context)}


def choices_of(context: Context) -> list[str]:
    """Return what can be chosen on either side: what is on the other views, the scenarios, kept plans and rosters."""
    names = sorted(scenarios(), key=lambda name: (name != REFERENCE, name))
    starts = {"plan": PLAN, "roster": ROSTER}
    return [*names, HERE, *(f"{starts[each.kind]}{each.id}" for each in _kept(context).values())]


def chosen(context: Context) -> tuple[Chosen, Chosen, list[MaillageError]]:
    """Return what is compared, and why what the address names is not, where it cannot be."""
    said, wrong = [], []
    for text, otherwise in ((context.state.compared_a, REFERENCE), (context.state.compared_b, other_side(context))):
        try:
            said.append(_chosen(context, text or otherwise))
        except MaillageError as error:
            wrong.append(error)
            said.append(_chosen(context, otherwise))
    return said[0], said[1], wrong


def other_side(context: Context) -> str:
    """Return what is compared with the reference until somebody chooses."""
    own = own_scenario(context)
    if own.name != REFERENCE:
        return HERE
    others = [name for name in choices_of(context) if name not in (REFERENCE, HERE)]
    older = [each.id for each in snapshots_of(context.store) if each.id != context.snapshot.id]
    return others[0] if others else f"{REFERENCE}{AT}{older[0]}" if older else REFERENCE


def told(context: Context, one: Chosen) -> Told:
    """Return what is known of one side; nothing is searched for here."""
    side = _opened(_identity(context, one), context, one)
    if one.scenario is None:
        return Told(one, side, {})
    page = Untouched(
        **{
            **{name: getattr(context, name) for name in Context.__dataclass_fields__},
            "snapshot": one.snapshot,
            "scenario": one.scenario,
            "assessment": side.assessment,
            "identity": "",
        }
    )
    questions = {"programme": plans.question_of(page), "roster": rosters.question_of(page)}
    fields, found, searching = {"programme": "plan", "roster": "roster"}, {}, []
    for subject, question in questions.items():
        # What somebody is having planned, or has had planned without its being kept, is known too.
        standing = planner().known(question.identity)
        if standing is not None and standing.plan is not None:
            found[fields[subject]] = standing.plan
        if standing is not None and standing.searching:
            searching.append(subject)
    return Told(one, replace(side, **found), questions, tuple(searching))


def differs(sides: tuple[Told, Told]) -> Difference:
    """Return everything that differs between the two sides; computed once for the same two."""
    key, asked = "compared_difference", (sides[0].side, sides[1].side)
    former, found = st.session_state.get(key, ((), None))
    if found is None or not all(_same(*each) for each in zip(former, asked, strict=True)):
        found = difference(*asked)
        st.session_state[key] = (asked, found)
    return found


def _same(one: Side, other: Side) -> bool:
    """Say whether two sides hold the very same things; what they hold is large, and never changed once it is made."""
    return all(getattr(one, each.name) is getattr(other, each.name) for each in fields(one))


def _kept(context: Context) -> dict[str, Any]:
    """Return the kept plans and rosters; looked for again when the folder changes."""
    folder = folder_of_plans(context.store)
    changed = folder.stat().st_mtime_ns if folder.is_dir() else 0
    return _kept_at(f"{context.store.folder}|{changed}", context.store)


@st.cache_resource(max_entries=4, show_spinner=False)
def _kept_at(identity: str, _store: Store) -> dict[str, Any]:  # noqa: ARG001 - the key of the cache
    return {f"{each.kind}:{each.id}": each for each in kept_plans(_store)}


def kept_of(context: Context, name: str) -> Any:
    """Return a kept plan or roster by its name here; None where there is none."""
    return _kept(context).get(name)


def _chosen(context: Context, text: str) -> Chosen:
    return chosen_of(context.store, text, known_scenarios(context), context.snapshot)


def _identity(context: Context, one: Chosen) -> str:
    """Return what stands for all that is known of a side on disk: plans that come there later are seen."""
    store, folder = context.store, folder_of_plans(context.store)
    where = (store, one.snapshot, one.parameters)
    files = []
    if one.programme is not None:
        files.append(folder / f"{id_of_plan(*where, one.programme)}.json")
    if one.roster is not None:
        files.append(folder / f"{ROSTER_FILE}{id_of_roster(*where, one.roster)}.json")
    there = ",".join(f"{path.name}{path.exists()}" for path in files)
    ranked = "ranked" if one.scenario else ""
    assessed = assessment_id(one.snapshot, store.place, one.parameters)
    return f"{store.folder}|{assessed}|{one.parameters.model_dump_json()}|{ranked}|{there}"


@st.cache_resource(max_entries=12, show_spinner=False)
def _opened(identity: str, _context: Context, _one: Chosen) -> Side:  # noqa: ARG001 - the key of the cache
    own = _context.assessment.evidence.parameters

    def assess(store: Store, snapshot: Snapshot, parameters: Parameters) -> Assessment:
        ours = assessment_id(_context.snapshot, store.place, own)
        if assessment_id(snapshot, store.place, parameters) == ours:
            return with_settings(_context.assessment, parameters)
        return _assessed(assessment_id(snapshot, store.place, parameters), store, snapshot, parameters)

    return open_side(_context.store, _one, assess)


@st.cache_resource(max_entries=4, show_spinner=False)
def _assessed(
    identity: str,  # noqa: ARG001 - the key of the cache
    _store: Store,
    _snapshot: Snapshot,
    _parameters: Parameters,
) -> Assessment:
    return open_assessment(_store, _snapshot, _parameters)
