"""A roster reviewed: fairness, waves with bounds of their own, what hours bring, what an absence does."""

from dataclasses import dataclass

import pandas as pd

from geo.evidence import Evidence
from geo.roster.instance import build_roster_instance
from geo.roster.plan import RosterPlan, pairs_of
from geo.roster.review.fairness import Fairness, fairness_of
from geo.roster.review.reserve import Reserve, reserve_of
from geo.roster.review.waves import hours_of, ten_at_any_time, waves_of
from geo.solving import Control

REVIEW_S = 60.0
"""Seconds a review may take, unless others are asked for."""

_FAIRNESS_SHARE = 0.4
"""Share of the time left in which the bound of the fairest roster is looked for."""


@dataclass(frozen=True, eq=False)
class RosterReview:
    """A roster looked at from several sides.

    Attributes
    ----------
    waves
        As ``geo.roster.review.waves.waves_of`` returns them.
    hours
        As ``geo.roster.review.waves.hours_of`` returns them.
    hours_needed_each
        Hours a week each aidant would have to give for all that is missing, if all of it could be reached.
    ten_at_any_time
        Helps a week that ten aidants more would add if they might come in any half-day; NaN where no list of workplaces
        says when anybody may.
    fairness, reserve
        How evenly it helps; what is left when some are away.

    Examples
    --------
    >>> review = review_roster(roster_plan, evidence, control)
    >>> review.hours.loc[4:, ["hours_per_week_each", "pairs", "symbolic"]].to_numpy().tolist()
    [[2.5, 1, True], [3.0, 2, False]]
    """

    waves: pd.DataFrame
    hours: pd.DataFrame
    hours_needed_each: float
    ten_at_any_time: float
    fairness: Fairness
    reserve: Reserve


def review_roster(
    plan: RosterPlan, evidence: Evidence, control: Control, *, time_limit_s: float = REVIEW_S
) -> RosterReview:
    """Review a roster that is there.

    Parameters
    ----------
    plan, evidence
        A roster, and what it was made on.
    control
        Clock and stop: once it says stop, bounds stay as wide as they are.
    time_limit_s
        How long bounds may be looked for, all together. What is found does not depend on it.

    Examples
    --------
    >>> review_roster(roster_plan, evidence, control).waves["bound_helps_per_week"].round(3).tolist()
    [0.91, 1.427]
    """
    instance = build_roster_instance(evidence, plan.roster)
    pairs, began = pairs_of(instance, plan), control.clock()
    reserve = reserve_of(instance, pairs)
    fairness = fairness_of(instance, evidence, pairs, control, _FAIRNESS_SHARE * time_limit_s)
    waves = waves_of(instance, plan, control, time_limit_s - (control.clock() - began))
    return RosterReview(
        waves=waves,
        hours=hours_of(instance, plan),
        hours_needed_each=plan.balance["missing_hours"] / max(plan.roster.aidants, 1),
        ten_at_any_time=ten_at_any_time(instance, plan),
        fairness=fairness,
        reserve=reserve,
    )
