"""A model in the solver: its relaxed and its whole answers, as plans and bounds."""

from collections.abc import Callable

import numpy as np

from geo.programme.search.levels import state_of
from geo.programme.search.model import Model
from geo.programme.search.rows import Rows
from geo.solving import Problem, Run


class Solver:
    """A model kept in the solver: rows are added, bounds and objectives change, and it goes on from where it was."""

    def __init__(self, model: Model, seed: int) -> None:
        self.model = model
        self.problem = Problem(model.lp, seed)
        self._bounds = model.low[: model.wholes], model.high[: model.wholes]
        self._own = model.lp.num_row_
        self.cuts = 0

    def add(self, rows: Rows) -> int:
        """Add cuts; return how many."""
        if count := sum(len(part) for part in rows.low):
            self.problem.add_rows(rows.high, rows.count, rows.column, rows.value)
            self.cuts += count
        return count

    def drop_slack(self, slack: float) -> None:
        """Leave out the cuts that bind nowhere near the last answer; they bound nothing there."""
        self.cuts -= self.problem.drop_slack(self._own, slack)

    def relaxed(self, seconds: float) -> Run:
        """Solve the problem with options between 0 and 1."""
        self.problem.make_whole(self.model.wholes, whole=False)
        return self.problem.relaxed(seconds)

    def whole(
        self,
        stop: Callable[[], bool],
        seconds: float,
        start: np.ndarray | None,
        found: Callable[[np.ndarray, float], None],
        *,
        free: np.ndarray | None = None,
        gap: float = 0.0,
        nodes: int | None = None,
        plans: int | None = None,
    ) -> Run:
        """Solve the problem with options 0 or 1.

        Parameters
        ----------
        stop
            Asked often.
        seconds
            Time at the most.
        start
            A plan to begin with, or None.
        found
            Told each plan, with the bound at that moment.
        free
            Options, year by year, that may differ from those of ``start``; all when None. The bound then holds for such
            plans only.
        gap, nodes, plans
            As for ``Problem.whole``.
        """
        model = self.model
        point = None if start is None else model.point_of(start)
        low, high = self._bounds
        if free is not None and point is not None:
            held = ~free
            low, high = (np.where(held, point[: model.wholes], each) for each in (low, high))
        self.problem.change_bounds(low, high)
        self.problem.make_whole(model.wholes, whole=True)
        if point is not None:
            self.problem.begin_with(point)

        def heard(run: Run) -> None:
            found(state_of(model.instance, model.levels_of(run.point)), run.bound)

        run = self.problem.whole(stop, seconds, heard, gap=gap, nodes=nodes, plans=plans)
        if len(run.point):
            heard(run)
        return run
