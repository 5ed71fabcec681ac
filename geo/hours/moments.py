"""Moments and times of an ordinary week at which people look for an open door, and which doors are open then."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import pandas as pd

from geo.errors import DataError
from geo.hours.rules import DAY
from geo.hours.weeks import Spans, hours_of
from geo.texts import N_

DAYS: Final = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)

SHORT_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
"""How a moment is written in files and addresses, whatever the language."""

_NAMES: Final = {
    0: "mo mon monday lun lundi ma maandag",
    1: "tu tue tues tuesday mar mardi di dinsdag",
    2: "we wed wednesday mer mercredi wo woensdag",
    3: "th thu thur thurs thursday jeu jeudi do donderdag",
    4: "fr fri friday ven vendredi vr vrijdag",
    5: "sa sat saturday sam samedi za zaterdag",
    6: "su sun sunday dim dimanche zo zondag",
}
"""Names of the days in English (and OpenStreetMap), French and Dutch. French ones of two letters are left out: ``ma``
and ``di`` are the Dutch Monday and Tuesday."""

_DAY_OF: Final = {name: day for day, names in _NAMES.items() for name in names.split()}

_WRITTEN = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:\s*[:h.u]\s*(\d{2})?)?")
"""A day and a time: ``wed 15:00``, ``mercredi 15h``, ``wo. 15.30``, ``za 9u``."""

PERHAPS_OPEN: Final = N_(
    "Places open in some weeks only, by appointment or at unknown hours are perhaps open: whoever depends on them is "
    "counted in the highest figure, not in the lowest."
)
"""What a reader of figures at a moment must know."""

LONG_ENOUGH_MIN = 60
"""A door that is open for less than an hour of a time one has serves nobody who comes with a question."""


@dataclass(frozen=True)
class Moment:
    """A minute of an ordinary week: ``day`` 0 (Monday) to 6, ``minute`` since midnight.

    Examples
    --------
    >>> Moment(day=2, minute=15 * 60).key
    'Wed 15:00'
    """

    day: int
    minute: int

    @property
    def key(self) -> str:
        """The moment as it is written in files: ``Wed 15:00``."""
        return f"{SHORT_DAYS[self.day]} {self.minute // 60:02d}:{self.minute % 60:02d}"

    @property
    def windows(self) -> Spans:
        """The minute itself."""
        start = self.day * DAY + self.minute
        return ((start, start + 1),)

    @property
    def needed_min(self) -> int:
        """A door counts that is open during that minute."""
        return 1


@dataclass(frozen=True)
class Times:
    """The times of the week somebody has, as windows in minutes since Monday 0:00.

    A door counts as open in these times when it is open for an hour in all within one of the windows.

    Examples
    --------
    >>> saturday = TIMES["saturday"]
    >>> [(start - 5 * DAY, end - 5 * DAY) for start, end in saturday.windows]
    [(540, 1020)]
    """

    key: str
    title: str
    windows: Spans
    needed_min: int = LONG_ENOUGH_MIN


When = Moment | Times


def _each(days: range, start_hour: float, end_hour: float) -> Spans:
    return tuple((day * DAY + round(start_hour * 60), day * DAY + round(end_hour * 60)) for day in days)


TIMES: Final = {
    times.key: times
    for times in (
        Times("office_hours", N_("office hours"), (*_each(range(5), 9, 12), *_each(range(5), 13.5, 17))),
        Times("evening", N_("evenings"), _each(range(5), 17.5, 21)),
        Times("wednesday_afternoon", N_("Wednesday afternoon"), _each(range(2, 3), 13, 17)),
        Times("saturday", N_("Saturday"), _each(range(5, 6), 9, 17)),
    )
}
"""Named times. Office hours: Monday to Friday 9:00-12:00 and 13:30-17:00, when municipal counters are open; evenings:
Monday to Friday 17:30-21:00, after work; Wednesday afternoon: 13:00-17:00, when pupils are free; Saturday: 9:00-17:00.
Conventions of this program, to be read with their hours."""


def when(text: str) -> When:
    """Return the moment or the named times a text means.

    Parameters
    ----------
    text
        ``Wed 15:00``, with the day in English, French or Dutch, whole or short; or the key of ``TIMES``, in which
        blanks may stand for ``_``.

    Raises
    ------
    DataError
        When it is neither.

    Examples
    --------
    >>> when("mercredi 15:00").key
    'Wed 15:00'
    >>> when("saturday").key
    'saturday'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().strip()
    named = TIMES.get(re.sub(r"[\s-]+", "_", plain))
    if named is not None:
        return named
    written = _WRITTEN.fullmatch(plain)
    if written is not None and written[1] in _DAY_OF:
        hour, minute = int(written[2]), int(written[3] or 0)
        if hour < 24 and minute < 60:
            return Moment(_DAY_OF[written[1]], hour * 60 + minute)
    raise DataError(
        N_("{text} is no moment of the week. Write a day and a time, such as Wed 15:00, or one of: {names}."),
        text=text,
        names=", ".join(TIMES),
    )


def open_at(opening_hours: pd.Series, at: When) -> pd.Series:
    """Say of each place whether it is open at a moment, or long enough in certain times, of ordinary weeks.

    Parameters
    ----------
    opening_hours
        Texts in OpenStreetMap's notation.
    at
        The moment or the times.

    Returns
    -------
    Boolean by the index of ``opening_hours``: NA, *perhaps open*, where it is so in some ordinary weeks and not in
    others, in school holidays or at certain dates only, and where the text leaves it open ("by appointment", no end
    said); NA as well where there is no text and where it cannot be read.

    Examples
    --------
    >>> hours = pd.Series(["Mo-Fr 09:00-12:00", "We 14:00-16:00", "We[1] 14:00-16:00", None])
    >>> open_at(hours, when("Wed 15:00")).tolist()
    [False, True, <NA>, <NA>]
    """
    found = {text: _is_open(text, at) for text in opening_hours.dropna().unique()}
    answers = [found.get(text, pd.NA) if isinstance(text, str) else pd.NA for text in opening_hours]
    return pd.Series(pd.array(answers, dtype="boolean"), index=opening_hours.index, name="open")


@lru_cache(maxsize=4096)
def _is_open(text: str, at: When) -> bool | None:
    """Say whether a place is open at such times in every week, or in none; None in between and where not known."""
    hours = hours_of(text)
    if hours is None:
        return None
    if hours.ordinary and all(_longest(week.open, at.windows) >= at.needed_min for week in hours.ordinary):
        return True
    weeks = hours.ordinary + hours.others
    return None if not weeks or any(_longest(week.possible, at.windows) >= at.needed_min for week in weeks) else False


def _longest(spans: Spans, windows: Spans) -> int:
    """Return how many minutes of the best window the spans cover."""
    return max(sum(max(0, min(end, last) - max(start, first)) for start, end in spans) for first, last in windows)
