"""How evenly access is shared among people: catchments, measures, and their reading."""

from geo.equity.access import AccessReview, access_review
from geo.equity.catchments import floating_catchment
from geo.equity.over_time import equity_over_time
from geo.equity.readings import readings
from geo.equity.review import DISTANCE, WITHIN, EquityReview, curve_points, equity_review

__all__ = [
    "DISTANCE",
    "WITHIN",
    "AccessReview",
    "EquityReview",
    "access_review",
    "curve_points",
    "equity_over_time",
    "equity_review",
    "floating_catchment",
    "readings",
]
