"""Criterion: digitally vulnerable residents within a walk of the building."""

import pandas as pd

from geo.evidence import Evidence
from geo.ranking.criteria._criterion import Criterion, between, within_reach
from geo.texts import N_


def measure(evidence: Evidence) -> pd.DataFrame:
    """Sum the expected vulnerable residents within reach, with what unknown neighbourhoods could change."""
    demand = evidence.demand
    return between(
        within_reach(evidence, demand["vulnerable_count"]),
        within_reach(evidence, demand["vulnerable_low"]),
        within_reach(evidence, demand["vulnerable_high"]),
    )


CRITERION = Criterion(
    key="vulnerable_in_reach",
    title=N_("Vulnerable residents within a walk"),
    question=N_("How many residents in digital difficulty live within a walk of the building?"),
    unit="persons",
    unit_text=N_("residents"),
    better="more",
    ranks=("wifi", "aidants"),
    needs=(),
    goalposts=(0, None),
    measure=measure,
)
