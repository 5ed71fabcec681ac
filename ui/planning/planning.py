"""One thing being planned in the background: a first plan at once, then the proof, then what surrounds it."""

import time
from abc import ABC, abstractmethod
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.pool import AsyncResult, ThreadPool
from threading import Condition, Event
from typing import Any

from geo.solving import NobodyWaitsError
from ui.planning.standing import Standing

FORSAKEN_S = 20.0
"""Seconds after which a plan at which no page looks any more is given up: pages look every second."""

SETTLES_S = 0.15
"""Whoever moves a slider passes over values: one that is left within so many seconds is not begun."""

WAITS_S = 6.0
"""A reader whose page has not asked for so many seconds no longer waits: a page asks every second."""


@dataclass(eq=False, kw_only=True)
class Planning(ABC):
    """One question, being planned in a thread of its own and stopped at will.

    What is planned says how: ``kept`` and ``keep`` for plans proven before, ``search`` and ``settle`` for the plan,
    ``surround`` for what is computed once it stands.
    """

    start: Standing = field(default_factory=Standing)
    """Where a search that was stopped is taken up again: its plan is the least the new one finds."""
    watchers: int = 0
    seen_at: float = field(default_factory=time.monotonic)
    _stop: Event = field(default_factory=Event)
    _gone: Event = field(default_factory=Event)
    _changed: Condition = field(default_factory=Condition)
    _standing: Any = field(init=False)
    _waiting: dict[str, float] = field(default_factory=dict)
    """Reader -> when last seen waiting."""
    _work: list[AsyncResult] = field(default_factory=list)
    _given_up: bool = False
    """Whether work was told to end because nobody looked."""
    _settled: Any = None
    """The plan as ``settle`` returned it, and how far all was then; None until a search has run to its own end."""

    def __post_init__(self) -> None:
        # The turn goes on, so that whoever looks sees that something has changed.
        self._standing = replace(self.start, turn=self.start.turn + 1) if self.start.plan else self.start

    @abstractmethod
    def read_kept(self) -> Any:
        """Return a plan proven before; None where there is none."""

    @abstractmethod
    def keep_plan(self, plan: Any) -> None:
        """Keep a plan that was searched for, if it is proven."""

    @abstractmethod
    def search(self) -> Any:
        """Return the plan searched for, telling what is found meanwhile by ``tell``."""

    @abstractmethod
    def settle(self, plan: Any) -> Any:
        """Tell that the search has ended with this plan, and return it as ``surround`` takes it."""

    @abstractmethod
    def surround(self, plan: Any) -> None:
        """Compute what surrounds the plan, until nobody looks any more."""

    def go_on_from(self, former: "Planning") -> None:
        """Begin where a planning of the same question was when nobody looked at it any more.

        Only what surrounds its plan is gone on with: a search that was broken off is begun anew.
        """
        if former._settled is None or self.start.plan is not None:
            return
        known, (_plan, settled) = former.now, former._settled
        self._settled = former._settled
        self._standing = replace(known, phase=settled.phase, turn=known.turn + 1)

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

    def standing(self) -> Any:
        """Return how far it is; an error of the work is raised here, where somebody can see it."""
        self.seen_at = time.monotonic()
        for work in self._work:
            if work.ready():
                work.get()
        return self._standing

    def wait_for_plan(self, seconds: float) -> Any:
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
        self.tell(stopped=True, phase="done")

    @property
    def now(self) -> Any:
        """How far it is, without anybody looking."""
        return self._standing

    @property
    def forsaken(self) -> bool:
        """Whether it was given up, or would be, because nobody looked."""
        if self._standing.phase == "done" or self._given_up:
            return self._given_up
        return time.monotonic() - self.seen_at > FORSAKEN_S

    @property
    def stopped(self) -> bool:
        """Whether somebody ended the search."""
        return self._stop.is_set()

    def enough(self) -> bool:
        """Say whether to end the search: somebody said so, or nobody looks."""
        self._given_up = self.forsaken
        return self._stop.is_set() or self._given_up

    def over(self) -> bool:
        """Say whether to end all work."""
        self._given_up = self.forsaken
        return self._standing.phase == "done" or self._given_up

    def gone(self) -> bool:
        """Say whether nobody wants any answer any more."""
        return self._gone.is_set()

    def tell(self, **changes: object) -> None:
        """Change how far it is, for whoever looks."""
        with self._changed:
            # Once abandoned or done, a late word changes nothing.
            if self._standing.phase == "done":
                return
            self._standing = replace(self._standing, turn=self._standing.turn + 1, **changes)
            self._changed.notify_all()

    def _failed(self) -> bool:
        return any(work.ready() and not work.successful() for work in self._work)

    def _end(self) -> None:
        self._given_up = self.forsaken
        self.tell(phase="done")

    def _plan(self) -> Any:
        """Return the plan, known already, from disk or searched for; None when nobody looks any more."""
        if self._settled is not None:
            return self._settled[0]
        plan = None if self._gone.wait(SETTLES_S) or self.over() else self.read_kept()
        if plan is None and not self.over():
            plan = self.search()
            self.keep_plan(plan)
        if plan is None:
            return None
        settled = self.settle(plan)
        if not self._given_up and not self.stopped:
            self._settled = settled, self._standing
        return settled

    def _surround(self, plan: Any) -> None:
        with suppress(NobodyWaitsError):
            self.surround(plan)
        self._end()
