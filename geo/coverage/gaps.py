"""Coverage gaps of the places where people live: at home, in public, and for help, each true, false or not known."""

from collections.abc import Mapping

import numpy as np
import pandas as pd


def home_gap(fibre: pd.Series, class_low: np.ndarray, class_high: np.ndarray, enough: int) -> pd.Series:
    """Say where people have neither fibre nor 5G good enough to stand in for it.

    Parameters
    ----------
    fibre
        Whether fibre can be ordered (boolean, NA not known).
    class_low, class_high
        Bounds of the best 5G class, NaN where nothing is known.
    enough
        The lowest class that replaces fibre.

    Notes
    -----
    In three-valued logic (Kleene): fibre or good 5G settles it, one of them unknown leaves it unknown only when the
    other does not help.

    Examples
    --------
    >>> fibre = pd.Series([True, False, False], dtype="boolean")
    >>> home_gap(fibre, np.array([0, 2, 1]), np.array([0, 2, 3]), enough=2).tolist()
    [False, False, <NA>]
    """
    mobile = pd.Series(pd.array([pd.NA] * len(fibre), dtype="boolean"), index=fibre.index)
    mobile = mobile.mask(class_low >= enough, other=True).mask(class_high < enough, other=False)
    return (~(fibre | mobile)).rename("home_gap")


def beyond(distance_m: pd.Series, limit_m: float) -> pd.Series:
    """Say where the nearest place is farther than the reach; NA where the distance is not known.

    Examples
    --------
    >>> beyond(pd.Series([400.0, 400.1, None]), 400).tolist()
    [False, True, <NA>]
    """
    return (distance_m > limit_m).astype("boolean").mask(distance_m.isna())


def persons(
    counts: Mapping[str, tuple[pd.Series, pd.Series]], group: pd.Series | None = None
) -> dict[str, pd.DataFrame]:
    """Count the people in gaps: for certain, at most, and exactly where it is known of everybody.

    Parameters
    ----------
    counts
        By name, a gap (boolean, NA not known) and the people it is counted of, place by place; all of the same places.
    group
        What is added up, place by place; everything when it is None.

    Returns
    -------
    By name, a DataFrame with ``value`` (NaN where it is not known of somebody), ``low`` and ``high``: one row per value
    of ``group``, or a single row.

    Examples
    --------
    >>> gap = pd.Series([True, False, None], dtype="boolean")
    >>> persons({"home": (gap, pd.Series([10.0, 20.0, 5.0]))})["home"].to_dict("records")
    [{'value': nan, 'low': 10.0, 'high': 15.0}]
    """
    parts, places = [], next(iter(counts.values()))[0].index
    for gap, people in counts.values():
        amount = people.to_numpy(dtype="float64", na_value=np.nan)
        parts += [
            np.where(gap.to_numpy(dtype=bool, na_value=False), amount, 0.0),
            np.where(gap.to_numpy(dtype=bool, na_value=True), amount, 0.0),
            gap.isna().to_numpy() & (amount > 0),
        ]
    # One grouping for all of them: with a few rows, grouping costs more than adding.
    counted = pd.DataFrame(np.column_stack(parts), index=places)
    sums = counted.groupby(pd.Series(0, index=places) if group is None else group).sum()
    found = {}
    for number, name in enumerate(counts):
        low, high, unknown = (sums.iloc[:, 3 * number + part].to_numpy() for part in range(3))
        value = np.where(unknown == 0, low, np.nan)
        found[name] = pd.DataFrame({"value": value, "low": low, "high": high}, index=sums.index)
    return found
