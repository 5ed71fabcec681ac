"""The first view: what the city should do and why, what changed since the last time, what rests on missing data."""

import streamlit as st

from geo.texts import N_
from ui.address import session
from ui.components.headline import absences, distance_words, headline, vintages
from ui.components.markup import show, tag
from ui.context import Context
from ui.home.advice import Advice, aidants_advice, gaps_advice, own_choices, wifi_advice
from ui.home.changes import what_changed
from ui.home.maps import key_map
from ui.home.missing import NOTHING_MISSING, missing_words
from ui.map.words import difficulty_words
from ui.views._view import View
from words.decisions.adopted import standing_words


def render(context: Context) -> None:
    """Draw the view."""
    _ = context.translate
    own = own_choices(context)
    title = context.scenario.title.in_language(context.language)
    standing = standing_words(context.in_force, context.scenario, context.numbers)
    named = _(N_("Scenario: {title}, {adopted}")) if standing else _(N_("Scenario: {title}"))
    rests_on = [
        named.format(title=title, adopted=standing),
        *(note.render(_) for note in context.in_force.notes),
        *([own] if own else []),
        *vintages(context, "population", "buildings"),
        distance_words(context),
    ]
    missing = absences(context)
    headline(*difficulty_words(context), rests_on=[*rests_on, *([missing] if missing else [])])
    with st.container(key="advice", horizontal=True, gap="medium"):
        for advice in (wifi_advice(context), aidants_advice(context), gaps_advice(context)):
            _advice(context, advice)
    with st.container(key="grounds", horizontal=True, gap="medium"):
        with st.container(key="changed"):
            show(tag("h2", _(N_("Since the data were last built")), class_="sheet"), *what_changed(context))
        with st.container(key="missing"):
            doubts = missing_words(context)
            show(
                tag("h2", _(N_("What rests on missing data")), class_="sheet"),
                tag("ul", *(tag("li", each) for each in doubts), class_="told")
                if doubts
                else tag("p", _(NOTHING_MISSING)),
            )
            st.page_link(context.pages["donnees"], label=_(N_("Open the data")))
    session.write_address()


def _advice(context: Context, advice: Advice) -> None:
    """Draw one recommendation: its map, its sentence, how sure it is, and the way to its view."""
    with st.container(key=f"advice_{advice.key}", gap="small"):
        show(
            tag(
                "section",
                tag("h2", advice.title, class_="sheet"),
                key_map(context, advice),
                tag("p", advice.said, class_="said"),
                tag("p", advice.sure, class_="small") if advice.sure else None,
                data_advice=advice.key,
            )
        )
        st.page_link(context.pages[advice.view], label=advice.link)


VIEW = View(key="accueil", title=N_("Home"), render=render, has_map=False)
