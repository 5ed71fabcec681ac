"""Criterion: 5G at the building, which can stand in for a fixed line."""

import pandas as pd

from geo.coverage import BEST_CLASS
from geo.evidence import Evidence
from geo.ranking.criteria._criterion import Criterion, between
from geo.texts import N_


def measure(evidence: Evidence) -> pd.DataFrame:
    """Return the best class of reception over the operators."""
    best = evidence.sites["mobile_5g_class_best"].astype("float64")
    return between(best, best.fillna(0.0), best.fillna(float(BEST_CLASS)))


CRITERION = Criterion(
    key="mobile_5g_at_building",
    title=N_("5G at the building"),
    question=N_("How well does the best operator's 5G reach the building, from none (0) to deep indoors (3)?"),
    unit="class",
    unit_text=N_("class from 0 to 3"),
    better="more",
    ranks=("wifi",),
    needs=("mobile_5g",),
    goalposts=(0, BEST_CLASS),
    measure=measure,
)
