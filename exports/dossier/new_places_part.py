"""New places of help in a dossier: the next ones beside the roster, what they add and cost, and how sure that is."""

from collections.abc import Iterator

import pandas as pd

from exports.dossier.blocks import Block, heading, paragraph, table
from exports.dossier.material import Material
from geo.texts import N_
from words.roster import NO_NEW_PLACE, new_place_name, new_places_assumed, new_places_proof


def new_places_part(material: Material) -> Iterator[Block]:
    """Yield the places that somebody had looked for beside the roster; nothing where nobody had."""
    found, plan = material.new_places, material.roster
    if found is None or plan is None:
        return
    _, numbers = material.translate, material.numbers
    yield heading(_(N_("New places of help")), 2)
    if found.places.empty:
        yield paragraph(_(NO_NEW_PLACE))
        return
    yield paragraph(new_places_proof(found, numbers, _))
    yield paragraph(new_places_assumed(plan.roster, numbers, _), "soft")
    columns = [
        (_(N_("New place")), "left", 4.0),
        (_(N_("former commune")), "left", 2.4),
        (_(N_("Helps a week more")), "right", 1.5),
        (_(N_("Residents in difficulty helped more")), "right", 2.0),
        (_(N_("Cost a year, about")), "right", 1.8),
    ]
    rows = [
        [
            f"{numbers.number(number)}. {new_place_name(row, _)}",
            str(row["section_name"]) if pd.notna(row["section_name"]) else "",
            numbers.fixed(row["helps_gained_per_week"], 1),
            numbers.people(row["people_gained"]),
            numbers.euros(row["eur_per_year"]),
        ]
        for number, row in enumerate(found.places.to_dict("records"), start=1)
    ]
    yield table(columns, rows)  # type: ignore[arg-type]
