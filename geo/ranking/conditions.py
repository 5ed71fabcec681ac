"""What the scores and places of a ranking rest on where a value that is not known has no upper bound."""

from collections.abc import Mapping

import pandas as pd

from geo.ranking.decision import DecisionMatrix
from geo.ranking.scale import amounts_of


def conditions(matrix: DecisionMatrix, weights: Mapping[str, int]) -> pd.DataFrame:
    """Say up to which value of the sites of which it is not known all scores, places and bounds of a ranking hold.

    Returns
    -------
    DataFrame by criterion, none where the bounds hold whatever is not known. Only criteria with a weight stand in it,
    whose highest value is a goalpost and which have no upper bound at some feasible site: ``highest`` (raw units; the
    bounds hold if no site has more) and ``unknown_sites`` (how many have no upper bound).

    Notes
    -----
    A site that has more than everybody else moves the goalpost, and with it the points of all. A scenario that declares
    both goalposts of the criterion makes the bounds hold without a condition. Where nobody else has anything, the
    others get no point of it (or all, where less is better) whatever the unknown value is.

    Examples
    --------
    >>> conditions(matrix, {"expressed_demand": 1, "opening_hours": 1}).empty
    True
    """
    feasible = matrix.feasible.to_numpy(dtype=bool)
    rows = {}
    for key in matrix.values.columns:
        if key not in matrix.open_ends or not weights.get(key, 0) > 0:
            continue
        low, high = (part[key].to_numpy("float64") for part in (matrix.low, matrix.high))
        unknown = int(pd.isna(high[feasible]).sum())
        amounts, highest = amounts_of(low, high, matrix.goalposts[key], feasible)
        if unknown and amounts.top_low > 0:
            rows[key] = (highest, unknown)
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["highest", "unknown_sites"])
    return table.astype({"highest": "float64", "unknown_sites": "int64"}).rename_axis("criterion")


def counted_criteria(matrix: DecisionMatrix, weights: Mapping[str, int]) -> tuple[int, int]:
    """Return how many criteria with a weight can be measured, and how many there are.

    Examples
    --------
    >>> counted_criteria(matrix, {"expressed_demand": 1, "opening_hours": 1, "gap_in_reach": 0})
    (2, 2)
    """
    weighed = [key for key, weight in weights.items() if weight > 0]
    return len([key for key in weighed if key not in matrix.switched_off]), len(weighed)
