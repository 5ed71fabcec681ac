"""The sentence a view opens on, and under it what it rests on."""

from collections.abc import Sequence

from geo.texts import N_
from layers import LAYERS
from ui.components.markup import Content, show, tag
from ui.context import Context
from words.assumptions import open_by_assumption
from words.vintages import vintage_words

DISTANCE_WORDS = {
    "straight_line": N_("distances as the crow flies, times {factor}"),
    "streets": N_("distances along the streets"),
}


def headline(*sentence: Content, also: Sequence[str] = (), rests_on: Sequence[str] = ()) -> None:
    """Draw the sentence, what else is to be known of it in smaller type, and in the smallest what it rests on."""
    show(
        tag(
            "div",
            tag("p", *sentence, class_="answer", role="heading", aria_level="1"),
            tag("p", " ".join(also), class_="also") if also else None,
            tag("p", " · ".join(rests_on), class_="rests") if rests_on else None,
            class_="headline",
        )
    )


def distance_words(context: Context) -> str:
    """Say how distances are measured."""
    evidence = context.assessment.evidence
    factor = context.numbers.number(evidence.parameters.reach.detour_factor, 2)
    return context.translate(DISTANCE_WORDS[evidence.distance_method]).format(factor=factor)


def vintages(context: Context, *names: str) -> list[str]:
    """Return the layers a sentence rests on, with the date each describes."""
    found = []
    for layer in LAYERS:
        if layer.name in names and layer.name in context.snapshot.layers:
            version = context.store.version(layer.name, context.snapshot.layers[layer.name])
            title = context.translate(layer.title)
            when = dict.fromkeys(vintage_words(part.vintage, context.numbers) for part in version.sources)
            found.append(f"{title} ({', '.join(when)})")
    return found


def assumed_open(context: Context) -> list[str]:
    """Say how many of the public buildings are open by assumption; nothing when none is."""
    said = open_by_assumption(context.assessment.evidence.sites, context.numbers)
    return [said] if said else []


def absences(context: Context) -> str | None:
    """Name the layers nobody published; None when all are there."""
    _ = context.translate
    absent = [_(layer.title) for layer in LAYERS if layer.name in context.assessment.evidence.absent_layers]
    return _("Not published: {layers}").format(layers=", ".join(absent)) if absent else None
