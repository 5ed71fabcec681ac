"""The roster a reader asked for, and how far it is planned."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

import streamlit as st

from geo.evidence import Evidence
from geo.roster import RosterPlan, after_wave, build_roster_instance, roster_of_nobody
from geo.settings import Roster
from store.rosters import keep_roster, kept_roster
from ui.address import session
from ui.address.roster_choices import roster_with
from ui.address.told import told
from ui.context import Context
from ui.decisions.log import decided
from ui.gaps.reviews import identity_of
from ui.planning import readers
from ui.planning.readers import Question
from ui.roster.planning import Planning
from ui.roster.standing import Standing

FIRST_ROSTER_S = 1.0
"""How long the page waits for a first roster before it shows need and help as they are."""


def roster_of(context: Context) -> Roster:
    """Return the roster in force: the scenario's, with the reader's choices, and decisions where asked, over it."""
    return decided(context, roster_with(context.scenario.roster, context.state.roster))


def question_of(context: Context) -> Question:
    """Return what is asked of the planner: data and parameters, and the roster."""
    asked = roster_of(context).model_dump_json()
    return Question("roster", identity_of(context), asked, lambda start: _made(context, start))


def standing_of(context: Context) -> tuple[Standing, Standing]:
    """Return how far the roster in force is planned, and what to draw: that, or the former roster meanwhile."""
    return readers.standing_of(question_of(context), FIRST_ROSTER_S)


def known_roster(context: Context) -> RosterPlan | None:
    """Return the roster in force if somebody has had it planned; nothing is searched for."""
    found = known_outcome(context)
    return found if found is None or Standing(plan=found).has_roster else None


def known_outcome(context: Context) -> RosterPlan | None:
    """Return the same, and where no roster was found the outcome that says so."""
    roster = roster_of(context)
    return readers.known_plan(question_of(context), lambda: kept_roster(*_where(context), roster))


def with_aidants(context: Context) -> frozenset[str] | None:
    """Return the places with aidants in the roster in force; None where no roster is known."""
    plan = known_roster(context)
    return None if plan is None else frozenset(map(str, plan.doors.index))


def instance_of(context: Context) -> Any:
    """Return what the roster in force is decided on; computed once for the same data and roster."""
    roster = roster_of(context)
    return _instance(identity_of(context), roster.model_dump_json(), context.assessment.evidence, roster)


def nobody_of(context: Context) -> RosterPlan:
    """Return need and help as they are before any aidant works; nothing is searched for."""
    roster = roster_of(context)
    return _nobody(identity_of(context), roster.model_dump_json(), instance_of(context))


@st.cache_resource(max_entries=8, show_spinner=False)
def _nobody(
    identity: str,  # noqa: ARG001 - the key of the cache, with the next
    asked: str,  # noqa: ARG001
    _instance: Any,
) -> RosterPlan:
    return roster_of_nobody(_instance)


@st.cache_resource(max_entries=8, show_spinner=False)
def _instance(
    identity: str,  # noqa: ARG001 - the key of the cache, with the next
    asked: str,  # noqa: ARG001
    _evidence: Evidence,
    _roster: Roster,
) -> Any:
    return build_roster_instance(_evidence, _roster)


def after(context: Context, plan: RosterPlan, wave: int) -> RosterPlan:
    """Return a roster as it is after a wave; computed once for the same roster."""
    if wave >= len(plan.waves):
        return plan
    sessions = sha256(plan.sessions.to_csv().encode()).hexdigest()
    return _after(question_of(context).identity, sessions, wave, plan, instance_of(context))


@st.cache_resource(max_entries=24, show_spinner=False)
def _after(
    identity: str,  # noqa: ARG001 - the key of the cache, with the next
    sessions: str,  # noqa: ARG001
    wave: int,
    _plan: RosterPlan,
    _instance: Any,
) -> RosterPlan:
    return after_wave(_instance, _plan, wave)


def say_of(context: Context, door: str, wanted: str) -> None:
    """Force a door in (``forced``), leave it out (``excluded``) or neither (``""``)."""
    choices = context.state.roster
    session.change(roster=replace(choices, **told(context.scenario.roster, choices, door, wanted)))


def _where(context: Context) -> tuple[Any, ...]:
    return context.store, context.snapshot, context.assessment


def _made(context: Context, start: Standing | None = None) -> Planning:
    roster, where = roster_of(context), _where(context)
    return Planning(
        context.assessment.evidence,
        roster,
        kept=lambda: kept_roster(*where, roster),
        keep=lambda plan: keep_roster(*where, plan),
        start=start or Standing(),
    )
