"""New places of help on the screen: looked for when somebody asks, told as the terminal tells them, with their mark."""

import time
from hashlib import sha256

import pandas as pd
import streamlit as st
from markupsafe import Markup

from exports.csv_files import csv_bytes
from exports.roster.tables import NEW_PLACES, new_places_table
from exports.tables import noted
from geo.roster import NewPlaces, RosterPlan, new_places
from geo.solving import Control
from geo.texts import N_
from geo.walking import Walking
from ui.address.session import tied
from ui.address.state import MOST_NEW_PLACES, NEW_PLACES_FIRST
from ui.components import focus
from ui.components.markup import Content, show, tag
from ui.components.row_list import Column, row_list
from ui.components.site_card import site_head
from ui.context import Context
from ui.gaps.reviews import identity_of, walk_of
from ui.map.lists import open_site
from ui.map.others import places_on_map
from words.roster import NO_NEW_PLACE, new_place_name, new_places_assumed, new_places_proof

LIST = "new_places"
"""Name of the list."""

COLOUR, RADIUS = "#cc79a7", 6.5
"""How a new place is drawn: a diamond of a colour that neither classes of need nor aidants have."""

_SHOWN = "new_places_shown"
"""Where a session remembers the new places it shows, and of which roster they are."""

AREAS_TOLD = 5
"""Former communes named on a card, those with most people first."""


def new_places_of(context: Context, plan: RosterPlan) -> NewPlaces:
    """Return the next places beside a roster, as many as the reader asked for; looked for once for the same roster."""
    evidence, whose = context.assessment.evidence, _whose(context, plan)
    found = _found(whose, context.state.new_places or NEW_PLACES_FIRST, plan, evidence, walk_of(context))
    st.session_state[_SHOWN] = (whose, found)
    return found


def known_new_places(context: Context, plan: RosterPlan | None) -> NewPlaces | None:
    """Return the new places that this reader looked at last, of this roster; nothing is looked for."""
    whose, found = st.session_state.get(_SHOWN, ("", None))
    return found if plan is not None and whose == _whose(context, plan) else None


def _whose(context: Context, plan: RosterPlan) -> str:
    sessions = sha256(plan.sessions.to_csv().encode()).hexdigest()
    return f"{identity_of(context)}|{plan.roster.model_dump_json()}|{sessions}"


@st.cache_resource(max_entries=16, show_spinner=False)
def _found(
    identity: str,  # noqa: ARG001 - the key of the cache, with the next
    count: int,
    _plan: RosterPlan,
    _evidence: object,
    _walk: Walking,
) -> NewPlaces:
    return new_places(_plan, _evidence, Control(time.perf_counter), count, _walk)  # type: ignore[arg-type]


def marks_of(context: Context, found: NewPlaces) -> list[dict[str, object]]:
    """Return new places as the map draws them: diamonds with what they add."""
    _, numbers = context.translate, context.numbers
    told = found.places.assign(name=[new_place_name(row, _) for row in found.places.to_dict("records")])
    helps = told["helps_gained_per_week"].to_dict()
    tip = _(N_("new place, helps a week more: {helps}"))
    marks = places_on_map(
        told,
        context.place.metric_crs,
        COLOUR,
        lambda _key: RADIUS,
        lambda key: tip.format(helps=numbers.fixed(helps[key], 1)),
    )
    return [{**mark, "symbol": "diamond"} for mark in marks]


def legend_of_new(context: Context) -> dict[str, object]:
    """Return the row of the legend that says what a diamond is."""
    look = {"symbol": "diamond", "ground": COLOUR}
    return {"kind": "points", "look": look, "text": context.translate(N_("diamond: new place of help"))}


def new_places_panel(context: Context, plan: RosterPlan, found: NewPlaces) -> None:
    """Draw how many, the list in the order in which they help most, what is proven and assumed, and the file."""
    _, numbers = context.translate, context.numbers
    tied(
        st.number_input,
        _(N_("How many new places")),
        1,
        MOST_NEW_PLACES,
        step=1,
        key="roster_new_places",
        value=context.state.new_places or NEW_PLACES_FIRST,
        accept=lambda count: {"new_places": 0 if int(count) == NEW_PLACES_FIRST else int(count)},
    )
    if found.places.empty:
        show(tag("p", _(NO_NEW_PLACE), class_="why"))
        return
    rows = [
        {
            "id": str(row["place_id"]),
            "name": f"{numbers.number(number)}. {new_place_name(row, _)}",
            "under": str(row["section_name"]) if pd.notna(row["section_name"]) else "",
            "helps": f"+{numbers.fixed(row['helps_gained_per_week'], 1)}",
            "people": numbers.people(row["people_gained"]),
            "euros": numbers.euros(row["eur_per_year"]),
        }
        for number, row in enumerate(found.places.reset_index().to_dict("records"), start=1)
    ]
    people = Column("people", _(N_("People")), "4em", right=True, help=_(N_("Residents in difficulty helped more")))
    columns = [
        Column("name", _(N_("New place")), "minmax(0, 1fr)"),
        Column("helps", _(N_("Helps")), "3.4em", right=True, help=_(N_("Helps a week more"))),
        # In big type the names need the room; the card has the rest.
        *([] if context.meeting else [people]),
        Column("euros", _(N_("A year")), "5.4em", right=True, help=_(N_("What it costs a year, about"))),
    ]
    row_list(
        context,
        LIST,
        columns,
        rows,
        spoken=_(N_("New places of help, those that help most first")),
        choose=lambda key: open_site(LIST, key),
        chosen=[context.state.site],
        fits_em=24,
        # Its panel scrolls as a whole: a list of its own would have room for one row.
        scrolls=False,
        answers=(focus.PANEL,),
    )
    proof = tag("p", new_places_proof(found, numbers, _), class_="why", data_proof="new_places")
    show(proof, tag("p", new_places_assumed(plan.roster, numbers, _), class_="small"))
    st.download_button(
        _(N_("New places (CSV)")),
        lambda: csv_bytes(noted(new_places_table(found), context.assessment)),
        file_name=f"{NEW_PLACES}_{context.place.key}.csv",
        mime="text/csv",
        key="download_new_places",
        on_click="ignore",
    )


def new_place_card(context: Context, found: NewPlaces, key: str, *, head: bool) -> Markup:
    """Return what a new place adds and costs, and who lives near; with its name and kind where ``head``."""
    _, numbers, row = context.translate, context.numbers, found.places.loc[key]
    number = int(found.places.index.get_loc(key)) + 1
    facts = [
        ("helps_gained", _(N_("Helps a week more")), numbers.fixed(row["helps_gained_per_week"], 1)),
        ("hours_gained", _(N_("Hours a week more")), numbers.fixed(row["hours_gained_per_week"], 1)),
        ("people_gained", _(N_("Residents in difficulty helped more")), numbers.people(row["people_gained"])),
        ("eur_per_year", _(N_("Cost a year, about")), numbers.euros(row["eur_per_year"])),
    ]
    near = found.near[found.near["place_id"] == key].head(AREAS_TOLD)
    areas = [
        tag("li", tag("span", str(each.section_name) or "–"), tag("span", _people(context, each), class_="far"))
        for each in near.itertuples()
    ]
    order = _(N_("New place {number} of {count}: beside the roster and the new places before it."))
    within = _(N_("Residents in digital difficulty within the walk: {people}. Some of them may have help already."))
    bound = _(N_("Alone, no place adds more helps a week than this: {high}."))
    if number > 1:
        bound = _(N_("Together, no so many places add more helps a week than this: {high}."))
    high = numbers.fixed(row["bound_helps_per_week"], 1)
    parts: list[Content] = [_head(context, key, row) if head else None]
    parts += [
        tag("p", order.format(number=numbers.number(number), count=numbers.number(len(found.places))), class_="why"),
        tag(
            "dl",
            *(tag("div", tag("dt", what), tag("dd", value, data_fact=name)) for name, what, value in facts),
            class_="facts",
        ),
        tag("p", bound.format(high=high), class_="small"),
        tag(
            "section",
            tag("h4", _(N_("Whom it can help"))),
            tag("p", within.format(people=numbers.people(row["vulnerable_in_walk"])), class_="why"),
            tag("ul", *areas, class_="nearest"),
        ),
    ]
    return tag("article", *parts, class_="card", data_new_place=key)


def _people(context: Context, row: object) -> str:
    return context.numbers.people(row.vulnerable_in_walk)  # type: ignore[attr-defined]


def _head(context: Context, key: str, row: pd.Series) -> Markup:
    """Return name, kind and place."""
    if key in context.assessment.evidence.sites.index:
        return site_head(context, key)
    where = str(row["section_name"]) if pd.notna(row["section_name"]) else ""
    name = new_place_name(row.to_dict(), context.translate)
    return tag("header", tag("h3", name[:1].upper() + name[1:]), tag("p", where, class_="where") if where else None)
