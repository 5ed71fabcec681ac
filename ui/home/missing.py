"""What the figures rest on that is missing, old or only assumed."""

from datetime import UTC, datetime

from geo.evidence import LAYERS_ABSENT
from geo.gaps import Review
from geo.texts import N_, NN_
from layers import LAYERS
from store.status import status
from ui.components.headline import absences, assumed_open
from ui.context import Context
from ui.gaps.reviews import Added, reviewed
from words.vintages import vintage_words

NOTHING_MISSING = N_("Every layer is published and up to date.")


def missing_words(context: Context) -> list[str]:
    """Return one sentence a doubt, those about what is not published first; none where nothing is missing."""
    review = reviewed(context, Added())
    return [
        *_not_published(context),
        *_people_unknown(context, review),
        *_ranks_unsure(context),
        *_old(context),
        *assumed_open(context),
    ]


def _not_published(context: Context) -> list[str]:
    """Name each layer that nobody published with what is not known for want of it."""
    _, absent = context.translate, context.assessment.evidence.absent_layers
    told = [_(LAYERS_ABSENT[layer.name]) for layer in LAYERS if layer.name in absent and layer.name in LAYERS_ABSENT]
    others = [_(each.title) for each in LAYERS if each.name in absent and each.name not in LAYERS_ABSENT]
    whole = absences(context) if others and not told else None
    rest = _("Not published: {layers}").format(layers=", ".join(others)) + "." if others and not whole else None
    return [*told, *([whole] if whole else []), *([rest] if rest else [])]


def _people_unknown(context: Context, review: Review) -> list[str]:
    _, unknown = context.translate, float(review.totals["commune"].iloc[0]["unknown_persons"])
    if unknown <= 0:
        return []
    text = NN_(
        "Of {people} resident it is not known in full what is lacking.",
        "Of {people} residents it is not known in full what is lacking.",
        "people",
    )
    return [_(text).format(people=context.numbers.people(unknown))]


def _ranks_unsure(context: Context) -> list[str]:
    """Say how many buildings have no place in the ranking for want of data."""
    unsure = int((context.ranked("wifi")["status"] == "interval").sum())
    if not unsure:
        return []
    text = NN_(
        "{count} building has a range of places in the ranking for Wi-Fi instead of one: something of it is not known.",
        "{count} buildings have a range of places in the ranking for Wi-Fi instead of one: something of them is not "
        "known.",
        "count",
    )
    return [context.translate(text).format(count=context.numbers.number(unsure))]


def _old(context: Context) -> list[str]:
    """Name the layers whose data are too old or of no known date, or whose update was refused."""
    _, numbers = context.translate, context.numbers
    found = status(context.store, today=datetime.now(UTC).date())
    stale = [f"{_(each.title)} ({vintage_words(each.vintage, numbers)})" for each in found if each.state == "stale"]
    refused = [_(each.title) for each in found if each.state == "failed"]
    undated = [_(each.title) for each in found if each.state == "undated"]
    return [
        _(text).format(layers=", ".join(titles))
        for text, titles in (
            (N_("Older than they should be: {layers}."), stale),
            (N_("Of unknown date: {layers}."), undated),
            (N_("Last update refused: {layers}."), refused),
        )
        if titles
    ]
