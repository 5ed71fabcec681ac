"""The people of a programme, merged into classes that every plan serves alike, wherever they live."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from geo.programme.instance.instance import PERSON, UNIT, Instance
from geo.settings import STEP


@dataclass(frozen=True, eq=False)
class Classes:
    """Classes of people merged over statistical sectors: same buildings within reach, same need not met yet.

    Attributes
    ----------
    weight
        People of each class.
    room, area
        As those of ``Instance``, by class.
    reach
        CSR, classes x buildings.
    shared
        Positions of the classes that two buildings or more reach; ``place`` is the inverse, -1 for the others.
    entry_class, entry_option
        Each option of each building within reach of a class, in the order of classes, buildings and tiers.
    gain
        What such an option adds to the one before, as a share (0-1) of a person's need, no more than the room.
    """

    weight: np.ndarray
    room: np.ndarray
    area: np.ndarray
    reach: sparse.csr_array
    shared: np.ndarray
    place: np.ndarray
    entry_class: np.ndarray
    entry_option: np.ndarray
    gain: np.ndarray


def merged(instance: Instance) -> Classes:
    """Merge the classes of an instance over its statistical sectors; areas of a minimum stay apart."""
    reach = instance.reach
    seen: dict[tuple[bytes, int, int], int] = {}
    label = np.empty(len(instance.weight), dtype=np.int64)
    first: list[int] = []
    for each, (begin, end) in enumerate(zip(reach.indptr[:-1], reach.indptr[1:], strict=True)):
        key = (reach.indices[begin:end].tobytes(), int(instance.room[each]), int(instance.area[each]))
        label[each] = seen.setdefault(key, len(seen))
        if label[each] == len(first):
            first.append(each)
    kept = np.array(first, dtype=np.int64)
    weight = np.zeros(len(kept), dtype=np.int64)
    np.add.at(weight, label, instance.weight)
    near, room = sparse.csr_array(reach[kept]), instance.room[kept]
    buildings = np.diff(near.indptr)
    shared = np.flatnonzero(buildings > 1)
    place = np.full(len(kept), -1, dtype=np.int64)
    place[shared] = np.arange(len(shared))
    # Pairs of a class and a building, then entries: the options of each pair in order.
    site = near.indices.astype(np.int64)
    count = instance.levels[site]
    pair = np.repeat(np.arange(len(site)), count)
    within = np.arange(len(pair)) - (np.cumsum(count) - count)[pair]
    option = instance.first[site[pair]] + within
    entry_class = np.repeat(np.arange(len(kept)), buildings)[pair]
    upper = np.minimum(instance.served[option], room[entry_class])
    lower = np.where(within > 0, np.r_[0, upper[:-1]][: len(upper)], 0)
    return Classes(
        weight=weight / PERSON,
        room=room,
        area=instance.area[kept],
        reach=near,
        shared=shared,
        place=place,
        entry_class=entry_class,
        entry_option=option,
        gain=(upper - lower) / STEP,
    )


def everybody(instance: Instance) -> float:
    """Return the people within reach, by the part of their need that is not met yet: no plan serves more."""
    return int((instance.weight * instance.room).sum()) / UNIT
