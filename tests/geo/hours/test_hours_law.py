"""Hours a week, doors at a moment and a second reading of the same text, held against each other."""

from datetime import datetime

import numpy as np
import opening_hours
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.hours import Moment, hours_bounds, hours_per_week, open_at
from geo.hours.weeks import hours_of
from tests.cases import case
from tests.laws import draws

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
CYCLE = datetime(2001, 1, 1), datetime(2029, 1, 1)
WEEK_MIN = 7 * 24 * 60


@st.composite
def times(draw: st.DrawFn) -> str:
    """Return one to three times a day, apart from each other."""
    edges = sorted(draw(st.lists(st.integers(0, 96), min_size=2, max_size=6, unique=True)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return ",".join("-".join(f"{each // 4:02d}:{each % 4 * 15:02d}" for each in pair) for pair in pairs)


@st.composite
def weekdays(draw: st.DrawFn, *, nth: bool = True) -> str:
    """Return a range or a list of days, or the nth of a month."""
    first, last = draw(st.integers(0, 6)), draw(st.integers(0, 6))
    shapes = [f"{DAYS[first]}-{DAYS[last]}", DAYS[first], f"{DAYS[first]},{DAYS[last]}"]
    if nth:
        shapes.append(f"{DAYS[first]}[{draw(st.sampled_from(['1', '2', '4', '-1', '1,3']))}]")
    return draw(st.sampled_from(shapes))


SEASONS = st.sampled_from(["", "", "", "Apr-Sep ", "Oct-Mar ", "Jul 10-Sep 05 ", "week 1-53/2 ", "week 10-20 "])


@st.composite
def plain_text(draw: st.DrawFn) -> str:
    """Return two or three rules of days and times, each replacing, adding or shutting."""
    text = f"{draw(SEASONS)}{draw(weekdays())} {draw(times())}"
    for _ in range(draw(st.integers(0, 2))):
        joint = draw(st.sampled_from(["; ", "; ", ", "]))
        shut = joint == "; " and draw(st.booleans())
        text += f"{joint}{draw(SEASONS)}{draw(weekdays())} {'off' if shut else draw(times())}"
    return text


def minutes_of(text: str) -> tuple[float, np.ndarray, np.ndarray]:
    """Return hours a week, and of each minute whether it is open in all weeks and in any, by the other reader."""
    weeks = (CYCLE[1] - CYCLE[0]).days // 7
    often = np.zeros(WEEK_MIN + 1, dtype="int64")
    total = 0
    for start, end, state, _ in opening_hours.OpeningHours(text).intervals(*CYCLE):
        if state != opening_hours.State.OPEN:
            continue
        first, last = (round((each - CYCLE[0]).total_seconds() / 60) for each in (start, end))
        total += last - first
        whole, rest = divmod(last - first, WEEK_MIN)
        often[:-1] += whole
        first %= WEEK_MIN
        for part in ((first, min(first + rest, WEEK_MIN)), (0, first + rest - WEEK_MIN)):
            if part[1] > part[0]:
                often[part[0]] += 1
                often[part[1]] -= 1
    counted = np.cumsum(often[:-1]) if weeks else often
    return total / 60 / weeks, counted == weeks, counted > 0


def spread(spans: tuple[tuple[int, int], ...]) -> np.ndarray:
    """Return of each minute of a week whether it is in the spans."""
    there = np.zeros(WEEK_MIN, dtype=bool)
    for first, last in spans:
        there[first:last] = True
    return there


@draws(60)
@given(plain_text())
def test_another_reader_of_the_notation_counts_the_same(text: str) -> None:
    """The library counts every day of the 28 years; what it and this program say agrees minute by minute."""
    hours, always, sometimes = minutes_of(text)
    found = hours_of(text)
    assert found is not None, text
    assert found.per_week == pytest.approx(hours, abs=1e-9), text
    assert (np.logical_and.reduce([spread(week.open) for week in found.ordinary]) == always).all(), text
    assert (np.logical_or.reduce([spread(week.open) for week in found.ordinary]) == sometimes).all(), text
    assert all(week.open == week.possible for week in found.ordinary), text


ENDINGS = st.sampled_from(["", ' || "by appointment"', '; Sa "op afspraak"', "; PH off", " || Su 10:00-12:00 unknown"])


@draws(25)
@given(plain_text(), ENDINGS)
def test_hours_a_week_lie_between_the_minutes_surely_and_perhaps_open(text: str, ending: str) -> None:
    """A door surely open at a moment is so in every week, one perhaps open in some: the mean lies in between."""
    texts = pd.Series([text + ending])
    quarters = [open_at(texts, Moment(day, 15 * quarter))[0] for day in range(7) for quarter in range(96)]
    sure = sum(answer is True or answer is np.True_ for answer in quarters) / 4
    perhaps = sum(answer is pd.NA for answer in quarters) / 4
    row = hours_bounds(texts).iloc[0]
    assert sure - 1e-9 <= row["low"] <= row["high"] <= sure + perhaps + 1e-9, text
    if perhaps == 0:
        assert row["value"] == pytest.approx(sure), text


@draws(40)
@given(weekdays(nth=False), times(), weekdays(nth=False), times())
def test_remarks_and_fallbacks_open_no_door(days: str, hours: str, other_days: str, other_hours: str) -> None:
    """A second, small reader: the minutes of rules without a remark are open, those with one perhaps, others shut."""
    certain, doubtful = by_minute(days, hours), by_minute(other_days, other_hours)
    alone, both = f"{days} {hours}", f'{days} {hours} || {other_days} {other_hours} "by appointment"'
    for text, perhaps in ((alone, np.zeros(WEEK_MIN, dtype=bool)), (both, doubtful & ~certain)):
        (week,) = hours_of(text).ordinary  # type: ignore[union-attr]
        assert (spread(week.open) == certain).all(), text
        assert (spread(week.possible) == certain | perhaps).all(), text


def by_minute(days: str, hours: str) -> np.ndarray:
    """Return the minutes of a week that a list or range of days and its times name, read by splitting."""
    there = np.zeros((7, 24 * 60), dtype=bool)
    for part in days.split(","):
        first, _, last = part.partition("-")
        day = DAYS.index(first)
        named = [day]
        while DAYS[day] != (last or first):
            day = (day + 1) % 7
            named.append(day)
        for span in hours.split(","):
            start, end = (int(each[:2]) * 60 + int(each[3:]) for each in span.split("-"))
            there[named, start:end] = True
    return there.ravel()


@draws(200)
@given(st.text(alphabet='MoTuSaPH0123456789:-,;|"+/[]() janwek', max_size=40))
def test_any_text_at_all_is_read_or_refused(text: str) -> None:
    found = hours_of(text)
    assert found is None or 0 <= found.bounds[0] <= found.bounds[1] <= 168


def test_hours_met_in_real_lists() -> None:
    """Worked out by hand: monthly is 12 of 52.18 weeks; works in one March change no ordinary week."""
    table = pd.read_csv(case("bugs_06_hours.csv"), sep=";", index_col="building_id")
    hours = hours_per_week(table["opening_hours"]).round(2)
    assert hours.to_dict() == {"H0": 0.46, "H1": 0.46, "H2": 0.46, "H3": 20.07, "H4": 19.93, "H5": 40.0}
    monday, saturday = (open_at(table["opening_hours"], Moment(day, 660)) for day in (0, 5))
    assert monday.tolist() == [False, False, False, pd.NA, pd.NA, True]
    assert saturday.tolist() == [pd.NA, pd.NA, pd.NA, False, False, False]


def test_hours_of_openstreetmap() -> None:
    table = pd.read_csv(case("gis_02_osmhours.csv"), sep=";", index_col="place_id")
    hours = hours_per_week(table["horaire"]).round(2)
    assert hours.fillna(-1).to_dict() == {"EP-0": 15, "EP-1": 15, "EP-2": -1, "EP-3": 0.46, "EP-4": 30.06, "EP-5": -1}
    saturday = open_at(table["horaire"], Moment(5, 660))
    assert saturday.tolist() == [pd.NA, pd.NA, pd.NA, False, pd.NA, False]
