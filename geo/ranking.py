"""Decision matrix and weights -> normalised values, contributions, score and rank, with intervals for the unknown."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from geo.errors import DataError
from geo.evidence import DecisionMatrix
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
    """
    shares = weight_shares(matrix, weights)
    table = _scores(matrix, shares)
    feasible = matrix.feasible.to_numpy(dtype=bool)
    known = ~matrix.values[list(shares)].isna().any(axis=1).to_numpy()
    status = np.select([~feasible, known], ["excluded", "ranked"], "interval")
    table["score"] = table["score"].where(status == "ranked")
    table.loc[~feasible, ["score_low", "score_high"]] = np.nan
    places = _places(table, status)
    failed = [" ".join(matrix.gates.columns[~passed]) for passed in matrix.gates.to_numpy(dtype=bool)]
    out = pd.concat([places, table[["score", "score_low", "score_high"]]], axis=1)
    out["status"] = pd.Series(status, index=table.index, dtype="str")
    out["gates_failed"] = pd.Series(failed, index=table.index, dtype="str")
    for key in [*matrix.values.columns, *matrix.switched_off]:
        column = f"contribution_{key}"
        if key in matrix.switched_off:
            out[column] = np.nan
        else:
            points = table[column] if key in shares else matrix.values[key] * 0.0
            out[column] = points.where(feasible)
    return out


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


def normalised(values: pd.Series, goalposts: tuple[float, float]) -> pd.Series:
    """Return raw values on the scale from 0 (worst goalpost) to 1 (best), cut at both ends; NaN stays."""
    worst, best = goalposts
    return ((values - worst) / (best - worst)).clip(0, 1)


def normalised_bounds(low: pd.Series, high: pd.Series, goalposts: tuple[float, float]) -> tuple[pd.Series, pd.Series]:
    """Return the worst and the best normalised value; a bound nobody knows is the goalpost itself."""
    if goalposts[0] < goalposts[1]:
        return normalised(low, goalposts).fillna(0.0), normalised(high, goalposts).fillna(1.0)
    return normalised(high, goalposts).fillna(0.0), normalised(low, goalposts).fillna(1.0)


def explain(matrix: DecisionMatrix, weights: Mapping[str, int], building_id: str) -> pd.DataFrame:
    """Say how one site's score is made up, criterion by criterion, beside the site that ranks first.

    Returns
    -------
    DataFrame by criterion, in the order of the matrix: ``value``, ``low``, ``high`` (raw units), ``normalised`` (0-1),
    ``weight_share`` (0-1), ``contribution`` and ``contribution_possible`` (points, the second being all the criterion
    can give), ``scored_0`` and ``scored_1`` (the goalposts), ``first_value`` (raw value of the best ranked site; NaN
    when none is ranked) and ``best_value`` (best raw value among the feasible sites).

    Raises
    ------
    KeyError
        When no site has this identifier.
    """
    shares = weight_shares(matrix, weights)
    ranked = rank(matrix, weights)["rank"].dropna()
    first = str(ranked.idxmin()) if len(ranked) else None
    rows = []
    for key in matrix.values.columns:
        posts = matrix.goalposts[key]
        among = matrix.values.loc[matrix.feasible, key]
        value = matrix.values.loc[building_id, key]
        on_scale = float(normalised(pd.Series([value]), posts).iloc[0])
        share = shares.get(key, 0.0)
        rows.append(
            {
                "value": value,
                "low": matrix.low.loc[building_id, key],
                "high": matrix.high.loc[building_id, key],
                "normalised": on_scale,
                "weight_share": share,
                "contribution": 100 * share * on_scale,
                "contribution_possible": 100 * share,
                "scored_0": posts[0],
                "scored_1": posts[1],
                "first_value": np.nan if first is None else matrix.values.loc[first, key],
                "best_value": among.max() if posts[0] < posts[1] else among.min(),
            }
        )
    return pd.DataFrame(rows, index=pd.Index(matrix.values.columns, name="criterion"))


def _scores(matrix: DecisionMatrix, shares: Mapping[str, float]) -> pd.DataFrame:
    """Return contributions, score and its bounds of every site, added criterion by criterion in order.

    No matrix product is used: its last bits differ between machines.
    """
    index = matrix.values.index
    columns: dict[str, pd.Series] = {}
    score, low, high = (pd.Series(0.0, index) for _ in range(3))
    for key, share in shares.items():
        posts = matrix.goalposts[key]
        points = 100 * share * normalised(matrix.values[key], posts)
        worst, best = normalised_bounds(matrix.low[key], matrix.high[key], posts)
        columns[f"contribution_{key}"] = points
        score, low, high = score + points, low + 100 * share * worst, high + 100 * share * best
    table = pd.DataFrame(columns, index=index)
    table["score"], table["score_low"], table["score_high"] = (
        score.round(DECIMALS),
        low.round(DECIMALS),
        high.round(DECIMALS),
    )
    return table


def _places(table: pd.DataFrame, status: np.ndarray) -> pd.DataFrame:
    """Return rank and bounds of rank from scores and their bounds."""
    index = table.index
    ranked, interval, compared = status == "ranked", status == "interval", status != "excluded"
    low, high = table["score_low"].to_numpy(), table["score_high"].to_numpy()
    score = table["score"].to_numpy()
    lows, highs = np.sort(low[compared]), np.sort(high[compared])
    surely_better = len(lows) - np.searchsorted(lows, high, side="right")
    surely_worse = np.searchsorted(highs, low, side="left")
    bounds = {"rank_low": 1 + surely_better, "rank_high": compared.sum() - surely_worse}

    order = np.lexsort((index.to_numpy(), -score))
    order = order[ranked[order]]
    place = np.zeros(len(index), dtype=np.int64)
    place[order] = np.arange(1, len(order) + 1)
    certain = np.sort(low[interval])
    place += len(certain) - np.searchsorted(certain, score, side="right")

    out = pd.DataFrame({"rank": pd.array(place, dtype="Int64")}, index=index)
    out["rank"] = out["rank"].mask(~ranked)
    for name, values in bounds.items():
        out[name] = pd.Series(pd.array(values, dtype="Int64"), index=index).mask(~compared)
    return out
