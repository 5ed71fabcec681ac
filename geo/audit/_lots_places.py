"""Who may get devices and whom each counts, worked out a second time, building by building and home by home."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from geo.evidence import Evidence
from geo.settings import Kind, Lots

Near = Mapping[str, list[int]]
"""Building -> positions of the homes within the walk where anybody in digital difficulty lives."""

MILLIONTH = Fraction(1, 1_000_000)
"""People are counted in millionths, as the lots are."""


@dataclass(frozen=True)
class Place:
    """A building as a place for devices; None where something is not known."""

    name: str
    activity: str
    section: str | None
    status: str
    forced: bool
    unmet: tuple[str, ...]
    assumed: tuple[str, ...]
    desks: float | None
    hours: float | None

    def cap(self, kind: Kind, settings: Lots) -> int | None:
        """Return how many devices of a kind it can put to use."""
        if self.desks is None or self.hours is None:
            return None
        full = Fraction(str(settings.full_hours_per_week))
        open_share = min(Fraction(1), Fraction(str(self.hours)) / full)
        return math.floor(int(self.desks) * Fraction(str(settings.devices_per_desk[kind])) * open_share)


@dataclass(frozen=True)
class Bounds:
    """What a place can be given of one kind."""

    need: Fraction
    least: int
    most: int
    cap: int | None
    last_year: int | None


def places_of(evidence: Evidence, near: Near, settings: Lots) -> dict[str, Place]:
    """Return every building, by the rules a place must meet."""
    rows = zip(evidence.sites.index, evidence.sites.to_dict("records"), strict=True)
    return {str(key): _place(str(key), row, bool(near.get(str(key))), settings) for key, row in rows}


def _place(key: str, row: Mapping[str, object], reaches: bool, settings: Lots) -> Place:
    public, where = _known(row["public_access"]), row["location_status"]
    desks, hours, assumed = _number(row["public_desks"]), _number(row["opening_hours_per_week"]), []
    function = _known(row["function_in_charge"])
    if function is None and settings.assume_function:
        function = "assumed"
        assumed.append("function")
    if desks is None and settings.assumed_desks is not None:
        desks = float(settings.assumed_desks)
        assumed.append("desks")
    if hours is None and settings.assumed_hours_per_week is not None:
        hours = settings.assumed_hours_per_week
        assumed.append("hours")
    unmet = [
        *(["located"] if where == "no_coordinates" else []),
        *(["in_commune"] if where == "outside_commune" else []),
        *(["public_access"] if public is not None and not public else []),
        *(["public_access_known"] if public is None else []),
        *(["function_known"] if function is None else []),
        *(["desks"] if desks is not None and desks < settings.least_desks else []),
        *(["desks_known"] if desks is None else []),
        *(["hours"] if hours is not None and hours < settings.least_hours_per_week else []),
        *(["hours_known"] if hours is None else []),
        *([] if reaches else ["people"]),
    ]
    forced = key in settings.forced
    status = "excluded" if key in settings.excluded else "receives" if forced or not unmet else "unmet"
    section = _known(row["section_name"])
    return Place(
        str(row["name"]),
        str(row["activity"]),
        None if section is None else str(section),
        status,
        forced,
        tuple(unmet),
        tuple(assumed),
        desks,
        hours,
    )


def bounds_of(
    kind: Kind, minimum: int, places: Mapping[str, Place], evidence: Evidence, near: Near, settings: Lots
) -> tuple[dict[str, Bounds], Fraction]:
    """Return what each place that takes the kind can be given, and the people none of them reaches."""
    change = settings.most_change.get(kind)
    caps = {key: place.cap(kind, settings) for key, place in places.items() if place.status == "receives"}
    taking = {key: cap for key, cap in caps.items() if cap is None or cap >= max(1, minimum)}
    people = people_of(evidence)
    doors: dict[int, list[str]] = {}
    for key in taking:
        for home in near[key]:
            doors.setdefault(home, []).append(key)
    # People with as many doors are added first, as whole numbers.
    told: dict[str, dict[int, int]] = {key: {} for key in taking}
    for home, at in doors.items():
        for key in at:
            told[key][len(at)] = told[key].get(len(at), 0) + people[home]
    need = {key: sum((Fraction(n, count) for count, n in each.items()), Fraction(0)) for key, each in told.items()}
    unreached = Fraction(sum(people) - sum(people[home] for home in doors))
    given = given_last(evidence, kind, settings.year - 1)
    found = {}
    for key, cap in taking.items():
        last = given.get(key)
        if cap is None or not need[key]:
            found[key] = Bounds(need[key] * MILLIONTH, minimum, minimum, cap, last)
            continue
        least, most = minimum, cap
        if last is not None and change is not None:
            least = min(cap, max(minimum, last - change))
            most = max(least, min(cap, last + change))
        found[key] = Bounds(need[key] * MILLIONTH, least, most, cap, last)
    return dict(sorted(found.items())), unreached * MILLIONTH


def near_of(evidence: Evidence, settings: Lots) -> Near:
    """Return for each building the homes within the walk where anybody in digital difficulty lives."""
    limit = evidence.parameters.reach.limit_m
    limit = limit if settings.reach_m is None else min(limit, settings.reach_m)
    people, found = people_of(evidence), {}
    ends, homes, walks = evidence.reach.indptr, evidence.reach.indices, evidence.reach.data
    for place, key in enumerate(evidence.sites.index):
        here = range(ends[place], ends[place + 1])
        found[str(key)] = [int(homes[at]) for at in here if walks[at] <= limit and people[homes[at]]]
    return found


def people_of(evidence: Evidence) -> list[int]:
    """Return the people in digital difficulty at each home, in millionths."""
    counts = evidence.demand["vulnerable_count"].tolist()
    return [0 if math.isnan(count) else round(count * 1_000_000) for count in counts]


def given_last(evidence: Evidence, kind: str, year: int) -> dict[str, int]:
    """Return the devices of a kind, or for schools of a level, that each place was given in a year."""
    if evidence.devices is None:
        return {}
    return {
        str(row["building_id"]): int(row["devices_given"])
        for row in evidence.devices.to_dict("records")
        if row["device_kind"] == kind and row["year"] == year and _known(row["devices_given"]) is not None
    }


def _known(value: object) -> object | None:
    return None if pd.isna(value) else value  # type: ignore[call-overload]


def _number(value: object) -> float | None:
    return None if pd.isna(value) else float(value)  # type: ignore[call-overload, arg-type]
