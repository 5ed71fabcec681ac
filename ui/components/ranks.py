"""Places in a ranking, in words: a rank, an interval of ranks, or why a building is not compared."""

from collections.abc import Mapping

import pandas as pd

from exports.tables import FULL
from geo.ranking import DecisionMatrix, counted_criteria
from ui.context import Context
from words import ranking as words
from words.numbers import Numbers

NUMBERED = 10
"""How many of the first carry their rank on the map."""


def certain(row: Mapping[str, object]) -> bool:
    """Say whether a building has one place, whatever the unknown values of any building are."""
    return row["status"] != "excluded" and row["rank_low"] == row["rank_high"]


def rank_words(row: Mapping[str, object], context: Context) -> str:
    """Return the bare place: ``3``, ``4–17`` where it is not certain, or a dash."""
    numbers = context.numbers
    if row["status"] == "excluded":
        return "–"
    return "–".join(dict.fromkeys(numbers.number(row[end]) for end in ("rank_low", "rank_high")))


def rank_text(row: Mapping[str, object], context: Context) -> str:
    """Return the place as a short phrase."""
    _, numbers = context.translate, context.numbers
    if row["status"] == "excluded":
        return _("Not compared")
    if certain(row):
        return _("Rank {rank}").format(rank=numbers.number(row["rank_low"]))
    return _("Rank between {low} and {high}").format(
        low=numbers.number(row["rank_low"]), high=numbers.number(row["rank_high"])
    )


def score_words(row: Mapping[str, object], context: Context) -> str:
    """Return the score with one decimal, or its bounds."""
    fixed = context.numbers.fixed
    if row["status"] == "ranked":
        return fixed(row["score"])
    if row["status"] == "interval":
        return "–".join(fixed(row[end]) for end in ("score_low", "score_high"))
    return "–"


def records(table: pd.DataFrame) -> list[dict[str, object]]:
    """Return the places of a ranking as one mapping a building, without the contributions; None where there is none."""
    columns = ["rank", "rank_low", "rank_high", "score", "score_low", "score_high", "status", *FULL]
    # As `to_dict("records")` does, in a fifth of the time.
    values = zip(*([None if each is pd.NA else each for each in table[key].tolist()] for key in columns), strict=True)
    return [dict(zip(columns, row, strict=True)) for row in values]


def compared_count(table: pd.DataFrame) -> int:
    """Return how many sites are compared."""
    return int((table["status"] != "excluded").sum())


def criteria_words(context: Context, ranking: str) -> list[str]:
    """Say on how many of its criteria a ranking rests, where not on all, and who may come first; else nothing."""
    matrix, weights, numbers = _basis(context, ranking)
    said = words.criteria_words(matrix, weights, numbers)
    counted, _weighed = counted_criteria(matrix, weights)
    return [*said, words.first_words(context.ranked(ranking), numbers)] if said and counted else said


def condition_words(context: Context, ranking: str) -> list[str]:
    """Say up to which unknown values all points and places hold; nothing where they hold anyway."""
    return words.condition_words(*_basis(context, ranking))


def building_words(row: Mapping[str, object], context: Context, ranking: str) -> list[str]:
    """Say what the points and the place of one building rest on: criteria switched off, values that are not known."""
    basis = _basis(context, ranking)
    said = words.criteria_words(*basis)
    if said:
        said.append(words.full_words(row, *basis))
    return [*said, *words.apart_words(row, context.numbers), *words.condition_words(*basis)]


def _basis(context: Context, ranking: str) -> tuple[DecisionMatrix, Mapping[str, int], Numbers]:
    return context.assessment.matrices[ranking], context.weights(ranking), context.numbers


def unsure_count(table: pd.DataFrame) -> int:
    """Return how many of the sites compared have no certain place."""
    return int(((table["status"] != "excluded") & (table["rank_low"] < table["rank_high"])).sum())
