"""Criterion: hours of digital help already given within a walk of the building."""

import numpy as np
import pandas as pd

from geo.evidence import Evidence
from geo.ranking.criteria._criterion import Criterion, between
from geo.texts import N_
from geo.walking import in_reach


def measure(evidence: Evidence) -> pd.DataFrame:
    """Sum the weekly hours of help of the places within reach; a place of unknown hours leaves only a lower bound."""
    sites, near, places = evidence.sites, evidence.help_near_sites, evidence.support_places
    if near is None or places is None:
        nothing = pd.Series(np.nan, index=sites.index)
        return between(nothing, nothing, nothing)
    reached = near.T.tocsr()
    hours = places["help_hours_per_week"].astype("float64")
    walks_known = sites["population_in_reach"].notna()
    low = pd.Series(in_reach(reached, hours.fillna(0.0)), index=sites.index).where(walks_known)
    unknown = pd.Series(in_reach(reached, hours.isna().astype("float64")), index=sites.index)
    exact = low.where(unknown == 0)
    return between(exact, low, exact)


CRITERION = Criterion(
    key="existing_help",
    title=N_("Help already nearby"),
    question=N_("How many hours of digital help a week are already given within a walk of the building?"),
    unit="hours_per_week",
    unit_text=N_("hours a week"),
    better="less",
    ranks=("aidants",),
    needs=("support_places",),
    goalposts=(None, 0),
    measure=measure,
)
