"""The rules of a roster, one by one: what each asks for, and which of them a roster breaks."""

from dataclasses import dataclass

import numpy as np

from geo.roster.instance import Instance, Rule


@dataclass(frozen=True, eq=False)
class Sum:
    """A rule on a sum of pairs: ``least`` to ``most`` half-days with a pair over these doors and half-days."""

    rule: Rule
    doors: np.ndarray
    half_days: np.ndarray
    least: int
    most: int | None


def is_lifted(instance: Instance, rule: Rule) -> bool:
    """Say whether a rule does not hold: lifted itself, or with all of its kind, at its half-day or at any."""
    return bool({rule, Rule(rule.kind, "", rule.half_day), Rule(rule.kind, "")} & instance.lifted)


def sums_of(instance: Instance) -> list[Sum]:
    """Return the rules on sums that hold: forced doors, sectors of activity, open doors in areas."""
    roster, doors = instance.roster, instance.doors
    every = np.arange(len(roster.half_days))
    activity = doors["activity"].to_numpy(dtype=str)
    found = [
        Sum(Rule("forced_in", key), np.flatnonzero(doors.index == key), every, 1, None)
        for key in sorted(set(roster.forced_in))
    ]
    bounds = roster.least_half_days_of_activity, roster.most_half_days_of_activity
    found += [
        Sum(Rule("activity_least", name), np.flatnonzero(activity == name), every, least, None)
        for name, least in sorted(bounds[0].items())
        if least
    ]
    found += [
        Sum(Rule("activity_most", name), np.flatnonzero(activity == name), every, 0, most)
        for name, most in sorted(bounds[1].items())
    ]
    if roster.open_half_days:
        column = doors["district" if roster.open_by == "district" else "section_name"]
        for half_day in roster.named(roster.open_half_days):
            number = np.array([roster.half_days.index(half_day)])
            found += [
                Sum(
                    Rule("open", area, half_day), np.flatnonzero((column == area).to_numpy(dtype=bool)), number, 1, None
                )
                for area in instance.open_areas
            ]
    return [each for each in found if not is_lifted(instance, each.rule)]


def floors_of(instance: Instance) -> np.ndarray:
    """Return the help that every area must have, in ``UNIT``; 0 without a floor.

    Notes
    -----
    Of nobody's need more can be asked than there is; that no door is near some of it is no excuse, and the floor then
    cannot be kept.
    """
    floor, areas = instance.roster.district_floor, instance.need.area_names
    if floor is None:
        return np.zeros(len(areas), dtype=np.int64)
    asked = np.ceil(instance.need.area_total * floor.served_share - 1e-6).astype(np.int64)
    lifted = np.array([is_lifted(instance, Rule("floor", area)) for area in areas], dtype=bool)
    return np.where(lifted, 0, asked)


def rules_of(instance: Instance) -> list[Rule]:
    """Return every rule that holds, in a fixed order."""
    floors = floors_of(instance)
    named = zip(instance.need.area_names, floors.tolist(), strict=True)
    return [each.rule for each in sums_of(instance)] + [Rule("floor", area) for area, asked in named if asked]


def broken_sums(instance: Instance, pairs: np.ndarray) -> list[Rule]:
    """Return the rules on sums that pairs at doors (doors x half-days) break."""
    broken = []
    for each in sums_of(instance):
        there = int(pairs[np.ix_(each.doors, each.half_days)].sum())
        if there < each.least or (each.most is not None and there > each.most):
            broken.append(each.rule)
    return broken
