"""Decisions laid over a plan on the page: asked for by a switch, held or not held, and what contradicts what."""

import streamlit as st

from geo.settings import Lots, Programme, Roster
from geo.texts import N_
from store.decisions import Outcome, in_force
from ui.address.session import tied
from ui.components.markup import show, tag
from ui.context import Context
from ui.decisions.form import named
from ui.decisions.log import entries_of, overlay_of
from words.decisions.laid import laid_sentences, overlay_words


def choose_decisions(context: Context) -> None:
    """Draw the switch that lays the decisions in force over all plans, where there are any."""
    _, standing = context.translate, in_force(entries_of(context))
    if not standing and not context.state.decided:
        return
    tied(
        st.toggle,
        _(N_("With the decisions in force")),
        help=_(N_("What the log forces in or excludes goes before the scenario's own, in every plan.")),
        key="with_decisions",
        value=bool(context.state.decided),
        accept=lambda on: {"decided": "yes" if on else ""},
    )


def draw_decided(context: Context, own: Programme | Roster | Lots, outcome: Outcome | None) -> None:
    """Say what became of the decisions in a plan, or why they cannot be laid over it.

    Parameters
    ----------
    context
        The page.
    own
        The settings of the plan without the decisions.
    outcome
        What the plan came to; None while there is none.
    """
    if not context.state.decided:
        return
    _ = context.translate
    overlay, names = overlay_of(context, own), named(context)
    if overlay.conflicts:
        said = [tag("li", overlay_words(each, _, names)) for each in overlay.conflicts]
        text = _(N_("The decisions in force cannot be laid over this plan; it is the one without them:"))
        show(tag("div", text, tag("ul", *said), class_="error", role="alert", data_decided="conflict"))
        return
    told = [overlay_words(each, _, names) for each in overlay.notes]
    if outcome is not None:
        told += laid_sentences(entries_of(context), overlay, outcome, _, names, keyed=False)
    show(tag("ul", *(tag("li", each) for each in told), class_="told", data_decided="laid"))
