"""The ranking view: weights one can move, the map that follows, why each building stands where it stands."""

import pandas as pd
import streamlit as st

from geo.ranking import in_order
from geo.texts import N_, NN_
from ui.address import session
from ui.components import focus
from ui.components.filters import shown_sites
from ui.components.headline import assumed_open, distance_words, headline, vintages
from ui.components.markup import plain, show, tag
from ui.components.ranks import certain, compared_count, condition_words, criteria_words, records, unsure_count
from ui.context import RANKING_PURPOSES, Context
from ui.errors import shown_errors
from ui.map.choosers import choose_ranking, close_card, find_building
from ui.map.lists import FIRST, first_sites
from ui.map.map import draw_map, hear_map
from ui.map.payload import Sites, payload
from ui.map.stage import set_stage
from ui.ranking.influence import what_decides
from ui.ranking.ranked_list import NAME as RANKED
from ui.ranking.ranked_list import ranked_list
from ui.ranking.weights import draw_keeping, draw_weights
from ui.ranking.why import why
from ui.scenario import choose_scenario
from ui.views._view import View

_FIRST = 10
"""Buildings named beside the map until one is chosen."""

_ASKED = 3
"""How many buildings outside the first ten are offered by one click."""


def render(context: Context) -> None:
    """Draw the view."""
    _live(context)


@st.fragment
def _live(context: Context) -> None:
    hear_map()
    stage = set_stage("weights", "panel", "sheet")
    weights, panel, sheet = stage.beside
    ranking, table = context.state.ranking, None
    with shown_errors(context.translate):
        table = context.ranked(ranking)
        # The sentence first, which would push the map down; both before the choices: who moves a weight looks at them.
        with stage.opening:
            _answer(context, ranking, table)
        with stage.atlas:
            sites = Sites(ranking, table, shown_sites(context), coloured=True)
            draw_map(context, payload(context, None, sites, [], faint=True))
    with weights:
        choose_ranking(context)
        choose_scenario(context)
        draw_weights(context, ranking)
        draw_keeping(context, ranking)
        below = st.container()
    if table is not None:
        with panel:
            find_building(context, answers=(focus.PANEL,))
            _panel(context, ranking, table)
        with below:
            show(what_decides(context, ranking))
        with sheet:
            show(tag("h2", context.translate(N_("The whole ranking")), class_="sheet"))
            ranked_list(context, ranking, table)
    session.write_address()


def _answer(context: Context, ranking: str, table: pd.DataFrame) -> None:
    _, numbers = context.translate, context.numbers
    compared, unsure = compared_count(table), unsure_count(table)
    facts = {"ranking": _(RANKING_PURPOSES[ranking]), "count": numbers.number(compared)}
    if not compared:
        lead = _("For {ranking}, no building can be compared.").format(**facts)
    else:
        first = in_order(table).iloc[:1]
        place = records(first)[0]
        text = (
            N_("For {ranking}, {building} comes first among the buildings compared ({count}).")
            if certain(place)
            else N_(
                "For {ranking}, {building} stands at the head of the buildings compared ({count}), its place "
                "somewhere from {low} to {high}."
            )
        )
        lead = _(text).format(
            building=context.building_names[first.index[0]],
            low=numbers.number(place["rank_low"]),
            high=numbers.number(place["rank_high"]),
            **facts,
        )
    missing = (table["status"] == "interval").any()
    if unsure == compared:
        interval = (
            _("None of them has a certain place, because data are missing.")
            if missing
            else _("All share their places with others that have the same points.")
        )
    else:
        interval = (
            _(
                NN_(
                    "Of these, {unsure} has no certain place but a range, because data are missing.",
                    "Of these, {unsure} have no certain place but a range, because data are missing.",
                    "unsure",
                )
            )
            if missing
            else _(
                NN_(
                    "Of these, {unsure} shares its place with others that have the same points.",
                    "Of these, {unsure} share their place with others that have the same points.",
                    "unsure",
                )
            )
        )
    rest = [interval.format(unsure=numbers.number(unsure))] if unsure else []
    if compared < len(table):
        aside = _(
            NN_(
                "{excluded} more is set aside, of {total} in all.",
                "{excluded} more are set aside, of {total} in all.",
                "excluded",
            )
        )
        counts = {"excluded": numbers.number(len(table) - compared), "total": numbers.number(len(table))}
        rest.append(aside.format(**counts))
    rest += [*criteria_words(context, ranking), *condition_words(context, ranking)]
    scenario = context.scenario.title.in_language(context.language)
    adjusted = _("weights moved by you") if context.state.weights.get(ranking) else None
    rests_on = [
        _("Scenario: {name}").format(name=scenario),
        adjusted,
        *vintages(context, "buildings"),
        distance_words(context),
        *assumed_open(context),
    ]
    headline(lead, also=rest, rests_on=[each for each in rests_on if each])


def _panel(context: Context, ranking: str, table: pd.DataFrame) -> None:
    _, sites = context.translate, context.assessment.evidence.sites
    key = context.state.site
    if key in sites.index:
        close_card(context, RANKED, FIRST)
    with st.container(key="card"):
        if key in sites.index:
            show(why(context, ranking, table, key))
        else:
            show(
                tag(
                    "p",
                    _("Choose a building on the map, in the list or by its name to see why it stands where it does."),
                    class_="why",
                )
            )
            # The answer to what the view asks stands in sight, on a projector too; the whole ranking is below.
            first_sites(context, table, _FIRST)
        asked = _asked_for(context, table, without=key)
        if asked:
            names = context.building_names
            st.pills(
                _("Why not …?"),
                asked,
                format_func=lambda each: plain(names[each]),
                key=f"why_not_{key}",
                on_change=lambda: session.change(site=st.session_state[f"why_not_{key}"] or key, sector=""),
            )


def _asked_for(context: Context, table: pd.DataFrame, without: str) -> list[str]:
    """Return the buildings outside the first ten where people ask most, the one shown excepted."""
    requests = context.assessment.evidence.sites["requests_per_year"].drop(without, errors="ignore")
    outside = requests[~(table["rank"].reindex(requests.index) <= 10).fillna(value=False).astype(bool)].dropna()
    ordered = pd.DataFrame({"requests": -outside, "key": outside.index}, index=outside.index)
    return list(ordered.sort_values(["requests", "key"]).index[:_ASKED])


VIEW = View(key="classement", title=N_("Ranking"), render=render)
