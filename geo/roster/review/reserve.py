"""What an absence does: helpers who are ill or leave, and a roster that changes as little as it can."""

from dataclasses import dataclass, replace

import numpy as np

from geo.roster.growth import Place, in_order
from geo.roster.instance import Instance
from geo.roster.need import UNIT
from geo.roster.rules import broken_sums, floors_of, sums_of
from geo.roster.supply import Supply
from geo.roster.transport import by_slot, transport

DRAWS = 20
"""Times it is drawn who is away."""


@dataclass(frozen=True)
class Reserve:
    """What is left of a roster when some helpers are away.

    Attributes
    ----------
    away
        Helpers who are away: ``roster.leaving_share`` of them, rounded up.
    draws
        How often it was drawn at which workplaces they are missed; once where no workplaces are listed.
    changes, most_changes
        Pairs that stay away, on average and in the worst draw: no other pair changes door or half-day.
    helps_per_week
        Helps a week that aidants add with everybody there.
    helps_kept, least_helps_kept
        Helps a week that are left, on average and in the worst draw.
    rules_kept
        Share (0-1) of the draws in which what is left keeps every rule.

    Examples
    --------
    >>> reserve = review_roster(roster_plan, evidence, control).reserve
    >>> reserve.away, reserve.changes, reserve.helps_kept <= reserve.helps_per_week
    (1, 1.0, True)
    """

    away: int
    draws: int
    changes: float
    most_changes: int
    helps_per_week: float
    helps_kept: float
    least_helps_kept: float
    rules_kept: float


def reserve_of(instance: Instance, pairs: np.ndarray) -> Reserve:
    """Say what is left of pairs at doors (doors x half-days) when some helpers are away.

    Notes
    -----
    Nobody who is not an aidant yet takes the place of one. Those who are there may be sent from another workplace, to
    another pair. Pairs are kept in this order: what rules ask for, then what helps most. So many stay away as must: a
    pair that can still be filled is never given up.
    """
    roster = instance.roster
    helpers = min(roster.aidants, int(instance.group_helpers.sum()))
    away = int(np.ceil(helpers * roster.leaving_share - 1e-9))
    order = _order(instance, pairs)
    before = transport(instance, np.zeros_like(instance.most)).before
    whole = (transport(instance, by_slot(instance, pairs)).total - before) / UNIT
    draws = DRAWS if instance.listed and away else 1
    rng = np.random.default_rng(roster.seed)
    lost, kept, rules = list[int](), list[float](), list[bool]()
    for _ in range(draws):
        left = _left(instance, order, _without(instance, away, rng))
        lost.append(int(pairs.sum() - left.sum()))
        given = transport(instance, by_slot(instance, left))
        kept.append((given.total - before) / UNIT)
        floors = given.floors_kept or not floors_of(instance).any()
        rules.append(floors and not broken_sums(instance, left))
    return Reserve(
        away=away,
        draws=draws,
        changes=float(np.mean(lost)),
        most_changes=max(lost),
        helps_per_week=whole,
        helps_kept=float(np.mean(kept)),
        least_helps_kept=min(kept),
        rules_kept=float(np.mean(rules)),
    )


def _order(instance: Instance, pairs: np.ndarray) -> list[Place]:
    """Return the pairs in the order in which they are kept."""
    order, _ = in_order(instance, pairs)
    first = list[Place]()
    for rule in sums_of(instance):
        missing = rule.least - sum(door in rule.doors and half_day in rule.half_days for door, half_day in first)
        for place in order:
            if missing > 0 and place not in first and place[0] in rule.doors and place[1] in rule.half_days:
                first.append(place)
                missing -= 1
    rest = list(order)
    for place in first:
        rest.remove(place)
    return [*first, *rest]


def _without(instance: Instance, away: int, rng: np.random.Generator) -> Instance:
    """Return the instance with so many aidants fewer, drawn among all helpers alike."""
    roster, helpers = instance.roster, instance.group_helpers
    aidants = roster.aidants - away
    fewer = replace(instance, pairs=min(instance.pairs, roster.pair_half_days(aidants)))
    if not instance.listed:
        sessions = int(aidants * roster.hours_per_week / roster.session_hours + 1e-9)
        return replace(fewer, group_helpers=np.array([aidants]), group_sessions=np.array([sessions]))
    gone = rng.multivariate_hypergeometric(instance.sources["volunteers"].to_numpy(dtype=np.int64), away)
    sources = instance.sources
    left = sources["volunteers"].to_numpy(dtype=np.int64) - gone
    sessions = np.minimum(sources["sessions"], np.floor(left * sources["each"] + 1e-9)).astype(np.int64)
    group_helpers, group_sessions = np.zeros_like(helpers), np.zeros_like(instance.group_sessions)
    np.add.at(group_helpers, instance.groups, left)
    np.add.at(group_sessions, instance.groups, sessions)
    return replace(fewer, group_helpers=group_helpers, group_sessions=group_sessions)


def _left(instance: Instance, order: list[Place], fewer: Instance) -> np.ndarray:
    supply, left = Supply(fewer), np.zeros(instance.open.shape, dtype=np.int64)
    for door, half_day in order:
        if supply.take(half_day):
            left[door, half_day] += 1
    return left
