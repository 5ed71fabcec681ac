"""When doors are open: opening hours as text, and moments of a week."""

from geo.hours.moments import DAY, DAYS, SHORT_DAYS, TIMES, Moment, Times, When, open_at, when
from geo.hours.opening import hours_per_week, unreadable

__all__ = [
    "DAY",
    "DAYS",
    "SHORT_DAYS",
    "TIMES",
    "Moment",
    "Times",
    "When",
    "hours_per_week",
    "open_at",
    "unreadable",
    "when",
]
