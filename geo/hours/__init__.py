"""When doors are open: opening hours as text, and moments of a week."""

from geo.hours.moments import DAYS, PERHAPS_OPEN, SHORT_DAYS, TIMES, Moment, Times, When, open_at, when
from geo.hours.opening import MARKS, hours_bounds, hours_marks, hours_per_week, unreadable
from geo.hours.rules import DAY

__all__ = [
    "DAY",
    "DAYS",
    "MARKS",
    "PERHAPS_OPEN",
    "SHORT_DAYS",
    "TIMES",
    "Moment",
    "Times",
    "When",
    "hours_bounds",
    "hours_marks",
    "hours_per_week",
    "open_at",
    "unreadable",
    "when",
]
