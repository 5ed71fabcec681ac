"""What the command line prints of a ranking: the places of the buildings, and what the numbers rest on."""

from typing import TYPE_CHECKING

from geo.texts import N_
from terminal.faults import SEVERITIES
from terminal.tables import aligned, place_lines, text_or_blank, value_or_bounds
from words.assumptions import open_by_assumption
from words.influence import ALONE, DECIDES, WEIGHT, decides_rows, decides_sentences, explanation, related_sentences
from words.names import told_apart
from words.numbers import Numbers, Translate
from words.sentences import activity_words, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    table: "pd.DataFrame", assessment: "Assessment", ranking: str, language: str, translate: Translate
) -> list[str]:
    """Return the ranking as a table: place, name, sector of activity, section, score, or the gates a building fails."""
    sites = assessment.evidence.sites[["activity", "section_name"]].to_dict("index")
    names = told_apart(assessment.evidence.sites)
    assumed = open_by_assumption(assessment.evidence.sites, Numbers(language, translate))
    lines = place_lines(assessment.evidence.place, language, translate)
    lines += [
        translate(N_("Switched off: {criterion}. {reason}")).format(criterion=key, reason=translate(reason))
        for key, reason in assessment.matrices[ranking].switched_off.items()
    ]
    lines += [f"{assumed}."] if assumed else []
    rows = [
        {
            translate(N_("rank")): value_or_bounds(None, row.rank_low, row.rank_high),
            translate(N_("score")): value_or_bounds(row.score, row.score_low, row.score_high, digits=1),
            translate(N_("building")): names[row.building_id],
            translate(N_("sector of activity")): activity_words(sites[row.building_id]["activity"], translate),
            translate(N_("section")): text_or_blank(sites[row.building_id]["section_name"]),
            translate(N_("remark")): row.gates_failed if row.status == "excluded" else "",
        }
        for row in table.itertuples(index=False)
    ]
    return [*lines, "", *aligned(rows)]


def deciding_lines(
    assessment: "Assessment", ranking: str, weights: "Mapping[str, int]", language: str, translate: Translate
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
