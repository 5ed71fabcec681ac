"""How much a plan serves as linear cuts: upper bounds, exact at whole points, on what each sector's people can get."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from geo.programme.instance.instance import PERSON, Instance
from geo.settings import STEP

LONGEST_PREFIX = 4
"""Buildings of a class that are taken as given, at most, when its cut is sought."""


@dataclass(frozen=True, eq=False)
class Cut:
    """``served[group, year] <= constant + sum of coefficient * level reached``, in people; valid in every year."""

    group: int
    year: int
    option: np.ndarray
    coefficient: np.ndarray
    constant: float


@dataclass(eq=False)
class CutPool:
    """Cuts found so far. They depend on the instance only, not on its rules, so that other solves begin with them.

    Examples
    --------
    >>> pool = CutPool()
    >>> first = Search(instance, control, pool=pool).prove()
    >>> len(pool.cuts) > 0, Search(instance, control, pool=pool).prove().objective == first.objective
    (True, True)
    """

    cuts: list[Cut] = field(default_factory=list)
    _seen: set[tuple[int, int, bytes]] = field(default_factory=set)

    def add(self, cut: Cut) -> bool:
        """Keep a cut; say whether it is new."""
        key = (cut.group, cut.year, np.r_[cut.constant, cut.option, cut.coefficient].tobytes())
        if key in self._seen:
            return False
        self._seen.add(key)
        self.cuts.append(cut)
        return True


class Cover:
    """The coverage of an instance, prepared for finding cuts.

    Notes
    -----
    A class of people with room r is served ``f(S) = min(r, sum of q)`` by the buildings S within its reach. For any S
    taken as given at levels that serve s, with ``rest = max(r - s, 0)``::

        f <= min(s, r) + sum over buildings of min(rest, what it serves beyond its level in S)

    holds at every whole point, and with equality at S itself: f is submodular, so what a building adds to more is no
    more than what it adds to S. Summed over the classes of a statistical sector, each with the S among a few (the
    first 0, 1, 2, ... of its buildings by how much they serve now) that bounds it best, or with f <= r, it is the cut.
    Taking S empty gives the cuts of Benders' decomposition, already tighter by ``min(r, q)`` instead of q.
    """

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        reach = instance.reach
        self.classes, _ = reach.shape
        self.weight = instance.weight / PERSON / STEP
        self.room = instance.room.astype("float64")
        # Pairs (class, building), and entries (class, option), the options of a pair in order.
        self.pair_class = np.repeat(np.arange(self.classes), np.diff(reach.indptr))
        self.pair_site = reach.indices.astype(np.int64)
        self.pair_first = reach.indptr[self.pair_class]
        count = instance.levels[self.pair_site]
        self.entry_pair = np.repeat(np.arange(len(count)), count)
        begin = np.cumsum(count) - count
        within = np.arange(int(count.sum())) - begin[self.entry_pair]
        self.entry_option = instance.first[self.pair_site[self.entry_pair]] + within
        self.entry_class = self.pair_class[self.entry_pair]
        self.upper_share = instance.served.astype("float64")[self.entry_option]
        self.lower_share = np.where(within > 0, np.r_[0.0, self.upper_share[:-1]] if len(within) else 0.0, 0.0)
        self.most = np.minimum(self.room, self._by_class(self._entry_gain(0.0, self.room)))

    @property
    def group_most(self) -> np.ndarray:
        """People of each statistical sector that could be served at the most."""
        return np.bincount(self.instance.group, self.weight * self.most, len(self.instance.groups))

    def served(self, level: np.ndarray) -> np.ndarray:
        """Return the people served in each statistical sector when options are reached to these degrees (0-1).

        At whole points exact but for rounding; between them, the concave function the plain cuts describe.
        """
        got = np.minimum(self.room, self._by_class(self._entry_gain(0.0, self.room) * level[self.entry_option]))
        return np.bincount(self.instance.group, self.weight * got, len(self.instance.groups))

    def cuts(self, year: int, level: np.ndarray, claimed: np.ndarray, tolerance: float) -> Iterator[Cut]:
        """Yield the cuts of a year that ``claimed`` violates.

        Parameters
        ----------
        year
            Position of the year.
        level
            Degree to which each option is reached, 0-1.
        claimed
            People said to be served in each statistical sector.
        tolerance
            People by which a cut must be violated.
        """
        bound, constant, coefficient = self._best(level)
        groups = len(self.instance.groups)
        allowed = np.bincount(self.instance.group, self.weight * bound, groups)
        violated = claimed > allowed + tolerance
        if not violated.any():
            return
        constants = np.bincount(self.instance.group, self.weight * constant, groups)
        used = violated[self.instance.group[self.entry_class]] & (coefficient > 0)
        table = sparse.coo_array(
            (
                (self.weight[self.entry_class] * coefficient)[used],
                (self.instance.group[self.entry_class[used]], self.entry_option[used]),
            ),
            shape=(groups, len(self.instance.served)),
        ).tocsr()
        table.sort_indices()
        for group in np.flatnonzero(violated):
            own = slice(table.indptr[group], table.indptr[group + 1])
            yield Cut(int(group), year, table.indices[own].astype(np.int32), table.data[own], float(constants[group]))

    def _best(self, level: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return, by class, the least bound at a point and its constant, and by entry its coefficients."""
        reached = level[self.entry_option]
        given, order = self._given(reached)
        bound, constant, coefficient = self.room.copy(), self.room.copy(), np.zeros(len(reached))
        taken = np.zeros(self.classes)
        for length in range(LONGEST_PREFIX + 1):
            if length:
                add = order == length - 1
                if not (given[add] > 0).any():
                    break
                taken += np.bincount(self.pair_class[add], given[add], self.classes)
            rest = np.maximum(self.room - taken, 0.0)
            start = np.where(order < length, given, 0.0)[self.entry_pair]
            gain = self._entry_gain(start, rest)
            fixed = np.minimum(taken, self.room)
            value = fixed + self._by_class(gain * reached)
            better = value < bound - 1e-9
            bound, constant = np.where(better, value, bound), np.where(better, fixed, constant)
            coefficient = np.where(better[self.entry_class], gain, coefficient)
        return bound, constant, coefficient

    def _given(self, reached: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return what each pair's building serves at its level, and its place in its class by how much it serves."""
        pairs = len(self.pair_site)
        mass = np.bincount(self.entry_pair, (self.upper_share - self.lower_share) * reached, pairs)
        given = np.bincount(self.entry_pair, np.where(reached >= 0.5, self.upper_share - self.lower_share, 0.0), pairs)
        sorted_pairs = np.lexsort((self.pair_site, -mass, self.pair_class))
        order = np.empty(pairs, dtype=np.int64)
        order[sorted_pairs] = np.arange(pairs) - self.pair_first[sorted_pairs]
        return given, order

    def _entry_gain(self, start: np.ndarray | float, rest: np.ndarray) -> np.ndarray:
        """Return what each option adds to the one before, beyond ``start`` and no more than the ``rest`` in all."""
        left = rest[self.entry_class]
        upper = np.minimum(np.maximum(self.upper_share - start, 0.0), left)
        lower = np.minimum(np.maximum(self.lower_share - start, 0.0), left)
        return upper - lower

    def _by_class(self, values: np.ndarray) -> np.ndarray:
        return np.bincount(self.entry_class, values, self.classes)
