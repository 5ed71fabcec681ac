"""School sites on the screen of device lots: found by name, opened on a card, and decided on."""

import streamlit as st

from geo.lots import KindLots, LotsPlan, school_names
from geo.texts import N_
from ui.address import session
from ui.components import focus
from ui.context import Context
from ui.decisions.form import SCHOOL, About, draw_decisions
from ui.map.lists import open_site

_FIND = "find_school"


def find_school(context: Context, plan: LotsPlan, lots: KindLots) -> None:
    """Draw the search for a school site of the level that is shown; those that get nothing are found too."""
    sites = plan.school_sites
    assert sites is not None
    mine = sites[sites["level"] == lots.kind]
    names = dict(zip(mine["school_site_id"].astype(str), mine["name"].astype(str), strict=True))

    def chosen() -> None:
        if key := st.session_state.pop(_FIND, None):
            open_school(context, _FIND, str(key))

    st.selectbox(
        context.translate(N_("Find a school site")),
        sorted(names, key=lambda key: (names[key], key)),
        index=None,
        format_func=lambda key: f"{names[key]} [{key}]",
        placeholder=context.translate(N_("Name or identifier")),
        key=_FIND,
        on_change=chosen,
    )


def open_school(context: Context, place: str, site: str) -> None:
    """Open the card of the building of a school site, or its own where the table of pupils names none."""
    evidence = context.assessment.evidence
    pupils = evidence.school_pupils
    assert pupils is not None
    named = pupils.loc[(pupils["school_site_id"] == site) & pupils["building_id"].isin(evidence.sites.index)]
    if not named.empty:
        open_site(place, str(named["building_id"].iloc[0]), site)
        return
    session.change(site="", sector="", school=site)
    focus.open_card(place, site)


def draw_schools_decided(context: Context, building: str) -> None:
    """Draw, for each school site in a building, what is in force about it and the form that adds to it."""
    evidence = context.assessment.evidence
    pupils = evidence.school_pupils
    if pupils is None:
        return
    names = school_names(evidence)
    text = context.translate(N_("Decide on the lot of the school: {name}"))
    for site in sorted({*map(str, pupils.loc[pupils["building_id"] == building, "school_site_id"])}):
        about = About(site, SCHOOL, "devices", f"_school_{site}", text.format(name=names[site]))
        draw_decisions(context, about)
