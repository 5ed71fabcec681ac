"""A roster as tables: doors and half-days, areas, waves, who goes where, and the balance of hours."""

from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from geo.evidence import Finding
from geo.roster.growth import in_order, lost_without
from geo.roster.instance import Instance
from geo.roster.moves import moves_of
from geo.roster.need import UNIT
from geo.roster.spreading import longest_gaps_h, proven_gaps
from geo.roster.transport import Given, by_slot, transport
from geo.settings import Roster
from geo.solving import Found


@dataclass(frozen=True, eq=False)
class RosterPlan:
    """Who helps where and when, and what is proven of it.

    Attributes
    ----------
    roster
        What was asked for.
    certificate
        ``status`` (as ``geo.solving.Found`` has it), ``helps_per_week``, ``bound_helps_per_week``, ``gap``, ``method``,
        ``seconds``: helps that aidants add a week, and what no roster exceeds.
    balance
        Helps or hours a week, by name: see ``geo.roster.plan.balance_of``.
    doors
        One row a door with helpers, index ``door_id``: ``name``, ``belongs_to``, ``activity``, ``section_name``,
        ``district``, ``pairs_per_week``, ``helps_per_week``, ``utilisation`` (0-1), ``by_appointment``,
        ``lost_without_helps_per_week``.
    sessions
        One row a door, half-day and wave with helpers: ``door_id``, ``half_day``, ``wave`` (1 is the first), ``pairs``
        that come with it.
    areas
        One row a district or former commune: ``need_helps_per_week``, ``before_helps_per_week``, ``helps_per_week``
        (all help), ``share_before``, ``share`` (0-1; NaN where nobody needs help), ``longest_gap_hours`` (from the end
        of an open half-day to the next one; infinite where no door of the area is ever open), ``longest_gap_proven``
        (bool; no shorter one with the same doors in half-days to which the same people can come).
    waves
        One row a wave: ``aidants``, ``pairs``, ``helps_per_week``, ``bound_helps_per_week``.
    curve
        One row a pair in the order of growth: ``pairs``, ``hours_per_week_each``, ``helps_per_week``,
        ``share_of_missing``.
    moves
        As ``geo.roster.moves.moves_of`` returns them.
    not_doors, no_sources
        Places that are no doors and workplaces from which nobody comes, each with ``name`` and ``reason``.
    notes
        What a reader must know; of an infeasible roster the rules that cannot hold together.

    Examples
    --------
    >>> roster_plan.certificate["status"], roster_plan.sessions["pairs"].sum().item()
    ('optimal', 2)
    """

    roster: Roster
    certificate: dict[str, object]
    balance: dict[str, float]
    doors: pd.DataFrame
    sessions: pd.DataFrame
    areas: pd.DataFrame
    waves: pd.DataFrame
    curve: pd.DataFrame
    moves: pd.DataFrame
    not_doors: pd.DataFrame
    no_sources: pd.DataFrame
    notes: tuple[Finding, ...] = field(default=())

    @property
    def has_plan(self) -> bool:
        """Whether there is a roster that keeps the rules."""
        return self.certificate["status"] in ("optimal", "best_found")


def tables_of(instance: Instance, found: Found, notes: tuple[Finding, ...] = ()) -> RosterPlan:
    """Return what was found as tables; without a roster they are those of nobody at any door."""
    pairs = found.state
    given = transport(instance, by_slot(instance, pairs))
    order, helps = in_order(instance, pairs)
    wave_of = _waves_of(instance, len(order))
    certificate: dict[str, object] = {
        "status": found.status,
        "helps_per_week": (given.total - given.before) / UNIT if found.has_plan else np.nan,
        "bound_helps_per_week": found.bound,
        "gap": found.gap,
        "method": found.method,
        "seconds": found.seconds,
        "ended_by": found.ended_by,
    }
    return RosterPlan(
        roster=instance.roster,
        certificate=certificate,
        balance=balance_of(instance, given, pairs),
        doors=_doors(instance, pairs, given),
        sessions=_sessions(instance, order, wave_of),
        areas=_areas(instance, given, pairs),
        waves=_waves(instance, found, helps),
        curve=_curve(instance, given, helps),
        moves=moves_of(instance, pairs),
        not_doors=instance.not_doors,
        no_sources=instance.no_sources,
        notes=notes,
    )


def pairs_of(instance: Instance, plan: RosterPlan) -> np.ndarray:
    """Return the pairs of a roster, doors x half-days.

    Examples
    --------
    >>> pairs_of(roster_instance, roster_plan).sum().item()
    2
    """
    pairs = np.zeros(instance.open.shape, dtype=np.int64)
    doors = instance.doors.index.get_indexer(pd.Index(plan.sessions["door_id"]))
    half_days = np.array([instance.roster.half_days.index(each) for each in plan.sessions["half_day"]], dtype=np.int64)
    np.add.at(pairs, (doors, half_days), plan.sessions["pairs"].to_numpy(dtype=np.int64))
    return pairs


def after_wave(instance: Instance, plan: RosterPlan, wave: int) -> RosterPlan:
    """Return a roster as it is after a wave, 1 being the first: doors, sessions, areas, balance and ways.

    Its certificate, waves and curve stay those of the whole roster.

    Examples
    --------
    >>> after_wave(roster_instance, roster_plan, 1).doors["pairs_per_week"].sum().item()
    1
    """
    part = replace(plan, sessions=plan.sessions[plan.sessions["wave"] <= wave])
    pairs = pairs_of(instance, part)
    given = transport(instance, by_slot(instance, pairs))
    return replace(
        part,
        doors=_doors(instance, pairs, given),
        areas=_areas(instance, given, pairs),
        balance=balance_of(instance, given, pairs),
        moves=moves_of(instance, pairs),
    )


def balance_of(instance: Instance, given: Given, pairs: np.ndarray) -> dict[str, float]:
    """Return the balance of hours a week, each hour one of a helper with all that is beside the help itself.

    ``needed_hours`` with ``needed_low_hours`` and ``needed_high_hours`` (the interval of the vulnerable count);
    ``there_hours`` (help that is there), ``there_used_hours`` (what of it reaches people); ``missing_hours`` (needed,
    less what is used); ``aidants_hours`` (what the roster's pairs bring), ``aidants_used_hours`` (what of it reaches
    people), ``left_hours`` (still missing); ``unreached_hours`` (needed where no door is within the walk).
    """
    hour = instance.roster.helps_per_hour
    need = instance.need
    return {
        "needed_hours": need.total / UNIT / hour,
        "needed_low_hours": need.low / hour,
        "needed_high_hours": need.high / hour,
        "there_hours": float(instance.existing["help_hours_per_week"].sum()),
        "there_used_hours": given.before / UNIT / hour,
        "missing_hours": (need.total - given.before) / UNIT / hour,
        "aidants_hours": float(pairs.sum()) * 2 * instance.roster.session_hours,
        "aidants_used_hours": (given.total - given.before) / UNIT / hour,
        "left_hours": (need.total - given.total) / UNIT / hour,
        "unreached_hours": (need.total - need.reachable) / UNIT / hour,
    }


def _doors(instance: Instance, pairs: np.ndarray, given: Given) -> pd.DataFrame:
    used = np.flatnonzero(pairs.sum(axis=1))
    kept = instance.doors.iloc[used][["name", "belongs_to", "activity", "section_name", "district"]]
    count = pairs.sum(axis=1)[used]
    utilisation = given.by_door[used] / np.maximum(count * instance.per_pair, 1)
    return kept.assign(
        pairs_per_week=count,
        helps_per_week=given.by_door[used] / UNIT,
        utilisation=utilisation,
        by_appointment=utilisation >= instance.roster.utilisation_by_appointment,
        lost_without_helps_per_week=lost_without(instance, pairs)[used] / UNIT,
    ).rename_axis("door_id")


def _waves_of(instance: Instance, pairs: int) -> list[int]:
    """Return the wave of each pair in the order of growth."""
    roster = instance.roster
    ends = [roster.pair_half_days(aidants) for aidants in roster.wave_aidants if aidants < roster.aidants]
    return [1 + sum(end <= number for end in ends) for number in range(pairs)]


def _sessions(instance: Instance, order: list[tuple[int, int]], wave_of: list[int]) -> pd.DataFrame:
    doors, half_days = instance.doors.index.tolist(), instance.roster.half_days
    count = Counter((half_day, door, wave) for (door, half_day), wave in zip(order, wave_of, strict=True))
    rows = [
        (doors[door], half_days[half_day], wave, count[half_day, door, wave]) for half_day, door, wave in sorted(count)
    ]
    return pd.DataFrame(rows, columns=["door_id", "half_day", "wave", "pairs"])


def _areas(instance: Instance, given: Given, pairs: np.ndarray) -> pd.DataFrame:
    need = instance.need
    alone = transport(instance, np.zeros_like(instance.most)).by_class

    def summed(by_class: np.ndarray) -> np.ndarray:
        out = np.zeros(len(need.area_names), dtype=np.int64)
        inside = need.area >= 0
        np.add.at(out, need.area[inside], by_class[inside])
        return out

    before, all_help = summed(alone), summed(given.by_class)
    whole = np.where(need.area_total > 0, need.area_total, np.nan)
    return pd.DataFrame(
        {
            "need_helps_per_week": need.area_total / UNIT,
            "before_helps_per_week": before / UNIT,
            "helps_per_week": all_help / UNIT,
            "share_before": before / whole,
            "share": all_help / whole,
            "longest_gap_hours": longest_gaps_h(instance, pairs),
            "longest_gap_proven": proven_gaps(instance, pairs),
        },
        index=pd.Index(need.area_names, name="area", dtype="str"),
    )


def _waves(instance: Instance, found: Found, helps: list[int]) -> pd.DataFrame:
    """Return the waves; what no roster of so many aidants exceeds is what all their time gives, or the whole bound."""
    roster = instance.roster
    sizes = [each for each in roster.wave_aidants if each < roster.aidants] + [roster.aidants]
    rows = []
    for aidants in sizes:
        count = min(roster.pair_half_days(aidants), len(helps))
        gives = helps[count - 1] / UNIT if count else 0.0
        most = roster.pair_half_days(aidants) * instance.per_pair / UNIT
        rows.append((aidants, count, gives, max(min(most, found.bound), gives)))
    return pd.DataFrame(rows, columns=["aidants", "pairs", "helps_per_week", "bound_helps_per_week"])


def _curve(instance: Instance, given: Given, helps: list[int]) -> pd.DataFrame:
    roster, missing = instance.roster, (instance.need.total - given.before) / UNIT
    count = np.arange(1, len(helps) + 1)
    gives = np.array(helps, dtype=np.float64) / UNIT
    return pd.DataFrame(
        {
            "pairs": count,
            "hours_per_week_each": count * 2 * roster.session_hours / max(roster.aidants, 1),
            "helps_per_week": gives,
            "share_of_missing": gives / missing if missing > 0 else np.ones(len(gives)),
        }
    )
