"""The certificate of the Wi-Fi programme under the answer, with the way to its assumptions."""

import streamlit as st

from geo.texts import N_
from ui.address import session
from ui.context import Context
from ui.planning import progress
from ui.planning.standing import Standing
from ui.programme.plans import question_of
from words.programme import certificate_sentence

PHASES = {
    "waiting": N_("Another programme is being planned first."),
    "first": N_("A first plan is being looked for."),
    "proving": N_("The search for a better plan and its proof go on."),
    "curve": N_("Other budgets are being planned."),
    "prices": N_("The rules are being priced."),
}


def draw_progress(context: Context, standing: Standing) -> None:
    """Draw the certificate; while the search goes on, look every second and redraw the page when it got better."""
    progress.draw_progress(context, _LINE, standing)


def _certificate(context: Context, standing: Standing) -> str:
    plan = standing.plan
    return "" if plan.status == "infeasible" else certificate_sentence(plan, context.language, context.translate)


def _see_assumptions(context: Context, standing: Standing) -> None:
    _ = context.translate
    if standing.plan is not None and standing.plan.has_plan and context.state.panel != "proof":
        st.button(
            _("Which assumptions?"),
            key="see_assumptions",
            type="tertiary",
            help=_("Costs, walks, shares of need served, reach and rules, with their figures."),
            on_click=lambda: session.change(panel="proof", site=""),
        )


_LINE = progress.Line(
    ask=question_of,
    certificate=_certificate,
    phases=PHASES,
    stop_help=N_("Keeps the best plan so far; the search goes on while others wait for it."),
    beside=_see_assumptions,
)
