"""Which half-day inside a slot: pairs spread so that a district is without an open door for as short as can be."""

import numpy as np
from scipy import sparse

from geo.roster.instance import Instance
from geo.solving import Problem, linear_problem


def placed(instance: Instance, used: np.ndarray, by_half_day: np.ndarray | None) -> np.ndarray | None:
    """Return pairs at doors by half-day (doors x half-days) with as many a slot as given; None when there are none.

    Parameters
    ----------
    instance
        Doors, when they are open, and when helpers may leave.
    used
        Pairs, doors x slots.
    by_half_day
        Pairs by half-day that helpers can fill; None when helpers may always leave.

    Notes
    -----
    A transport problem, whose solution is in whole numbers: half-days in which few are open in the door's area are
    worth more, so that its pairs spread over the week.
    """
    doors = np.flatnonzero(used.sum(axis=1))
    if not len(doors):
        return np.zeros(instance.open.shape, dtype=np.int64)
    door, half_day = np.nonzero(instance.open[doors])
    slot_of = np.empty(instance.open.shape[1], dtype=np.int64)
    for slot, members in enumerate(instance.slots):
        slot_of[list(members)] = slot
    at_once = instance.doors["pairs_at_once"].to_numpy()[doors[door]]
    entry = np.arange(len(door))
    slots = used.shape[1]
    wanted = used[doors].ravel().astype(float)
    rows = [sparse.csr_array((np.ones(len(door)), (door * slots + slot_of[half_day], entry)), (len(wanted), len(door)))]
    low, high = [wanted], [wanted]
    if by_half_day is not None:
        size = (len(by_half_day), len(door))
        rows.append(sparse.csr_array((np.ones(len(door)), (half_day, entry)), size))
        low.append(by_half_day.astype(float))
        high.append(by_half_day.astype(float))
    worth = np.zeros(len(door))
    taken = np.zeros(len(door))
    # Twice: first anywhere, then away from the half-days in which the area has a pair already.
    for turn in range(2):
        if turn:
            worth = -_crowding(instance, doors[door], half_day, taken)
        model = linear_problem(
            worth,
            np.zeros(len(door)),
            at_once,
            sparse.csr_array(sparse.vstack(rows, format="csr")),
            *map(np.concatenate, (low, high)),
        )
        run = Problem(model, instance.roster.seed).relaxed(30.0)
        if not len(run.point):
            return None if not turn else _whole(instance, doors[door], half_day, taken)
        taken = np.rint(run.point)
    return _whole(instance, doors[door], half_day, taken)


def _crowding(instance: Instance, door: np.ndarray, half_day: np.ndarray, taken: np.ndarray) -> np.ndarray:
    """Return, per entry, how many pairs the door's area has in that half-day, those of the entry itself not counted."""
    area = instance.door_area[door] + 1
    there = np.zeros((int(area.max()) + 1, instance.open.shape[1]))
    np.add.at(there, (area, half_day), taken)
    # A hair for the order, so that equal choices fall alike whatever the order of rows.
    return there[area, half_day] - taken + half_day * 1e-4


def _whole(instance: Instance, door: np.ndarray, half_day: np.ndarray, taken: np.ndarray) -> np.ndarray:
    pairs = np.zeros(instance.open.shape, dtype=np.int64)
    pairs[door, half_day] = taken.astype(np.int64)
    return pairs
