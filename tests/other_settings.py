"""Settings that differ in one field, drawn from the fields of the models themselves: a new one is there by itself."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)


def each_changed(base: Model) -> Iterator[tuple[str, Model]]:
    """Yield the dotted name of every field, those of models inside included, and the model with that field changed."""
    for name in type(base).model_fields:
        value = getattr(base, name)
        if isinstance(value, BaseModel):
            for inner, changed in each_changed(value):
                yield f"{name}.{inner}", type(base).model_validate({**_parts(base), name: changed})
        else:
            yield name, _changed(base, name, value)


def _changed(base: Model, name: str, value: object) -> Model:
    """Return the model with another value of one field: the first of those to be thought of that it takes."""
    for other in _others(value):
        try:
            found = type(base).model_validate({**_parts(base), name: other})
        except ValidationError:
            continue
        if getattr(found, name) != value:
            return found
    raise AssertionError(f"{type(base).__name__}.{name} takes no other value known here: add one to OTHERS")


OTHERS: tuple[Any, ...] = (
    *(True, 3, 1, 0.5, "vulnerable_count", "step", "geometric", "min_max", "all"),
    {"by": "district", "served_share": 0.1},
    {"vulnerable_in_reach": (0.0, 900.0)},
    {"school": 0.05},
    {"school": 2000.0},
    {"b1-library": {"hall": {"capex_eur": 4000.0}}},
    ("b1-library",),
    ((0.5, 1.0), (1.0, 0.2)),
    (1.0, 0.5),
    (1.0, 0.5, 0.25, 0.125),
)
"""What a field may take whose value says too little of itself: none, nothing, a word of several."""


def _others(value: object) -> Iterator[object]:
    """Yield values of the same kind that differ, then whatever else a field may take."""
    match value:
        case bool():
            yield not value
        case int() | float():
            yield from (value * 2, value / 2, value + 1, value - 1, 0.9 * value, 1, 2, 3)
        case date():
            yield value + timedelta(days=-900)
        case dict() if value and all(isinstance(each, dict) for each in value.values()):
            yield {key: {name: (weight + 3) % 10 for name, weight in each.items()} for key, each in value.items()}
        case dict() if value:
            yield {key: (low / 2, high) for key, (low, high) in value.items()}
        case tuple() if value:
            yield from (value[:-1], value[1:])
            if all(isinstance(each, float) for each in value):
                yield tuple(each / 2 for each in value)
    yield from OTHERS


def _parts(model: BaseModel) -> dict[str, object]:
    return {name: getattr(model, name) for name in type(model).model_fields}
