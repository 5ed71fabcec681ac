"""Opening hours in OpenStreetMap's notation, read as minutes of one ordinary week."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import numpy as np
import opening_hours
import pandas as pd

WEEK_START = datetime(2026, 3, 2)
WEEK_END = datetime(2026, 3, 9)
"""The reference week, Monday to Sunday, without a Belgian public or school holiday. Being fixed, it needs no clock."""


Spans = tuple[tuple[int, int], ...]
"""Stretches of the week in minutes since Monday 0:00, the end not included."""


@dataclass(frozen=True)
class Week:
    """When a place is open in the reference week.

    ``open`` is when it is said to be open; ``certain`` the part of it without a remark ("by appointment"), which is for
    people to read; ``possible`` is ``open`` and whatever the notation calls unknown.
    """

    open: Spans
    certain: Spans
    possible: Spans


@lru_cache(maxsize=4096)
def week(text: str) -> Week | None:
    """Return the reference week of a place; None when the text cannot be read.

    Notes
    -----
    Holidays play no part, the week having none.
    """
    try:
        rules = opening_hours.OpeningHours(text)
    except opening_hours.ParserError:  # type: ignore[attr-defined]
        return None
    said = [
        ((_minute(start), _minute(end)), state == opening_hours.State.OPEN, bool(remark))
        for start, end, state, remark in rules.intervals(WEEK_START, WEEK_END)
        if state != opening_hours.State.CLOSED
    ]
    return Week(
        open=tuple(span for span, is_open, _ in said if is_open),
        certain=tuple(span for span, is_open, remark in said if is_open and not remark),
        possible=tuple(span for span, _, _ in said),
    )


def open_minutes(text: str) -> Spans | None:
    """Return when it is open in the reference week, in minutes since Monday 0:00; None when the text cannot be read.

    Notes
    -----
    Only what is said to be open counts: hours "on request" (an unknown state in the notation) do not.
    """
    read = week(text)
    return None if read is None else read.open


def hours_per_week(texts: pd.Series) -> pd.Series:
    """Return the hours open in the reference week, by the index of ``texts``; NaN where missing or unreadable.

    Examples
    --------
    >>> hours_per_week(pd.Series(["Mo-Fr 09:00-17:00", "Sa 10:00-12:30", None])).tolist()
    [40.0, 2.5, nan]
    """
    found = {text: open_minutes(text) for text in texts.dropna().unique()}
    hours = {text: sum(end - start for start, end in spans) / 60 for text, spans in found.items() if spans is not None}
    return texts.map(hours).astype("float64").rename("opening_hours_per_week")


def unreadable(texts: pd.Series) -> pd.Series:
    """Return the texts that are there but cannot be read.

    Examples
    --------
    >>> unreadable(pd.Series(["Mo-Fr 09:00-17:00", "most mornings", None])).tolist()
    ['most mornings']
    """
    given = texts.dropna()
    return given[np.array([open_minutes(text) is None for text in given], dtype=bool)]


def _minute(moment: datetime) -> int:
    return round((moment - WEEK_START).total_seconds() / 60)
