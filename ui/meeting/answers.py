"""The answers to the prepared questions, each from the functions of the views: what the meeting shows they show too."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from markupsafe import Markup

from config import Step
from geo.programme import Plan
from geo.texts import N_
from layers import LAYERS
from ui.components.markup import filled, tag
from ui.context import Context
from ui.gaps.map import gap_payload, gap_places, gap_theme
from ui.gaps.reviews import Added, reviewed
from ui.gaps.words import GAPS, gap_words
from ui.home.advice import aidants_advice, wifi_advice
from ui.home.changes import decided_since, former_of
from ui.home.missing import NOTHING_MISSING, missing_words
from ui.map.choosers import present_overlays
from ui.map.overlays import drawn_layers
from ui.map.payload import Sites, payload
from ui.map.words import difficulty_words
from ui.meeting.otherwise import what_if
from ui.meeting.screen import Control, Screen, bare_map
from ui.programme.plans import cost_range_of
from ui.programme.wave_map import wave_payload
from ui.roster.map import roster_payload
from words.plan_result import result_facts
from words.programme import range_words

COST = N_("{euros} over {years} to install, plus {opex} to run it over that time: {opex_per_year} a year at the end.")

PLANS: Mapping[str, str] = {"wifi": N_("Wi-Fi programme"), "aidants": N_("Helpers")}


def left_out(context: Context, step: Step) -> Screen:
    """Say who lacks what today."""
    gap = context.state.pick if context.state.pick in GAPS else step.gap
    asked = replace(context, as_if={**context.as_if, "gap": gap})
    review = reviewed(asked, Added())
    drawn = gap_payload(asked, review, gap_theme(asked, review), gap_places(asked))
    words = {key: context.translate(each.title) for key, each in GAPS.items()}
    return Screen(
        gap_words(asked, review), drawn, control=Control(context.translate(N_("What is lacking")), words, gap)
    )


def there(context: Context, step: Step) -> Screen:
    """Say what is there already, and show it layer by layer."""
    _, numbers = context.translate, context.numbers
    present = present_overlays(context)
    shown = [name for name in step.layers if name in present]
    pick = context.state.pick if context.state.pick in shown else ""
    kinds = {layer.name: drawing.kind for layer, drawing in drawn_layers(context.store.layers)}
    rows = [
        tag("tr", tag("th", present[name], scope="row"), tag("td", numbers.number(_rows(context, name))))
        for name in shown
        if kinds[name] == "points"
    ]
    titles = {layer.name: _(layer.title) for layer in LAYERS}
    absent = [titles.get(name, name) for name in step.layers if name not in present]
    more = [tag("table", tag("tbody", *rows), class_="figures")] if rows else []
    if absent:
        more.append(tag("p", _(N_("Not published: {layers}")).format(layers=", ".join(absent)), class_="small"))
    words = {"": _(N_("All together")), **{name: present[name] for name in shown}}
    control = Control(_(N_("Also show")), words, pick) if len(shown) > 1 else None
    return Screen(difficulty_words(context), bare_map(context, [pick] if pick else shown), more, control=control)


def proposed(context: Context, step: Step) -> Screen:
    """Say what the plans do: the Wi-Fi programme, the helpers, or one after the other."""
    _, pick = context.translate, context.state.pick
    if step.plan == "both":
        which = pick if pick in PLANS else "wifi"
        control = Control(_(N_("Plan")), {key: _(text) for key, text in PLANS.items()}, which)
        return replace(_plan_screen(context, which), control=control)
    if step.plan == "aidants":
        return _plan_screen(context, "aidants")
    advice = wifi_advice(context)
    plan = advice.plan
    if not isinstance(plan, Plan):
        return _plan_screen(context, "wifi")
    years = {str(year): str(year) for year in plan.instance.programme.years}
    year = pick if pick in years else ""
    control = Control(_(N_("Wave")), {"": _(N_("All waves")), **years}, year)
    return replace(_plan_screen(context, "wifi"), drawn=wave_payload(context, plan, int(year or 0)), control=control)


def cost(context: Context, step: Step) -> Screen:  # noqa: ARG001 - every question is asked alike
    """Say what the Wi-Fi programme costs, year by year."""
    _, numbers, plan = context.translate, context.numbers, wifi_advice(context).plan
    if not isinstance(plan, Plan):
        return _plan_screen(context, "wifi")
    facts: dict[str, str | Markup] = {**result_facts(plan, numbers, _)}
    facts["euros"] = tag("b", facts["euros"], data_total="euros")
    facts["opex"] = tag("b", facts["opex"])
    head = [N_("Year"), N_("To install"), N_("To run, a year"), N_("New buildings"), N_("People served")]
    rows = [
        tag(
            "tr",
            tag("th", str(year), scope="row"),
            tag("td", numbers.euros(row["spent_eur"])),
            tag("td", numbers.euros(row["opex_eur_per_year"])),
            tag("td", numbers.number(row["buildings"])),
            tag("td", numbers.people(row["people_served"])),
        )
        for year, row in plan.years.iterrows()
    ]
    table = tag(
        "table",
        tag("thead", tag("tr", *(tag("th", _(text), scope="col") for text in head))),
        tag("tbody", *rows),
        class_="figures",
    )
    sure = range_words(cost_range_of(context, plan), context.language, _)
    return Screen([filled(_(COST), **facts)], wave_payload(context, plan, 0), [tag("div", table, class_="wide")], sure)


def missing(context: Context, step: Step) -> Screen:  # noqa: ARG001
    """Say what is not known, and mark the buildings whose place in the ranking is not certain for it."""
    ranked = context.ranked("wifi")
    said, *others = missing_words(context) or [context.translate(NOTHING_MISSING)]
    drawn = payload(context, None, Sites("wifi", ranked, ranked["status"] == "interval", coloured=False), [])
    return Screen([said], drawn, [tag("ul", *(tag("li", each) for each in others), class_="told")] if others else [])


def decided(context: Context, step: Step) -> Screen:
    """Show what is to be decided, in the story's own sentences, and what the log holds already."""
    _ = context.translate
    said = _(N_("To be decided by the meeting:")) if step.say else _(N_("What does the meeting decide?"))
    which = "aidants" if step.plan == "aidants" else "wifi"
    shown = _plan_screen(context, which)
    return Screen([said], shown.drawn, [*decided_since(context, former_of(context))])


def _plan_screen(context: Context, which: str) -> Screen:
    """Return what a plan does with its map; that nobody has planned it, with the way to where it is planned."""
    advice = wifi_advice(context) if which == "wifi" else aidants_advice(context)
    plan = advice.plan
    if plan is None:
        return Screen([advice.said], bare_map(context), link=(advice.view, advice.link))
    drawn = wave_payload(context, plan, 0) if isinstance(plan, Plan) else roster_payload(context, plan, plan.doors)
    return Screen([advice.said], drawn, sure=advice.sure)


def _rows(context: Context, name: str) -> int:
    return context.store.version(name, context.snapshot.layers[name]).rows


ANSWERS: Mapping[str, Callable[[Context, Step], Screen]] = {
    "left_out": left_out,
    "there": there,
    "proposed": proposed,
    "cost": cost,
    "what_if": what_if,
    "missing": missing,
    "decided": decided,
}
"""What a step asks -> what its screen shows."""
