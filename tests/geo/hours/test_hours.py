"""Opening hours counted over one ordinary week."""

import pandas as pd
import pytest

from geo.hours.opening import WEEK_START, hours_per_week, open_minutes, unreadable


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Mo-Fr 09:00-17:00", 40),
        ("Mo-Fr 08:30-12:00,13:00-16:30", 35),
        ("24/7", 168),
        ("Mo-Fr 09:00-17:00; We off", 32),
        ("Mo-Fr 09:00-17:00; PH off; SH off", 40),
        ("Sa 22:00-02:00", 4),
        ("Su 22:00-02:00", 4),
        ("Jul-Aug Mo-Fr 09:00-17:00", 0),
        ("Mo-Fr 09:00-17:00 unknown", 0),
    ],
)
def test_hours_on_paper(text, hours):
    assert hours_per_week(pd.Series([text], index=["b"]))["b"] == hours


def test_the_reference_week_starts_on_a_monday():
    assert WEEK_START.weekday() == 0
    assert open_minutes("Mo 00:00-01:00") == ((0, 60),)
    assert open_minutes("Su 23:00-24:00") == ((7 * 1440 - 60, 7 * 1440),)


def test_missing_and_unreadable_are_unknown_and_only_the_second_is_told():
    texts = pd.Series(["lundi au vendredi", None, "Mo 09:00-10:00"], index=["a", "b", "c"], dtype="str")
    hours = hours_per_week(texts)
    assert hours.isna().tolist() == [True, True, False]
    assert unreadable(texts).to_dict() == {"a": "lundi au vendredi"}
