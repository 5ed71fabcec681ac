"""Having planned what a side lacks: the search goes on in the background, and the page looks at it every second."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from ui.address import session
from ui.planning.planner import planner
from ui.planning.readers import Question

EVERY_S = 1.0
"""Seconds between two looks at a search under way."""

_ASKED = "sides_asked_for"


def ask_for(question: Question) -> None:
    """Begin a search that this reader waits for; it is the one the other views show."""
    planner().open(question.identity, lambda: question.make(None), None)
    st.session_state[_ASKED] = {*st.session_state.get(_ASKED, ()), question.identity}


def asked_for(question: Question) -> bool:
    """Say whether this reader has asked for it."""
    return question.identity in st.session_state.get(_ASKED, ())


def watch(questions: Sequence[Question]) -> None:
    """Look at what this reader asked for until it stands; the page is drawn again whenever one got better."""
    asked = [each for each in questions if asked_for(each)]
    drawn = {each.identity: _look(each).turn for each in asked if _look(each).searching}
    if drawn:
        st.fragment(_watch, run_every=EVERY_S)([each for each in asked if each.identity in drawn], drawn)


def _watch(questions: Sequence[Question], drawn: dict[str, int]) -> None:
    # Both are looked at whatever the first one says: a search at which nobody looks is given up.
    turns = {each.identity: _look(each).turn for each in questions}
    if any(turn > drawn[identity] for identity, turn in turns.items()):
        session.draw_again()


def _look(question: Question) -> Any:
    # As who looked at it before: it is opened, and nobody more is counted.
    return planner().open(question.identity, lambda: question.make(None), question.identity).standing()
