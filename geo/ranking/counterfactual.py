"""What would bring a building into the first so many: one weight changed as little as possible, or its gates lifted."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from geo.ranking.decision import DecisionMatrix, with_feasible
from geo.ranking.ranking import lead, rank, surely_behind, weigh, weight_shares
from geo.ranking.scale import Scale, on_scale

HIGHEST_WEIGHT = 10
"""Weights are whole numbers from 0 to this."""


def smallest_weight_changes(
    matrix: DecisionMatrix, weights: Mapping[str, int], building_id: str, first: int
) -> pd.DataFrame:
    """Find, criterion by criterion, the nearest whole weight with which a site is among the first ``first``.

    Returns
    -------
    DataFrame by criterion (those that can be measured): ``weight`` (now), ``weight_needed`` (Int64, NA when no weight
    of this criterion alone does it; equal to ``weight`` when the site is in already) and ``rank_then`` (Int64; for a
    site whose place is an interval, the worst end of it).

    Raises
    ------
    KeyError
        When no site has this identifier.

    Notes
    -----
    Exact: the whole weights from 0 to 10 are tried outwards from the present one, the lower first where two are equally
    near. An excluded site gets no weight: no weighting brings it in, only lifting its gates.

    Examples
    --------
    >>> weights = {"expressed_demand": 1, "gap_in_reach": 1}
    >>> changes = smallest_weight_changes(matrix, weights, "b1-library", first=1)
    >>> changes.loc[list(weights), "weight_needed"].to_dict()
    {'expressed_demand': 2, 'gap_in_reach': 0}
    """
    compared = bool(matrix.feasible[building_id])
    scale, position = on_scale(matrix), matrix.feasible.index.tolist().index(building_id)
    feasible = matrix.feasible.to_numpy(dtype=bool)
    rows = []
    for key in matrix.values.columns:
        now = int(weights.get(key, 0))
        needed: int | None = None
        place: int | None = None
        for weight in _outwards(now) if compared else ():
            tried = {**weights, key: weight}
            if not any(tried.get(each, 0) for each in matrix.values.columns):
                continue
            reached = _worst_place(scale, weight_shares(matrix, tried), feasible, position)
            if reached <= first:
                needed, place = weight, reached
                break
        rows.append({"weight": now, "weight_needed": needed, "rank_then": place})
    index = pd.Index(matrix.values.columns, name="criterion")
    return pd.DataFrame(rows, index=index, columns=["weight", "weight_needed", "rank_then"]).astype("Int64")


def place_without_gates(matrix: DecisionMatrix, weights: Mapping[str, int], building_id: str) -> pd.Series:
    """Return the row of the ranking a site would have if its gates were lifted, everything else as it is.

    An open goalpost is the highest value of the sites compared, of this one then too.

    Examples
    --------
    >>> int(place_without_gates(matrix, {"expressed_demand": 1}, "b5-pool")["rank"])
    4
    """
    feasible = matrix.feasible.copy()
    feasible[building_id] = True
    return rank(with_feasible(matrix, feasible), weights).T[building_id]


def _outwards(now: int) -> list[int]:
    return sorted(range(HIGHEST_WEIGHT + 1), key=lambda weight: (abs(weight - now), weight))


def _worst_place(scale: Scale, shares: Mapping[str, float], feasible: np.ndarray, position: int) -> int:
    """Return the rank ``rank`` would give the site at a position, or the worst end of its interval."""
    scores = weigh(scale, shares)
    if not scores.known[position]:
        sites = np.flatnonzero(feasible)
        return int(len(sites) - surely_behind(lead(scale, shares, sites, np.array([position]))).sum())
    ranked, interval = feasible & scores.known, feasible & ~scores.known
    own = scores.score[position]
    # Sites are sorted by identifier, which breaks ties.
    before = (scores.score[ranked] > own).sum() + (scores.score[:position][ranked[:position]] == own).sum()
    return int(1 + before + (scores.surely[interval] > own).sum())
