"""Where a key stands in a TOML file, so that a fault names the line to change."""

import re
from collections.abc import Sequence

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""^\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=""")
_QUOTES = re.compile(r'"""|\'\'\'')


def line_of(text: str, place: Sequence[str]) -> int | None:
    r"""Return the line, counted from 1, of a key of a TOML text, or of the nearest table around it that stands there.

    Parameters
    ----------
    text
        The file.
    place
        The way to the key: ``("steps", "1", "minutes")`` is ``minutes`` of the second ``[[steps]]``.

    Notes
    -----
    Tables, lists of tables and dotted keys are followed; what stands inside a list or an inline table is found at the
    line where that begins. None where not even the first part of the way stands in the file.

    Examples
    --------
    >>> line_of('[[steps]]\nasks = "cost"\n[[steps]]\nminutes = -1', ("steps", "1", "minutes"))
    4
    >>> line_of('[[steps]]\nasks = "cost"', ("steps", "0", "minutes"))
    1
    """
    best: tuple[int, int | None] = (0, None)
    table: tuple[str, ...] = ()
    seen: dict[tuple[str, ...], int] = {}
    inside = ""
    for number, line in enumerate(text.splitlines(), start=1):
        opened, inside = inside, _open_after(line, inside)
        if opened:
            continue
        if header := _HEADER.match(line):
            table = _entered(_parts(header[2]), seen, listed=header[1] == "[[")
            way = table
        elif key := _KEY.match(line):
            way = (*table, *_parts(key[1]))
        else:
            continue
        if len(way) > best[0] and tuple(place[: len(way)]) == way:
            best = (len(way), number)
    return best[1]


def _entered(parts: tuple[str, ...], seen: dict[tuple[str, ...], int], *, listed: bool) -> tuple[str, ...]:
    """Return the way to a table that begins here; of a list of tables the number of the entry is a part of it."""
    way: tuple[str, ...] = ()
    for place, part in enumerate(parts):
        way = (*way, part)
        last = place == len(parts) - 1
        if last and listed:
            seen[way] = seen.get(way, -1) + 1
        if way in seen:
            way = (*way, str(seen[way]))
    return way


def _parts(written: str) -> tuple[str, ...]:
    found = re.findall(r""""[^"]*"|'[^']*'|[A-Za-z0-9_-]+""", written)
    return tuple(each.strip("\"'") for each in found)


def _open_after(line: str, inside: str) -> str:
    """Return the quotes of a text over several lines that is still open behind a line; nothing where none is."""
    for quotes in _QUOTES.findall(line):
        if not inside:
            inside = quotes
        elif quotes == inside:
            inside = ""
    return inside
