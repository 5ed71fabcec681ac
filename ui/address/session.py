"""The reader's state between two runs of the script: kept in the session, written into the address."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from inspect import signature

import streamlit as st

from ui.address.state import State, read_state

_STATE, _WRITTEN, _OURS, _ARRIVED = "state", "address", "address_is_behind", "address_arrived"


def current() -> State:
    """Return what the reader has chosen so far."""
    return st.session_state[_STATE]


def change(**choices: object) -> None:
    """Change some choices; the next widgets and the address follow."""
    st.session_state[_STATE] = replace(current(), **choices)
    # A run may be broken off before it writes the address, and a browser may not have been told of the last one yet:
    # until the address is written again, what the browser calls its address is no wish of the reader's.
    st.session_state[_OURS] = True


def draw_again() -> None:
    """Run the whole page again, in the state the reader has chosen, whatever address the browser still shows."""
    st.session_state[_OURS] = True
    st.rerun()


def open_address() -> State:
    """Take the state from the address when the reader has just come by it, else keep the session's.

    A link between views carries no parameters, so that it never brings back a former choice: an address without any
    changes nothing.
    """
    arrived, kept = st.query_params.to_dict(), st.session_state
    come_by = arrived and arrived != kept.get(_WRITTEN) and not kept.get(_OURS)
    kept[_ARRIVED] = bool(_STATE not in kept or come_by)
    if kept[_ARRIVED]:
        kept[_STATE] = read_state(arrived)
    return current()


def has_arrived() -> bool:
    """Say whether the reader has just come by an address, and not by anything on the page."""
    return bool(st.session_state.get(_ARRIVED))


def write_address() -> None:
    """Make the address one that restores the present state."""
    wanted = current().query()
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)
    st.session_state[_WRITTEN] = wanted
    st.session_state[_OURS] = False


def tied(
    draw: Callable[..., object],
    label: str,
    *arguments: object,
    key: str,
    value: object,
    accept: Callable[..., dict[str, object]],
    **options: object,
) -> None:
    """Draw a widget tied to the state: it shows ``value``, and what the reader sets it to is accepted.

    ``draw`` is Streamlit's function for it, called with the label, the arguments and the options. ``accept`` turns the
    widget's new value into changes of the state.
    """
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value

    def changed() -> None:
        # A browser that draws the widget anew may tell what it was given, which is nothing the reader has set.
        if st.session_state[key] != value:
            change(**accept(st.session_state[key]))

    draw(label, *arguments, key=key, on_change=changed, **_first_shown(draw, value, arguments), **options)


def _first_shown(draw: Callable[..., object], value: object, arguments: Sequence[object]) -> dict[str, object]:
    """Return the argument that says what a widget shows when the browser first draws it.

    What is set through the session reaches the browser once. A browser that draws the widget only later, because its
    script came late and a timer ran the page again meanwhile, would begin with the widget's least value, and tell it
    to us as if the reader had set it.
    """
    known = signature(draw).parameters
    if "index" in known:
        keys = list(arguments[0])  # type: ignore[call-overload]
        return {"index": keys.index(value) if value in keys else None}
    return {"default" if "default" in known else "value": value}
