"""The order in which a roster grows: which pair comes next, so that every beginning of it is a wave inside it."""

import heapq

import numpy as np

from geo.roster.classes import Alike
from geo.roster.instance import Instance
from geo.roster.transport import by_slot, total_help, transport

Place = tuple[int, int]


def in_order(instance: Instance, pairs: np.ndarray) -> tuple[list[Place], list[int]]:
    """Return the pairs of a roster as (door, half-day), the most helpful next, and the help after each, in ``UNIT``.

    Notes
    -----
    The next is what adds most to those before it, ties going to the first door and half-day. What a pair adds never
    grows with those before it, so that an old figure bounds it and only the foremost are computed anew.
    """
    slot_of = np.empty(pairs.shape[1], dtype=np.int64)
    for slot, members in enumerate(instance.slots):
        slot_of[list(members)] = slot
    used, alike = np.zeros_like(instance.most), Alike(instance.need)
    before = transport(instance, used).before
    now, total = [0], [before]
    left = pairs.copy()

    def gain(door: int, slot: int) -> int:
        used[door, slot] += 1
        found = total_help(instance, used, alike) - total[0]
        used[door, slot] -= 1
        return found

    waiting = [(-instance.per_pair, door, half_day, -1) for door, half_day in _places(pairs)]
    heapq.heapify(waiting)
    order, helps = list[Place](), list[int]()
    while waiting:
        worth, door, half_day, known = heapq.heappop(waiting)
        if known != now[0]:
            heapq.heappush(waiting, (-gain(door, int(slot_of[half_day])), door, half_day, now[0]))
            continue
        used[door, slot_of[half_day]] += 1
        left[door, half_day] -= 1
        total[0] -= worth
        now[0] += 1
        order.append((door, half_day))
        helps.append(total[0] - before)
        if left[door, half_day]:
            heapq.heappush(waiting, (worth, door, half_day, -1))
    return order, helps


def _places(pairs: np.ndarray) -> list[Place]:
    return [(int(door), int(half_day)) for door, half_day in zip(*np.nonzero(pairs), strict=True)]


def lost_without(instance: Instance, pairs: np.ndarray) -> np.ndarray:
    """Return the help that is lost, door by door, when it has no pairs and nobody takes its place, in ``UNIT``."""
    used = by_slot(instance, pairs)
    whole = total_help(instance, used)
    lost = np.zeros(len(pairs), dtype=np.int64)
    for door in np.flatnonzero(used.sum(axis=1)):
        without = used.copy()
        without[door] = 0
        lost[door] = whole - total_help(instance, without)
    return lost
