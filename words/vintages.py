"""Of when data are, in words; where nobody says, that is said."""

from geo.texts import N_
from layers import SEVERAL, UNDATED
from words.marks import semicolons
from words.numbers import Numbers

VINTAGE_UNKNOWN = N_("vintage unknown")


def vintage_words(vintage: str, numbers: Numbers) -> str:
    """Return the days, months and years data describe, separated by semicolons."""
    each = dict.fromkeys(vintage.split(SEVERAL))
    told = (numbers.day(one) if one and one != UNDATED else numbers.translate(VINTAGE_UNKNOWN) for one in each)
    return semicolons(told, numbers.translate)
