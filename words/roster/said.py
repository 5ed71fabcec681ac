"""What is said of a roster of aidants wherever it is shown: half-days, what is proven, the balance of hours."""

import math
from collections.abc import Mapping

from geo.roster import RosterPlan, RosterReview, RosterRule
from geo.texts import N_, NN_
from words.numbers import Numbers, Translate
from words.sentences import activity_words

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


TOGETHER = N_("No roster keeps all the rules. These cannot hold together:")
UNNAMED = N_("No roster keeps all the rules.")
EACH = N_("No roster keeps all the rules. These cannot hold, each by itself:")
NONE_FOUND = N_("Time was up before a roster was found that keeps the rules.")
NO_NEED = N_("Nobody here is known to need help: there is nothing to plan.")
NO_AIDANTS = N_("Without aidants, the help that is there meets {percent} of the need; {rest} a week find no help.")
ALL_MET = N_("The help that is there meets all need: aidants would add nothing.")
NO_DOORS = N_("No place can be used in any half-day of the roster: aidants add no help, and {rest} a week find none.")
NO_PAIRS = N_("No two aidants can be at a place where help is missing: {rest} a week find none.")
ALL_TRIED = N_("No roster was found that keeps the rules, though the search ran to its end.")


def half_day_words(half_day: str, translate: Translate) -> str:
    """Return a half-day as people read it: Wednesday afternoon."""
    day, part = half_day.split("_", 1)
    return f"{translate(DAYS[day])} {translate(PARTS[part]) if part in PARTS else part}"


def no_roster_sentence(plan: RosterPlan, translate: Translate) -> str:
    """Return that there is no roster, and whether that is proven; what stands against it comes after."""
    tried = plan.certificate["ended_by"] == "work"
    if plan.certificate["status"] != "infeasible":
        return translate(ALL_TRIED if tried else NONE_FOUND)
    each = any(note.code == "roster.conflict.floor" and "share" in note.parameters for note in plan.notes)
    if each:
        return translate(EACH)
    return translate(TOGETHER if any("conflict" in note.code for note in plan.notes) else UNNAMED)


def helps_words(helps: float, numbers: Numbers) -> str:
    """Return how many helps, in whole ones."""
    text = numbers.translate(NN_("{count} help", "{count} helps", "count"))
    return text.format(count=numbers.number(round(helps)))


def helps_of(plan: RosterPlan, hours: str) -> float:
    """Return a figure of the balance of hours in helps a week."""
    return plan.balance[hours] * plan.roster.helps_per_hour


def met_share(plan: RosterPlan) -> float:
    """Return the share (0-1) of the need that is met by all help; not a number where there is no need."""
    needed = plan.balance["needed_hours"]
    return 1 - plan.balance["left_hours"] / needed if needed > 0 else float("nan")


def why_no_help(plan: RosterPlan) -> str:
    """Return the sentence of a roster with aidants and need in which no pair is anywhere; it may name ``rest``."""
    if plan.balance["missing_hours"] <= 0:
        return ALL_MET
    no_doors = any(each.code in ("roster.never_open", "roster.no_doors") for each in plan.notes)
    return NO_DOORS if no_doors else NO_PAIRS


def answer_sentence(plan: RosterPlan, numbers: Numbers, translate: Translate) -> str:
    """Return the sentence that answers: how many helps a week the aidants add, at how many doors."""
    pairs = int(plan.sessions["pairs"].sum())
    if plan.balance["needed_hours"] <= 0:
        return translate(NO_NEED)
    if not plan.roster.aidants:
        rest = helps_words(helps_of(plan, "left_hours"), numbers)
        return translate(NO_AIDANTS).format(percent=numbers.percent(met_share(plan)), rest=rest)
    if not pairs:
        rest = helps_words(helps_of(plan, "left_hours"), numbers)
        return translate(why_no_help(plan)).format(rest=rest)
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


def need_sentence(plan: RosterPlan, numbers: Numbers, translate: Translate) -> str:
    """Return the balance of hours a week before any roster: nothing of it needs a search."""
    text = translate(
        N_(
            "Hours of help a week before any aidant. Needed: {needed} (from {low} to {high}); met by the help that is "
            "there: {there}; missing: {missing}."
        )
    )
    names = {"needed": "needed_hours", "low": "needed_low_hours", "high": "needed_high_hours"}
    names |= {"there": "there_used_hours", "missing": "missing_hours"}
    return text.format(**{name: numbers.number(round(plan.balance[key])) for name, key in names.items()})


VERDICTS: dict[str, str] = {
    "costs": N_("costs"),
    "nothing": N_("costs nothing"),
    "too_wide": N_("not proven closely enough"),
    "possible": N_("without it, a roster is possible"),
    "impossible": N_("even without it, no roster is possible"),
    "not_known": N_("not found in the time given"),
}
"""What is said of the price of a rule."""

_RULES: dict[str, str] = {
    "floor": N_("least share of the need met in {subject}"),
    "forced_in": N_("helpers at {subject}"),
    "excluded": N_("no helpers at {subject}"),
    "activity_least": N_("least number of half-days: {subject}"),
    "activity_most": N_("most half-days: {subject}"),
}


def rule_words(rule: RosterRule, names: Mapping[str, str], translate: Translate) -> str:
    """Return a rule in words; ``names`` are those of doors by their keys."""
    if rule.kind == "open":
        return translate(N_("a door open everywhere: {half_day}")).format(
            half_day=half_day_words(rule.half_day, translate)
        )
    if not rule.subject:
        return translate(N_("least share of the need met, all areas together"))
    subject = names.get(rule.subject, rule.subject)
    if rule.kind.startswith("activity"):
        subject = activity_words(rule.subject, translate)
    return translate(_RULES[rule.kind]).format(subject=subject)


def fairness_sentences(review: RosterReview, numbers: Numbers, translate: Translate) -> list[str]:
    """Return what is said of the worst-off area and of more and less vulnerable neighbourhoods."""
    fair = review.fairness
    if not fair.worst_area:
        return []
    text = translate(
        N_(
            "Worst off: {area}, share of its need met: {share}. Share met everywhere in the fairest roster found: "
            "{found} (helps a week: {helps}). No roster meets more everywhere than this share: {bound}."
        )
    )
    said = [
        text.format(
            area=fair.worst_area,
            share=numbers.percent(fair.worst_share),
            found=numbers.percent(fair.best_share_found),
            helps=numbers.fixed(fair.helps_at_best, 1),
            bound=numbers.percent(fair.best_share_bound),
        )
    ]
    if not fair.best_share_proven:
        text = translate(N_("That bound looks at each area by itself: there was no time for a closer one."))
        said.append(text)
    if {"1", "5"} <= set(fair.fifths.index) and fair.fifths["share"].loc[["1", "5"]].notna().all():
        text = translate(
            N_("Need met in the most vulnerable fifth of neighbourhoods: {most}; in the least vulnerable: {least}.")
        )
        share = fair.fifths["share"]
        said.append(text.format(most=numbers.percent(share["5"]), least=numbers.percent(share["1"])))
    return said


def reserve_sentence(review: RosterReview, numbers: Numbers, translate: Translate) -> str:
    """Return what happens when some aidants are ill or leave."""
    reserve = review.reserve
    text = translate(
        N_(
            "Aidants ill or gone: {away}. Pairs that then stay away: {changes}, at most {most}; everybody else stays "
            "at the same door. Helps a week that are left: {kept} of {whole}, at least {least} (draws: {draws})."
        )
    )
    return text.format(
        away=numbers.number(reserve.away),
        changes=numbers.fixed(reserve.changes, 1),
        most=numbers.number(reserve.most_changes),
        kept=numbers.fixed(reserve.helps_kept, 1),
        whole=numbers.fixed(reserve.helps_per_week, 1),
        least=numbers.fixed(reserve.least_helps_kept, 1),
        draws=numbers.number(reserve.draws),
    )


def symbolic_sentence(plan: RosterPlan, review: RosterReview, numbers: Numbers, translate: Translate) -> str:
    """Return how many hours each aidant would have to give, and what fewer hours than the threshold bring."""
    limit, table = plan.roster.symbolic_hours_per_week, review.hours
    below = table[table["symbolic"]]
    text = translate(N_("Hours a week each aidant would have to give for all that is missing: {hours}."))
    said = text.format(hours=numbers.fixed(review.hours_needed_each, 1))
    if below.empty:
        return said
    last = below.iloc[-1]
    text = translate(
        N_(
            "Hours a week each below which a plan is called symbolic: {limit}. Share of what is missing that the step "
            "before it meets (hours each: {hours}): {share}."
        )
    )
    shown = text.format(
        limit=numbers.fixed(limit, 1),
        hours=numbers.fixed(last["hours_per_week_each"], 1),
        share=numbers.percent(last["share_of_missing"]),
    )
    return f"{said} {shown}"


def any_time_sentences(review: RosterReview, numbers: Numbers, translate: Translate) -> list[str]:
    """Return what ten aidants more bring, from the list and free to come; nothing where that is the same."""
    listed, free = float(review.waves["next_ten_helps_per_week"].iloc[-1]), review.ten_at_any_time
    if not free - listed >= TOLD_FROM_HELPS:
        return []
    text = translate(
        N_(
            "Helps a week that ten aidants more would bring. If they may leave their work as those on the list: "
            "{helps}; if they may come in any half-day: {most}."
        )
    )
    return [text.format(helps=numbers.fixed(listed, 1), most=numbers.fixed(free, 1))]


TOLD_FROM_HELPS = 0.1
"""Helps a week from which on a difference is worth a sentence: what one digit shows."""
