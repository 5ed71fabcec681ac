"""The choices above the map: what fills it, what is laid over it, which ranking, which building."""

import streamlit as st

from geo.texts import N_
from ui.address import session
from ui.address.session import tied
from ui.address.state import RANKINGS
from ui.context import RANKING_TITLES, Context
from ui.map.overlays import drawn_layers
from ui.map.themes import NOTHING, Theme


def choose_theme(context: Context, found: dict[str, Theme], default: str) -> Theme | None:
    """Draw the choice of what fills the neighbourhoods, and return it."""
    _ = context.translate
    keys = [*found, NOTHING]
    chosen = context.state.theme if context.state.theme in keys else default
    tied(
        st.selectbox,
        _("Neighbourhoods coloured by"),
        keys,
        format_func=lambda key: _("Nothing") if key == NOTHING else found[key].title,
        key="theme",
        value=chosen,
        accept=lambda key: {"theme": key},
    )
    return found.get(chosen)


def choose_ranking(context: Context) -> str:
    """Draw the choice between the two rankings, and return it."""
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
    return context.state.ranking


def present_overlays(context: Context) -> dict[str, str]:
    """Return what can be laid over the neighbourhoods here, with its title: the drawn layers somebody published."""
    there = set(context.snapshot.layers) - set(context.assessment.evidence.absent_layers)
    found = drawn_layers(context.store.layers)
    return {layer.name: context.translate(drawing.title) for layer, drawing in found if layer.name in there}


def choose_overlays(context: Context, there: dict[str, str]) -> list[str]:
    """Draw the choice of what is laid over the neighbourhoods, and return it."""
    chosen = [name for name in there if name in context.state.overlays]
    tied(
        st.pills,
        context.translate(N_("Also show")),
        list(there),
        selection_mode="multi",
        format_func=lambda name: there[name],
        key="overlays",
        value=chosen,
        accept=lambda names: {"overlays": tuple(each for each in there if each in names)},
    )
    return chosen


def find_building(context: Context) -> None:
    """Draw the search for a building by name; choosing one opens its card."""
    _, sites = context.translate, context.assessment.evidence.sites
    names = context.building_names
    ordered = list(names.str.casefold().sort_values(kind="stable").index)
    section_of = dict(zip(sites.index, sites["section_name"].astype(object).fillna(""), strict=True))
    shown = {key: f"{name} · {section_of[key]}" if section_of[key] else name for key, name in names.items()}
    tied(
        st.selectbox,
        _("Find a building"),
        ordered,
        format_func=lambda key: shown[key],
        placeholder=_("Name of the building"),
        key="find",
        value=context.state.site if context.state.site in sites.index else None,
        accept=lambda key: {"site": key or "", "sector": ""},
    )


def close_card(context: Context) -> None:
    """Draw the way back from a card to the list."""
    st.button(
        context.translate(N_("Back to the list")),
        key="close_card",
        type="tertiary",
        on_click=lambda: session.change(site="", sector=""),
    )
