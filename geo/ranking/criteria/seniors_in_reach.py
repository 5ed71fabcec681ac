"""Criterion: residents aged 65 and over within a walk of the building."""

import pandas as pd

from geo.evidence import Evidence
from geo.ranking.criteria._criterion import Criterion, between, within_reach
from geo.texts import N_


def measure(evidence: Evidence) -> pd.DataFrame:
    """Sum the seniors within reach, with what neighbourhoods of unknown age could change.

    Notes
    -----
    Residents of unknown age count with the mean share of those of known age; the bounds take none and all of them.
    """
    demand = evidence.demand
    seniors, people = demand["seniors_count"], demand["population"]
    known = seniors.notna()
    share = seniors[known].sum() / people[known].sum() if people[known].sum() > 0 else float("nan")
    low = within_reach(evidence, seniors.fillna(0.0))
    unknown = within_reach(evidence, people.where(~known, 0.0))
    return between(low + share * unknown, low, low + unknown)


CRITERION = Criterion(
    key="seniors_in_reach",
    title=N_("Seniors within a walk"),
    question=N_("How many residents aged 65 and over live within a walk of the building?"),
    unit="persons",
    unit_text=N_("residents"),
    better="more",
    ranks=("aidants",),
    needs=("indicators",),
    goalposts=(0, None),
    measure=measure,
)
