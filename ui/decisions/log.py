"""The decision log a page reads and writes, who is at the page, and what is on the table."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from geo.solving import Control
from store.corrections import faults_of_correction, with_correction
from store.decisions import (
    Cost,
    Decision,
    Entry,
    Overlay,
    RefusedDecision,
    Settings,
    cost_on,
    faults_of,
    in_force,
    open_evidence,
    open_log,
    overlay_on,
    prepared,
    scenario_hash,
)
from ui.context import Context
from ui.scenario import own_scenario

_WHO = "who_decides"


def entries_of(context: Context) -> tuple[Entry, ...]:
    """Return the whole log of the commune, oldest first; empty where nothing was decided yet."""
    return open_log(context.store).entries()


def who_is_here() -> str:
    """Return the signed-in user's name where somebody is signed in, else the name given last on this page."""
    return signed_in() or str(st.session_state.get(_WHO, ""))


def signed_in() -> str:
    """Return the name, or else the address, of the user the server knows; nothing where nobody has signed in."""
    user: Mapping[str, object] = st.user.to_dict()
    return str(user.get("name") or user.get("email") or "")


def enter(context: Context, told: Decision, files: Sequence[tuple[str, bytes]] = ()) -> Entry:
    """Enter a decision on what is on the table, with what it costs where a plan of the scenario is kept.

    ``files`` are name and bytes of the photos and documents it rests on.

    Raises
    ------
    RefusedDecision
        When it says too little; every fault at once, and nothing is entered.
    StoreBusyError
        When another writer does not end.
    MaillageError
        When the log cannot be written to.
    """
    st.session_state[_WHO] = told.who
    table = on_the_table(context)
    whole = replace(told, snapshot=table.snapshot, scenario=table.scenario, scenario_hash=table.scenario_hash)
    whole = with_correction(context.store, whole, whole.corrects, whole.after)
    if problems := (*faults_of(whole), *faults_of_correction(context.store, whole), *prepared(files).problems):
        raise RefusedDecision(problems)
    cost = _cost(context, whole)
    whole = replace(whole, **cost.amounts)  # type: ignore[arg-type]
    return open_log(context.store).append_with(
        whole, files, open_evidence(context.store), now=datetime.now(UTC), scenario=own_scenario(context)
    )


def undo(context: Context, number: int, *, who: str, why: str) -> Entry:
    """Enter that a decision holds no longer; raises as `enter` does."""
    st.session_state[_WHO] = who
    return open_log(context.store).undo(number, who=who, why=why, now=datetime.now(UTC), at=on_the_table(context))


def on_the_table(context: Context) -> Decision:
    """Return the snapshot and the scenario that are on the page, as an entry keeps them."""
    own = own_scenario(context)
    return Decision("", snapshot=context.snapshot.id, scenario=own.name, scenario_hash=scenario_hash(own))


def overlay_of(context: Context, settings: Settings) -> Overlay[Settings]:
    """Return the settings of a plan with the decisions in force laid over them, or why they cannot be."""
    return overlay_on(settings, in_force(entries_of(context)), context.assessment.evidence)


def decided(context: Context, settings: Settings) -> Settings:
    """Return the settings of a plan with the decisions in force laid over them, where the page is asked for that."""
    # Decisions that contradict each other are not laid over: the page says which.
    return overlay_of(context, settings).settings if context.state.decided else settings


def _cost(context: Context, told: Decision) -> Cost:
    where = (context.store, context.snapshot, context.assessment)
    return cost_on(told, *where, own_scenario(context), Control(time.perf_counter))
