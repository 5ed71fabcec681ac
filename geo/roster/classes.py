"""Classes of residents as a flow has them: one by one, or merged when they are alike for the places of a roster."""

from collections import OrderedDict
from dataclasses import dataclass
from functools import cache

import numpy as np

from geo.roster.need import Need

_KEPT = 4
"""How many sets of places are kept merged: the one that others are tried beside, and the last few of these."""


@dataclass(frozen=True, eq=False)
class Classes:
    """Residents who are alike for some places.

    Attributes
    ----------
    amount, profile, area, size
        Of each class: need in ``UNIT``, profile, area (-1 for none), and how many classes of the instance it holds.
    row, near
        Which place (its number among the places) is near which class, a pair an entry.
    label
        The class each class of the instance is in.
    """

    amount: np.ndarray
    profile: np.ndarray
    area: np.ndarray
    size: np.ndarray
    row: np.ndarray
    near: np.ndarray
    label: np.ndarray


def one_by_one(need: Need, places: np.ndarray) -> Classes:
    """Return the classes as the instance has them, and which of some places (rows of ``need.near``) are near each."""
    row, near = _entries(need, places)
    every = len(need.amount)
    return Classes(need.amount, need.profile, need.area, np.ones(every, dtype=np.int64), row, near, np.arange(every))


def merged(need: Need, places: np.ndarray) -> Classes:
    """Return the classes merged when they are alike for some places (rows of ``need.near``): no total changes by it.

    Notes
    -----
    Alike are classes of one profile and area that reach the same of the places: told by sums of random 64-bit marks of
    places, in which two different sets of ten thousand classes coincide less than once in ten to the eleventh rosters.
    """
    row, near = _entries(need, places)
    marks = _marks(need.near.shape[0] + 1)
    mark = np.zeros(len(need.amount), dtype=np.uint64)
    np.add.at(mark, near, marks[places[row]])
    kind = (need.profile * (len(need.area_names) + 1) + need.area + 1).astype(np.uint64)
    mark += kind * marks[-1]
    _, first, label, size = np.unique(mark, return_index=True, return_inverse=True, return_counts=True)
    amount = np.zeros(len(first), dtype=np.int64)
    np.add.at(amount, label, need.amount)
    kept = np.full(len(need.amount), -1)
    kept[first] = np.arange(len(first))
    own = kept[near] >= 0
    return Classes(amount, need.profile[first], need.area[first], size, row[own], kept[near[own]], label)


class Alike:
    """Merges the classes for one set of places after another, most of them a former one and one place more.

    The place more only splits the classes it is near to some of, which takes a tenth of the time that telling all
    classes apart takes. Classes come in another order than ``merged`` has them: for totals, not for who is helped.
    """

    def __init__(self, need: Need) -> None:
        self._need = need
        self._marks = _marks(need.near.shape[0] + 1)
        self._kept: OrderedDict[int, Classes] = OrderedDict()

    def __call__(self, places: np.ndarray) -> Classes:
        """Return the classes merged for some places: rows of ``need.near``, ascending, none twice."""
        marks = self._marks[places]
        key = int(marks.sum())
        if key not in self._kept:
            found = self._from_a_former(places, marks)
            self._kept[key] = merged(self._need, places) if found is None else found
        self._kept.move_to_end(key)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return self._kept[key]

    def _from_a_former(self, places: np.ndarray, marks: np.ndarray) -> Classes | None:
        for position, without in enumerate((marks.sum() - marks).tolist()):
            if without in self._kept:
                self._kept.move_to_end(without)
                return _split(self._need, self._kept[without], int(places[position]), position)
        return None


def _split(need: Need, base: Classes, place: int, position: int) -> Classes:
    """Split classes by whether a place is near that comes to the others at this position."""
    inside = need.near.indices[need.near.indptr[place] : need.near.indptr[place + 1]]
    group = base.label[inside]
    every = len(base.amount)
    count = np.bincount(group, minlength=every)
    amount = np.zeros(every, dtype=np.int64)
    np.add.at(amount, group, need.amount[inside])
    split = np.flatnonzero((count > 0) & (count < base.size))
    to = np.arange(every)
    to[split] = every + np.arange(len(split))
    label = base.label.copy()
    label[inside] = to[group]
    left, size = base.amount.copy(), base.size.copy()
    left[split] -= amount[split]
    size[split] -= count[split]
    row = base.row + (base.row >= position)
    also = to[base.near] >= every
    near = to[np.flatnonzero(count)]
    return Classes(
        amount=np.r_[left, amount[split]],
        profile=np.r_[base.profile, base.profile[split]],
        area=np.r_[base.area, base.area[split]],
        size=np.r_[size, count[split]],
        row=np.r_[row, row[also], np.full(len(near), position)],
        near=np.r_[base.near, to[base.near[also]], near],
        label=label,
    )


def _entries(need: Need, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    found = need.near[places].tocoo()
    return found.row, found.col


@cache
def _marks(count: int) -> np.ndarray:
    return np.random.default_rng(0).integers(1, 2**63, count, dtype=np.uint64) | np.uint64(1)
