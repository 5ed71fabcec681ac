"""What one door costs a roster, in helps a week: the door it has left out, or one it has not forced in."""

import numpy as np

from geo.evidence import Evidence
from geo.roster.instance import Rule, build_roster_instance
from geo.roster.plan import RosterPlan, pairs_of
from geo.roster.prices import NOTHING, RosterPrice, Verdict, solve_roster
from geo.solving import Control, Where, here


def price_of_door(
    plan: RosterPlan,
    evidence: Evidence,
    door: str,
    control: Control,
    *,
    time_limit_s: float | None = None,
    where: Where = here,
) -> RosterPrice:
    """Return what it costs to leave a door out that the roster has, or to have a pair at one that it has not.

    Parameters
    ----------
    plan, evidence
        A roster that is there, and what it was made on.
    door
        Key of the door.
    control
        Clock and stop button of the search.
    time_limit_s
        For how long the other roster is searched at the most; the roster's own limit when None.
    where
        Where the search is done.

    Notes
    -----
    With P the helps a week of a roster found and U what none exceeds, without the wish (o) and with it (w)::

        low = P_o - U_w        high = U_o - P_w        best estimate = P_o - P_w

    The price is never below 0 unless the roster's own rules say the opposite of the wish, which then takes their place.

    Examples
    --------
    >>> price = price_of_door(roster_plan, evidence, roster_plan.doors.index[0], control)
    >>> price.rule.kind, price.verdict
    ('excluded', 'costs')
    """
    roster, has = plan.roster, door in plan.doors.index
    freed = roster.excluded if not has else roster.forced_in
    lists = {
        "forced_in": tuple(sorted({*roster.forced_in} - {door} if has else {*roster.forced_in, door})),
        "excluded": tuple(sorted({*roster.excluded, door} if has else {*roster.excluded} - {door})),
    }
    rule = Rule("excluded" if has else "forced_in", door)
    other = build_roster_instance(evidence, roster.model_copy(update=lists))
    if not has and door not in other.doors.index:
        return RosterPrice(rule, np.nan, np.nan, np.nan, "impossible", proven=True, helps_without=np.nan)
    own = build_roster_instance(evidence, roster)
    start = np.zeros(other.open.shape, dtype=np.int64)
    row = other.doors.index.get_indexer(own.doors.index)
    start[row[row >= 0]] = pairs_of(own, plan)[row >= 0]
    found = where(solve_roster, other, start, None, time_limit_s, control=control)
    helps, bound = (float(str(plan.certificate[name])) for name in ("helps_per_week", "bound_helps_per_week"))
    if not found.has_plan:
        none: Verdict = "impossible" if found.status == "infeasible" else "not_known"
        return RosterPrice(rule, np.nan, np.nan, np.nan, none, none == "impossible", helps)
    best = helps - found.objective
    low, high = helps - found.bound, bound - found.objective
    if door not in freed:
        low, best = max(0.0, low), max(0.0, best)
    verdict: Verdict = "costs" if low > NOTHING else "nothing" if low > -NOTHING and high < NOTHING else "too_wide"
    proven = plan.certificate["status"] == "optimal" and found.status == "optimal"
    return RosterPrice(rule, best, low, max(high, best), verdict, proven, helps)
