"""The ranking as a list one can walk with the keyboard: place, name, contributions end to end, points."""

import pandas as pd
import streamlit as st

from geo.ranking import in_order
from geo.texts import NN_
from ui.address.session import tied
from ui.components.bars import colour_of, criteria_of
from ui.components.ranks import rank_words, records, score_words
from ui.components.row_list import Column, row_list
from ui.context import Context
from ui.map.lists import open_site

NAME = "ranked"

SHOWN = 30
"""Buildings shown before the reader asks for all."""


def ranked_list(context: Context, ranking: str, table: pd.DataFrame) -> None:
    """Draw the ranking, or its beginning; choosing a building selects it."""
    _ = context.translate
    ordered = in_order(table)
    rows = ordered if context.state.every else ordered[ordered["status"] != "excluded"].head(SHOWN)
    columns = [
        Column("rank", _("Rank"), "4.6em", right=True),
        Column("name", _("Building"), "minmax(14em, 1.5fr)"),
        Column("bar", _("How its score is made up"), "minmax(12em, 1.6fr)"),
        Column("points", _("Points"), "6em", right=True),
    ]
    row_list(
        context,
        NAME,
        columns,
        _rows(context, ranking, rows),
        spoken=_("Buildings, from the best placed to the last"),
        choose=lambda key: open_site(NAME, key),
        chosen=[context.state.site],
        fits_em=42,
        scrolls=False,
    )
    if len(ordered) > SHOWN:
        tied(
            st.toggle,
            _("Show all {count} buildings").format(count=context.numbers.number(len(ordered))),
            key="ranked_all",
            value=bool(context.state.every),
            accept=lambda on: {"every": "yes" if on else ""},
        )


def _rows(context: Context, ranking: str, table: pd.DataFrame) -> list[dict[str, object]]:
    _, sites = context.translate, context.assessment.evidence.sites
    keys = [key for key in criteria_of(ranking) if f"contribution_{key}" in table]
    points = table[[f"contribution_{key}" for key in keys]].to_numpy(dtype="float64", na_value=0.0)
    colours = [colour_of(ranking, key) for key in keys]
    found, names = [], context.building_names
    section_of = dict(zip(sites.index, sites["section_name"].astype(object).fillna(""), strict=True))
    for key, record, parts, failed in zip(table.index, records(table), points, table["gates_failed"], strict=True):
        certain = float(parts.sum())
        high = record["score_high"]
        bar = {
            "parts": [[round(float(part), 2), colour] for part, colour in zip(parts, colours, strict=True) if part > 0],
            "more": 0 if pd.isna(high) else round(max(float(high) - certain, 0.0), 2),
            "spoken": _(NN_("{score} point out of 100", "{score} points out of 100", "score")).format(
                score=score_words(record, context)
            ),
        }
        found.append(
            {
                "id": key,
                "rank": rank_words(record, context),
                "name": names[key],
                "under": section_of[key],
                "points": score_words(record, context),
                "bar": " ".join(context.gates(str(failed), str(key))) or bar,
            }
        )
    return found
