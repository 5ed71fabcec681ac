"""How far a Wi-Fi programme is planned, as one immutable value."""

from dataclasses import dataclass
from typing import Literal

from geo.programme import Contender, Plan, Point, Price

Phase = Literal["waiting", "first", "proving", "curve", "prices", "done"]


@dataclass(frozen=True)
class Standing:
    """How far a programme is planned. Each change is a new value with a higher ``turn``."""

    turn: int = 0
    phase: Phase = "waiting"
    plan: Plan | None = None
    contenders: tuple[Contender, ...] = ()
    curve: tuple[Point, ...] = ()
    prices: tuple[Price, ...] = ()
    stopped: bool = False

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
        return not self.searching and self.plan is not None and self.plan.status == "best_found"
