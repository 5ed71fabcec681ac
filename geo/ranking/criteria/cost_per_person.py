"""Criterion: what public Wi-Fi in the building costs for each resident within a walk."""

import pandas as pd

from geo.evidence import Evidence
from geo.ranking.criteria._criterion import Criterion, between
from geo.texts import N_

WORST_EUR_PER_PERSON = 40
"""Cost a person from which a site scores nothing: about what equipping a large school among 2,000 people comes to."""


def measure(evidence: Evidence) -> pd.DataFrame:
    """Divide the first cost and some years of running cost by the residents within reach.

    Notes
    -----
    ``(capex + years_counted * opex) / max(residents in reach, 1)``: a site that reaches nobody costs its whole price
    for one person, which no goalpost saves.
    """
    sites, costs = evidence.sites, evidence.parameters.costs
    running = costs.years_counted * sites["opex_eur_per_year"]
    people = sites["population_in_reach"].clip(lower=1)
    return between(
        (sites["capex_eur"] + running) / people,
        (sites["capex_low_eur"] + running) / people,
        (sites["capex_high_eur"] + running) / people,
    )


CRITERION = Criterion(
    key="cost_per_person",
    title=N_("Cost per resident reached"),
    question=N_("What does it cost to equip and run it over the years counted, for each resident within a walk?"),
    unit="eur",
    unit_text=N_("euros per resident"),
    better="less",
    ranks=("wifi",),
    needs=("fibre",),
    goalposts=(WORST_EUR_PER_PERSON, 0),
    measure=measure,
)
