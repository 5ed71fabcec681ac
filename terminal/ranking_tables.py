"""What the command line prints of a ranking: the places of the buildings, and what the numbers rest on."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from geo.texts import N_
from terminal.faults import SEVERITIES
from terminal.tables import aligned, place_lines, text_or_blank, value_or_bounds
from words.assumptions import open_by_assumption
from words.influence import ALONE, DECIDES, WEIGHT, decides_rows, decides_sentences, explanation, related_sentences
from words.names import told_apart
from words.numbers import Numbers, Translate
from words.ranking import condition_words, criteria_words, far_apart, first_words
from words.sentences import activity_words, sentence

if TYPE_CHECKING:
    import pandas as pd

    from geo.ranking import Assessment


def finding_lines(assessment: "Assessment", language: str, translate: Translate) -> list[str]:
    """Return what a reader must know of the data behind the numbers, a line a finding."""
    numbers = Numbers(language, translate)
    return [
        f"[{translate(SEVERITIES.get(finding.severity, finding.severity))}] " + sentence(finding, numbers)
        for finding in assessment.findings
    ]


def ranking_lines(
    table: "pd.DataFrame",
    assessment: "Assessment",
    ranking: str,
    weights: Mapping[str, int],
    language: str,
    translate: Translate,
    *,
    top: int | None = None,
) -> list[str]:
    """Return a ranking as a table: place, name, sector of activity, section, score, or the gates a building fails.

    Above it stands on what it rests: criteria switched off, and what the points hold under. ``table`` is the whole
    ranking, of which the first ``top`` buildings are listed; where criteria are switched off, beside place and points
    stand the bounds of those with all criteria.
    """
    matrix, numbers = assessment.matrices[ranking], Numbers(language, translate)
    sites = assessment.evidence.sites[["activity", "section_name"]].to_dict("index")
    names = told_apart(assessment.evidence.sites)
    assumed = open_by_assumption(assessment.evidence.sites, numbers)
    lines = place_lines(assessment.evidence.place, language, translate)
    lines += [
        translate(N_("Switched off: {criterion}. {reason}")).format(criterion=key, reason=translate(reason))
        for key, reason in matrix.switched_off.items()
    ]
    lines += [f"{assumed}."] if assumed else []
    rests_on = criteria_words(matrix, weights, numbers)
    lines += rests_on
    lines += [first_words(table, numbers)] if rests_on else []
    lines += condition_words(matrix, weights, numbers)
    rows = [
        {
            translate(N_("rank")): value_or_bounds(None, row.rank_low, row.rank_high),
            translate(N_("score")): _score(row._asdict()),
            **(_with_all_criteria(row, translate) if rests_on else {}),
            translate(N_("building")): names[row.building_id],
            translate(N_("sector of activity")): activity_words(sites[row.building_id]["activity"], translate),
            translate(N_("section")): text_or_blank(sites[row.building_id]["section_name"]),
            translate(N_("remark")): row.gates_failed if row.status == "excluded" else "",
        }
        for row in table.head(len(table) if top is None else top).itertuples(index=False)
    ]
    return [*lines, "", *aligned(rows)]


def deciding_lines(
    assessment: "Assessment", ranking: str, weights: Mapping[str, int], language: str, translate: Translate
) -> list[str]:
    """Return what each criterion decides beside its weight, and which criteria say the same or the opposite."""
    from geo.ranking import influence, rank, related_criteria

    numbers, table = Numbers(language, translate), rank(assessment.matrices[ranking], weights)
    told = influence(table, weights)
    if told.empty:
        return []
    rows = [
        {
            translate(N_("criterion")): row.title,
            translate(WEIGHT): row.weight,
            translate(DECIDES): row.decides,
            translate(ALONE): row.alone,
        }
        for row in decides_rows(told, numbers)
    ]
    said = [*decides_sentences(told, numbers), *related_sentences(related_criteria(table, weights), numbers)]
    return ["", *aligned(rows), "", explanation(numbers), *said]


def _score(row: Mapping[str, object]) -> str:
    """Return points, or their bounds where the place is not known; both where they are far apart."""
    bounds = value_or_bounds(None, row["score_low"], row["score_high"], digits=1)
    score = value_or_bounds(row["score"], row["score_low"], row["score_high"], digits=1)
    return f"{score} ({bounds})" if far_apart(row) else score


def _with_all_criteria(row: Any, translate: Translate) -> dict[str, str]:
    return {
        translate(N_("rank, all criteria")): value_or_bounds(None, row.full_rank_low, row.full_rank_high),
        translate(N_("score, all criteria")): value_or_bounds(None, row.full_score_low, row.full_score_high, digits=1),
    }
