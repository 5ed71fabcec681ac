"""Classes of the choropleth: stated breaks, a place for every value, none for what is unknown."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from ui.map.classes import COLOURS, classify


def test_shares_have_fixed_fifths() -> None:
    classes = classify(pd.Series([0.0, 0.19, 0.2, 0.5, 0.8, 1.0, np.nan]), "share")
    assert classes.digits == "001244-"
    assert classes.breaks == (0.2, 0.4, 0.6, 0.8)


def test_amounts_have_as_many_neighbourhoods_in_each_class() -> None:
    classes = classify(pd.Series(np.arange(1.0, 101.0)), "amount")
    assert classes.breaks == (21.0, 41.0, 60.0, 80.0)
    assert [classes.digits.count(digit) for digit in "01234"] == [20, 20, 19, 20, 21]


def test_nobody_concerned_is_a_class_of_its_own() -> None:
    values = pd.Series([0.0] * 40 + list(np.linspace(10, 400, 60)))
    classes = classify(values, "people")
    assert classes.breaks[0] == 1.0
    assert classes.digits[:40] == "0" * 40
    assert "0" not in classes.digits[40:]


def test_equal_values_need_no_breaks() -> None:
    assert classify(pd.Series([5.0, 5.0, np.nan]), "amount").digits == "00-"


def test_labels_name_every_class() -> None:
    classes = classify(pd.Series(np.arange(1.0, 101.0)), "amount")
    labels = classes.labels(lambda each: f"{each:.0f}", "under {high}", "{low} to {high}", "{low} on")
    assert labels == ["under 21", "21 to 41", "41 to 60", "60 to 80", "80 on"]
    assert len(labels) == len(classes.colours)


@given(st.lists(st.floats(0, 1e9) | st.just(float("nan")), min_size=1, max_size=60))
def test_every_value_is_in_the_class_its_breaks_say(values: list[float]) -> None:
    classes = classify(pd.Series(values, dtype="float64"), "people")
    assert list(classes.breaks) == sorted(set(classes.breaks))
    assert set(classes.colours) <= set(COLOURS)
    assert len(classes.colours) == len(classes.breaks) + 1
    for value, digit in zip(values, classes.digits, strict=True):
        assert digit == ("-" if np.isnan(value) else str(sum(value >= each for each in classes.breaks)))
