"""Marks between and around words, which each language sets in its own way."""

from collections.abc import Iterable
from functools import reduce

from geo.texts import N_
from words.numbers import Translate

_TWO, _QUOTED = N_("{first}; {second}"), N_("“{text}”")


def semicolons(parts: Iterable[str], translate: Translate) -> str:
    """Return the parts of an enumeration with semicolons between them."""
    two, found = translate(_TWO), list(parts)
    return reduce(lambda first, second: two.format(first=first, second=second), found) if found else ""


def quoted(text: str, translate: Translate) -> str:
    """Return a text between quotation marks."""
    return translate(_QUOTED).format(text=text)
