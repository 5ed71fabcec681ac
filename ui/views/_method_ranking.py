"""What the view of the method says of the ranking: points, criteria with their goalposts, and what is not compared."""

from collections.abc import Iterable

from markupsafe import Markup

from geo.evidence import GATES, GATES_OF
from geo.texts import N_
from ui.components.bars import BY_KEY, criteria_of
from ui.components.markup import tag
from ui.components.method_text import formula, heading, paragraph
from ui.components.ranks import condition_words, criteria_words
from ui.context import RANKING_TITLES, Context
from ui.ranking.influence import deciding, deciding_words
from words.influence import ALONE, DECIDES, WEIGHT, explanation
from words.units import criterion_figure


def score(context: Context) -> Iterable[Markup]:
    """Say how points and ranks come about."""
    _ = context.translate
    yield heading(_("Points and ranks"))
    yield paragraph(
        _(
            "Each criterion is put on a scale from 0 to 1 between two goalposts and multiplied by its share of the "
            "weights. The points of a building are the sum, from 0 to 100; each bar on the screen is one term of it."
        )
    )
    yield formula(
        _("points = 100 × sum over the criteria of (weight ÷ sum of the weights) × value on the scale from 0 to 1")
    )
    yield paragraph(
        _(
            "When something is not known of a building, its points are computed twice, with the worst and the best "
            "possible value: it gets an interval of points and of ranks instead of a place. Ties are broken by "
            "identifier, so that the same data always give the same order."
        )
    )
    yield paragraph(
        _(
            "Where the highest value of all is a goalpost, a value that is not known may lie beyond it and move the "
            "points of every building. The intervals allow for that as far as the value has an upper bound. Where it "
            "has none, they hold if no building has more than is said below the table of criteria; a scenario that "
            "declares both goalposts needs no such condition."
        )
    )
    yield paragraph(
        _(
            "A criterion of which nothing is published is switched off, and the others share its weight. Beside these "
            "points stands an interval with all criteria: what is not published may be worth anything from 0 to 1 at "
            "each building."
        )
    )


def criteria(context: Context) -> Iterable[Markup]:
    """Show every criterion with its goalposts, its weight and what it decides."""
    _, numbers = context.translate, context.numbers
    yield heading(_("The criteria"))
    columns = (N_("Criterion"), N_("Question"), N_("Worth 0"), N_("Worth all"), WEIGHT, DECIDES, ALONE)
    heads = [_(each) for each in columns]
    for ranking, title in RANKING_TITLES.items():
        matrix, weights = context.assessment.matrices[ranking], context.weights(ranking)
        figures, rows = deciding(context, ranking), []
        for key in criteria_of(ranking):
            criterion = BY_KEY[key]
            if key in matrix.switched_off:
                ends, weight = ("–", "–"), _("not counted")
            else:
                said = (criterion.key, criterion.unit, criterion.unit_text, _)
                ends = tuple(criterion_figure(numbers.number(end, 1), *said) for end in matrix.goalposts[key])
                weight = numbers.number(weights[key])
            decides, alone = "–", "–"
            if key in figures:
                weight += f" ({figures[key].weight})"
                decides, alone = figures[key].decides, figures[key].alone
            cells = (tag("b", _(criterion.title)), _(criterion.question), *ends, weight, decides, alone)
            rows.append(tag("tr", *(tag("td", cell) for cell in cells)))
        head = tag("thead", tag("tr", *(tag("th", each, scope="col") for each in heads)))
        yield tag("h3", _(title))
        yield tag("div", tag("table", head, tag("tbody", *rows), class_="board"), class_="wide")
        yield from (tag("p", said) for said in (*criteria_words(context, ranking), *condition_words(context, ranking)))
        yield from deciding_words(context, ranking)
    yield paragraph(explanation(numbers))


def gates(context: Context) -> Iterable[Markup]:
    """Say what sets a building aside before any weighing."""
    _ = context.translate
    yield heading(_("What is not compared"))
    yield paragraph(_("Before any weighing, a building is set aside, and said to be, when one of these is true of it:"))
    for ranking, title in RANKING_TITLES.items():
        yield tag("p", tag("b", _(title)))
        yield tag("ul", *(tag("li", _(GATES[gate])) for gate in GATES_OF[ranking]))
