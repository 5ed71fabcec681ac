"""Criterion: how long the building is open in an ordinary week."""

import pandas as pd

from geo.evidence import Evidence
from geo.hours import hours_bounds
from geo.ranking.criteria._criterion import Criterion
from geo.texts import N_

FULL_WEEK_H = 60
"""Hours a week from which longer opening adds nothing: ten hours a day, six days. A stated convention."""


def measure(evidence: Evidence) -> pd.DataFrame:
    """Return the hours it is open in an ordinary week, between bounds where its hours leave that open."""
    return hours_bounds(evidence.sites["opening_hours"])


CRITERION = Criterion(
    key="opening_hours",
    title=N_("Opening hours"),
    question=N_("How many hours is the building open in an ordinary week?"),
    unit="hours_per_week",
    unit_text=N_("hours a week"),
    better="more",
    ranks=("wifi", "aidants"),
    needs=(),
    goalposts=(0, FULL_WEEK_H),
    measure=measure,
)
