"""The relaxed problem: options between 0 and 1, held closer by facets until few are violated."""

from collections.abc import Callable

import numpy as np

from geo.programme.instance.instance import Instance
from geo.programme.rules import Rules
from geo.programme.search import tolerances
from geo.programme.search.classes import merged
from geo.programme.search.hulls import Hulls
from geo.programme.search.model import Model
from geo.programme.search.solver import Solver
from geo.solving import Run, RunStatus


class Relaxed:
    """A programme's relaxed problem and its last answer; ``bound`` is what the solver counts at the most, from it."""

    def __init__(self, instance: Instance, rules: Rules) -> None:
        classes = merged(instance)
        self.model = Model(instance, rules, classes)
        self.solver = Solver(self.model, instance.programme.seed)
        self._hulls = Hulls(self.model, classes)
        self.run: Run | None = None
        self.bound = np.inf

    @property
    def levels(self) -> np.ndarray:
        """Degree of each option in the last answer, shape (years, options)."""
        assert self.run is not None
        return self.model.levels_of(self.run.point)

    def tighten(self, rounds: int, seconds: Callable[[], float], enough: Callable[[float], bool]) -> RunStatus:
        """Solve it and add the facets its answer violates, for so many rounds at the most; return how the last ended.

        ``seconds`` says how much time is left, ``enough`` whether another round is not worth its work once the bound
        has fallen by so much.
        """
        for _ in range(rounds):
            run = self.solver.relaxed(seconds())
            if run.status != "optimal":
                return run.status
            fell, self.run, self.bound = self.bound - run.bound, run, run.bound
            if enough(fell):
                break
            if self.solver.add(self._hulls.cuts(run.point, tolerances.FACET)) < tolerances.FEWEST_FACETS:
                break
        return "optimal"
