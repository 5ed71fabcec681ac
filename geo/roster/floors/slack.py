"""Floors that cost nothing: every roster that helps as much as one that is known keeps them anyway."""

from dataclasses import replace

import numpy as np

from geo.roster.floors.most import SURE, bound_of
from geo.roster.instance import Instance, Rule
from geo.roster.need import UNIT, part_of
from geo.roster.rules import floors_of
from geo.roster.transport import total_help, transport
from geo.solving import Control

LADDER = (400, 4000)
"""Classes of each profile at the most with which the most of others is looked for, one after the other."""

CLOSE_SHARE = 0.01
"""By how much of itself the most of others may be too high for a closer look."""


class Slack:
    """Says which floors are slack; each is looked at once.

    Notes
    -----
    Where an area has less than its floor, all people have less than that floor and the most that the others can have
    without it. If a roster is known that helps more, then whatever helps as much keeps that floor, the best roster
    without it too: its price is 0, however far the roster that is known may be from the best. The most of the others is
    an exact flow with a pair everywhere and always, then the linear problem of ``bound_of`` over them, without floors.
    """

    def __init__(self, instance: Instance, control: Control) -> None:
        self._control = control
        self._free = replace(instance, lifted=instance.lifted | {Rule("floor", "")})
        self._floors = floors_of(instance) / UNIT
        self._names = instance.need.area_names
        self._before = transport(instance, np.zeros_like(instance.most)).before / UNIT
        self._most: dict[int, float] = {}

    def costs_nothing(self, subject: str, helps: float) -> bool:
        """Say whether the floor of an area, or all of them without a subject, is slack beside a roster that gives this.

        ``helps``: a week, beside the help that is there, of a roster that keeps all rules. No says nothing.
        """
        asked = [self._names.index(subject)] if subject else np.flatnonzero(self._floors).tolist()
        return bool(np.isfinite(helps)) and all(self._below(area, helps) for area in asked)

    def _below(self, area: int, helps: float) -> bool:
        """Say whether no roster that breaks this floor helps so much."""
        others = helps + self._before - self._floors[area] - SURE
        if area not in self._most:
            self._most[area] = self._others(area, others)
        return self._most[area] < others

    def _others(self, area: int, enough: float) -> float:
        """Return what all others have at the most; once it is below ``enough``, or far from it, no closer."""
        rest = self._rest(area)
        most = total_help(rest, rest.most) / UNIT
        for classes in LADDER:
            if not enough <= most <= enough * (1 + CLOSE_SHARE):
                break
            most = min(most, bound_of(rest, "help", classes, self._control))
        return most

    def _rest(self, area: int) -> Instance:
        """Return the instance with everybody but the residents of one area."""
        need = self._free.need
        return replace(self._free, need=part_of(need, np.flatnonzero(need.area != area)))
