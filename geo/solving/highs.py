"""One problem kept in HiGHS: its options, its runs with a stop and a listener, and what an answer proves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import highspy
import numpy as np

from geo.errors import MaillageError
from geo.texts import N_

VERSION = "HiGHS " + highspy.Highs().version()

RunStatus = Literal["optimal", "stopped", "infeasible"]


class SolverError(MaillageError):
    """The solver ended in a way that proves nothing.

    Examples
    --------
    >>> SolverError("The solver ended with the status {status}.", status="Unknown").render()
    'The solver ended with the status Unknown.'
    """


@dataclass(frozen=True, eq=False)
class Run:
    """What one run found.

    ``status``: ``optimal`` (within the gap asked for), ``stopped`` or ``infeasible``. ``bound``: what nothing in the
    problem exceeds, +inf when not known. ``point``: the columns of the point found, empty when there is none;
    ``value``: its objective.

    Examples
    --------
    >>> run = Problem(model, seed=1).relaxed(1.0)
    >>> run.status, run.value, run.point.tolist()
    ('optimal', 2.0, [1.0, 0.0])
    """

    status: RunStatus
    value: float
    bound: float
    point: np.ndarray


_STATUS: dict[highspy.HighsModelStatus, RunStatus] = {
    highspy.HighsModelStatus.kOptimal: "optimal",
    highspy.HighsModelStatus.kInfeasible: "infeasible",
    # Every column of our problems is bounded, so that none can be unbounded.
    highspy.HighsModelStatus.kUnboundedOrInfeasible: "infeasible",
    highspy.HighsModelStatus.kTimeLimit: "stopped",
    highspy.HighsModelStatus.kInterrupt: "stopped",
    highspy.HighsModelStatus.kObjectiveTarget: "stopped",
    highspy.HighsModelStatus.kSolutionLimit: "stopped",
}

_NO_POINT = np.empty(0)


class Problem:
    """A problem to be maximised whose columns are all bounded, kept in the solver: rows and bounds may change.

    Examples
    --------
    >>> problem = Problem(model, seed=1)
    >>> problem.change_bounds(np.array([0.0]), np.array([0.0]))
    >>> problem.relaxed(1.0).point.tolist()
    [0.0, 1.0]
    """

    def __init__(self, model: highspy.HighsLp, seed: int) -> None:
        self._highs = highspy.Highs()
        self._highs.silent()
        # One thread, set before the first run: the same input then gives the same answer.
        self.set(threads=1, random_seed=seed, mip_abs_gap=1e-7, mip_feasibility_tolerance=1e-7)
        _must(self._highs.passModel(model))

    def set(self, **options: float | str) -> None:
        """Set options of HiGHS by their names."""
        for name, value in options.items():
            _must(self._highs.setOptionValue(name, value))

    def add_rows(
        self,
        upper: Sequence[np.ndarray],
        count: Sequence[np.ndarray],
        column: Sequence[np.ndarray],
        value: Sequence[np.ndarray],
    ) -> None:
        """Add rows that stay below ``upper``: how many entries each has, and their columns and values, in parts."""
        high, entries = np.concatenate(upper), np.concatenate(column)
        start = np.r_[0, np.cumsum(np.concatenate(count))[:-1]].astype(np.int32)
        low = np.full(len(high), -highspy.kHighsInf)
        _must(self._highs.addRows(len(high), low, high, len(entries), start, entries, np.concatenate(value)))

    def drop_slack(self, first: int, slack: float) -> int:
        """Delete the rows from ``first`` on whose upper bound the last answer stays below by more; say how many."""
        room = np.array(self._highs.getLp().row_upper_) - np.array(self._highs.getSolution().row_value)
        row = (np.flatnonzero(room[first:] > slack) + first).astype(np.int32)
        if len(row):
            _must(self._highs.deleteRows(len(row), row))
        return len(row)

    def change_costs(self, cost: np.ndarray) -> None:
        """Give all columns other objective coefficients."""
        _must(self._highs.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost))

    def change_bounds(self, lower: np.ndarray, upper: np.ndarray) -> None:
        """Give the first columns other bounds."""
        column = np.arange(len(lower), dtype=np.int32)
        _must(self._highs.changeColsBounds(len(column), column, lower, upper))

    def make_whole(self, count: int, *, whole: bool) -> None:
        """Ask the first ``count`` columns to be whole numbers, or let them be anything within their bounds."""
        kind = highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
        column = np.arange(count, dtype=np.int32)
        _must(self._highs.changeColsIntegrality(count, column, np.full(count, int(kind), dtype=np.uint8)))

    def begin_with(self, point: np.ndarray) -> None:
        """Begin the next run with a point."""
        solution = highspy.HighsSolution()
        solution.col_value = point.tolist()
        _must(self._highs.setSolution(solution))

    def relaxed(self, seconds: float) -> Run:
        """Solve it without whole numbers; it cannot be stopped, since asking at every step takes longer than it."""
        self.set(time_limit=max(seconds, 0.01))
        self._highs.run()
        return self._found(whole=False)

    def proven(self, seconds: float) -> float:
        """Return what nothing in the problem exceeds, whole numbers aside; +inf when time was up before it was known.

        As ``inner`` finds it.
        """
        return self.inner(seconds).bound

    def inner(self, seconds: float) -> Run:
        """Solve it without whole numbers, for its bound and a point amid those that reach it.

        Notes
        -----
        By the interior point method, which needs no corner of the problem and is quicker than ``relaxed`` where there
        are many columns. It ends within a hundred-millionth of the optimum; a hundred-thousandth is added for safety.
        """
        self.set(time_limit=max(seconds, 0.01), solver="ipm", run_crossover="off")
        self._highs.run()
        self.set(solver="choose", run_crossover="on")
        status, info = self._highs.getModelStatus(), self._highs.getInfo()
        # Every column of our problems is bounded, so that none can be unbounded.
        none = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)
        if status in none:
            return Run("infeasible", -np.inf, -np.inf, _NO_POINT)
        # Without a corner the solver calls what it found unknown, though it has converged.
        ended = status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kUnknown)
        if not ended or info.max_primal_infeasibility > 1e-6:
            return Run("stopped", -np.inf, np.inf, _NO_POINT)
        value = float(info.objective_function_value)
        return Run(
            "optimal", value, value + abs(value) * 1e-5 + 1e-6, np.array(self._highs.getSolution().col_value) + 0.0
        )

    def whole(
        self,
        stop: Callable[[], bool],
        seconds: float,
        found: Callable[[Run], None],
        *,
        gap: float = 0.0,
        nodes: int | None = None,
        plans: int | None = None,
    ) -> Run:
        """Solve it in whole numbers.

        Parameters
        ----------
        stop
            Asked often.
        seconds
            Time at the most.
        found
            Told each better point, with the bound at that moment.
        gap
            Relative gap at which it is good enough.
        nodes, plans
            Nodes of the search tree and better points after which to end; None for no limit.
        """

        def interrupt(event: highspy.HighsCallbackEvent) -> None:
            if stop():
                event.interrupt()

        def improve(event: highspy.HighsCallbackEvent) -> None:
            out = event.data_out
            point = np.array(out.mip_solution) + 0.0
            found(Run("stopped", float(out.objective_function_value), float(out.mip_dual_bound), point))

        limits = {"mip_max_nodes": nodes, "mip_max_improving_sols": plans}
        self.set(
            time_limit=max(seconds, 0.01),
            mip_rel_gap=gap,
            **{name: highspy.kHighsIInf if most is None else most for name, most in limits.items()},
        )
        wires = [(self._highs.cbMipInterrupt, interrupt), (self._highs.cbMipImprovingSolution, improve)]
        for wire, listener in wires:
            wire.subscribe(listener)
        try:
            self._highs.run()
        finally:
            for wire, listener in wires:
                wire.unsubscribe(listener)
        return self._found(whole=True)

    def _found(self, *, whole: bool) -> Run:
        status, info = self._highs.getModelStatus(), self._highs.getInfo()
        if status not in _STATUS:
            message = N_("The solver ended with the status {status}. Start again; if that does not help, report it.")
            raise SolverError(message, status=self._highs.modelStatusToString(status))
        told = _STATUS[status]
        if told == "infeasible":
            return Run(told, -np.inf, -np.inf, _NO_POINT)
        bound = float(info.mip_dual_bound) if whole else float(info.objective_function_value)
        if not whole and told != "optimal":
            bound = np.inf
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return Run(told, -np.inf, bound, _NO_POINT)
        point = np.array(self._highs.getSolution().col_value) + 0.0
        return Run(told, float(info.objective_function_value), bound, point)


def _must(status: highspy.HighsStatus) -> None:
    if status == highspy.HighsStatus.kError:
        raise SolverError(N_("The solver refused the problem. Start again; if that does not help, report it."))
