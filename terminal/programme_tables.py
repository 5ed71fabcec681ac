"""What the command line prints of the Wi-Fi programme: its certificate, its money by year and activity, its check."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from geo.audit import Verdict
from geo.evidence import Finding
from geo.programme import Contender, Plan, cost_range, recounts, three_way_table
from geo.ranking import Assessment
from geo.solving import Progress
from geo.texts import N_, NN_
from terminal.tables import aligned, place_lines, progress
from words import Translator
from words.assumptions import open_by_assumption
from words.numbers import Numbers, Translate, is_unknown, rounded
from words.plan_result import result_sentence
from words.programme import (
    DIGITS,
    METHODS,
    PROOF_HOLDS,
    certificate_sentence,
    floors_sentence,
    gap_words,
    listed,
    nothing_can_be_planned,
    nothing_sentence,
    range_words,
    reach_sentence,
    spent_out_sentences,
    stop_sentence,
    upgrade_sentence,
)
from words.sentences import activity_words, sentence, tier_words

_PROGRAMME = N_("Wi-Fi programme")


@contextmanager
def searching(
    seconds: float, language: str, translate: Translate, title: str = _PROGRAMME
) -> Iterator[Callable[[Progress], None]]:
    """Show on standard error how far a search is; yields what is told of its progress."""
    numbers = Numbers(language, translate)
    with progress(translate(title), translate) as advance:

        def tell(at: Progress) -> None:
            if math.isfinite(at.gap):
                text = translate(N_("at most {gap} from the best possible")).format(gap=gap_words(at.gap, numbers))
            else:
                text = translate(N_("looking for a plan"))
            advance(min(int(at.seconds), int(seconds)), int(seconds), text)

        yield tell


def conflict_lines(conflict: Sequence[Finding], language: str, translate: Translate) -> list[str]:
    """Return the rules that cannot hold together, a sentence each."""
    return [f"- {sentence(finding, Numbers(language, translate))}" for finding in conflict]


def plan_lines(
    plan: Plan, contenders: Sequence[Contender], assessment: Assessment, language: str, translate: Translator
) -> list[str]:
    """Return a plan as text: what is proven, by year, by sector of activity, and beside simpler ways to spend."""
    _, numbers = translate, Numbers(language, translate)
    assumed = [f"{said}." for said in [open_by_assumption(assessment.evidence.sites, numbers)] if said]
    if nothing_can_be_planned(plan):
        return [
            *place_lines(assessment.evidence.place, language, _),
            nothing_sentence(plan, assessment.evidence, numbers, _),
            *assumed,
            _(
                N_(
                    "In a scenario, under [programme]: `assumed_floor_area_m2` is the floor area assumed where none is "
                    "known, and `assume_no_fibre = true` plans buildings of unknown fibre as if they had none."
                )
            ),
        ]
    lines = [
        *place_lines(assessment.evidence.place, language, _),
        *([result_sentence(plan, numbers, _)] if plan.has_plan else []),
        certificate_sentence(plan, language, _),
        *([_(PROOF_HOLDS)] if plan.has_plan else []),
        *conflict_lines(plan.conflict, language, _),
        *_rules_in_force(plan, numbers, _),
        *(sentence(finding, numbers) for finding in plan.notes),
        *assumed,
    ]
    if plan.has_plan:
        upgrade = upgrade_sentence(plan, numbers, _)
        lines += ["", *_by_year(plan, language, _), *([upgrade] if upgrade else [])]
        lines += ["", _(N_("Spent by sector of activity (euros):")), *_by_activity(plan, language, _)]
        lines += spent_out_sentences(plan, _)
        lines += ["", range_words(cost_range(plan, assessment.evidence), language, _)]
        recounted = reach_sentence(recounts(plan, assessment.evidence), numbers, _)
        lines += [recounted] if recounted else []
        lines += ["", _(N_("On the same budget:")), *_three_ways(plan, contenders, language, _)]
    return lines


def _rules_in_force(plan: Plan, numbers: Numbers, translate: Translate) -> list[str]:
    """Say of a plan how far people walk, what sectors get at least and where spending stops."""
    programme = plan.instance.programme
    if not plan.has_plan:
        return []
    said = [
        translate(N_("reach {metres}")).format(metres=numbers.metres(programme.reach_m)),
        floors_sentence(programme, numbers, translate),
        stop_sentence(programme, numbers, translate),
    ]
    return [translate(N_("Rules: {list}.")).format(list=listed(filter(None, said), translate))]


def verdict_lines(found: Verdict, language: str, translate: Translate) -> list[str]:
    """Return every difference a check found, or that everything holds; and what it did not recompute."""
    numbers = Numbers(language, translate)
    count = numbers.number(found.figures)
    not_checked = [sentence(each, numbers) for each in found.not_checked]
    if not found.findings:
        text = translate(
            NN_(
                "Everything holds: {count} figure recomputed without the solver.",
                "Everything holds: {count} figures recomputed without the solver.",
                "count",
            )
        )
        return [text.format(count=count), *not_checked]
    text = translate(N_("The plan does not hold. Differences: {wrong}; figures recomputed: {count}."))
    lines = [translate(finding.message).format(**finding.parameters) for finding in found.findings]
    return [*lines, text.format(wrong=numbers.number(len(lines)), count=count), *not_checked]


def _by_year(plan: Plan, language: str, translate: Translate) -> list[str]:
    _, numbers = translate, Numbers(language, translate)
    rows = [
        {
            _(N_("year")): str(year),
            _(N_("may be spent")): numbers.euros(row["available_eur"]),
            _(N_("spent")): numbers.euros(row["spent_eur"]),
            _(N_("running cost a year")): numbers.euros(row["opex_eur_per_year"]),
            _(N_("new buildings")): numbers.number(row["buildings"]),
            _(N_("people served")): numbers.people(row["people_served"]),
            _(N_("of those who count")): numbers.percent(row["served_share"], 1),
            _(N_("newly served")): numbers.people(row["people_gained"]),
        }
        for year, row in plan.years.iterrows()
    ]
    return _table(rows)


def _by_activity(plan: Plan, language: str, translate: Translate) -> list[str]:
    numbers = Numbers(language, translate)
    spent = plan.activities["spent_eur"].unstack("year")
    rows = [
        {
            translate(N_("sector of activity")): activity_words(str(activity), translate),
            **{str(year): numbers.number(value) for year, value in row.items()},
            translate(N_("together")): numbers.number(row.sum()),
        }
        for activity, row in spent.iterrows()
    ]
    return _table(rows)


def _three_ways(plan: Plan, contenders: Sequence[Contender], language: str, translate: Translate) -> list[str]:
    _, numbers = translate, Numbers(language, translate)
    rows = []
    for method, row in three_way_table(plan, contenders).iterrows():
        words = _(METHODS[str(method)])
        if not is_unknown(row["tier"]):
            words += f" ({tier_words(row['tier'], _)})"
        rows.append(
            {
                "": words,
                _(N_("person-years gained")): numbers.number(rounded(row["person_years_gained"], DIGITS)),
                _(N_("served in the last year")): numbers.number(rounded(row["served_last_year"], DIGITS)),
                _(N_("mean share served")): numbers.percent(row["mean_served_share"], 1),
                _(N_("spent")): numbers.euros(row["spent_eur"]),
                _(N_("buildings")): numbers.number(row["buildings"]),
                _(N_("rules broken")): numbers.number(row["rules_broken"]),
            }
        )
    return _table(rows)


def _table(rows: Iterable[dict[str, str]]) -> list[str]:
    return aligned(rows)
