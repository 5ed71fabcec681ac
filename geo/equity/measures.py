"""How evenly something is spread over people, and over richer and poorer ones: indices and the curves behind them."""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.errors import DataError
from geo.texts import N_

Values = np.ndarray | pd.Series


def concentration_index(value: Values, people: Values, rank_by: Values) -> float:
    """Return the concentration index of ``value`` over people ordered by ``rank_by``.

    Parameters
    ----------
    value
        What people have, 0 or more: access, say.
    people
        Number of people behind each row; need not be whole.
    rank_by
        What they are ordered by: income, or the vulnerability index.

    Returns
    -------
    -1 to 1; 0 when it is spread evenly over the order, positive when those with a high ``rank_by`` have more. NaN when
    nobody has anything, or there is nobody.

    Notes
    -----
    ``2 cov(value, R) / mean`` with the fractional rank ``R``, the share of people before plus half of one's own
    (Kakwani, Wagstaff and van Doorslaer 1997). People with equal ``rank_by`` share the middle of their ranks, so that
    the order of the rows does not matter. Ranked by ``value`` itself it is the Gini index.
    """
    return _concentration(_rows(value, people, rank_by))


def gini(value: Values, people: Values) -> float:
    """Return the Gini index of ``value``: 0 when all have the same, ``1 - 1/n`` when one of n people has everything."""
    return concentration_index(value, people, value)


def erreygers_index(value: Values, people: Values, rank_by: Values, low: float, high: float) -> float:
    """Return Erreygers' corrected concentration index of a value that can only lie between two bounds.

    Parameters
    ----------
    value, people, rank_by
        As for ``concentration_index``.
    low, high
        The least and the most that ``value`` can be, such as 0 and 1 for a share: theoretical, not those of the data.

    Returns
    -------
    -1 to 1: 1 when the better-ranked half has ``high`` and the other half ``low``. NaN when there is nobody.

    Raises
    ------
    DataError
        When the bounds are not two rising numbers, or a value lies outside them.

    Notes
    -----
    ``8 cov(value, R) / (high - low)`` (Erreygers 2009, Journal of Health Economics 28). It gives the same inequality,
    with the other sign, for having and for lacking, which the plain index does not.
    """
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise DataError(N_("The bounds {low} and {high} of an index must be two rising numbers."), low=low, high=high)
    rows = _rows(value, people, rank_by, least=-math.inf)
    outside = (rows.value < low) | (rows.value > high)
    if outside.any():
        raise DataError(
            N_("Values outside the bounds {low} to {high}: {count} (such as {value}). Correct the bounds."),
            count=int(outside.sum()),
            low=low,
            high=high,
            value=rows.value[outside][0],
        )
    return 8 * rows.rank_covariance() / (high - low) if rows.total > 0 else math.nan


def theil(value: Values, people: Values) -> float:
    """Return Theil's T of ``value``: 0 when all have the same, ``log n`` when one of n people has everything.

    Notes
    -----
    The mean of ``s log s`` over people, ``s`` being value over mean. People with nothing are kept: ``s log s`` tends to
    0 with s. Leaving them out would take a city where half have nothing for an equal one. NaN when nobody has anything.
    """
    return _theil(_rows(value, people, value))


@dataclass(frozen=True)
class Poverty:
    """Access poverty under a line.

    ``share_below`` is FGT0, the share of people below the line; ``depth`` is FGT1, how far below it the average person
    is, as a share of the line, those above counting as 0; ``persons_below`` is FGT0 in people. NaN without people.
    """

    line: float
    share_below: float
    depth: float
    persons_below: float


def poverty(value: Values, people: Values, line: float) -> Poverty:
    """Count the people whose ``value`` is below a line, and measure by how much.

    Raises
    ------
    DataError
        When the line is not above 0.

    Notes
    -----
    Foster, Greer and Thorbecke (1984, Econometrica 52) with powers 0 and 1. To be at the line is not to be below it.
    """
    return _poverty(_rows(value, people, value), line)


def palma(value: Values, people: Values) -> float:
    """Return what the tenth of people with the most have, over what the four tenths with the least have.

    Returns
    -------
    0.25 when all have the same; +inf when the four tenths have nothing; NaN when nobody has anything.

    Notes
    -----
    Shares are read off the Lorenz curve, straight between its points: people behind one row are alike, and can be
    divided.
    """
    return _palma(lorenz_curve(value, people))


def concentration_curve(value: Values, people: Values, rank_by: Values) -> pd.DataFrame:
    """Return the points of the concentration curve: how much the people with the lowest ``rank_by`` have of all.

    Returns
    -------
    DataFrame with ``people_share`` and ``value_share``, from (0, 0) to (1, 1), one point for each distinct ``rank_by``.
    ``value_share`` is NaN when nobody has anything; there are no points without people.
    """
    return _curve(_rows(value, people, rank_by))


def lorenz_curve(value: Values, people: Values) -> pd.DataFrame:
    """Return the points of the Lorenz curve: the concentration curve of a value over people ordered by it."""
    return concentration_curve(value, people, value)


@dataclass(frozen=True, eq=False)
class Equity:
    """All measures of one value over one population.

    ``people`` were counted; ``people_unknown`` were not, for want of a value or of a rank. ``mean`` is per person
    counted. ``erreygers`` is NaN where the value has no upper bound.
    """

    people: float
    people_unknown: float
    mean: float
    concentration: float
    erreygers: float
    gini: float
    theil: float
    palma: float
    poverty: Poverty
    lorenz: pd.DataFrame
    concentration_curve: pd.DataFrame


def equity(
    value: Values, people: Values, rank_by: Values, line: float, bounds: tuple[float, float] | None = None
) -> Equity:
    """Measure how evenly ``value`` is spread, over those for whom it and their rank are known.

    Parameters
    ----------
    value, people, rank_by
        As for ``concentration_index``; ``value`` and ``rank_by`` may be NaN where unknown.
    line
        Poverty line, in the unit of ``value``.
    bounds
        Theoretical bounds of ``value`` for Erreygers' index, where it has any.
    """
    columns = [np.asarray(column, dtype=np.float64) for column in (value, people, rank_by)]
    known = ~(np.isnan(columns[0]) | np.isnan(columns[2]))
    value, people, rank_by = (column[known] for column in columns)
    # Sorting takes nearly all the time: once by rank and once by value serves all measures.
    rows, by_value = _rows(value, people, rank_by), _rows(value, people, value)
    lorenz = _curve(by_value)
    return Equity(
        people=rows.total,
        people_unknown=float(np.sort(columns[1][~known]).sum()),
        mean=rows.mean(),
        concentration=_concentration(rows),
        erreygers=erreygers_index(value, people, rank_by, *bounds) if bounds else math.nan,
        gini=_concentration(by_value),
        theil=_theil(by_value),
        palma=_palma(lorenz),
        poverty=_poverty(by_value, line),
        lorenz=lorenz,
        concentration_curve=_curve(rows),
    )


@dataclass(frozen=True, eq=False)
class _Rows:
    """Rows with people, ordered by rank, value and people, so that sums are the same to the bit in whatever order."""

    value: np.ndarray
    people: np.ndarray
    rank_by: np.ndarray
    total: float

    def mean(self) -> float:
        return float((self.people * self.value).sum()) / self.total if self.total > 0 else math.nan

    def rank_covariance(self) -> float:
        """Return the covariance, over people, of the value and the fractional rank."""
        start = np.r_[True, self.rank_by[1:] != self.rank_by[:-1]]
        group = np.cumsum(start) - 1
        size = np.bincount(group, weights=self.people)
        rank = ((np.cumsum(size) - size / 2) / self.total)[group]
        # Centring the value as well loses no digits where it is nearly equal, and gives exactly 0 where it is equal.
        return float((self.people * (self.value - self.mean()) * (rank - 0.5)).sum()) / self.total


def _concentration(rows: _Rows) -> float:
    mean = rows.mean()
    return 2 * rows.rank_covariance() / mean if mean > 0 else math.nan


def _theil(rows: _Rows) -> float:
    mean = rows.mean()
    if not mean > 0:
        return math.nan
    share = rows.value / mean
    spread = np.where(share > 0, share * np.log(np.where(share > 0, share, 1.0)), 0.0)
    return max(float((rows.people * spread).sum()) / rows.total, 0.0)


def _poverty(rows: _Rows, line: float) -> Poverty:
    if not (math.isfinite(line) and line > 0):
        raise DataError(N_("A poverty line of {line} cannot be used: give a number above 0."), line=line)
    below = rows.value < line
    persons = float(rows.people[below].sum())
    if not rows.total > 0:
        return Poverty(line, math.nan, math.nan, 0.0)
    gap = float((rows.people[below] * (1 - rows.value[below] / line)).sum())
    return Poverty(line, persons / rows.total, gap / rows.total, persons)


def _palma(lorenz: pd.DataFrame) -> float:
    if not len(lorenz) or lorenz["value_share"].isna().any():
        return math.nan
    bottom, top = np.interp([0.4, 0.9], lorenz["people_share"], lorenz["value_share"])
    return float((1 - top) / bottom) if bottom > 0 else math.inf


def _curve(rows: _Rows) -> pd.DataFrame:
    if not rows.total > 0:
        return pd.DataFrame({"people_share": [], "value_share": []}, dtype="float64")
    last = np.r_[rows.rank_by[1:] != rows.rank_by[:-1], True]
    people_share = np.r_[0.0, np.cumsum(rows.people)[last] / rows.total]
    owned = np.cumsum(rows.people * rows.value)
    share = np.r_[0.0, owned[last] / owned[-1]] if owned[-1] > 0 else np.full(len(people_share), np.nan)
    people_share[-1] = 1.0
    return pd.DataFrame({"people_share": people_share, "value_share": share})


def _rows(value: Values, people: Values, rank_by: Values, least: float = 0.0) -> _Rows:
    columns = {"value": value, "people": people, "rank_by": rank_by}
    arrays = {name: np.asarray(column, dtype=np.float64) for name, column in columns.items()}
    if len({array.shape for array in arrays.values()}) != 1 or arrays["value"].ndim != 1:
        raise DataError(
            N_("Values, people and ranks must have one row each for the same places, not {shapes}."),
            shapes=", ".join(str(array.size) for array in arrays.values()),
        )
    for name, array in arrays.items():
        wrong = ~np.isfinite(array) | (array < {"value": least, "people": 0.0, "rank_by": -math.inf}[name])
        if wrong.any():
            raise DataError(
                N_("Figures of {name} that cannot be measured, unknown or below 0: {count} (such as {value})."),
                count=int(wrong.sum()),
                name=name,
                value=array[wrong][0],
            )
    order = np.lexsort((arrays["people"], arrays["value"], arrays["rank_by"]))
    order = order[arrays["people"][order] > 0]
    ordered = {name: array[order] for name, array in arrays.items()}
    return _Rows(**ordered, total=float(ordered["people"].sum()))
