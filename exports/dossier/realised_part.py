"""The Wi-Fi programme carried out, in a dossier: beside the plan, by year and building by building."""

from collections.abc import Iterator

import pandas as pd

from exports.dossier.blocks import Block, heading, listed, paragraph, table
from exports.dossier.material import Material
from exports.realised.tables import told_buildings
from geo.programme import Realised
from geo.texts import N_, NN_
from words.realised import SHORT, realised_sentences, tier_said
from words.sentences import tier_words


def realised_part(material: Material) -> Iterator[Block]:
    """Yield what became of the plan so far; nothing where nobody has told what was carried out."""
    found = material.realised
    if found is None:
        return
    _ = material.translate
    yield heading(_(N_("What was carried out")))
    yield listed(realised_sentences(found, material.numbers, _))
    yield _years(material, found)


def realised_buildings_part(material: Material) -> Iterator[Block]:
    """Yield what became of each building so far; nothing where nobody has told."""
    found = material.realised
    if found is None:
        return
    _, shown = material.translate, told_buildings(found)
    yield heading(_(N_("What was carried out, building by building")))
    if len(shown):
        yield _buildings(material, shown)
    left = len(found.buildings) - len(shown)
    if left:
        text = _(
            NN_(
                "{count} building of the plan is still to come and is not listed here.",
                "{count} buildings of the plan are still to come and are not listed here.",
                "count",
            )
        )
        yield paragraph(text.format(count=material.numbers.number(left)), "soft")


def _years(material: Material, found: Realised) -> Block:
    _, numbers = material.translate, material.numbers
    columns = [
        (_(N_("year")), "left", 1.0),
        (_(N_("begun")), "right", 1.2),
        (_(N_("by the plan")), "right", 1.2),
        (_(N_("spent")), "right", 1.6),
        (_(N_("by the plan")), "right", 1.6),
        (_(N_("people served")), "right", 1.6),
        (_(N_("by the plan")), "right", 1.6),
        (_(N_("connections")), "right", 1.5),
    ]
    rows = [
        [
            str(year),
            numbers.number(row["installed_buildings"]),
            numbers.number(row["planned_buildings"]),
            numbers.euros(row["spent_eur"]),
            numbers.euros(row["planned_eur"]),
            numbers.people(row["people_served"]),
            numbers.people(row["people_planned"]),
            numbers.number(row["connections"]),
        ]
        for year, row in found.years.iterrows()
    ]
    return table(columns, rows, caption=_(N_("Carried out and planned, by year")))  # type: ignore[arg-type]


def _buildings(material: Material, shown: pd.DataFrame) -> Block:
    _, numbers = material.translate, material.numbers
    columns = [
        (_(N_("building")), "left", 3.4),
        (_(N_("state")), "left", 1.6),
        (_(N_("planned there")), "left", 2.4),
        (_(N_("there since")), "left", 2.4),
        (_(N_("by the plan")), "right", 1.4),
        (_(N_("spent")), "right", 1.4),
    ]
    rows = []
    for key, row in shown.iterrows():
        planned = (
            "" if pd.isna(row["planned_tier"]) else f"{row['planned_year']} · {tier_words(row['planned_tier'], _)}"
        )
        tier = tier_said(row["tier"], assumed=row["tier_assumed"], translate=_)
        told = pd.notna(row["progress"])
        rows.append(
            [
                str(material.names.get(key, row["name"])),
                _(SHORT[row.outcome]),
                planned,
                "" if pd.isna(row["installed_year"]) else f"{row['installed_year']} · {tier}",
                "" if pd.isna(row["planned_eur"]) else numbers.euros(row["planned_eur"]),
                (numbers.euros(row["spent_eur"]) if row["spent_known"] else numbers.unknown) if told else "",
            ]
        )
    return table(columns, rows, caption=_(N_("What differs from the plan first")))  # type: ignore[arg-type]
