"""Coverage gaps of the places where people live: at home, in public, and for help, each true, false or not known."""

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


def persons(gap: pd.Series, people: pd.Series, group: pd.Series | None = None) -> pd.DataFrame:
    """Count the people in a gap: for certain, at most, and exactly where it is known of everybody.

    Returns
    -------
    DataFrame with ``value`` (NaN where it is not known of somebody), ``low`` and ``high``: one row per value of
    ``group``, or a single row when it is None.

    Examples
    --------
    >>> gap = pd.Series([True, False, None], dtype="boolean")
    >>> persons(gap, pd.Series([10.0, 20.0, 5.0])).to_dict("records")
    [{'value': nan, 'low': 10.0, 'high': 15.0}]
    """
    amount = people.to_numpy(dtype="float64", na_value=np.nan)
    parts = {
        "low": np.where(gap.to_numpy(dtype=bool, na_value=False), amount, 0.0),
        "high": np.where(gap.to_numpy(dtype=bool, na_value=True), amount, 0.0),
        "unknown": gap.isna().to_numpy() & (amount > 0),
    }
    counted = pd.DataFrame(np.column_stack(list(parts.values())), index=gap.index, columns=list(parts))
    # One grouping for all three: with a few rows, grouping costs more than adding.
    table = counted.groupby(pd.Series(0, index=gap.index) if group is None else group).sum()
    table.insert(0, "value", table["low"].where(table["unknown"] == 0, np.nan))
    return table.drop(columns="unknown")
