"""What became of the decisions in force in a plan they were laid over, in sentences."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from geo.texts import N_
from store.decisions import Entry, Overlay, held, in_force
from words.decisions.entries import decision_words
from words.numbers import Translate

if TYPE_CHECKING:
    from geo.programme import Plan


def laid_sentences(
    entries: Sequence[Entry],
    overlay: Overlay,
    plan: "Plan",
    translate: Translate,
    names: Mapping[str, str] = MappingProxyType({}),
) -> list[str]:
    """Return what became of the decisions: held, not held, or behind the rules that cannot hold together.

    Parameters
    ----------
    entries
        The whole log.
    overlay
        The decisions laid over the programme of the plan.
    plan
        The plan that was found.
    translate
        The language.
    names
        Name of each building by its key, where it is to be said.
    """
    from geo.programme import Clash

    years = plan.rows.groupby("building_id")["year"].min().astype(int).to_dict()
    asked = [(entry, held(entry, years, has_plan=plan.has_plan)) for entry in in_force(entries)]
    if not asked:
        return [translate(N_("No decision is in force."))]
    said = []
    if kept := [str(entry.number) for entry, does in asked if does]:
        said.append(translate(N_("Decisions that the plan holds: {numbers}.")).format(numbers=", ".join(kept)))
    # Without a plan, the conflict is what matters, not that nothing holds.
    if plan.has_plan:
        text = translate(N_("The plan does not hold decision {entry}: {decision}."))
        said += [
            text.format(entry=entry.number, decision=decision_words(entry, translate, names))
            for entry, does in asked
            if does is False
        ]
    clashing = {
        each.rule.subject for each in plan.conflict if isinstance(each, Clash) and each.rule.kind == "forced_in"
    }
    text = translate(N_("Decision {entry} is part of this conflict: {decision}."))
    said += [
        text.format(entry=entry.number, decision=decision_words(entry, translate, names))
        for building in sorted(clashing & set(overlay.forced))
        for entry in overlay.forced[building]
    ]
    if rest := [str(entry.number) for entry, does in asked if does is None]:
        text = translate(N_("Decisions that ask nothing of the Wi-Fi programme: {numbers}."))
        said.append(text.format(numbers=", ".join(rest)))
    return said
