"""Numbers that are no measures but codes: -1 and 9999 where a publisher withholds a value or knows none."""

import pandas as pd

from layers._fault import Fault, Severity

NEGATIVE = frozenset({-1.0, -2.0, -8.0, -9.0, *(-float("9" * digits) for digits in range(2, 10))})
NINES = frozenset(float("9" * digits) for digits in range(4, 13))
"""From four digits on: a building may have 999 visitors."""
FAR = 1.5
"""A single row of nines is taken for a code where it is more than that many times the greatest other value, or less
than its inverse of the least."""


def withheld_codes(
    values: pd.Series, *, file: str, column: str, negatives: bool = False
) -> tuple[pd.Series, list[Fault]]:
    """Find the values that stand for no value.

    Parameters
    ----------
    values
        The numbers of a column, missing where nothing stands, indexed by row number.
    file, column
        Named in faults.
    negatives
        Whether the quantity can be negative; -1 and -99 are then measures where there are other negative values.

    Returns
    -------
    tuple
        Where a code stands (bool), and a warning ``value.code_taken`` for each code taken as one, or
        ``value.code_kept`` for a row of nines that may be a measure and was kept.

    Notes
    -----
    A negative code counts as one where nothing else in the column is negative. A row of nines counts as one where it
    stands more than once, or far from everything else.
    """
    found = values.astype("float64")
    codes = pd.Series(data=False, index=values.index)
    faults: list[Fault] = []
    negative = found[found < 0]
    if len(negative) and (not negatives or (negative.isin(NEGATIVE).all() and (found >= 0).any())):
        for code in sorted(set(negative) & NEGATIVE, reverse=True):
            codes |= found == code
            faults.append(_fault("value.code_taken", "warning", found[found == code], file, column))
    others = found[~found.isin(NINES) & ~codes & found.notna()]
    for code in sorted(set(found.dropna()) & NINES):
        here = found[found == code]
        apart = others.empty or code > FAR * others.max() or code < others.min() / FAR
        taken = len(here) > 1 or (apart and not others.empty)
        if taken:
            codes |= found == code
        faults.append(_fault("value.code_taken" if taken else "value.code_kept", "warning", here, file, column))
    return codes, faults


def _fault(code: str, severity: Severity, where: pd.Series, file: str, column: str) -> Fault:
    said = {"count": len(where), "first": where.index[0]}
    return Fault(code, severity, file, column=column, value=f"{where.iloc[0]:.0f}", parameters=said)
