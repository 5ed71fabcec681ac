"""The table that says what the map says, what differs first; and the same as a file."""

import pandas as pd
import streamlit as st

from exports.comparison.tables import FILE, comparison_table
from exports.csv_files import csv_bytes
from exports.tables import noted
from geo.comparison import CHANGES, Compared, Difference
from geo.texts import N_
from ui.comparison.words import cell
from ui.components.row_list import Column, row_list
from ui.context import Context
from ui.map.lists import open_site
from words.comparison import change_words

COMPARED = "compared"
"""Name of the list."""


def ordered(subject: str, compared: Compared) -> pd.DataFrame:
    """Return the buildings in the order of the table: by what became of them, then as they come on either side."""
    rows = compared.rows
    if subject.startswith("rank_"):
        rows = rows[(rows["change"] != "same") | rows["first"]]
    place = rows["change"].map({change: place for place, change in enumerate(CHANGES)})
    return rows.assign(place=place).sort_values("place", kind="stable").drop(columns="place")


def comparison_list(context: Context, subject: str, compared: Compared) -> None:
    """Draw the buildings of either side; a row opens the card of one."""
    _, sites = context.translate, context.assessment.evidence.sites
    table = ordered(subject, compared)
    sections = sites["section_name"].reindex(table.index).astype(object).fillna("")
    names = context.building_names
    rows = [
        {
            "id": str(key),
            "name": str(names.get(key, row["name"])),
            "section": section,
            "a": cell(context, subject, row, "before"),
            "b": cell(context, subject, row, "now"),
            "change": change_words(subject, row["change"], context.numbers),
        }
        for key, row, section in zip(table.index, table.to_dict("records"), sections, strict=True)
    ]
    wide = "minmax(0, 2fr)" if subject == "roster" else "minmax(0, 1.2fr)"
    columns = [
        Column("name", _("Building"), "minmax(0, 2.2fr)"),
        Column("section", _("Former commune"), "minmax(0, 1.2fr)"),
        Column("a", "A", wide),
        Column("b", "B", wide),
        Column("change", _(N_("What differs")), "minmax(0, 1.4fr)"),
    ]
    inside = set(map(str, sites.index))

    def choose(key: str) -> None:
        # One that the data of today do not have has no card.
        if key in inside:
            open_site(COMPARED, key)

    row_list(
        context,
        COMPARED,
        columns,
        rows,
        spoken=_(N_("Buildings of A and B, what differs first")),
        choose=choose,
        chosen=[context.state.site] if context.state.site else (),
        fits_em=48,
    )


def draw_file(context: Context, found: Difference) -> None:
    """Draw the button that gives all differences, of every subject, as a table."""

    def made() -> bytes:
        return csv_bytes(noted(comparison_table(found), context.assessment))

    st.download_button(
        context.translate(N_("Everything that differs (CSV)")),
        made,
        file_name=FILE,
        mime="text/csv",
        key="download_comparison",
        on_click="ignore",
    )
