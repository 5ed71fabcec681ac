"""What no roster of a wave's size exceeds, what ten more aidants bring, and what hours of help bring."""

from dataclasses import replace

import numpy as np
import pandas as pd

from geo.roster.instance import Instance, Rule
from geo.roster.need import UNIT
from geo.roster.plan import RosterPlan, pairs_of
from geo.roster.rules import rules_of
from geo.roster.search.coarse import coarse
from geo.roster.search.cover import Cover
from geo.roster.search.greedy import Greedy
from geo.roster.search.model import Model, columns_of
from geo.roster.search.search import MOST_COLUMNS
from geo.roster.transport import total_help, transport
from geo.solving import Control, Problem

MORE_AIDANTS = 10

CLOSE_SHARE = 0.01
"""A bound this close to what a wave gives is not looked for again."""


def waves_of(instance: Instance, plan: RosterPlan, control: Control, seconds: float) -> pd.DataFrame:
    """Return the waves of a roster, each with its own bound and what ten more aidants bring after it.

    Parameters
    ----------
    instance, plan
        A roster, and what it was made from.
    control, seconds
        How long bounds may take together; a wave for which there was no time keeps the bound it has.

    Returns
    -------
    ``plan.waves`` with ``bound_helps_per_week`` lowered; ``next_ten_helps_per_week``: what the next pairs of the order
    of growth add to it, as many as ten aidants fill, and beyond the last what ``beyond`` finds of those who are left;
    ``next_ten_most_helps_per_week``: no ten aidants more add more than this to the wave.

    Notes
    -----
    The bound is that of the relaxed problem with so many pairs, without forced doors, floors and other rules, which a
    wave before the last need not keep. Each size is solved by itself.

    What a pair adds never grows with those before it. Without rules, ten of the list who are left therefore add no more
    to the best roster than its last ten do, and to one that may be so much from the best no more than that beside it.
    """
    began = control.clock()
    free = _without_rules(instance)
    before = transport(instance, np.zeros_like(instance.most)).before / UNIT
    classes = coarse(instance)
    counts = plan.waves["pairs"].to_numpy(dtype=np.int64).tolist()
    gives = plan.waves["helps_per_week"].to_numpy(dtype=np.float64)
    most = plan.waves["bound_helps_per_week"].to_numpy(dtype=np.float64).copy()
    # The last one has the bound of the roster itself.
    for row, count in enumerate(counts[:-1]):
        rest = seconds - (control.clock() - began)
        if rest <= 0 or control.stop() or most[row] - gives[row] <= CLOSE_SHARE * gives[row]:
            continue
        each = rest / (len(counts) - 1 - row)
        smaller = replace(free, pairs=count)
        if columns_of(smaller, classes) > MOST_COLUMNS:
            bound = Cover(smaller, classes).least(control, each)
        else:
            bound = Problem(Model(smaller, classes).lp, instance.roster.seed).proven(each)
        if np.isfinite(bound):
            most[row] = max(gives[row], min(most[row], bound - before))
    adds, highest = _next_ten(instance, plan, most)
    return plan.waves.assign(
        bound_helps_per_week=most, next_ten_helps_per_week=adds, next_ten_most_helps_per_week=highest
    )


def _without_rules(instance: Instance) -> Instance:
    names = ("forced_in", "activity_least", "activity_most")
    roster = instance.roster
    subjects = {
        "forced_in": roster.forced_in,
        "activity_least": tuple(roster.least_half_days_of_activity),
        "activity_most": tuple(roster.most_half_days_of_activity),
    }
    every = {Rule(name, subject) for name in names for subject in subjects[name]}  # type: ignore[arg-type]
    opened = {Rule("open", "", half_day) for half_day in roster.half_days}
    return replace(instance, lifted=frozenset({*instance.lifted, *every, *opened, Rule("floor", "")}))


def _next_ten(instance: Instance, plan: RosterPlan, bounds: np.ndarray) -> tuple[list[float], list[float]]:
    """Return what the next pairs add after each wave, and what no so many add; ``bounds``: those of the waves."""
    gives = np.r_[0.0, plan.curve["helps_per_week"].to_numpy(dtype=float)]
    count, last = instance.roster.pair_half_days(MORE_AIDANTS), len(gives) - 1
    waves = plan.waves["pairs"].to_numpy(dtype=np.int64)
    nobody = np.zeros_like(instance.most)
    every = (total_help(instance, instance.most) - total_help(instance, nobody)) / UNIT
    found, most = list[float](), list[float]()
    for pairs in waves.tolist():
        outside = max(0, pairs + count - last)
        adds = gives[min(pairs + count, last)] - gives[pairs] + beyond(instance, plan, outside)
        highest = min(count * instance.per_pair / UNIT, every - gives[pairs])
        if not rules_of(instance):
            larger = np.flatnonzero(waves >= pairs + count)
            if len(larger):
                highest = min(highest, bounds[larger[0]] - gives[pairs])
            elif pairs == last and (not instance.listed or _enough_listed(instance, count)):
                # Whoever comes could come instead of those who help least: the roster would help more by as much.
                highest = min(highest, gives[last] - gives[max(0, last - count)] + bounds[-1] - gives[last])
        found.append(float(adds))
        most.append(float(max(highest, adds)))
    return found, most


def _enough_listed(instance: Instance, more: int) -> bool:
    """Say whether those who are willing fill so many pairs more than the roster has."""
    return int(instance.group_sessions.sum()) >= 2 * (instance.pairs + more)


def beyond(instance: Instance, plan: RosterPlan, more: int, *, at_any_time: bool = False) -> float:
    """Return what so many pairs more add to a roster, all that it has staying as it is, the most helpful next.

    Notes
    -----
    They are helpers of the list who are left; where the list has not so many, others who may leave their work as those
    on it may, in the same proportions. ``at_any_time``: others who may always come.
    """
    if more < 1:
        return 0.0
    pairs = pairs_of(instance, plan)
    count = int(pairs.sum()) + more
    sessions, helpers, leaves = instance.group_sessions, instance.group_helpers, instance.group_leaves
    if at_any_time:
        sessions, helpers = np.r_[sessions, 2 * more], np.r_[helpers, 2 * more]
        leaves = np.vstack([leaves, np.ones((1, leaves.shape[1]), dtype=bool)])
    elif not _enough_listed(instance, more) and sessions.sum():
        # A hair more than the quotient, so that whole numbers stay what they are.
        further = np.ceil(sessions * (2 * more / sessions.sum()) - 1e-9).astype(np.int64)
        sessions, helpers = sessions + further, helpers + further
    lifted = _without_rules(instance).lifted
    larger = replace(
        instance,
        pairs=count,
        lifted=lifted,
        group_sessions=sessions,
        group_helpers=helpers,
        group_leaves=leaves,
    )
    greedy = Greedy(larger, pairs)
    has = greedy.total
    greedy.fill()
    return (greedy.total - has) / UNIT


def ten_at_any_time(instance: Instance, plan: RosterPlan) -> float:
    """Return what ten aidants more would add to a roster if they might come in any half-day; NaN without a list."""
    if not instance.listed:
        return np.nan
    return beyond(instance, plan, instance.roster.pair_half_days(MORE_AIDANTS), at_any_time=True)


def hours_of(instance: Instance, plan: RosterPlan) -> pd.DataFrame:
    """Return what hours of help bring, and below which number a plan is called symbolic.

    Returns
    -------
    One row a number of hours a week each: ``hours_per_week_each``, ``pairs``, ``aidants_hours``, ``helps_per_week``,
    ``share_of_missing`` (0-1), ``symbolic`` (bool; below ``roster.symbolic_hours_per_week``).

    Notes
    -----
    Along the order in which the roster grows: the same aidants, each giving fewer hours, so that fewer half-days are
    filled. What all of them would have to give to meet what is missing is ``missing_hours / aidants``.
    """
    roster = instance.roster
    gives = np.r_[0.0, plan.curve["helps_per_week"].to_numpy(dtype=float)]
    share = np.r_[0.0, plan.curve["share_of_missing"].to_numpy(dtype=float)]
    steps = np.unique(np.r_[np.arange(0.5, roster.hours_per_week, 0.5), roster.hours_per_week])
    rows = []
    for each in steps.tolist():
        pairs = min(int(roster.aidants * each / roster.session_hours / 2 + 1e-9), len(gives) - 1)
        rows.append(
            {
                "hours_per_week_each": each,
                "pairs": pairs,
                "aidants_hours": pairs * 2 * roster.session_hours,
                "helps_per_week": gives[pairs],
                "share_of_missing": share[pairs],
                "symbolic": each < roster.symbolic_hours_per_week,
            }
        )
    return pd.DataFrame(rows)
