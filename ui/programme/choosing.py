"""The kinds of controls by which a reader changes a Wi-Fi programme."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from ui.address import session
from ui.address.session import tied
from ui.context import Context


def chosen(context: Context, **changes: object) -> dict[str, object]:
    """Return what a control changes in the state of the page."""
    return {"programme": replace(context.state.programme, **changes)}  # type: ignore[arg-type]


def amount(
    draw: Callable[..., object],
    context: Context,
    field: str,
    label: str,
    bounds: tuple[int, int],
    step: int,
    value: int,
    note: str | None = None,
) -> None:
    """Draw the choice of a whole number, with ``st.slider`` or ``st.number_input``."""
    tied(
        draw,
        label,
        *bounds,
        step=step,
        help=note,
        key=f"plan_{field}",
        value=value,
        accept=lambda value: chosen(context, **{field: int(value)}),
    )


def switch(context: Context, field: str, label: str, *, on: bool) -> None:
    """Draw a choice of yes or no."""
    tied(
        st.toggle,
        label,
        key=f"plan_{field}",
        value=on,
        accept=lambda value: chosen(context, **{field: int(bool(value))}),
    )


def once(context: Context, key: str, label: str, **choice: int) -> None:
    """Draw a button that makes one choice."""
    st.button(label, key=key, type="tertiary", on_click=lambda: session.change(**chosen(context, **choice)))
