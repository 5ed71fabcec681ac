"""The method view: how the numbers are made, with the parameters in force, their limits, and how not to use them."""

from collections.abc import Iterable

from markupsafe import Markup

from geo.population import AGES, ASSUMPTIONS, assumed
from geo.texts import N_
from layers import indicator_definitions
from layers.mobile_5g import CLASSES
from ui.components.headline import distance_words, headline
from ui.components.markup import show, tag
from ui.components.method_text import formula, heading, paragraph
from ui.context import Context
from ui.devices.method import lots_method
from ui.programme.method import programme_method
from ui.roster.method import roster_method
from ui.views._method_limits import limits, misuse, sources
from ui.views._method_ranking import criteria, gates, score
from ui.views._view import View


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
        score,
        criteria,
        gates,
        _costs,
        programme_method,
        roster_method,
        lots_method,
        limits,
        misuse,
        sources,
    )
    sections = (tag("section", *part(context), class_="span" if part is criteria else None) for part in parts)
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
            "{most} (surveys of another year and of all Belgium), and neighbourhoods that differ {flattest} or "
            "{steepest} times. Each is tried everywhere at once: the ends of an area are the sums of those of its "
            "sectors. They stand on the cards and in the exported tables, beside what missing indicators could change."
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


VIEW = View(key="methode", title=N_("Method"), render=render, has_map=False)
