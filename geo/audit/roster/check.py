"""The check of a roster from its files, the evidence and the settings alone, without the solver and what planned it."""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from geo.audit.roster.claimed import ClaimedRoster, Line
from geo.audit.roster.flow import Flow
from geo.audit.roster.new_places import SLACK as CLOSE
from geo.audit.roster.new_places import new_places_due
from geo.audit.roster.places import Places, helpers_of
from geo.audit.roster.reasons import REASONS
from geo.audit.roster.week import gaps_of_areas
from geo.evidence import Evidence, Finding
from geo.settings import Roster
from geo.texts import N_
from geo.walking import Walking

NEW_PLACES = "roster_new_places.csv"
DOORS, SUMMARY, WAVES, MOVES = "roster_doors.csv", "roster_summary.csv", "roster_waves.csv", "roster_moves.csv"

_CELL = N_("{file}, row {row}, {column}: found {value}; expected {recomputed}.")
_NOT_SO = N_("{file}, row {row}: {value}: {reason}")
_RULE = N_("The roster breaks a rule: {rule}.")
_MISSING = N_("{file}: the row of {value} is missing.")


def check_roster(
    claimed: ClaimedRoster, evidence: Evidence, roster: Roster, walk: Walking | None = None
) -> tuple[Finding, ...]:
    """Say everything that is wrong with a roster; nothing when all of it holds.

    Parameters
    ----------
    claimed
        Its files.
    evidence, roster
        Of the snapshot and the scenario that it names.
    walk
        How walks are measured, as the evidence was; without it no corner for a new place can be checked.

    Notes
    -----
    Hours, desks, pairs, who may leave, help by a flow over every place where people live and every half-day, floors,
    rules, waves, new places. Bounds are not recomputed: it is held that no wave and no new places exceed them.

    Examples
    --------
    >>> check_roster(ClaimedRoster((), (), (), (), "infeasible"), evidence, Roster())
    ()
    """
    check = _Check(claimed, evidence, roster)
    check.doors()
    if claimed.status in ("infeasible", "none_found") and not claimed.doors:
        return tuple(check.found)
    check.helpers()
    check.rules()
    check.help()
    check.waves()
    check.new_places(walk)
    return tuple(check.found)


class _Check:
    def __init__(self, claimed: ClaimedRoster, evidence: Evidence, roster: Roster) -> None:
        self.claimed, self.evidence, self.roster = claimed, evidence, roster
        self.found: list[Finding] = []
        self.places = Places(evidence, roster)
        self.sizes = [each for each in roster.wave_aidants if each < roster.aidants] + [roster.aidants]
        self.by_wave: dict[int, dict[tuple[str, str], int]] = defaultdict(lambda: defaultdict(int))

    def tell(self, code: str, message: str, **facts: object) -> None:
        """Take note of something wrong."""
        self.found.append(Finding(f"roster_check.{code}", "error", message, facts))

    def refuse(self, file: str, line: Line, value: str, reason: str) -> None:
        """Take note of a row that cannot be."""
        facts = {"file": file, "row": line.number, "value": value, "reason": REASONS[reason]}
        self.tell(reason, _NOT_SO, **facts)

    def figure(self, file: str, line: Line, column: str, right: float, slack: float = CLOSE) -> None:
        """Compare a figure."""
        value = line.figure(column)
        if not abs(value - right) <= slack:
            shown = {"value": line.cells.get(column), "recomputed": round(right, 3)}
            self.tell("cell", _CELL, file=file, row=line.number, column=column, **shown)

    @property
    def pairs(self) -> dict[tuple[str, str], int]:
        """Pairs by door and half-day, all waves together."""
        whole: dict[tuple[str, str], int] = defaultdict(int)
        for wave in self.by_wave.values():
            for key, count in wave.items():
                whole[key] += count
        return whole

    def doors(self) -> None:
        """Doors are doors, open then, with desks for as many pairs; no more pairs in all than aidants fill."""
        seen: set[tuple[str, str, int]] = set()
        for line in self.claimed.doors:
            door, half_day, wave, pairs = (line.cells.get(each) for each in ("door_id", "half_day", "wave", "pairs"))
            named = f"{door}, {half_day}"
            if str(door) not in self.places.known:
                self.refuse(DOORS, line, named, "unknown_door")
            elif str(door) not in self.places.room:
                self.refuse(DOORS, line, named, "no_door")
            elif half_day not in self.roster.half_days:
                self.refuse(DOORS, line, named, "unknown_half_day")
            elif not isinstance(pairs, float) or pairs != round(pairs) or pairs < 1:
                self.refuse(DOORS, line, named, "pairs")
            elif not isinstance(wave, float) or wave not in range(1, len(self.sizes) + 1):
                self.refuse(DOORS, line, named, "unknown_wave")
            elif (str(door), str(half_day), int(wave)) in seen:
                self.refuse(DOORS, line, named, "twice")
            else:
                seen.add((str(door), str(half_day), int(wave)))
                self.by_wave[int(wave)][str(door), str(half_day)] += int(pairs)
                if not self.places.open[str(door), str(half_day)]:
                    self.refuse(DOORS, line, named, "shut")
                elif self.pairs[str(door), str(half_day)] > self.places.room[str(door)]:
                    self.refuse(DOORS, line, named, "desks")
                for column, right in self.places.facts[str(door)].items():
                    if line.text(column) != right:
                        facts = {"value": line.cells.get(column), "recomputed": right}
                        self.tell("cell", _CELL, file=DOORS, row=line.number, column=column, **facts)
        for size, (wave, total) in zip(self.sizes, self._growth(), strict=True):
            if total > self.roster.pair_half_days(size):
                rule = f"wave {wave}: {total} > {self.roster.pair_half_days(size)}"
                self.tell("too_many", _RULE, rule=rule)

    def _growth(self) -> list[tuple[int, int]]:
        """Return each wave with all pairs there are after it."""
        counts = [sum(self.by_wave[wave].values()) for wave in range(1, len(self.sizes) + 1)]
        return list(enumerate(np.cumsum(counts).tolist(), start=1))

    def helpers(self) -> None:
        """Two helpers come for each pair, from workplaces that have them and let them go."""
        sources = helpers_of(self.evidence, self.roster)
        came: dict[tuple[str, str], float] = defaultdict(float)
        at_once: dict[tuple[str, str], float] = defaultdict(float)
        sent: dict[str, float] = defaultdict(float)
        pairs = self.pairs
        for line in self.claimed.moves:
            source, door, half_day = (line.text(each) for each in ("workplace_id", "door_id", "half_day"))
            helpers = line.figure("helpers")
            named = f"{source}, {door}, {half_day}"
            if source not in sources:
                self.refuse(MOVES, line, named, "unknown_workplace")
                continue
            if (door, half_day) not in pairs:
                self.refuse(MOVES, line, named, "no_pair")
                continue
            if half_day not in sources[source].leave:
                self.refuse(MOVES, line, named, "leave")
            came[door, half_day] += helpers
            at_once[source, half_day] += helpers
            sent[source] += helpers
            if at_once[source, half_day] > sources[source].helpers:
                self.refuse(MOVES, line, named, "at_once")
            if sent[source] > sources[source].sessions:
                self.refuse(MOVES, line, named, "sessions")
            away = self.places.away(sources[source].xy, door)
            if np.isfinite(away):
                self.figure(MOVES, line, "travel_m", away, 1.0)
        if self.evidence.workplaces is None:
            return
        for line in self.claimed.doors:
            key = line.text("door_id"), line.text("half_day")
            if key in pairs and came[key] != 2 * pairs[key]:
                self.refuse(DOORS, line, ", ".join(key), "two")

    def rules(self) -> None:
        """Rules on pairs hold."""
        pairs, roster = self.pairs, self.roster
        for door in roster.forced_in:
            if not any(key == door for key, _ in pairs):
                self.tell("rule", _RULE, rule=f"forced_in: {door}")
        for line in {door for door, _ in pairs} & set(roster.excluded):
            self.tell("rule", _RULE, rule=f"excluded: {line}")
        by_activity: dict[str, int] = defaultdict(int)
        for (door, _), count in pairs.items():
            by_activity[self.places.facts[door]["activity"]] += count
        for activity, least in roster.least_half_days_of_activity.items():
            if by_activity[activity] < least:
                self.tell("rule", _RULE, rule=f"{activity}: {by_activity[activity]} < {least}")
        for activity, most in roster.most_half_days_of_activity.items():
            if by_activity[activity] > most:
                self.tell("rule", _RULE, rule=f"{activity}: {by_activity[activity]} > {most}")
        if roster.open_half_days:
            column = "district" if roster.open_by == "district" else "section_name"
            for half_day in roster.named(roster.open_half_days):
                there = {self.places.facts[door][column] for door, when in pairs if when == half_day}
                for area in self.places.lived_in(roster.open_by) - there:
                    self.tell("rule", _RULE, rule=f"{area}, {half_day}")

    def help(self) -> None:
        """The help of all, of doors and of areas is what can be given, and floors are kept."""
        roster, pairs = self.roster, self.pairs
        doors = sorted({door for door, _ in pairs})
        floor = roster.district_floor
        by = floor.by if floor is not None else ("district" if self.evidence.place.districts else "section")
        self.flow = flow = Flow(self.evidence, roster, doors, by)
        before, total = flow.most(self._matrix([])), flow.most(self._matrix(pairs.items()))
        self.before, hour = before, roster.helps_per_hour
        told = {(line.text("scope"), line.text("measure")): line for line in self.claimed.summary}
        right = {
            ("all", "helps_per_week"): total - before,
            ("all", "needed_hours"): flow.need / hour,
            ("all", "there_used_hours"): before / hour,
            ("all", "missing_hours"): (flow.need - before) / hour,
            ("all", "aidants_hours"): sum(pairs.values()) * 2 * roster.session_hours,
            ("all", "aidants_used_hours"): (total - before) / hour,
            ("all", "left_hours"): (flow.need - total) / hour,
            **{(area, "need_helps_per_week"): need for area, need in zip(flow.areas, flow.area_need, strict=True)},
        }
        column = "district" if by == "district" else "section_name"
        area_of = {door: facts[column] for door, facts in self.places.facts.items()}
        gaps = gaps_of_areas(pairs, area_of, flow.areas, roster)
        right |= {(area, "longest_gap_hours"): hours for area, hours in gaps.items() if np.isfinite(hours)}
        for key, value in right.items():
            if key in told:
                self.figure(SUMMARY, told[key], "value", value)
            else:
                self.tell("missing", _MISSING, file=SUMMARY, value=", ".join(key))
        by_area = np.array(
            [told[key].figure("value") if (key := (area, "helps_per_week")) in told else np.nan for area in flow.areas]
        )
        by_door = {line.text("door_id"): line.figure("helps_per_week") for line in self.claimed.doors}
        of_doors = np.array([by_door[door] for door in doors])
        if np.isfinite(by_area).all() and np.isfinite(of_doors).all():
            # Rounded to three decimals in the files.
            room = 0.002
            given = flow.most(self._matrix(pairs.items()), of_doors=of_doors + room, of_areas=by_area + room)
            if abs(given - total) > CLOSE + room * (len(doors) + len(flow.areas)):
                self.tell("shares", _RULE, rule=f"{given:.3f} < {total:.3f}")
            if by_area.sum() > total + CLOSE + room * len(flow.areas):
                self.tell("shares", _RULE, rule=f"{by_area.sum():.3f} > {total:.3f}")
        elif self.claimed.doors:
            self.tell("missing", _MISSING, file=SUMMARY, value="helps_per_week")
        if floor is not None:
            for area, need, gives in zip(flow.areas, flow.area_need, by_area, strict=True):
                if gives < floor.served_share * need - CLOSE:
                    self.tell("rule", _RULE, rule=f"{area}: {gives:.3f} < {floor.served_share * need:.3f}")
        for line in self.claimed.doors:
            count = sum(n for (door, _), n in pairs.items() if door == line.text("door_id"))
            if count:
                share = line.figure("helps_per_week") / (count * flow.per_pair)
                self.figure(DOORS, line, "utilisation", share, 0.001)
                if (line.text("by_appointment") == "yes") != (share >= roster.utilisation_by_appointment):
                    near = abs(share - roster.utilisation_by_appointment) < 0.001
                    facts = {"value": line.text("by_appointment"), "recomputed": round(share, 3)}
                    if not near:
                        self.tell("cell", _CELL, file=DOORS, row=line.number, column="by_appointment", **facts)

    def waves(self) -> None:
        """Waves are those asked for, each inside the next, and none helps more than its bound."""
        if len(self.claimed.waves) != len(self.sizes):
            self.tell("missing", _MISSING, file=WAVES, value=", ".join(map(str, self.sizes)))
            return
        until: dict[tuple[str, str], int] = defaultdict(int)
        for line, size, (wave, total) in zip(self.claimed.waves, self.sizes, self._growth(), strict=True):
            for key, count in self.by_wave[wave].items():
                until[key] += count
            gives = self.flow.most(self._matrix(until.items())) - self.before
            self.figure(WAVES, line, "aidants", size, 0)
            self.figure(WAVES, line, "pairs", total, 0)
            self.figure(WAVES, line, "helps_per_week", gives)
            bound = line.figure("bound_helps_per_week")
            if not gives - CLOSE <= bound <= self.roster.pair_half_days(size) * self.flow.per_pair + gives + CLOSE:
                facts = {"value": line.cells.get("bound_helps_per_week"), "recomputed": round(gives, 3)}
                self.tell("cell", _CELL, file=WAVES, row=line.number, column="bound_helps_per_week", **facts)

    def new_places(self, walk: Walking | None) -> None:
        """New places are where there is no help, and each adds and costs what is said."""
        lines, pairs = self.claimed.new_places or (), self._matrix(self.pairs.items())
        for due in new_places_due(lines, self.flow, pairs, self.evidence, walk):
            line, column = due.line, due.column
            if not column:
                self.refuse(NEW_PLACES, line, line.text("place_id"), str(due.value))
            elif isinstance(due.value, float):
                self.figure(NEW_PLACES, line, column, due.value, due.slack)
            elif line.text(column) != due.value:
                facts = {"value": line.cells.get(column), "recomputed": due.value}
                self.tell("cell", _CELL, file=NEW_PLACES, row=line.number, column=column, **facts)

    def _matrix(self, pairs: Iterable[tuple[tuple[str, str], int]]) -> np.ndarray:
        found = np.zeros((len(self.flow.doors), len(self.roster.half_days)))
        for (door, half_day), count in pairs:
            found[self.flow.doors.index(door), self.roster.half_days.index(half_day)] += count
        return found
