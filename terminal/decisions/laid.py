"""Decisions laid over a scenario before its programme is planned, and what they come to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import MaillageError
from geo.texts import N_
from terminal.opening import Settings, tell

if TYPE_CHECKING:
    from config import Scenario
    from geo.programme import Plan
    from geo.ranking import Assessment
    from store.decisions import Entry, Overlay
    from store.store import Store


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
    """A scenario with the decisions in force laid over it, and the whole log."""

    scenario: "Scenario"
    entries: "tuple[Entry, ...]"
    overlay: "Overlay"


def lay_over(settings: Settings, store: "Store", assessment: "Assessment", chosen: "Scenario") -> Laid:
    """Lay the decisions in force over a scenario; what they change of its own lists is printed on standard error.

    Raises
    ------
    DecisionConflict
        Naming every pair of decisions that contradict each other, and every building that is gone.
    """
    from store.decisions import in_force, laid_over, open_log

    entries = open_log(store).entries()
    overlay = laid_over(chosen.programme, in_force(entries), set(assessment.evidence.sites.index))
    if overlay.conflicts:
        raise DecisionConflict(overlay.conflicts)
    for note in overlay.notes:
        tell(note.render(settings.translate), err=True)
    return Laid(chosen.model_copy(update={"programme": overlay.programme}), entries, overlay)


def laid_lines(laid: Laid, plan: "Plan", translate: Callable[[str], str]) -> list[str]:
    """Return what became of the decisions in a plan, after an empty line."""
    from words.decisions.laid import laid_sentences

    return ["", *laid_sentences(laid.entries, laid.overlay, plan, translate)]
