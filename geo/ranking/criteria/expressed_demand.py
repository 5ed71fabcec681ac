"""Criterion: requests for Wi-Fi or digital help already made at the building."""

import pandas as pd

from geo.evidence import Evidence
from geo.ranking.criteria._criterion import Criterion, known
from geo.texts import N_


def measure(evidence: Evidence) -> pd.DataFrame:
    """Return the requests made there in a year."""
    return known(evidence.sites["requests_per_year"])


CRITERION = Criterion(
    key="expressed_demand",
    title=N_("Requests made there"),
    question=N_("How often did people ask there for Wi-Fi or digital help in a year?"),
    unit="requests_per_year",
    unit_text=N_("requests a year"),
    better="more",
    ranks=("wifi",),
    needs=(),
    goalposts=(0, None),
    measure=measure,
)
