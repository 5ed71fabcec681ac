"""Decision matrix and weights -> normalised values, contributions, score and rank, with intervals for the unknown."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.errors import DataError
from geo.ranking.decision import DecisionMatrix
from geo.ranking.scale import Scale, on_scale
from geo.texts import N_

DECIMALS = 12
"""Scores are rounded to so many decimals before anybody is ranked, so that no last bit decides."""

SURELY = 10.0 ** (1 - DECIMALS)
"""Points from which a site is surely behind another one: more than rounding can move two scores apart."""

_AT_ONCE = 512
"""Sites held against all others at once, so that many do not fill the memory."""


def rank(matrix: DecisionMatrix, weights: Mapping[str, int]) -> pd.DataFrame:
    """Rank the feasible sites and say how each score is made up.

    Returns
    -------
    DataFrame indexed by ``building_id`` (all sites). Columns: ``rank``, ``rank_low``, ``rank_high`` (Int64, 1 = best;
    ``rank_low <= rank <= rank_high``), ``score``, ``score_low``, ``score_high`` (0-100), ``status`` (``ranked`` all
    known, ``interval`` something unknown: no rank or score but their bounds, ``excluded`` a gate fails),
    ``gates_failed`` (codes joined by a space); ``full_score_low``, ``full_score_high``, ``full_rank_low`` and
    ``full_rank_high``, the bounds if the criteria switched off counted too, of which nothing is known; then
    ``contribution_<criterion>`` in points that sum to the score. Criteria switched off have a contribution of NaN and
    their weight is shared by the others in proportion. Ties broken by ``building_id``.

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
    take every value at its worst and at its best at once, and an open goalpost, the highest value of all, where values
    that are not known may move it: it is at least the highest lower bound and at most the highest upper bound. A value
    without an upper bound is taken to be at most that (see ``conditions``).

    ``rank_low`` is one more than the number of sites that are better whatever the unknown values; ``rank_high`` counts
    all but those that are worse whatever they are. For two sites, a goalpost is the same: what moves both alike leaves
    their order. The rank of a site counts the ranked sites before it and the interval sites that are better whatever
    their own values, so that the best ranked site may stand second, behind one whose own place is not known.

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
    out = _places(matrix, scale, shares, scores, status)
    out["score"] = np.where(status == "ranked", scores.score, np.nan)
    out["score_low"] = np.where(feasible, scores.low, np.nan)
    out["score_high"] = np.where(feasible, scores.high, np.nan)
    out["status"] = pd.Series(status, index=index, dtype="str")
    # Of plain texts: an index of Arrow texts takes a hundred times as long to be cut row by row.
    names = matrix.gates.columns.to_numpy(dtype=object)
    failed = [" ".join(names[~passed]) for passed in matrix.gates.to_numpy(dtype=bool)]
    out["gates_failed"] = pd.Series(failed, index=index, dtype="str")
    out = out.assign(**_with_all_criteria(matrix, scale, weights, out))
    for key in [*scale.spreads, *matrix.switched_off]:
        points = points_of(scale.spreads[key].values, shares.get(key, 0.0)) if key in scale.spreads else np.nan
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
class Scores:
    """Scores of all sites, feasible or not, in points.

    ``score`` counts only where ``known``; ``surely`` is the least it is at the goalposts of the matrix; ``low`` and
    ``high`` bound it whatever is not known of any site.
    """

    score: np.ndarray
    surely: np.ndarray
    low: np.ndarray
    high: np.ndarray
    known: np.ndarray


def points_of(values: np.ndarray, share: float) -> np.ndarray:
    """Return the points, out of 100, a criterion with this share of the weight gives."""
    return 100 * share * values


def weigh(scale: Scale, shares: Mapping[str, float]) -> Scores:
    """Add up the points, criterion by criterion in the order of ``shares``.

    No matrix product is used: its last bits differ between machines.
    """
    score, surely, low, high = (np.zeros(scale.sites) for _ in range(4))
    for key, share in shares.items():
        spread = scale.spreads[key]
        score = score + points_of(spread.values, share)
        surely = surely + points_of(spread.surely, share)
        low = low + points_of(spread.worst, share)
        high = high + points_of(spread.best, share)
    known = ~np.isnan(score)
    return Scores(score.round(DECIMALS), surely.round(DECIMALS), low.round(DECIMALS), high.round(DECIMALS), known)


def lead(
    scale: Scale, shares: Mapping[str, float], rows: np.ndarray, columns: np.ndarray, unmeasured: float = 0.0
) -> np.ndarray:
    """Return the most points by which each site in ``rows`` may be ahead of each in ``columns``: rows x columns.

    ``unmeasured`` is the share of the weight that criteria switched off have: all of it may speak for either site.
    """
    most = np.full((len(rows), len(columns)), 100 * unmeasured)
    for key, share in shares.items():
        most = most + points_of(scale.spreads[key].lead(rows, columns), share)
    return most


def surely_behind(most: np.ndarray) -> np.ndarray:
    """Return where ``lead`` leaves no world in which a site in the rows is level with the one in the columns."""
    return most < -SURELY


def weight_shares(
    matrix: DecisionMatrix, weights: Mapping[str, int], *, switched_off: bool = False
) -> dict[str, float]:
    """Return the share of each criterion that counts, in the order of the matrix.

    They sum to 1; with ``switched_off``, together with the criteria that cannot be measured, which are left out.

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
    if not counted and matrix.feasible.any():
        raise DataError(N_("No criterion that can be measured has a weight: give at least one a weight above 0."))
    total = sum(counted.values())
    if switched_off:
        total += sum(float(weights.get(key, 0)) for key in matrix.switched_off)
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
    for key, spread in scale.spreads.items():
        share = shares.get(key, 0.0)
        rows.append(
            {
                "value": matrix.values.loc[building_id, key],
                "contribution": points_of(spread.values[place], share),
                "contribution_low": points_of(spread.worst[place], share),
                "contribution_high": points_of(spread.best[place], share),
                "contribution_possible": 100 * share,
                "contribution_of_first": np.nan if first is None else points_of(spread.values[first], share),
            }
        )
    return pd.DataFrame(rows, index=pd.Index(matrix.values.columns, name="criterion"))


def _with_all_criteria(
    matrix: DecisionMatrix, scale: Scale, weights: Mapping[str, int], reduced: pd.DataFrame
) -> dict[str, pd.Series]:
    """Return the bounds of score and rank if the criteria switched off counted too, anywhere from 0 to 1 for each site.

    ``reduced`` has the bounds over the criteria that can be measured; they are the same where no other has a weight.
    """
    names = ["score_low", "score_high", "rank_low", "rank_high"]
    if not any(weights.get(key, 0) for key in matrix.switched_off) or not matrix.feasible.any():
        return {f"full_{name}": reduced[name] for name in names}
    shares = weight_shares(matrix, weights, switched_off=True)
    unmeasured = 1 - sum(shares.values())
    scores, ranks = weigh(scale, shares), _bounds_of_rank(matrix, scale, shares, unmeasured)
    full = pd.DataFrame(
        {"score_low": scores.low, "score_high": (scores.high + 100 * unmeasured).round(DECIMALS)}, matrix.values.index
    ).where(matrix.feasible)
    return {f"full_{name}": full[name] if name in full else ranks[name] for name in names}


def _places(
    matrix: DecisionMatrix, scale: Scale, shares: Mapping[str, float], scores: Scores, status: np.ndarray
) -> pd.DataFrame:
    """Return rank and bounds of rank."""
    index, ranked = matrix.values.index, status == "ranked"
    order = np.lexsort((index.to_numpy(), -scores.score))
    order = order[ranked[order]]
    place = np.zeros(len(index), dtype=np.int64)
    place[order] = np.arange(1, len(order) + 1)
    certain = np.sort(scores.surely[status == "interval"])
    place += len(certain) - np.searchsorted(certain, scores.score, side="right")
    out = pd.DataFrame({"rank": pd.arrays.IntegerArray(place, ~ranked)}, index=index)
    return out.join(_bounds_of_rank(matrix, scale, shares, 0.0))


def _bounds_of_rank(
    matrix: DecisionMatrix, scale: Scale, shares: Mapping[str, float], unmeasured: float
) -> pd.DataFrame:
    """Return the best and the worst rank of each site compared: who is surely before it, and who surely behind."""
    compared = matrix.feasible.to_numpy(dtype=bool)
    sites = np.flatnonzero(compared)
    before, behind = (np.zeros(len(compared), dtype=np.int64) for _ in range(2))
    for start in range(0, len(sites), _AT_ONCE):
        rows = sites[start : start + _AT_ONCE]
        is_behind = surely_behind(lead(scale, shares, rows, sites, unmeasured))
        before[rows] = is_behind.sum(axis=1)
        behind[sites] += is_behind.sum(axis=0)
    ranks = {"rank_low": 1 + before, "rank_high": len(sites) - behind}
    return pd.DataFrame(
        {name: pd.arrays.IntegerArray(values, ~compared) for name, values in ranks.items()}, index=matrix.values.index
    )
