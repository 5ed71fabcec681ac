"""What became of the decisions in force in a plan they were laid over, in sentences."""

from collections.abc import Sequence

from geo.errors import MaillageError
from geo.settings import Lots, Programme, Roster
from geo.texts import N_
from store.decisions import Entry, Outcome, Overlay, held, in_force
from words.decisions.entries import NO_NAMES, Names, decision_words
from words.numbers import Translate


def laid_sentences(
    entries: Sequence[Entry],
    overlay: Overlay[Programme] | Overlay[Roster] | Overlay[Lots],
    outcome: Outcome,
    translate: Translate,
    names: Names = NO_NAMES,
    *,
    keyed: bool = True,
) -> list[str]:
    """Return what became of the decisions: held, not held, or behind the rules that cannot hold together.

    Parameters
    ----------
    entries
        The whole log.
    overlay
        The decisions laid over the settings of the plan.
    outcome
        What the plan came to.
    translate
        The language.
    names
        Names of buildings, doors and school sites, where they are to be said.
    keyed
        Whether keys stand beside names, as `decision_words` has it.
    """
    asked = [(entry, held(entry, [outcome])) for entry in in_force(entries)]
    if not asked:
        return [translate(N_("No decision is in force."))]
    said = []
    if kept := [str(entry.number) for entry, does in asked if does]:
        said.append(translate(N_("Decisions that the plan holds: {numbers}.")).format(numbers=", ".join(kept)))
    # Without a plan, the conflict is what matters, not that nothing holds.
    if outcome.has_plan:
        text = translate(N_("The plan does not hold decision {entry}: {decision}."))
        said += [
            text.format(entry=entry.number, decision=decision_words(entry, translate, names, keyed=keyed))
            for entry, does in asked
            if does is False
        ]
    else:
        said += _behind(overlay, outcome, translate, names, keyed=keyed)
    if rest := [str(entry.number) for entry, does in asked if does is None]:
        text = translate(N_("Decisions that ask nothing of this plan: {numbers}."))
        said.append(text.format(numbers=", ".join(rest)))
    return said


def overlay_words(told: MaillageError, translate: Translate, names: Names) -> str:
    """Return a conflict or a note of decisions laid over a plan, with places called by their names."""
    called = {"building": names.places, "school": names.schools}
    parameters = {
        name: called[name].get(str(value), value) if name in called else value
        for name, value in told.parameters.items()
    }
    return translate(told.message).format(**parameters)


def _behind(
    overlay: Overlay[Programme] | Overlay[Roster] | Overlay[Lots],
    outcome: Outcome,
    translate: Translate,
    names: Names,
    *,
    keyed: bool,
) -> list[str]:
    """Return which decisions are behind rules that cannot hold together, and which may be."""
    text = translate(N_("Decision {entry} is part of this conflict: {decision}."))
    sorts = ((overlay.places, outcome.clashing), (overlay.schools, outcome.clashing_schools))
    said = [
        text.format(entry=entry.number, decision=decision_words(entry, translate, names, keyed=keyed))
        for asked, clashing in sorts
        for place in sorted(clashing & set(asked.forced))
        for entry in asked.forced[place]
    ]
    # What is left out is no rule of its own in a conflict: it is missing where another rule would need it.
    lists = {"forced": overlay.places.forced, "excluded": overlay.places.excluded}
    others = [each for name in outcome.perhaps for place, each in lists[name].items() if place not in outcome.clashing]
    if numbers := sorted(entry.number for entries in others for entry in entries):
        text = translate(N_("Other decisions on places, which may be why there is no plan: {numbers}."))
        said.append(text.format(numbers=", ".join(map(str, numbers))))
    return said
