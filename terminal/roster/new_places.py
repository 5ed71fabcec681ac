"""What the command line prints of new places of help: where, what each adds, what it costs, and what is proven."""

import pandas as pd

from geo.roster import NewPlaces, RosterPlan
from geo.texts import N_
from terminal.tables import aligned
from words.numbers import Numbers, Translate
from words.roster import NO_NEW_PLACE, new_place_name, new_places_assumed, new_places_proof


def new_place_lines(found: NewPlaces, plan: RosterPlan, numbers: Numbers, translate: Translate) -> list[str]:
    """Return new places as a table, with what no so many others exceed and what is assumed."""
    _ = translate
    if found.places.empty:
        return [_(NO_NEW_PLACE)]
    rows = [
        {
            _(N_("new place")): new_place_name(row, _),
            _(N_("former commune")): str(row["section_name"]) if pd.notna(row["section_name"]) else "",
            _(N_("helps a week more")): numbers.fixed(row["helps_gained_per_week"], 1),
            _(N_("people in difficulty helped")): numbers.people(row["people_gained"]),
            _(N_("hours a week more")): numbers.fixed(row["hours_gained_per_week"], 1),
            _(N_("a year, about")): numbers.euros(row["eur_per_year"]),
        }
        for row in found.places.to_dict("records")
    ]
    title = _(N_("New places of help beside the roster, in the order in which they help most:"))
    said = [new_places_proof(found, numbers, _), new_places_assumed(plan.roster, numbers, _)]
    return [title, "", *aligned(rows), "", *said]
