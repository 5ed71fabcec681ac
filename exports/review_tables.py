"""The tables of the review: who walks where, who is left out, what they can walk to and how evenly it is spread."""

from typing import Final

import numpy as np
import pandas as pd

from geo.equity import AccessReview, EquityReview, access_review, equity_review
from geo.evidence import Evidence
from geo.gaps import Review, present_distances, review_of
from geo.ranking import Assessment

LEVELS: Final = {"sector": "gaps_by_sector", "section": "gaps_by_section", "district": "gaps_by_district"}
"""Levels of the totals that are exported, where the commune has them, and the names of their tables."""


def review_tables(assessment: Assessment) -> dict[str, pd.DataFrame]:
    """Return the tables of today, over the whole week and with the assessment's own walk, by the name of their file."""
    evidence = assessment.evidence
    reviewed = review_of(evidence, present_distances(evidence), evidence.parameters.reach.limit_m)
    access = access_review(evidence)
    by_level = {name: gaps_by_table(reviewed, level) for level, name in LEVELS.items() if level in reviewed.totals}
    return {
        "reach": reach_table(evidence),
        "gaps": gaps_table(reviewed),
        **by_level,
        "access": access_table(evidence, access),
        "equity": equity_table(equity_review(evidence, reviewed, access)),
    }


def reach_table(evidence: Evidence) -> pd.DataFrame:
    """Return every building and demand point within the walk: ``building_id, demand_id, distance_m``.

    Metres are rounded to the millimetre. Identifiers are categories, since there may be a million rows of them.
    """
    reach = evidence.reach
    row = np.repeat(np.arange(reach.shape[0]), np.diff(reach.indptr))
    return pd.DataFrame(
        {
            "building_id": pd.Categorical.from_codes(row, evidence.sites.index),
            "demand_id": pd.Categorical.from_codes(reach.indices, evidence.demand.index),
            "distance_m": reach.data.round(3),
        }
    )


def walks_table(building: str, there: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `reach_table` of one building, from the walks ``geo.gaps.building_reach`` finds to it."""
    walked = there["distance_m"].round(3).rename_axis("demand_id").reset_index()
    walked.insert(0, "building_id", building)
    return walked


def gaps_table(reviewed: Review) -> pd.DataFrame:
    """Return every demand point: who lives there, which gaps they are in, and how far the nearest places are."""
    return reviewed.demand.reset_index()


def gaps_by_table(reviewed: Review, level: str) -> pd.DataFrame:
    """Return the people in each gap by sector, section or district, most vulnerable people in some gap first."""
    return reviewed.totals[level].reset_index()


def access_table(evidence: Evidence, access: AccessReview) -> pd.DataFrame:
    """Return every demand point: who lives there, and the help and Wi-Fi within their walk, shared with all others."""
    who = evidence.demand[["sector_code_statbel", "section_code_statbel", "population", "vulnerable_count"]]
    return pd.concat([pd.DataFrame(who), access.demand], axis=1).reset_index()


def equity_table(equity: EquityReview) -> pd.DataFrame:
    """Return every measure of equity: service, what is measured, over whom, ordered by what, and the figures."""
    return equity.figures.reset_index()
