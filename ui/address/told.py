"""What a reader says of single buildings: forced in, left out, or neither, laid over the scenario's own lists."""

from collections.abc import Iterable
from typing import Protocol


class Lists(Protocol):
    """A scenario's own buildings that are forced in and left out."""

    @property
    def forced_in(self) -> tuple[str, ...]:
        """Keys of buildings."""

    @property
    def excluded(self) -> tuple[str, ...]:
        """Keys of buildings."""


class Said(Protocol):
    """What a reader says of buildings."""

    @property
    def forced(self) -> tuple[str, ...]:
        """Beside the scenario's."""

    @property
    def excluded(self) -> tuple[str, ...]:
        """Beside the scenario's."""

    @property
    def freed(self) -> tuple[str, ...]:
        """Those that the scenario forces in or leaves out and the reader does not."""


def with_said(base: Lists, said: Said) -> dict[str, object]:
    """Return ``forced_in`` and ``excluded`` with what a reader says laid over the scenario's."""
    freed = {*said.freed}
    forced = {*base.forced_in} - freed | {*said.forced}
    excluded = {*base.excluded} - freed | {*said.excluded}
    # The reader's own word about a building goes before the scenario's.
    forced -= {*said.excluded}
    excluded -= {*said.forced} - {*said.excluded}
    return {"forced_in": tuple(sorted(forced)), "excluded": tuple(sorted(excluded))}


def told(base: Lists, said: Said, building: str, wanted: str) -> dict[str, tuple[str, ...]]:
    """Return the changed choices after a reader says of a building ``forced``, ``excluded`` or nothing (``""``)."""
    lists = {
        name: {*getattr(said, name)} - {building} | ({building} if name == wanted else set())
        for name in ("forced", "excluded")
    }
    named = building in base.forced_in or building in base.excluded
    freed = {*said.freed} - {building} | ({building} if named and not wanted else set())
    return {name: _sorted(each) for name, each in {**lists, "freed": freed}.items()}


def _sorted(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(keys))
