"""The lists beside the map, which say what it says: buildings by rank, neighbourhoods by the theme."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from geo.ranking import in_order
from ui.address import session
from ui.components.ranks import rank_words, records
from ui.context import Context
from ui.map.themes import Theme

_TURN = "list_turn"
"""Counts the choices made from a list, so that the list one comes back to has nothing selected."""

ROW_PX = 34


def site_list(context: Context, table: pd.DataFrame, shown: pd.Series) -> None:
    """Draw the buildings by rank; choosing a row opens the card."""
    _, sites = context.translate, context.assessment.evidence.sites
    ordered = in_order(table[shown])
    rows = pd.DataFrame(
        {
            "rank": [rank_words(row, context) for row in records(ordered)],
            "score": ordered["score"].round(1).astype("Float64").to_numpy(),
            "name": context.building_names[ordered.index].to_numpy(),
            "section": sites.loc[ordered.index, "section_name"].astype(object).fillna("").to_numpy(),
        }
    )
    config = {
        "rank": st.column_config.TextColumn(_("Rank"), width=58, alignment="right"),
        "name": st.column_config.TextColumn(_("Building")),
        "section": st.column_config.TextColumn(_("Former commune"), width=110),
        "score": st.column_config.NumberColumn(_("Points"), width=60, format="localized"),
    }
    choose_row(
        rows,
        config,
        list(ordered.index),
        "site",
        lambda key: {"site": key, "sector": ""},
        _("Buildings, from the best placed to the last"),
    )


def sector_list(context: Context, theme: Theme | None) -> None:
    """Draw the neighbourhoods by the theme, the highest first, those of which nothing is known at the end."""
    _, sectors = context.translate, context.assessment.evidence.sectors
    if theme is None:
        order = sectors.index
    else:
        keys = pd.DataFrame({"value": theme.values.astype("float64"), "key": sectors.index}, index=sectors.index)
        order = keys.sort_values(["value", "key"], ascending=[False, True], na_position="last").index
    rows = pd.DataFrame(
        {
            "name": [context.sector_name(code) for code in order],
            "section": sectors.loc[order, "section_name"].astype(object).fillna("").to_numpy(),
        }
    )
    config = {
        "name": st.column_config.TextColumn(_("Neighbourhood")),
        "section": st.column_config.TextColumn(_("Former commune"), width=110),
    }
    if theme is not None:
        rows["value"] = [theme.write(value) for value in theme.values.loc[order]]
        config["value"] = st.column_config.TextColumn(theme.unit, width=100, alignment="right", help=theme.title)
    choose_row(
        rows,
        config,
        list(order),
        "sector",
        lambda key: {"site": "", "sector": key},
        _("Neighbourhoods, from the highest figure to the lowest"),
    )


def choose_row(
    rows: pd.DataFrame,
    config: dict[str, object],
    keys: list[str],
    name: str,
    accept: Callable[[str], dict[str, object]],
    spoken: str,
    height: int | str = "stretch",
) -> None:
    """Draw a table of which a row can be chosen.

    ``keys`` go with the rows; ``accept`` turns the one chosen into changes of the state. ``name`` tells the table from
    others on the page.
    """
    turn = st.session_state.get(_TURN, 0)
    widget = f"list_{name}_{turn}"

    def chosen() -> None:
        picked = st.session_state[widget]["selection"]["rows"]
        if picked:
            session.change(**accept(keys[picked[0]]))
            st.session_state[_TURN] = turn + 1

    st.dataframe(
        rows,
        column_config=config,
        hide_index=True,
        height=height,
        row_height=ROW_PX,
        key=widget,
        on_select=chosen,
        selection_mode="single-row",
        placeholder="–",
        alt=spoken,
    )
