"""What the command line prints of new places of help: where, what each adds, what it costs, and what is proven."""

import pandas as pd

from geo.roster import NewPlaces, RosterPlan
from geo.texts import N_
from terminal.tables import aligned
from words.numbers import Numbers, Translate

DIGITS = 3
"""Decimals in the file."""

CORNER = N_("corner in {name}, a place to rent")


def new_place_lines(found: NewPlaces, plan: RosterPlan, numbers: Numbers, translate: Translate) -> list[str]:
    """Return new places as a table, with what no so many others exceed and what is assumed."""
    _, roster = translate, plan.roster
    if found.places.empty:
        return [_(N_("No new place adds any help: whoever is left lives too far from any place looked at."))]
    rows = [
        {
            _(N_("new place")): _name(row, _),
            _(N_("former commune")): str(row["section_name"]) if pd.notna(row["section_name"]) else "",
            _(N_("helps a week more")): numbers.fixed(row["helps_gained_per_week"], 1),
            _(N_("people in difficulty helped")): numbers.people(row["people_gained"]),
            _(N_("hours a week more")): numbers.fixed(row["hours_gained_per_week"], 1),
            _(N_("a year, about")): numbers.euros(row["eur_per_year"]),
        }
        for _key, row in found.places.iterrows()
    ]
    proof = _(
        N_(
            "New places looked at: {count}. Helps a week that these add: {helps}; no so many others add more than "
            "{high}."
        )
    ).format(
        count=numbers.number(found.candidates),
        helps=numbers.fixed(found.helps_gained_per_week, 1),
        high=numbers.fixed(found.bound_helps_per_week, 1),
    )
    assumed = _(
        N_(
            "Assumed: the roster stays as it is, {hours} h of help a week spread over all half-days, computers: "
            "{computers} (the Walloon label). Costs are assumptions of the scenario."
        )
    ).format(
        hours=numbers.number(roster.new_place_hours_per_week, 1), computers=numbers.number(roster.new_place_computers)
    )
    title = _(N_("New places of help beside the roster, in the order in which they help most:"))
    return [title, "", *aligned(rows), "", proof, assumed]


def _name(row: pd.Series, translate: Translate) -> str:
    name = str(row["name"])
    return translate(CORNER).format(name=name) if row["kind"] == "corner" else name


def new_places_table(found: NewPlaces) -> pd.DataFrame:
    """Return new places as the file has them."""
    return found.places.round(DIGITS).reset_index()
