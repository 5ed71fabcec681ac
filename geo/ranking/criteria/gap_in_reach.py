"""Criterion: residents within a walk who have neither fibre nor good 5G at home."""

import pandas as pd

from geo.evidence import Evidence
from geo.ranking.criteria._criterion import Criterion, between, within_reach
from geo.texts import N_


def measure(evidence: Evidence) -> pd.DataFrame:
    """Sum the residents within reach who are in a gap at home: known only where it is known of all of them."""
    people, gap = evidence.demand["population"], evidence.demand["home_gap"]
    low = within_reach(evidence, people.where(gap.fillna(value=False).astype(bool), 0.0))
    high = within_reach(evidence, people.where(gap.fillna(value=True).astype(bool), 0.0))
    unknown = within_reach(evidence, gap.isna().astype("float64"))
    return between(low.where(unknown == 0), low, high)


CRITERION = Criterion(
    key="gap_in_reach",
    title=N_("Residents without a good connection at home"),
    question=N_("How many residents within a walk can have neither fibre nor good indoor 5G at home?"),
    unit="persons",
    unit_text=N_("residents"),
    better="more",
    ranks=("wifi",),
    needs=("fibre", "mobile_5g"),
    goalposts=(0, None),
    measure=measure,
)
