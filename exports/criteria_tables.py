"""The tables of criteria: what each decides beside its weight, which overlap, and what their columns say."""

from collections.abc import Mapping

import pandas as pd

from exports._column import Exported
from geo.ranking import CRITERIA, Assessment, influence, rank, related_criteria

_SHARE = "0-1"
_RANKING = Exported("ranking", "`wifi` or `aidants`", "the table `ranking_` of this name")
_RANKED = "the rows of the ranking whose `status` is `ranked`"

CRITERIA_COLUMNS = (
    _RANKING,
    Exported("criterion", "Key of the criterion", "criteria of the ranking"),
    Exported("weight", "Its weight, 0 to 10", "`weights` of the scenario"),
    Exported(
        "weight_share",
        "Its share of the weights that count; empty when it does not count here",
        "`weight` / sum of the weights of the criteria that are measured",
        _SHARE,
    ),
    Exported(
        "variance_share",
        "The part of the differences in score that it makes, negative where the others take more than it gives; empty "
        "without three buildings of different scores",
        f"covariance of `contribution_` and `score` / variance of `score`, over {_RANKED}",
        _SHARE,
    ),
    Exported(
        "correlation_ratio",
        "The part of the differences in score one would know from it alone",
        f"squared correlation (Pearson) of `contribution_` and `score`, over {_RANKED}",
        _SHARE,
    ),
    Exported("buildings", "How many buildings these figures rest on", f"how many are {_RANKED}", "buildings"),
)
PAIRS_COLUMNS = (
    _RANKING,
    Exported("first", "Key of a criterion that weighs", "criteria of the ranking"),
    Exported("second", "Key of another", "criteria of the ranking"),
    Exported(
        "correlation",
        "Rank correlation of their points; empty with fewer than three buildings, or where one is the same for all",
        "Spearman's, of the two columns `contribution_`, over the buildings compared where both are known",
    ),
    Exported(
        "points",
        "Points of `second` that go, on average, with one more point of `first`",
        "covariance of the two columns / variance of the first",
        "points",
    ),
    Exported("buildings", "How many buildings these figures rest on", "compared, both known", "buildings"),
    Exported(
        "relation",
        "`alike`: they count the same twice; `opposed`: what the first gives the second takes; else empty",
        "`alike` when `correlation` > 0.9; `opposed` when < -0.9, or < -0.3 with `points` at most -1",
    ),
)


def criteria_table(assessment: Assessment, weights: Mapping[str, Mapping[str, int]]) -> pd.DataFrame:
    """Return each criterion of each ranking with its weight and what it decides."""
    parts = []
    for ranking, matrix in assessment.matrices.items():
        keys = [criterion.key for criterion in CRITERIA if ranking in criterion.ranks]
        told = influence(rank(matrix, weights[ranking]), weights[ranking]).reindex(pd.Index(keys, name="criterion"))
        told["weight"] = [int(weights[ranking].get(key, 0)) for key in keys]
        measured = [key for key in keys if key in matrix.values.columns]
        # Measured, and of weight zero: it has a share of the weights, which is nothing.
        told.loc[measured, "weight_share"] = told.loc[measured, "weight_share"].fillna(0.0)
        told["buildings"] = told["sites"].astype("Int64")
        parts.append(told.reset_index().assign(ranking=ranking))
    return pd.concat(parts, ignore_index=True)[[column.name for column in CRITERIA_COLUMNS]]


def criteria_pairs_table(assessment: Assessment, weights: Mapping[str, Mapping[str, int]]) -> pd.DataFrame:
    """Return each two criteria of each ranking that weigh, with how they go together."""
    parts = [
        related_criteria(rank(matrix, weights[ranking]), weights[ranking]).assign(ranking=ranking)
        for ranking, matrix in assessment.matrices.items()
    ]
    table = pd.concat(parts, ignore_index=True).rename(columns={"sites": "buildings"})
    return table[[column.name for column in PAIRS_COLUMNS]]
