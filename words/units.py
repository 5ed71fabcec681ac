"""Figures with their unit in words, in the form that goes with the figure."""

from collections.abc import Mapping

from babel import numbers as babel_numbers

from geo.texts import NN_
from words.numbers import Numbers, Translate

WITH_UNIT: Mapping[str, str] = {
    "persons": NN_("{count} resident", "{count} residents", "count"),
    "staff": NN_("{count} member of staff", "{count} members of staff", "count"),
    "hours": NN_("{count} hour", "{count} hours", "count"),
    "hours_per_week": NN_("{count} hour a week", "{count} hours a week", "count"),
    "requests_per_year": NN_("{count} request a year", "{count} requests a year", "count"),
    "eur_per_resident": NN_("{count} euro per resident", "{count} euros per resident", "count"),
}
"""What is counted -> how a figure of it is said."""


def with_unit(figure: str, unit: str, translate: Translate) -> str:
    """Say a figure, already written, with its unit.

    Parameters
    ----------
    figure
        As the language writes it.
    unit
        A key of ``WITH_UNIT``.
    translate
        Says an English text in the language of the reader.
    """
    return translate(WITH_UNIT[unit]).format(count=figure)


def criterion_figure(figure: str, key: str, unit: str, unit_text: str, translate: Translate) -> str:
    """Say a figure of a criterion with its unit; a scale stands beside it in brackets.

    Parameters
    ----------
    figure
        As the language writes it.
    key, unit, unit_text
        What the ``geo.ranking.Criterion`` says of itself.
    translate
        Says an English text in the language of the reader.
    """
    counted = {"contact_staff": "staff", "cost_per_person": "eur_per_resident"}.get(key, unit)
    if counted in WITH_UNIT:
        return with_unit(figure, counted, translate)
    return f"{figure} ({translate(unit_text)})"


def cents(amount: int, numbers: Numbers) -> str:
    """Write an amount of cents in euros, to the cent; where it is one of whole euros, without the two noughts."""
    if amount % 100 == 0:
        return numbers.euros(amount // 100)
    how = {"en": "¤#,##0.00", "nl": "¤\u00a0#,##0.00"}.get(numbers.language, "#,##0.00\u202f¤")
    return babel_numbers.format_currency(amount / 100, "EUR", how, numbers.locale, currency_digits=False)
