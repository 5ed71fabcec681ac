"""Why a building stands where it stands: a sentence, its points beside the first's, and what would bring it in."""

from collections.abc import Sequence
from itertools import islice

import pandas as pd
from markupsafe import Markup

from geo.ranking import place_without_gates, smallest_weight_changes
from geo.texts import NN_
from ui.components.bars import BY_KEY, Part, contribution_bars, parts_of
from ui.components.markup import tag
from ui.components.ranks import NUMBERED, building_words, compared_count, rank_text, records, score_words
from ui.components.site_card import site_head
from ui.context import RANKING_PURPOSES, Context

_NAMED = 2
"""How many criteria a sentence names."""


def why(context: Context, ranking: str, table: pd.DataFrame, key: str) -> Markup:
    """Return the whole explanation of one building's place."""
    record = records(table.loc[[key]])[0]
    if record["status"] == "excluded":
        return tag(
            "article", site_head(context, key), *_why_not(context, ranking, table, key), class_="card", data_site=key
        )
    parts = parts_of(context, ranking, key)
    return tag(
        "article",
        site_head(context, key),
        tag("p", *_sentences(context, ranking, table, record, parts), class_="why"),
        contribution_bars(context, ranking, parts, beside_first=record["rank"] != 1),
        _what_would(context, ranking, key, record),
        class_="card",
        data_site=key,
    )


def _sentences(
    context: Context, ranking: str, table: pd.DataFrame, record: dict[str, object], parts: Sequence[Part]
) -> list[Markup | str]:
    _, numbers = context.translate, context.numbers
    place = _(
        NN_(
            "{rank} of {count} for {ranking}, with {score} point out of 100.",
            "{rank} of {count} for {ranking}, with {score} points out of 100.",
            "score",
        )
    ).format(
        rank=rank_text(record, context),
        count=numbers.number(compared_count(table)),
        ranking=_(RANKING_PURPOSES[ranking]),
        score=score_words(record, context),
    )
    said: list[Markup | str] = [tag("b", place, data_rank=ranking), " "]
    said += [f"{each} " for each in building_words(record, context, ranking)]
    known = [part for part in parts if not pd.isna(part.points)]
    best = sorted((part for part in known if part.points > 0), key=lambda part: -part.points)[:_NAMED]
    if best:
        named = ", ".join(f"{part.title} (+{numbers.fixed(part.points)})" for part in best)
        said.append(_("What counts most for it: {criteria}.").format(criteria=named) + " ")
    behind = sorted(
        (part for part in known if part.first - part.points > 0.05), key=lambda part: part.points - part.first
    )
    if behind and record["rank"] != 1:
        named = ", ".join(f"{part.title} ({numbers.fixed(part.points - part.first)})" for part in behind[:_NAMED])
        said.append(_("What it lacks most beside the first: {criteria}.").format(criteria=named) + " ")
    unknown = [part.title for part in parts if pd.isna(part.points)]
    if unknown:
        said.append(
            _("Not known of it: {criteria}. Hence an interval instead of a place.").format(criteria=", ".join(unknown))
        )
    return said


def _what_would(context: Context, ranking: str, key: str, record: dict[str, object]) -> Markup | None:
    """Say which single weight would have to change, and how much, for the building to be among the first."""
    _, numbers = context.translate, context.numbers
    place = record["rank"] if record["status"] == "ranked" else record["rank_high"]
    if place <= NUMBERED:  # type: ignore[operator]
        return None
    matrix, weights = context.assessment.matrices[ranking], context.weights(ranking)
    changes = smallest_weight_changes(matrix, weights, key, NUMBERED).dropna(subset=["weight_needed"])
    nearest = changes.assign(far=(changes["weight_needed"] - changes["weight"]).abs()).sort_values("far", kind="stable")
    title = tag("h4", _("What would bring it among the first {count}").format(count=NUMBERED))
    if nearest.empty:
        return tag("section", title, tag("p", _("No change of a single weight does."), class_="why"))
    ways = [
        tag(
            "li",
            _("{criterion}: weight {weight} instead of {now} (rank {rank})").format(
                criterion=_(BY_KEY[name].title),
                weight=numbers.number(row["weight_needed"]),
                now=numbers.number(row["weight"]),
                rank=numbers.number(row["rank_then"]),
            ),
        )
        for name, row in islice(nearest.iterrows(), 3)
    ]
    return tag(
        "section", title, tag("p", _("One of these changes, all else as it is:"), class_="small"), tag("ul", *ways)
    )


def _why_not(context: Context, ranking: str, table: pd.DataFrame, key: str) -> list[Markup]:
    """Say in words which gates a building fails, and where it would stand without them."""
    _, numbers = context.translate, context.numbers
    title = _("Not compared for {ranking}").format(ranking=_(RANKING_PURPOSES[ranking]))
    lacks = [tag("li", lack) for lack in context.gates(str(table.loc[key, "gates_failed"]), key)]
    said = [tag("p", tag("b", title + "."), class_="why"), tag("ul", *lacks)]
    matrix, weights = context.assessment.matrices[ranking], context.weights(ranking)
    if matrix.values.loc[key].notna().any():
        row = place_without_gates(matrix, weights, key)
        low, high = (row["rank"], row["rank"]) if row["status"] == "ranked" else (row["rank_low"], row["rank_high"])
        would = (
            _("Were that otherwise, it would stand at rank {rank}.").format(rank=numbers.number(low))
            if low == high
            else _("Were that otherwise, it would stand between ranks {low} and {high}.").format(
                low=numbers.number(low), high=numbers.number(high)
            )
        )
        said.append(tag("p", would, class_="why"))
    return said
