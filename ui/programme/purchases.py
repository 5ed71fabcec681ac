"""The whole programme as a table, as it is exported, and the buildings that wait, with the reason."""

import pandas as pd
import streamlit as st

from geo.programme import REASONS, Plan
from ui.context import Context
from ui.map.lists import ROW_PX, choose_row
from ui.programme.wave_map import tier_name
from words.sentences import activity_words

HIGHEST_PX = 520


def purchases_table(context: Context, plan: Plan, year: int) -> None:
    """Draw what is bought, by year and building, of one year only where one is chosen; a row opens the card."""
    _ = context.translate
    rows = plan.rows[plan.rows["year"] == year] if year else plan.rows
    names = context.building_names
    shown = pd.DataFrame(
        {
            "year": rows["year"].astype(str),
            "name": names[rows["building_id"]].to_numpy(),
            "section": rows["section"],
            "activity": [activity_words(activity, _) for activity in rows["activity"]],
            "tier": [tier_name(context, tier) for tier in rows["tier"]],
            "access_points": rows["access_points"],
            "capex_eur": rows["capex_eur"],
            "opex_eur_per_year": rows["opex_eur_per_year"],
            "people_gained": rows["people_gained"].round(),
        }
    )
    config = {
        "year": st.column_config.TextColumn(_("Year"), width=60),
        "name": st.column_config.TextColumn(_("Building"), width=260),
        "section": st.column_config.TextColumn(_("Former commune")),
        "activity": st.column_config.TextColumn(_("Sector of activity")),
        "tier": st.column_config.TextColumn(_("What it gets")),
        "access_points": st.column_config.NumberColumn(_("Access points"), format="localized"),
        "capex_eur": st.column_config.NumberColumn(_("To install, EUR"), format="localized"),
        "opex_eur_per_year": st.column_config.NumberColumn(_("To run, EUR a year"), format="localized"),
        "people_gained": st.column_config.NumberColumn(_("More people served"), format="localized"),
    }
    _draw(shown, config, list(rows["building_id"]), "bought", _("What is bought, by year and building"))


def waiting_table(context: Context, plan: Plan) -> None:
    """Draw the buildings without Wi-Fi from the programme, each with the reason; a row opens the card."""
    _, sites = context.translate, context.assessment.evidence.sites
    waiting = plan.waiting
    shown = pd.DataFrame(
        {
            "name": context.building_names[waiting.index].to_numpy(),
            "section": sites["section_name"].reindex(waiting.index).astype(object).fillna(""),
            "activity": [activity_words(activity, _) for activity in waiting["activity"]],
            "reason": [_(REASONS[reason]) for reason in waiting["reason"]],
        }
    )
    config = {
        "name": st.column_config.TextColumn(_("Building"), width=260),
        "section": st.column_config.TextColumn(_("Former commune")),
        "activity": st.column_config.TextColumn(_("Sector of activity")),
        "reason": st.column_config.TextColumn(_("Why not"), width="large"),
    }
    _draw(shown, config, list(waiting.index), "waiting", _("Buildings without Wi-Fi from the programme"))


def _draw(rows: pd.DataFrame, config: dict[str, object], keys: list[str], name: str, spoken: str) -> None:
    height = min(ROW_PX + 2 + ROW_PX * max(len(rows), 1), HIGHEST_PX)
    choose_row(rows, config, keys, name, lambda key: {"site": key, "sector": ""}, spoken, height)
