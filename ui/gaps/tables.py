"""Former communes and neighbourhoods by the people left out, those with most people in digital difficulty first."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from geo.gaps import Review
from ui.address import session
from ui.components import focus
from ui.components.markup import show, tag
from ui.components.row_list import Column, row_list
from ui.context import Context
from ui.gaps.judged import draw_progress, judged_gaps, verdict_words
from ui.gaps.words import GAPS, bounds, chosen_gap, people_between
from ui.map.lists import open_sector
from words.numbers import is_unknown

SECTIONS, SECTORS = "gap_sections", "gap_sectors"
"""Names of the two lists."""


def section_table(context: Context, review: Review) -> None:
    """Draw the former communes; choosing one lists its neighbourhoods."""
    _, table = context.translate, ordered(review.totals["section"], GAPS[chosen_gap(context)].column)
    names = ["" if is_unknown(name) else str(name) for name in table["section_name"]]

    def go_into(code: str) -> None:
        session.change(list="sectors", sections=(code,))
        focus.send(SECTORS)

    _draw(
        context,
        SECTIONS,
        table,
        (_("Former commune"), names, [""] * len(names)),
        go_into,
        _("Former communes, those with most people in digital difficulty left out first"),
    )


def sector_table(context: Context, review: Review) -> None:
    """Draw the neighbourhoods, of the chosen former communes only when there are any; choosing one opens its card."""
    _, sectors = context.translate, context.assessment.evidence.sectors
    table = ordered(review.totals["sector"], GAPS[chosen_gap(context)].column)
    wanted = context.state.sections
    within = sectors["section_code_statbel"].reindex(table.index).isin(wanted)

    def go_out() -> None:
        session.change(sections=(), list="")
        focus.send(SECTIONS)

    if within.any():
        table = table[within.to_numpy()]
        st.button(_("Back to the former communes"), key="all_sections", type="tertiary", on_click=go_out)
        called = table["section_name"].dropna().astype(str).unique()
        show(tag("h2", ", ".join(called), class_="sheet"))
    gap = chosen_gap(context)
    reviews = judged_gaps(context, gap)
    table = draw_progress(context, table, GAPS[gap].column, reviews)
    names = [context.sector_name(code) for code in table.index]
    sections = ["" if within.any() or is_unknown(name) else str(name) for name in table["section_name"]]
    said = [verdict_words(context, reviews.get(str(code))) for code in table.index]
    sections = [" · ".join(filter(None, each)) for each in zip(sections, said, strict=True)]
    _draw(
        context,
        SECTORS,
        table,
        (_("Neighbourhood"), names, sections),
        lambda code: open_sector(SECTORS, code),
        _("Neighbourhoods, those with most people in digital difficulty left out first"),
    )


def ordered(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return totals by the people in digital difficulty left out, the most first; by the least where two ends are."""
    vulnerable = f"{column}_vulnerable"
    keys = pd.DataFrame(
        {
            "least": -table[vulnerable].fillna(table[f"{vulnerable}_low"]),
            "most": -table[vulnerable].fillna(table[f"{vulnerable}_high"]),
            "key": table.index,
        },
        index=table.index,
    )
    return table.loc[keys.sort_values(["least", "most", "key"], na_position="last").index]


def _draw(
    context: Context,
    name: str,
    table: pd.DataFrame,
    named: tuple[str, Sequence[str], Sequence[str]],
    choose: Callable[[str], None],
    spoken: str,
) -> None:
    _, column = context.translate, GAPS[chosen_gap(context)].column
    records = table.to_dict("records")
    written = {
        amount: [people_between(context, *bounds(row, f"{column}_{amount}")) for row in records]
        for amount in ("vulnerable", "persons")
    }
    title, names, sections = named
    parts = zip(table.index, names, sections, written["vulnerable"], written["persons"], strict=True)
    rows = [
        {"id": str(key), "name": each, "under": section, "vulnerable": vulnerable, "persons": persons}
        for key, each, section, vulnerable, persons in parts
    ]
    columns = [
        Column("name", title, "minmax(0, 1fr)"),
        Column(
            "vulnerable",
            _("In difficulty"),
            "6.2em",
            right=True,
            help=_("Residents in digital difficulty who are left out"),
        ),
        Column("persons", _("Residents"), "6.2em", right=True, help=_("All residents who are left out")),
    ]
    row_list(context, name, columns, rows, spoken=spoken, choose=choose, fits_em=21, answers=(focus.PANEL,))
    if any("–" in text for text in written["persons"]):
        show(
            tag(
                "p",
                _("Two numbers: the least and the most it may be, because something is not known, such as hours."),
                class_="small",
            )
        )
