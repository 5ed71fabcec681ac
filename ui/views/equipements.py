"""The view of device lots: who gets how many PCs, laptops and tablets, the proof of every lot, and who gets none."""

import streamlit as st

from geo.lots import KindLots, LotsPlan, school_names
from geo.texts import N_
from store.decisions import outcome_of_lots
from ui.address import session
from ui.components import focus
from ui.components.headline import assumed_open, distance_words, headline, vintages
from ui.components.markup import show, tag
from ui.context import Context
from ui.decisions.form import BUILDING, SCHOOL, About, draw_decisions
from ui.decisions.laid import choose_decisions, draw_decided
from ui.devices.card import draw_lots_card, draw_school_card
from ui.devices.controls import assumed_line, choose_device, draw_lots_controls
from ui.devices.districts import districts_table
from ui.devices.files import draw_files
from ui.devices.lots import chosen_lots, chosen_rules, lots_of, names_of
from ui.devices.map import lots_payload
from ui.devices.schools import draw_schools_decided, find_school
from ui.devices.tables import LOTS, UNMET, differing, lots_table, unmet_table
from ui.errors import shown_errors
from ui.map.choosers import close_card, find_building
from ui.map.map import draw_map, hear_map
from ui.map.stage import set_stage
from ui.views._view import View
from words.devices import (
    WHY,
    WHY_DISTRICTS,
    answer,
    money_words,
    queue_words,
    reach_words,
    receiving,
    school_words,
    told_words,
)


def render(context: Context) -> None:
    """Draw the view."""
    _live(context)


@st.fragment
def _live(context: Context) -> None:
    hear_map()
    stage = set_stage("lots_controls", "panel", "sheet")
    controls, panel, sheet = stage.beside
    with shown_errors(context.translate):
        plan = lots_of(context)
        lots = chosen_lots(context, plan)
        with stage.opening:
            _answer(context, plan)
            draw_decided(context, chosen_rules(context), outcome_of_lots(plan))
        # Answer and map before the choices: they are what a reader waits for.
        with stage.atlas:
            draw_map(context, lots_payload(context, plan, lots))
        with controls:
            choose_decisions(context)
            draw_lots_controls(context, plan)
        with panel:
            _panel(context, plan, lots)
        with sheet:
            districts_table(context, plan)
            draw_files(context, plan)
            unmet_table(context, plan)
    session.write_address()


def _answer(context: Context, plan: LotsPlan) -> None:
    """Say what goes where, or what cannot be kept."""
    numbers = context.numbers
    rests_on = [
        context.translate(N_("Scenario: {name}")).format(name=context.scenario.title.in_language(context.language)),
        *assumed_line(context, plan),
        *vintages(context, "population", "buildings", "devices", *(["school_pupils"] if plan.schools else [])),
        distance_words(context),
        *assumed_open(context),
    ]
    also = [reach_words(plan, numbers), money_words(plan, numbers)] if receiving(plan) else []
    also += school_words(plan, numbers)
    headline(answer(plan, numbers), also=[each for each in also if each], rests_on=rests_on)
    if told := told_words(plan, numbers):
        show(tag("div", tag("ul", *(tag("li", each) for each in told)), class_="error", role="alert"))


def _panel(context: Context, plan: LotsPlan, lots: KindLots) -> None:
    if context.state.site in context.assessment.evidence.sites.index:
        close_card(context, LOTS, UNMET)
        with st.container(key="card"):
            draw_lots_card(context, plan, context.state.site)
            draw_decisions(context, About(context.state.site, BUILDING, "devices"))
            draw_schools_decided(context, context.state.site)
        return
    if context.state.school in school_names(context.assessment.evidence):
        close_card(context, LOTS)
        with st.container(key="card"):
            draw_school_card(context, plan, context.state.school)
            draw_decisions(context, About(context.state.school, SCHOOL, "devices"))
        return
    find_building(context, answers=(focus.PANEL,))
    choose_device(context, plan, lots.kind)
    if lots.kind in plan.schools:
        find_school(context, plan, lots)
    if not lots.given:
        return
    ends = " ".join(queue_words(lots, names_of(context, plan, lots), context.numbers))
    show(tag("p", ends, class_="small", data_queue=lots.kind))
    lots_table(context, plan, lots)
    with st.expander(context.translate(N_("Why these lots"))):
        show(
            tag("p", context.translate(WHY if plan.districts is None else WHY_DISTRICTS), class_="small"),
            tag("p", differing(context, plan, lots), class_="small", data_other=lots.kind),
        )


VIEW = View(key="equipements", title=N_("Devices"), render=render)
