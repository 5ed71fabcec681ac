"""Decisions laid over the programme on the page: asked for by a switch, held or not held, and what contradicts what."""

import streamlit as st

from geo.programme import Plan
from geo.settings import Programme
from geo.texts import N_
from store.decisions import in_force
from ui.address.programme_choices import programme_with
from ui.address.session import tied
from ui.components.markup import show, tag
from ui.context import Context
from ui.decisions.form import named
from ui.decisions.log import entries_of, overlay_of
from words.decisions.laid import laid_sentences


def choose_decisions(context: Context) -> None:
    """Draw the switch that lays the decisions in force over the programme, where there are any."""
    _, standing = context.translate, in_force(entries_of(context))
    if not standing and not context.state.decided:
        return
    tied(
        st.toggle,
        _(N_("With the decisions in force")),
        help=_(N_("Buildings that the log forces in or excludes go before the scenario's own.")),
        key="with_decisions",
        value=bool(context.state.decided),
        accept=lambda on: {"decided": "yes" if on else ""},
    )


def draw_decided(context: Context, plan: Plan | None) -> None:
    """Say what became of the decisions in the plan, or why they cannot be laid over it."""
    if not context.state.decided:
        return
    _, overlay = context.translate, overlay_of(context, _own(context))
    if overlay.conflicts:
        said = [tag("li", each.render(_)) for each in overlay.conflicts]
        text = _(N_("The decisions in force cannot be laid over this programme; the plan is the one without them:"))
        show(tag("div", text, tag("ul", *said), class_="error", role="alert", data_decided="conflict"))
        return
    told = [each.render(_) for each in overlay.notes]
    if plan is not None:
        told += laid_sentences(entries_of(context), overlay, plan, _, named(context))
    show(tag("ul", *(tag("li", each) for each in told), class_="told", data_decided="laid"))


def _own(context: Context) -> Programme:
    return programme_with(context.scenario.programme, context.state.programme)
