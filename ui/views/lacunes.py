"""The view of gaps: who is left out, where they live, when, and what equipping buildings would change."""

import streamlit as st

from geo.gaps import Review, relieved
from geo.texts import N_, NN_
from ui.address import session
from ui.address.session import tied
from ui.components.headline import absences, distance_words, headline, vintages
from ui.components.markup import Content, filled, show, tag
from ui.components.site_card import site_card
from ui.context import Context
from ui.decisions.form import BUILDING, SECTOR, About, draw_decisions
from ui.errors import shown_errors
from ui.gaps.card import gap_card
from ui.gaps.controls import draw_gap_controls
from ui.gaps.equity import draw_equity
from ui.gaps.map import gap_payload, gap_places, gap_theme
from ui.gaps.reviews import Added, reviewed
from ui.gaps.tables import SECTORS, section_table, sector_table
from ui.gaps.walk_areas import draw_walkers, with_areas
from ui.gaps.words import GAPS, chosen_gap, gap_words, people_said
from ui.map.choosers import close_card
from ui.map.map import draw_map, hear_map
from ui.map.stage import set_stage
from ui.views._done import ROSTER, Done, choices, done_of, draw_unknown
from ui.views._view import View

CHANGES = {
    (False, True, False): NN_(
        "{wifi} more building with Wi-Fi changes that for {residents}, of whom {vulnerable} in digital difficulty.",
        "{wifi} more buildings with Wi-Fi change that for {residents}, of whom {vulnerable} in digital difficulty.",
        "wifi",
    ),
    (False, False, True): NN_(
        "{help} more building with a helper changes that for {residents}, of whom {vulnerable} in digital difficulty.",
        "{help} more buildings with a helper change that for {residents}, of whom {vulnerable} in digital difficulty.",
        "help",
    ),
    (False, True, True): NN_(
        "{wifi} more building with Wi-Fi and {help} with a helper change that for {residents}, of whom "
        "{vulnerable} in digital difficulty.",
        "{wifi} more buildings with Wi-Fi and {help} with a helper change that for {residents}, of whom "
        "{vulnerable} in digital difficulty.",
        "wifi",
    ),
    (True, False, True): NN_(
        "{help} place with helpers of the roster changes that for {residents}, of whom {vulnerable} in digital "
        "difficulty.",
        "{help} places with helpers of the roster change that for {residents}, of whom {vulnerable} in digital "
        "difficulty.",
        "help",
    ),
}
"""Whether by the roster, whose places may be of partners; whether Wi-Fi and whether help is added -> what is said."""


def render(context: Context) -> None:
    """Draw the view."""
    _live(context)


@st.fragment
def _live(context: Context) -> None:
    hear_map()
    stage = set_stage("gap_controls", "panel")
    controls, panel = stage.beside
    review = None
    with shown_errors(context.translate):
        with stage.opening:
            done = done_of(context)
            review = reviewed(context, done.added)
            _answer(context, review, done)
            draw_unknown(context, done)
            done.draw_progress()
        # Answer and map before the choices: they are what a reader waits for.
        with stage.atlas:
            drawn = gap_payload(context, review, gap_theme(context, review), gap_places(context))
            draw_map(context, with_areas(context, drawn))
    with controls:
        draw_gap_controls(context, choices(context))
    if review is not None:
        with shown_errors(context.translate):
            with panel:
                _panel(context, review)
            draw_equity(context, review)
    session.write_address()


def _answer(context: Context, review: Review, done: Done) -> None:
    """Say who is left out, and what equipping the chosen buildings would change."""
    _, numbers = context.translate, context.numbers
    row = review.totals["commune"].iloc[0]
    said = gap_words(context, review)
    said += _change(context, review, GAPS[chosen_gap(context)].column, done)
    rests_on = [
        *vintages(context, "population", "wifi", "support_places", "buildings"),
        distance_words(context),
    ]
    if row["unknown_persons"] > 0:
        rests_on.append(
            _(
                NN_(
                    "of {people} resident part of this is not known",
                    "of {people} residents part of this is not known",
                    "people",
                )
            ).format(people=numbers.people(row["unknown_persons"]))
        )
    missing = absences(context)
    headline(*said, rests_on=[*rests_on, *([missing] if missing else [])])


def _change(context: Context, review: Review, column: str, done: Done) -> list[Content]:
    _, numbers = context.translate, context.numbers
    counts = [len(review.wifi_sites), done.count if done.kind == ROSTER else len(review.help_sites)]
    if not any(counts):
        return []
    relief = relieved(reviewed(context, Added()), review, column)
    text = CHANGES[done.kind == ROSTER, bool(counts[0]), bool(counts[1])]
    return [
        " ",
        filled(
            _(text),
            wifi=numbers.number(counts[0]),
            help=numbers.number(counts[1]),
            residents=tag(
                "b",
                _(NN_("{count} resident", "{count} residents", "count")).format(
                    count=people_said(context, relief.persons_low, relief.persons_high)
                ),
            ),
            vulnerable=tag("b", people_said(context, relief.vulnerable_low, relief.vulnerable_high)),
        ),
    ]


def _panel(context: Context, review: Review) -> None:
    state, evidence = context.state, context.assessment.evidence
    if state.site in evidence.sites.index:
        close_card(context, SECTORS)
        with st.container(key="card"):
            draw_walkers(context, state.site)
            show(site_card(context, state.site))
            draw_decisions(context, About(state.site, BUILDING))
        return
    if state.sector in evidence.sectors.index:
        close_card(context, SECTORS)
        with st.container(key="card"):
            show(gap_card(context, review, state.sector))
            draw_decisions(context, About(state.sector, SECTOR, chosen_gap(context)))
        return
    _ = context.translate
    words = {"": _("Former communes"), "sectors": _("Neighbourhoods")}
    tied(
        st.segmented_control,
        _("List"),
        list(words),
        format_func=lambda key: words[key],
        required=True,
        label_visibility="collapsed",
        key="gap_list",
        value=state.list,
        accept=lambda key: {"list": key or "", "sections": ()},
    )
    if context.state.list:
        sector_table(context, review)
    else:
        section_table(context, review)


VIEW = View(key="lacunes", title=N_("Gaps"), render=render)
