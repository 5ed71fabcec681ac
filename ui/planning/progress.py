"""The certificate under the answer, kept up to date while the proof goes on, with the button that stops it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from geo.texts import N_
from ui.address import session
from ui.components.markup import show, tag
from ui.context import Context
from ui.planning.readers import Question, go_on, keep_waiting, planning_of, stop_waiting, waits
from ui.planning.standing import Standing

EVERY_S, SOON_S = 1.0, 0.25
"""Seconds between two looks at a search under way, and as long as it has no plan yet."""


@dataclass(frozen=True)
class Line:
    """What the line says of one kind of plan."""

    ask: Callable[[Context], Question]
    certificate: Callable[[Context, Standing], str]
    """What is proven, or nothing."""
    phases: Mapping[str, str]
    """Phase -> what goes on, as an ``N_`` text."""
    stop_help: str
    """What the button that stops the search does, as an ``N_`` text."""
    beside: Callable[[Context, Standing], None] = lambda _context, _standing: None
    """Draws buttons of its own."""


def draw_progress(context: Context, line: Line, standing: Standing) -> None:
    """Draw the certificate; while the search goes on, look every second and redraw the page when it got better."""
    if standing.running and waits(line.ask(context)):
        st.fragment(_watch, run_every=EVERY_S if standing.plan is not None else SOON_S)(context, line, standing.turn)
    else:
        _draw(context, line, standing)


def _watch(context: Context, line: Line, drawn: int) -> None:
    question = line.ask(context)
    standing = planning_of(question).standing()
    if standing.turn > drawn or not waits(question):
        # A new plan, a new phase, new points or prices, or a reader who waits no more: what is on the page is out of
        # date, and whoever does not wait is not to be taken for somebody who does.
        session.draw_again()
    keep_waiting(question)
    _draw(context, line, standing)


def _draw(context: Context, line: Line, standing: Standing) -> None:
    """Draw the certificate with the button that ends one's waiting, or takes the search up again."""
    _, waiting = context.translate, waits(line.ask(context))
    with st.container(key="plan_progress", horizontal=True, vertical_alignment="center", gap="small"):
        _say(context, line, standing, waiting=waiting)
        line.beside(context, standing)
        if standing.phase == "proving" and waiting:
            st.button(
                _(N_("Stop here")),
                key="stop_search",
                type="tertiary",
                help=_(line.stop_help),
                on_click=lambda: stop_waiting(line.ask(context)),
            )
        elif standing.unproven or not waiting:
            st.button(
                _(N_("Go on")),
                key="resume_search",
                type="tertiary",
                help=_(N_("Takes the search and its proof up again.")),
                on_click=lambda: go_on(line.ask(context)),
            )


def _say(context: Context, line: Line, standing: Standing, *, waiting: bool) -> None:
    _, said = context.translate, []
    if standing.plan is not None and (proof := line.certificate(context, standing)):
        said.append(tag("b", proof, data_certificate=standing.status))
    left = standing.running and not waiting
    # Where a first plan is there already, a search under way looks for better ones.
    known = standing.phase == "first" and standing.plan is not None
    phase = line.phases.get("proving" if known else standing.phase, "")
    if standing.running and not left and phase:
        said.append(" " + _(phase))
    if left or (standing.stopped and not standing.running):
        said.append(" " + _(N_("The search was stopped.")))
    if said:
        show(tag("p", *said, class_="certificate", data_phase=standing.phase if standing.running else None))
