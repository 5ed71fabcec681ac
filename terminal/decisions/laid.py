"""Decisions laid over a scenario before its plans are made, and what they come to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from geo.errors import MaillageError
from geo.texts import N_
from terminal.opening import Settings, tell

if TYPE_CHECKING:
    from config import Scenario
    from geo.ranking import Assessment
    from store.decisions import Entry, Outcome, Overlay
    from store.store import Store
    from words.decisions.entries import Names

Part = Literal["programme", "roster", "devices"]

PARTS: tuple[Part, ...] = ("programme", "roster", "devices")
"""Parts of a scenario that decisions are laid over."""

WithDecisions = Annotated[
    bool, typer.Option("--with-decisions", help=N_("Lay the decisions in force over the scenario."))
]


class DecisionConflict(MaillageError):  # noqa: N818 - named after the conflict, not the error
    """Decisions in force that cannot all be laid over a scenario; ``conflicts`` lists them."""

    def __init__(self, conflicts: tuple[MaillageError, ...]) -> None:
        super().__init__(N_("The decisions in force cannot all hold; {count} to settle:"), count=len(conflicts))
        self.conflicts = conflicts

    def render(self, translate: Callable[[str], str] = str) -> str:
        """Return the error with a line for each conflict."""
        return "\n".join([super().render(translate), *(f"  {each.render(translate)}" for each in self.conflicts)])


@dataclass(frozen=True)
class Laid:
    """A scenario with the decisions in force laid over it, and the whole log; overlays by the part of the scenario."""

    scenario: "Scenario"
    entries: "tuple[Entry, ...]"
    overlays: "Mapping[Part, Overlay]"  # type: ignore[type-arg]


def lay_over(settings: Settings, store: "Store", assessment: "Assessment", chosen: "Scenario", *parts: Part) -> Laid:
    """Lay the decisions in force over a scenario; what they change of its own lists is printed as errors are.

    Only what concerns ``parts`` is said. The others are laid over too, as far as they can be: whatever is planned of
    the same scenario and log then rests on the same file.

    Raises
    ------
    DecisionConflict
        Naming every pair of decisions about ``parts`` that contradict each other, and every building that is gone.
    """
    from store.decisions import in_force, open_log, overlay_on

    entries = open_log(store).entries()
    standing = in_force(entries)
    overlays = {part: overlay_on(getattr(chosen, part), standing, assessment.evidence) for part in PARTS}
    if conflicts := tuple(each for part in parts for each in overlays[part].conflicts):
        raise DecisionConflict(conflicts)
    for part in parts:
        for note in overlays[part].notes:
            tell(note.render(settings.translate), err=True)
    laid = {part: overlay.settings for part, overlay in overlays.items()}
    return Laid(chosen.model_copy(update=laid), entries, overlays)


def laid_lines(
    laid: Laid,
    part: Part,
    outcome: "Outcome",
    translate: Callable[[str], str],
    names: "Names | None" = None,
) -> list[str]:
    """Return what became of the decisions in a plan, after an empty line."""
    from words.decisions.entries import NO_NAMES
    from words.decisions.laid import laid_sentences

    return ["", *laid_sentences(laid.entries, laid.overlays[part], outcome, translate, names or NO_NAMES)]
