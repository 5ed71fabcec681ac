"""How far a Wi-Fi programme is planned, as one immutable value."""

from dataclasses import dataclass

from geo.programme import Contender, Decided, Plan, Point, Price
from ui.planning import standing


@dataclass(frozen=True)
class Standing(standing.Standing):
    """How far a programme is planned: after the search come the phases ``curve`` and ``prices``."""

    plan: Plan | None = None
    contenders: tuple[Contender, ...] = ()
    curve: tuple[Point, ...] = ()
    prices: tuple[Price, ...] = ()
    decided: tuple[Decided, ...] = ()
    """Of each building that can be planned, what the proof decides; empty until that is known."""

    def decided_of(self, building: str) -> Decided | None:
        """Return what the proof decides of a building; None while that is not known."""
        if self.plan is None or not self.decided or building not in self.plan.instance.sites.index:
            return None
        return self.decided[self.plan.instance.sites.index.get_loc(building)]
