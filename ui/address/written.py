"""How a choice stands in an address: read from its query parameters, written into them, never believed."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geo.errors import DataError
from geo.hours import when
from ui.address.programme_choices import Choices, read_choices
from ui.address.roster_choices import RosterChoices, read_roster_choices

_AND = "~"
"""Separates values: a browser leaves it as it is in an address."""

_WEIGHT = re.compile(r"([a-z][a-z0-9_]*)\.(10|[0-9])")


@dataclass(frozen=True)
class Written:
    """One way of standing in an address."""

    read: Callable[[str, Mapping[str, str]], Any]
    """(key, query) -> the value, or None when it is not there or not understood."""
    write: Callable[[str, Any], dict[str, str]]
    """(key, value) -> the query parameters that restore it."""


def _single(read: Callable[[str], Any], write: Callable[[Any], str] = str) -> Written:
    """Return the way of a value that is one query parameter."""
    return Written(
        lambda key, query: read(query[key]) if key in query else None,
        lambda key, value: {key: write(value)},
    )


def one_of(*known: str) -> Written:
    """Return the way of a choice among a few."""
    return _single(lambda text: text if text in known else None)


def whole(least: int, most: int) -> Written:
    """Return the way of a whole number within bounds."""

    def read(text: str) -> int | None:
        number = int(text) if re.fullmatch(r"\d{1,5}", text) else least - 1
        return number if least <= number <= most else None

    return _single(read)


def _several(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in text.split(_AND) if each))


def overlays(**former: str) -> Written:
    """Return the way of several names, some of which had another name in addresses shared before."""
    return _single(lambda text: tuple(dict.fromkeys(former.get(each, each) for each in _several(text))), _AND.join)


def _moment(text: str) -> str | None:
    """Return a moment of the week as it is always written."""
    try:
        return when(text.replace(_AND, " ")).key
    except DataError:
        return None


def _view(text: str) -> tuple[float, float, float] | None:
    parts = text.split(_AND)
    if len(parts) != 3 or not all(re.fullmatch(r"-?\d{1,3}(\.\d{1,8})?", part) for part in parts):
        return None
    latitude, longitude, zoom = (float(part) for part in parts)
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180 and 1 <= zoom <= 20):
        return None
    return latitude, longitude, zoom


def _shown_view(view: tuple[float, float, float]) -> str:
    latitude, longitude, zoom = view
    return _AND.join((f"{latitude:.5f}", f"{longitude:.5f}", f"{zoom:.5g}"))


def weights_of(rankings: Sequence[str]) -> Written:
    """Return the way of weights: a parameter a ranking, ``w.wifi=key.5~other.0``."""

    def read(key: str, query: Mapping[str, str]) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for ranking in rankings:
            matches = (_WEIGHT.fullmatch(each) for each in query.get(f"{key}.{ranking}", "").split(_AND))
            if weights := {each[1]: int(each[2]) for each in matches if each}:
                found[ranking] = weights
        return found

    def write(key: str, value: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
        return {
            f"{key}.{ranking}": _AND.join(f"{criterion}.{weight}" for criterion, weight in weights.items())
            for ranking, weights in value.items()
            if weights
        }

    return Written(read, write)


def _counts(text: str) -> dict[str, int]:
    """Return names with whole numbers, ``North.12~South.7``; what is not understood is left out."""
    matches = (re.fullmatch(r"(.+)\.(\d{1,6})", each) for each in _several(text))
    return {each[1]: int(each[2]) for each in matches if each}


def _written_choices(_key: str, value: Choices | RosterChoices) -> dict[str, str]:
    return value.query()


TEXT = _single(str)
"""A text as it is."""
SEVERAL = _single(_several, _AND.join)
"""Several names."""
COUNTS = _single(_counts, lambda counts: _AND.join(f"{name}.{count}" for name, count in sorted(counts.items())))
"""Names, each with a whole number."""
MOMENT = _single(_moment, lambda text: text.replace(" ", _AND).replace(":", "."))
"""A moment or named times of the week."""
VIEW = _single(_view, _shown_view)
"""Latitude, longitude and zoom."""
CHOICES = Written(lambda _key, query: read_choices(query), _written_choices)
"""What is changed in the Wi-Fi programme: several parameters of its own."""
ROSTER = Written(lambda _key, query: read_roster_choices(query), _written_choices)
"""What is changed in the roster of aidants, likewise."""
