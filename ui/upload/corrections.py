"""Corrections the committee has accepted, as proposed changes of their layers: looked at, published or turned down."""

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from geo.errors import MaillageError
from geo.texts import N_
from layers import Refused
from store.corrections import (
    Correction,
    Proposed,
    approve_correction,
    corrections,
    propose_correction,
    turn_down,
)
from store.decisions import open_log
from ui.address import session
from ui.components.markup import show, tag
from ui.context import Context
from ui.decisions.evidence import draw_downloads_of
from ui.decisions.form import named, told, who_field
from ui.decisions.log import entries_of, on_the_table
from ui.errors import shown_errors
from ui.upload.difference import draw_difference
from ui.upload.effect import draw_effect
from ui.upload.faults import draw_faults
from ui.upload.permission import may_publish
from words.decisions.corrections import correction_words, value_words
from words.decisions.entries import counts_words
from words.faults import error_sentence

_DONE = "correction_done"


@st.fragment
def draw_corrections(context: Context) -> None:
    """Draw the corrections that wait, one opened; nothing where none waits."""
    _ = context.translate
    with shown_errors(_):
        waiting = {each.asked.number: each for each in corrections(context.store, entries_of(context))}
        done = st.session_state.get(_DONE, "")
        if not waiting and not done:
            return
        show(tag("h2", _(N_("Corrections the committee accepted")), class_="sheet"))
        if done:
            show(tag("p", tag("b", done), role="status", class_="why"))
        if waiting:
            with st.container(key="corrections"):
                _one(context, _chosen(context, list(waiting.values())))


def _chosen(context: Context, waiting: Sequence[Correction]) -> Correction:
    _, names = context.translate, named(context)
    text = _(N_("They wait for whoever looks after the layers: {count}. Nothing is published before it is approved."))
    show(tag("p", text.format(count=context.numbers.number(len(waiting))), class_="why"))
    known = {each.asked.number: each for each in waiting}
    text = _(N_("{subject}: {correction}"))
    said = {
        number: text.format(
            subject=names.of(each.asked) or each.asked.subject, correction=correction_words(each.asked, _)
        )
        for number, each in known.items()
    }
    if len(known) == 1:
        return waiting[0]
    number = st.selectbox(_(N_("Correction")), list(known), format_func=said.get, key="correction_open")
    return known[int(number)]


def _one(context: Context, one: Correction) -> None:
    _, names = context.translate, named(context)
    entries = one.review.entries
    show(tag("h3", names.of(one.asked) or one.asked.subject, class_="step"), told(context, entries, names))
    draw_downloads_of(context, entries)
    if one.review.agreed is False:
        text = _(N_("The members disagree: {told}."))
        show(tag("p", text.format(told=counts_words(one.review.counts, context.numbers)), class_="warned"))
    if one.again:
        text = _(N_("The layer had this once; a later file or an older version says otherwise again."))
        show(tag("p", text, class_="warned"))
    elif one.there and not one.done and one.now != one.asked.before:
        text = _(N_("The layer says something else by now than when it was entered: {value}."))
        said = text.format(value=value_words(one.column, one.now, context.numbers))
        show(tag("p", said, class_="warned"))
    proposed = _proposed(context, one)
    if proposed is not None:
        show(tag("h3", _("What it changes"), class_="step"))
        draw_difference(context, proposed, "correction")
        if losses := proposed.candidate.change.losses:
            draw_faults(context, proposed.layer.name, losses)
        if proposed.candidate.changed:
            draw_effect(context, proposed, proposed.candidate, "correction")
    if not may_publish():
        text = _(N_("From here it is only looked at. It is decided on where Maillage runs: {command}"))
        command = f"maillage decisions correct {one.asked.number} --approve"
        show(tag("p", text.format(command=command), class_="why"))
        return
    _decide(context, one, proposed)


def _proposed(context: Context, one: Correction) -> Proposed | None:
    try:
        return propose_correction(context.store, one)
    except Refused as refused:
        draw_faults(context, one.layer.name, refused.faults)
    except MaillageError as error:
        show(tag("p", error_sentence(error, context.numbers), class_="warned", role="alert"))
    return None


def _decide(context: Context, one: Correction, proposed: Proposed | None) -> None:
    _, key = context.translate, f"correction_{one.asked.number}"
    show(tag("h3", _("Decide"), class_="step"))
    with st.container(width=700, gap="small"):
        why = st.text_input(_("Reason, kept in the history"), max_chars=300, key=f"{key}_why")
        who = who_field(context, key)
    log, now, at = open_log(context.store), datetime.now(UTC), on_the_table(context)
    with st.container(horizontal=True, gap="small", key="correction_decide"):
        label = _(N_("Publish the correction"))
        if proposed is not None and not proposed.candidate.changed:
            label = _(N_("Note that the layer has it"))
        pressed = st.button(label, type="primary", key=f"{key}_publish", disabled=proposed is None)
        refused = st.button(
            _(N_("Do not correct")),
            key=f"{key}_refuse",
            help=_(N_("The review is rejected by a new entry; the layer stays as it is.")),
        )
    if not (pressed or refused):
        return
    with shown_errors(_):
        if pressed and proposed is not None:
            entry = approve_correction(context.store, log, proposed, who=who, why=why, now=now, at=at)
            text = _(N_("{layer}: published with the correction, version {version}."))
            said = text.format(layer=_(proposed.layer.title), version=entry.version[:12])
        else:
            turn_down(log, one, who=who, why=why, now=now, at=at)
            said = _(N_("Not corrected: the review is rejected by a new entry."))
        st.session_state[_DONE] = said
        session.draw_again()
