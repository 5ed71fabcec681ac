"""The roster's tables as files have them: doors and half-days, sums, waves, ways; nobody's name."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from geo.roster import NewPlaces, RosterPlan, RosterReview

DIGITS = 3
"""Decimals of helps, hours and shares."""

YES_NO = {True: "yes", False: "no"}

DOORS = ("name", "belongs_to", "activity", "section_name", "district")
OF_DOOR = ("helps_per_week", "utilisation", "by_appointment", "lost_without_helps_per_week")

AREA_MEASURES = (
    *("need_helps_per_week", "before_helps_per_week", "helps_per_week", "share_before", "share"),
    *("longest_gap_hours", "longest_gap_proven"),
)


NEW_PLACES = "roster_new_places"

NEW_PLACE_COLUMNS = (
    *("name", "kind", "section_name", "x_m", "y_m", "vulnerable_in_walk", "helps_gained_per_week"),
    *("people_gained", "hours_gained_per_week", "eur_per_year", "bound_helps_per_week"),
)


def roster_tables(
    plan: RosterPlan, review: RosterReview | None = None, found: NewPlaces | None = None
) -> Mapping[str, pd.DataFrame]:
    """Return the tables by the names of their files, without their endings; what a review found stands in them.

    With ``found``, the new places of help beside the roster have a table of their own.
    """
    tables = {
        "roster_doors": _doors(plan),
        "roster_summary": _summary(plan, review),
        "roster_waves": (plan.waves if review is None else review.waves).round(DIGITS),
        "roster_moves": plan.moves,
    }
    if review is not None:
        hours = review.hours.round(DIGITS)
        tables["roster_hours"] = hours.assign(symbolic=hours["symbolic"].map(YES_NO))
    if found is not None:
        tables[NEW_PLACES] = new_places_table(found)
    return tables


def new_places_table(found: NewPlaces) -> pd.DataFrame:
    """Return new places as the file has them, in the order in which they are to come."""
    return found.places[list(NEW_PLACE_COLUMNS)].round(DIGITS).reset_index()


def _doors(plan: RosterPlan) -> pd.DataFrame:
    """Return one row a door, half-day and wave, with what is known of the door as a whole."""
    door = plan.doors[[*DOORS, *OF_DOOR]].round(DIGITS)
    door["by_appointment"] = door["by_appointment"].map(YES_NO)
    whole = plan.sessions.merge(door, left_on="door_id", right_index=True, how="left")
    return whole[["door_id", *DOORS, "half_day", "wave", "pairs", *OF_DOOR]]


def _summary(plan: RosterPlan, review: RosterReview | None) -> pd.DataFrame:
    """Return one row a figure: of the whole commune, of every district or former commune, of fifths of the need."""
    proof = plan.certificate
    rows: list[tuple[str, str, object]] = [("all", "status", proof["status"])]
    rows += [("all", name, proof[name]) for name in ("helps_per_week", "bound_helps_per_week", "gap")]
    rows += [("all", name, value) for name, value in plan.balance.items()]
    if review is not None:
        fair, reserve = review.fairness, review.reserve
        rows += [("all", name, getattr(fair, name)) for name in FAIRNESS]
        rows += [("all", f"reserve_{name}", getattr(reserve, name)) for name in RESERVE]
        rows.append(("all", "hours_needed_each", review.hours_needed_each))
    rows += [(str(area), measure, row[measure]) for area, row in plan.areas.iterrows() for measure in AREA_MEASURES]
    if review is not None:
        rows += [
            (f"fifth:{fifth}", str(measure), value)
            for fifth, row in review.fairness.fifths.iterrows()
            for measure, value in row.items()
        ]
    table = pd.DataFrame(rows, columns=["scope", "measure", "value"])
    table["value"] = [_figure(value) for value in table["value"]]
    return table


FAIRNESS = (
    *("worst_area", "worst_share", "best_share_found", "best_share_bound", "best_share_proven", "helps_at_best"),
    "spread",
)
RESERVE = (*("away", "draws", "changes", "most_changes", "helps_kept", "least_helps_kept", "rules_kept"),)


def _figure(value: object) -> str | None:
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool | np.bool_):
        return YES_NO[bool(value)]
    number = float(str(value))
    if number != number or number in (float("inf"), float("-inf")):
        return None
    return f"{number:.{DIGITS}f}"
