"""What is said of a roster of aidants wherever it is shown: half-days, what is proven, the balance of hours."""

import math

from geo.roster import RosterPlan
from geo.texts import N_
from words.numbers import Numbers, Translate

DAYS = {
    "mon": N_("Monday"),
    "tue": N_("Tuesday"),
    "wed": N_("Wednesday"),
    "thu": N_("Thursday"),
    "fri": N_("Friday"),
    "sat": N_("Saturday"),
    "sun": N_("Sunday"),
}

PARTS = {"morning": N_("morning"), "afternoon": N_("afternoon"), "evening": N_("evening")}
"""A part of the city's own is shown by its key."""

EVENT = N_("Digital help: {name}")
EVENT_NOTE = N_("Hours of help within this half-day: {hours}. Helpers: {helpers}.")


def half_day_words(half_day: str, translate: Translate) -> str:
    """Return a half-day as people read it: Wednesday afternoon."""
    day, part = half_day.split("_", 1)
    return f"{translate(DAYS[day])} {translate(PARTS[part]) if part in PARTS else part}"


def answer_sentence(plan: RosterPlan, numbers: Numbers, translate: Translate) -> str:
    """Return the sentence that answers: how many helps a week the aidants add, at how many doors."""
    pairs = int(plan.sessions["pairs"].sum())
    if not pairs:
        return translate(N_("No aidant adds any help: either all need is met, or no door can be used."))
    text = translate(
        N_("Helps a week that the aidants give: {helps}. Half-days a week with a pair: {pairs}; doors: {doors}.")
    )
    helps = numbers.fixed(plan.certificate["helps_per_week"], 1)
    return text.format(pairs=numbers.number(pairs), doors=numbers.number(len(plan.doors)), helps=helps)


def proof_sentence(plan: RosterPlan, numbers: Numbers, translate: Translate) -> str:
    """Return what is proven: how much more any other roster could give."""
    gap = float(str(plan.certificate["gap"]))
    bound = numbers.fixed(plan.certificate["bound_helps_per_week"], 1)
    if plan.certificate["status"] == "optimal" and gap < 5e-5:
        return translate(N_("No other roster gives more (proven, on these assumptions)."))
    if not math.isfinite(gap):
        return translate(N_("The most helps a week that any roster gives: {bound}.")).format(bound=bound)
    text = translate(
        N_("The most helps a week that any roster gives: {bound}, at most {percent} % more than this one.")
    )
    return text.format(bound=bound, percent=numbers.fixed(100 * gap, 2))


def balance_sentence(plan: RosterPlan, numbers: Numbers, translate: Translate) -> str:
    """Return the balance of hours a week."""
    text = translate(
        N_(
            "Hours of help a week. Needed: {needed} (from {low} to {high}); met by the help that is there: {there}; "
            "missing: {missing}; brought by the aidants: {brought}, reaching people: {used}; still missing: {left}."
        )
    )
    names = {
        "needed": "needed_hours",
        "low": "needed_low_hours",
        "high": "needed_high_hours",
        "there": "there_used_hours",
        "missing": "missing_hours",
        "brought": "aidants_hours",
        "used": "aidants_used_hours",
        "left": "left_hours",
    }
    return text.format(**{name: numbers.number(round(plan.balance[key])) for name, key in names.items()})
