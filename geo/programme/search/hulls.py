"""What classes of few buildings are served, held from above by the facets of their own hulls."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise, product
from math import prod

import highspy
import numpy as np

from geo.programme.search.classes import Classes
from geo.programme.search.model import Model
from geo.programme.search.rows import Rows
from geo.settings import STEP

MOST_CHOICES = 1_000
"""Combinations of the options of a class's buildings up to which its hull is looked at."""

_WHOLE = 1e-6
"""How near to 0 or 1 an option counts as whole: at whole points the model's own rows are exact."""


@dataclass(frozen=True)
class _Kind:
    """What classes of like hulls have in common: the room, and the shares each building's options serve of a need.

    Buildings stand in the order of their shares, so that those that are alike stand side by side.
    """

    room: int
    shares: tuple[tuple[int, ...], ...]

    @property
    def runs(self) -> Iterator[tuple[int, int, int]]:
        """Yield of each run of buildings alike: its first column, how many buildings, and how many options each."""
        place = begin = 0
        for end in range(1, len(self.shares) + 1):
            if end == len(self.shares) or self.shares[end] != self.shares[begin]:
                yield place, end - begin, len(self.shares[begin])
                place += (end - begin) * len(self.shares[begin])
                begin = end


@dataclass(eq=False)
class _Hull:
    """The hull of one kind: its facets found so far, and the small problem that finds the next one."""

    solver: highspy.Highs
    value: np.ndarray
    corner: np.ndarray
    facets: np.ndarray
    known: dict[bytes, float] = field(default_factory=dict)


class Hulls:
    """The facets of small classes that a point between whole numbers violates.

    Notes
    -----
    A class is served ``min(r, sum q)``, a function of the options u of its buildings, known at every whole choice. The
    least concave function above it is a minimum of linear ones, ``x <= beta + alpha . u``: the facets. The one that
    bounds a point u best is the dual of ``max sum of lambda * value`` over weights lambda of the choices whose mean is
    u. That small problem is the same for all classes of one kind (same shares, same room), and is kept warm.
    """

    def __init__(self, model: Model, classes: Classes) -> None:
        self._model = model
        members: dict[_Kind, list[tuple[int, np.ndarray]]] = defaultdict(list)
        for place, each in enumerate(classes.shared):
            kind, options = _kind(model, classes, int(each))
            # Numbers without end: those of numpy begin anew at 2 ** 64, which buildings near each other soon reach.
            if prod(len(shares) + 1 for shares in kind.shares) <= MOST_CHOICES:
                members[kind].append((place, options))
        self._members = {
            kind: (np.array([place for place, _ in each]), np.array([options for _, options in each]))
            for kind, each in members.items()
        }
        self._hulls: dict[_Kind, _Hull] = {}

    @property
    def kinds(self) -> int:
        """How many kinds of classes are small enough."""
        return len(self._members)

    def cuts(self, point: np.ndarray, tolerance: float) -> Rows:
        """Return the most violated facet of each class and year, as rows; ``tolerance`` is a share of need."""
        rows = Rows()
        years = range(self._model.years)
        for kind, (place, options) in self._members.items():
            x = np.concatenate([self._model.x(place, year) for year in years])
            u = np.concatenate([options + year * self._model.options for year in years])
            reached = _in_order(np.clip(point[u], 0.0, 1.0), kind)
            between = (np.abs(reached - np.rint(reached)) > _WHOLE).any(axis=1)
            todo = np.flatnonzero(between & (point[x] > tolerance))
            if len(todo):
                arranged, u = _alike_by_level(reached[todo], u[todo], kind)
                self._separate(kind, arranged, u, x[todo], point[x[todo]] - tolerance, rows)
        return rows

    def _separate(
        self, kind: _Kind, reached: np.ndarray, u: np.ndarray, x: np.ndarray, claimed: np.ndarray, rows: Rows
    ) -> None:
        hull = self._hulls.setdefault(kind, _hull(kind)) if kind not in self._hulls else self._hulls[kind]
        points = np.c_[np.ones(len(reached)), reached]
        keys = [each.tobytes() for each in np.round(reached, 9)]
        todo = np.ones(len(points), dtype=bool)
        while todo.any():
            allowed = points @ hull.facets.T
            best = allowed.argmin(axis=1)
            for each in np.flatnonzero(todo & (claimed > allowed[np.arange(len(points)), best])):
                facet = hull.facets[best[each]]
                used = np.flatnonzero(facet[1:])
                column = np.r_[x[each], u[each][used]]
                rows.one(-np.inf, facet[0], column, np.r_[1.0, -facet[1:][used]])
                todo[each] = False
            for each in np.flatnonzero(todo):
                value = hull.known.get(keys[each])
                if value is None:
                    value, facet = _best_facet(hull, reached[each])
                    hull.known[keys[each]] = value
                    hull.facets = np.r_[hull.facets, facet[None]]
                    if claimed[each] > value:
                        # Others may be cut off by this facet too.
                        break
                todo[each] = False


def _kind(model: Model, classes: Classes, each: int) -> tuple[_Kind, np.ndarray]:
    """Return the kind of a class, and its options in the order of the kind."""
    instance = model.instance
    sites = classes.reach.indices[classes.reach.indptr[each] : classes.reach.indptr[each + 1]]
    room = int(classes.room[each])
    parts = []
    for site in sites:
        options = np.arange(instance.first[site], instance.first[site + 1])
        parts.append((tuple(np.minimum(instance.served[options], room).tolist()), options))
    parts.sort(key=lambda part: part[0])
    return _Kind(room, tuple(shares for shares, _ in parts)), np.concatenate([options for _, options in parts])


def _in_order(reached: np.ndarray, kind: _Kind) -> np.ndarray:
    """Return the points with a building's higher options no higher than its lower ones: the solver's last digits."""
    out, begin = reached.copy(), 0
    for shares in kind.shares:
        own = slice(begin, begin + len(shares))
        out[:, own] = np.minimum.accumulate(out[:, own], axis=1)
        begin += len(shares)
    return out


def _alike_by_level(reached: np.ndarray, u: np.ndarray, kind: _Kind) -> tuple[np.ndarray, np.ndarray]:
    """Return points and columns with buildings that are alike in order of what they have: one facet then serves all."""
    reached, u = reached.copy(), u.copy()
    for begin, buildings, options in kind.runs:
        if buildings > 1:
            own = slice(begin, begin + buildings * options)
            level = reached[:, own].reshape(-1, buildings, options)
            order = np.argsort(-level.sum(axis=2), axis=1, kind="stable")[:, :, None]
            reached[:, own] = np.take_along_axis(level, order, axis=1).reshape(len(reached), -1)
            column = u[:, own].reshape(-1, buildings, options)
            u[:, own] = np.take_along_axis(column, order, axis=1).reshape(len(u), -1)
    return reached, u


def _hull(kind: _Kind) -> _Hull:
    """Lay out every whole choice of a kind, and the problem whose dual is a facet."""
    choice = np.array(list(product(*(range(len(shares) + 1) for shares in kind.shares))))
    ends = np.cumsum([0, *(len(shares) for shares in kind.shares)])
    corner, served = np.zeros((len(choice), ends[-1])), np.zeros(len(choice), dtype=np.int64)
    for place, (shares, (begin, end)) in enumerate(zip(kind.shares, pairwise(ends), strict=True)):
        corner[:, begin:end] = np.arange(1, len(shares) + 1)[None, :] <= choice[:, [place]]
        served += np.array([0, *shares])[choice[:, place]]
    value = np.minimum(kind.room, served) / STEP
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(choice), ends[-1] + 1
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = value, np.zeros(len(choice)), np.full(len(choice), np.inf)
    lp.row_lower_ = lp.row_upper_ = np.r_[1.0, np.zeros(ends[-1])]
    column = [np.r_[0, np.flatnonzero(each) + 1] for each in corner]
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(each) for each in column)]).astype(np.int32)
    lp.a_matrix_.index_ = np.concatenate(column).astype(np.int32)
    lp.a_matrix_.value_ = np.ones(sum(len(each) for each in column))
    solver = highspy.Highs()
    solver.silent()
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("presolve", "off")
    solver.passModel(lp)
    # Nobody is served more than the room, nor more than all options offer together.
    offered = np.concatenate([np.diff(np.array([0, *shares])) for shares in kind.shares]) / STEP
    facets = np.array([np.r_[kind.room / STEP, np.zeros(ends[-1])], np.r_[0.0, offered]])
    return _Hull(solver, value, corner, facets)


def _best_facet(hull: _Hull, reached: np.ndarray) -> tuple[float, np.ndarray]:
    """Return the most a class can be served at a point, and the facet that says so."""
    rows = len(reached) + 1
    bound = np.r_[1.0, reached]
    # The solver's type hints leave this method out.
    hull.solver.changeRowsBounds(rows, np.arange(rows, dtype=np.int32), bound, bound)  # type: ignore[attr-defined]
    hull.solver.run()
    facet = np.round(np.array(hull.solver.getSolution().row_dual), 9) + 0.0
    # Whatever the solver's last digits are, the facet lies above every whole choice.
    facet[0] += max(0.0, float((hull.value - facet[0] - hull.corner @ facet[1:]).max()))
    return float(facet[0] + reached @ facet[1:]), facet
