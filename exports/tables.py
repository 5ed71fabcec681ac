"""The tables of an export, made from an assessment; screens, files and tests take their figures from here."""

from collections.abc import Mapping

import pandas as pd

from geo.ranking import CRITERIA, Assessment, DecisionMatrix, conditions, counted_criteria, in_order, rank
from geo.texts import N_

RECEIVED_AT = "retrieved_at"

SYNTHETIC_NOTE = N_("synthetic demonstration data")
"""Stands in the last column of every exported table whose data are invented."""


def timeless(provenance: pd.DataFrame) -> pd.DataFrame:
    """Return the files behind a snapshot without when they came in, which is no property of theirs."""
    return provenance.drop(columns=RECEIVED_AT, errors="ignore")


def received_table(provenance: pd.DataFrame) -> pd.DataFrame:
    """Return when each file behind a snapshot came in: ``layer, source, file_name, sha256, retrieved_at``."""
    columns = ["layer", "source", "file_name", "sha256", RECEIVED_AT]
    return provenance[[column for column in columns if column in provenance]]


FULL = ("full_score_low", "full_score_high", "full_rank_low", "full_rank_high")
"""Bounds of score and rank over all criteria, those that are switched off included."""


def sites_table(assessment: Assessment) -> pd.DataFrame:
    """Return every municipal building: identity, place (EPSG:3812 metres), attributes and coverage facts."""
    sites = pd.DataFrame(assessment.evidence.sites.drop(columns="geometry"))
    return _leading(sites.reset_index(), ("building_id", "name", "x_m", "y_m"))


def sectors_table(assessment: Assessment) -> pd.DataFrame:
    """Return every sector: names, residents, indicators, index, coverage shares and people in each gap."""
    sectors = assessment.evidence.sectors
    return pd.DataFrame(sectors.drop(columns="geometry")).reset_index()


def demand_table(assessment: Assessment) -> pd.DataFrame:
    """Return every demand point: sector, place (EPSG:3812 metres), residents, vulnerable residents, coverage facts."""
    demand = pd.DataFrame(assessment.evidence.demand.drop(columns="geometry")).reset_index()
    return _leading(demand, ("demand_id", "sector_code_statbel", "x_m", "y_m", "population", "vulnerable_count"))


def ranking_table(assessment: Assessment, ranking: str, weights: Mapping[str, int]) -> pd.DataFrame:
    """Return the ranking of all sites, best first, excluded ones last, in the order of ``geo.ranking.in_order``.

    Columns: ``building_id, name, rank, score, score_low, score_high, status``, then ``contribution_<criterion>`` in
    points that sum to the score, then the raw value of each criterion with its unit in the name and its bounds
    (``_low``, ``_high``), then ``rank_low``, ``rank_high`` and ``gates_failed``; then the bounds if the criteria
    switched off counted too (``full_``), how many criteria count of how many, and what all that assumes (``holds_if``).
    """
    matrix = assessment.matrices[ranking]
    ranked = rank(matrix, weights)
    criteria = [criterion for criterion in CRITERIA if ranking in criterion.ranks]
    raw = pd.DataFrame(index=ranked.index)
    for criterion in criteria:
        # A criterion that is switched off has no column in the matrix; in the export its cells are empty.
        for suffix, part in (("", matrix.values), ("_low", matrix.low), ("_high", matrix.high)):
            raw[criterion.column + suffix] = part[criterion.key] if criterion.key in part else float("nan")
    contributions = [f"contribution_{criterion.key}" for criterion in criteria]
    table = pd.concat(
        [
            assessment.evidence.sites[["name"]],
            ranked[["rank", "score", "score_low", "score_high", "status", *contributions]],
            raw,
            ranked[["rank_low", "rank_high", "gates_failed", *FULL]],
        ],
        axis=1,
    )
    counted, weighed = counted_criteria(matrix, weights)
    table = table.assign(criteria_counted=counted, criteria_weighed=weighed, holds_if=holds_if(matrix, weights))
    return in_order(table).reset_index()


def holds_if(matrix: DecisionMatrix, weights: Mapping[str, int]) -> str:
    """Return the conditions under which the bounds of a ranking hold, by raw columns: ``a <= 1; b <= 2``."""
    columns = {criterion.key: criterion.column for criterion in CRITERIA}
    return "; ".join(f"{columns[key]} <= {value:.12g}" for key, value in conditions(matrix, weights)["highest"].items())


def noted(table: pd.DataFrame, assessment: Assessment) -> pd.DataFrame:
    """Return the table with the note that its data are invented, where they are."""
    return table.assign(data_note=SYNTHETIC_NOTE) if assessment.evidence.place.synthetic else table


def _leading(table: pd.DataFrame, first: tuple[str, ...]) -> pd.DataFrame:
    """Return the table with these columns first, the others in their order."""
    return table[[*first, *(column for column in table.columns if column not in first)]]
