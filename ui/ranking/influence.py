"""What each criterion really decides, beside its weight, and which criteria say the same or the opposite."""

from markupsafe import Markup

from geo.ranking import influence, related_criteria
from ui.components.markup import tag
from ui.context import Context
from words.influence import (
    ALONE,
    DECIDES,
    WEIGHT,
    Decides,
    decides_rows,
    decides_sentences,
    explanation,
    related_sentences,
)


def deciding(context: Context, ranking: str) -> dict[str, Decides]:
    """Return the figures of the criteria that weigh, by criterion; none where nothing that weighs can be measured."""
    weights = context.weights(ranking)
    if not _weighed(context, ranking):
        return {}
    return {row.key: row for row in decides_rows(influence(context.ranked(ranking), weights), context.numbers)}


def deciding_words(context: Context, ranking: str) -> list[Markup]:
    """Return in words what decides most, and a warning of criteria that say the same or the opposite."""
    if not _weighed(context, ranking):
        return []
    table, weights, numbers = context.ranked(ranking), context.weights(ranking), context.numbers
    told = decides_sentences(influence(table, weights), numbers)
    warned = related_sentences(related_criteria(table, weights), numbers)
    return [*(tag("p", each) for each in told), *(tag("p", each, class_="warned") for each in warned)]


def what_decides(context: Context, ranking: str) -> Markup | None:
    """Return all of it for the column of the weights; None where there is nothing to weigh."""
    _, rows = context.translate, deciding(context, ranking)
    if not rows:
        return None
    heads = [tag("th", head, scope="col") for head in ("", *(_(each) for each in (WEIGHT, DECIDES, ALONE)))]
    lines = [
        tag(
            "tr",
            tag("th", row.title, scope="row"),
            tag("td", row.weight),
            tag("td", row.decides, data_decides=row.key),
            tag("td", row.alone),
        )
        for row in rows.values()
    ]
    return tag(
        "section",
        tag("h4", _("What really decides")),
        *deciding_words(context, ranking),
        tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *lines)),
        tag("p", explanation(context.numbers), class_="small"),
        class_="deciding",
    )


def _weighed(context: Context, ranking: str) -> bool:
    """Say whether a criterion that can be measured has a weight: else there is no ranking to speak of."""
    weights = context.weights(ranking)
    return any(weights.get(key, 0) for key in context.assessment.matrices[ranking].values.columns)
