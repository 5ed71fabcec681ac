"""The roster's tables as files have them: doors and half-days, sums, waves, ways; nobody's name."""

from collections.abc import Mapping

import pandas as pd

from geo.roster import RosterPlan

DIGITS = 3
"""Decimals of helps, hours and shares."""

DOORS = ("name", "belongs_to", "activity", "section_name", "district")
OF_DOOR = ("helps_per_week", "utilisation", "by_appointment", "lost_without_helps_per_week")

AREA_MEASURES = ("need_helps_per_week", "before_helps_per_week", "helps_per_week", "share_before", "share")


def roster_tables(plan: RosterPlan) -> Mapping[str, pd.DataFrame]:
    """Return the tables by the names of their files, without their endings."""
    return {
        "roster_doors": _doors(plan),
        "roster_summary": _summary(plan),
        "roster_waves": plan.waves.round(DIGITS),
        "roster_moves": plan.moves,
    }


def _doors(plan: RosterPlan) -> pd.DataFrame:
    """Return one row a door, half-day and wave, with what is known of the door as a whole."""
    door = plan.doors[[*DOORS, *OF_DOOR]].round(DIGITS)
    door["by_appointment"] = door["by_appointment"].map({True: "yes", False: "no"})
    whole = plan.sessions.merge(door, left_on="door_id", right_index=True, how="left")
    return whole[["door_id", *DOORS, "half_day", "wave", "pairs", *OF_DOOR]]


def _summary(plan: RosterPlan) -> pd.DataFrame:
    """Return one row a figure: of the whole commune, then of every district or former commune."""
    proof = plan.certificate
    rows: list[tuple[str, str, object]] = [("all", "status", proof["status"])]
    rows += [("all", name, proof[name]) for name in ("helps_per_week", "bound_helps_per_week", "gap")]
    rows += [("all", name, value) for name, value in plan.balance.items()]
    rows += [(str(area), measure, row[measure]) for area, row in plan.areas.iterrows() for measure in AREA_MEASURES]
    table = pd.DataFrame(rows, columns=["scope", "measure", "value"])
    table["value"] = [_figure(value) for value in table["value"]]
    return table


def _figure(value: object) -> str | None:
    if isinstance(value, str):
        return value
    number = float(str(value))
    if number != number or number in (float("inf"), float("-inf")):
        return None
    return f"{number:.{DIGITS}f}"
