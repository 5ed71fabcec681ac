"""How long a place is open in an ordinary week, from opening hours in OpenStreetMap's notation."""

from typing import Final

import numpy as np
import pandas as pd

from geo.hours.weeks import hours_of
from geo.texts import N_


def hours_per_week(texts: pd.Series) -> pd.Series:
    """Return the hours a place is open in an ordinary week, mean over the weeks of a year, by the index of ``texts``.

    NaN where nothing is said, where it cannot be read, and where what is said leaves it open: hours by appointment
    only, hours without an end, hours of dates that are named with their year.

    Notes
    -----
    Ordinary weeks have no holiday. Hours on a condition beside certain ones are not counted.

    Examples
    --------
    >>> hours_per_week(pd.Series(["Mo-Fr 09:00-17:00", "Sa 10:00-12:30", "Mo-Fr 09:00+", None])).tolist()
    [40.0, 2.5, nan, nan]
    >>> hours_per_week(pd.Series(["Sa[1] 10:00-12:00"])).round(2).tolist()
    [0.46]
    """
    return hours_bounds(texts)["value"].rename("opening_hours_per_week")


def hours_bounds(texts: pd.Series) -> pd.DataFrame:
    """Return the hours of `hours_per_week` as ``value``, and ``low`` and ``high``, which bound them where not known.

    All three are NaN where nothing is said or it cannot be read.

    Examples
    --------
    >>> hours_bounds(pd.Series(["Mo-Fr 09:00-17:00", "Mo-Fr 09:00+"])).to_numpy().tolist()
    [[40.0, 40.0, 40.0], [nan, 0.0, 75.0]]
    """
    rows = {text: _bounds(text) for text in texts.dropna().unique()}
    nothing = (np.nan, np.nan, np.nan)
    found = [rows[text] if isinstance(text, str) else nothing for text in texts]
    return pd.DataFrame(found, index=texts.index, columns=["value", "low", "high"], dtype="float64")


def _bounds(text: str) -> tuple[float, float, float]:
    hours = hours_of(text)
    if hours is None:
        return np.nan, np.nan, np.nan
    if hours.per_week is None:
        return np.nan, *hours.bounds
    return (hours.per_week,) * 3


def unreadable(texts: pd.Series) -> pd.Series:
    """Return the texts that are there but cannot be read.

    Examples
    --------
    >>> unreadable(pd.Series(["Mo-Fr 09:00-17:00", "most mornings", None])).tolist()
    ['most mornings']
    """
    given = texts.dropna()
    return given[np.array([hours_of(text) is None for text in given], dtype=bool)]


MARKS: Final = {
    "not_weekly": N_("not every week"),
    "condition": N_("in part on a condition (by appointment, a remark)"),
    "open_end": N_("without a fixed end"),
    "holidays": N_("other hours in holidays, not counted"),
    "dated": N_("other hours on certain dates, not counted"),
}
"""What a reader must know of opening hours beside their number."""


def hours_marks(text: str) -> tuple[str, ...]:
    """Return which of ``MARKS`` are true of opening hours; none when they are plain or cannot be read.

    Examples
    --------
    >>> hours_marks('We[1] 14:00-16:00; Sa "by appointment"')
    ('not_weekly', 'condition')
    """
    hours = hours_of(text)
    return () if hours is None else tuple(mark for mark in MARKS if getattr(hours, mark))
