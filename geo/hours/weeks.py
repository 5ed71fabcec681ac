"""The ordinary weeks of a place: when it is open in each, over all the ways a year can fall."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import numpy as np

from geo.hours.notation import rules_of
from geo.hours.rules import DAY, Dates, Rule, Span, Weekdays

Spans = tuple[tuple[int, int], ...]
"""Stretches of the week in minutes since Monday 0:00, the end not included."""

FIRST_DAY: Final = date(2001, 1, 1)
YEARS: Final = 28
"""From this Monday, 28 years are 1,461 whole weeks in which every date falls equally often on every day of the week:
the mean over them is that of any year, whatever day it begins with. No clock is needed."""

THIS_YEAR: Final = 2026
"""Hours said to hold from a year on are ordinary when it is not after this one."""

LEAP_YEAR: Final = slice(3 * 365, 3 * 365 + 366)
"""The days of 2004 among them."""

SHORT_DAYS: Final = 16
"""Dates that are so few in a year are holidays of the place (``Dec 25 off``, the fortnight of Christmas with its three
weekends), and no part of its ordinary weeks."""

MOST_RULES: Final = 60

_SHUT, _PERHAPS, _OPEN = 0, 1, 2
_STATE: Final = {"off": _SHUT, "unknown": _PERHAPS, "open": _OPEN}


@dataclass(frozen=True)
class Week:
    """One way a week can be: when it is open, when it is or may be, and how many of the 1,461 weeks are so."""

    open: Spans
    possible: Spans
    count: int


@dataclass(frozen=True)
class Hours:
    """What a text says of a place.

    Attributes
    ----------
    ordinary
        The weeks without a holiday, without a date that is named with its year, and without dates of 16 days a year or
        less. None at all when the text says nothing of them.
    others
        The weeks it has in school holidays and at dates named with their year, where it says something of these. They
        have no part in the mean; a place open only then is perhaps open.
    not_weekly
        Whether the ordinary weeks differ (a season, the first Wednesday, odd weeks).
    condition
        Whether there are times of which it leaves open whether the place is (``unknown``, a remark).
    open_end
        Whether an end is not said (``09:00+``), or is set by the sun.
    holidays
        Whether it opens on public or in school holidays.
    dated
        Whether it names dates that are no part of its ordinary weeks.
    """

    ordinary: tuple[Week, ...]
    others: tuple[Week, ...]
    not_weekly: bool
    condition: bool
    open_end: bool
    holidays: bool
    dated: bool

    @property
    def bounds(self) -> tuple[float, float]:
        """Hours a week it is open at the least and at the most, mean over the ordinary weeks."""
        if not self.ordinary:
            return 0.0, max((_minutes(week.possible) / 60 for week in self.others), default=7.0 * 24)
        total = sum(week.count for week in self.ordinary)
        least = sum(week.count * _minutes(week.open) for week in self.ordinary) / total / 60
        most = sum(week.count * _minutes(week.possible) for week in self.ordinary) / total / 60
        return least, most

    @property
    def per_week(self) -> float | None:
        """Hours a week it is open, mean over the ordinary weeks; None when that is not known.

        Notes
        -----
        Hours on a condition ("by appointment") do not count beside others that are certain; alone, they are unknown.
        """
        least, most = self.bounds
        unknown = not self.ordinary or self.open_end or (least == 0 and most > 0)
        return None if unknown else least


@lru_cache(maxsize=4096)
def hours_of(text: str) -> Hours | None:
    """Return what a text says; None when it cannot be read."""
    try:
        rules = rules_of(text)
    except ValueError:
        return None
    if len(rules) > MOST_RULES:
        return None
    apart = [_is_dated(rule) or _days_a_year(rule) <= SHORT_DAYS for rule in rules]
    plain = [rule for rule, exceptional in zip(rules, apart, strict=True) if not exceptional]
    # A text that only shuts on some days, or opens at some dates, says nothing of an ordinary week.
    says = any(rule.state != "off" or rule == Rule(state="off") for rule in plain)
    ordinary = _weeks(plain, school=False) if says else ()
    school = any("sh" in rule.holidays and rule.state != "off" for rule in plain)
    others = _weeks(plain, school=True) if school else ()
    # Beside ordinary hours, few dates are not worth a doubt all the year.
    opened = [rule for rule, exceptional in zip(rules, apart, strict=True) if exceptional and rule.state != "off"]
    if any(not says or _days_a_year(rule) > SHORT_DAYS for rule in opened):
        others += _weeks(rules, school=False)
    return Hours(
        ordinary,
        others,
        not_weekly=len(ordinary) > 1,
        condition=any(rule.state == "unknown" for rule in rules),
        open_end=any(span.start != span.earliest or span.end != span.latest for rule in rules for span in rule.times),
        holidays=any((rule.holidays or rule.movable) and rule.state != "off" for rule in rules),
        dated=any(apart),
    )


def _minutes(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def _is_dated(rule: Rule) -> bool:
    """Say whether a rule holds in some years only."""
    years = any(last is not None or first > THIS_YEAR for first, last, _ in rule.years)
    return years or any(
        dates.first_year is not None and not (dates.onward and dates.first_year <= THIS_YEAR) for dates in rule.dates
    )


def _days_a_year(rule: Rule) -> float:
    """Return on how many days of a year a rule's dates fall, 29 February included."""
    if not rule.dates or any(dates.onward for dates in rule.dates):
        return 366
    return int(np.logical_or.reduce([_in_dates(dates, _calendar()) for dates in rule.dates])[LEAP_YEAR].sum())


@dataclass(frozen=True)
class _Calendar:
    """Every day of the 28 years: day of the week, month and day as one number, ISO week, place in its month."""

    weekday: np.ndarray
    month_day: np.ndarray
    week: np.ndarray
    nth: np.ndarray
    nth_last: np.ndarray


@lru_cache(maxsize=1)
def _calendar() -> _Calendar:
    days = [FIRST_DAY + timedelta(days=n) for n in range((date(FIRST_DAY.year + YEARS, 1, 1) - FIRST_DAY).days)]
    left = [(date(day.year + day.month // 12, day.month % 12 + 1, 1) - day).days for day in days]
    return _Calendar(
        weekday=np.arange(len(days)) % 7,
        month_day=np.array([day.month * 32 + day.day for day in days]),
        week=np.array([day.isocalendar().week for day in days]),
        nth=np.array([(day.day - 1) // 7 + 1 for day in days]),
        nth_last=np.array([-((each - 1) // 7 + 1) for each in left]),
    )


def _weeks(rules: Sequence[Rule], *, school: bool) -> tuple[Week, ...]:
    """Return the different weeks the rules make, whatever years they name, each with how often it comes."""
    calendar = _calendar()
    holds = np.array([_holds(rule, calendar, school=school) for rule in rules]).reshape(len(rules), -1)
    sets = (holds * (1 << np.arange(len(rules), dtype="int64"))[:, None]).sum(axis=0)
    distinct, pattern = np.unique(sets, return_inverse=True)
    days = [_day([rule for n, rule in enumerate(rules) if (which >> n) & 1]) for which in distinct.tolist()]
    # What a day says runs on for two days at most, so that a week begins with the two days before it.
    rows = np.column_stack([np.roll(pattern, 2), np.roll(pattern, 1), pattern])
    weeks, counts = np.unique(rows.reshape(-1, 21), axis=0, return_counts=True)
    made: dict[tuple[Spans, Spans], int] = {}
    for week, count in zip(weeks.reshape(-1, 7, 3).tolist(), counts.tolist(), strict=True):
        minutes = np.concatenate(
            [
                np.maximum.reduce([days[two_before][2 * DAY :], days[before][DAY : 2 * DAY], days[today][:DAY]])
                for two_before, before, today in week
            ]
        )
        spans = _spans(minutes == _OPEN), _spans(minutes != _SHUT)
        made[spans] = made.get(spans, 0) + count
    return tuple(Week(*spans, count) for spans, count in made.items())


def _holds(rule: Rule, calendar: _Calendar, *, school: bool) -> np.ndarray:
    """Say of each day whether the rule holds on it, years aside."""
    held = np.ones(len(calendar.weekday), dtype=bool)
    if rule.movable:
        return ~held
    if rule.dates:
        held &= np.logical_or.reduce([_in_dates(dates, calendar) for dates in rule.dates])
    if rule.weeks:
        held &= np.logical_or.reduce([_in_weeks(*weeks, calendar.week) for weeks in rule.weeks])
    on_weekday = np.zeros_like(held)
    for days in rule.weekdays:
        on_weekday |= _on_weekdays(days, calendar)
    on_holiday = school and "sh" in rule.holidays
    if rule.both:
        return held & on_weekday & on_holiday
    return held & (on_weekday | on_holiday) if rule.weekdays or rule.holidays else held


def _in_dates(dates: Dates, calendar: _Calendar) -> np.ndarray:
    first, last = (month * 32 + day for month, day in (dates.first, dates.last))
    if dates.first_year is not None and (
        dates.onward or ((dates.last_year or dates.first_year) - dates.first_year) * 12 * 32 + last - first >= 12 * 32
    ):
        return np.ones(len(calendar.month_day), dtype=bool)
    after, before = calendar.month_day >= first, calendar.month_day <= last
    return after & before if first <= last else after | before


def _in_weeks(first: int, last: int, step: int, week: np.ndarray) -> np.ndarray:
    inside = (week >= first) & (week <= last) if first <= last else (week >= first) | (week <= last)
    return inside & ((week - first) % step == 0)


def _on_weekdays(days: Weekdays, calendar: _Calendar) -> np.ndarray:
    on = (calendar.weekday - days.first) % 7 <= (days.last - days.first) % 7
    if days.nth:
        on &= np.isin(calendar.nth, days.nth) | np.isin(calendar.nth_last, days.nth)
    return np.roll(on, days.days_later)


def _day(rules: Sequence[Rule]) -> np.ndarray:
    """Return the state of every minute a day speaks of, its own and those of the two nights after it.

    Notes
    -----
    As the notation has it: a rule that opens replaces what stood before it for that day; after a comma it adds; after
    ``||`` it holds where nothing else is open; one that shuts at certain times shuts these.
    """
    minutes = np.full(3 * DAY, _SHUT, dtype="uint8")
    for rule in rules:
        if rule.joint == "normal" and (rule.state != "off" or not rule.times):
            minutes[:] = _SHUT
        for span in rule.times or (Span(0, DAY, 0, DAY),):
            for first, last, state in (
                (span.earliest, span.start, _PERHAPS),
                (span.start, span.end, _STATE[rule.state]),
                (span.end, span.latest, _PERHAPS),
            ):
                part = minutes[first:last]
                part[:] = np.where(part == _SHUT, state, part) if rule.joint == "fallback" else state
    return minutes


def _spans(there: np.ndarray) -> Spans:
    """Return the stretches in which it is so."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], there, [False]]).astype("int8")))
    return tuple(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
