"""Lots of several kinds in several districts at once, when the total of each district and of each kind is fixed.

Method: biproportional divisor method with standard rounding (Balinski and Demange, *Mathematical Programming* 45, 1989;
Pukelsheim, *Proportional Representation*, 2017, chapters 14 and 15). Each entry is ``need / (divisor of its district *
divisor of its kind)``, rounded, and kept between what its places get at least and have room for; the divisors are such
that all totals come out. Scaling districts and kinds in turn comes near; ties and transfers, in exact fractions, end
it: every change of divisors lets one more line be reached, and every transfer takes one device off what is wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from geo.lots.scaling import Search
from geo.lots.shortfall import Entry, Key, shortfall


@dataclass(frozen=True)
class Matrix:
    """The devices of every district and kind, and the divisors that prove them.

    Attributes
    ----------
    lots
        District and kind -> devices.
    districts, kinds
        The divisor of each: ``need / (districts[d] * kinds[k])``, rounded and kept between least and most, is the lot.
        As short as they can be written; the first kind has 1.
    tied
        Entries that another matrix of the same right would have otherwise: there the quotient stands halfway.

    Examples
    --------
    >>> needs = {("east", "pc"): 60, ("east", "tablet"): 30, ("west", "pc"): 30, ("west", "tablet"): 60}
    >>> cells = {key: Entry(Fraction(need), 0, 9) for key, need in needs.items()}
    >>> list(biproportional(cells, {"east": 3, "west": 6}, {"pc": 4, "tablet": 5}).lots.values())
    [2, 1, 2, 4]
    """

    lots: Mapping[Key, int]
    districts: Mapping[str, Fraction]
    kinds: Mapping[str, Fraction]
    tied: tuple[Key, ...]


def biproportional(cells: Mapping[Key, Entry], districts: Mapping[str, int], kinds: Mapping[str, int]) -> Matrix:
    """Return the devices of every district and kind.

    Parameters
    ----------
    cells, districts, kinds
        As in `shortfall`, which must find nothing.

    Raises
    ------
    ValueError
        When no matrix exists: what can be said of it is for `shortfall`.

    Notes
    -----
    Of matrices with equal right, the one found from districts and kinds in the order of their keys: rows of a file may
    come in any order.

    Examples
    --------
    >>> cells = {("east", "pc"): Entry(Fraction(60), 0, 9), ("west", "pc"): Entry(Fraction(30), 0, 9)}
    >>> found = biproportional(cells, {"east": 4, "west": 2}, {"pc": 6})
    >>> found.lots, found.districts, found.kinds
    ({('east', 'pc'): 4, ('west', 'pc'): 2}, {'east': Fraction(15, 1), 'west': Fraction(16, 1)}, {'pc': Fraction(1, 1)})
    """
    if sum(districts.values()) != sum(kinds.values()) or shortfall(cells, districts, kinds) is not None:
        raise ValueError("no matrix keeps these totals")
    search = Search(cells, districts, kinds)
    search.scale()
    while search.transfer():
        pass
    search.shorten()
    return Matrix(
        {key: search.lots[key] for key in cells},
        {row: search.by_row[row] for row in districts},
        {column: search.by_column[column] for column in kinds},
        search.tied(),
    )
