"""How a score is made up, drawn: a bar a criterion."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from geo.ranking import CRITERIA, explain
from ui.components.cells import measured
from ui.components.markup import tag
from ui.context import Context

KINDS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#4d4d4d")
"""Okabe and Ito's colours for kinds, told apart by colour-blind readers."""

BY_KEY = {criterion.key: criterion for criterion in CRITERIA}


def criteria_of(ranking: str) -> list[str]:
    """Return the criteria of a ranking in the order in which they are always shown."""
    return [criterion.key for criterion in CRITERIA if ranking in criterion.ranks]


def colour_of(ranking: str, key: str) -> str:
    """Return the colour of a criterion, the same wherever it shows."""
    return KINDS[criteria_of(ranking).index(key)]


@dataclass(frozen=True)
class Part:
    """What one criterion gives one building."""

    key: str
    title: str
    raw: str
    """The measured value with its unit."""
    points: float
    """NaN where unknown."""
    points_low: float
    points_high: float
    """What an unknown value could bring, from the fewest points to the most."""
    possible: float
    """All the points the criterion can give."""
    first: float
    """Points of the building that ranks first; NaN when there is none."""


def parts_of(context: Context, ranking: str, key: str) -> list[Part]:
    """Return how the score of a building is made up, without the criteria that play no part."""
    told = explain(context.assessment.matrices[ranking], context.weights(ranking), key)
    return [
        Part(
            key=name,
            title=context.translate(BY_KEY[name].title),
            raw=measured(BY_KEY[name], told.loc[name, "value"], context),
            points=float(told.loc[name, "contribution"]),
            points_low=float(told.loc[name, "contribution_low"]),
            points_high=float(told.loc[name, "contribution_high"]),
            possible=float(told.loc[name, "contribution_possible"]),
            first=float(told.loc[name, "contribution_of_first"]),
        )
        for name in criteria_of(ranking)
        if name in told.index and told.loc[name, "contribution_possible"]
    ]


def contribution_bars(context: Context, ranking: str, parts: Sequence[Part], *, beside_first: bool) -> Markup:
    """Return a bar a criterion: as long as the points it can give, filled as far as the points it gives."""
    _, fixed = context.translate, context.numbers.fixed
    longest = max((part.possible for part in parts), default=1.0) or 1.0
    rows = []
    for part in parts:
        known = not pd.isna(part.points)
        points = fixed(part.points) if known else f"{fixed(part.points_low)}–{fixed(part.points_high)}"
        width = 100 * part.possible / longest
        fill = 100 * (part.points if known else part.points_high) / part.possible
        filled = tag(
            "span",
            class_="fill" if known else "fill unsure",
            style=f"width:{fill:.1f}%;--c:{colour_of(ranking, part.key)}",
        )
        mark = None
        if beside_first and not pd.isna(part.first):
            mark = tag("span", class_="first", style=f"left:{100 * part.first / part.possible:.1f}%")
        rows.append(
            tag(
                "div",
                tag("div", tag("span", part.title, class_="what"), tag("span", part.raw, class_="raw"), class_="line"),
                tag(
                    "div",
                    tag("div", filled, mark, class_="track", style=f"width:{width:.1f}%", aria_hidden="true"),
                    tag("span", points, class_="points", data_contribution=part.key),
                    class_="bar",
                ),
                class_="part",
            )
        )
    note = _("Length of a bar: the points the criterion can give. Filled: the points it gives here.")
    if beside_first and any(not pd.isna(part.first) for part in parts):
        note += " " + _("Upright line: the building that ranks first.")
    return tag("div", *rows, tag("p", note, class_="small"), class_="parts")
