"""Criteria on the scale from 0 to 1, and what their unknown values leave open: of a site, and between two sites."""

from dataclasses import dataclass

import numpy as np

from geo.ranking.decision import DecisionMatrix


@dataclass(frozen=True)
class Amounts:
    """Raw values of a criterion whose highest value is a goalpost, so that a value not known may move all sites.

    ``low`` and ``high`` bound each site's distance from the other goalpost, 0 or more; where there is no bound,
    ``high`` is the most any site is taken to have. ``top_low`` is the least the highest of the sites compared may be;
    ``top_without`` the most it may be where the site itself is at its lowest.
    """

    low: np.ndarray
    high: np.ndarray
    top_low: float
    top_without: np.ndarray

    def lead(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """Return the most by which the share of the top of each site in ``rows`` exceeds that of each in ``columns``.

        Notes
        -----
        For sites a and b, (a - b) / top rises with a and falls with b. Where a may be above b, the top is as low as it
        can be beside a at its highest; else as high as it can be beside b at its lowest.
        """
        apart = self.high[rows][:, None] - self.low[columns][None, :]
        low_top = np.maximum(self.top_low, self.high[rows])[:, None]
        return _divided(apart, np.where(apart >= 0, low_top, self.top_without[columns][None, :]))


@dataclass(frozen=True)
class Spread:
    """One criterion of all sites, from 0 (worst goalpost) to 1 (best), in their order.

    ``values`` is NaN where not known, and ``surely`` the least it is, both at the goalposts of the matrix. ``worst``
    and ``best`` bound it whatever is not known of any site, goalposts included; 0 and 1 where nothing is known.
    """

    values: np.ndarray
    surely: np.ndarray
    worst: np.ndarray
    best: np.ndarray
    amounts: Amounts | None = None
    """Where the highest value is a goalpost."""
    less: bool = False
    """Whether less of it is better."""

    def lead(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """Return the most by which each site in ``rows`` may be ahead of each in ``columns``: rows x columns."""
        if self.amounts is None:
            return self.best[rows][:, None] - self.worst[columns][None, :]
        return self.amounts.lead(columns, rows).T if self.less else self.amounts.lead(rows, columns)


@dataclass(frozen=True)
class Scale:
    """A decision matrix on the scale from 0 to 1, criterion by criterion."""

    sites: int
    spreads: dict[str, Spread]


def on_scale(matrix: DecisionMatrix) -> Scale:
    """Bring every criterion to the scale from 0 to 1."""
    compared = matrix.feasible.to_numpy(dtype=bool)
    scale = Scale(len(matrix.values), {})
    for key in matrix.values.columns:
        values, low, high = (part[key].to_numpy("float64") for part in (matrix.values, matrix.low, matrix.high))
        posts = matrix.goalposts[key]
        if key in matrix.open_ends:
            scale.spreads[key] = _against_the_top(values, low, high, posts, compared)
        else:
            worst, best = _between(low, high, posts)
            scale.spreads[key] = Spread(normalised(values, posts), worst, worst, best)
    return scale


def normalised(values: np.ndarray, goalposts: tuple[float, float]) -> np.ndarray:
    """Return raw values on the scale from 0 (worst goalpost) to 1 (best), cut at both ends; NaN stays."""
    worst, best = goalposts
    return np.clip((values - worst) / (best - worst), 0, 1)


def amounts_of(
    low: np.ndarray, high: np.ndarray, goalposts: tuple[float, float], compared: np.ndarray
) -> tuple[Amounts, float]:
    """Return the distances from the closed goalpost, and the most a value without an upper bound is taken to be.

    That is the highest value that any site compared has, or may have as far as it is bounded: in raw units, as the
    goalposts.
    """
    closed, highest = sorted(goalposts)
    below = np.where(np.isnan(low), 0.0, np.clip(low - closed, 0, None))
    bounded = np.where(np.isnan(high), 0.0, np.clip(high - closed, 0, None))
    most = max([highest - closed, *below[compared], *bounded[compared]])
    above = np.maximum(np.where(np.isnan(high), most, bounded), below)
    among = np.where(compared, above, 0.0)
    order = np.sort(among)
    first, second = (order[-1], order[-2] if len(order) > 1 else 0.0) if len(order) else (0.0, 0.0)
    others = np.where(among == first, np.where((among == first).sum() > 1, first, second), first)
    top_low = float(below[compared].max()) if compared.any() else 0.0
    return Amounts(below, above, top_low, np.maximum(below, others)), closed + most


def _against_the_top(
    values: np.ndarray, low: np.ndarray, high: np.ndarray, goalposts: tuple[float, float], compared: np.ndarray
) -> Spread:
    """Return a criterion whose highest value is a goalpost, with what that leaves open."""
    amounts, _ = amounts_of(low, high, goalposts, compared)
    closed, highest = sorted(goalposts)
    known, fewest, most = (
        np.clip(each / (highest - closed), 0, 1) for each in (values - closed, amounts.low, amounts.high)
    )
    least_share = _divided(amounts.low, amounts.top_without)
    most_share = _divided(amounts.high, np.maximum(amounts.top_low, amounts.high))
    if goalposts[0] < goalposts[1]:
        return Spread(known, fewest, least_share, most_share, amounts)
    return Spread(1 - known, 1 - most, 1 - most_share, 1 - least_share, amounts, less=True)


def _between(low: np.ndarray, high: np.ndarray, goalposts: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
    """Return the worst and the best between fixed goalposts; 0 and 1 where there is no bound."""
    at_low, at_high = normalised(low, goalposts), normalised(high, goalposts)
    worst, best = (at_low, at_high) if goalposts[0] < goalposts[1] else (at_high, at_low)
    return np.where(np.isnan(worst), 0.0, worst), np.where(np.isnan(best), 1.0, best)


def _divided(amounts: np.ndarray, top: np.ndarray) -> np.ndarray:
    """Divide by the highest of all; nobody has any share where nobody has any."""
    return np.divide(amounts, top, out=np.zeros(np.broadcast(amounts, top).shape), where=top > 0)
