"""The view of the roster of aidants: where two by two help at which half-days, whom that reaches, and who is left."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from geo.roster import NewPlaces, RosterPlan
from geo.texts import N_, NN_
from store.decisions import outcome_of_roster
from ui.address import session
from ui.address.roster_choices import roster_with
from ui.address.session import tied
from ui.address.state import ROSTER_PANELS
from ui.components import focus
from ui.components.headline import assumed_open, distance_words, headline, vintages
from ui.components.markup import show, tag
from ui.context import Context
from ui.decisions.form import BUILDING, PARTNER, About, draw_decisions
from ui.decisions.laid import choose_decisions, draw_decided
from ui.errors import shown_errors
from ui.gaps.walk_areas import with_areas
from ui.map.choosers import close_card, find_building
from ui.map.map import draw_map, hear_map
from ui.map.stage import set_stage
from ui.programme.plans import with_wifi
from ui.roster.card import draw_roster_card
from ui.roster.controls import draw_roster_controls
from ui.roster.files import draw_files, draw_leaflet
from ui.roster.map import roster_payload
from ui.roster.new_places import LIST as NEW_LIST
from ui.roster.new_places import new_place_card, new_places_of, new_places_panel
from ui.roster.progress import draw_progress
from ui.roster.rosters import after, nobody_of, roster_of, standing_of
from ui.roster.standing import Standing
from ui.roster.tables import DOORS, NO_DOORS, areas_table, doors_table, no_doors_table, waves_table
from ui.roster.timetable import choose_half_day, grid, help_at
from ui.roster.words import (
    conflict_words,
    others_told,
    result_words,
    told_first,
    wave_sentence,
)
from ui.views._view import View
from words.roster import balance_sentence, need_sentence, no_roster_sentence

FORMER = ".st-key-stage .st-key-atlas, .st-key-stage .st-key-panel { opacity: 0.4; }"
"""How the former roster is drawn while the first of a changed one is being looked for."""

NEW = "new"
"""The part with new places, one of ``ROSTER_PANELS``."""

PANEL_TITLES: Mapping[str, str] = {
    "doors": N_("Places"),
    "waves": N_("Waves"),
    "areas": N_("Former communes"),
    "new": N_("New places"),
}


def render(context: Context) -> None:
    """Draw the view."""
    with shown_errors(context.translate):
        _live(context)


@st.fragment
def _live(context: Context) -> None:
    hear_map()
    roster = roster_of(context)
    stage = set_stage("roster_controls", "panel", "sheet")
    controls, panel, sheet = stage.beside
    with stage.opening, st.spinner(context.translate(N_("Looking for a first roster"))):
        standing, drawn = standing_of(context)
    plan = drawn.plan
    wifi = None if plan is None else with_wifi(context)
    with stage.opening:
        _answer(context, standing, wifi)
        outcome = None if standing.plan is None else outcome_of_roster(standing.plan)
        draw_decided(context, roster_with(context.scenario.roster, context.state.roster), outcome)
        if drawn is not standing:
            show(tag("style", FORMER))
    found = None
    if plan is not None and context.state.beside == NEW and standing.has_roster and drawn is standing:
        with stage.opening, st.spinner(context.translate(N_("Looking for new places of help"))):
            found = new_places_of(context, plan)
    # What needs no search: whoever opens the page sees need and help at once, and the roster when it is there.
    shown = nobody_of(context) if plan is None else plan
    # Answer and map before the choices: they are what a reader waits for.
    if plan is not None:
        with stage.above:
            shown = _wave(context, plan, known=drawn is standing and standing.has_roster)
    with stage.atlas:
        draw_map(context, with_areas(context, roster_payload(context, shown, shown.doors, found)))
    with controls:
        choose_decisions(context)
        draw_roster_controls(context, roster, standing)
    session.write_address()
    if plan is None:
        with panel, st.container(key="card"):
            show(areas_table(context, shown, today=True))
        return
    with panel:
        _panel(context, plan, shown, wifi, found)
    with sheet:
        _sheet(context, plan, shown.sessions, found)


def _answer(context: Context, standing: Standing, wifi: frozenset[str] | None) -> None:
    """Say what the aidants give and what is left, or why there is no roster; how sure that is, and what to know."""
    _, numbers, plan = context.translate, context.numbers, standing.plan
    roster = roster_of(context)
    walk = roster.walk_m or context.assessment.evidence.parameters.reach.limit_m
    rests_on = [
        _(N_("walk {walk}")).format(walk=numbers.metres(walk)),
        *vintages(context, "population", "buildings", "workplaces", "support_places"),
        distance_words(context),
        *assumed_open(context),
    ]
    if plan is None:
        there = need_sentence(nobody_of(context), numbers, _)
        headline(_(N_("A first roster is being looked for.")), also=[there], rests_on=rests_on)
    elif standing.has_roster:
        also = [balance_sentence(plan, numbers, _), *_without_wifi(context, plan, wifi)]
        headline(result_words(plan, _, numbers), also=also, rests_on=rests_on)
    else:
        headline(no_roster_sentence(plan, _), rests_on=rests_on)
        if told := [tag("li", each) for each in conflict_words(plan, numbers)]:
            show(tag("div", tag("ul", *told), class_="error", role="alert"))
    draw_progress(context, standing)
    if plan is not None and (first := told_first(plan, numbers)):
        show(*(tag("p", each, class_="small", data_told="first") for each in first))


def _without_wifi(context: Context, plan: RosterPlan, wifi: frozenset[str] | None) -> list[str]:
    """Say at how many places with aidants there is no Wi-Fi, where the programme is known."""
    inside = context.assessment.evidence.sites.index.get_indexer(plan.doors.index) >= 0
    doors = plan.doors.index[inside]
    if wifi is None or not len(doors):
        return []
    text = NN_(
        "Of the places with aidants, {count} has no Wi-Fi, neither today nor in the Wi-Fi programme.",
        "Of the places with aidants, {count} have no Wi-Fi, neither today nor in the Wi-Fi programme.",
        "count",
    )
    count = sum(door not in wifi for door in doors)
    return [context.translate(text).format(count=context.numbers.number(count))] if count else []


def _wave(context: Context, plan: RosterPlan, *, known: bool) -> RosterPlan:
    """Draw the choice of a wave of training, and return the roster after it, where the roster is ``known``."""
    wave = _chosen_wave(context, plan)
    # What an earlier wave gives is computed for it: more aidants share the same people.
    shown = after(context, plan, wave) if known else plan
    if shown is not plan:
        said = wave_sentence(shown, int(plan.waves["aidants"].iloc[wave - 1]), context.numbers)
        show(tag("p", said, class_="small", data_wave=wave))
    return shown


def _chosen_wave(context: Context, plan: RosterPlan) -> int:
    """Draw the choice of a wave of training, and return it; the last one where none is chosen."""
    _, numbers, last = context.translate, context.numbers, len(plan.waves)
    trained = NN_("{count} aidant", "{count} aidants", "count")
    chosen = context.state.training if 0 < context.state.training <= last else last
    if last > 1:
        sizes = plan.waves["aidants"].tolist()
        tied(
            st.segmented_control,
            _(N_("Aidants trained")),
            list(range(1, last + 1)),
            format_func=lambda wave: _(trained).format(count=numbers.number(sizes[wave - 1])),
            required=True,
            label_visibility="collapsed",
            key="roster_wave",
            value=chosen,
            accept=lambda wave: {"training": 0 if wave in (None, last) else int(wave)},
        )
    return chosen


def _panel(
    context: Context, plan: RosterPlan, then: RosterPlan, wifi: frozenset[str] | None, found: NewPlaces | None
) -> None:
    """Draw the card or the lists; ``then``: the roster after the wave that is shown; ``found``: new places."""
    key = context.state.site
    new = found is not None and key in found.places.index
    if found is not None and new and key not in context.assessment.evidence.sites.index:
        close_card(context, NEW_LIST)
        with st.container(key="card"):
            show(new_place_card(context, found, key, head=True))
        return
    if key in plan.doors.index or key in plan.not_doors.index or key in context.assessment.evidence.sites.index:
        close_card(context, DOORS, NO_DOORS, NEW_LIST)
        with st.container(key="card"):
            if found is not None and new:
                show(new_place_card(context, found, key, head=True))
            draw_roster_card(context, plan, key, wifi=None if wifi is None else key in wifi, then=then)
            kinds = BUILDING if key in context.assessment.evidence.sites.index else PARTNER
            draw_decisions(context, About(key, kinds, "aidants"))
        return
    _ = context.translate
    find_building(context, answers=(focus.PANEL,))
    shown = context.state.beside or ROSTER_PANELS[0]
    tied(
        st.segmented_control,
        _(N_("Beside the map")),
        list(ROSTER_PANELS),
        format_func=lambda name: _(PANEL_TITLES[name]),
        required=True,
        label_visibility="collapsed",
        key="roster_panel",
        value=shown,
        accept=lambda name: {"beside": "" if name == ROSTER_PANELS[0] else str(name)},
    )
    if shown == ROSTER_PANELS[0]:
        doors_table(context, then.doors)
        return
    if shown == NEW:
        if found is None:
            show(tag("p", _(N_("New places are looked for beside a roster: there is none yet.")), class_="why"))
        else:
            with st.container(key="card"):
                new_places_panel(context, plan, found)
        return
    with st.container(key="card"):
        show(waves_table(context, plan) if shown == "waves" else areas_table(context, then))


def _sheet(context: Context, plan: RosterPlan, sessions: pd.DataFrame, found: NewPlaces | None) -> None:
    """Draw the timetable, where to find help at one half-day, the files, and the places without aidants."""
    _ = context.translate
    if len(sessions):
        show(
            tag("h2", _(N_("Timetable: aidants by place and half-day")), class_="sheet"), grid(context, plan, sessions)
        )
        draw_files(context, plan, found)
        half_day = choose_half_day(context, plan)
        leaflet = help_at(context, plan, sessions, half_day)
        show(leaflet)
        draw_leaflet(context, plan, sessions, half_day, leaflet)
    no_doors_table(context, plan)
    if others := others_told(plan, context.numbers):
        show(
            tag("h2", _(N_("What to know")), class_="sheet"),
            tag("ul", *(tag("li", each) for each in others), class_="told"),
        )


VIEW = View(key="aidants", title=N_("Helpers"), render=render)
