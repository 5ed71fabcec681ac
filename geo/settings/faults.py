"""What several settings say when they contradict each other; each text begins with the setting it is about."""

from collections.abc import Iterable, Iterator, Mapping

from geo.errors import MaillageError
from geo.texts import N_

_BOTH = N_("{key}: {name} is both here and in {other}; keep it in one of the two.")
_TWICE = N_("{key}: {name} is given twice; keep one.")
_ABOVE = N_("{key}: {value} is above {other} ({limit}); change one of the two.")
_OUTSIDE = N_("{key}: {value} is not a number from {low} to {high}; give one that is.")


def named_in_both(key: str, names: Iterable[str], other: str, others: Iterable[str]) -> list[MaillageError]:
    """Return a fault for each name that stands in two lists that exclude each other.

    Examples
    --------
    >>> [str(each) for each in named_in_both("forced", ["b1", "b2"], "excluded", ["b2"])]
    ['forced: b2 is both here and in excluded; keep it in one of the two.']
    """
    return [MaillageError(_BOTH, key=key, name=name, other=other) for name in sorted({*names} & {*others})]


def given_twice(key: str, names: Iterable[str]) -> list[MaillageError]:
    """Return a fault for each name that stands more than once in a list.

    Examples
    --------
    >>> [str(each) for each in given_twice("days", ["mon", "tue", "mon"])]
    ['days: mon is given twice; keep one.']
    """
    given = [*names]
    return [MaillageError(_TWICE, key=key, name=name) for name in dict.fromkeys(given) if given.count(name) > 1]


def above(key: str, value: float, other: str, limit: float) -> list[MaillageError]:
    """Return a fault where a least value is above the most there may be.

    Examples
    --------
    >>> [str(each) for each in above("least", 3, "most", 2)], above("least", 2, "most", 2)
    (['least: 3 is above most (2); change one of the two.'], [])
    """
    return (
        [MaillageError(_ABOVE, key=key, value=_toml(value), other=other, limit=_toml(limit))] if value > limit else []
    )


def outside(key: str, values: Mapping[str, float], low: float, high: float) -> Iterator[MaillageError]:
    """Yield a fault for each value of a table that does not lie in an interval, its ends included.

    Examples
    --------
    >>> [str(each) for each in outside("share", {"sport": 2, "culture": 1}, 0, 1)]
    ['share.sport: 2 is not a number from 0 to 1; give one that is.']
    """
    for name, value in values.items():
        if not low <= value <= high:
            yield outside_one(f"{key}.{name}", value, low, high)


def outside_one(key: str, value: float, low: float, high: float) -> MaillageError:
    """Return the fault of one value that does not lie in an interval.

    Examples
    --------
    >>> str(outside_one("year_weights", -1.0, 0, 1000))
    'year_weights: -1 is not a number from 0 to 1000; give one that is.'
    """
    return MaillageError(_OUTSIDE, key=key, value=_toml(value), low=_toml(low), high=_toml(high))


def _toml(number: float) -> str:
    """Write a number as a settings file has it, in every language with a point."""
    return str(int(number)) if isinstance(number, float) and number.is_integer() else str(number)
