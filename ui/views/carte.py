"""The map view: who is in difficulty, what is there, and every building, with a list that says the same."""

import streamlit as st

from geo.texts import N_
from ui.address import session
from ui.address.session import tied
from ui.components.filters import draw_filters, shown_sites
from ui.components.headline import absences, assumed_open, distance_words, headline, vintages
from ui.components.markup import Content, show, tag
from ui.components.site_card import site_card, site_score
from ui.context import Context
from ui.decisions.form import BUILDING, About, draw_decisions
from ui.errors import shown_errors
from ui.gaps.walk_areas import draw_walkers, with_areas
from ui.map.choosers import (
    choose_overlays,
    choose_ranking,
    choose_theme,
    chosen_overlays,
    chosen_theme,
    close_card,
    find_building,
    present_overlays,
)
from ui.map.lists import SECTORS, SITES, sector_list, site_list
from ui.map.map import draw_map, hear_map
from ui.map.payload import Sites, payload
from ui.map.sector_card import sector_card
from ui.map.stage import set_stage
from ui.map.themes import Theme, themes
from ui.map.words import difficulty_words
from ui.views._view import View

DEFAULT_THEME = "vulnerable_count"


def render(context: Context) -> None:
    """Draw the view."""
    rests_on = [
        *vintages(context, "sectors", "population", "indicators", "buildings"),
        distance_words(context),
        *assumed_open(context),
    ]
    missing = absences(context)
    _live(context, difficulty_words(context), [*rests_on, *([missing] if missing else [])])


@st.fragment
def _live(context: Context, answer: list[Content], rests_on: list[str]) -> None:
    with shown_errors(context.translate):
        hear_map()
        stage = set_stage("panel")
        with stage.opening:
            headline(*answer, rests_on=rests_on)
            choices = st.container(key="toolbar", horizontal=True, vertical_alignment="bottom", gap="small")
        with choices:
            # A container with nothing in it is not on the page: the map would come into its place.
            show(tag("i", class_="kept-free"))
        ranking, found, there = context.state.ranking, themes(context), present_overlays(context)
        theme, overlays = chosen_theme(context, found, DEFAULT_THEME), chosen_overlays(context, there)
        sites = Sites(ranking, context.ranked(ranking), shown_sites(context), coloured=False)
        # The map before the choices, whose scripts a browser that was never here reads before it goes on.
        with stage.atlas:
            draw_map(context, with_areas(context, payload(context, found.get(theme), sites, overlays)))
        with choices:
            _choose(context, found, theme, there)
        with stage.beside[0]:
            _panel(context, found.get(theme), sites)
    session.write_address()


def _choose(context: Context, found: dict[str, Theme], theme: str, there: dict[str, str]) -> None:
    with st.container(width=280):
        choose_theme(context, found, theme)
    choose_ranking(context)
    if there:
        choose_overlays(context, there)
    with st.container(key="filters", width="content"):
        draw_filters(context)
    with st.container():
        find_building(context, neighbourhoods=True)


def _panel(context: Context, theme: Theme | None, sites: Sites) -> None:
    state, evidence = context.state, context.assessment.evidence
    if state.site in evidence.sites.index:
        close_card(context, SITES, SECTORS)
        with st.container(key="card"):
            draw_walkers(context, state.site)
            show(site_card(context, state.site), site_score(context, state.site))
            draw_decisions(context, About(state.site, BUILDING, state.ranking))
        return
    if state.sector in evidence.sectors.index:
        close_card(context, SITES, SECTORS)
        with st.container(key="card"):
            show(sector_card(context, state.sector))
        return
    _ = context.translate
    words = {"": _("Buildings"), "sectors": _("Neighbourhoods")}
    tied(
        st.segmented_control,
        _("List"),
        list(words),
        format_func=lambda key: words[key],
        required=True,
        label_visibility="collapsed",
        key="list",
        value=state.list,
        accept=lambda key: {"list": key or ""},
    )
    if context.state.list:
        sector_list(context, theme)
    else:
        site_list(context, sites.table, sites.shown)


VIEW = View(key="carte", title=N_("Map"), render=render)
