"""A roster made for its floors: each pair where most of what floors still lack can be given, told by exact flows."""

import heapq
from collections.abc import Callable

import numpy as np

from geo.roster.classes import Alike
from geo.roster.instance import Instance
from geo.roster.rules import floors_of
from geo.roster.search.greedy import Greedy, keep_rules
from geo.roster.transport import by_slot, help_within


def floors_first_roster(instance: Instance, stop: Callable[[], bool]) -> np.ndarray:
    """Return pairs at doors (doors x half-days): rules first, then floors, then the most help; it may break a floor.

    Notes
    -----
    What all floors together have is a maximum flow with no more into each area than its floor. What one pair more adds
    to it never grows with the pairs before it, so that an old figure bounds it and only the foremost are computed anew.
    Of pairs that add the same, the one with most need around goes first. Pairs that no floor needs go where they help
    most. The greedy of ``geo.roster.search.greedy`` helps one area after the other: quicker, but it spends on one area
    what serves two, and with few pairs that is what floors fail for.
    """
    greedy = Greedy(instance)
    keep_rules(greedy)
    _put_for_floors(greedy, stop)
    greedy.count()
    greedy.fill()
    return greedy.pairs


def _put_for_floors(greedy: Greedy, stop: Callable[[], bool]) -> None:
    instance = greedy.instance
    floors, alike = floors_of(instance), Alike(instance.need)
    used = by_slot(instance, greedy.pairs)
    has, asked = help_within(instance, used, floors, alike), int(floors.sum())
    around = _around(instance, floors)
    doors, slots = np.nonzero(around)
    # As long as a pair was not tried, it is taken to add all that it could.
    waiting = [
        (-min(instance.per_pair, int(around[door, slot])), -int(around[door, slot]), int(door), int(slot), -1)
        for door, slot in zip(doors, slots, strict=True)
    ]
    heapq.heapify(waiting)
    put = 0
    while waiting and has < asked and greedy.supply.pairs_left and not stop():
        bound, need, door, slot, known = heapq.heappop(waiting)
        if known < put:
            used[door, slot] += 1
            adds = help_within(instance, used, floors, alike) - has
            used[door, slot] -= 1
            if adds:
                heapq.heappush(waiting, (-adds, need, door, slot, put))
        elif greedy.put_in_slot(door, slot):
            used[door, slot] += 1
            has -= bound
            put += 1
            heapq.heappush(waiting, (bound, need, door, slot, -1))


def _around(instance: Instance, floors: np.ndarray) -> np.ndarray:
    """Return the need of areas with a floor near each door, of those who can come in each slot, doors x slots."""
    need = instance.need
    counts = (need.area >= 0) & (floors > 0)[need.area]
    near = need.near[: len(instance.doors)]
    amount = np.where(counts, need.amount, 0)
    return np.column_stack([near @ np.where(comes, amount, 0) for comes in instance.comes[:, need.profile]])
