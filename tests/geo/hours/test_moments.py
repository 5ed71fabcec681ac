"""Moments of the week: how they are written in three languages, and which doors are open then."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DataError
from geo.hours.moments import DAYS, SHORT_DAYS, TIMES, Moment, Times, When, open_at, when

WEDNESDAY_15 = Moment(2, 15 * 60)


@pytest.mark.parametrize(
    "text",
    [
        "Wed 15:00",
        "wednesday 15:00",
        "We 15:00",
        "mer 15:00",
        "Mercredi 15h",
        "mer. 15h00",
        "wo 15:00",
        "woensdag 15u",
        "WO 15.00",
        " wed  15 : 00 ",
    ],
)
def test_a_moment_is_understood_in_three_languages(text: str) -> None:
    assert when(text) == WEDNESDAY_15


@pytest.mark.parametrize(
    ("days", "number"),
    [(("ma", "maandag", "lun", "lundi", "Mon"), 0), (("di", "mardi", "mar", "Tue"), 1), (("dim", "zo", "Su"), 6)],
)
def test_short_names_mean_one_day_only(days: tuple[str, ...], number: int) -> None:
    assert {when(f"{day} 9:30") for day in days} == {Moment(number, 570)}


@pytest.mark.parametrize("text", ["", "15:00", "Wed", "Wed 24:00", "Wed 15:60", "Xyz 15:00", "me 15:00", "noon"])
def test_what_is_no_moment_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(DataError, match=r"Wed 15:00.*office_hours, evening, wednesday_afternoon, saturday"):
        when(text)


@given(st.integers(0, 6), st.integers(0, 1439))
def test_a_moment_is_read_back_as_it_is_written(day: int, minute: int) -> None:
    assert when(Moment(day, minute).key) == Moment(day, minute)


def test_times_are_named_with_blanks_or_without() -> None:
    assert when("Wednesday afternoon") is TIMES["wednesday_afternoon"]
    assert when("office-hours") is TIMES["office_hours"]
    assert len(DAYS) == len(SHORT_DAYS) == 7


def answers(hours: str | None, *times: str | When) -> list[object]:
    """Return whether one place is open at each of the times."""
    said = [open_at(pd.Series([hours], dtype="str"), when(at) if isinstance(at, str) else at)[0] for at in times]
    return [None if answer is pd.NA else bool(answer) for answer in said]


def test_a_door_opens_at_its_first_minute_and_shuts_at_its_last() -> None:
    assert answers("We 09:00-12:00", "We 8:59", "We 9:00", "We 11:59", "We 12:00", "Th 10:00") == [
        False,
        True,
        True,
        False,
        False,
    ]


def test_night_hours_run_over_midnight_and_round_the_week() -> None:
    assert answers("Su 22:00-03:00", "Su 23:59", "Mo 02:59", "Mo 03:00", "Tu 02:00") == [True, True, False, False]


@pytest.mark.parametrize("hours", [None, "le matin", "Mo-Fr 9h-12h", ""])
def test_missing_and_unreadable_hours_are_unknown_and_never_closed(hours: str | None) -> None:
    assert answers(hours, "We 15:00", "evening", "saturday") == [None, None, None]


def test_hours_on_condition_are_unknown_when_they_apply_and_closed_otherwise() -> None:
    for hours in ('Mo-Fr 09:00-12:00 "sur rendez-vous"', "Mo-Fr 09:00-12:00 unknown"):
        assert answers(hours, "We 10:00", "We 15:00", "office_hours", "evening") == [None, False, None, False]
    mixed = 'We 09:00-12:00; Th 09:00-12:00 "sur rendez-vous"'
    assert answers(mixed, "We 10:00", "Th 10:00", "office_hours") == [True, None, True]


def test_times_need_an_hour_within_one_window() -> None:
    """17:30 to 18:30 is an hour of an evening; 17:30 to 18:29 is not; nor are two halves of two evenings."""
    assert answers("Th 14:00-18:30", "evening") == [True]
    assert answers("Th 14:00-18:29", "evening") == [False]
    assert answers("Th 14:00-18:00; Fr 14:00-18:00", "evening") == [False]
    assert answers("Sa 09:00-09:30,16:00-16:30", "saturday") == [True]
    assert answers("Mo-Fr 09:00-17:00", *TIMES) == [True, False, True, False]
    assert answers("24/7", *TIMES) == [True] * 4


@pytest.mark.parametrize(
    ("hours", "at", "answer"),
    [
        # What is not every week is perhaps; what is never, is not.
        ("We[1] 14:00-16:00", "We 15:00", None),
        ("We[1] 14:00-16:00", "We 16:00", False),
        ("We[1] 14:00-16:00", "Th 15:00", False),
        ("We 14:00-16:00; We[1] 10:00-12:00", "We 15:00", None),
        ("We 14:00-16:00, We[1] 10:00-12:00", "We 15:00", True),
        ("week 1-53/2 Mo-Fr 09:00-17:00", "Mo 10:00", None),
        ("Apr-Sep: Mo-Sa 09:00-19:00", "Mo 10:00", None),
        ("Apr-Sep Mo-Fr 08:00-18:00; Oct-Mar Mo-Fr 09:00-17:00", "Mo 10:00", True),
        ("Apr-Sep Mo-Fr 08:00-18:00; Oct-Mar Mo-Fr 09:00-17:00", "Mo 08:30", None),
        # Odd weeks 9 to 11, even weeks 10:30 to 12:30: an hour on Wednesdays there always is.
        ("week 1-53/2 We 13:00-15:00; week 2-52/2 We 14:30-16:30", "wednesday_afternoon", True),
        ("week 1-53/2 We 13:00-13:40; week 2-52/2 We 14:00-14:40", "wednesday_afternoon", False),
        # Exceptions are no part of ordinary weeks; what opens in school holidays or for months is perhaps open.
        ("Mo-Fr 09:00-17:00; 2026 Mar 01-2026 Mar 31 off", "Mo 10:00", True),
        ("Mo-Fr 09:00-17:00; Dec 24-Jan 2 off", "Mo 10:00", True),
        ("Mo-Fr 09:00-17:00; Dec 24 09:00-12:00", "Su 10:00", False),
        ("Mo-Fr 09:00-17:00; 2026 Jul 06-2026 Aug 30 Mo-Fr 07:00-13:00", "Mo 08:00", None),
        ("Mo-Fr 09:00-17:00; 2026 Jul 06-2026 Aug 30 Mo-Fr 07:00-13:00", "Mo 10:00", True),
        ("We 14:00-16:00; SH Mo-Fr 10:00-12:00", "Mo 10:00", None),
        ("We 14:00-16:00; SH Mo-Fr 10:00-12:00", "We 15:00", True),
        ("Mo-Fr 09:00-17:00; PH 10:00-12:00", "Sa 10:00", False),
        ("Mo-Fr 09:00-17:00; PH,We off", "We 10:00", False),
        ("2024-2026 Mo 09:00-12:00", "Mo 10:00", None),
        ("2024-2026 Mo 09:00-12:00", "Tu 10:00", False),
        ("PH off", "Mo 10:00", None),
        # Hours run on past a second midnight.
        ("Mo 40:00-30:00", "Tu 15:59", False),
        ("Mo 40:00-30:00", "Tu 16:00", True),
        ("Mo 40:00-30:00", "We 05:59", True),
        ("Mo 40:00-30:00", "Th 05:00", False),
        # Conditions and ends that are not said.
        ('Mo-Fr 09:00-12:00 || "by appointment"', "Mo 10:00", True),
        ('Mo-Fr 09:00-12:00 || "by appointment"', "Mo 15:00", None),
        ('Mo-Fr 09:00-12:00; Sa "sur rendez-vous"', "Sa 10:00", None),
        ('Mo-Fr 09:00-12:00; Sa "sur rendez-vous"', "Su 10:00", False),
        ('"sur rendez-vous"', "Mo 10:00", None),
        ('Mo-Fr 09:00-12:00 open "bell"', "Mo 10:00", True),
        ("Mo-Fr 09:00+", "Mo 08:59", False),
        ("Mo-Fr 09:00+", "Mo 09:00", None),
        ("Mo-Fr 09:00+", "Mo 23:59", None),
        ("Mo 09:00-12:00+", "Mo 11:59", True),
        ("Mo 09:00-12:00+", "Mo 12:00", None),
        ("sunrise-sunset", "Mo 12:00", True),
        ("sunrise-sunset", "Mo 07:00", None),
        ("sunrise-sunset", "Mo 23:00", False),
    ],
)
def test_a_door_is_open_shut_or_perhaps_open(hours: str, at: str, answer: bool | None) -> None:
    assert answers(hours, at) == [answer]


def test_answers_keep_the_order_and_names_of_the_places() -> None:
    hours = pd.Series({"z": "24/7", "a": None, "m": "Mo 09:00-10:00"}, dtype="str")
    answer = open_at(hours, WEDNESDAY_15)
    assert answer.index.tolist() == ["z", "a", "m"]
    assert answer.tolist() == [True, pd.NA, False]
    assert open_at(hours.iloc[:0], WEDNESDAY_15).tolist() == []


def test_custom_times_are_windows_like_the_named_ones() -> None:
    lunch = Times("lunch", "lunch", ((12 * 60, 14 * 60),))
    assert answers("Mo 11:00-13:00", lunch) == [True]
    assert answers("Mo 11:00-12:30", lunch) == [False]
