"""Numbers, euros and dates as people write them in the three languages; an unknown one is said to be unknown."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from math import floor, log10

from babel import dates as babel_dates
from babel import numbers as babel_numbers

from geo.texts import N_
from words.plurals import LOCALES

Translate = Callable[[str], str]
"""Says an English text in the language of the reader."""

_UNKNOWN = N_("unknown")


def is_unknown(value: object) -> bool:
    """Say whether a cell holds nothing: None, NaN, NA or NaT."""
    # Imported here, so that what prints no table starts without pandas.
    import pandas as pd

    return value is None or bool(pd.isna(value))


def rounded(value: float, digits: int = 2) -> int:
    """Round a count of people to so many significant digits; under 100 to the nearest 5, under 20 to the nearest one.

    Estimates are never truer than that, and nobody should read 91 283 people where 91 000 is meant.
    """
    if abs(value) < 20:
        return round(value)
    if abs(value) < 100:
        return 5 * round(value / 5)
    step = 10 ** (floor(log10(abs(value))) - digits + 1)
    return int(step * round(value / step))


def _signed(write: Callable[..., str]) -> Callable[..., str]:
    """Return a writer of numbers that puts a minus sign before what is negative, not the hyphen of the locale data."""
    # A page writes some thousand numbers, mostly the same ones again at every touch: Babel takes 0.1 ms for each.
    return lru_cache(16_384)(lambda value, **options: write(value, **options).replace("-", "\N{MINUS SIGN}"))


_decimal = _signed(babel_numbers.format_decimal)
_percent = _signed(babel_numbers.format_percent)
_currency = _signed(babel_numbers.format_currency)


@dataclass(frozen=True)
class Numbers:
    """Writes numbers in one language."""

    language: str
    translate: Callable[[str], str]

    @property
    def locale(self) -> str:
        """Babel's name of the locale."""
        return LOCALES[self.language]

    @property
    def unknown(self) -> str:
        """What stands for a missing number."""
        return self.translate(_UNKNOWN)

    def number(self, value: object, decimals: int = 0) -> str:
        """Write a number with so many decimals at most."""
        if is_unknown(value):
            return self.unknown
        if math.isinf(float(value)):
            return "∞"
        pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
        # Minus nothing is nothing.
        shown = round(float(value), decimals) + 0.0
        return _decimal(shown, format=pattern, locale=self.locale)

    def fixed(self, value: object, decimals: int = 1) -> str:
        """Write a number with exactly so many decimals, as in a column of scores."""
        if is_unknown(value):
            return self.unknown
        pattern = "#,##0." + "0" * decimals
        return _decimal(round(float(value), decimals) + 0.0, format=pattern, locale=self.locale)

    def people(self, value: object) -> str:
        """Write a number of people, rounded as an estimate deserves."""
        return self.unknown if is_unknown(value) else self.number(rounded(float(value)))

    def percent(self, value: object, decimals: int = 0) -> str:
        """Write a share from 0 to 1 as a percentage."""
        if is_unknown(value):
            return self.unknown
        pattern = "#,##0" + ("." + "#" * decimals if decimals else "") + ("%" if self.language == "en" else "\u202f%")
        return _percent(float(value), format=pattern, locale=self.locale)

    def euros(self, value: object) -> str:
        """Write an amount of whole euros."""
        if is_unknown(value):
            return self.unknown
        pattern = {"en": "¤#,##0", "nl": "¤\u00a0#,##0;¤\u00a0-#,##0"}.get(self.language, "#,##0\u202f¤")
        return _currency(round(float(value)), currency="EUR", format=pattern, locale=self.locale, currency_digits=False)

    def metres(self, value: object) -> str:
        """Write a distance, to the nearest ten metres."""
        if is_unknown(value):
            return self.unknown
        return f"{self.number(10 * round(float(value) / 10))}\u202fm"

    def time(self, minute: int) -> str:
        """Write a time of the day, given in minutes since midnight: 15:00, 15 h, 15 uur."""
        hour, rest = divmod(minute, 60)
        if self.language == "fr":
            return f"{hour}\u00a0h\u00a0{rest:02d}" if rest else f"{hour}\u00a0h"
        if self.language == "nl":
            return f"{hour}.{rest:02d}\u00a0uur" if rest else f"{hour}\u00a0uur"
        return f"{hour}:{rest:02d}"

    def day(self, value: object) -> str:
        """Write a date; a text that is only a year, or a month, stays as it is."""
        if isinstance(value, str):
            try:
                value = datetime.fromisoformat(value) if len(value) >= 10 else value
            except ValueError:
                return value
        if isinstance(value, str):
            return value
        if is_unknown(value):
            return self.unknown
        assert isinstance(value, date)
        # French has an ordinal for the first of the month, which the locale data leave to the writer.
        pattern = "d'er' MMMM y" if self.language == "fr" and value.day == 1 else "d MMMM y"
        return babel_dates.format_date(value, format=pattern, locale=self.locale)

    def yes_no(self, value: object) -> str:
        """Write true, false or unknown."""
        if is_unknown(value):
            return self.unknown
        return self.translate(N_("yes")) if value else self.translate(N_("no"))


def numbers_of(translate: Translate) -> Numbers:
    """Return how the language of a translator writes numbers; English for what is no ``words.Translator``."""
    return Numbers(str(getattr(translate, "language", "en")), translate)
