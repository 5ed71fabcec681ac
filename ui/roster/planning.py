"""A roster of aidants being planned: the first one at once, its proof, then what each rule costs."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from geo.evidence import Evidence
from geo.roster import RosterPlan, RosterPrice
from geo.settings import Roster
from geo.solving import Control
from store.apart import apart, gently
from store.rosters import planned_in_steps, priced_in_steps
from ui.planning import planning
from ui.roster.standing import Standing

PRICE_S = 10.0
"""Seconds at the most for the price of one rule."""


@dataclass(eq=False)
class Planning(planning.Planning):
    """One roster on one body of evidence, being planned.

    ``kept`` gives a roster searched for before, ``keep`` takes a new one.
    """

    evidence: Evidence
    roster: Roster
    kept: Callable[[], RosterPlan | None] = lambda: None
    keep: Callable[[RosterPlan], None] = lambda _plan: None
    start: Standing = field(default_factory=Standing, kw_only=True)

    def read_kept(self) -> RosterPlan | None:
        """Return a roster searched for before; None where there is none, or where its search is to go on."""
        return None if self.start.plan is not None else self.kept()

    def keep_plan(self, plan: RosterPlan) -> None:
        """Keep a roster, unless its search was stopped before its time."""
        if not self.stopped:
            self.keep(plan)

    def search(self) -> RosterPlan:
        """Return the roster searched for, telling the first one meanwhile."""
        self.tell(phase="proving" if self.start.plan is not None else "first")
        control = Control(time.perf_counter, self.enough, left=self.gone)
        found = apart(planned_in_steps, self.evidence, self.roster, control=control, heard=self._heard)
        return self._better(found)

    def settle(self, plan: RosterPlan) -> RosterPlan:
        """Tell that the roster stands."""
        self.tell(plan=plan, phase="prices", prices=(), stopped=self.stopped)
        return plan

    def surround(self, plan: RosterPlan) -> None:
        """Compute the prices of the roster's rules, one after the other."""
        if self.roster.rules_nothing:
            return
        # Each price may rest on those before it: they are told whole, again where a planning was given up meanwhile.
        if self.now.prices:
            self.tell(prices=())
        control = Control(time.perf_counter, self.over, left=self.gone)
        gently(priced_in_steps, plan, self.evidence, PRICE_S, control=control, heard=self._priced)

    def _priced(self, told: object) -> None:
        if isinstance(told, RosterPrice):
            self.tell(prices=(*self.now.prices, told))

    def _heard(self, told: object) -> None:
        if isinstance(told, RosterPlan):
            plan = self._better(told)
            self.tell(plan=plan, phase="conflict" if plan.certificate["status"] == "infeasible" else "proving")

    def _better(self, plan: RosterPlan) -> RosterPlan:
        """Return this roster or the one the search began with, whichever helps more."""
        former = self.start
        if not former.has_roster or former.plan is None:
            return plan
        helps, before = (each.certificate["helps_per_week"] for each in (plan, former.plan))
        # Without a roster the figure is not a number, which is never more.
        return (
            plan if float(str(helps)) > float(str(before)) or plan.certificate["status"] == "optimal" else former.plan
        )
