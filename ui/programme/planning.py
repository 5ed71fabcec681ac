"""A Wi-Fi programme being planned: the plan and its proof, then other budgets, prices of rules and what is sure."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from geo.evidence import Evidence
from geo.programme import (
    FACTORS,
    Lifted,
    Plan,
    Price,
    build_instance,
    compared,
    curve,
    decided,
    liftable,
    plan_instance,
    price_of_building,
    prices,
)
from geo.settings import Programme
from geo.solving import Control, Progress
from store.apart import apart, gently
from ui.planning import planning
from ui.programme.standing import Standing

POINT_S, PRICE_S = 8.0, 10.0
"""Seconds at the most for one point of the curve, and for the price of one rule."""


@dataclass(eq=False)
class Planning(planning.Planning):
    """One programme on one body of evidence, being planned.

    ``order`` is the ranking the plan is compared with. ``kept`` gives a plan proven before, ``keep`` takes a new one.
    """

    evidence: Evidence
    programme: Programme
    order: Sequence[str]
    kept: Callable[[], Plan | None] = lambda: None
    keep: Callable[[Plan], None] = lambda _plan: None
    start: Standing = field(default_factory=Standing, kw_only=True)
    _priced: dict[tuple[str, bytes], Price] = field(default_factory=dict)

    def price_of(self, building: str) -> Price:
        """Return what leaving out a planned building would cost, or equipping one that waits; computed once."""
        plan = self.now.plan
        assert plan is not None
        # By what the plan buys, not by what it is worth: two plans may be worth the same.
        key = (building, plan.state.tobytes())
        known = self._priced.get(key)
        if known is None:
            control = Control(time.perf_counter, self.gone)
            known = price_of_building(plan, building, control, time_limit_s=PRICE_S, where=apart)
            self._priced[key] = known
        return known

    def read_kept(self) -> Plan | None:
        """Return a plan proven before; None where there is none."""
        return self.kept()

    def keep_plan(self, plan: Plan) -> None:
        """Keep a plan that was searched for, if it is proven."""
        if plan.status == "optimal":
            self.keep(plan)

    def settle(self, plan: Plan) -> Plan:
        """Compare the plan with the ranking and the greedy one, and tell that it stands."""
        plan, contenders = compared(plan, self.order)
        self.tell(plan=plan, contenders=contenders, phase="curve", stopped=self.stopped)
        return plan

    def search(self) -> Plan:
        """Return the plan searched for, telling what is found meanwhile."""
        self.tell(phase="first")
        instance = build_instance(self.evidence, self.programme)

        def heard(progress: Progress) -> None:
            plan = self.now.plan
            if progress.phase == "proving" and self.now.phase == "first" and plan is not None:
                plan, contenders = compared(plan, self.order)
                self.tell(plan=plan, contenders=contenders, phase="proving")

        control = Control(time.perf_counter, self.enough, heard, self.gone)
        former = self.start.plan
        starts = (former.state,) if former is not None and former.has_plan else ()
        return plan_instance(instance, control, where=apart, starts=starts, seen=lambda plan: self.tell(plan=plan))

    def surround(self, plan: Plan) -> None:
        """Compute the curve, the prices and what the proof decides in turn."""
        control = Control(time.perf_counter, self.over, left=self.gone)
        # What a planning given up before has told already stands: points rest on those before them, prices on nothing.
        starts = (*((plan.state,) if plan.has_plan else ()), *(each.state for each in self.now.curve if each.figures))
        told = {each.factor for each in self.now.curve}
        factors = [each for each in FACTORS if each not in told]
        for point in curve(plan.instance, control, factors=factors, starts=starts, time_limit_s=POINT_S, where=gently):
            # One under way when the last reader left is cut short, and not gone on from.
            if self.over():
                return
            self.tell(curve=(*self.now.curve, point))
        self.tell(phase="prices")
        priced = {each.lifted for each in self.now.prices}
        asked = [each for each in sorted(liftable(plan), key=_asked_first) if each not in priced]
        if plan.status == "infeasible":
            # Of rules that conflict, which they are is found on the way.
            asked = None
            self.tell(prices=())
        found = prices(plan, self.evidence, control, lifted=asked, time_limit_s=PRICE_S, where=gently)
        for price in found if asked is None or asked else ():
            if self.over():
                return
            self.tell(prices=(*self.now.prices, price))
        if plan.has_plan and not self.now.decided and not self.over():
            self.tell(decided=gently(decided, plan.instance, plan.rules, plan.state, control=control))


def _asked_first(lifted: Lifted) -> int:
    """Sort first what all others are told in, and last what explains another: the sectors after their shares."""
    return 0 if lifted.kind == "budget" else 2 if lifted.kind == "floor" and lifted.subject else 1
