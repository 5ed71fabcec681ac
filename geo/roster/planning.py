"""The roster planned: rules that cannot hold are named, else the best roster found comes back with its proof."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from geo.evidence import Evidence, Finding
from geo.roster.conflict import conflict, conflict_at_once, impossible, not_excluded
from geo.roster.floors.fairest import fairest
from geo.roster.floors.most import common_share
from geo.roster.instance import Instance, build_roster_instance
from geo.roster.notes import notes_of
from geo.roster.placing import placed
from geo.roster.plan import RosterPlan, tables_of
from geo.roster.rules import floors_of
from geo.roster.search.model import helpers_are_limited
from geo.roster.search.search import Search
from geo.roster.spreading import spread
from geo.roster.transport import by_slot
from geo.settings import Roster
from geo.solving import Control, Found

TOLD_FROM_S = 1.0
"""Seconds a search may take from which on it is worth finding out which floors could be kept, where it found none."""


def plan_roster(
    evidence: Evidence,
    roster: Roster,
    control: Control,
    *,
    time_limit_s: float | None = None,
    heard: Callable[[RosterPlan], None] = lambda _plan: None,
) -> RosterPlan:
    """Return the best roster found once the gap asked for is reached, time is up or the search is stopped.

    Parameters
    ----------
    evidence, roster
        What is known, and what is asked for.
    control
        Clock, stop button and listener, who is told helps a week that aidants add.
    time_limit_s
        Instead of the roster's own.
    heard
        Told, where no roster keeps the rules, as soon as that is proven: a plan of status ``infeasible`` with the
        floors that no pairs could keep. Which rules cannot hold together, and what could be kept instead, takes
        seconds more.

    Notes
    -----
    Rules that cannot hold together come back as a plan of status ``infeasible`` that names a smallest set of them. Two
    calls with the same evidence and roster give the same plan, as long as neither runs into its time limit.

    Examples
    --------
    >>> found = plan_roster(evidence, Roster(aidants=4, wave_aidants=(2,)), control)
    >>> found.certificate["status"], found.waves["pairs"].tolist()
    ('optimal', [1, 2])
    """
    instance = build_roster_instance(evidence, roster)
    clash: tuple[Finding, ...] = impossible(instance)
    search = Search(instance, control, time_limit_s=time_limit_s)
    found = search.give_up() if clash else search.prove()
    if found.status == "infeasible" and not clash:
        heard(tables_of(instance, found, (*conflict_at_once(instance), *notes_of(instance, evidence))))
        clash = conflict(instance, control)
    elif found.status == "none_found" and found.ended_by in ("work", "time") and search.time_limit_s >= TOLD_FROM_S:
        found, clash = _as_fair_as_can_be(instance, search, control)
    return tables_of(instance, _spread(instance, found), (*clash, *notes_of(instance, evidence)))


def _as_fair_as_can_be(instance: Instance, search: Search, control: Control) -> tuple[Found, tuple[Finding, ...]]:
    """Look for the fairest roster where a search found none that keeps its floors: it may keep them after all."""
    if not floors_of(instance).any():
        return search.found(), ()
    share = common_share(instance, control)
    best = fairest(instance, share, control)
    if len(best.pairs) and search.offer(best.pairs, "fairest"):
        return search.found(), ()
    return search.found(), not_excluded(share, best)


def roster_of_nobody(instance: Instance) -> RosterPlan:
    """Return need and help as they are before any aidant works: balance, areas, places that are no doors; at once.

    Examples
    --------
    >>> there = roster_of_nobody(roster_instance)
    >>> there.certificate["status"], there.balance["aidants_hours"], len(there.doors)
    ('none_found', 0.0, 0)
    """
    nobody = np.zeros(instance.open.shape, dtype=np.int64)
    return tables_of(instance, Found("none_found", nobody, np.nan, np.inf, "", 0.0, rounds=0, cuts=0))


def _spread(instance: Instance, found: Found) -> Found:
    """Put the pairs of a roster into half-days anew, spread over the week of each area; it helps the same people."""
    if not found.has_plan:
        return found
    by_half_day = found.state.sum(axis=0) if helpers_are_limited(instance) else None
    pairs = placed(instance, by_slot(instance, found.state), by_half_day)
    return replace(found, state=spread(instance, found.state if pairs is None else pairs))
