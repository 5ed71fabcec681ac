"""Opening hours counted over the ordinary weeks of a year, each value worked out by hand."""

import pandas as pd
import pytest

from geo.hours import hours_bounds, hours_marks, hours_per_week, unreadable
from geo.hours.notation import LONGEST
from geo.hours.weeks import YEARS, hours_of

WEEKS = 1461
"""Weeks of 28 years: 28 * 365 + 7 days."""


def test_the_years_counted_are_whole_weeks() -> None:
    assert (YEARS * 365 + YEARS // 4) == WEEKS * 7
    found = hours_of("24/7")
    assert found is not None
    assert [(week.open, week.count) for week in found.ordinary] == [(((0, 7 * 24 * 60),), WEEKS)]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Mo-Fr 09:00-17:00", 40),
        ("Mo-Fr 08:30-12:00,13:00-16:30", 35),
        ("mo - fr 9:00 - 17:00;", 40),
        ("24/7", 168),
        ("open", 168),
        ("off", 0),
        ("Mo", 24),
        ("Sa 22:00-02:00", 4),
        ("Su 22:00-26:00", 4),
        ("Mo 20:00-08:00; Tu 10:00-12:00", 14),
        ("Mo 10:00-10:00", 24),
        # A rule replaces what stood before it for its days; after a comma it adds; "off" shuts its times only.
        ("Mo-Fr 09:00-17:00; We off", 32),
        ("Mo-Fr 09:00-12:00; We 14:00-16:00", 14),
        ("Mo-Fr 09:00-12:00, We 14:00-16:00", 17),
        ("Mo-Fr 09:00-17:00; We 12:00-14:00 off", 38),
        ("Mo,We,Fr 09:00-12:00, Sa 10:00-11:00", 10),
        ("Sa-Mo 10:00-11:00", 3),
        # Holidays are no part of an ordinary week, whatever days they are said with.
        ("Mo-Fr 09:00-17:00; PH off; SH off", 40),
        ("Mo-Fr 09:00-17:00; PH,We off", 32),
        ("Mo-Fr 09:00-17:00; PH We off", 40),
        ("Mo-Fr 09:00-17:00; SH Mo-Fr 10:00-12:00", 40),
        ("Mo-Fr,PH 09:00-17:00", 40),
        ("We 14:00-16:00; SH: Mo-Fr 10:00-12:00", 2),
        ("Mo-Fr 09:00-17:00; easter -2 days off; PH -1 day 09:00-12:00", 40),
        # Dates named with their year, and few dates a year, are exceptions.
        ("Mo-Fr 09:00-17:00; 2026 Mar 01-2026 Mar 31 off", 40),
        ("Mo-Fr 09:00-17:00; 2026 Jul 06-2026 Aug 30 Mo-Fr 07:00-13:00", 40),
        ("Mo-Fr 09:00-17:00; Dec 25,26 off; Jan 1 off", 40),
        ("Mo-Fr 09:00-17:00; Dec 24-Jan 2 off; Dec 24 09:00-12:00", 40),
        ("2024 Sep 01+ Mo-Fr 09:00-17:00", 40),
        ("2024+ Mo-Fr 09:00-17:00", 40),
        # Hours on a condition count beside certain ones as nothing.
        ('Mo-Fr 09:00-12:00 || "by appointment"', 15),
        ('Mo-Fr 09:00-12:00; Sa "sur rendez-vous"', 15),
        ('Mo-Fr 09:00-12:00 || Sa 09:00-12:00 unknown "op afspraak"', 15),
        ('Mo-Fr 09:00-12:00 open "ring the bell"', 15),
        ("Mo 09:00-12:00 || Tu 09:00-10:00 || 09:00-09:30", 6.5),
    ],
)
def test_hours_on_paper(text: str, hours: float) -> None:
    assert hours_per_week(pd.Series([text], index=["b"]))["b"] == hours


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        # Twelve a year in 28 years, of two hours.
        ("Sa[1] 10:00-12:00", 28 * 12 * 2 / WEEKS),
        ("Sa[2] 10:00-12:00", 28 * 12 * 2 / WEEKS),
        ("Sa[-1] 10:00-12:00", 28 * 12 * 2 / WEEKS),
        ("We[1,3] 14:00-16:00", 28 * 24 * 2 / WEEKS),
        ("We[1-2] 14:00-16:00", 28 * 24 * 2 / WEEKS),
        ("Su[1] +1 day 10:00-12:00", 28 * 12 * 2 / WEEKS),
        # Five of 28 years have a week 53, which is odd: 26 or 27 odd weeks, and 26 even ones.
        ("week 1-53/2 Mo-Fr 09:00-17:00", 40 * (28 * 26 + 5) / WEEKS),
        ("week 2-52/2 Mo-Fr 09:00-17:00", 40 * 28 * 26 / WEEKS),
        # Weeks 2, 5, ... 50, and 53 where there is one.
        ("week 2-53/3 Mo 09:00-10:00", (28 * 17 + 5) / WEEKS),
        # Weeks 40 to 52, in five years 53, and 1 to 10.
        ("week 40-10 Mo 09:00-10:00", (28 * 13 + 5 + 28 * 10) / WEEKS),
        # 183 days of 365.25, each a Monday to Saturday six times of seven, of ten hours.
        ("Apr-Sep: Mo-Sa 09:00-19:00", 60 * 183 * 28 / (WEEKS * 7)),
        ("Apr 01-Sep 30 Mo-Sa 09:00-19:00", 60 * 183 * 28 / (WEEKS * 7)),
        ("Oct-Mar Mo-Sa 09:00-19:00", 60 * (182 * 28 + 7) / (WEEKS * 7)),
        ("Mo-Fr 09:00-17:00; Jul-Aug off", 40 - 40 * 62 * 28 / (WEEKS * 7)),
        ("Mo-Su 08:00-18:00; Nov-Feb Mo-Su 09:00-16:00", (70 * (245 * 28) + 49 * (120 * 28 + 7)) / (WEEKS * 7)),
    ],
)
def test_what_is_not_every_week_counts_as_often_as_it_is(text: str, hours: float) -> None:
    assert hours_per_week(pd.Series([text]))[0] == pytest.approx(hours, rel=1e-12)
    assert hours_marks(text) == ("not_weekly",)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ('"sur rendez-vous"', 0, 168),
        ("unknown", 0, 168),
        ('Mo-Fr 09:00-17:00 "sur rendez-vous"', 0, 40),
        ("Mo-Fr 09:00-17:00 unknown", 0, 40),
        ('"summer": Mo-Fr 09:00-17:00', 0, 40),
        ('Mo-Fr 09:00-12:00; "sur rendez-vous"', 0, 168),
        ("Mo-Fr 09:00+", 0, 75),
        ("Mo 09:00-12:00+", 3, 15),
        ("Mo-Fr 09:00-12:00; Sa 14:00+", 15, 25),
        ("2024-2026 Mo 09:00-12:00", 0, 3),
        ("2030+ Mo 09:00-12:00", 0, 3),
        ("Mar 2-8 09:00-12:00", 0, 21),
        # Of ordinary weeks these say nothing.
        ("PH off", 0, 168),
        ("Dec 24,25 off", 0, 168),
        ("2026 Mar off", 0, 168),
    ],
)
def test_what_the_text_leaves_open_is_unknown_between_bounds(text: str, low: float, high: float) -> None:
    row = hours_bounds(pd.Series([text])).iloc[0]
    assert pd.isna(row["value"])
    assert (row["low"], row["high"]) == (low, high)


def test_hours_set_by_the_sun_lie_between_its_earliest_and_its_latest() -> None:
    row = hours_bounds(pd.Series(["Mo sunrise-sunset"])).iloc[0]
    assert pd.isna(row["value"])
    assert row[["low", "high"]].tolist() == pytest.approx([(16 + 35 / 60) - 8.75, (22 + 5 / 60) - (5 + 25 / 60)])
    later = hours_bounds(pd.Series(["Mo (sunrise+01:00)-12:00"])).iloc[0]
    assert later[["low", "high"]].tolist() == pytest.approx([12 - 9.75, 12 - (6 + 25 / 60)])


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Mo-Fr 09:00-17:00; PH off", ()),
        ('Mo-Fr 09:00-12:00 || "by appointment"', ("condition",)),
        ("Mo-Fr 09:00+", ("open_end",)),
        ("We[1] 14:00-16:00; SH Mo 10:00-12:00", ("not_weekly", "holidays")),
        ("Mo-Fr 09:00-17:00; 2026 Mar 01-31 off", ("dated",)),
        ("illegible", ()),
    ],
)
def test_what_a_reader_must_know_beside_the_number(text: str, marks: tuple[str, ...]) -> None:
    assert hours_marks(text) == marks


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "lundi au vendredi",
        "Lu-Ve 09:00-12:00",
        "Mo-Fr 9-17",
        "Mo-Fr 09h00-17h00",
        "Mo 10:00",
        "Mo 10:00-16:00/01:30",
        "Mo 09:60-10:00",
        "Mo 09:00-49:00",
        "Mo-Fr 09:00-17:00;;",
        "Mo-Fr 09:00-17:00 Sa",
        "week 0 Mo 09:00-10:00",
        "week 54 Mo 09:00-10:00",
        "Mo[6] 09:00-10:00",
        "Mo[0] 09:00-10:00",
        "Jan 32 off",
        "Mo-Fr 09:00-17:00 (midi)",
        "Sep 01 +Su 10:00-12:00",
        "|| Mo 09:00-10:00",
        'Mo "ouvert',
        "Mo 09:00-10:00; " * 20,
        "Mo 09:00 - 17:00 – Sa",
    ],
)
def test_what_is_not_the_notation_is_not_read_in_part(text: str) -> None:
    assert hours_of(text) is None


def test_a_text_longer_than_the_notation_allows_is_not_read() -> None:
    whole = "Mo 09:00-10:00;" * 17
    assert len(whole) == LONGEST
    assert hours_of(whole) is not None
    assert hours_of(whole + ";") is None


def test_missing_and_unreadable_are_unknown_and_only_the_second_is_told() -> None:
    texts = pd.Series(["lundi au vendredi", None, "Mo 09:00-10:00"], index=["a", "b", "c"], dtype="str")
    hours = hours_per_week(texts)
    assert hours.isna().tolist() == [True, True, False]
    assert hours_bounds(texts).isna().all(axis=1).tolist() == [True, True, False]
    assert unreadable(texts).to_dict() == {"a": "lundi au vendredi"}
