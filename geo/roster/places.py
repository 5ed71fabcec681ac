"""The places of a roster for whoever looks for help there: where they are, and when aidants are there."""

import numpy as np
import pandas as pd

from geo.evidence import Evidence
from geo.hours import DAY
from geo.roster.doors import OTHERS
from geo.roster.plan import RosterPlan
from geo.settings import Roster


def roster_places(plan: RosterPlan, evidence: Evidence, wave: int | None = None) -> pd.DataFrame:
    """Return the places with aidants and the hours at which somebody can be helped there.

    Parameters
    ----------
    plan, evidence
        A roster, and what it was made on.
    wave
        Up to which wave, 1 being the first; the whole roster when None.

    Returns
    -------
    DataFrame by key of the door: ``name``, ``belongs_to``, ``x_m``, ``y_m``, ``hours_per_week`` (hours of all aidants
    there), ``surely`` and ``perhaps`` (opening hours as text). A roster says the half-day and not its minutes: aidants
    are there at the most from its beginning to its end, and surely when every session of that length is under way.

    Examples
    --------
    >>> roster_places(roster_plan, evidence)[["hours_per_week", "surely"]].to_numpy().tolist()
    [[6.0, 'Th 14:00-16:00'], [6.0, 'Mo 09:00-12:00']]
    """
    sessions = plan.sessions if wave is None else plan.sessions[plan.sessions["wave"] <= wave]
    roster = plan.roster
    pairs = sessions.groupby("door_id")["pairs"].sum()
    doors = plan.doors.loc[plan.doors.index.isin(pairs.index), ["name", "belongs_to"]]
    xy = _places(evidence, doors.index)
    half_days = sessions.groupby("door_id")["half_day"].agg(set)
    spans = {
        name: [_hours(roster, half_days[key], surely=name == "surely") for key in doors.index]
        for name in ("surely", "perhaps")
    }
    hours = pairs.reindex(doors.index).to_numpy(dtype="float64") * 2 * roster.session_hours
    return doors.assign(x_m=xy[:, 0], y_m=xy[:, 1], hours_per_week=hours, **spans)


def door_names(evidence: Evidence) -> pd.Series:
    """Return the name of every place that a roster may make a door: buildings, then places of partners, by key.

    Examples
    --------
    >>> door_names(evidence).loc["b1-library"]
    'Library'
    """
    names = evidence.sites["name"].astype(str)
    listed = evidence.workplaces
    if listed is None or evidence.workplace_reach is None:
        return names
    own = listed.loc[listed["place_status"] != "in_building", "name"].astype(str)
    return pd.concat([names, own.rename(index=lambda key: f"{OTHERS}{key}" if key in names.index else key)])


def partners_places(evidence: Evidence, doors: pd.DataFrame) -> pd.DataFrame:
    """Return the doors that are no buildings of the inventory, with where they are.

    Parameters
    ----------
    evidence
        What a roster was made on.
    doors
        Doors of it, by key: ``name``.

    Returns
    -------
    DataFrame by key of the door: ``name``, ``x_m``, ``y_m``.

    Examples
    --------
    >>> partners_places(evidence, roster_plan.doors).columns.tolist()
    ['name', 'x_m', 'y_m']
    """
    own = doors.loc[_elsewhere(evidence, doors.index), ["name"]]
    xy = _places(evidence, own.index)
    return own.assign(x_m=xy[:, 0], y_m=xy[:, 1])


def _elsewhere(evidence: Evidence, keys: pd.Index) -> np.ndarray:
    """Say which doors are no buildings of the inventory."""
    # Asked the index, which remembers where its keys are: `isin` goes through all buildings each time a page is drawn.
    return evidence.sites.index.get_indexer(keys) < 0


def _places(evidence: Evidence, keys: pd.Index) -> np.ndarray:
    """Return where doors are, x and y in metres."""
    xy = evidence.sites[["x_m", "y_m"]].reindex(keys).to_numpy(dtype="float64", copy=True)
    own = _elsewhere(evidence, keys)
    if own.any():
        assert evidence.workplaces is not None
        listed = [str(key).removeprefix(OTHERS) for key in keys[own]]
        xy[own] = evidence.workplaces.loc[listed, ["own_x_m", "own_y_m"]].to_numpy(dtype="float64")
    return xy


def _hours(roster: Roster, half_days: set[str], *, surely: bool) -> str:
    """Return opening hours as text; nothing where at no minute somebody is surely there."""
    session, said = round(roster.session_hours * 60), []
    for half_day in roster.half_days:
        if half_day not in half_days:
            continue
        start, end = roster.window(half_day)
        if surely:
            start, end = end - session, start + session
        if start < end:
            day = half_day.split("_")[0].capitalize()[:2]
            first, last = (f"{minute % DAY // 60:02d}:{minute % 60:02d}" for minute in (start, end))
            said.append(f"{day} {first}-{last}")
    # After a comma a rule adds; after a semicolon it would replace what was said of the day.
    return ", ".join(said)
