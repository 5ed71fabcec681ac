"""OpenStreetMap's notation of opening hours, read into rules."""

import re
from collections.abc import Callable
from typing import Final

from geo.hours._reader import Reader
from geo.hours.rules import DAY, Dates, Joint, Rule, Span, State, Weekdays

WEEKDAYS: Final = {name: day for day, name in enumerate(("mo", "tu", "we", "th", "fr", "sa", "su"))}
MONTHS: Final = {
    name: month
    for month, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
HOLIDAYS: Final = frozenset({"ph", "sh"})
STATES: Final[dict[str, State]] = {"open": "open", "off": "off", "closed": "off", "unknown": "unknown"}

SUN: Final = {"dawn": (280, 490), "sunrise": (325, 525), "sunset": (995, 1325), "dusk": (1030, 1370)}
"""Minutes of the day between which the sun does so in Belgium, by the clock, all year (Uccle, rounded outwards)."""

LONGEST = 255
"""Characters of a text: what OpenStreetMap keeps of a tag."""


def rules_of(text: str) -> tuple[Rule, ...]:
    """Read a text to its rules.

    Raises
    ------
    ValueError
        When it is not the notation.

    Notes
    -----
    The grammar of https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification. A remark without ``open`` or
    ``off`` makes its rule unknown, as there. Left out, and so unreadable: points in time (``10:00-16:00/01:30``) and
    dates moved to a weekday (``Sep 01 +Su``). Blanks around hyphens and a semicolon at the end are let pass.
    """
    if len(text) > LONGEST:
        raise ValueError(text)
    reader = Reader(text)
    rules = [_rule(reader, "normal")]
    while not reader.done:
        if reader.take(";"):
            if reader.done:
                break
            joint: Joint = "normal"
        elif reader.take("||"):
            joint = "fallback"
        else:
            reader.need(",")
            joint = "additional"
        rules.append(_rule(reader, joint))
    return tuple(rules)


def _rule(reader: Reader, joint: Joint) -> Rule:
    rule, begun, labelled = Rule(joint), reader.position, False
    if not reader.take("24/7"):
        while _wide(reader, rule):
            pass
        if reader.kind == "comment" and reader.after == ":":
            labelled = True
            reader.next()
            reader.next()
        _days(reader, rule)
        if _starts_time(reader):
            _list(reader, lambda: rule.times.append(_span(reader)), _starts_time)
    state = STATES.get(reader.word)
    if state is not None:
        reader.next()
    remark = reader.kind == "comment"
    if remark:
        reader.next()
    if reader.position == begun:
        raise ValueError(reader.text)
    rule.state = state or ("unknown" if remark or labelled else "open")
    return rule


def _list(reader: Reader, one: Callable[[], None], starts: Callable[[Reader], bool]) -> None:
    """Read a list divided by commas; a comma before something else begins another rule and is left."""
    one()
    while reader.value == "," and starts(reader.ahead):
        reader.next()
        one()


def _wide(reader: Reader, rule: Rule) -> bool:
    """Read one selector of years, dates or weeks, if there is one."""
    if _starts_date(reader):
        _list(reader, lambda: _dates(reader, rule), lambda here: _starts_date(here) or here.kind == "number")
    elif reader.kind == "year":
        _list(reader, lambda: rule.years.append(_year_range(reader)), lambda here: here.kind == "year")
    elif reader.word == "week":
        reader.next()
        _list(reader, lambda: rule.weeks.append(_week_range(reader)), lambda here: here.kind == "number")
    else:
        return False
    reader.take(":")
    return True


def _starts_date(reader: Reader) -> bool:
    word = reader.ahead.word if reader.kind == "year" else reader.word
    return word in MONTHS or word == "easter"


def _year_range(reader: Reader) -> tuple[int, int | None, int]:
    first = reader.number("year")
    if reader.take("+"):
        return first, None, 1
    last = reader.number("year") if reader.take("-") else first
    return first, last, reader.number("number") if reader.take("/") else 1


def _week_range(reader: Reader) -> tuple[int, int, int]:
    first = reader.number("number")
    last = reader.number("number") if reader.take("-") else first
    step = reader.number("number") if reader.take("/") else 1
    if not (1 <= first <= 53 and 1 <= last <= 53 and step >= 1):
        raise ValueError(reader.text)
    return first, last, step


def _dates(reader: Reader, rule: Rule) -> None:
    """Read a date or a range of dates; a bare number is another day of the month before it."""
    year = reader.number("year") if reader.kind == "year" else None
    if reader.word == "easter":
        reader.next()
        _shift(reader)
        rule.movable = True
        if reader.take("-"):
            _dates(reader, rule)
        return
    if reader.kind == "number":
        if not rule.dates:
            raise ValueError(reader.text)
        year, month = rule.dates[-1].last_year, rule.dates[-1].last[0]
    else:
        month = _month(reader)
    day = _month_day(reader) if reader.kind == "number" else None
    if reader.take("+"):
        rule.dates.append(Dates((month, day or 1), (12, 31), year, None, onward=True))
        return
    last_year, last_month, last_day = year, month, day
    if reader.take("-"):
        last_year = reader.number("year") if reader.kind == "year" else year
        if reader.word in MONTHS:
            last_month = _month(reader)
            last_day = _month_day(reader) if reader.kind == "number" else None
        else:
            last_day = _month_day(reader)
    rule.dates.append(Dates((month, day or 1), (last_month, last_day or 31), year, last_year))


def _month(reader: Reader) -> int:
    if reader.word not in MONTHS:
        raise ValueError(reader.text)
    return MONTHS[reader.next()]


def _month_day(reader: Reader) -> int:
    day = reader.number("number")
    if not 1 <= day <= 31:
        raise ValueError(reader.text)
    return day


def _days(reader: Reader, rule: Rule) -> None:
    """Read days of the week and holidays: divided by commas, either; by a blank, both."""

    def starts(here: Reader) -> bool:
        return here.word in WEEKDAYS or here.word in HOLIDAYS

    def one() -> None:
        if reader.word in HOLIDAYS:
            rule.holidays.add(reader.next())
            _shift(reader)
        else:
            rule.weekdays.append(_weekdays(reader))

    if not starts(reader):
        return
    _list(reader, one, starts)
    kinds = bool(rule.holidays), bool(rule.weekdays)
    reader.take(":")
    if starts(reader):
        if kinds == (True, True):
            raise ValueError(reader.text)
        _list(reader, one, starts)
        rule.both = True
        reader.take(":")
        if not (rule.holidays and rule.weekdays):
            raise ValueError(reader.text)


def _weekdays(reader: Reader) -> Weekdays:
    first = last = WEEKDAYS[reader.next()]
    nth: list[int] = []
    if reader.take("["):
        _list(reader, lambda: nth.extend(_nth(reader)), lambda here: here.kind == "number" or here.value == "-")
        reader.need("]")
    elif reader.take("-"):
        if reader.word not in WEEKDAYS:
            raise ValueError(reader.text)
        last = WEEKDAYS[reader.next()]
    return Weekdays(first, last, tuple(nth), _shift(reader) if nth else 0)


def _nth(reader: Reader) -> range:
    sign = -1 if reader.take("-") else 1
    first = sign * reader.number("number")
    last = reader.number("number") if sign == 1 and reader.take("-") else first
    if not (1 <= abs(first) <= 5 and first <= last <= 5):
        raise ValueError(reader.text)
    return range(first, last + 1)


def _shift(reader: Reader) -> int:
    """Read ``+2 days`` or ``-1 day``, if it is there."""
    if reader.value not in ("+", "-") or reader.ahead.kind != "number":
        return 0
    sign = 1 if reader.next() == "+" else -1
    days = sign * reader.number("number")
    if reader.next() not in ("day", "days"):
        raise ValueError(reader.text)
    return days


def _starts_time(reader: Reader) -> bool:
    return reader.kind == "time" or reader.word in SUN or (reader.value == "(" and reader.ahead.word in SUN)


def _span(reader: Reader) -> Span:
    earliest, start = _edge(reader)
    if reader.take("+"):
        return Span(start, start, earliest, max(start, DAY))
    reader.need("-")
    end, latest = _edge(reader)
    if reader.value == "/":
        raise ValueError(reader.text)
    if latest <= earliest:
        end, latest = end + DAY, latest + DAY
    if latest > 3 * DAY:
        raise ValueError(reader.text)
    return Span(start, max(start, end), earliest, max(latest, DAY) if reader.take("+") else latest)


def _edge(reader: Reader) -> tuple[int, int]:
    """Return the earliest and the latest minute a time may be."""
    if reader.kind == "time":
        minutes = _clock(reader)
        return minutes, minutes
    shift = 0
    if reader.take("("):
        event = reader.next()
        sign = {"+": 1, "-": -1}.get(reader.next(), 0)
        shift = sign * _clock(reader)
        reader.need(")")
    else:
        event = reader.next()
    if event not in SUN:
        raise ValueError(reader.text)
    earliest, latest = SUN[event]
    return max(0, earliest + shift), max(0, latest + shift)


def _clock(reader: Reader) -> int:
    if reader.kind != "time":
        raise ValueError(reader.text)
    hours, minutes = map(int, re.split(":", reader.next()))
    if minutes > 59 or hours * 60 + minutes > 2 * DAY:
        raise ValueError(reader.text)
    return hours * 60 + minutes
