"""The scenario that was adopted, for commands to which none is named, and how it is told beside their results."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.decisions import InForce
    from store.store import Store

_LOG_ELSEWHERE = "MAILLAGE_DECISIONS_URL"


def in_force_of(store: "Store") -> "InForce | None":
    """Return the scenario in force; None where there is no log yet, told without loading what reads one."""
    if not (store.data / "decisions").is_dir() and not os.environ.get(_LOG_ELSEWHERE):
        return None
    from store.decisions import scenario_in_force

    return scenario_in_force(store)


def adopted_lines(found: "InForce | None", translate: Callable[[str], str]) -> list[str]:
    """Return which scenario is in force by which decision, and what cannot be followed; none where nothing is."""
    if found is None:
        return []
    from words.decisions.adopted import in_force_sentence
    from words.numbers import numbers_of

    said = in_force_sentence(found, numbers_of(translate))
    return [*([said] if said else []), *(note.render(translate) for note in found.notes)]
