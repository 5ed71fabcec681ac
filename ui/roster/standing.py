"""How far a roster is planned, as one immutable value."""

from dataclasses import dataclass

from geo.roster import RosterPlan, RosterPrice
from ui.planning import standing


@dataclass(frozen=True)
class Standing(standing.Standing):
    """How far a roster is planned: after the search comes the phase ``prices``.

    Where it is proven that no roster keeps the rules, ``conflict`` comes before: what stands against it is looked for.
    """

    plan: RosterPlan | None = None
    prices: tuple[RosterPrice, ...] = ()

    @property
    def status(self) -> str:
        """How sure the roster is: see ``geo.solving.Status``; nothing without one."""
        return "" if self.plan is None else str(self.plan.certificate["status"])

    @property
    def has_roster(self) -> bool:
        """Whether there is a roster that keeps the rules."""
        return self.status in ("optimal", "best_found")
