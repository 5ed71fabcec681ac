"""What one side says of a building, in the few words of a cell."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from geo.texts import N_
from ui.context import Context
from words.roster import half_day_words
from words.sentences import tier_words

NOT_THERE = "–"


def cell(context: Context, subject: str, row: Mapping[str, Any], end: str) -> str:
    """Return what a side says of a building: year and offer, half-days, or its place; ``end`` is before or now."""
    _, numbers = context.translate, context.numbers
    if subject == "programme":
        year = row[f"year_{end}"]
        return NOT_THERE if pd.isna(year) else f"{year}, {tier_words(str(row[f'tier_{end}']), _)}"
    if subject == "roster":
        told = [each.split(" ") for each in str(row[f"half_days_{end}"]).split(", ") if each]
        said = [
            half_day_words(half_day, _) + (f" × {numbers.number(int(pairs))}" if pairs != "1" else "")
            for half_day, pairs in told
        ]
        return ", ".join(said) or NOT_THERE
    rank = row[f"rank_{end}"]
    return _(N_("not certain, or none")) if pd.isna(rank) else numbers.number(rank)
