"""Where long work is done: in this process, or wherever the caller has it done."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from geo.solving.progress import Control

Answer = TypeVar("Answer")

Work = Callable[..., Answer]
"""A function of a module, called with arguments that can be sent, then ``control`` and ``tell`` by name. What it tells
and returns can be sent too."""


class Where(Protocol):
    """How work is done: ``here``, or in a process of its own by ``store.apart.apart``."""

    def __call__(
        self,
        work: Work[Answer],
        *arguments: object,
        control: Control,
        heard: Callable[[object], None] = ...,
    ) -> Answer:
        """Do the work and return its answer."""
        ...


def here(
    work: Work[Answer], *arguments: object, control: Control, heard: Callable[[object], None] = lambda _told: None
) -> Answer:
    """Do work in this process.

    Examples
    --------
    >>> here(lambda a, b, control, tell: a + b, 2, 3, control=control)
    5
    """
    return work(*arguments, control=control, tell=heard)
