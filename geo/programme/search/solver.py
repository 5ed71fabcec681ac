"""HiGHS, run on a master problem: its limits, its callbacks and what its answer proves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import highspy
import numpy as np

from geo.errors import MaillageError
from geo.programme.search.cover import CutPool
from geo.programme.search.master import Layout
from geo.texts import N_

VERSION = "HiGHS " + highspy.Highs().version()


Status = Literal["optimal", "stopped", "infeasible"]


class SolverError(MaillageError):
    """The solver ended in a way that proves nothing."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What one run found.

    ``status``: ``optimal`` (within the gap asked for), ``stopped`` or ``infeasible``. ``bound``: what nothing in the
    problem exceeds, +inf when not known. ``level`` (years, options) and ``served`` (years, sectors): the point found,
    empty when there is none. ``value``: its objective in the problem, where what is served may be overstated.
    """

    status: Status
    value: float
    bound: float
    level: np.ndarray
    served: np.ndarray

    @property
    def has_point(self) -> bool:
        """Whether a point was found."""
        return len(self.level) > 0


_STATUS: dict[highspy.HighsModelStatus, Status] = {
    highspy.HighsModelStatus.kOptimal: "optimal",
    highspy.HighsModelStatus.kInfeasible: "infeasible",
    highspy.HighsModelStatus.kTimeLimit: "stopped",
    highspy.HighsModelStatus.kInterrupt: "stopped",
    highspy.HighsModelStatus.kObjectiveTarget: "stopped",
    highspy.HighsModelStatus.kSolutionLimit: "stopped",
}


class Solver:
    """A master problem kept in the solver, so that cuts are added and it goes on from where it was."""

    def __init__(self, layout: Layout, seed: int) -> None:
        self.layout = layout
        self._highs = highspy.Highs()
        self._highs.silent()
        # One thread, set before the first run: the same input then gives the same plan.
        self._set(threads=1, random_seed=seed, mip_abs_gap=1e-7, mip_feasibility_tolerance=1e-7)
        _must(self._highs.passModel(layout.model))
        self._cuts = 0
        self._bounds = (layout.model.col_lower_, layout.model.col_upper_)

    def add(self, pool: CutPool) -> int:
        """Add the cuts of the pool that the problem does not have yet; return how many."""
        cuts = pool.cuts[self._cuts :]
        self._cuts = len(pool.cuts)
        if cuts:
            upper, start, column, value = self.layout.cut_rows(cuts)
            lower = np.full(len(cuts), -highspy.kHighsInf)
            _must(self._highs.addRows(len(cuts), lower, upper, len(column), start, column, value))
        return len(cuts)

    def seek_frugal(self) -> None:
        """Seek, instead of the best plan, one that spends little of what is scarce: so one is found where few are."""
        cost = self.layout.frugal()
        _must(self._highs.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost))

    def relaxed(self, seconds: float) -> Answer:
        """Solve the problem with options between 0 and 1.

        It takes a fraction of a second and cannot be stopped: asking at every step of the simplex method would make it
        wait for whatever else Python is doing, for longer than it takes itself.
        """
        self._kind(highspy.HighsVarType.kContinuous)
        return self._run(lambda: False, seconds, None)

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
        self._kind(highspy.HighsVarType.kInteger)
        self._set(mip_rel_gap=gap)
        self._hold(start, free)
        if start is not None:
            solution = highspy.HighsSolution()
            solution.col_value = start.tolist()
            _must(self._highs.setSolution(solution))
        return self._run(stop, seconds, found)

    def _hold(self, start: np.ndarray | None, free: np.ndarray | None) -> None:
        """Hold the options that are not free as they are in ``start``, and let the others go."""
        bounds = [np.asarray(each)[: self.layout.thetas] for each in self._bounds]
        if free is not None and start is not None:
            held = ~np.tile(free, self.layout.years)
            bounds = [np.where(held, start[: self.layout.thetas], each) for each in bounds]
        column = np.arange(self.layout.thetas, dtype=np.int32)
        _must(self._highs.changeColsBounds(len(column), column, *bounds))

    def _run(self, stop: Callable[[], bool], seconds: float, found: Callable[[Answer], None] | None) -> Answer:
        def interrupt(event: highspy.HighsCallbackEvent) -> None:
            if stop():
                event.interrupt()

        def improve(event: highspy.HighsCallbackEvent) -> None:
            if found is not None:
                out = event.data_out
                point = np.array(out.mip_solution)
                found(self._at(point, "stopped", float(out.objective_function_value), float(out.mip_dual_bound)))

        highs = self._highs
        self._set(time_limit=max(seconds, 0.01))
        wires = [] if found is None else [(highs.cbMipInterrupt, interrupt), (highs.cbMipImprovingSolution, improve)]
        for wire, listener in wires:
            wire.subscribe(listener)
        try:
            highs.run()
        finally:
            for wire, listener in wires:
                wire.unsubscribe(listener)
        return self._answer(whole=found is not None)

    def _answer(self, *, whole: bool) -> Answer:
        highs = self._highs
        status, info = highs.getModelStatus(), highs.getInfo()
        nothing = np.empty((0, 0))
        if status == highspy.HighsModelStatus.kUnboundedOrInfeasible:
            # Every column is bounded, so that the problem cannot be unbounded.
            return Answer("infeasible", -np.inf, -np.inf, nothing, nothing)
        if status not in _STATUS:
            message = N_("The solver ended with the status {status}. Start again; if that does not help, report it.")
            raise SolverError(message, status=highs.modelStatusToString(status))
        told = _STATUS[status]
        if told == "infeasible":
            return Answer(told, -np.inf, -np.inf, nothing, nothing)
        bound = float(info.mip_dual_bound) if whole else float(info.objective_function_value)
        if not whole and told != "optimal":
            bound = np.inf
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return Answer(told, -np.inf, bound, nothing, nothing)
        return self._at(np.array(highs.getSolution().col_value), told, float(info.objective_function_value), bound)

    def _at(self, point: np.ndarray, status: Status, value: float, bound: float) -> Answer:
        layout = self.layout
        served = point[layout.thetas : layout.dones].reshape(layout.years, layout.groups)
        return Answer(status, value, bound, layout.levels_of(point), served)

    def _kind(self, kind: highspy.HighsVarType) -> None:
        column = np.arange(self.layout.thetas, dtype=np.int32)
        kinds = np.full(len(column), int(kind), dtype=np.uint8)
        _must(self._highs.changeColsIntegrality(len(column), column, kinds))

    def _set(self, **options: float) -> None:
        for name, value in options.items():
            _must(self._highs.setOptionValue(name, value))


def _must(status: highspy.HighsStatus) -> None:
    if status == highspy.HighsStatus.kError:
        raise SolverError(N_("The solver refused the problem. Start again; if that does not help, report it."))
