"""One value of a layer or a criterion, in words: codes become words, numbers get their unit, missing is unknown."""

from collections.abc import Mapping

from geo.ranking import Criterion
from geo.texts import N_
from layers import Column
from ui.context import Context
from words.numbers import is_unknown
from words.units import criterion_figure, with_unit

UNITS: Mapping[str, str] = {"m2": "m²", "persons": "", "requests/year": N_("a year"), "visits/year": N_("a year")}
"""Unit of a column -> what stands after its number, the same whatever that is."""


def cell(column: Column, value: object, context: Context) -> str:
    """Return the value of a layer's column."""
    _, numbers = context.translate, context.numbers
    if is_unknown(value):
        return numbers.unknown
    if column.labels:
        return _(column.labels[value]) if value in column.labels else str(value)
    if column.kind == "boolean":
        return numbers.yes_no(value)
    if column.kind == "date":
        return numbers.day(value)
    if column.kind in ("number", "integer"):
        if column.unit == "h/week":
            return with_unit(numbers.number(value, 1), "hours_per_week", _)
        unit = _(UNITS.get(column.unit or "", column.unit or ""))
        return f"{numbers.number(value, 1)}\u00a0{unit}".rstrip("\u00a0")
    return str(value)


def measured(criterion: Criterion, value: object, context: Context) -> str:
    """Return a criterion's raw value with its unit."""
    _, numbers = context.translate, context.numbers
    if is_unknown(value):
        return numbers.unknown
    decimals = {"persons": 0, "requests_per_year": 0, "eur": 2, "hours_per_week": 1}.get(criterion.unit, 2)
    return criterion_figure(numbers.number(value, decimals), criterion.key, criterion.unit, criterion.unit_text, _)
