"""Rules of opening hours: which days, which times, and open, shut or unknown."""

from dataclasses import dataclass, field
from typing import Literal

State = Literal["open", "off", "unknown"]
Joint = Literal["normal", "additional", "fallback"]

DAY = 24 * 60


@dataclass(frozen=True)
class Span:
    """A stretch of a day in minutes since its midnight, which may run past the next.

    Surely from ``start`` to ``end``; perhaps from ``earliest`` to ``latest``. They differ where the sun sets an end,
    and where no end is said (``09:00+``): then nothing is sure after the last time said, and midnight is the latest.
    """

    start: int
    end: int
    earliest: int
    latest: int


@dataclass(frozen=True)
class Dates:
    """Days of the year from (month, day) to (month, day), both included; with years, only in those."""

    first: tuple[int, int]
    last: tuple[int, int]
    first_year: int | None = None
    last_year: int | None = None
    onward: bool = False


@dataclass(frozen=True)
class Weekdays:
    """Days of the week from ``first`` to ``last``; with ``nth``, only the first, second, last (-1) ... of a month."""

    first: int
    last: int
    nth: tuple[int, ...] = ()
    days_later: int = 0


@dataclass
class Rule:
    """One rule: on these days, at these times, this state. Empty selectors hold always."""

    joint: Joint = "normal"
    years: list[tuple[int, int | None, int]] = field(default_factory=list)
    dates: list[Dates] = field(default_factory=list)
    weeks: list[tuple[int, int, int]] = field(default_factory=list)
    weekdays: list[Weekdays] = field(default_factory=list)
    holidays: set[str] = field(default_factory=set)
    both: bool = False
    """Whether a day must be a holiday and such a weekday (``SH Mo-Fr``), rather than either (``SH,Mo-Fr``)."""
    movable: bool = False
    """Whether it is counted from Easter."""
    times: list[Span] = field(default_factory=list)
    state: State = "open"
