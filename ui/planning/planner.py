"""The server's planner: what is planned already and what is being planned, one search for each question."""

import atexit
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.pool import ThreadPool
from typing import Any

import streamlit as st

from ui.planning.planning import Planning
from ui.planning.standing import Standing

AT_ONCE, AFTERWARDS = 4, 1
"""Plans searched for at the same time, and plans whose surroundings are computed at the same time: whoever waits for a
first plan goes before whoever has one. Others wait their turn."""

REMEMBERED = 24
"""How many plans a server remembers."""


class Planner:
    """What is being planned and planned already, by what it is planned from."""

    def __init__(self) -> None:
        self._pools = (ThreadPool(AT_ONCE), ThreadPool(AFTERWARDS))
        self._known: dict[str, Planning] = {}
        self._closed = False

    def open(self, identity: str, make: Callable[[], Planning], former: str | None) -> Any:
        """Return the planning of this identity, begun now if it is new.

        ``former`` is what the same reader looked at before: its search ends when nobody else looks at it.
        """
        if former is not None and former != identity:
            self._leave(former)
        planning = self._known.pop(identity, None)
        if planning is None or planning.forsaken:
            given_up, planning = planning, make()
            if given_up is not None:
                planning.go_on_from(given_up)
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

    def known(self, identity: str) -> Standing | None:
        """Return how far something is planned, without looking at it; None where nobody has asked for it."""
        planning = self._known.get(identity)
        return None if planning is None else planning.now

    def take_up(self, identity: str, make: Callable[[Any], Planning]) -> None:
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
