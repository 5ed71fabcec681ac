"""Places in a ranking, in words: a rank, an interval of ranks, or why a building is not compared."""

from collections.abc import Mapping

import pandas as pd

from ui.context import Context

NUMBERED = 10
"""How many of the first carry their rank on the map."""


def in_order(table: pd.DataFrame) -> pd.DataFrame:
    """Return a ranking from the best to the last; a site whose score is an interval stands by its middle.

    Excluded sites come last, by identifier.
    """
    middle = table["score"].fillna((table["score_low"] + table["score_high"]) / 2)
    keys = pd.DataFrame(
        {"middle": -middle.astype("float64"), "rank": table["rank"].astype("float64")}, index=table.index
    )
    keys = keys.assign(key=table.index)
    return table.loc[keys.sort_values(["middle", "rank", "key"], na_position="last").index]


def rank_words(row: Mapping[str, object], context: Context) -> str:
    """Return the bare place: ``3``, ``4-17`` or a dash."""
    numbers = context.numbers
    if row["status"] == "ranked":
        return numbers.number(row["rank"])
    if row["status"] == "interval":
        return "–".join(numbers.number(row[end]) for end in ("rank_low", "rank_high"))
    return "–"


def rank_text(row: Mapping[str, object], context: Context) -> str:
    """Return the place as a short phrase."""
    _, numbers = context.translate, context.numbers
    if row["status"] == "ranked":
        return _("Rank {rank}").format(rank=numbers.number(row["rank"]))
    if row["status"] == "interval":
        return _("Rank between {low} and {high}").format(
            low=numbers.number(row["rank_low"]), high=numbers.number(row["rank_high"])
        )
    return _("Not compared")


def score_words(row: Mapping[str, object], context: Context) -> str:
    """Return the score with one decimal, or its bounds."""
    fixed = context.numbers.fixed
    if row["status"] == "ranked":
        return fixed(row["score"])
    if row["status"] == "interval":
        return "–".join(fixed(row[end]) for end in ("score_low", "score_high"))
    return "–"


def records(table: pd.DataFrame) -> list[dict[str, object]]:
    """Return the places of a ranking as one mapping a building, without the contributions."""
    return table[["rank", "rank_low", "rank_high", "score", "score_low", "score_high", "status"]].to_dict("records")


def compared_count(table: pd.DataFrame) -> int:
    """Return how many sites are compared."""
    return int((table["status"] != "excluded").sum())
