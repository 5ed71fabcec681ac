"""What people may lack, in words: its titles, its sentences, and numbers of people that may be known between bounds."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from geo.hours import DAY, DAYS, SHORT_DAYS, TIMES, Moment, Times, When
from geo.texts import N_, NN_
from ui.context import Context
from words.numbers import is_unknown, rounded


@dataclass(frozen=True)
class Gap:
    """One thing people may lack."""

    column: str
    """Its name in ``geo.gaps.totals.KINDS``."""
    title: str
    theme: str
    """How the legend names who lacks it."""
    sentence: str
    """With ``{where}``, ``{residents}``, ``{vulnerable}`` and, where one has to walk, ``{limit}``."""


GAPS: Mapping[str, Gap] = {
    "any": Gap(
        "any_gap",
        N_("At least one of the three"),
        N_("Residents who lack at least one of the three"),
        NN_(
            "{where}, {residents} resident, of whom {vulnerable} in digital difficulty, lacks at least one of "
            "these: a good connection at home, public Wi-Fi or digital help within {limit} m on foot.",
            "{where}, {residents} residents, of whom {vulnerable} in digital difficulty, lack at least one of "
            "these: a good connection at home, public Wi-Fi or digital help within {limit} m on foot.",
            "residents",
        ),
    ),
    "help": Gap(
        "help_gap",
        N_("Digital help"),
        N_("Residents without digital help within a walk"),
        NN_(
            "{where}, {residents} resident, of whom {vulnerable} in digital difficulty, has no digital help "
            "within {limit} m on foot.",
            "{where}, {residents} residents, of whom {vulnerable} in digital difficulty, have no digital help "
            "within {limit} m on foot.",
            "residents",
        ),
    ),
    "public": Gap(
        "public_gap",
        N_("Public Wi-Fi"),
        N_("Residents without public Wi-Fi within a walk"),
        NN_(
            "{where}, {residents} resident, of whom {vulnerable} in digital difficulty, has no public Wi-Fi "
            "within {limit} m on foot.",
            "{where}, {residents} residents, of whom {vulnerable} in digital difficulty, have no public Wi-Fi "
            "within {limit} m on foot.",
            "residents",
        ),
    ),
    "home": Gap(
        "home_gap",
        N_("A connection at home"),
        N_("Residents without a good connection at home"),
        NN_(
            "{where}, {residents} resident, of whom {vulnerable} in digital difficulty, has no good connection "
            "at home: neither fibre nor 5G indoors.",
            "{where}, {residents} residents, of whom {vulnerable} in digital difficulty, have no good "
            "connection at home: neither fibre nor 5G indoors.",
            "residents",
        ),
    ),
    "all": Gap(
        "all_gaps",
        N_("All three at once"),
        N_("Residents who lack all three"),
        NN_(
            "{where}, {residents} resident, of whom {vulnerable} in digital difficulty, lacks all three: a "
            "good connection at home, public Wi-Fi and digital help within {limit} m on foot.",
            "{where}, {residents} residents, of whom {vulnerable} in digital difficulty, lack all three: a "
            "good connection at home, public Wi-Fi and digital help within {limit} m on foot.",
            "residents",
        ),
    ),
}
"""Key in the address -> what is lacking; the first is the default."""


def chosen_gap(context: Context) -> str:
    """Return the key of what the reader asked about."""
    return context.state.gap if context.state.gap in GAPS else next(iter(GAPS))


def bounds(row: Mapping[str, object], column: str) -> tuple[float, float]:
    """Return the least and the most a number of people may be; equal when it is known."""
    value = row[column]
    if not is_unknown(value):
        return float(value), float(value)  # type: ignore[arg-type]
    low, high = row[f"{column}_low"], row[f"{column}_high"]
    return float(low), float(high)  # type: ignore[arg-type]


def people_between(context: Context, low: float, high: float) -> str:
    """Write a number of people in a table: rounded, or its two ends."""
    if pd.isna(low) or pd.isna(high):
        return context.numbers.unknown
    if rounded(low) == rounded(high):
        return context.numbers.people(low)
    return f"{context.numbers.people(low)}–{context.numbers.people(high)}"


def people_said(context: Context, low: float, high: float) -> str:
    """Say a number of people in a sentence: about so many, or between two ends."""
    _, people = context.translate, context.numbers.people
    if rounded(low) == rounded(high):
        return _("about {number}").format(number=people(low)) if low >= 20 else people(low)
    return _("between {low} and {high}").format(low=people(low), high=people(high))


def when_said(context: Context, at: When) -> str:
    """Say a moment or times of the week in a sentence."""
    _ = context.translate
    if not isinstance(at, Moment):
        return times_said(context, at)
    return _("{day} at {time}").format(day=day_name(context, at.day), time=context.numbers.time(at.minute))


def day_name(context: Context, day: int) -> str:
    """Return the name of a day of the week."""
    return context.translate(DAYS[day])


def times_said(context: Context, times: Times) -> str:
    """Say named times of the week with their hours, which are a convention."""
    spans = dict.fromkeys((start % DAY, (end - 1) % DAY + 1) for start, end in times.windows)
    hours = ", ".join("–".join(context.numbers.time(minute) for minute in span) for span in spans)
    return f"{context.translate(times.title)} ({hours})"


def times_named(context: Context) -> dict[str, str]:
    """Return the times and the days one can choose, by what stands in the address."""
    named = {key: times_said(context, times) for key, times in TIMES.items()}
    return {**named, **{key: day_name(context, day) for day, key in enumerate(SHORT_DAYS)}}


def where_said(context: Context, at: When | None) -> str:
    """Say where, and when if the reader chose a moment: what a sentence begins with."""
    _ = context.translate
    if at is None:
        return _("In {commune}").format(commune=context.place_name)
    return _("In {commune}, {when}").format(commune=context.place_name, when=when_said(context, at))
