"""What no roster of a wave's size exceeds, what ten more aidants bring, and what hours of help bring."""

from dataclasses import replace

import numpy as np
import pandas as pd

from geo.roster.instance import Instance, Rule
from geo.roster.need import UNIT
from geo.roster.plan import RosterPlan, pairs_of
from geo.roster.search.coarse import coarse
from geo.roster.search.cover import Cover
from geo.roster.search.greedy import Greedy
from geo.roster.search.model import Model, columns_of
from geo.roster.search.search import MOST_COLUMNS
from geo.roster.transport import transport
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
    ``plan.waves`` with ``bound_helps_per_week`` lowered and ``next_ten_helps_per_week``: what the next pairs of the
    order of growth add to it, as many as ten aidants fill; after the last wave, what a search finds.

    Notes
    -----
    The bound is that of the relaxed problem with so many pairs, without forced doors, floors and other rules, which a
    wave before the last need not keep. Each size is solved by itself.
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
    return plan.waves.assign(bound_helps_per_week=most, next_ten_helps_per_week=_next_ten(instance, plan))


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


def _next_ten(instance: Instance, plan: RosterPlan) -> list[float]:
    """Return what the next pairs add after each wave."""
    gives = np.r_[0.0, plan.curve["helps_per_week"].to_numpy(dtype=float)]
    more = instance.roster.pair_half_days(MORE_AIDANTS)
    found = [gives[min(pairs + more, len(gives) - 1)] - gives[pairs] for pairs in plan.waves["pairs"]]
    if found:
        found[-1] = beyond(instance, plan)
    return [float(each) for each in found]


def beyond(instance: Instance, plan: RosterPlan, aidants: int = MORE_AIDANTS) -> float:
    """Return what so many aidants more add to a roster, all that it has staying as it is; they can always come."""
    pairs, roster = pairs_of(instance, plan), instance.roster
    count = int(pairs.sum()) + roster.pair_half_days(aidants)
    always = replace(
        instance,
        pairs=count,
        lifted=_without_rules(instance).lifted,
        group_sessions=np.array([2 * count]),
        group_helpers=np.array([2 * count]),
        group_leaves=np.ones((1, instance.open.shape[1]), dtype=bool),
    )
    greedy = Greedy(always, pairs)
    has = greedy.total
    greedy.fill()
    return (greedy.total - has) / UNIT


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
