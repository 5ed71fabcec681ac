"""Criterion: digitally vulnerable residents within a walk who have no place of help within theirs."""

import pandas as pd

from geo.evidence import Evidence
from geo.ranking.criteria._criterion import Criterion, between, within_reach
from geo.texts import N_


def measure(evidence: Evidence) -> pd.DataFrame:
    """Sum the expected vulnerable residents within reach of the site and of no place of help.

    Notes
    -----
    Known where it is known of every place within reach whether help is within its walk.
    """
    demand = evidence.demand
    gap = demand["help_gap"]
    surely, perhaps = (gap.fillna(value=filled).astype(bool) for filled in (False, True))
    value, low, high = (
        within_reach(evidence, demand[column].where(without, 0.0))
        for column, without in (("vulnerable_count", surely), ("vulnerable_low", surely), ("vulnerable_high", perhaps))
    )
    unknown = within_reach(evidence, gap.isna().astype("float64"))
    return between(value.where(unknown == 0), low, high)


CRITERION = Criterion(
    key="vulnerable_without_help",
    title=N_("Vulnerable residents without help"),
    question=N_("How many residents in digital difficulty within a walk have no place of help within a walk of home?"),
    unit="persons",
    unit_text=N_("residents"),
    better="more",
    ranks=("aidants",),
    needs=("support_places",),
    goalposts=(0, None),
    measure=measure,
)
