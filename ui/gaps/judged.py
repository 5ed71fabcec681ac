"""What the committee has said of the gaps in a list, and how much of it is left to judge."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from geo.texts import N_
from store.decisions import GAP, Review, reviews_of
from ui.address.session import tied
from ui.components.markup import show, tag
from ui.context import Context
from ui.decisions.log import entries_of
from words.decisions.entries import counts_words


def judged_gaps(context: Context, gap: str) -> Mapping[str, Review]:
    """Return the reviews of one gap by the neighbourhood, in force ones alone."""
    found = reviews_of(entries_of(context))
    return {each.subject: each for each in found if (each.kind, each.about) == (GAP, gap)}


def verdict_words(context: Context, review: Review | None) -> str:
    """Return what the members said of a gap, in few words; nothing where nobody has."""
    if review is None:
        return ""
    said = counts_words(review.counts, context.numbers)
    return context.translate(N_("{told} (they disagree)")).format(told=said) if review.agreed is False else said


def draw_progress(context: Context, table: pd.DataFrame, column: str, reviews: Mapping[str, Review]) -> pd.DataFrame:
    """Say how many gaps of a list are judged, and for how many people; return what of it is to be shown.

    Parameters
    ----------
    context
        The page.
    table
        Totals by neighbourhood, as the list has them.
    column
        Of the gap: ``<column>_persons`` are the residents left out, missing where that is not known.
    reviews
        Of the gap, as `judged_gaps` returns them.
    """
    if not reviews:
        # The form on the card of a neighbourhood is where it begins.
        return table
    _, number = context.translate, context.numbers.number
    persons = table[f"{column}_persons"]
    # Where it is known that nobody is left out, there is nothing to judge.
    open_gaps = table.index[(persons > 0) | persons.isna()]
    done = open_gaps.isin(list(reviews))
    text = _(N_("Judged by the committee, neighbourhoods with people left out: {counted} of {total}."))
    said = text.format(counted=number(int(done.sum())), total=number(len(open_gaps)))
    if not persons.isna().any():
        text = _(N_("Of the residents left out there: {part} of {persons}."))
        part, whole = (float(persons.reindex(each).sum()) for each in (open_gaps[done], open_gaps))
        said += " " + text.format(part=context.numbers.people(part), persons=context.numbers.people(whole))
    show(tag("p", said, class_="small", role="status"))
    tied(
        st.toggle,
        _(N_("Only what nobody has judged")),
        key="gaps_left",
        value=bool(context.state.unjudged),
        accept=lambda on: {"unjudged": "yes" if on else ""},
    )
    return table[table.index.isin(open_gaps[~done])] if context.state.unjudged else table
