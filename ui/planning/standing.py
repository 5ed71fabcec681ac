"""How far something is planned, as one immutable value."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Standing:
    """How far something is planned. Each change is a new value with a higher ``turn``."""

    turn: int = 0
    phase: str = "waiting"
    """``waiting``, ``first``, ``proving``, then whatever surrounds the plan, and ``done``."""
    plan: Any = None
    stopped: bool = False

    @property
    def status(self) -> str:
        """How sure the plan is: see ``geo.solving.Status``; nothing without a plan."""
        return "" if self.plan is None else self.plan.status

    @property
    def running(self) -> bool:
        """Whether more is to come."""
        return self.phase != "done"

    @property
    def searching(self) -> bool:
        """Whether a better plan is still looked for."""
        return self.phase in ("waiting", "first", "proving")

    @property
    def unproven(self) -> bool:
        """Whether the search has ended with a plan and without the proof that was asked for."""
        return not self.searching and self.status == "best_found"
