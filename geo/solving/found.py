"""What a search found: the best plan so far, and what is proven of it."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from geo.solving.progress import relative_gap

Status = Literal["optimal", "best_found", "none_found", "infeasible"]

EndedBy = Literal["gap", "stop", "time", "conflict", "precision", "work", ""]
"""Why a search ended: the gap asked for is reached, somebody stopped it, time was up, no plan keeps the rules, what is
left between plan and bound is beyond the solver's precision, or it has tried all it tries. Empty: it has not ended."""


@dataclass(frozen=True, eq=False)
class Found:
    """The outcome of a search so far.

    ``status``: ``optimal`` (within the gap asked for), ``best_found`` (above it), ``none_found`` (time was up before
    any plan was found), ``infeasible`` (proven: no plan keeps the rules). ``state`` is all 0 when there is no plan, and
    ``objective`` NaN; ``bound`` is what no plan exceeds, in weighted person-years.

    Examples
    --------
    >>> found = Found("optimal", np.array([[0, 1]]), 100.0, 103.0, "whole", 1.5, rounds=2, cuts=7)
    >>> found.has_plan, round(found.gap, 3)
    (True, 0.03)
    """

    status: Status
    state: np.ndarray
    objective: float
    bound: float
    method: str
    seconds: float
    rounds: int
    cuts: int
    ended_by: EndedBy = ""

    @property
    def has_plan(self) -> bool:
        """Whether there is a plan."""
        return self.status in ("optimal", "best_found")

    @property
    def gap(self) -> float:
        """How far the plan may be from the best possible, as a share of its own worth; infinite without a plan."""
        return relative_gap(self.objective, self.bound) if self.has_plan else np.inf
