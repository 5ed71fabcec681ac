"""The ranking as a list one can walk with the keyboard: place, name, contributions end to end, points."""

from functools import cache
from pathlib import Path

import pandas as pd
import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from geo.ranking import in_order
from geo.texts import NN_
from ui.address import session
from ui.components.bars import colour_of, criteria_of
from ui.components.ranks import rank_words, records, score_words
from ui.context import Context

_FOLDER = Path(__file__).parent
KEY = "ranked"

SHOWN = 30
"""Buildings shown before the reader asks for all."""


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component(
        "maillage_ranked_list",
        html='<ol class="ranked"></ol>',
        css=(_FOLDER / "ranked_list.css").read_text("utf-8"),
        js=(_FOLDER / "ranked_list.js").read_text("utf-8"),
    )


def ranked_list(context: Context, ranking: str, table: pd.DataFrame) -> None:
    """Draw the ranking, or its beginning; choosing a building selects it."""
    _ = context.translate
    every = st.session_state.get("ranked_all", False)
    ordered = in_order(table)
    rows = ordered if every else ordered[ordered["status"] != "excluded"].head(SHOWN)

    def chosen() -> None:
        picked = st.session_state[KEY]["site"]
        if picked:
            session.change(site=str(picked), sector="")

    _component()(
        key=KEY,
        data={
            "rows": _rows(context, ranking, rows),
            "chosen": context.state.site,
            "spoken": _("Buildings, from the best placed to the last"),
        },
        on_site_change=chosen,
    )
    if len(ordered) > SHOWN:
        st.toggle(_("Show all {count} buildings").format(count=context.numbers.number(len(ordered))), key="ranked_all")


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
        found.append(
            {
                "id": key,
                "rank": rank_words(record, context),
                "name": names[key],
                "section": section_of[key],
                "points": score_words(record, context),
                "parts": [
                    [round(float(part), 2), colour] for part, colour in zip(parts, colours, strict=True) if part > 0
                ],
                "more": 0 if pd.isna(high) else round(max(float(high) - certain, 0.0), 2),
                "note": " ".join(context.gates(str(failed), str(key))),
                "spoken": _(
                    NN_(
                        "{score} point out of 100",
                        "{score} points out of 100",
                        "score",
                    )
                ).format(score=score_words(record, context)),
            }
        )
    return found
