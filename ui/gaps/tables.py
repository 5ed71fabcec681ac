"""Former communes and neighbourhoods by the people left out, those with most people in digital difficulty first."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from geo.gaps import Review
from ui.address import session
from ui.components.markup import show, tag
from ui.context import Context
from ui.gaps.words import GAPS, bounds, chosen_gap, people_between
from ui.map.lists import choose_row
from words.numbers import is_unknown


def section_table(context: Context, review: Review) -> None:
    """Draw the former communes; choosing one lists its neighbourhoods."""
    _, table = context.translate, ordered(review.totals["section"], GAPS[chosen_gap(context)].column)
    names = ["" if is_unknown(name) else str(name) for name in table["section_name"]]
    _draw(
        context,
        table,
        {"name": (_("Former commune"), names)},
        lambda key: {"list": "sectors", "sections": (key,)},
        _("Former communes, those with most people in digital difficulty left out first"),
    )


def sector_table(context: Context, review: Review) -> None:
    """Draw the neighbourhoods, of the chosen former communes only when there are any; choosing one opens its card."""
    _, sectors = context.translate, context.assessment.evidence.sectors
    table = ordered(review.totals["sector"], GAPS[chosen_gap(context)].column)
    wanted = context.state.sections
    within = sectors["section_code_statbel"].reindex(table.index).isin(wanted)
    if within.any():
        table = table[within.to_numpy()]
        st.button(
            _("Back to the former communes"),
            key="all_sections",
            type="tertiary",
            on_click=lambda: session.change(sections=(), list=""),
        )
    columns = {"name": (_("Neighbourhood"), [context.sector_name(code) for code in table.index])}
    if not within.any():
        sections = ["" if is_unknown(name) else str(name) for name in table["section_name"]]
        columns["section"] = (_("Former commune"), sections)
    _draw(
        context,
        table,
        columns,
        lambda key: {"sector": key, "site": ""},
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
    table: pd.DataFrame,
    names: dict[str, tuple[str, list[str]]],
    accept: Callable[[str], dict[str, object]],
    spoken: str,
) -> None:
    _, column = context.translate, GAPS[chosen_gap(context)].column
    records = table.to_dict("records")
    written = {
        amount: [people_between(context, *bounds(row, f"{column}_{amount}")) for row in records]
        for amount in ("vulnerable", "persons")
    }
    first, *rest = names
    texts = {name: told for name, (_title, told) in names.items()}
    rows = pd.DataFrame({first: texts[first], **written, **{name: texts[name] for name in rest}})
    config = {
        "vulnerable": st.column_config.TextColumn(
            _("In difficulty"), width=100, alignment="right", help=_("Residents in digital difficulty who are left out")
        ),
        "persons": st.column_config.TextColumn(
            _("Residents"), width=85, alignment="right", help=_("All residents who are left out")
        ),
        **{name: st.column_config.TextColumn(title) for name, (title, _told) in names.items()},
        first: st.column_config.TextColumn(names[first][0], width=150),
    }
    choose_row(rows, config, [str(key) for key in table.index], f"gaps_{'_'.join(names)}", accept, spoken)
    if any("–" in text for text in written["persons"]):
        show(
            tag(
                "p",
                _("Two numbers: the least and the most it may be, because something is not known, such as hours."),
                class_="small",
            )
        )
