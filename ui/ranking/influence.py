"""What each criterion really decides, beside its weight, and which criteria say the same or the opposite."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from geo.ranking import influence, related_criteria
from ui.components.markup import tag
from ui.context import Context
from words.influence import (
    ALONE,
    DECIDES,
    WEIGHT,
    Decides,
    decides_rows,
    decides_sentences,
    explanation,
    related_sentences,
)


def deciding(context: Context, ranking: str) -> dict[str, Decides]:
    """Return the figures of the criteria that weigh, by criterion; none where nothing that weighs can be measured."""
    if not _weighed(context, ranking):
        return {}
    return {row.key: row for row in decides_rows(_found(context, ranking)[0], context.numbers)}


def deciding_words(context: Context, ranking: str) -> list[Markup]:
    """Return in words what decides most, and a warning of criteria that say the same or the opposite."""
    if not _weighed(context, ranking):
        return []
    numbers, (decides, related) = context.numbers, _found(context, ranking)
    told = decides_sentences(decides, numbers)
    warned = related_sentences(related, numbers)
    return [*(tag("p", each) for each in told), *(tag("p", each, class_="warned") for each in warned)]


def what_decides(context: Context, ranking: str) -> Markup | None:
    """Return all of it for the column of the weights; None where there is nothing to weigh."""
    _, rows = context.translate, deciding(context, ranking)
    if not rows:
        return None
    heads = [tag("th", head, scope="col") for head in ("", *(_(each) for each in (WEIGHT, DECIDES, ALONE)))]
    lines = [
        tag(
            "tr",
            tag("th", row.title, scope="row"),
            tag("td", row.weight),
            tag("td", row.decides, data_decides=row.key),
            tag("td", row.alone),
        )
        for row in rows.values()
    ]
    return tag(
        "section",
        tag("h4", _("What really decides")),
        *deciding_words(context, ranking),
        tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *lines)),
        tag("p", explanation(context.numbers), class_="small"),
        class_="deciding",
    )


def _found(context: Context, ranking: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what each criterion decides and how each two are related; computed once for the same weights."""
    given = (context.identity, ranking, tuple(context.weights(ranking).items()), context.ranked(ranking))
    return _influence(*given) if context.identity else _influence.__wrapped__(*given)


@st.cache_resource(max_entries=64, show_spinner=False)
def _influence(
    identity: str,  # noqa: ARG001 - part of the key of the cache
    ranking: str,  # noqa: ARG001 - part of the key of the cache
    weights: tuple[tuple[str, int], ...],
    _table: pd.DataFrame,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    return influence(_table, dict(weights)), related_criteria(_table, dict(weights))


def _weighed(context: Context, ranking: str) -> bool:
    """Say whether a criterion that can be measured has a weight: else there is no ranking to speak of."""
    weights = context.weights(ranking)
    return any(weights.get(key, 0) for key in context.assessment.matrices[ranking].values.columns)
