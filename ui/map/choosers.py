"""The choices above the map: what fills it, what is laid over it, which ranking, which building."""

import streamlit as st

from geo.texts import N_
from ui.address import session
from ui.address.session import tied
from ui.address.state import RANKINGS
from ui.components import focus
from ui.components.search_box import KEY as FIND
from ui.components.search_box import search_box
from ui.context import RANKING_TITLES, Context
from ui.map.lists import open_sector, open_site
from ui.map.overlays import drawn_layers
from ui.map.search_index import SECTOR, SITE, index_address
from ui.map.themes import NOTHING, Theme


def chosen_theme(context: Context, found: dict[str, Theme], default: str) -> str:
    """Return the key of what fills the neighbourhoods: the reader's choice where it is there, else the default."""
    return context.state.theme if context.state.theme in [*found, NOTHING] else default


def choose_theme(context: Context, found: dict[str, Theme], chosen: str) -> None:
    """Draw the choice of what fills the neighbourhoods."""
    _ = context.translate
    tied(
        st.selectbox,
        _("Neighbourhoods coloured by"),
        [*found, NOTHING],
        format_func=lambda key: _("Nothing") if key == NOTHING else found[key].title,
        key="theme",
        value=chosen,
        accept=lambda key: {"theme": key},
    )


def choose_ranking(context: Context) -> None:
    """Draw the choice between the two rankings."""
    _ = context.translate
    tied(
        st.segmented_control,
        _("Buildings ranked for"),
        list(RANKINGS),
        format_func=lambda key: _(RANKING_TITLES[key]),
        required=True,
        key="ranking",
        value=context.state.ranking,
        accept=lambda key: {"ranking": key},
    )


def present_overlays(context: Context) -> dict[str, str]:
    """Return what can be laid over the neighbourhoods here, with its title: the drawn layers somebody published."""
    there = set(context.snapshot.layers) - set(context.assessment.evidence.absent_layers)
    found = drawn_layers(context.store.layers)
    return {layer.name: context.translate(drawing.title) for layer, drawing in found if layer.name in there}


def chosen_overlays(context: Context, there: dict[str, str]) -> list[str]:
    """Return what the reader lays over the neighbourhoods, of what is there."""
    return [name for name in there if name in context.state.overlays]


def choose_overlays(context: Context, there: dict[str, str]) -> None:
    """Draw the choice of what is laid over the neighbourhoods."""
    tied(
        st.pills,
        context.translate(N_("Also show")),
        list(there),
        selection_mode="multi",
        format_func=lambda name: there[name],
        key="overlays",
        value=chosen_overlays(context, there),
        accept=lambda names: {"overlays": tuple(each for each in there if each in names)},
    )


def find_building(
    context: Context, *, neighbourhoods: bool = False, answers: tuple[str, ...] = (), label: str = ""
) -> None:
    """Draw the search for a building, and for neighbourhoods where they have a card; choosing one opens its card.

    ``label`` stands in the place of its own words. ``answers`` names the places for which it takes the focus, where
    there is nothing else that could.
    """
    _, state, evidence = context.translate, context.state, context.assessment.evidence
    shown = context.building_names[state.site] if state.site in evidence.sites.index else ""
    if neighbourhoods and not shown and state.sector in evidence.sectors.index:
        shown = context.sector_name(state.sector)

    def choose(kind: str, key: str) -> None:
        if kind == SITE:
            open_site(FIND, key)
        else:
            open_sector(FIND, key)

    search_box(
        context,
        index_address(context),
        [SITE, SECTOR] if neighbourhoods else [SITE],
        label=label or (_("Find a building or a neighbourhood") if neighbourhoods else _("Find a building")),
        shown=shown,
        choose=choose,
        answers=answers,
    )


def close_card(context: Context, *places: str, label: str = "") -> None:
    """Draw the way back from a card to the list, or whatever of these places it was opened from.

    ``label`` stands in the place of its own words.
    """

    def close() -> None:
        session.change(site="", sector="", school="")
        focus.leave_card(FIND, *places)

    words = label or context.translate(N_("Back to the list"))
    st.button(words, key="close_card", type="tertiary", on_click=close)
    focus.draw_card_focus("close_card")
