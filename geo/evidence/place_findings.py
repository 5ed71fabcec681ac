"""What a reader must know of single places: their hours, the street that serves them, and those listed twice."""

from collections.abc import Iterable

import geopandas as gpd
import pandas as pd

from geo.coverage import Repeat
from geo.evidence.evidence import Finding
from geo.hours import hours_marks, unreadable
from geo.texts import N_, NN_
from geo.walking import FAR_APART_M

_NAMED = 5
"""Names in a list of buildings."""


def of_hours(sites: gpd.GeoDataFrame) -> list[Finding]:
    """Name the buildings whose hours are not the same every week, or leave open how long they are."""
    hours = sites["opening_hours"].dropna()
    marks = [hours_marks(text) for text in hours]
    unknown = sites["opening_hours_per_week"][hours.index].isna() & ~hours.index.isin(unreadable(hours).index)
    texts = (
        (
            "building.hours_unknown",
            unknown,
            N_(
                "Opening hours that leave open how long (by appointment, no end said, one year only): hours a week are "
                "unknown, not none. Buildings: {count} ({names})."
            ),
        ),
        (
            "building.hours_not_weekly",
            pd.Series(["not_weekly" in each for each in marks], hours.index, dtype=bool) & ~unknown,
            N_(
                "Not open every week alike: hours a week are the mean over the year, and at a moment of some weeks "
                "only the building is perhaps open. Buildings: {count} ({names})."
            ),
        ),
        (
            "building.hours_dated",
            pd.Series(["dated" in each for each in marks], hours.index, dtype=bool) & ~unknown,
            N_("Other hours on certain dates, which are not counted. Buildings: {count} ({names})."),
        ),
    )
    return [
        Finding(code, "note", message, {"count": int(there.sum()), "names": _first(sites.loc[hours.index[there]])})
        for code, there, message in texts
        if there.any()
    ]


def of_assumed(sites: gpd.GeoDataFrame) -> list[Finding]:
    """Say of how many buildings it is assumed whether the public may enter."""
    assumed = sites[sites["public_access_assumed"]]
    message = {
        True: N_(
            "Schools taken as open to the public, though no list says who may enter: {count} ({names}). Say it "
            "in the city's inventory."
        ),
        False: N_(
            "Schools taken as not open to the public, since no list says who may enter: {count} ({names}). Say "
            "it in the city's inventory."
        ),
    }
    found = []
    for open_, text in message.items():
        these = assumed[assumed["public_access"] == open_]
        if len(these):
            facts = {"count": len(these), "names": _first(these)}
            found.append(Finding("building.access_assumed", "warning", text, facts))
    return found


def _first(sites: gpd.GeoDataFrame) -> str:
    """Return the names of the first buildings, and dots where there are more."""
    return ", ".join(sites["name"].head(_NAMED)) + (", ..." if len(sites) > _NAMED else "")


def of_doubtful_streets(doubtful: pd.DataFrame, names: pd.Series) -> list[Finding]:
    """Name the places beside two streets that are far apart on foot (`geo.walking.doubtful_streets`)."""
    message = N_(
        "{name} lies {near} m from one street and {other} m from another, more than {apart} m apart on foot: which one "
        "serves it is not certain, and its walks may be too long. Place it at its entrance."
    )
    rows = zip(doubtful.index, doubtful["leg_m"].round(), doubtful["other_leg_m"].round(), strict=True)
    return [
        Finding(
            "distance.place_doubtful",
            "warning",
            message,
            {"name": names[key], "near": int(near), "other": int(other), "apart": round(FAR_APART_M)},
            str(key),
        )
        for key, near, other in rows
    ]


def of_doubtful_homes(people: float) -> list[Finding]:
    """Say how many residents live beside two streets that are far apart on foot."""
    if round(people) == 0:
        return []
    message = NN_(
        "{people} resident lives nearly as near to another street as to the one they are taken to walk "
        "from, and it is more than {apart} m away on foot: their walks may be too long.",
        "{people} residents live nearly as near to another street as to the one they are taken to walk "
        "from, and it is more than {apart} m away on foot: their walks may be too long.",
        "people",
    )
    return [
        Finding("distance.people_doubtful", "note", message, {"people": round(people), "apart": round(FAR_APART_M)})
    ]


def of_repeats(repeats: Iterable[Repeat]) -> list[Finding]:
    """Say which places stand in the lists twice: those that count once together, the others one by one."""
    by_layer: dict[str, list[Repeat]] = {}
    found = []
    for each in repeats:
        if each.counted == 1:
            by_layer.setdefault(each.layer, []).append(each)
            continue
        message = N_(
            "{name} is listed twice at one place ({kept}, {other}), with other particulars, and counts twice. Correct "
            "the lists if it is one."
        )
        facts: dict[str, object] = {"name": each.name, "kept": each.kept, "other": each.other}
        found.append(Finding(f"{each.layer}.look_alike", "warning", message, facts, each.other))
    texts = {
        "wifi": N_("Hotspots listed twice under one name at one place, each counted once: {count} ({names})."),
        "support_places": N_(
            "Places of help listed twice under one name at one place, each counted once: {count} ({names})."
        ),
    }
    for layer, same in by_layer.items():
        names = "; ".join(f"{each.name}: {each.kept}, {each.other}" for each in same[:_NAMED])
        facts = {"count": len(same), "names": names + ("; ..." if len(same) > _NAMED else "")}
        found.append(Finding(f"{layer}.listed_twice", "note", texts[layer], facts))
    return found


def of_workplaces(workplaces: pd.DataFrame) -> list[Finding]:
    """Say of which workplaces of helpers nobody knows where they are: their doors are no doors, their ways unknown."""
    found = []
    texts = {
        "unknown_building": N_(
            "Workplaces of helpers in a building the inventory does not have, so that nobody knows where they are: "
            "{count} ({names})."
        ),
        "nowhere": N_("Workplaces of helpers with neither a building nor coordinates: {count} ({names})."),
    }
    for status, message in texts.items():
        lost = workplaces[workplaces["place_status"] == status]
        if len(lost):
            names = [str(name) for name in lost["name"]]
            facts: dict[str, object] = {
                "count": len(lost),
                "names": "; ".join(names[:_NAMED]) + ("; ..." if len(names) > _NAMED else ""),
            }
            found.append(Finding(f"workplaces.{status}", "warning", message, facts))
    return found
