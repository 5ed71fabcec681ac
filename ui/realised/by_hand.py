"""Telling by hand what was carried out in a building: a row of the layer, published like a file, and taken back."""

from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from geo.errors import MaillageError
from geo.programme import Plan
from geo.texts import N_
from layers import layer
from store.uploads import Proposal, publish_by_hand, take_back
from ui.address import session
from ui.components.markup import show, tag
from ui.context import Context
from ui.decisions.log import signed_in, who_is_here
from ui.errors import shown_errors
from ui.upload.building import draw_waiting
from ui.upload.permission import may_publish
from words.sentences import tier_words

_DONE, _TURN, _REFUSED = "realised_told", "realised_turn", "realised_refused"


@dataclass(frozen=True)
class Done:
    """What was just published from this form."""

    proposal: Proposal
    version: str
    said: str


def draw_by_hand(context: Context, plan: Plan) -> None:
    """Draw the form, and what was just told with it; where nobody may publish from here, how it is done."""
    _ = context.translate
    if not may_publish():
        text = N_(
            "To tell what was carried out: maillage refresh realised --from FILE, on the machine Maillage runs on."
        )
        show(tag("p", _(text), class_="small"))
        return
    _draw_done(context)
    with st.expander(_(N_("Tell what was carried out in a building"))):
        _form(context, plan, f"realised_{st.session_state.get(_TURN, 0)}")


def _draw_done(context: Context) -> None:
    """Say what was just published, with the buttons that take it back and compute the results on it."""
    _, done = context.translate, st.session_state.get(_DONE)
    if done is None or done.proposal.upload.folder.parents[1] != context.store.folder:
        return
    current = context.store.history("realised").current
    if current is None or current.version != done.version:
        # Somebody has published since, or taken it back: there is nothing left to undo from here.
        return
    show(tag("p", tag("b", done.said), role="status", class_="why"))
    with st.container(horizontal=True, gap="small", key="realised_published"):
        if st.button(_("Undo"), key="realised_undo", help=_("Back to what was published before, as a new entry.")):
            with shown_errors(_):
                told, over = done.proposal, done.proposal.over
                now, who = datetime.now(UTC), current.who
                take_back(context.store, told.layer, told.source, done.version, over, now=now, who=who)
                st.session_state.pop(_DONE)
                session.draw_again()
        draw_waiting(context)


def _form(context: Context, plan: Plan, key: str) -> None:
    _, programme, names = context.translate, plan.instance.programme, context.building_names
    planned = sorted(set(plan.rows["building_id"]), key=lambda each: (str(names[each]), each))
    others = sorted(set(names.index) - set(planned), key=lambda each: (str(names[each]), each))
    building = st.selectbox(
        _(N_("Building")),
        [*planned, *others],
        index=None,
        format_func=lambda each: f"{names[each]} ({each})",
        placeholder=_(N_("Those of the plan come first")),
        key=f"{key}_building",
    )
    year = st.selectbox(_("Year"), programme.years, key=f"{key}_year")
    words = next(column.labels for column in layer("realised").columns if column.name == "progress")
    progress = st.segmented_control(
        _(N_("By the end of that year")),
        list(words),
        format_func=lambda each: _(words[each]),
        required=True,
        default="installed",
        key=f"{key}_progress",
    )
    tiers = [tier.key for tier in programme.tiers]
    tier = None
    if progress == "installed":
        tier = st.selectbox(
            _(N_("What stands there")),
            tiers,
            index=None,
            format_func=lambda each: tier_words(each, _),
            placeholder=_(N_("not told")),
            key=f"{key}_tier",
        )
    with st.container(horizontal=True, gap="small", key="realised_figures"):
        spent = st.number_input(
            _(N_("First costs paid that year, EUR")),
            min_value=0.0,
            value=None,
            step=100.0,
            format="%.2f",
            placeholder=_(N_("not told")),
            key=f"{key}_spent",
        )
        connections = st.number_input(
            _(N_("Connections counted")),
            min_value=0,
            value=None,
            step=1,
            placeholder=_(N_("not told")),
            key=f"{key}_connections",
        )
    who = signed_in() or st.text_input(_(N_("Who tells it")), value=who_is_here(), max_chars=200, key=f"{key}_who")
    why = st.text_input(_(N_("Where this is known from, kept in the history")), max_chars=300, key=f"{key}_why")
    show(
        tag(
            "p",
            _(N_("A field left empty is unknown, not nothing. It replaces what was told of that year.")),
            class_="small",
        )
    )
    row = {"building_id": building, "year": year, "progress": progress, "tier": tier}
    row |= {"spent_eur": spent, "connections": connections}
    asked = (*row.values(), who, why)
    if st.button(_(N_("Publish")), key=f"{key}_publish", disabled=building is None):
        try:
            with st.spinner(_("Reading, checking and comparing")):
                found, report = publish_by_hand(
                    context.store, layer("realised"), row, who=who, reason=why, now=datetime.now(UTC)
                )
        except (MaillageError, OSError) as error:
            st.session_state[_REFUSED] = (asked, error.with_traceback(None))
        else:
            text = _(N_("Published: {name}, {year}. Every view still rests on the former layers."))
            st.session_state[_DONE] = Done(found, report.version, text.format(name=names[building], year=str(year)))
            # Fields with another key are empty again.
            st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
            session.draw_again()
    # The page may be drawn again at once, as a proof ends: what is wrong is said until something else is told.
    refused, error = st.session_state.get(_REFUSED, (None, None))
    if error is not None and refused == asked:
        with shown_errors(_):
            raise error
