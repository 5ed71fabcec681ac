"""What people may lack, in words: its titles, its sentences, and numbers of people that may be known between bounds."""

from geo.gaps import Review
from geo.hours import DAY, DAYS, SHORT_DAYS, TIMES, Moment, Times, When
from ui.components.markup import Content, filled, tag
from ui.context import Context
from ui.gaps.reviews import limit_m
from words import gaps
from words.gaps import GAPS, bounds

__all__ = [
    "GAPS",
    "bounds",
    "chosen_gap",
    "day_name",
    "gap_words",
    "people_between",
    "people_said",
    "times_named",
    "times_said",
    "when_said",
    "where_said",
]


def chosen_gap(context: Context) -> str:
    """Return the key of what the reader asked about."""
    return context.state.gap if context.state.gap in GAPS else next(iter(GAPS))


def people_between(context: Context, low: float, high: float) -> str:
    """Write a number of people in a table: rounded, or its two ends."""
    return gaps.people_between(context.numbers, low, high)


def people_said(context: Context, low: float, high: float) -> str:
    """Say a number of people in a sentence: about so many, or between two ends."""
    return gaps.people_said(context.numbers, low, high)


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


def gap_words(context: Context, review: Review) -> list[Content]:
    """Say how many people lack what the reader asked about, or that nobody can say."""
    _, numbers = context.translate, context.numbers
    gap = GAPS[chosen_gap(context)]
    row = review.totals["commune"].iloc[0]
    residents, vulnerable = (bounds(row, f"{gap.column}_{amount}") for amount in ("persons", "vulnerable"))
    where = where_said(context, review.at)
    if residents[0] == 0 and residents[1] >= float(row["population"]):
        return [
            _("{where}, nobody can say who is left out: the data it would take are not published.").format(where=where)
        ]
    return [
        filled(
            _(gap.sentence),
            where=where,
            residents=tag("b", people_said(context, *residents), data_total="persons"),
            vulnerable=tag("b", people_said(context, *vulnerable), data_total="vulnerable"),
            limit=numbers.number(limit_m(context)),
        )
    ]
