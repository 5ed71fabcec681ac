"""What is said of new places of help beyond the roster: what they are called, what is proven and what is assumed."""

from collections.abc import Mapping

from geo.roster import NewPlaces
from geo.settings import Roster
from geo.texts import N_
from words.numbers import Numbers, Translate

CORNER = N_("corner in {name}, a place to rent")

NO_NEW_PLACE = N_("No new place adds any help: whoever is left lives too far from any place looked at.")


def new_place_name(row: Mapping[str, object], translate: Translate) -> str:
    """Return what a new place is called: a building's name, or in which neighbourhood a corner is."""
    name = str(row["name"])
    return translate(CORNER).format(name=name) if row["kind"] == "corner" else name


def new_places_proof(found: NewPlaces, numbers: Numbers, translate: Translate) -> str:
    """Return what new places add together, and what no so many others exceed."""
    text = translate(
        N_(
            "New places looked at: {count}. Helps a week that these add: {helps}; no so many others add more than "
            "{high}."
        )
    )
    return text.format(
        count=numbers.number(found.candidates),
        helps=numbers.fixed(found.helps_gained_per_week, 1),
        high=numbers.fixed(found.bound_helps_per_week, 1),
    )


def new_places_assumed(roster: Roster, numbers: Numbers, translate: Translate) -> str:
    """Return what is assumed of every new place."""
    text = translate(
        N_(
            "Assumed: the roster stays as it is, {hours} h of help a week spread over all half-days, computers: "
            "{computers} (the Walloon label). Costs are assumptions of the scenario."
        )
    )
    return text.format(
        hours=numbers.number(roster.new_place_hours_per_week, 1), computers=numbers.number(roster.new_place_computers)
    )
