"""The history of a layer: which version became the current one, when, by whom and why."""

from dataclasses import dataclass
from typing import Literal

Action = Literal["refresh", "correct", "rollback", "withdraw", "unknown"]

NOTHING = ""
"""Stands in a history for the version of a layer whose last source was withdrawn."""


@dataclass(frozen=True)
class Publication:
    """One line of a layer's history: which version became the current one, and when its sources were last received."""

    version: str
    published_at: str
    received_at: dict[str, str]
    """Source -> UTC time at which its files were last received, unchanged ones included."""
    action: Action = "unknown"
    """What made it the current one; unknown of publications from before this was written down."""
    source: str = ""
    """The source that was refreshed or withdrawn; empty where none was, or nobody wrote it down."""
    who: str = ""
    """Account or user; empty where nobody wrote it down."""
    reason: str = ""
    """Why, where somebody said so: the reason for which a loss was accepted, or for going back."""

    @property
    def leaves_something(self) -> bool:
        """False when its last source was withdrawn: nothing is published of the layer."""
        return self.version != NOTHING


@dataclass(frozen=True)
class History:
    """What ``current.json`` of a layer says. The last publication is the current one."""

    publications: tuple[Publication, ...] = ()
    withdrawn: tuple[str, ...] = ()
    """Versions rolled back from by a program that took them out of the history; their folders stay."""
    generation: int = 0
    """Counts the changes of this file; an attempt notes it, which tells whether the layer changed since."""

    @property
    def current(self) -> Publication | None:
        """The publication readers get; None when there is none."""
        last = self.publications[-1] if self.publications else None
        return last if last is not None and last.leaves_something else None

    @property
    def line(self) -> tuple[Publication, ...]:
        """The publications that led to the current one: without those gone back from, and the going back."""
        led: list[Publication] = []
        for each in self.publications:
            if each.action == "rollback":
                places = [place for place, one in enumerate(led) if one.version == each.version]
                if places:
                    led = led[: places[-1]]
            led.append(each)
        return tuple(led)
