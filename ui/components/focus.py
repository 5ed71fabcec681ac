"""Where the keyboard's focus goes when what held it leaves the page: from a list to a card, and back to its row."""

from functools import cache
from pathlib import Path
from uuid import uuid4

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

CARD = "card"
PANEL = "panel"
"""The list beside the map, whichever it is."""

_WISH, _ORIGIN = "focus_wish", "card_opened_from"

_SCRIPT = Path(__file__).parent / "focus.js"


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("maillage_focus", html="<span></span>", js=_SCRIPT.read_text("utf-8"))


def send(place: str, row: str = "") -> None:
    """Have the focus go to a list or to the card as soon as it is drawn: to the row named, or the one last opened."""
    # A new token for each wish: the browser keeps the last one it fulfilled.
    st.session_state[_WISH] = {"place": place, "row": row, "token": uuid4().hex}


def wish_for(*places: str) -> dict[str, str] | None:
    """Return the last wish if it is for one of these places."""
    wish = st.session_state.get(_WISH)
    return wish if wish is not None and wish["place"] in places else None


def open_card(place: str, row: str = "") -> None:
    """Have the focus go to the card, and remember what it was opened from."""
    st.session_state[_ORIGIN] = {"place": place, "row": row}
    send(CARD)


def leave_card(*places: str) -> None:
    """Have the focus go back to what the card was opened from, if it is here; else to the list beside the map."""
    origin = st.session_state.pop(_ORIGIN, None)
    if origin is not None and origin["place"] in places:
        send(**origin)
    else:
        send(PANEL)


def draw_card_focus(button: str) -> None:
    """Draw, unseen, what moves the focus to the button of this key, above the card, once a card was opened."""
    with st.container(key="card_focus"):
        _component()(key="focus_on_card", data={"focus": wish_for(CARD), "button": f".st-key-{button} button"})
