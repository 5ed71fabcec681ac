"""Decision matrix and weights -> normalised values, contributions, score and rank, with intervals for the unknown."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.errors import DataError
from geo.ranking.decision import DecisionMatrix
from geo.texts import N_

DECIMALS = 12
"""Scores are rounded to so many decimals before anybody is ranked, so that no last bit decides."""


def rank(matrix: DecisionMatrix, weights: Mapping[str, int]) -> pd.DataFrame:
    """Rank the feasible sites and say how each score is made up.

    Returns
    -------
    DataFrame indexed by ``building_id`` (all sites). Columns: ``rank``, ``rank_low``, ``rank_high`` (Int64, 1 = best;
    ``rank_low <= rank <= rank_high``), ``score``, ``score_low``, ``score_high`` (0-100), ``status`` (``ranked`` all
    known, ``interval`` something unknown: no rank or score but their bounds, ``excluded`` a gate fails),
    ``gates_failed`` (codes joined by a space), then ``contribution_<criterion>`` in points that sum to the score.
    Criteria switched off have a contribution of NaN and their weight is shared by the others in proportion. Ties
    broken by ``building_id``.

    Raises
    ------
    DataError
        When sites are to be compared and no criterion that can be measured has a weight; when a weight is negative or
        of no criterion of this ranking.

    Notes
    -----
    The weighted sum: ``score = 100 * sum over criteria of weight / (sum of weights) * n``, where n, 0-1, is the raw
    value between the goalposts, cut at both ends.

    A criterion of weight 0 plays no part: what is not known of it makes no interval. ``score_low`` and ``score_high``
    take every value at its worst and at its best at once. ``rank_low`` is one more than the number of sites that are
    better whatever the unknown values; ``rank_high`` counts all but those that are worse whatever they are. The rank
    of a site counts the ranked sites before it and the interval sites that are better whatever their values, so that
    the best ranked site may stand second, behind one whose own place is not known.

    Examples
    --------
    >>> table = rank(matrix, {"expressed_demand": 1})
    >>> table["score"].dropna().round(1).to_dict()
    {'b1-library': 100.0, 'b2-hall': 33.3, 'b3-school': 33.3}
    """
    shares = weight_shares(matrix, weights)
    scale = on_scale(matrix)
    scores = weigh(scale, shares)
    index = matrix.values.index
    feasible = matrix.feasible.to_numpy(dtype=bool)
    status = np.select([~feasible, scores.known], ["excluded", "ranked"], "interval")
    out = _places(index, scores, status)
    out["score"] = np.where(status == "ranked", scores.score, np.nan)
    out["score_low"] = np.where(feasible, scores.low, np.nan)
    out["score_high"] = np.where(feasible, scores.high, np.nan)
    out["status"] = pd.Series(status, index=index, dtype="str")
    # Of plain texts: an index of Arrow texts takes a hundred times as long to be cut row by row.
    names = matrix.gates.columns.to_numpy(dtype=object)
    failed = [" ".join(names[~passed]) for passed in matrix.gates.to_numpy(dtype=bool)]
    out["gates_failed"] = pd.Series(failed, index=index, dtype="str")
    for key in [*scale.values, *matrix.switched_off]:
        points = points_of(scale.values[key], shares.get(key, 0.0)) if key in scale.values else np.nan
        out[f"contribution_{key}"] = np.where(feasible, points, np.nan)
    return out


def in_order(table: pd.DataFrame) -> pd.DataFrame:
    """Return a ranking from the best to the last, the one order of every list, file and sentence.

    A site whose score is an interval stands by its middle; of the same score the one with the better rank stands
    first, then the lower identifier. Excluded sites come last, by identifier.

    Parameters
    ----------
    table
        As ``rank`` returns it, or part of it.

    Examples
    --------
    >>> in_order(rank(matrix, {"expressed_demand": 1})).index[:2].tolist()
    ['b1-library', 'b2-hall']
    """
    middle = table["score"].fillna((table["score_low"] + table["score_high"]) / 2)
    keys = pd.DataFrame(
        {"middle": -middle.astype("float64"), "rank": table["rank"].astype("float64"), "key": table.index},
        index=table.index,
    )
    return table.loc[keys.sort_values(["middle", "rank", "key"], na_position="last").index]


@dataclass(frozen=True)
class Scale:
    """A decision matrix on the scale from 0 (worst goalpost) to 1 (best): one array a criterion, in order of the sites.

    ``values`` is NaN where not known; ``worst`` and ``best`` bound it, 0 and 1 where nothing is known.
    """

    sites: int
    values: dict[str, np.ndarray]
    worst: dict[str, np.ndarray]
    best: dict[str, np.ndarray]


@dataclass(frozen=True)
class Scores:
    """Scores of all sites, feasible or not: ``score`` counts only where ``known``; ``low`` and ``high`` always."""

    score: np.ndarray
    low: np.ndarray
    high: np.ndarray
    known: np.ndarray


def on_scale(matrix: DecisionMatrix) -> Scale:
    """Bring every criterion to the scale from 0 to 1."""
    scale = Scale(len(matrix.values), {}, {}, {})
    for key in matrix.values.columns:
        posts = matrix.goalposts[key]
        at_low, at_high = (normalised(part[key].to_numpy(), posts) for part in (matrix.low, matrix.high))
        worst, best = (at_low, at_high) if posts[0] < posts[1] else (at_high, at_low)
        scale.values[key] = normalised(matrix.values[key].to_numpy(), posts)
        scale.worst[key] = np.where(np.isnan(worst), 0.0, worst)
        scale.best[key] = np.where(np.isnan(best), 1.0, best)
    return scale


def normalised(values: np.ndarray, goalposts: tuple[float, float]) -> np.ndarray:
    """Return raw values on the scale from 0 (worst goalpost) to 1 (best), cut at both ends; NaN stays."""
    worst, best = goalposts
    return np.clip((values - worst) / (best - worst), 0, 1)


def points_of(values: np.ndarray, share: float) -> np.ndarray:
    """Return the points, out of 100, a criterion with this share of the weight gives."""
    return 100 * share * values


def weigh(scale: Scale, shares: Mapping[str, float]) -> Scores:
    """Add up the points, criterion by criterion in the order of ``shares``.

    No matrix product is used: its last bits differ between machines.
    """
    score, low, high = (np.zeros(scale.sites) for _ in range(3))
    for key, share in shares.items():
        score = score + points_of(scale.values[key], share)
        low = low + points_of(scale.worst[key], share)
        high = high + points_of(scale.best[key], share)
    return Scores(score.round(DECIMALS), low.round(DECIMALS), high.round(DECIMALS), ~np.isnan(score))


def weight_shares(matrix: DecisionMatrix, weights: Mapping[str, int]) -> dict[str, float]:
    """Return the share of each criterion that counts, in the order of the matrix; they sum to 1.

    Raises
    ------
    DataError
        As ``rank``.
    """
    for key, weight in weights.items():
        if key not in matrix.values.columns and key not in matrix.switched_off:
            raise DataError(N_("{criterion} is no criterion of this ranking."), criterion=key)
        if not (np.isfinite(weight) and weight >= 0):
            raise DataError(N_("The weight of {criterion} is {weight}: give 0 or more."), criterion=key, weight=weight)
    counted = {key: float(weights[key]) for key in matrix.values.columns if weights.get(key, 0) > 0}
    total = sum(counted.values())
    if not counted and matrix.feasible.any():
        raise DataError(N_("No criterion that can be measured has a weight: give at least one a weight above 0."))
    return {key: weight / total for key, weight in counted.items()}


def explain(matrix: DecisionMatrix, weights: Mapping[str, int], building_id: str) -> pd.DataFrame:
    """Say how one site's score is made up, criterion by criterion, beside the site that ranks first.

    Returns
    -------
    DataFrame by criterion, in the order of the matrix: ``value`` (raw units) and, in points, ``contribution`` (NaN
    where the value is unknown), ``contribution_low`` and ``contribution_high`` (its bounds), ``contribution_possible``
    (all the criterion can give; 0 for one without weight) and ``contribution_of_first`` (of the site that ranks first;
    NaN when none is ranked). The contributions and their bounds add up to the score of ``rank`` and its bounds.

    Raises
    ------
    KeyError
        When no site has this identifier.

    Examples
    --------
    >>> why = explain(matrix, {"expressed_demand": 1, "opening_hours": 1}, "b2-hall")
    >>> why.loc["expressed_demand", ["value", "contribution", "contribution_possible"]].round(1).tolist()
    [100.0, 16.7, 50.0]
    """
    shares = weight_shares(matrix, weights)
    ranked = rank(matrix, weights)["rank"].dropna()
    index = matrix.values.index
    scale, place = on_scale(matrix), index.get_loc(building_id)
    first = index.get_loc(ranked.idxmin()) if len(ranked) else None
    rows = []
    for key in scale.values:
        share = shares.get(key, 0.0)
        rows.append(
            {
                "value": matrix.values.loc[building_id, key],
                "contribution": points_of(scale.values[key][place], share),
                "contribution_low": points_of(scale.worst[key][place], share),
                "contribution_high": points_of(scale.best[key][place], share),
                "contribution_possible": 100 * share,
                "contribution_of_first": np.nan if first is None else points_of(scale.values[key][first], share),
            }
        )
    return pd.DataFrame(rows, index=pd.Index(matrix.values.columns, name="criterion"))


def _places(index: pd.Index, scores: Scores, status: np.ndarray) -> pd.DataFrame:
    """Return rank and bounds of rank from scores and their bounds."""
    ranked, compared = status == "ranked", status != "excluded"
    low, high = np.sort(scores.low[compared]), np.sort(scores.high[compared])
    surely_better = len(low) - np.searchsorted(low, scores.high, side="right")
    surely_worse = np.searchsorted(high, scores.low, side="left")

    order = np.lexsort((index.to_numpy(), -scores.score))
    order = order[ranked[order]]
    place = np.zeros(len(index), dtype=np.int64)
    place[order] = np.arange(1, len(order) + 1)
    certain = np.sort(scores.low[status == "interval"])
    place += len(certain) - np.searchsorted(certain, scores.score, side="right")

    columns = {"rank": (place, ranked), "rank_low": (1 + surely_better, compared)}
    columns["rank_high"] = (int(compared.sum()) - surely_worse, compared)
    return pd.DataFrame(
        {name: pd.arrays.IntegerArray(values.astype(np.int64), ~shown) for name, (values, shown) in columns.items()},
        index=index,
    )
