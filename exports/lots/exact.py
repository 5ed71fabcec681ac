"""Numbers as files hold them where they must be exact: divisors, by which others compute."""

from decimal import Decimal
from fractions import Fraction

_MOST_DIGITS = 13
"""Digits after the point of a divisor at the most; one that needs more is written as a fraction."""


def exact_text(number: Fraction) -> str:
    """Write a number exactly: as a decimal number where it is one of few digits, else as a fraction.

    Examples
    --------
    >>> exact_text(Fraction(5, 2)), exact_text(Fraction(25, 3)), exact_text(Fraction(40))
    ('2.5', '25/3', '40')
    """
    for digits in range(_MOST_DIGITS):
        whole = number * 10**digits
        if whole.denominator == 1:
            return f"{Decimal(whole.numerator).scaleb(-digits):f}"
    return f"{number.numerator}/{number.denominator}"
