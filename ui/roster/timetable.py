"""The timetable of the roster: a grid of places and half-days by district, and who helps at one half-day."""

from collections.abc import Hashable, Mapping

import pandas as pd
import streamlit as st
from markupsafe import Markup

from geo.roster import RosterPlan
from geo.texts import N_
from ui.address.session import tied
from ui.components.markup import tag
from ui.context import Context
from words.names import address_words
from words.numbers import Numbers
from words.roster import DAYS, PARTS, half_day_words

FIRST_HALF_DAY = "wed_afternoon"
"""The half-day one is asked about before any is chosen, where the roster has it."""


def grid(context: Context, plan: RosterPlan, sessions: pd.DataFrame) -> Markup:
    """Return the grid: a row for each place, under its former commune; a column for each half-day."""
    _, numbers, half_days = context.translate, context.numbers, plan.roster.half_days
    aidants = 2 * sessions.groupby(["door_id", "half_day"])["pairs"].sum()
    count: Mapping[tuple[str, str], int] = aidants.to_dict()
    named = _named(plan)
    doors = sorted(set(sessions["door_id"]), key=lambda key: (*named[key], key))
    columns = [(each, half_day_words(each, _), _first(each, half_days)) for each in half_days]
    rows, area = [], None
    for key in doors:
        within, name = named[key]
        if within != area:
            area = within
            rows.append(tag("tr", tag("th", area or "–", colspan=1 + len(half_days), scope="rowgroup"), class_="area"))
        cells = [_cell(context, when, count.get((key, each), 0), first) for each, when, first in columns]
        rows.append(tag("tr", tag("th", name, scope="row"), *cells))
    total = sessions.groupby("half_day")["pairs"].sum()
    sums = [tag("td", numbers.number(2 * int(total.get(each, 0))), class_=first) for each, _when, first in columns]
    foot = tag("tr", tag("th", _(N_("Aidants in all")), scope="row"), *sums, class_="sum")
    return tag(
        "div",
        tag("table", _head(context, plan), tag("tbody", *rows), tag("tfoot", foot), class_="timetable"),
        class_="timetable",
    )


def _named(plan: RosterPlan) -> dict[Hashable, tuple[str, str]]:
    """Return former commune and name of each door, by its key; an empty text where no commune is known."""
    areas = plan.doors["section_name"].astype(object).fillna("").map(str)
    return dict(zip(plan.doors.index, zip(areas, plan.doors["name"].map(str), strict=True), strict=True))


def _first(half_day: str, half_days: tuple[str, ...]) -> str | None:
    """Return the mark of the first half-day of each day."""
    place = half_days.index(half_day)
    begins = not place or half_days[place - 1].split("_")[0] != half_day.split("_")[0]
    return "first" if begins else None


_EMPTY = {begins: tag("td", class_=begins) for begins in (None, "first")}
"""Most of the grid."""


def _cell(context: Context, when: str, aidants: int, begins: str | None) -> Markup:
    if not aidants:
        return _EMPTY[begins]
    return tag(
        "td",
        context.numbers.number(aidants),
        class_=" ".join(["open", *([begins] if begins else [])]),
        data_when=when,
    )


def _head(context: Context, plan: RosterPlan) -> Markup:
    _, half_days = context.translate, plan.roster.half_days
    days = list(dict.fromkeys(each.split("_")[0] for each in half_days))
    parts = len(plan.roster.parts)
    above = [tag("th", _(DAYS[day]), colspan=parts, scope="colgroup", class_="first") for day in days]
    below = []
    for each in half_days:
        part = each.split("_", 1)[1]
        below.append(tag("th", _(PARTS[part]) if part in PARTS else part, scope="col", class_=_first(each, half_days)))
    return tag("thead", tag("tr", tag("td", rowspan=2), *above), tag("tr", *below))


def choose_half_day(context: Context, plan: RosterPlan) -> str:
    """Draw the choice of a half-day, and return it."""
    _, half_days = context.translate, list(plan.roster.half_days)
    first = FIRST_HALF_DAY if FIRST_HALF_DAY in half_days else half_days[0]
    chosen = context.state.half_day if context.state.half_day in half_days else first
    tied(
        st.selectbox,
        _(N_("Half-day")),
        half_days,
        format_func=lambda each: half_day_words(each, _),
        key="roster_half_day",
        value=chosen,
        accept=lambda each: {"half_day": "" if each == first else str(each)},
    )
    return chosen


def hours_words(plan: RosterPlan, half_day: str, numbers: Numbers) -> str:
    """Return from when to when a half-day is, as people say it."""
    begin, end = plan.roster.window(half_day)
    return f"{numbers.time(begin % (24 * 60))} – {numbers.time(end % (24 * 60))}"


def when_words(plan: RosterPlan, half_day: str, numbers: Numbers) -> str:
    """Return which half-day is meant, and from when to when it is."""
    translate = numbers.translate
    when, hours = half_day_words(half_day, translate), hours_words(plan, half_day, numbers)
    return translate(N_("{when}, {hours}")).format(when=when, hours=hours)


def help_rows(context: Context, plan: RosterPlan, sessions: pd.DataFrame, half_day: str) -> pd.DataFrame:
    """Return where there is help at a half-day, by former commune: a row a place, with titles as people read them."""
    _, numbers, sites = context.translate, context.numbers, context.assessment.evidence.sites
    now = sessions[sessions["half_day"] == half_day].groupby("door_id")["pairs"].sum()
    named = _named(plan)
    rows = [
        (
            *named[key],
            address_words(sites.loc[key] if key in sites.index else pd.Series(dtype="object")),
            numbers.number(2 * int(now[key])),
            _(N_("by appointment")) if plan.doors.loc[key, "by_appointment"] else _(N_("without appointment")),
        )
        for key in sorted(now.index, key=lambda each: named[each])
    ]
    titles = [N_("Former commune"), N_("Place"), N_("Address"), N_("Aidants"), N_("How to come")]
    return pd.DataFrame(rows, columns=[_(title) for title in titles], dtype="str")


def _named_cell(title: str, cell: str, place: int) -> Markup:
    """Return a cell; the name of the place heads its row, and where rows are narrow, a number says what it counts."""
    if place == 1:
        return tag("th", cell, scope="row")
    return tag("td", cell, data_title=title if cell.isdecimal() else None)


def help_at(context: Context, plan: RosterPlan, sessions: pd.DataFrame, half_day: str) -> Markup:
    """Return where there is help at a half-day, by former commune, with addresses; a page to be printed."""
    _, numbers = context.translate, context.numbers
    head = [
        tag("h2", _(N_("Where to find digital help")), class_="sheet"),
        tag("p", tag("b", when_words(plan, half_day, numbers)), class_="when"),
    ]
    there = help_rows(context, plan, sessions, half_day)
    if there.empty:
        return tag("section", *head, tag("p", _(N_("No aidants are planned at this half-day."))), class_="leaflet")
    rows = [
        tag("tr", *(_named_cell(str(title), cell, place) for place, (title, cell) in enumerate(row.items())))
        for row in there.to_dict("records")
    ]
    table = tag(
        "table",
        tag("thead", tag("tr", *(tag("th", title, scope="col") for title in there.columns))),
        tag("tbody", *rows),
        class_="figures",
    )
    hours = numbers.number(plan.roster.session_hours, 1)
    within = _(N_("Two aidants are there for {hours} h within these times.")).format(hours=hours)
    return tag("section", *head, table, tag("p", within, class_="small"), class_="leaflet", data_half_day=half_day)
