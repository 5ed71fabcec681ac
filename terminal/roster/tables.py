"""What the command line prints of a roster: the answer, what is proven, the balance, waves, areas and the timetable."""

import math
from collections.abc import Sequence

import pandas as pd

from geo.evidence import Finding
from geo.place import Place
from geo.roster import RosterPlan, RosterReview
from geo.texts import N_
from terminal.tables import aligned, place_lines
from words import Translator
from words.numbers import Numbers, Translate
from words.roster import (
    answer_sentence,
    any_time_sentences,
    balance_sentence,
    fairness_sentences,
    half_day_words,
    no_roster_sentence,
    proof_sentence,
    reserve_sentence,
    symbolic_sentence,
)
from words.sentences import sentence


def roster_lines(
    plan: RosterPlan, place: Place, language: str, translate: Translator, review: RosterReview | None = None
) -> list[str]:
    """Return a roster as text, with what a review found; of rules that cannot hold together, these rules."""
    _, numbers = translate, Numbers(language, translate)
    notes = [f"- {_note(each, numbers, translate)}" for each in plan.notes]
    head = place_lines(place, language, _)
    if plan.certificate["status"] == "infeasible":
        rules = [line for line, each in zip(notes, plan.notes, strict=True) if "conflict" in each.code]
        return [*head, no_roster_sentence(plan, _), *rules]
    if plan.certificate["status"] == "none_found":
        return [*head, no_roster_sentence(plan, _), *notes]
    lines = [
        *head,
        answer_sentence(plan, numbers, _),
        proof_sentence(plan, numbers, _),
        balance_sentence(plan, numbers, _),
    ]
    # Of nobody who helps nothing is said as of somebody.
    if review is not None and len(plan.sessions):
        lines += [
            *fairness_sentences(review, numbers, _),
            reserve_sentence(review, numbers, _),
            symbolic_sentence(plan, review, numbers, _),
            *any_time_sentences(review, numbers, _),
        ]
    waves = plan.waves if review is None else review.waves
    for table in (_waves(waves, numbers, _), _areas(plan, numbers, _), _timetable(plan, _)):
        lines += ["", *aligned(table)] if table else []
    return [*lines, *(["", _(N_("What to know:")), *notes] if notes else [])]


def check_lines(found: Sequence[Finding], translate: Translate) -> list[str]:
    """Return everything a check found, or that the roster holds; and what it did not recompute."""
    not_checked = translate(
        N_(
            "Not recomputed: bounds (the solver's word), what one door would lose, absences, and that no way is "
            "shorter."
        )
    )
    if not found:
        return [translate(N_("The roster holds: recomputed without the solver.")), not_checked]
    lines = []
    for each in found:
        facts = dict(each.parameters)
        if "reason" in facts:
            facts["reason"] = translate(str(facts["reason"]))
        lines.append(translate(each.message).format(**facts))
    text = translate(N_("The roster does not hold. Differences: {wrong}."))
    return [*lines, text.format(wrong=len(lines)), not_checked]


def _note(finding: Finding, numbers: Numbers, translate: Translate) -> str:
    return sentence(finding, numbers, {"half_day": lambda key: half_day_words(str(key), translate)})


def _waves(waves: pd.DataFrame, numbers: Numbers, _: Translate) -> list[dict[str, str]]:
    return [
        {
            _(N_("aidants")): numbers.number(row["aidants"]),
            _(N_("half-days a week")): numbers.number(row["pairs"]),
            _(N_("helps a week")): numbers.fixed(row["helps_per_week"], 1),
            _(N_("at most")): numbers.fixed(row["bound_helps_per_week"], 1),
            **(
                {
                    _(N_("ten more bring")): numbers.fixed(row["next_ten_helps_per_week"], 1),
                    _(N_("ten more: at most")): numbers.fixed(row["next_ten_most_helps_per_week"], 1),
                }
                if "next_ten_helps_per_week" in row
                else {}
            ),
        }
        for _number, row in waves.iterrows()
    ]


def _areas(plan: RosterPlan, numbers: Numbers, _: Translate) -> list[dict[str, str]]:
    return [
        {
            _(N_("area")): str(area),
            _(N_("helps needed a week")): numbers.fixed(row["need_helps_per_week"], 1),
            _(N_("met today")): numbers.percent(row["share_before"]),
            _(N_("met with the aidants")): numbers.percent(row["share"]),
            _(N_("longest time without an open door, h")): _gap(row, numbers, _),
        }
        for area, row in plan.areas.sort_values("share", kind="stable").iterrows()
    ]


def _gap(row: pd.Series, numbers: Numbers, _: Translate) -> str:
    """Return the hours; with a mark where a shorter time is not ruled out."""
    if not math.isfinite(row["longest_gap_hours"]):
        return _(N_("no door"))
    hours = numbers.fixed(row["longest_gap_hours"], 1)
    return hours if row["longest_gap_proven"] else _(N_("{hours} (found)")).format(hours=hours)


def _timetable(plan: RosterPlan, _: Translate) -> list[dict[str, str]]:
    names = plan.doors["name"].astype(str).to_dict()
    whole = plan.sessions.groupby(["half_day", "door_id"], sort=False)["pairs"].sum()
    return [
        {
            _(N_("half-day")): half_day_words(str(half_day), _),
            _(N_("door")): names[str(door)],
            _(N_("helpers")): str(2 * int(pairs)),
        }
        for (half_day, door), pairs in whole.items()
    ]
