"""How old data are: counted from the day they describe, never from the day they were received."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from geo.errors import MaillageError
from geo.texts import N_
from layers import SEVERAL
from store.versions import LayerVersion

Age = Literal["fresh", "stale", "undated"]
"""fresh: not older than the layer allows; stale: older; undated: nothing says of when the data are."""

_DAY = re.compile(r"((?:19|20)\d{2})(?:-(\d{2})(?:-(\d{2}))?)?")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def days_described(vintage: str) -> tuple[date, date] | None:
    """Return the first and the last day a vintage stands for; None where it names no year.

    Parameters
    ----------
    vintage
        ``2019-01-01``, ``2019-01``, ``2019``; of any other text (``2017-2019``, ``31/12/2019``) the years in it.
    """
    if exact := _DAY.fullmatch(vintage.strip()):
        year, month, day = (int(part) if part else None for part in exact.groups())
        try:
            assert year is not None
            first = date(year, month or 1, day or 1)
        except ValueError:
            pass
        else:
            return first, first if day else _end_of_month(first) if month else date(year, 12, 31)
    years = sorted(map(int, _YEAR.findall(vintage)))
    return (date(years[0], 1, 1), date(years[-1], 12, 31)) if years else None


def stale_from(vintages: str, allowed_days: int) -> date | None:
    """Return the first day on which data are too old: that of the oldest vintage; None where none is known.

    Parameters
    ----------
    vintages
        One or several, separated by `SEVERAL`. A year counts from its last day.
    allowed_days
        How many days after the last one they describe data may be used without a word (`Layer.stale_after_days`).
    """
    known = [days for each in vintages.split(SEVERAL) if (days := days_described(each))]
    return min(last for _, last in known) + timedelta(days=allowed_days + 1) if known else None


def age_of(vintages: Iterable[str], allowed_days: int, today: date) -> tuple[Age, date | None]:
    """Say whether data are too old, and since when.

    Parameters
    ----------
    vintages
        What each source gave says of when it is; empty where it does not say. A vintage after ``today`` (a plan for
        2030) is not of when data are, and counts as unknown.
    allowed_days
        As in `stale_from`.
    today
        The day of the question.

    Returns
    -------
    age
        ``stale`` when any part is too old, else ``undated`` when of any part nothing is known, else ``fresh``.
    since
        The first day on which the oldest was too old; None unless it is.
    """
    each = [part for whole in vintages for part in whole.split(SEVERAL)]
    known = [part for part in each if (days := days_described(part)) and days[0] <= today]
    old = stale_from(SEVERAL.join(known), allowed_days)
    if old is not None and old <= today:
        return "stale", old
    return ("fresh" if known and len(known) == len(each) else "undated"), None


def years_described(vintages: Iterable[str], allowed_days: int, today: date) -> dict[int, Age]:
    """Return each year that data describe, with their age as `age_of` gives it; what names no year is left out.

    Where two vintages fall into one year the older counts. A vintage after ``today`` is not of when data are.
    """
    each = [part for whole in vintages for part in whole.split(SEVERAL)]
    years: dict[int, Age] = {}
    for part in each:
        days = days_described(part)
        if days is None or days[0] > today:
            continue
        age, _since = age_of([part], allowed_days, today)
        for year in range(days[0].year, min(days[1], today).year + 1):
            years[year] = "stale" if "stale" in (age, years.get(year)) else age
    return years


def stale_since(too_old: date | None, refused_since: str | None) -> str | None:
    """Return the earlier of the first day on which data were too old and the first refusal since, as UTC text."""
    since = [f"{too_old.isoformat()}T00:00:00Z"] if too_old else []
    return min([*since, *([refused_since] if refused_since else [])], default=None)


def vintages_of(version: LayerVersion) -> list[str]:
    """Return of when what each source gave to a version is, but for sources of which combining them kept nothing."""
    kept = set(version.vintage.split(SEVERAL))
    return [part.vintage for part in version.sources if not part.vintage or kept & set(part.vintage.split(SEVERAL))]


def told_vintage(text: str, today: date) -> str:
    """Return a vintage somebody gave by hand.

    Raises
    ------
    MaillageError
        When it is no day, month or year, or one after ``today``.
    """
    vintage = text.strip()
    exact = _DAY.fullmatch(vintage)
    days = days_described(vintage) if exact else None
    if exact is None or days is None or (exact[2] and f"{days[0]:%m}" != exact[2]) or days[0] > today:
        message = N_(
            "{vintage} is not of when data can be: give the year, month or day they describe, such as 2024, 2024-06 or "
            "2024-06-30, not later than today."
        )
        raise MaillageError(message, vintage=text)
    return vintage


def _end_of_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
