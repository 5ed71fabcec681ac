"""Which totals of districts and kinds cannot be kept together, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

Key = tuple[str, str]
"""A district and a kind."""


@dataclass(frozen=True)
class Entry:
    """What the places of a district can be given of a kind together: need, and the least and the most of their lots.

    Examples
    --------
    >>> Entry(Fraction(120), 2, 30).most
    30
    """

    need: Fraction
    least: int
    most: int


@dataclass(frozen=True)
class Shortfall:
    """Why no matrix keeps the totals: these districts are to get more than they can be given.

    ``asked`` devices in all; ``most`` they can be given: ``room`` of the kinds ``by_room``, of which their places take
    no more, and ``remaining`` of the kinds ``by_total``, once the other districts have their least.

    Examples
    --------
    >>> full = {("east", "pc"): Entry(Fraction(60), 0, 2), ("west", "pc"): Entry(Fraction(30), 0, 9)}
    >>> shortfall(full, {"east": 3, "west": 1}, {"pc": 4})
    Shortfall(districts=('east',), asked=3, by_room=('pc',), room=2, by_total=(), remaining=0)
    """

    districts: tuple[str, ...]
    asked: int
    by_room: tuple[str, ...]
    room: int
    by_total: tuple[str, ...]
    remaining: int

    @property
    def most(self) -> int:
        """Devices that the districts can be given."""
        return self.room + self.remaining


def shortfall(cells: Mapping[Key, Entry], districts: Mapping[str, int], kinds: Mapping[str, int]) -> Shortfall | None:
    """Return which totals cannot be kept together; None where a matrix exists.

    Parameters
    ----------
    cells
        Every district with every kind; an entry nobody needs stays at its least.
    districts, kinds
        The totals of each. Both add up to the same, and no kind has less than its least entries take.

    Notes
    -----
    Greatest flow from districts to kinds above the least entries; where it falls short, the smallest cut names the
    districts (Gale 1957).

    Examples
    --------
    >>> shortfall({("east", "pc"): Entry(Fraction(60), 0, 2)}, {"east": 2}, {"pc": 2}) is None
    True
    """
    rows, columns = sorted(districts), sorted(kinds)
    for row in rows:
        if sum(cells[row, column].least for column in columns) > districts[row]:
            # Said from the other side: the rest is to get more than kinds have once this one has its least.
            others = [each for each in rows if each != row]
            return _short(cells, districts, kinds, others, set(columns))
    source, sink = len(rows) + len(columns), len(rows) + len(columns) + 1
    capacity = np.zeros((sink + 1, sink + 1), dtype=np.int32)
    for at, row in enumerate(rows):
        capacity[source, at] = districts[row] - sum(cells[row, column].least for column in columns)
        for to, column in enumerate(columns, len(rows)):
            capacity[at, to] = most_of(cells[row, column]) - cells[row, column].least
    for to, column in enumerate(columns, len(rows)):
        capacity[to, sink] = kinds[column] - sum(cells[row, column].least for row in rows)
    flow = maximum_flow(csr_array(capacity), source, sink)
    if flow.flow_value == capacity[source].sum():
        return None
    reached = set(breadth_first_order(csr_array(capacity - flow.flow.toarray() > 0), source)[0].tolist())
    there = [row for at, row in enumerate(rows) if at in reached]
    return _short(
        cells, districts, kinds, there, {column for to, column in enumerate(columns, len(rows)) if to in reached}
    )


def _short(
    cells: Mapping[Key, Entry],
    districts: Mapping[str, int],
    kinds: Mapping[str, int],
    there: list[str],
    by_total: set[str],
) -> Shortfall:
    by_room = tuple(column for column in kinds if column not in by_total)
    others = [row for row in districts if row not in there]
    remaining = sum(kinds[column] - sum(cells[row, column].least for row in others) for column in by_total)
    room = sum(most_of(cells[row, column]) for row in there for column in by_room)
    asked = sum(districts[row] for row in there)
    return Shortfall(tuple(there), asked, by_room, room, tuple(each for each in kinds if each in by_total), remaining)


def most_of(cell: Entry) -> int:
    """Return the most an entry can be: nothing above its least where nobody needs it.

    Examples
    --------
    >>> most_of(Entry(Fraction(0), 1, 9))
    1
    """
    return cell.most if cell.need else cell.least
