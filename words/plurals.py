"""How a figure, as it is shown, chooses between the form for one and the form for several: here and nowhere else."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache, lru_cache

from babel import Locale

LOCALES = {"fr": "fr_BE", "nl": "nl_BE", "en": "en_GB"}
"""Language -> the locale whose numbers, dates and plurals are written."""

_GROUPS, _DECIMAL = {"fr": "\u202f\u00a0 ", "nl": ".", "en": ","}, {"fr": ",", "nl": ",", "en": "."}
"""Language -> the marks between thousands, and the mark before decimals."""


@lru_cache(4096)
def is_one(figure: str, language: str) -> bool:
    """Say whether a figure, as the language writes it, goes with the singular.

    Parameters
    ----------
    figure
        What the reader sees: ``1,5``, ``12 400``, ``about 1``, ``between 0 and 1``. Of a range French and Dutch look
        at the last number, while English takes the plural. What is no number (``unknown``) goes with the plural.
    language
        One of ``geo.texts.LANGUAGES``.

    Notes
    -----
    The rule of each language is that of the Unicode CLDR: French has the singular below 2 (0, 1 and 1,5), English and
    Dutch for exactly 1 written without decimals. What counts is the figure as it is rounded on the screen, so that
    nobody reads "1 buildings".

    Examples
    --------
    >>> [is_one(figure, "fr") for figure in ("0", "1,5", "2", "1 200")]
    [True, True, False, False]
    >>> [is_one(figure, "en") for figure in ("0", "1", "1.5")]
    [False, True, False]
    """
    numbers = [_number(found) for found in _written(language).finditer(figure)]
    if not numbers or (language == "en" and len(numbers) > 1):
        return False
    return bool(_rule(language)(numbers[-1]) == "one")


@cache
def _rule(language: str) -> Callable[[Decimal], str]:
    rule: Callable[[Decimal], str] = Locale.parse(LOCALES[language]).plural_form
    return rule


@cache
def _written(language: str) -> re.Pattern[str]:
    groups, decimal = re.escape(_GROUPS[language]), re.escape(_DECIMAL[language])
    # A point that parts no thousands is a decimal point in any language: nobody wrote that figure for the reader.
    return re.compile(rf"(?P<whole>\d{{1,3}}(?:[{groups}]\d{{3}})+|\d+)(?:[{decimal}.](?P<part>\d+))?")


def _number(found: re.Match[str]) -> Decimal:
    whole = re.sub(r"\D", "", found["whole"])
    return Decimal(f"{whole}.{found['part']}" if found["part"] else whole)
