"""The master problem in the solver: its cuts, its relaxed and its whole answers as levels of options."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from geo.programme.search.cover import CutPool
from geo.programme.search.master import Layout
from geo.solving import Problem, Run, RunStatus


@dataclass(frozen=True, eq=False)
class Answer:
    """What one run found.

    ``status``: ``optimal`` (within the gap asked for), ``stopped`` or ``infeasible``. ``bound``: what nothing in the
    problem exceeds, +inf when not known. ``level`` (years, options) and ``served`` (years, sectors): the point found,
    empty when there is none. ``value``: its objective in the problem, where what is served may be overstated.
    """

    status: RunStatus
    value: float
    bound: float
    level: np.ndarray
    served: np.ndarray

    @property
    def has_point(self) -> bool:
        """Whether a point was found."""
        return len(self.level) > 0


class Solver:
    """A master problem kept in the solver, so that cuts are added and it goes on from where it was."""

    def __init__(self, layout: Layout, seed: int) -> None:
        self.layout = layout
        self._problem = Problem(layout.model, seed)
        self._cuts = 0
        self._bounds = (layout.model.col_lower_, layout.model.col_upper_)

    def add(self, pool: CutPool) -> int:
        """Add the cuts of the pool that the problem does not have yet; return how many."""
        cuts = pool.cuts[self._cuts :]
        self._cuts = len(pool.cuts)
        if cuts:
            self._problem.add_rows(*self.layout.cut_rows(cuts))
        return len(cuts)

    def seek_frugal(self) -> None:
        """Seek, instead of the best plan, one that spends little of what is scarce: so one is found where few are."""
        self._problem.change_costs(self.layout.frugal())

    def relaxed(self, seconds: float) -> Answer:
        """Solve the problem with options between 0 and 1, in a fraction of a second."""
        self._problem.make_whole(self.layout.thetas, whole=False)
        return self._answer(self._problem.relaxed(seconds))

    def whole(
        self,
        stop: Callable[[], bool],
        seconds: float,
        gap: float,
        start: np.ndarray | None,
        found: Callable[[Answer], None],
        free: np.ndarray | None = None,
    ) -> Answer:
        """Solve the problem with options 0 or 1.

        Parameters
        ----------
        stop
            Asked often.
        seconds
            Time at the most.
        gap
            Relative gap at which it is good enough.
        start
            All columns of a plan to begin with, or None.
        found
            Told each better point, with the bound at that moment.
        free
            Options that may differ from those of ``start``; all when None. The bound then holds for such plans only.
        """
        self._problem.make_whole(self.layout.thetas, whole=True)
        self._problem.set(mip_rel_gap=gap)
        self._hold(start, free)
        if start is not None:
            self._problem.begin_with(start)
        return self._answer(self._problem.whole(stop, seconds, lambda run: found(self._answer(run))))

    def _hold(self, start: np.ndarray | None, free: np.ndarray | None) -> None:
        """Hold the options that are not free as they are in ``start``, and let the others go."""
        bounds = [np.asarray(each)[: self.layout.thetas] for each in self._bounds]
        if free is not None and start is not None:
            held = ~np.tile(free, self.layout.years)
            bounds = [np.where(held, start[: self.layout.thetas], each) for each in bounds]
        self._problem.change_bounds(*bounds)

    def _answer(self, run: Run) -> Answer:
        layout = self.layout
        if not len(run.point):
            nothing = np.empty((0, 0))
            return Answer(run.status, run.value, run.bound, nothing, nothing)
        served = run.point[layout.thetas : layout.dones].reshape(layout.years, layout.groups)
        return Answer(run.status, run.value, run.bound, layout.levels_of(run.point), served)
