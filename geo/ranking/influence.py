"""What each criterion really decides beside its nominal weight, and which criteria say the same or the opposite."""

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pandas as pd

LEAST_SITES = 3
"""Fewer sites have no correlation worth the name: two always lie on a line."""

ALIKE = 0.9
"""Spearman's rank correlation above which two criteria count the same thing twice. A convention."""

_SAME = 1e-9
"""Points that differ by less are the same: what is left of them is rounding."""

_DECIMALS = 9

OPPOSED, TAKEN = 0.3, 1.0
"""Two criteria are opposed from this strength of a negative rank correlation, when the one also takes so many points
for each the other gives: all of them, so that the other moves nobody. A convention."""

_POINTS = "contribution_"


def influence(table: pd.DataFrame, weights: Mapping[str, int]) -> pd.DataFrame:
    """Say of each criterion that weighs which part of the differences between scores it makes.

    Parameters
    ----------
    table
        As ``rank`` returns it.
    weights
        The weights it was ranked by.

    Returns
    -------
    DataFrame by criterion, in the order of the table: ``weight_share`` (its share of the weights that count, 0-1),
    ``variance_share`` (its share of the variance of the scores: they add up to 1, and one is negative where the others
    take more than it gives), ``correlation_ratio`` (0-1, the part of that variance one would know from this criterion
    alone; these overlap and do not add up), ``constant`` (True where all sites get the same points from it) and
    ``sites`` (how many have a known score; the same in each row). Both figures are NaN with fewer than three such
    sites, or when all have the same score.

    Notes
    -----
    The correlation ratio is the first-order main effect ``V(E(score | criterion)) / V(score)`` of Paruolo, Saisana and
    Saltelli (2013), Journal of the Royal Statistical Society A 176, 609-634, held against weights as in Becker,
    Saisana, Paruolo and Vandecasteele (2017), Ecological Indicators 80, 12-22. It is estimated by a straight line, as
    the squared correlation of the criterion's points with the score: the score is a sum, one can do it again in a
    spreadsheet, and it needs no choice of groups or widths where sites are few. Where the relation bends it is
    a lower bound. The share of the variance is ``Cov(points, score) / V(score)``.

    Examples
    --------
    >>> weights = {"expressed_demand": 1, "fibre_at_building": 1}
    >>> told = influence(rank(matrix, weights), weights)
    >>> told.loc["fibre_at_building", ["weight_share", "variance_share"]].round(2).tolist()
    [0.5, 0.6]
    """
    points = _points(table, weights)
    shares = np.array([float(weights[str(key)]) for key in points.columns])
    told = pd.DataFrame(index=pd.Index(points.columns, name="criterion"))
    told["weight_share"] = shares / shares.sum()
    known = (table["status"] == "ranked").to_numpy(dtype=bool)
    values, scores = points[known].to_numpy(dtype="float64"), table.loc[known, "score"].to_numpy(dtype="float64")
    told["variance_share"], told["correlation_ratio"] = np.nan, np.nan
    told["constant"] = [bool(len(each)) and _same(each) for each in values.T]
    told["sites"] = len(scores)
    if len(scores) < LEAST_SITES or _same(scores):
        return told
    centred, total = values - values.mean(axis=0), scores - scores.mean()
    # One sum a criterion, not a matrix product: its last bits differ between machines.
    together = np.array([(each * total).sum() for each in centred.T])
    alone = np.array([(each * each).sum() for each in centred.T])
    variance = (total * total).sum()
    moves = ~told["constant"].to_numpy(dtype=bool)
    told["variance_share"] = np.where(moves, together / variance, 0.0)
    told["correlation_ratio"] = np.where(moves, together**2 / np.where(moves, alone * variance, 1.0), 0.0)
    return told


def related_criteria(table: pd.DataFrame, weights: Mapping[str, int]) -> pd.DataFrame:
    """Compare the points of each two criteria that weigh, over the sites where both are known.

    Parameters
    ----------
    table
        As ``rank`` returns it.
    weights
        The weights it was ranked by.

    Returns
    -------
    DataFrame, a row a pair in the order of the table: ``first``, ``second`` (keys of criteria), ``correlation``
    (Spearman's, of their points: 1 where they order the sites alike, whichever way is better), ``points`` (points of
    ``second`` that go, on average, with one more point of ``first``), ``sites`` (compared, both known) and
    ``relation``: ``alike`` above a correlation of 0.9, ``opposed`` under -0.9, or under -0.3 where ``points`` is -1 or
    less, else empty. Where the correlation is negative, ``first`` is the one that loses more of what it gives. Both
    figures are NaN, and nothing is said, with fewer than three sites or where a criterion is the same for all.

    Examples
    --------
    >>> weights = {"expressed_demand": 1, "fibre_at_building": 1}
    >>> told = related_criteria(rank(matrix, weights), weights)
    >>> told[["first", "second", "sites", "relation"]].to_numpy().tolist()
    [['expressed_demand', 'fibre_at_building', 3, 'alike']]
    """
    points = _points(table, weights)[(table["status"] != "excluded").to_numpy(dtype=bool)]
    columns = {str(key): points[key].to_numpy(dtype="float64") for key in points.columns}
    rows = []
    for first, second in combinations(columns, 2):
        both = ~(np.isnan(columns[first]) | np.isnan(columns[second]))
        one, other = columns[first][both], columns[second][both]
        pair, correlation, taken = (first, second), np.nan, np.nan
        if len(one) >= LEAST_SITES and not _same(one) and not _same(other):
            correlation = _correlation(_ranks(one), _ranks(other))
            taken, back = _slope(one, other), _slope(other, one)
            if correlation < 0 and back < taken:
                pair, taken = (second, first), back
        rows.append((*pair, correlation, taken, len(one), _relation(correlation, taken)))
    return pd.DataFrame(rows, columns=["first", "second", "correlation", "points", "sites", "relation"])


def _points(table: pd.DataFrame, weights: Mapping[str, int]) -> pd.DataFrame:
    """Return the points of the criteria that weigh and can be measured; a column a criterion, rows by identifier."""
    keys = [name.removeprefix(_POINTS) for name in table.columns if name.startswith(_POINTS)]
    weighed = [key for key in keys if weights.get(key, 0) > 0 and table[_POINTS + key].notna().any()]
    return table[[_POINTS + key for key in weighed]].set_axis(weighed, axis=1)


def _same(values: np.ndarray) -> bool:
    return bool(values.max() - values.min() < _SAME)


def _relation(correlation: float, points: float) -> str:
    if correlation > ALIKE:
        return "alike"
    if correlation < -ALIKE or (correlation < -OPPOSED and points <= -TAKEN):
        return "opposed"
    return ""


def _ranks(values: np.ndarray) -> np.ndarray:
    """Return places from the lowest up, equal values sharing the mean of theirs."""
    # Points that differ by rounding alone are the same, in whatever order they were added up.
    _, place, count = np.unique(values.round(_DECIMALS), return_inverse=True, return_counts=True)
    return (count.cumsum() - (count - 1) / 2)[place]


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    one, other = one - one.mean(), other - other.mean()
    return float((one * other).sum() / np.sqrt((one * one).sum() * (other * other).sum()))


def _slope(one: np.ndarray, other: np.ndarray) -> float:
    """Return by how much ``other`` rises, on average, when ``one`` rises by one."""
    one = one - one.mean()
    return float((one * (other - other.mean())).sum() / (one * one).sum())
