"""Findings as sentences: the words of codes, and the one function that says what the engine found."""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from geo.settings import TIER_NAMES
from layers import layer
from layers.buildings import ACTIVITIES
from words.marks import quoted, semicolons
from words.numbers import Numbers, Translate

if TYPE_CHECKING:
    from geo.evidence import Finding

Write = Callable[[object], str]

_WRITTEN_NUMBER = re.compile(r"(-?\d+\.\d+)( ?%| km| m)?|(-?\d+)( ?%| km| m)")
"""A decimal number, or any with its unit, in a text."""

_AMOUNT = re.compile(r"\d+(?:\.\d+)?")
"""A number in a sum such as ``5 × 200000 + 75700``."""


def activity_words(activity: str, translate: Translate) -> str:
    """Return the words of a sector of activity; a city's own is shown by its key."""
    return translate(ACTIVITIES[activity]) if activity in ACTIVITIES else activity


def tier_words(tier: str, translate: Translate) -> str:
    """Return the words of a tier; a city's own is shown by its key."""
    return translate(TIER_NAMES[tier]) if tier in TIER_NAMES else tier


def sentence(finding: "Finding", numbers: Numbers, write: Mapping[str, Write] | None = None) -> str:
    """Return what was found as people say it, in the language of ``numbers``.

    Parameters
    ----------
    finding
        Its message is translated and filled with its parameters: codes by their words, years without a thousands
        separator, other numbers as the language writes them, texts as they are.
    numbers
        The language, and how it writes numbers.
    write
        Parameter -> how it is written here instead: people rounded as estimates, say.
    """
    ways: dict[str, Write] = {
        **dict.fromkeys(("year", "first_year", "floor_year", "row"), str),
        "sum": lambda terms: _AMOUNT.sub(lambda each: numbers.number(float(each[0]), 2), str(terms)),
        "layer": lambda key: quoted(numbers.translate(layer(str(key)).title), numbers.translate),
        "activity": lambda key: activity_words(str(key), numbers.translate),
        "tier": lambda key: tier_words(str(key), numbers.translate),
        **dict.fromkeys(("names", "examples"), lambda named: semicolons(str(named).split("; "), numbers.translate)),
        **(write or {}),
    }
    said = {
        name: ways[name](value) if name in ways else as_said(value, numbers)
        for name, value in finding.parameters.items()
    }
    return numbers.translate(finding.message).format(**said)


def as_said(value: object, numbers: Numbers) -> object:
    """Write a number, or a text that is one ("98.3 %", "2.5 km"); other texts stay as they are."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return numbers.number(value, 2)
    written = _WRITTEN_NUMBER.fullmatch(value) if isinstance(value, str) else None
    if written is None:
        return value
    unit = (written[2] or written[4] or "").strip()
    blank = "" if not unit or (unit == "%" and numbers.language == "en") else "\u202f"
    return f"{numbers.number(float(written[1] or written[3]), 2)}{blank}{unit}"
