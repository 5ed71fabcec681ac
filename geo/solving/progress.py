"""How a long computation is watched and stopped from outside: the engine itself knows no clock."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Phase = Literal["first", "proving", "done"]


@dataclass(frozen=True)
class Progress:
    """Where a search stands: the best plan's worth so far and what no plan can exceed, in weighted person-years.

    Examples
    --------
    >>> Progress("proving", seconds=1.5, objective=200.0, bound=250.0).gap
    0.25
    """

    phase: Phase
    seconds: float
    objective: float
    bound: float

    @property
    def gap(self) -> float:
        """How far the best plan may be from the best possible, as a share of its own worth."""
        return relative_gap(self.objective, self.bound)


def relative_gap(objective: float, bound: float) -> float:
    """Return ``(bound - objective) / objective``, at least 0; infinite while there is no plan worth anything.

    Examples
    --------
    >>> relative_gap(objective=200.0, bound=250.0), relative_gap(0.0, 250.0)
    (0.25, inf)
    """
    if bound <= objective:
        return 0.0
    return (bound - objective) / objective if objective > 0 else float("inf")


@dataclass(frozen=True)
class Control:
    """What the caller lends a search.

    Attributes
    ----------
    clock
        Seconds from any fixed moment, such as ``time.perf_counter``.
    stop
        Asked often; once it says True, the search ends with the best plan so far.
    report
        Told whenever the best plan or the bound gets better.
    left
        Once it says True, nobody wants even the best plan so far: work done elsewhere is dropped at once.

    Examples
    --------
    >>> told = []
    >>> found = Search(instance, Control(lambda: 0.0, report=told.append)).prove()
    >>> told[-1].phase, told[-1].objective == found.objective
    ('done', True)
    """

    clock: Callable[[], float]
    stop: Callable[[], bool] = lambda: False
    report: Callable[[Progress], None] = lambda _progress: None
    left: Callable[[], bool] = lambda: False


class NobodyWaitsError(Exception):
    """Work was dropped because nobody wants its answer any more; no fault, and nothing to tell a reader.

    Examples
    --------
    >>> issubclass(NobodyWaitsError, Exception)
    True
    """
