"""A Wi-Fi programme carried out as tables of an export: a row a building, and a row a year."""

import pandas as pd

from exports.realised.columns import REALISED, REALISED_YEARS
from geo.evidence import Evidence
from geo.programme import Plan, Realised, compare_realised, last_year_told


def realised_of(evidence: Evidence, plan: Plan | None) -> Realised | None:
    """Return what was carried out beside a plan; None where there is no plan, or nothing to hold against it yet."""
    last = last_year_told(evidence)
    if plan is None or not plan.has_plan or last is None or last < plan.instance.programme.first_year:
        return None
    return compare_realised(evidence, plan)


def realised_tables(found: Realised) -> dict[str, pd.DataFrame]:
    """Return the tables by the names of their files."""
    return {
        "realised": found.buildings.reset_index()[[column.name for column in REALISED]],
        "realised_years": found.years.reset_index()[[column.name for column in REALISED_YEARS]],
    }
