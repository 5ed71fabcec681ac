"""What can be taken away of a roster: timetable, calendar, the page for one half-day, all files to be checked."""

import io
import tempfile
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import streamlit as st
from markupsafe import Markup

from config import Scenario, scenario_toml
from exports.csv_files import csv_bytes
from exports.roster.files import Named, RosterToWrite, Words, write_roster
from exports.roster.tables import roster_tables
from exports.roster.timetable import monday_from, timetable
from exports.tables import SYNTHETIC_NOTE, noted
from geo.roster import NewPlaces, RosterPlan
from geo.texts import N_
from ui.components.markup import tag
from ui.context import Context
from ui.roster.timetable import help_rows, when_words
from ui.scenario import own_scenario
from words.roster import EVENT, EVENT_NOTE

_STYLE = """
body { font: 14pt/1.4 Georgia, serif; margin: 1.5cm; color: #1f2328; }
h2 { font-size: 24pt; margin: 0; } .when { font-size: 16pt; margin: 0 0 0.6cm; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: 0.15cm 0.3cm 0.15cm 0;
border-bottom: 1px solid #cfc9bb; vertical-align: top; font-weight: 400; } tbody th { font-weight: 700; }
thead { font-size: 10pt; } .small { font-size: 10pt; } tr { break-inside: avoid; }
"""


def draw_files(context: Context, plan: RosterPlan, found: NewPlaces | None) -> None:
    """Draw a button a file; a file is made when it is asked for. New places are among all files where looked for."""
    _, key = context.translate, context.place.key
    # Read while the page is drawn: a file is made later, elsewhere, where nobody knows what the reader chose.
    scenario = own_scenario(context)
    files = {
        "timetable": (_(N_("Timetable (CSV)")), lambda: _csv(context, plan), f"roster_{key}.csv", "text/csv"),
        "calendar": (_(N_("Calendar (iCal)")), lambda: _calendar(context, plan), f"roster_{key}.ics", "text/calendar"),
        "roster": (
            _(N_("All files, to be checked (ZIP)")),
            lambda: _all(context, plan, found, scenario),
            f"roster_{key}.zip",
            "application/zip",
        ),
    }
    with st.container(horizontal=True, gap="small", key="roster_files"):
        for name, (title, content, file, kind) in files.items():
            st.download_button(title, content, file_name=file, mime=kind, key=f"download_{name}", on_click="ignore")


def draw_leaflet(context: Context, plan: RosterPlan, sessions: pd.DataFrame, half_day: str, leaflet: Markup) -> None:
    """Draw the buttons that take away where there is help at one half-day: a page, a table, a calendar."""
    _, now = context.translate, sessions[sessions["half_day"] == half_day]
    files = {
        "leaflet": (_(N_("Page to print (HTML)")), lambda: page(context, leaflet).encode(), "html", "text/html"),
        "half_day_table": (
            _(N_("This half-day (CSV)")),
            lambda: half_day_csv(context, plan, now, half_day),
            "csv",
            "text/csv",
        ),
        "half_day_calendar": (
            _(N_("This half-day (iCal)")),
            lambda: _calendar(context, replace(plan, sessions=now)),
            "ics",
            "text/calendar",
        ),
    }
    with st.container(horizontal=True, gap="small", key="leaflet_files"):
        for name, (title, content, ending, kind) in files.items():
            st.download_button(
                title,
                content,
                file_name=f"{half_day}.{ending}",
                mime=kind,
                key=f"download_{name}",
                on_click="ignore",
                disabled=now.empty and name != "leaflet",
            )


def page(context: Context, content: Markup) -> str:
    """Return a page of its own, which needs nothing else to be printed."""
    note = tag("p", context.translate(SYNTHETIC_NOTE), class_="small") if context.place.synthetic else None
    where = tag("p", context.place_name)
    head = tag("head", tag("meta", charset="utf-8"), tag("title", context.place_name), tag("style", Markup(_STYLE)))
    whole = tag("html", head, tag("body", where, content, note), lang=context.language)
    return f"<!doctype html>{whole}"


def _csv(context: Context, plan: RosterPlan) -> bytes:
    return csv_bytes(noted(pd.DataFrame(roster_tables(plan)["roster_doors"]), context.assessment))


def half_day_csv(context: Context, plan: RosterPlan, now: pd.DataFrame, half_day: str) -> bytes:
    """Return where there is help at a half-day as a table in the reader's language."""
    rows = help_rows(context, plan, now, half_day)
    _ = context.translate
    rows.insert(0, _(N_("Half-day")), when_words(plan, half_day, context.numbers))
    if context.place.synthetic:
        rows[_(N_("Note"))] = _(SYNTHETIC_NOTE)
    return csv_bytes(rows)


def event_words(context: Context) -> Words:
    """Return what calendars say, in the reader's language."""
    return Words(*(context.translate(each) for each in (EVENT, EVENT_NOTE, SYNTHETIC_NOTE)))


def _calendar(context: Context, plan: RosterPlan) -> bytes:
    words = event_words(context)
    return timetable(plan, monday_from(datetime.now(UTC).date()), words.summary, words.note_of(context.place)).encode()


def _all(context: Context, plan: RosterPlan, found: NewPlaces | None, scenario: Scenario) -> bytes:
    packed = io.BytesIO()
    named = Named(context.place.key, context.snapshot.id, scenario.name)
    words = event_words(context)
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        where = Path(folder) / "roster"
        written = RosterToWrite(
            plan, named, scenario_toml(scenario), monday_from(datetime.now(UTC).date()), words, found=found
        )
        for path in write_roster(where, written, context.assessment):
            archive.write(path, path.name)
    return packed.getvalue()
