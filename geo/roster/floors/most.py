"""The most that areas can have: each by itself, and all of them alike."""

from dataclasses import dataclass, replace

import numpy as np

from geo.roster.instance import Instance, Rule
from geo.roster.need import UNIT, part_of
from geo.roster.rules import floors_of
from geo.roster.search.coarse import coarse
from geo.roster.search.cover import Aim, Cover
from geo.roster.search.greedy import Greedy
from geo.roster.transport import most_in_area, transport
from geo.solving import Control, Problem

LADDER = (400, 1500)
"""Classes of each profile at the most with which sums are tried one after the other: the first take a moment, the
second prove more."""

WAIT_S = 60.0
"""Seconds at the most for one sum: on a quiet machine it takes one. A sum given up so proves nothing."""

SURE = 1e-4
"""Helps a week that sums must lack before they are believed."""


@dataclass(frozen=True)
class Most:
    """The most help an area can have in any roster, whatever all others then have.

    ``helps``, ``need``: in ``UNIT``. ``by_reach``: with a pair at every door in every half-day in which it is open;
    else with all the pairs there are, each wherever it helps that area most.
    """

    area: str
    helps: int
    need: int
    by_reach: bool


def bound_of(instance: Instance, aim: Aim, most: int, control: Control) -> float:
    """Return what no roster exceeds, of so many classes of each profile; +inf where it is not known."""
    if control.stop():
        return np.inf
    return Problem(Cover(instance, coarse(instance, most), aim).lp, instance.roster.seed).proven(WAIT_S)


def out_of_reach(instance: Instance) -> bool:
    """Say whether floors are more than areas have with a pair everywhere and always: exact, by one flow."""
    return bool(floors_of(instance).any()) and not transport(instance, instance.most).floors_kept


def beyond_reach(instance: Instance) -> list[Most]:
    """Return the areas whose floor is more than they have, each alone, with a pair everywhere and always: exact."""
    floors, found = floors_of(instance), list[Most]()
    if not out_of_reach(instance):
        return []
    for area in np.flatnonzero(floors):
        helps = most_in_area(_only(instance, int(area)), instance.most, int(area))
        if helps < floors[area]:
            found.append(_most(instance, int(area), helps, by_reach=True))
    return found


def beyond_pairs(instance: Instance, control: Control) -> list[Most]:
    """Return the areas whose floor is more than they have when every pair goes where it helps them most.

    Notes
    -----
    By a linear problem with fractions of pairs over the residents of the area alone, without any other rule; where the
    pairs of a greedy roster for them alone do, no problem has to be solved.
    """
    found, floors = list[Most](), floors_of(instance)
    for area in np.flatnonzero(floors):
        own = replace(_only(instance, int(area)), lifted=_no_rules(instance))
        greedy = Greedy(own)
        greedy.fill()
        if greedy.total >= floors[area]:
            continue
        bound = bound_of(own, "help", LADDER[-1], control)
        if bound + SURE < floors[area] / UNIT:
            found.append(_most(instance, int(area), int(np.ceil(bound * UNIT)), by_reach=False))
    return found


def common_share(instance: Instance, control: Control) -> float:
    """Return the share (0-1) of its need below which some area stays in every roster that keeps the other rules.

    The least of what each area has with a pair everywhere and what linear problems over all of them prove.
    """
    need, shares = instance.need.area_total, [1.0]
    for area in np.flatnonzero(need):
        shares.append(most_in_area(_only(instance, int(area)), instance.most, int(area)) / int(need[area]))
    free, by_reach = replace(instance, lifted=instance.lifted | {Rule("floor", "")}), min(shares)
    for most in LADDER:
        share = bound_of(free, "share", most, control)
        # Where the coarser sums prove nothing beyond reach, the finer ones seldom do.
        if share >= by_reach:
            return by_reach
        shares.append(share)
    return max(0.0, min(shares))


def _most(instance: Instance, area: int, helps: int, *, by_reach: bool) -> Most:
    need = int(instance.need.area_total[area])
    return Most(instance.need.area_names[area], max(0, min(helps, need)), need, by_reach)


def _no_rules(instance: Instance) -> frozenset[Rule]:
    kinds = ("forced_in", "activity_least", "activity_most", "open", "floor")
    return instance.lifted | {Rule(kind, "") for kind in kinds}  # type: ignore[arg-type]


def _only(instance: Instance, area: int) -> Instance:
    """Return the instance with the residents of one area alone."""
    own = np.flatnonzero(instance.need.area == area)
    return replace(instance, need=part_of(instance.need, own))
