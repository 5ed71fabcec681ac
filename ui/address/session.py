"""The reader's state between two runs of the script: kept in the session, written into the address."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from ui.address.state import State, read_state

_STATE, _WRITTEN = "state", "address"


def current() -> State:
    """Return what the reader has chosen so far."""
    return st.session_state[_STATE]


def change(**choices: object) -> None:
    """Change some choices; the next widgets and the address follow."""
    st.session_state[_STATE] = replace(current(), **choices)


def open_address() -> State:
    """Take the state from the address when the reader has just come by it, else keep the session's.

    A link between views carries no parameters, so that it never brings back a former choice: an address without any
    changes nothing.
    """
    arrived = st.query_params.to_dict()
    if _STATE not in st.session_state or (arrived and arrived != st.session_state.get(_WRITTEN)):
        st.session_state[_STATE] = read_state(arrived)
    return current()


def write_address() -> None:
    """Make the address one that restores the present state."""
    wanted = current().query()
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)
    st.session_state[_WRITTEN] = wanted


def bound(key: str, value: object, accept: Callable[[object], dict[str, object]]) -> dict[str, object]:
    """Return the arguments that tie a widget to the state: it shows ``value``, and what it is set to is accepted.

    ``accept`` turns the widget's new value into changes of the state.
    """
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value

    def changed() -> None:
        change(**accept(st.session_state[key]))

    return {"key": key, "on_change": changed}
