"""Every setting of a scenario: its name as written there, its default, unit, allowed range, meaning and source."""

import ast
import inspect
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from geo.place import GuardRails
from geo.settings import Lots, Parameters, Programme, Roster

PARTS: Mapping[str, type[BaseModel]] = types.MappingProxyType(
    {"parameters": Parameters, "programme": Programme, "devices": Lots, "roster": Roster}
)
"""Table of a scenario -> what it sets."""

REQUIRED = object()
"""Stands for the default of what has none: whoever writes the table says it."""

_UNITS = {
    "_eur_per_year": "EUR a year",
    "person_years_per_thousand_eur": "person-years per 1,000 EUR",
    "_eur": "EUR",
    "_m2": "m2",
    "_m_s": "m/s",
    "_m": "m",
    "_s": "s",
    "minutes": "minutes",
    "_hours_per_week": "h/week",
    "minutes_per_help": "minutes",
    "hours_per_week": "hours a week",
    "session_hours": "hours",
    "weeks_per_year": "weeks",
    "_h": "h",
}
"""End of a name -> the unit it says; the longer end first."""

_LIMITS = {
    "ge": "at least {}",
    "gt": "above {}",
    "le": "at most {}",
    "lt": "below {}",
    "multiple_of": "in steps of {}",
    "min_length": "{} entries at least",
    "max_length": "{} entries at most",
}
_BETWEEN = (("ge", "le", "{} to {}"), ("min_length", "max_length", "{} to {} entries"))
"""Limits that are said together."""


@dataclass(frozen=True)
class Setting:
    """One setting, under its dotted name from the top of a scenario file."""

    name: str
    default: object
    unit: str
    allowed: str
    meaning: str


@dataclass(frozen=True)
class Section:
    """One table of a scenario; ``entries`` are those there are by default, where it is one of a list."""

    heading: str
    """As TOML writes it."""
    meaning: str
    settings: tuple[Setting, ...]
    entries: tuple[BaseModel, ...] = ()


@cache
def sections() -> tuple[Section, ...]:
    """Return every table of a scenario in the order of the models; a table within another comes after it."""
    return tuple(section for name, model in PARTS.items() for section in _sections(name, f"[{name}]", model, model()))


@cache
def commune_sections() -> tuple[Section, ...]:
    """Return the tables of a commune's file that hold thresholds."""
    return tuple(_sections("guard_rails", "[guard_rails]", GuardRails, GuardRails()))


@cache
def defaults() -> Mapping[str, object]:
    """Return name -> default of every setting; of a list of tables, what its default entries say."""
    return types.MappingProxyType({name: value for part, model in PARTS.items() for name, value in _of(part, model())})


def toml(value: object) -> str:
    """Return a value as a scenario file writes it; ``none`` of what it leaves out."""
    match value:
        case None:
            return "none"
        case bool():
            return str(value).lower()
        case int() | float():
            return f"{value:_.0f}" if value == round(value) and abs(value) >= 10_000 else f"{value:.16g}"
        case tuple():
            return f"[{', '.join(toml(each) for each in value)}]"
        case Mapping():
            return "{ " + ", ".join(f"{key} = {toml(each)}" for key, each in value.items()) + " }" if value else "{}"
        case date():
            return value.isoformat()
    return f'"{value}"'


def unit_of(name: str) -> str:
    """Return the unit the last part of a name says; empty for shares, counts and words."""
    last = name.rsplit(".", 1)[-1].removesuffix("_of")
    return next((unit for end, unit in _UNITS.items() if last.endswith(end)), "")


def _of(name: str, model: BaseModel) -> Iterator[tuple[str, object]]:
    for field in type(model).model_fields:
        value, path = getattr(model, field), f"{name}.{field}"
        if isinstance(value, BaseModel):
            yield from _of(path, value)
        elif entries := _entries(value):
            yield from ((f"{path}.{each}", tuple(getattr(one, each) for one in entries)) for each in _fields(entries))
        else:
            yield path, value
            if isinstance(value, Mapping):
                yield from ((f"{path}.{key}", each) for key, each in value.items())


def _entries(value: object) -> tuple[BaseModel, ...]:
    return value if isinstance(value, tuple) and value and isinstance(value[0], BaseModel) else ()


def _fields(entries: tuple[BaseModel, ...]) -> list[str]:
    return list(type(entries[0]).model_fields)


def _sections(
    name: str, heading: str, model: type[BaseModel], default: BaseModel | None, entries: tuple[BaseModel, ...] = ()
) -> Iterator[Section]:
    meanings, own = _meanings(model), []
    below: list[Section] = []
    for field, info in model.model_fields.items():
        path, inner, value = f"{name}.{field}", _model_in(info.annotation), _default(field, info, default)
        if inner is not None and isinstance(value, BaseModel):
            below += _sections(path, f"[{path}]", inner, value)
            continue
        if inner is not None:
            below += _sections(path, _table_name(path, info), inner, None, _entries(value))
        own.append(Setting(path, value, unit_of(path), _allowed(info), meanings[field]))
    opening, _, _rest = (inspect.getdoc(model) or "").partition("\n\n")
    yield Section(heading, " ".join(opening.split()), tuple(own), entries)
    yield from below


def _default(field: str, info: FieldInfo, default: BaseModel | None) -> object:
    if default is not None:
        return getattr(default, field)
    return REQUIRED if info.is_required() else info.get_default(call_default_factory=True)


def _table_name(path: str, info: FieldInfo) -> str:
    """Return how TOML names the table of one entry: of a list, under keys of the city's own, or alone."""
    if get_origin(info.annotation) is tuple:
        return f"[[{path}]]"
    levels = str(info.annotation).count("dict[")
    return f"[{'.'.join([path, *('BUILDING', 'TIER')[:levels]])}]"


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the model that an annotation is, or holds."""
    if inspect.isclass(annotation) and get_origin(annotation) is None and issubclass(annotation, BaseModel):
        return annotation
    return next((found for each in get_args(annotation) if (found := _model_in(each))), None)


@cache
def _meanings(model: type[BaseModel]) -> Mapping[str, str]:
    """Return field -> the text under it in the source, which no program sees otherwise."""
    (declared,) = ast.parse(inspect.getsource(model)).body
    assert isinstance(declared, ast.ClassDef)
    found = dict.fromkeys(model.model_fields, "")
    for field, text in zip(declared.body, declared.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
            found[ast.unparse(field.target)] = " ".join(str(text.value.value).split())
    return found


def _allowed(info: FieldInfo) -> str:
    """Say which values are taken, as the field declares it."""
    limits = {what: getattr(each, what) for each in info.metadata for what in _LIMITS if hasattr(each, what)}
    kinds = [each for each in get_args(info.annotation) if each is not type(None)]
    optional = get_origin(info.annotation) in (Union, types.UnionType)
    said = [_kind(kinds[0] if optional else info.annotation)]
    for low, high, text in _BETWEEN:
        if {low, high} <= limits.keys():
            said.append(text.format(toml(limits.pop(low)), toml(limits.pop(high))))
    said += [text.format(toml(limits[what])) for what, text in _LIMITS.items() if what in limits]
    said += [f"like `{each.pattern}`" for each in info.metadata if getattr(each, "pattern", None)]
    return ", ".join(each for each in said if each) + (" or none" if optional else "")


def _kind(annotation: Any) -> str:
    """Say what kind of value an annotation takes; nothing of a number, whose limits say it."""
    origin = get_origin(annotation)
    if origin is Literal:
        return " or ".join(f"`{toml(each)}`" for each in get_args(annotation))
    if origin is tuple:
        return "a list"
    if origin is dict or _model_in(annotation):
        return "a table"
    return {bool: "`true` or `false`", int: "whole", date: "a date", str: "a text"}.get(annotation, "")
