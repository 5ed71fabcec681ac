"""How long areas are without an open door, counted minute by minute over a week that follows itself."""

from collections.abc import Iterable, Mapping

import numpy as np

from geo.settings import Roster

WEEK_MIN = 7 * 24 * 60


def longest_gap_hours(half_days: Iterable[str], roster: Roster) -> float:
    """Return the longest time in which none of these half-days is; infinite for none of them."""
    shut = np.ones(WEEK_MIN, dtype=bool)
    for half_day in half_days:
        begin, end = roster.window(half_day)
        shut[begin:end] = False
    if shut.all():
        return float("inf")
    opened = np.flatnonzero(~shut)
    return float(np.diff(np.r_[opened, opened[0] + WEEK_MIN]).max() - 1) / 60


def gaps_of_areas(
    pairs: Iterable[tuple[str, str]], area_of: Mapping[str, str], areas: Iterable[str], roster: Roster
) -> dict[str, float]:
    """Return the longest time without an open door of each area, for doors and half-days with a pair."""
    opened: dict[str, set[str]] = {area: set() for area in areas}
    for door, half_day in pairs:
        if area_of[door] in opened:
            opened[area_of[door]].add(half_day)
    return {area: longest_gap_hours(half_days, roster) for area, half_days in opened.items()}
