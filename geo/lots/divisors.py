"""Short numbers: the one with fewest digits between two ends, so that a divisor can be checked by hand."""

import math
from fractions import Fraction

_MOST_DIGITS = 40


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """Return a number from ``low`` to ``high`` with few digits, near their middle; the ends only where they are one.

    Parameters
    ----------
    low, high
        Above 0; ``low <= high``.

    Examples
    --------
    >>> simplest(Fraction(14159, 1000), Fraction(18711, 1000)), simplest(Fraction(1, 3), Fraction(1, 3))
    (Fraction(16, 1), Fraction(1, 3))
    """
    if low == high:
        return low
    middle = (low + high) / 2
    size = math.floor(math.log10(middle.numerator) - math.log10(middle.denominator))
    for digits in range(_MOST_DIGITS):
        step = Fraction(10) ** (size - digits)
        found = round(middle / step) * step
        if low < found < high:
            return found
    return middle
