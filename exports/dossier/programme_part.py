"""The Wi-Fi programme in a dossier: its result and proof, its years, its money by sector of activity, its buildings."""

from collections.abc import Iterable, Iterator

import pandas as pd

from exports.dossier.blocks import Block, heading, listed, paragraph, table
from exports.dossier.material import Material
from geo.programme import cost_range
from geo.texts import N_
from words.plan_result import result_sentence
from words.programme import (
    PROOF_HOLDS,
    certificate_sentence,
    nothing_can_be_planned,
    nothing_sentence,
    range_words,
    upgrade_sentence,
)
from words.sentences import activity_words, sentence, tier_words

NO_PLAN = N_(
    "No Wi-Fi programme has been planned for this scenario on these data. To make one: maillage plan, or the view "
    "Wi-Fi programme of the app."
)


def programme_sentence(material: Material) -> str:
    """Return what the plan comes to in one sentence, or why there is none and what to do."""
    plan = material.plan
    if plan is None:
        return material.translate(NO_PLAN)
    if nothing_can_be_planned(plan):
        return nothing_sentence(plan, material.assessment.evidence, material.numbers, material.translate)
    if not plan.has_plan:
        return certificate_sentence(plan, material.language, material.translate)
    return result_sentence(plan, material.numbers, material.translate)


def proof_sentences(material: Material) -> str:
    """Return what is proven of the plan; nothing where there is none."""
    if not material.has_plan:
        return ""
    assert material.plan is not None
    return certificate_sentence(material.plan, material.language, material.translate)


def programme_part(material: Material) -> Iterator[Block]:
    """Yield the programme: what it comes to, by year, by sector of activity; or that there is none."""
    _, plan = material.translate, material.plan
    yield heading(_(N_("The Wi-Fi programme")))
    yield paragraph(programme_sentence(material))
    if plan is None:
        return
    if not material.has_plan:
        yield listed(sentence(finding, material.numbers) for finding in (*plan.conflict, *plan.notes))
        return
    yield paragraph(f"{proof_sentences(material)} {_(PROOF_HOLDS)}")
    yield table(*_years(material), caption=_(N_("Wi-Fi programme by year")))
    if upgrade := upgrade_sentence(plan, material.numbers, _):
        yield paragraph(upgrade, "soft")
    yield paragraph(range_words(cost_range(plan, material.assessment.evidence), material.language, _), "soft")
    columns, rows = _activities(material)
    yield table(columns, rows, caption=_(N_("Spent by sector of activity and year (euros)")), total=True)
    if plan.notes:
        yield listed(sentence(finding, material.numbers) for finding in plan.notes)


def buildings_part(material: Material) -> Iterator[Block]:
    """Yield the buildings of every wave."""
    if not material.has_plan:
        return
    assert material.plan is not None
    _ = material.translate
    yield heading(_(N_("Buildings, wave by wave")))
    for year, rows in material.plan.rows.groupby("year", sort=True):
        yield heading(str(year), 2)
        yield purchases(material, rows)


def purchases(material: Material, rows: pd.DataFrame, *, by_year: bool = False) -> Block:
    """Return what is bought, a row a building, those that serve most people first; with the year where it is asked.

    The section is named where the rows are of several.
    """
    _, numbers = material.translate, material.numbers
    by_section = len(rows["section"].drop_duplicates()) > 1
    columns = [
        *([(_(N_("year")), "left", 0.9)] if by_year else []),
        (_(N_("building")), "left", 3.9 if by_section else 5.0),
        *([(_(N_("section")), "left", 2.1)] if by_section else []),
        (_(N_("what it gets")), "left", 2.6),
        (_(N_("to install")), "right", 1.5),
        (_(N_("to run, a year")), "right", 1.9),
        (_(N_("newly served")), "right", 1.9),
    ]
    order = ["year", "people_gained", "building_id"] if by_year else ["people_gained", "building_id"]
    ordered = rows.sort_values(order, ascending=[each != "people_gained" for each in order], kind="stable")
    cells = [
        [
            *([str(row["year"])] if by_year else []),
            str(material.names[row["building_id"]]),
            *([_section(row["section"], material)] if by_section else []),
            tier_words(row["tier"], _),
            numbers.euros(row["capex_eur"]),
            numbers.euros(row["opex_eur_per_year"]),
            numbers.people(row["people_gained"]),
        ]
        for row in ordered.to_dict("records")
    ]
    return table(columns, cells)  # type: ignore[arg-type]


def _section(name: object, material: Material) -> str:
    return material.numbers.unknown if pd.isna(name) or not str(name) else str(name)


def _years(material: Material) -> tuple[list[tuple[str, str, float]], list[list[str]]]:
    assert material.plan is not None
    _, numbers = material.translate, material.numbers
    columns = [
        (_(N_("year")), "left", 0.9),
        (_(N_("may be spent")), "right", 1.6),
        (_(N_("spent")), "right", 1.5),
        (_(N_("running cost a year")), "right", 2.1),
        (_(N_("new buildings")), "right", 1.5),
        (_(N_("people served")), "right", 1.4),
        (_(N_("of those who count")), "right", 1.7),
        (_(N_("newly served")), "right", 2.1),
    ]
    rows = [
        [
            str(year),
            numbers.euros(row["available_eur"]),
            numbers.euros(row["spent_eur"]),
            numbers.euros(row["opex_eur_per_year"]),
            numbers.number(row["buildings"]),
            numbers.people(row["people_served"]),
            numbers.percent(row["served_share"], 1),
            numbers.people(row["people_gained"]),
        ]
        for year, row in material.plan.years.iterrows()
    ]
    return columns, rows


def _activities(material: Material) -> tuple[list[tuple[str, str, float]], list[list[str]]]:
    assert material.plan is not None
    _, numbers = material.translate, material.numbers
    spent = material.plan.activities.reset_index().pivot_table(
        index="activity", columns="year", values="spent_eur", aggfunc="sum", sort=True
    )
    together = _(N_("together"))
    columns = [
        (_(N_("sector of activity")), "left", 2.2),
        *((str(year), "right", 1.2) for year in spent.columns),
        (together, "right", 1.3),
    ]

    def cells(values: Iterable[float]) -> list[str]:
        return [numbers.number(value) for value in values]

    rows = [[activity_words(str(activity), _), *cells([*row, row.sum()])] for activity, row in spent.iterrows()]
    return columns, [*rows, [together, *cells([*spent.sum(), spent.to_numpy().sum()])]]  # type: ignore[return-value]
