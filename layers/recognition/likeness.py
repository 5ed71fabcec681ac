"""How much a column of a file is like one of ours: by the words of its header, and by what stands in its cells."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

import pandas as pd

from layers._adapters._city_words import HEADERS, codes_of
from layers._spec import Column
from layers.reading.headers import NO, YES, normalised, reads_as_number

LIKELY, APART = 0.55, 0.12
"""From what likeness a column is proposed, and by how much it must be liker than the next, else it is asked.

Conventions of ours; nothing below or between is ever read without somebody's word."""

CELLS_LOOKED_AT = 500
"""Filled cells a likeness is judged by."""

_SPELT_ALIKE = 0.82
_FILL = frozenset("de du des d la le les l au aux van het en et the of der een un une in a".split())  # noqa: SIM905
_NUMBERS = frozenset("n no nr num numero nummer code id identifiant".split())  # noqa: SIM905
"""Words for an identifier: taken for one and the same."""

_MOST_CODES = 30
"""Different words of a column of codes nobody has translated yet, at most."""

_BEGINNING = 0.85
"""How alike a word and its first letters are: ``bât.`` and ``bâtiment``."""

_STREET = re.compile(r"\b(?:rue|avenue|av|place|bd|boulevard|chaussee|quai|allee|\w*straat|\w*laan|\w*plein|\w*weg)\b")
_HOUSE = re.compile(r"^\D+\d+")
_TIME = re.compile(r"\d{1,2}\s*(?:[hu:]\s*\d{0,2})\s*(?:-|–|à|a|tot)\s*\d{1,2}", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:T.*)?|\d{1,2}/\d{1,2}/\d{4}")
_POSTAL = re.compile(r"[1-9]\d{3}(?:[.,]0+)?")
_HOURS = ("opening_hours", "released_hours")
_HALF, _ROWS_OF_A_KIND, _LONGEST_CODE = 0.5, 5, 20
_A_SIGN = 0.5
"""What all rows telling something else is worth for a name or an identifier: enough to ask, not to propose."""


def words_of(header: str) -> list[str]:
    """Return the words of a header that say something: no case, accents, marks or articles; all numbers are ``id``.

    Examples
    --------
    >>> words_of("Nom de l'école (fr)"), words_of("N° bât.")
    (['nom', 'ecole', 'fr'], ['id', 'bat'])
    """
    parts = re.split(r"[^a-z0-9]+", normalised(header))
    return ["id" if part in _NUMBERS else part for part in parts if part and part not in _FILL]


def likeness_of_names(header: str, names: Sequence[str]) -> float:
    """Return how like a header is to the likest of some names, 0-1: the share of words they have in common.

    Words spelt nearly alike (a plural, a slip) count in part; ``surface utile`` and ``surface`` share two of three.

    Examples
    --------
    >>> likeness_of_names("Surface utile", ["surface", "oppervlakte"])
    0.6666666666666666
    """
    mine = words_of(header)
    return max((_in_common(mine, words_of(name)) for name in names), default=0.0)


def _in_common(mine: Sequence[str], theirs: Sequence[str]) -> float:
    if not mine or not theirs:
        return 0.0
    left, shared = list(theirs), 0.0
    for word in mine:
        alike = [(_alike(word, each), each) for each in left]
        best, other = max(alike, default=(0.0, ""))
        if best >= _SPELT_ALIKE:
            shared += best
            left.remove(other)
    return 2 * shared / (len(mine) + len(theirs))


@lru_cache(maxsize=1 << 16)
def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) > 2 and long.startswith(short):
        return _BEGINNING
    return SequenceMatcher(None, one, other).ratio()


def likeness_of_cells(cells: pd.Series, column: Column, *, alone: bool = False) -> float | None:
    """Return how far cells are what a column of ours holds, 0-1; None where they say nothing either way.

    0 means that they cannot be it: words where numbers are wanted. A column of free text fits anything that is no
    number, and so says nothing.

    Parameters
    ----------
    cells
        Text, missing where nothing stands.
    column
        One of a layer.
    alone
        Whether it is the key of its layer: no two rows hold the same then.
    """
    said = [str(each) for each in cells.dropna().head(CELLS_LOOKED_AT)]
    if not said:
        return None
    plain = [normalised(each) for each in said]
    numbers = _share([reads_as_number(each) for each in said])
    if column.labels or column.kind == "boolean":
        # Words nobody has translated yet: a few of them, again and again, may be codes; numbers are none.
        if numbers >= _HALF or len(set(plain)) > _MOST_CODES:
            return 0.0
        # Yes and no are words of several columns: they tell none of them from the others.
        telling = [each for each in plain if each not in YES | NO] if column.labels else []
        known = codes_of(column)
        if column.labels and len(telling) > 1 and len(set(telling)) == len(telling) and not set(known) & set(telling):
            return 0.0
        return _share([each in known for each in telling]) or None
    if column.kind == "date":
        return _share([bool(_DAY.fullmatch(each)) for each in said])
    if column.name in _HOURS:
        return _share([bool(_TIME.search(each)) for each in said])
    if column.name == "postal_code":
        # Many counts have four digits too.
        return _A_SIGN * _share([bool(_POSTAL.fullmatch(each)) for each in said])
    if column.kind in ("number", "integer"):
        return None if numbers >= _HALF else 0.0
    if column.name == "address":
        return _share([bool(_STREET.search(each) and _HOUSE.search(each)) for each in plain]) or None
    differ = len(set(plain)) == len(plain)
    if alone:
        short = all(len(each) <= _LONGEST_CODE and "_" not in each for each in plain)
        return 0.0 if not differ else _A_SIGN if short and numbers < _HALF and len(plain) > 1 else None
    if numbers >= _HALF:
        return 0.0 if column.name == "name" else None
    if column.name == "name":
        # One word for many rows is a kind of thing, no name of one.
        return 0.0 if len(set(plain)) * _ROWS_OF_A_KIND < len(plain) else _A_SIGN if differ and len(plain) > 1 else None
    return None


def likeness(
    header: str, cells: pd.Series, column: Column, mapping: Mapping[str, str], *, alone: bool = False
) -> float:
    """Return how like a column of a file is to one of ours, 0-1: 0 where its cells cannot be it.

    The names and the cells are taken for two witnesses: 1 - (1 - names)(1 - 0.85 cells).

    Examples
    --------
    >>> from layers import layer
    >>> kind = next(each for each in layer("wifi").columns if each.name == "setting")
    >>> round(likeness("Indoor/Outdoor", pd.Series(["Indoor", "Outdoor"]), kind, {}), 2)
    1.0
    >>> likeness("Location", pd.Series(["12", "13"]), kind, {})
    0.0
    """
    names = (column.name, mapping.get(column.name, ""), *HEADERS.get(column.name, ()))
    by_name = likeness_of_names(header, [each for each in names if each])
    by_cells = likeness_of_cells(cells, column, alone=alone)
    if by_cells is None:
        return by_name
    if by_cells < 0.05:
        return 0.0
    return 1 - (1 - by_name) * (1 - 0.85 * by_cells)


def _share(held: Sequence[bool]) -> float:
    return sum(held) / len(held) if held else 0.0
