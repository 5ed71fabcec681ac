"""Codes of statistical sectors held against the outlines: on nine characters, then on eight."""

from collections.abc import Iterable
from dataclasses import dataclass

from geo.place import Place

UNLOCALISED = "ZZZZ"
"""Ends the code under which publishers count people they cannot place in a sector."""

_STEM = 8
_WHOLE = "-"
"""Ninth character of a sector that is not a part of another one (Statbel's filler)."""

_RATES = frozenset({"share", "EUR", "score", "decile", "cars/household"})
"""Units of the built-in indicators that describe people of a sector, however many there are: means, medians, shares."""


@dataclass(frozen=True)
class CodeJoin:
    """What the codes of one table are among the sectors that have an outline.

    Attributes
    ----------
    exact
        Codes of nine characters that are sectors.
    completed
        Code of eight characters -> the only sector that begins with it: the same sector, its last character cut off.
    parents
        Sector -> the code of which it is a part. The table has no row of its own for the sector; the code is no sector
        of today: one whose ninth character is the filler, or one of eight characters that several sectors begin with.
    strange
        Codes that lead to no sector at all.
    """

    exact: frozenset[str]
    completed: dict[str, str]
    parents: dict[str, str]
    strange: tuple[str, ...]


def join_codes(codes: Iterable[str], sectors: Iterable[str]) -> CodeJoin:
    """Hold the codes of a table against the sectors.

    Parameters
    ----------
    codes
        Of nine characters, or of eight where the publisher cut them. Those that end in ``ZZZZ`` are no place.
    sectors
        The codes that have an outline.

    Notes
    -----
    A sector that was cut in two keeps its first eight characters in both parts (``52011A11-`` became ``52011A111``
    and ``52011A112``). A code that is a sector of today passes nothing on, though another may begin alike:
    ``52011A10-`` and ``52011A101`` lie side by side.
    """
    looked_for = {code for code in codes if not code.endswith(UNLOCALISED)}
    known = set(sectors)
    exact = looked_for & known
    by_stem: dict[str, list[str]] = {}
    for sector in sorted(known):
        by_stem.setdefault(sector[:_STEM], []).append(sector)
    completed: dict[str, str] = {}
    parents: dict[str, str] = {}
    strange: list[str] = []
    for code in sorted(looked_for - exact, key=lambda each: (-len(each), each)):
        alike = by_stem.get(code[:_STEM], []) if code[_STEM:] in ("", _WHOLE) and len(code) >= _STEM else []
        if not alike:
            strange.append(code)
        elif len(code) == _STEM and len(alike) == 1:
            if alike[0] not in exact:
                completed[code] = alike[0]
        else:
            # The longer code comes first: where a table has both, a sector is a part of that one.
            parents |= {each: code for each in alike if each not in looked_for and each not in parents}
    return CodeJoin(frozenset(exact), completed, parents, tuple(sorted(strange)))


def is_rate(indicator: str, unit: str, place: Place) -> bool:
    """Say whether an indicator may be passed on from a sector to its parts: a rate may, a total never.

    The commune says so of its own indicators (``adds_up``); of one of which it does not, nothing is passed on.
    """
    own = {each.key: each.adds_up for each in place.indicators}
    return own[indicator] is False if indicator in own else unit in _RATES
