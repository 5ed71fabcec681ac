"""How far a Wi-Fi programme is planned, as one immutable value."""

from dataclasses import dataclass
from typing import Literal

from geo.programme import Contender, Decided, Plan, Point, Price

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
    decided: tuple[Decided, ...] = ()
    """Of each building that can be planned, what the proof decides; empty until that is known."""
    stopped: bool = False

    @property
    def running(self) -> bool:
        """Whether more is to come."""
        return self.phase != "done"

    @property
    def searching(self) -> bool:
        """Whether a better plan is still looked for."""
        return self.phase in ("waiting", "first", "proving")

    def decided_of(self, building: str) -> Decided | None:
        """Return what the proof decides of a building; None while that is not known."""
        if self.plan is None or not self.decided or building not in self.plan.instance.sites.index:
            return None
        return self.decided[self.plan.instance.sites.index.get_loc(building)]

    @property
    def unproven(self) -> bool:
        """Whether the search has ended with a plan and without the proof that was asked for."""
        return not self.searching and self.plan is not None and self.plan.status == "best_found"
