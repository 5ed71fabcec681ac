"""Which buildings are shown: by sector of activity, former commune, and whether people may enter."""

import pandas as pd
import streamlit as st

from layers.buildings import ACTIVITIES
from ui.address.session import tied
from ui.context import Context


def shown_sites(context: Context) -> pd.Series:
    """Return by building whether it passes the reader's filters."""
    sites, state = context.assessment.evidence.sites, context.state
    shown = pd.Series(True, index=sites.index)
    if state.activities:
        shown &= sites["activity"].isin(state.activities)
    if state.sections:
        shown &= sites["section_code_statbel"].isin(state.sections)
    if state.public:
        shown &= (sites["public_access"] == (state.public == "yes")).fillna(value=False)
    return shown.astype(bool)


def filter_count(context: Context) -> int:
    """Return how many filters are set."""
    state = context.state
    return sum(map(bool, (state.activities, state.sections, state.public)))


def draw_filters(context: Context) -> None:
    """Draw the button with the filters behind it."""
    _, state = context.translate, context.state
    count = filter_count(context)
    title = _("Filters ({count})").format(count=count) if count else _("Filters")
    with st.popover(title, width="stretch"):
        present = set(context.assessment.evidence.sites["activity"].dropna())
        activities = [key for key in ACTIVITIES if key in present]
        tied(
            st.multiselect,
            _("Sector of activity"),
            activities,
            format_func=lambda key: _(ACTIVITIES[key]),
            placeholder=_("All"),
            key="filter_activities",
            value=[key for key in state.activities if key in activities],
            accept=lambda chosen: {"activities": tuple(chosen)},
        )
        sections = section_names(context)
        tied(
            st.multiselect,
            _("Former commune"),
            list(sections),
            format_func=lambda code: sections[code],
            placeholder=_("All"),
            key="filter_sections",
            value=[code for code in state.sections if code in sections],
            accept=lambda chosen: {"sections": tuple(chosen)},
        )
        words = {"": _("All"), "yes": _("Open to the public"), "no": _("Not open")}
        tied(
            st.segmented_control,
            _("Access"),
            list(words),
            format_func=lambda key: words[key],
            required=True,
            key="filter_public",
            value=state.public,
            accept=lambda chosen: {"public": chosen or ""},
        )


def section_names(context: Context) -> dict[str, str]:
    """Return the former communes that have buildings, by code, in the order of their names."""
    sites = context.assessment.evidence.sites.dropna(subset=["section_code_statbel"])
    names = sites.groupby("section_code_statbel")["section_name"].first()
    return {str(code): str(name) for code, name in names.sort_values().items()}
