"""The end of the method page: what the numbers do not say, how not to use them, where they come from."""

from collections.abc import Iterable

from markupsafe import Markup

from layers import LAYERS
from ui.components.markup import tag
from ui.components.method_text import heading
from ui.context import Context
from words.vintages import vintage_words


def limits(context: Context) -> Iterable[Markup]:
    """Say what the numbers do not say."""
    _ = context.translate
    yield heading(_("Limits"))
    yield tag(
        "ul",
        tag("li", _("A mean of a neighbourhood says nothing of one person who lives there.")),
        tag("li", _("The sources describe different years; each screen names them. People move, fibre advances.")),
        tag(
            "li",
            _(
                "A walk is not a walk for everybody: hills, railways, rivers and slow walkers are not in a "
                "straight line."
            ),
        ),
        tag(
            "li",
            _(
                "The ranking orders a debate. It is not a programme: the ten first buildings may serve the same "
                "streets."
            ),
        ),
        tag(
            "li", _("Weights are a political choice. Moving them is the purpose of the sliders, not a way round them.")
        ),
    )


def misuse(context: Context) -> Iterable[Markup]:
    """Say how not to use them."""
    _ = context.translate
    yield heading(_("How not to use it"))
    yield tag(
        "ul",
        tag("li", _("Do not use it to refuse help to somebody because of an address.")),
        tag("li", _("Do not compare two buildings a few tenths of a point apart: the data are not that fine.")),
        tag("li", _("Do not quote a number without its year and its source.")),
        tag("li", _("Do not read a hatched neighbourhood as one without difficulties.")),
        tag("li", _("Do not take the demonstration city for Charleroi: its contents are invented.")),
    )


def sources(context: Context) -> Iterable[Markup]:
    """Say where they come from."""
    _, snapshot = context.translate, context.snapshot
    yield heading(_("Sources in use"))
    entries = []
    for layer in LAYERS:
        if layer.name not in snapshot.layers:
            entries.append(tag("li", tag("b", _(layer.title)), " · ", _("not published")))
            continue
        for part in context.store.version(layer.name, snapshot.layers[layer.name]).sources:
            told = [_(part.publisher), vintage_words(part.vintage, context.numbers), _(part.licence)]
            entries.append(tag("li", tag("b", _(layer.title)), " · ", " · ".join(each for each in told if each)))
    yield tag("ul", *entries)
