"""What a view is: a key for the address, a title, and how it draws itself."""

from collections.abc import Callable
from dataclasses import dataclass

from ui.context import Context


@dataclass(frozen=True)
class View:
    """One page of the interface."""

    key: str
    """Its name in the address, and of its module."""
    title: str
    """English ``N_`` text."""
    render: Callable[[Context], None]
    has_map: bool = True
    """Whether it draws the map, which is the same for all views: see ``ui.map.stage``."""
