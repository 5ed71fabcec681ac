"""What the command line prints of a roster: the answer, what is proven, the balance, waves, areas and the timetable."""

from collections.abc import Sequence

from geo.evidence import Finding
from geo.place import Place
from geo.roster import RosterPlan
from geo.texts import N_
from terminal.tables import aligned, place_lines
from words import Translator
from words.numbers import Numbers, Translate
from words.roster import answer_sentence, balance_sentence, half_day_words, proof_sentence
from words.sentences import sentence


def roster_lines(plan: RosterPlan, place: Place, language: str, translate: Translator) -> list[str]:
    """Return a roster as text; of rules that cannot hold together, these rules."""
    _, numbers = translate, Numbers(language, translate)
    notes = [f"- {_note(each, numbers, translate)}" for each in plan.notes]
    head = place_lines(place, language, _)
    if plan.certificate["status"] == "infeasible":
        clash = _(N_("No roster keeps all the rules. These cannot hold together:"))
        rules = [line for line, each in zip(notes, plan.notes, strict=True) if "conflict" in each.code]
        return [*head, clash, *rules]
    if plan.certificate["status"] == "none_found":
        return [*head, _(N_("Time was up before a roster was found that keeps the rules.")), *notes]
    lines = [
        *head,
        answer_sentence(plan, numbers, _),
        proof_sentence(plan, numbers, _),
        balance_sentence(plan, numbers, _),
    ]
    for table in (_waves(plan, numbers, _), _areas(plan, numbers, _), _timetable(plan, _)):
        lines += ["", *aligned(table)] if table else []
    return [*lines, *(["", _(N_("What to know:")), *notes] if notes else [])]


def check_lines(found: Sequence[Finding], translate: Translate) -> list[str]:
    """Return everything a check found, or that the roster holds; and what it did not recompute."""
    not_checked = translate(
        N_("Not recomputed: the bound (the solver's word), what one door would lose, and that no way is shorter.")
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


def _waves(plan: RosterPlan, numbers: Numbers, _: Translate) -> list[dict[str, str]]:
    return [
        {
            _(N_("aidants")): numbers.number(row["aidants"]),
            _(N_("half-days a week")): numbers.number(row["pairs"]),
            _(N_("helps a week")): numbers.fixed(row["helps_per_week"], 1),
            _(N_("at most")): numbers.fixed(row["bound_helps_per_week"], 1),
        }
        for _number, row in plan.waves.iterrows()
    ]


def _areas(plan: RosterPlan, numbers: Numbers, _: Translate) -> list[dict[str, str]]:
    return [
        {
            _(N_("area")): str(area),
            _(N_("helps needed a week")): numbers.fixed(row["need_helps_per_week"], 1),
            _(N_("met today")): numbers.percent(row["share_before"]),
            _(N_("met with the aidants")): numbers.percent(row["share"]),
        }
        for area, row in plan.areas.sort_values("share", kind="stable").iterrows()
    ]


def _timetable(plan: RosterPlan, _: Translate) -> list[dict[str, str]]:
    whole = plan.sessions.groupby(["half_day", "door_id"], sort=False)["pairs"].sum()
    return [
        {
            _(N_("half-day")): half_day_words(str(half_day), _),
            _(N_("door")): str(plan.doors.at[door, "name"]),
            _(N_("helpers")): str(2 * int(pairs)),
        }
        for (half_day, door), pairs in whole.items()
    ]
