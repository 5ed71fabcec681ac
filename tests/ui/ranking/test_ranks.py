"""Places in words, and the order in which buildings are listed."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ui.components.ranks import compared_count, in_order, rank_text, rank_words, records, score_words
from words.numbers import Numbers


@dataclass(frozen=True)
class Words:
    """The part of a context that words need."""

    translate = staticmethod(str)
    numbers = Numbers("en", str)


TABLE = pd.DataFrame(
    {
        "rank": pd.array([2, pd.NA, pd.NA, 1], dtype="Int64"),
        "rank_low": pd.array([1, 1, pd.NA, 1], dtype="Int64"),
        "rank_high": pd.array([3, 3, pd.NA, 2], dtype="Int64"),
        "score": [40.0, np.nan, np.nan, 70.04],
        "score_low": [40.0, 30.0, np.nan, 70.04],
        "score_high": [40.0, 80.0, np.nan, 70.04],
        "status": ["ranked", "interval", "excluded", "ranked"],
        "gates_failed": ["", "", "ready", ""],
    },
    index=pd.Index(["b", "c", "a", "d"], name="building_id"),
)


def test_intervals_stand_by_their_middle_and_excluded_ones_last() -> None:
    assert list(in_order(TABLE).index) == ["d", "c", "b", "a"]


def test_places_in_words() -> None:
    told = dict(zip(TABLE.index, records(TABLE), strict=True))
    assert [rank_words(told[key], Words()) for key in "dcba"] == ["1", "1–3", "2", "–"]
    assert rank_text(told["d"], Words()) == "Rank 1"
    assert rank_text(told["c"], Words()) == "Rank between 1 and 3"
    assert rank_text(told["a"], Words()) == "Not compared"
    assert [score_words(told[key], Words()) for key in "dcba"] == ["70.0", "30.0–80.0", "40.0", "–"]
    assert compared_count(TABLE) == 3
