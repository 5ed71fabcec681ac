"""What stands on one screen of the meeting: the answer, what goes with it, the map, and at most one control."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ui.components.markup import Content
from ui.context import Context
from ui.map.payload import HIDDEN, Marks, payload


@dataclass(frozen=True)
class Control:
    """The one control of a screen."""

    label: str
    words: Mapping[str, str]
    """What can be chosen -> how it is called."""
    value: str


@dataclass(frozen=True)
class Screen:
    """One screen."""

    said: Sequence[Content]
    """The answer, in big type."""
    drawn: Mapping[str, object]
    """What the map is told."""
    more: Sequence[Markup] = ()
    """Tables and lists that go with it."""
    sure: str = ""
    """How sure it is."""
    control: Control | None = None
    link: tuple[str, str] | None = None
    """Key of a view and the words of the way there, where something is to be done first."""
    offer: Callable[[], None] | None = None
    """Draws what else can be asked for here."""


def bare_map(context: Context, overlays: Sequence[str] = ()) -> dict[str, object]:
    """Return the map without any building, with these layers laid over it."""
    count = len(context.assessment.evidence.sites)
    return payload(context, None, Marks(codes=HIDDEN * count, tips=[""] * count), overlays)
