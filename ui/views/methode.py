"""The method view: how the numbers are made, with the parameters in force, their limits, and how not to use them."""

from collections.abc import Iterable

from markupsafe import Markup

from geo.evidence import GATES, GATES_OF
from geo.population import AGES, ASSUMPTIONS, assumed
from geo.texts import N_
from layers import indicator_definitions
from layers.mobile_5g import CLASSES
from ui.components.bars import BY_KEY, criteria_of
from ui.components.headline import distance_words, headline
from ui.components.markup import show, tag
from ui.components.method_text import formula, heading, paragraph
from ui.components.ranks import condition_words, criteria_words
from ui.context import RANKING_TITLES, Context
from ui.programme.method import programme_method
from ui.ranking.influence import deciding, deciding_words
from ui.views._method_limits import limits, misuse, sources
from ui.views._view import View
from words.influence import ALONE, DECIDES, WEIGHT, explanation


def render(context: Context) -> None:
    """Draw the view."""
    _ = context.translate
    headline(
        _("These numbers help to debate and to choose; they judge no neighbourhood and no person."),
        rests_on=[
            _("Scenario: {name}").format(name=context.scenario.title.in_language(context.language)),
            distance_words(context),
        ],
    )
    parts = (
        _people,
        _vulnerability,
        _in_difficulty,
        _distances,
        _coverage,
        _score,
        _criteria,
        _gates,
        _costs,
        programme_method,
        limits,
        misuse,
        sources,
    )
    sections = (tag("section", *part(context), class_="span" if part is _criteria else None) for part in parts)
    show(tag("div", *sections, class_="prose"))


def _people(context: Context) -> Iterable[Markup]:
    _, numbers, totals = context.translate, context.numbers, context.assessment.totals
    yield heading(_("Where people live"))
    yield paragraph(
        _(
            "Statbel gives the residents of each statistical sector. Inside a sector they are shared out over its "
            "residences, each getting its part by weight. Nobody is added or lost: {located} of the {residents} "
            "residents stand on a residence here; the others stand on one point of their sector, or in the total "
            "only."
        ),
        located=numbers.number(totals["population_located"]),
        residents=numbers.number(totals["population"]),
    )
    yield formula(
        _(
            "residents at a residence = residents of the sector × weight of the residence ÷ sum of the weights in "
            "the sector"
        )
    )


def _vulnerability(context: Context) -> Iterable[Markup]:
    _, numbers = context.translate, context.numbers
    parameters = context.assessment.evidence.parameters.vulnerability
    known = indicator_definitions(context.place)
    yield heading(_("The digital vulnerability index"))
    yield paragraph(
        _(
            "The index puts several indicators of a neighbourhood on one scale from 0 (least vulnerable) to 100 "
            "(most vulnerable), following the steps of the OECD and JRC handbook on composite indicators: the most "
            "extreme {share} of the values at each end are pulled in, {normalisation}, and {aggregation} is taken "
            "with these weights:"
        ),
        share=numbers.percent(parameters.winsorise_share, 1),
        normalisation={
            "percentile_rank": _("each indicator becomes the rank of the neighbourhood among the others"),
            "min_max": _("each indicator is stretched between its goalposts"),
        }[parameters.normalisation],
        aggregation={"arithmetic": _("their mean"), "geometric": _("their geometric mean")}[parameters.aggregation],
    )
    yield tag(
        "ul",
        *(
            tag(
                "li",
                _("{indicator}: weight {weight}, {direction}").format(
                    indicator=known[each.indicator].name.in_language(context.language)
                    if each.indicator in known
                    else each.indicator,
                    weight=each.weight,
                    direction=_("more means more vulnerable")
                    if each.more_is == "more_vulnerable"
                    else _("more means less vulnerable"),
                ),
            )
            for each in parameters.indicators
        ),
    )
    yield paragraph(
        _(
            "A neighbourhood that lacks an indicator has an interval instead of a value; one that lacks them all is "
            "unknown. Unknown is not zero: it is hatched on the map and never counted as good or bad."
        )
    )


def _in_difficulty(context: Context) -> Iterable[Markup]:
    _, numbers = context.translate, context.numbers
    parameters = context.assessment.evidence.parameters.vulnerability
    yield heading(_("Residents in digital difficulty"))
    yield paragraph(
        _(
            "Nobody has counted them house by house. Over the commune their number is set so that {rate} of "
            "residents are in difficulty, the published figure for Wallonia (FRB digital inclusion barometer 2024, "
            "16 to 74 years)."
        ),
        rate=numbers.percent(parameters.total_rate),
    )
    yield paragraph(
        _(
            "Where the diplomas of a sector are known, it gets the sum of the published rates by diploma: {low} with "
            "a low diploma, {middle} with a middle one (our assumption, it is not published), {high} with a high "
            "one. Elsewhere the rate follows the index, and is taken to be {gradient} times as high in the most "
            "vulnerable tenth of residents as in the least vulnerable tenth: an assumption, stated so that it can be "
            "disputed."
        ),
        low=numbers.percent(parameters.rate_low_diploma),
        middle=numbers.percent(parameters.rate_middle_diploma),
        high=numbers.percent(parameters.rate_high_diploma),
        gradient=numbers.number(parameters.gradient, 1),
    )
    least, most, flattest, steepest = (assumed(parameters, column) for column in ASSUMPTIONS)
    yield paragraph(
        _(
            "How far that may be from the truth is not known; two things are tried instead: a rate of {least} and of "
            "{most} (surveys of other years and of Belgium), and neighbourhoods that differ {flattest} or {steepest} "
            "times. Each is tried everywhere at once: the ends of an area are the sums of those of its sectors. They "
            "stand on the cards and in the exported tables, beside what missing indicators could change."
        ),
        least=numbers.percent(least, 1),
        most=numbers.percent(most, 1),
        flattest=numbers.number(flattest, 1),
        steepest=numbers.number(steepest, 1),
    )
    ages_known = context.assessment.evidence.demand[AGES].notna().any()
    yield paragraph(
        _("The rate is applied to residents of 16 to 74 years; the others are counted in no such number.")
        if ages_known
        else _(
            "The published rate is one of 16 to 74 years. The ages of the residents are not known here, and it is "
            "applied to everybody, children and the oldest included."
        )
    )


def _distances(context: Context) -> Iterable[Markup]:
    _, numbers, evidence = context.translate, context.numbers, context.assessment.evidence
    reach = evidence.parameters.reach
    yield heading(_("Within a walk"))
    yield paragraph(
        _(
            "A place is within a walk when it is at most {limit} m away on foot. Method here: {method}. Places up to "
            "{margin} m outside the commune count as existing help or Wi-Fi; buildings that serve people there do "
            "not."
        ),
        limit=numbers.number(reach.limit_m),
        method=distance_words(context),
        margin=numbers.number(reach.outside_margin_m),
    )


def _coverage(context: Context) -> Iterable[Markup]:
    _, numbers = context.translate, context.numbers
    coverage = context.assessment.evidence.parameters.coverage
    yield heading(_("Gaps"))
    yield paragraph(
        _(
            "Fibre counts as there when an operator sells it at that place on {day}. 5G replaces it at home from the "
            "class “{grade}” of BIPT, from one operator at least."
        ),
        day=numbers.day(coverage.as_of),
        grade=_(CLASSES[coverage.home_5g_class]),
    )
    yield tag(
        "ul",
        tag("li", _("Gap at home: neither fibre nor such 5G where one lives.")),
        tag("li", _("Gap in public Wi-Fi: no Wi-Fi open to everybody within a walk.")),
        tag("li", _("Gap in help: no place of digital help within a walk.")),
    )
    yield paragraph(_("Gaps are counted in people. Where a layer is missing the gap is unknown, not closed."))


def _score(context: Context) -> Iterable[Markup]:
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


def _criteria(context: Context) -> Iterable[Markup]:
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
                ends = tuple(f"{numbers.number(end, 1)} {_(criterion.unit_text)}" for end in matrix.goalposts[key])
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


def _gates(context: Context) -> Iterable[Markup]:
    _ = context.translate
    yield heading(_("What is not compared"))
    yield paragraph(_("Before any weighing, a building is set aside, and said to be, when one of these is true of it:"))
    for ranking, title in RANKING_TITLES.items():
        yield tag("p", tag("b", _(title)))
        yield tag("ul", *(tag("li", _(GATES[gate])) for gate in GATES_OF[ranking]))


def _costs(context: Context) -> Iterable[Markup]:
    _, numbers = context.translate, context.numbers
    costs = context.assessment.evidence.parameters.costs
    euros = numbers.euros
    yield heading(_("What equipping a building costs"))
    yield paragraph(
        _(
            "One access point for {area} m² at {point} each, {rack} for switch and rack, {survey} for the survey, "
            "and the entry of fibre: {available} where it is sold, {building} where it is being built, {none} "
            "elsewhere. Running it costs {opex} a year and access point. These are editable defaults, to be replaced "
            "by the city's own prices."
        ),
        area=numbers.number(costs.area_per_access_point_m2),
        point=euros(costs.access_point_eur),
        rack=euros(costs.switch_and_rack_eur),
        survey=euros(costs.survey_eur),
        available=euros(costs.fibre_entry_available_eur),
        building=euros(costs.fibre_entry_building_eur),
        none=euros(costs.fibre_entry_none_eur),
        opex=euros(costs.opex_per_access_point_eur_per_year),
    )


VIEW = View(key="methode", title=N_("Method"), render=render)
