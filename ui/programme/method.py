"""How the Wi-Fi programme is planned, in words, with the tiers, prices and rules in force."""

from collections.abc import Iterable

from markupsafe import Markup

from geo.texts import N_, NN_
from ui.components.headline import distance_words
from ui.components.markup import tag
from ui.context import Context
from ui.programme.plans import programme_of
from ui.programme.wave_map import tier_name
from words.plan_result import SERVED
from words.programme import asked_words, floors_sentence, listed, stop_sentence


def assumptions(context: Context) -> Markup:
    """Return what a plan and its proof rest on, folded up: the same texts and figures as in the view of methods."""
    _title, *told = programme_method(context)
    return tag(
        "details",
        tag("summary", context.translate(N_("These assumptions, with their figures"))),
        tag("h4", context.translate(N_("The Wi-Fi programme"))),
        *told,
        class_="assumptions",
        data_fold="assumptions",
    )


def programme_method(context: Context) -> Iterable[Markup]:
    """Yield the title, texts, formulas and tables of the section."""
    _, numbers = context.translate, context.numbers
    programme, costs = programme_of(context), context.assessment.evidence.parameters.costs
    yield tag("h2", _("The Wi-Fi programme"))
    yield tag(
        "p",
        _(
            "It decides which building gets which service in which year, for {who} within {reach} of public Wi-Fi on "
            "foot. A service meets part of the need of everybody within reach; buildings add up, existing Wi-Fi counts "
            "{existing}, and nobody's need is met more than once:"
        ).format(
            who=_(SERVED[programme.who_counts]),
            reach=numbers.metres(programme.reach_m),
            existing=numbers.percent(programme.existing_share),
        ),
    )
    yield tag(
        "p",
        _("need met of a resident = the lesser of 1 and existing Wi-Fi + sum of the services within reach"),
        class_="formula",
    )
    yield _tiers(context)
    yield tag("p", _("The shares of need are assumptions of this program: nobody has published any."), class_="small")
    yield tag(
        "p",
        _("first cost = access points × {point} + switch and rack {rack} + survey {survey} + fibre entry").format(
            point=numbers.euros(costs.access_point_eur),
            rack=numbers.euros(costs.switch_and_rack_eur),
            survey=numbers.euros(costs.survey_eur),
        ),
        class_="formula",
    )
    yield tag(
        "p",
        _("running cost a year = access points indoors × {indoors} + access points outdoors × {outdoors}").format(
            indoors=numbers.euros(costs.opex_per_access_point_eur_per_year),
            outdoors=numbers.euros(programme.outdoor_opex_eur_per_year),
        ),
        class_="formula",
    )
    yield tag(
        "p",
        _(
            "One access point serves {area} m². Going from one service to a larger one costs the difference. An offer "
            "for a building replaces these figures. From the year in which fibre can be ordered, its entry is cheaper."
        ).format(area=numbers.number(costs.area_per_access_point_m2)),
    )
    yield tag(
        "p",
        _(
            "The plan meets as much need as can be met, added up over the years, within each year's budget, each "
            "sector of activity getting its least share or all that is left in it. It is found with the solver HiGHS "
            "and comes with a bound that no plan under the same rules can pass: the gap between the two is said with "
            "every plan, and only a plan within {gap} of the bound is called proven, always under these assumptions."
        ).format(gap=asked_words(programme.gap, numbers)),
    )
    yield _rules(context)
    yield tag(
        "p",
        _(
            "The price of a rule is the difference to the best plan without it, between two ends that are proven under "
            "the same assumptions. A second program, which knows no solver and shares with the first only the "
            "settings, the evidence and the ranking, recomputes every euro, person and rule of a plan. "
            "The bound is the solver's word: it is held against all plans known, not recomputed."
        ),
    )


def _rules(context: Context) -> Markup:
    """Return the rules in force, beside the walks and the reach on which everything rests."""
    _, numbers, programme = context.translate, context.numbers, programme_of(context)
    ceiling, least = programme.opex_ceiling_eur_per_year, programme.district_minimum
    stop = stop_sentence(programme, numbers, _)
    said = [
        _(NN_(
"in all {euros} over {count} year",
"in all {euros} over {count} years",
"count",
)).format(
            euros=numbers.euros(sum(programme.budgets_eur)), count=numbers.number(len(programme.years))
        ),
        floors_sentence(programme, numbers, _),
        *([stop] if stop else []),
        *([_("at most {euros} a year to run at the end").format(euros=numbers.euros(ceiling))] if ceiling else []),
        *([_("at least {percent} of the need met everywhere").format(percent=numbers.percent(least.served_share))]
          if least else []),
        *([_("no building before its fibre can be ordered")] if programme.wait_for_fibre else []),
        *([_("what a year leaves may be spent later")] if programme.carry_over else []),
        distance_words(context),
    ]  # fmt: skip
    return tag("p", _("In force here: {list}.").format(list=listed(said, _)))


def _tiers(context: Context) -> Markup:
    _, numbers, programme = context.translate, context.numbers, programme_of(context)
    heads = (_("Service"), _("Floor area covered"), _("Outdoor access points"), _("Need met within reach"))
    rows = [
        tag(
            "tr",
            tag("td", tier_name(context, tier.key)),
            tag("td", numbers.percent(tier.floor_share)),
            tag("td", numbers.number(tier.outdoor_points)),
            tag("td", numbers.percent(tier.served_share)),
        )
        for tier in programme.tiers
    ]
    return tag("table", tag("tr", *(tag("th", head) for head in heads)), *rows, class_="board")
