"""The expected number of residents in digital vulnerability, sector by sector, meeting a published total."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.settings import Vulnerability

LOW_DIPLOMA = "share_low_diploma"
HIGH_DIPLOMA = "share_high_diploma"
"""Indicators (shares of adults, 0-1) that make the composition of a sector known."""

TENTH = 0.1
_STEEPEST = 10.0
"""Slope at which the search for a gradient stops: the rate then runs from nearly 0 to nearly 1 across the index."""


@dataclass(frozen=True)
class Curve:
    """A rate logistic in the index: ``rate = 1 / (1 + exp(-(level + slope * (index - 50) / 50)))``."""

    level: float
    slope: float
    reaches_gradient: bool

    def rate(self, index: np.ndarray | float) -> np.ndarray:
        """Return the rate (0-1) at an index of 0-100."""
        # Imported where it is used: a command that finds its assessment kept does without.
        from scipy.special import expit

        return np.asarray(expit(self.level + self.slope * (np.asarray(index, dtype="float64") - 50) / 50))


@dataclass(frozen=True)
class Expected:
    """Expected vulnerable residents.

    ``table`` has, by sector, ``vulnerable_rate``, ``vulnerable_count``, ``vulnerable_low``, ``vulnerable_high`` and
    ``vulnerable_method`` (``composition``, ``index``, ``commune_mean``), and ``rate_low``, ``rate_high``.
    ``impossible`` lists the sectors whose diploma shares are no shares and were not used.

    Examples
    --------
    >>> values = wide(town.indicators, evidence.sectors.index)
    >>> index = vulnerability_index(values, parameters.vulnerability).table
    >>> expected = expected_vulnerable(evidence.sectors["population"], index, values, parameters.vulnerability)
    >>> expected.table["vulnerable_method"].unique().tolist()
    ['index']
    """

    table: pd.DataFrame
    curve: Curve
    impossible: tuple[str, ...]


def expected_vulnerable(
    residents: pd.Series, index: pd.DataFrame, indicators: pd.DataFrame, parameters: Vulnerability
) -> Expected:
    """Estimate how many residents of each sector are digitally vulnerable.

    Parameters
    ----------
    residents
        Residents by sector, NaN where no figure is published (the counts are then NaN).
    index
        The table of ``geo.population.vulnerability.vulnerability_index``.
    indicators
        The table of ``geo.population.vulnerability.wide``.
    parameters
        Published rates, the total to meet, and the assumed gradient.

    Notes
    -----
    1. Composition known: the synthetic estimator of small-area statistics (Rao & Molina 2015, ch. 3),
       ``r0 = low * rate_low + high * rate_high + (1 - low - high) * rate_middle`` with the published rates by diploma.
    2. Otherwise, an index known: ``logit r0 = a + b * (index - 50) / 50``. Over all residents of sectors with an index,
       a and b are such that the mean rate is ``total_rate`` and that the mean rate of the most vulnerable tenth of the
       residents is ``gradient`` times that of the least vulnerable tenth.
       An index that lacks an indicator is taken at the middle of its interval.
    3. Otherwise: the commune's mean, ``total_rate``.

    Then one shift c of all logits, ``logit r = logit r0 + c``, makes the sum over the sectors of 1 and 2 equal to
    ``total_rate`` times their residents; with 3 the whole commune meets it. Without any composition c is 0.

    The interval says what the missing data could change, nothing else: none where 1 applies or the index is complete,
    the rates at both ends of the index's interval otherwise. It does not hold the uncertainty of the rates themselves.
    An expected count is a property of a neighbourhood; it says nothing of any person in it.

    Examples
    --------
    >>> diplomas = pd.DataFrame({"share_low_diploma": [1.0, 0.0], "share_high_diploma": [0.0, 1.0]})
    >>> index = vulnerability_index(diplomas, parameters.vulnerability).table
    >>> counted = expected_vulnerable(pd.Series([100, 100]), index, diplomas, parameters.vulnerability).table
    >>> counted["vulnerable_count"].sum().round(6).item()
    90.0
    """
    rates = central_rates(residents, index, indicators, parameters)
    rate, method, curve, shift = rates.rate, rates.method, rates.curve, rates.shift
    at_low, at_high = (
        pd.Series(_shifted(curve.rate(ends.to_numpy()), shift), residents.index)
        for ends in (index["index_low"], index["index_high"])
    )
    known = (method == "composition") | (index["index_status"] == "complete")
    low = rate.where(known, np.minimum(at_low, rate))
    high = rate.where(known, np.maximum(at_high, rate))
    table = pd.DataFrame(
        {
            "vulnerable_rate": rate,
            "rate_low": low,
            "rate_high": high,
            "vulnerable_count": rate * residents,
            "vulnerable_low": low * residents,
            "vulnerable_high": high * residents,
            "vulnerable_method": pd.Series(method, residents.index, dtype="str"),
        }
    )
    return Expected(table, curve, rates.impossible)


@dataclass(frozen=True, eq=False)
class CentralRates:
    """The rate of each sector and where it comes from, without what missing data could change."""

    rate: pd.Series
    method: np.ndarray
    curve: Curve
    shift: float
    impossible: tuple[str, ...]


def central_rates(
    residents: pd.Series, index: pd.DataFrame, indicators: pd.DataFrame, parameters: Vulnerability
) -> CentralRates:
    """Compute the rates of `expected_vulnerable` alone, which takes the same."""
    people = residents.fillna(0.0)
    middle = (index["index_low"] + index["index_high"]) / 2
    has_index = index["index_status"] != "unknown"
    curve = fit_curve(middle[has_index].to_numpy(), people[has_index].to_numpy(), parameters)

    composed, impossible = _composition(indicators, parameters, residents.index)
    method = np.select([composed.notna(), has_index], ["composition", "index"], "commune_mean")
    rate = composed.where(composed.notna(), pd.Series(curve.rate(middle.to_numpy()), residents.index))
    modelled = method != "commune_mean"
    shift = 0.0
    if composed.notna().any():
        shift = _shift(rate[modelled].to_numpy(), people[modelled].to_numpy(), parameters.total_rate)
    rate = pd.Series(_shifted(rate.to_numpy(), shift), residents.index).where(modelled, parameters.total_rate)
    return CentralRates(rate, method, curve, shift, impossible)


def fit_curve(index: np.ndarray, people: np.ndarray, parameters: Vulnerability) -> Curve:
    """Find the logistic curve with the mean rate and the gradient asked for, over ``people`` living at ``index``.

    Notes
    -----
    With nobody living anywhere with an index, the curve is that of people spread evenly over 0-100: it then serves only
    to bound what is not known. Where even the steepest curve does not reach the gradient (all at one index, or almost
    all people in one sector), the flat curve is returned with ``reaches_gradient`` False.
    """
    if not people.sum() > 0:
        index, people = np.arange(0.5, 100), np.ones(100)
    order = np.argsort(index, kind="stable")
    index, people = index[order], people[order]
    bottom, top = _tenth(people), _tenth(people[::-1])[::-1]

    def curve(slope: float) -> Curve:
        level = _level(slope * (index - 50) / 50, people, parameters.total_rate)
        return Curve(level, slope, reaches_gradient=True)

    def excess(slope: float) -> float:
        rate = curve(slope).rate(index)
        return float((rate @ top) / (rate @ bottom) - parameters.gradient)

    if parameters.gradient == 1:
        return curve(0.0)
    if excess(_STEEPEST) < 0:
        flat = curve(0.0)
        return Curve(flat.level, 0.0, reaches_gradient=False)
    return curve(_root(excess, 0.0, _STEEPEST, xtol=1e-13, rtol=1e-14))


def _root(excess: Callable[[float], float], low: float, high: float, *, xtol: float, rtol: float) -> float:
    """Return where a function is 0 between two ends."""
    # Imported here: it takes a quarter of a second to load, and a server that finds its results kept does without.
    from scipy.optimize import brentq

    return float(brentq(excess, low, high, xtol=xtol, rtol=rtol))


def _level(offsets: np.ndarray, people: np.ndarray, rate: float) -> float:
    """Return the level a for which the mean of ``expit(a + offsets)`` over the people is ``rate``."""
    from scipy.special import expit, logit

    share = people / people.sum()
    ends = logit(rate) - np.max(offsets) - 1, logit(rate) - np.min(offsets) + 1
    return _root(lambda level: float(expit(level + offsets) @ share) - rate, *ends, xtol=1e-14, rtol=1e-15)


def _shift(rates: np.ndarray, people: np.ndarray, total_rate: float) -> float:
    """Return the common shift of the logits that gives the people the mean rate asked for."""
    from scipy.special import logit

    return _level(logit(rates), people, total_rate) if people.sum() > 0 else 0.0


def _shifted(rates: np.ndarray, shift: float) -> np.ndarray:
    from scipy.special import expit, logit

    return rates if shift == 0 else np.asarray(expit(logit(rates) + shift))


def _tenth(people: np.ndarray) -> np.ndarray:
    """Return, of people in order, those in the first tenth; the last sector counts for the part that is needed."""
    wanted = TENTH * people.sum()
    before = np.cumsum(people) - people
    taken = np.clip(wanted - before, 0, people)
    return np.asarray(taken / taken.sum())


def _composition(
    indicators: pd.DataFrame, parameters: Vulnerability, sectors: pd.Index
) -> tuple[pd.Series, tuple[str, ...]]:
    """Return the rate that follows from the diplomas (NaN where not known), and the sectors whose shares are none."""
    if LOW_DIPLOMA not in indicators or HIGH_DIPLOMA not in indicators:
        return pd.Series(np.nan, sectors), ()
    low, high = indicators[LOW_DIPLOMA], indicators[HIGH_DIPLOMA]
    middle = 1 - low - high
    wrong = (low < 0) | (high < 0) | (middle < -1e-6)
    rate = (
        low * parameters.rate_low_diploma
        + high * parameters.rate_high_diploma
        + middle.clip(lower=0) * parameters.rate_middle_diploma
    )
    return rate.mask(wrong), tuple(sectors[wrong])
