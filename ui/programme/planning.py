"""Planning in the background: a first plan at once, then the proof, then what surrounds it; stopped at will."""

import atexit
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.pool import AsyncResult, ThreadPool
from threading import Condition, Event

import streamlit as st

from geo.evidence import Evidence
from geo.programme import (
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
from geo.solving import Control, NobodyWaitsError, Progress
from store.apart import apart, gently
from ui.programme.standing import Standing

AT_ONCE, AFTERWARDS = 4, 1
"""Programmes searched for at the same time, and programmes whose surroundings are computed at the same time: whoever
waits for a first plan goes before whoever has one. Others wait their turn."""

REMEMBERED = 24
"""How many programmes a server remembers the plans of."""

FORSAKEN_S = 20.0
"""Seconds after which a programme at which no page looks any more is given up: pages look every second."""

POINT_S, PRICE_S = 8.0, 10.0
"""Seconds at the most for one point of the curve, and for the price of one rule."""

SETTLES_S = 0.15
"""Whoever moves a slider passes over values: one that is left within so many seconds is not begun."""

WAITS_S = 6.0
"""A reader whose page has not asked for so many seconds no longer waits: a page asks every second."""


@dataclass(eq=False)
class Planning:
    """One programme on one body of evidence, being planned in a thread of its own.

    ``order`` is the ranking the plan is compared with. ``kept`` gives a plan proven before, ``keep`` takes a new one.
    """

    evidence: Evidence
    programme: Programme
    order: Sequence[str]
    kept: Callable[[], Plan | None] = lambda: None
    keep: Callable[[Plan], None] = lambda _plan: None
    start: Standing = field(default_factory=Standing)
    """Where a search that was stopped is taken up again: its plan is the least the new one finds."""
    watchers: int = 0
    seen_at: float = field(default_factory=time.monotonic)
    _stop: Event = field(default_factory=Event)
    _gone: Event = field(default_factory=Event)
    _changed: Condition = field(default_factory=Condition)
    _standing: Standing = field(init=False)
    _waiting: dict[str, float] = field(default_factory=dict)
    """Reader -> when last seen waiting."""
    _priced: dict[tuple[str, bytes], Price] = field(default_factory=dict)
    _work: list[AsyncResult] = field(default_factory=list)
    _given_up: bool = False

    def __post_init__(self) -> None:
        # The turn goes on, so that whoever looks sees that something has changed.
        self._standing = replace(self.start, turn=self.start.turn + 1) if self.start.plan else self.start

    def begin(self, searches: ThreadPool, surroundings: ThreadPool) -> None:
        """Start planning; it waits its turn when others are being planned."""

        def run() -> None:
            try:
                plan = self._plan()
            except NobodyWaitsError:
                plan = None
            if plan is None:
                self._end()
            else:
                self._work.append(surroundings.apply_async(self._surround, (plan,)))

        self._work.append(searches.apply_async(run))

    def standing(self) -> Standing:
        """Return how far it is; an error of the work is raised here, where somebody can see it."""
        self.seen_at = time.monotonic()
        for work in self._work:
            if work.ready():
                work.get()
        return self._standing

    def wait_for_plan(self, seconds: float) -> Standing:
        """Wait until there is a plan, or it is known that there is none, for so long at the most."""
        self.seen_at = time.monotonic()
        until = self.seen_at + seconds
        with self._changed:
            while self._standing.plan is None and not self._failed() and (left := until - time.monotonic()) > 0:
                self._changed.wait(min(left, 0.25))
        return self.standing()

    def waits(self, reader: str) -> None:
        """Remember that a reader still waits for the proof."""
        self._waiting[reader] = time.monotonic()

    def stop(self, reader: str) -> bool:
        """End the search, not what surrounds its plan, unless somebody else waits; say whether it ends."""
        self._waiting.pop(reader, None)
        recently = time.monotonic() - WAITS_S
        if any(seen >= recently for seen in self._waiting.values()):
            return False
        self._stop.set()
        return True

    def abandon(self) -> None:
        """End everything: nobody looks any more."""
        self._gone.set()
        self._stop.set()
        self._tell(stopped=True, phase="done")

    def price_of(self, building: str) -> Price:
        """Return what leaving out a planned building would cost, or equipping one that waits; computed once."""
        plan = self._standing.plan
        assert plan is not None
        # By what the plan buys, not by what it is worth: two plans may be worth the same.
        key = (building, plan.state.tobytes())
        known = self._priced.get(key)
        if known is None:
            control = Control(time.perf_counter, self._gone.is_set)
            known = price_of_building(plan, building, control, time_limit_s=PRICE_S, where=apart)
            self._priced[key] = known
        return known

    @property
    def forsaken(self) -> bool:
        """Whether it was given up, or would be, because nobody looked."""
        if self._standing.phase == "done":
            return self._given_up
        return time.monotonic() - self.seen_at > FORSAKEN_S

    def _enough(self) -> bool:
        """Say whether to end the search: somebody said so, or nobody looks."""
        return self._stop.is_set() or self.forsaken

    def _over(self) -> bool:
        """Say whether to end all work."""
        return self._standing.phase == "done" or self.forsaken

    def _failed(self) -> bool:
        return any(work.ready() and not work.successful() for work in self._work)

    def _tell(self, **changes: object) -> None:
        with self._changed:
            # Once abandoned or done, a late word changes nothing.
            if self._standing.phase == "done":
                return
            self._standing = replace(self._standing, turn=self._standing.turn + 1, **changes)
            self._changed.notify_all()

    def _end(self) -> None:
        self._given_up = self.forsaken
        self._tell(phase="done")

    def _plan(self) -> Plan | None:
        """Return the plan, from disk or searched for; None when nobody looks any more."""
        plan = None if self._gone.wait(SETTLES_S) or self._over() else self.kept()
        if plan is None and not self._over():
            plan = self._search()
            if plan.status == "optimal":
                self.keep(plan)
        if plan is not None:
            plan, contenders = compared(plan, self.order)
            self._tell(plan=plan, contenders=contenders, phase="curve", stopped=self._stop.is_set())
        return plan

    def _search(self) -> Plan:
        self._tell(phase="first")
        instance = build_instance(self.evidence, self.programme)

        def heard(progress: Progress) -> None:
            plan = self._standing.plan
            if progress.phase == "proving" and self._standing.phase == "first" and plan is not None:
                plan, contenders = compared(plan, self.order)
                self._tell(plan=plan, contenders=contenders, phase="proving")

        control = Control(time.perf_counter, self._enough, heard, self._gone.is_set)
        former = self.start.plan
        starts = (former.state,) if former is not None and former.has_plan else ()
        return plan_instance(instance, control, where=apart, starts=starts, seen=lambda plan: self._tell(plan=plan))

    def _surround(self, plan: Plan) -> None:
        """Compute what surrounds the plan, until nobody looks any more."""
        with suppress(NobodyWaitsError):
            self._tell_surroundings(plan)
        self._end()

    def _tell_surroundings(self, plan: Plan) -> None:
        """Compute the curve, the prices and what the proof decides in turn."""
        control = Control(time.perf_counter, self._over, left=self._gone.is_set)
        starts = (plan.state,) if plan.has_plan else ()
        for point in curve(plan.instance, control, starts=starts, time_limit_s=POINT_S, where=gently):
            self._tell(curve=(*self._standing.curve, point))
        self._tell(phase="prices")
        asked = None if plan.status == "infeasible" else sorted(liftable(plan), key=_asked_first)
        found = prices(plan, self.evidence, control, lifted=asked, time_limit_s=PRICE_S, where=gently)
        for price in found:
            self._tell(prices=(*self._standing.prices, price))
        if plan.has_plan and not self._over():
            self._tell(decided=gently(decided, plan.instance, plan.rules, plan.state, control=control))


def _asked_first(lifted: Lifted) -> int:
    """Sort first what all others are told in, and last what explains another: the sectors after their shares."""
    return 0 if lifted.kind == "budget" else 2 if lifted.kind == "floor" and lifted.subject else 1


class Planner:
    """The programmes being planned and planned already, by what they are planned from."""

    def __init__(self) -> None:
        self._pools = (ThreadPool(AT_ONCE), ThreadPool(AFTERWARDS))
        self._known: dict[str, Planning] = {}
        self._closed = False

    def open(self, identity: str, make: Callable[[], Planning], former: str | None) -> Planning:
        """Return the planning of this identity, begun now if it is new.

        ``former`` is what the same reader looked at before: its search ends when nobody else looks at it.
        """
        if former is not None and former != identity:
            self._leave(former)
        planning = self._known.pop(identity, None)
        if planning is None or planning.forsaken:
            planning = make()
            if self._closed:
                planning.abandon()
            else:
                planning.begin(*self._pools)
        if former != identity:
            planning.watchers += 1
        # The one looked at last is the last to be forgotten.
        self._known[identity] = planning
        for old in list(self._known)[:-REMEMBERED]:
            self._known.pop(old).abandon()
        return planning

    def take_up(self, identity: str, make: Callable[[Standing], Planning]) -> None:
        """Begin again a search that has ended without a proof, from its plan; nothing where one is under way."""
        stopped = self._known.get(identity)
        if stopped is None or self._closed or not stopped.standing().unproven:
            return
        planning = make(replace(stopped.standing(), phase="proving", stopped=False))
        planning.watchers = stopped.watchers
        self._known[identity] = planning
        stopped.abandon()
        planning.begin(*self._pools)

    def forget(self) -> None:
        """End and forget everything."""
        while self._known:
            self._known.popitem()[1].abandon()

    def close(self) -> None:
        """End everything and wait until it has ended: a solver must not be at work when the program ends."""
        self._closed = True
        self.forget()
        for pool in self._pools:
            pool.close()
            pool.join()

    def _leave(self, identity: str) -> None:
        planning = self._known.get(identity)
        if planning is None:
            return
        planning.watchers -= 1
        if planning.watchers <= 0 and planning.standing().running:
            # Nobody waits for it, and somebody waits for its core.
            self._known.pop(identity).abandon()


@st.cache_resource(show_spinner=False)
def planner() -> Planner:
    """Return the server's planner."""
    made = Planner()
    atexit.register(made.close)
    return made
