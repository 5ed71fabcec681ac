"""What is said of a ranking wherever it is shown: on how much it rests, what it assumes, what is not known of it."""

import math
from collections.abc import Mapping

import pandas as pd

from geo.ranking import CRITERIA, Criterion, DecisionMatrix, conditions, counted_criteria
from geo.texts import N_
from words.numbers import Numbers
from words.units import criterion_figure

TELLING_POINTS = 0.5
"""Bounds of a score this far apart are said beside it; nobody should read tenths of a point in any case."""

_BY_KEY = {criterion.key: criterion for criterion in CRITERIA}


def criteria_words(matrix: DecisionMatrix, weights: Mapping[str, int], numbers: Numbers) -> list[str]:
    """Say on how many of its criteria a ranking rests, where that is not on all of them; else nothing."""
    counted, weighed = counted_criteria(matrix, weights)
    if counted == weighed:
        return []
    text = numbers.translate(
        N_("It rests on {counted} of its {weighed} criteria alone: nothing is published of the others.")
    )
    return [text.format(counted=numbers.number(counted), weighed=numbers.number(weighed))]


def first_words(table: pd.DataFrame, numbers: Numbers) -> str:
    """Say how many buildings may come first once the criteria switched off are known.

    ``table`` is as ``rank`` returns it.
    """
    possible = int((table["full_rank_low"] == 1).sum())
    if possible == 1:
        return numbers.translate(N_("Whatever the others say, the same building comes first."))
    text = numbers.translate(N_("Depending on what the others say, any of {count} buildings may come first."))
    return text.format(count=numbers.number(possible))


def condition_words(matrix: DecisionMatrix, weights: Mapping[str, int], numbers: Numbers) -> list[str]:
    """Say up to which values all points and places hold, criterion by criterion; nothing where they hold anyway."""
    told = conditions(matrix, weights)
    if told.empty:
        return []
    bound = numbers.translate(N_("{highest} ({criterion}; not known of {count})"))
    bounds = [
        bound.format(
            # Downwards: more than is said here would already be too much.
            highest=_with_unit(math.floor(10 * row["highest"]) / 10, _BY_KEY[str(key)], numbers),
            criterion=numbers.translate(_BY_KEY[str(key)].title),
            count=numbers.number(row["unknown_sites"]),
        )
        for key, row in told.iterrows()
    ]
    text = numbers.translate(N_("Points and places hold if no building has more than {bounds}."))
    return [text.format(bounds=", ".join(bounds))]


def _with_unit(value: float, criterion: Criterion, numbers: Numbers) -> str:
    figure = numbers.number(value, 1)
    return criterion_figure(figure, criterion.key, criterion.unit, criterion.unit_text, numbers.translate)


def full_words(row: Mapping[str, object], matrix: DecisionMatrix, weights: Mapping[str, int], numbers: Numbers) -> str:
    """Say between which points and ranks a building stands once the criteria switched off are known."""
    text = numbers.translate(
        N_(
            "With its {weighed} criteria its points would lie from {low} to {high}, and its rank from {first} "
            "to {last}."
        )
    )
    return text.format(
        weighed=numbers.number(counted_criteria(matrix, weights)[1]),
        low=numbers.fixed(row["full_score_low"]),
        high=numbers.fixed(row["full_score_high"]),
        first=numbers.number(row["full_rank_low"]),
        last=numbers.number(row["full_rank_high"]),
    )


def far_apart(row: Mapping[str, object]) -> bool:
    """Say whether a building with a score may have another one, as far as what is not known goes."""
    return row["status"] == "ranked" and row["score_high"] - row["score_low"] >= TELLING_POINTS  # type: ignore[operator]


def apart_words(row: Mapping[str, object], numbers: Numbers) -> list[str]:
    """Say between which points a building with a score stands, where they are far enough apart."""
    if not far_apart(row):
        return []
    text = numbers.translate(N_("What is not known could bring its points anywhere from {low} to {high}."))
    return [text.format(low=numbers.fixed(row["score_low"]), high=numbers.fixed(row["score_high"]))]
