"""The certificate under the answer, kept up to date while the proof goes on, with the button that stops it."""

import streamlit as st

from geo.texts import N_
from ui.address import session
from ui.components.markup import show, tag
from ui.context import Context
from ui.programme.plans import go_on, keep_waiting, planning_of, stop_waiting, waits
from ui.programme.standing import Standing
from words.programme import certificate_sentence

EVERY_S, SOON_S = 1.0, 0.25
"""Seconds between two looks at a search under way, and as long as it has no plan yet."""

PHASES = {
    "waiting": N_("Another programme is being planned first."),
    "first": N_("A first plan is being looked for."),
    "proving": N_("The search for a better plan and its proof go on."),
    "curve": N_("Other budgets are being planned."),
    "prices": N_("The rules are being priced."),
    "done": "",
}


def draw_progress(context: Context, standing: Standing) -> None:
    """Draw the certificate; while the search goes on, look every second and redraw the page when it got better."""
    if standing.running and waits(context):
        st.fragment(_watch, run_every=EVERY_S if standing.plan is not None else SOON_S)(context, standing.turn)
    else:
        _line(context, standing)


def _watch(context: Context, drawn: int) -> None:
    standing = planning_of(context).standing()
    if standing.turn > drawn or not waits(context):
        # A new plan, a new phase, new points or prices, or a reader who waits no more: what is on the page is out of
        # date, and whoever does not wait is not to be taken for somebody who does.
        session.draw_again()
    keep_waiting(context)
    _line(context, standing)


def _line(context: Context, standing: Standing) -> None:
    """Draw the certificate with the button that ends one's waiting, or takes the search up again."""
    _, waiting = context.translate, waits(context)
    with st.container(key="plan_progress", horizontal=True, vertical_alignment="center", gap="small"):
        _say(context, standing, waiting=waiting)
        if standing.plan is not None and standing.plan.has_plan and context.state.panel != "proof":
            st.button(
                _("Which assumptions?"),
                key="see_assumptions",
                type="tertiary",
                help=_("Costs, walks, shares of need served, reach and rules, with their figures."),
                on_click=lambda: session.change(panel="proof", site=""),
            )
        if standing.phase == "proving" and waiting:
            st.button(
                _("Stop here"),
                key="stop_search",
                type="tertiary",
                help=_("Keeps the best plan so far; the search goes on while others wait for it."),
                on_click=lambda: stop_waiting(context),
            )
        elif standing.unproven or not waiting:
            st.button(
                _("Go on"),
                key="resume_search",
                type="tertiary",
                help=_("Takes the search and its proof up again."),
                on_click=lambda: go_on(context),
            )


def _say(context: Context, standing: Standing, *, waiting: bool) -> None:
    _, plan = context.translate, standing.plan
    said = []
    if plan is not None and plan.status != "infeasible":
        said.append(tag("b", certificate_sentence(plan, context.language, _), data_certificate=plan.status))
    left = standing.running and not waiting
    if standing.running and not left and PHASES[standing.phase]:
        said.append(" " + _(PHASES[standing.phase]))
    if left or (standing.stopped and not standing.running):
        said.append(" " + _("The search was stopped."))
    if said:
        show(tag("p", *said, class_="certificate"))
