"""The best roster of a small town by two other ways: every roster tried one by one, and a direct model in SciPy.

Nothing here asks the engine: half-days are not merged, people are not merged, help flows by half-day.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from geo.settings.roster import Roster
from tests.geo.roster.roster_towns import HOURS, Door, Town

HALF_DAYS = tuple(HOURS)


@dataclass(frozen=True)
class Best:
    """Helps a week by everybody together, and by the help that is there alone; None when no roster keeps the rules."""

    total: float | None
    before: float


class Peer:
    """Columns: pairs by door and half-day, helpers by workplace and half-day, help by place, half-day and people."""

    def __init__(self, town: Town, roster: Roster) -> None:
        self.town, self.roster = town, roster
        self.doors = [each for each in town.doors if each.key not in roster.excluded]
        self.y = {(door.key, k): n for n, (door, k) in enumerate(product(self.doors, HALF_DAYS))}
        listed = town.workplaces or ()
        first = len(self.y)
        self.f = {(one.key, k): first + n for n, (one, k) in enumerate(product(listed, HALF_DAYS))}
        self.groups = [(each, profile) for each in town.people for profile in ("old", "busy", "home")]
        self.v: dict[tuple[str, str, int], int] = {}
        places = {each.key for each in (*town.doors, *town.help)}
        for number, (people, profile) in enumerate(self.groups):
            for key, half_day in product((*people.walks_m, *people.help_m), HALF_DAYS):
                metres = people.walks_m.get(key, people.help_m.get(key, 0.0))
                if key in places and metres <= 1250 and self.comes(profile, half_day):
                    self.v[key, half_day, number] = first + len(self.f) + len(self.v)
        self.columns = first + len(self.f) + len(self.v)
        self.rows: list[tuple[np.ndarray, float, float]] = []

    @staticmethod
    def comes(profile: str, half_day: str) -> bool:
        """Say whether residents of a profile can come in a half-day."""
        return {"old": half_day.endswith("morning"), "busy": half_day.endswith("evening"), "home": True}[profile]

    def need(self, number: int) -> float:
        """Return the helps a week that a group asks for."""
        people, profile = self.groups[number]
        senior = 0.5 if people.seniors is None or people.count == 0 else people.seniors
        return people.count * {"old": senior, "busy": 0.6 * (1 - senior), "home": 0.4 * (1 - senior)}[profile]

    def at_once(self, door: Door) -> int:
        """Return the pairs a door has room for."""
        told = [w for w in self.town.workplaces or () if w.door == door.key]
        desks = sum(door.desks for _ in told) if told and door.desks is not None else 2
        return desks // 2

    def add(self, columns: list[int], values: list[float], low: float, high: float) -> None:
        """Add a row."""
        row = np.zeros(self.columns)
        np.add.at(row, columns, values)
        self.rows.append((row, low, high))

    def sessions_each(self, hours: float) -> float:
        """Return the half-days a week of one helper."""
        return min(hours, self.roster.hours_per_week) / self.roster.session_hours

    def build(self, *, with_rules: bool = True, aidants: bool = True) -> None:
        """Write all rows."""
        town, roster = self.town, self.roster
        per_pair = 2 * roster.session_hours * 60 / roster.minutes_per_help
        budget = int(roster.aidants * roster.hours_per_week / roster.session_hours / 2 + 1e-9) if aidants else 0
        self.add(list(self.y.values()), [1.0] * len(self.y), 0, budget)
        for number in range(len(self.groups)):
            own = [column for (_, _, n), column in self.v.items() if n == number]
            self.add(own, [1.0] * len(own), 0, self.need(number))
        for door, k in product(self.doors, HALF_DAYS):
            own = [column for (key, half_day, _), column in self.v.items() if (key, half_day) == (door.key, k)]
            self.add([*own, self.y[door.key, k]], [*([1.0] * len(own)), -per_pair], -np.inf, 0)
        for door in town.doors:
            if door not in self.doors:
                own = [column for (key, _, _), column in self.v.items() if key == door.key]
                self.add(own, [1.0] * len(own), 0, 0)
        for place, k in product(town.help, HALF_DAYS):
            own = [column for (key, half_day, _), column in self.v.items() if (key, half_day) == (place.key, k)]
            helps = place.hours * 60 / roster.minutes_per_help / len(place.open) if k in place.open else 0
            self.add(own, [1.0] * len(own), 0, helps)
        if town.workplaces is not None:
            for one in town.workplaces:
                own = [self.f[one.key, k] for k in HALF_DAYS]
                self.add(own, [1.0] * 4, 0, int(one.volunteers * self.sessions_each(one.hours) + 1e-9))
            for k in HALF_DAYS:
                ys, fs = [self.y[d.key, k] for d in self.doors], [self.f[w.key, k] for w in town.workplaces]
                self.add([*ys, *fs], [2.0] * len(ys) + [-1.0] * len(fs), 0, 0)
        else:
            for k in HALF_DAYS:
                ys = [self.y[d.key, k] for d in self.doors]
                self.add(ys, [2.0] * len(ys), 0, roster.aidants)
        if with_rules:
            self._rules()

    def _rules(self) -> None:
        roster = self.roster
        for key in roster.forced_in:
            own = [column for (door, _), column in self.y.items() if door == key]
            self.add(own, [1.0] * len(own), 1, np.inf)
        for bounds, most in ((roster.least_half_days_of_activity, False), (roster.most_half_days_of_activity, True)):
            for activity, count in bounds.items():
                keys = {door.key for door in self.doors if door.activity == activity}
                own = [column for (door, _), column in self.y.items() if door in keys]
                self.add(own, [1.0] * len(own), 0 if most else count, count if most else np.inf)
        areas = {"North": "C", "South": "AB"}
        for sections in areas.values():
            if not any(each.section in sections and each.count > 0 for each in self.town.people):
                continue
            keys = {door.key for door in self.doors if door.section in sections}
            for k in roster.open_half_days:
                own = [column for (door, half_day), column in self.y.items() if door in keys and half_day == k]
                self.add(own, [1.0] * len(own), 1, np.inf)
            if roster.district_floor is not None:
                inside = {n for n, (each, _) in enumerate(self.groups) if each.section in sections}
                own = [column for (_, _, n), column in self.v.items() if n in inside]
                least = roster.district_floor.served_share * sum(self.need(n) for n in inside)
                self.add(own, [1.0] * len(own), least - 1e-7, np.inf)

    def solve(self, fixed: dict[tuple[str, str], int] | None = None) -> float | None:
        """Return the most help there is, for given pairs or for the best; None when the rules cannot be kept."""
        low, high = np.zeros(self.columns), np.full(self.columns, np.inf)
        for door, k in product(self.doors, HALF_DAYS):
            high[self.y[door.key, k]] = self.at_once(door) if k in door.open else 0
        for one, k in product(self.town.workplaces or (), HALF_DAYS):
            high[self.f[one.key, k]] = one.volunteers if k in one.leave else 0
        for key, count in (fixed or {}).items():
            low[self.y[key]] = high[self.y[key]] = count
        worth = np.zeros(self.columns)
        worth[len(self.y) + len(self.f) :] = -1
        whole = np.zeros(self.columns)
        whole[: len(self.y) + len(self.f)] = 1
        rows = LinearConstraint(*(np.array(each) for each in zip(*self.rows, strict=True)))
        found = milp(worth, constraints=rows, bounds=Bounds(low, high), integrality=whole, options={"mip_rel_gap": 0})
        return None if found.x is None else float(-found.fun)


def direct(town: Town, roster: Roster) -> Best:
    """Return the best by the direct model."""
    there, peer = Peer(town, roster), Peer(town, roster)
    there.build(with_rules=False, aidants=False)
    peer.build()
    return Best(peer.solve(), there.solve() or 0.0)


def brute(town: Town, roster: Roster) -> float | None:
    """Return the most help over every roster, tried one by one."""
    peer = Peer(town, roster)
    peer.build()
    budget = int(roster.aidants * roster.hours_per_week / roster.session_hours / 2 + 1e-9)
    places = [(door.key, k) for door in peer.doors for k in door.open]
    rooms = [range(peer.at_once(door) + 1) for door in peer.doors for _ in door.open]
    best: float | None = None
    for counts in product(*rooms):
        if sum(counts) <= budget:
            found = peer.solve(dict(zip(places, counts, strict=True)))
            if found is not None and (best is None or found > best):
                best = found
    return best
