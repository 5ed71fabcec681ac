"""What one reader asks to be planned: who looks, who waits for the proof, and what is drawn meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import streamlit as st

from ui.planning.planner import planner
from ui.planning.planning import Planning

FIRST_PLAN_S, NEXT_PLAN_S = 12.0, 0.5
"""How long a page waits for a first plan before it says that one is under way; less when it has a former plan to show,
so that whoever moves a slider is never kept waiting for a value passed over."""


@dataclass(frozen=True)
class Question:
    """What is to be planned."""

    kind: str
    """What kind of plan: a reader looks at one of each kind."""
    data: str
    """What it is planned on, as one text: a former plan is drawn only on the same."""
    asked: str
    """All else it is made from, as one text."""
    make: Callable[[Any], Planning]
    """(where a search is taken up again, or None) -> the planning."""

    @property
    def identity(self) -> str:
        """All it is made from."""
        return f"{self.kind}|{self.data}|{self.asked}"


def planning_of(question: Question) -> Any:
    """Return the planning of a question; it is begun when nobody asked for it before."""
    key = f"{question.kind}_looked_at"
    former = st.session_state.get(key)
    st.session_state[key] = question.identity
    return planner().open(question.identity, lambda: question.make(None), former)


def waits(question: Question) -> bool:
    """Say whether this reader waits for the proof, as everybody does until told otherwise."""
    return st.session_state.get(f"{question.kind}_left") != question.identity


def keep_waiting(question: Question) -> None:
    """Have it remembered that this reader waits."""
    planning_of(question).waits(_reader())


def stop_waiting(question: Question) -> None:
    """Wait no longer: the search ends with the best plan so far where nobody else waits for it."""
    if not planning_of(question).stop(_reader()):
        st.session_state[f"{question.kind}_left"] = question.identity


def go_on(question: Question) -> None:
    """Wait again, and take the search up where it was stopped."""
    st.session_state.pop(f"{question.kind}_left", None)
    planning_of(question)
    planner().take_up(question.identity, question.make)


def standing_of(question: Question, first_s: float | None = None) -> tuple[Any, Any]:
    """Return how far a question is planned, and what to draw: that, or the former plan until there is one.

    What is drawn has no plan only when a first one has not been found in ``FIRST_PLAN_S``, or in ``first_s``: of a view
    that has something to show before.
    """
    key = f"{question.kind}_drawn"
    whose, former = st.session_state.get(key, ("", None))
    known = former is not None and whose == question.data
    standing = planning_of(question).wait_for_plan(
        NEXT_PLAN_S if known else FIRST_PLAN_S if first_s is None else first_s
    )
    if standing.plan is not None:
        st.session_state[key] = (question.data, standing)
        return standing, standing
    return standing, former if known else standing


def _reader() -> str:
    return st.session_state.setdefault("reader", uuid4().hex)


def known_plan(question: Question, kept: Callable[[], Any]) -> Any:
    """Return the plan of a question that somebody has asked, or the one ``kept`` before; nothing is searched for."""
    standing = planner().known(question.identity)
    if standing is not None and standing.plan is not None:
        return standing.plan
    # What is not on the disk now comes there through the planner: it is looked for once.
    key = f"{question.kind}_kept"
    whose, plan = st.session_state.get(key, ("", None))
    if whose != question.identity:
        plan = kept()
        st.session_state[key] = (question.identity, plan)
    return plan
