"""Places in words, and the order in which buildings are listed."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.ranking import in_order
from ui.components.ranks import compared_count, rank_text, rank_words, records, score_words, unsure_count
from words.numbers import Numbers


@dataclass(frozen=True)
class Words:
    """The part of a context that words need."""

    translate = staticmethod(str)
    numbers = Numbers("en", str)


TABLE = pd.DataFrame(
    {
        "rank": pd.array([3, pd.NA, pd.NA, 1, 2], dtype="Int64"),
        "rank_low": pd.array([3, 2, pd.NA, 1, 2], dtype="Int64"),
        "rank_high": pd.array([4, 4, pd.NA, 1, 3], dtype="Int64"),
        "score": [40.0, np.nan, np.nan, 90.04, 60.0],
        "score_low": [40.0, 30.0, np.nan, 90.04, 60.0],
        "score_high": [40.0, 80.0, np.nan, 90.04, 60.0],
        "status": ["ranked", "interval", "excluded", "ranked", "ranked"],
        "gates_failed": ["", "", "ready", "", ""],
    },
    index=pd.Index(["b", "c", "a", "d", "e"], name="building_id"),
)
TABLE = TABLE.assign(**{f"full_{name}": TABLE[name] for name in ("score_low", "score_high", "rank_low", "rank_high")})


def test_intervals_stand_by_their_middle_and_excluded_ones_last() -> None:
    """55 of 30 to 80 stands between 60 and 40."""
    assert list(in_order(TABLE).index) == ["d", "e", "c", "b", "a"]


def test_a_place_that_an_unknown_value_can_change_is_said_as_an_interval_so_that_none_is_missing() -> None:
    """The first is certain; e is second or third and b third or fourth, as c with its 30 to 80 stands before or not."""
    told = dict(zip(TABLE.index, records(TABLE), strict=True))
    assert [rank_words(told[key], Words()) for key in "decba"] == ["1", "2–3", "2–4", "3–4", "–"]
    assert rank_text(told["d"], Words()) == "Rank 1"
    assert rank_text(told["c"], Words()) == "Rank between 2 and 4"
    assert rank_text(told["a"], Words()) == "Not compared"
    assert [score_words(told[key], Words()) for key in "decba"] == ["90.0", "60.0", "30.0–80.0", "40.0", "–"]
    assert (compared_count(TABLE), unsure_count(TABLE)) == (4, 3)
