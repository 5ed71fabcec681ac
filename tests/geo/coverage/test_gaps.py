"""Coverage gaps in three-valued logic, and people counted in them."""

import numpy as np
import pandas as pd
import pytest

from geo.coverage.gaps import beyond, home_gap, persons

YES, NO, UNKNOWN = True, False, pd.NA


@pytest.mark.parametrize(
    ("fibre", "low", "high", "gap"),
    [
        (YES, 0, 0, NO),
        (YES, np.nan, np.nan, NO),
        (NO, 1, 1, YES),
        (NO, 2, 2, NO),
        (NO, 3, 3, NO),
        (NO, 1, 3, UNKNOWN),
        (NO, 2, 3, NO),
        (NO, 0, 1, YES),
        (NO, np.nan, np.nan, UNKNOWN),
        (UNKNOWN, 3, 3, NO),
        (UNKNOWN, 0, 0, UNKNOWN),
        (UNKNOWN, np.nan, np.nan, UNKNOWN),
    ],
)
def test_home_gap_truth_table(fibre, low, high, gap):
    found = home_gap(pd.Series([fibre], dtype="boolean"), np.array([low]), np.array([high]), enough=2)[0]
    assert found is gap or (gap is not UNKNOWN and found == gap)


def test_beyond_the_reach_is_strict_and_absent_is_unknown():
    gap = beyond(pd.Series([1250.0, 1250.1, np.inf, np.nan]), 1250)
    assert gap.isna().tolist() == [False, False, False, True]
    assert gap[:3].tolist() == [False, True, True]


def test_persons_are_bounded_and_exact_only_where_all_is_known():
    gap = pd.Series([True, False, pd.NA, True], dtype="boolean")
    people = pd.Series([10.0, 20.0, 5.0, 1.0])
    table = persons({"home": (gap, people)}, pd.Series(["a", "a", "b", "b"]))["home"]
    assert table.loc["a"].tolist() == [10, 10, 10]
    assert table.loc["b", ["low", "high"]].tolist() == [1, 6]
    assert np.isnan(table.loc["b", "value"])
