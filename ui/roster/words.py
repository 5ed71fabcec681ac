"""What a roster of aidants comes to, in sentences: help given and missing, and what a reader must know first."""

from markupsafe import Markup

from geo.evidence import Finding
from geo.roster import RosterPlan
from geo.texts import N_, NN_
from ui.components.markup import filled, tag
from words import Translator
from words.numbers import Numbers, Translate
from words.roster import NO_AIDANTS, NO_NEED, half_day_words, helps_of, helps_words, met_share, why_no_help
from words.sentences import sentence

RESULT = N_(
    "With {aidants}: {aid_given} a week, in {where}. Together with the help that is there, {percent} of the need is "
    "met; {rest} a week find no help."
)

BELONGS_TO = {"city": N_("the city"), "partner": N_("a partner")}
"""Whose a place is; a kind of the city's own is shown by its key."""

_FIRST = (
    "roster.workplaces_absent",
    "roster.too_few_helpers",
    "roster.help_absent",
    "roster.hours_not_known",
    "roster.never_open",
)
"""What stands right under the answer."""


def aidants_words(count: int, numbers: Numbers) -> str:
    """Return how many aidants."""
    return numbers.translate(NN_("{count} aidant", "{count} aidants", "count")).format(count=numbers.number(count))


def doors_words(count: int, numbers: Numbers) -> str:
    """Return how many places."""
    return numbers.translate(NN_("{count} place", "{count} places", "count")).format(count=numbers.number(count))


def result_facts(plan: RosterPlan, numbers: Numbers) -> tuple[str, dict[str, str]]:
    """Return the sentence that answers, and what fills it; for a roster that is there."""
    facts = {
        "aidants": aidants_words(plan.roster.aidants, numbers),
        "aid_given": helps_words(float(str(plan.certificate["helps_per_week"])), numbers),
        "where": doors_words(len(plan.doors), numbers),
        "percent": numbers.percent(met_share(plan)),
        "rest": helps_words(helps_of(plan, "left_hours"), numbers),
    }
    if plan.balance["needed_hours"] <= 0:
        return NO_NEED, facts
    if not plan.roster.aidants:
        return NO_AIDANTS, facts
    return (RESULT if len(plan.doors) else why_no_help(plan)), facts


def wave_sentence(then: RosterPlan, aidants: int, numbers: Numbers) -> str:
    """Return what a roster gives after a wave, when so many aidants are trained."""
    text = N_(
        "After this wave, with {aidants}: {aid_given} a week, in {where}; {percent} of the need is met. Places, shares "
        "and timetable below are those after this wave."
    )
    return numbers.translate(text).format(
        aidants=aidants_words(aidants, numbers),
        aid_given=helps_words(helps_of(then, "aidants_used_hours"), numbers),
        where=doors_words(len(then.doors), numbers),
        percent=numbers.percent(met_share(then)),
    )


def result_words(plan: RosterPlan, translate: Translator, numbers: Numbers) -> Markup:
    """Say in one sentence what a roster that is there gives and what is left."""
    text, facts = result_facts(plan, numbers)
    told: dict[str, str | Markup] = {**facts}
    told["aid_given"] = tag("b", facts["aid_given"], data_total="helps")
    told["percent"] = tag("b", facts["percent"], data_total="met")
    return filled(translate(text), **told)


def note_words(finding: Finding, numbers: Numbers) -> str:
    """Return a note of a roster, or a rule of it, as people read it."""
    return sentence(finding, numbers, {"half_day": lambda key: half_day_words(str(key), numbers.translate)})


def told_first(plan: RosterPlan, numbers: Numbers) -> list[str]:
    """Return the notes that stand right under the answer, with what to do about them."""
    what_to_do = {
        "roster.workplaces_absent": N_(
            "To know it, fill in the template of workplaces (volunteers, hours, half-days, no names) and bring it in: "
            "the page Data says how."
        ),
        "roster.too_few_helpers": N_("To fill more: more volunteers, or more hours a week released."),
        "roster.hours_not_known": N_("To make them doors, add their opening hours to the list of buildings."),
    }
    said = []
    for each in plan.notes:
        if each.code in _FIRST:
            remedy = what_to_do.get(each.code)
            said.append(" ".join([note_words(each, numbers), *([numbers.translate(remedy)] if remedy else [])]))
    return said


def others_told(plan: RosterPlan, numbers: Numbers) -> list[str]:
    """Return all other notes."""
    return [note_words(each, numbers) for each in plan.notes if each.code not in _FIRST and "conflict" not in each.code]


def conflict_words(plan: RosterPlan, numbers: Numbers) -> list[str]:
    """Return the rules that cannot hold, and what is known of them."""
    return [note_words(each, numbers) for each in plan.notes if "conflict" in each.code]


def belongs_words(kind: str, translate: Translate | Translator) -> str:
    """Return whose a place is."""
    return translate(BELONGS_TO[kind]) if kind in BELONGS_TO else kind
