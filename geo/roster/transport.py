"""The exact transport: how much help a roster gives, to whom and through which door, as a flow in whole units."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import maximum_flow

from geo.roster.classes import Alike, Classes, merged, one_by_one
from geo.roster.instance import Instance
from geo.roster.rules import floors_of


@dataclass(frozen=True, eq=False)
class Given:
    """Help a week that reaches people, in ``UNIT``.

    Attributes
    ----------
    total, before
        Of everybody helped; of those whom the places that are there help by themselves.
    by_class
        Help that each class of residents gets.
    by_door
        Help that pairs of aidants give at each door.
    by_pair
        CSR matrix doors x classes: help from each door to each class.
    floors_kept
        Whether the help can be given so that every area has its floor; it is then given so.
    """

    total: int
    before: int
    by_class: np.ndarray
    by_door: np.ndarray
    by_pair: sparse.csr_array
    floors_kept: bool


def by_slot(instance: Instance, pairs: np.ndarray) -> np.ndarray:
    """Add pairs at doors by half-day (doors x half-days) up by slot."""
    return np.column_stack([pairs[:, list(slot)].sum(axis=1) for slot in instance.slots])


def transport(instance: Instance, used: np.ndarray) -> Given:
    """Return the most help that pairs at doors can give, the places that are there helping first.

    Parameters
    ----------
    instance
        Who needs help, and where.
    used
        Half-days with a pair, doors x slots.

    Notes
    -----
    A maximum flow from places by slot, over the residents who can come then, to their need. Floors come first, then
    the places that are there, then the aidants: a later step adds to what an earlier one gave and takes nothing away
    from any class, so that no order changes the total.
    """
    network = _Network(instance, used)
    floors = floors_of(instance)
    flow = network.nothing()
    kept = True
    if floors.any():
        flow = network.more(flow, existing=True, aidants=True, areas=floors)
        kept = network.value(flow) == int(floors.sum())
        if not kept:
            flow = network.nothing()
    flow = network.more(flow, existing=True, aidants=False)
    alone = network.nothing() if floors.any() and kept else None
    before = network.value(flow if alone is None else network.more(alone, existing=True, aidants=False))
    flow = network.more(flow, existing=True, aidants=True)
    return network.given(flow, before, floors_kept=kept)


def total_help(instance: Instance, used: np.ndarray, alike: Alike | None = None) -> int:
    """Return the ``total`` of ``transport`` alone, in ``UNIT``: one flow finds it, whatever is given first.

    Whoever asks for one roster after the other hands over what merges the classes for all of them (``alike``).
    """
    return _Network(instance, used, alike or partial(merged, instance.need)).most()


def help_by_class(instance: Instance, used: np.ndarray) -> np.ndarray:
    """Return one way in which all the help a roster can give reaches the classes, in ``UNIT``.

    Floors first where they can be kept. Which classes get it where several could is left to the flow, classes alike for
    this roster in proportion to what they need: a search looks at what is missing, ``transport`` says who is helped.
    """
    if floors_of(instance).any():
        return transport(instance, used).by_class.astype(np.float64)
    network = _Network(instance, used, partial(merged, instance.need))
    return network.into_classes(network.more(network.nothing(), existing=True, aidants=True))


def most_in_area(instance: Instance, used: np.ndarray, area: int) -> int:
    """Return the most help that can go into one area, in ``UNIT``, nobody elsewhere being helped."""
    network = _Network(instance, used)
    only = np.where(np.arange(len(instance.need.area_names)) == area, instance.need.area_total, 0)
    return network.most(only)


def help_within(instance: Instance, used: np.ndarray, areas: np.ndarray, alike: Alike | None = None) -> int:
    """Return the most help that pairs and the places that are there can give, no more into each area than ``areas``.

    All in ``UNIT``; with floors for ``areas`` it is what of them can be kept. Residents of no area are not helped.
    ``alike`` as for ``total_help``.
    """
    return _Network(instance, used, alike or partial(merged, instance.need)).most(areas)


class _Network:
    """Nodes: source, places by slot, places by profile, classes, areas (the last for classes of none), sink."""

    def __init__(
        self, instance: Instance, used: np.ndarray, classes_of: Callable[[np.ndarray], Classes] | None = None
    ) -> None:
        self.instance = instance
        self.doors = np.flatnonzero(used.sum(axis=1))
        door_helps = used[self.doors] * instance.per_pair
        # Places that give nothing are left out: who is near them is helped as if they were not there.
        giving = np.flatnonzero(instance.existing_helps.sum(axis=1))
        self.helps = np.vstack([door_helps, instance.existing_helps[giving]])
        slots, profiles = instance.comes.shape
        there = len(instance.doors) + giving
        of_places = np.r_[self.doors, there]
        need = self.need = one_by_one(instance.need, of_places) if classes_of is None else classes_of(of_places)
        places, classes, areas = len(self.helps), len(need.amount), len(instance.need.area_names) + 1
        self.first_profile = 1 + places * slots
        self.first_class = self.first_profile + places * profiles
        self.first_area = self.first_class + classes
        self.sink = self.first_area + areas
        place, slot = np.nonzero(self.helps)
        head, tail, room = [np.zeros(len(place), dtype=np.int64)], [1 + place * slots + slot], [self.helps[place, slot]]
        self.of_aidants = np.concatenate([place < len(self.doors)])
        pair, profile = np.nonzero(instance.comes[slot])
        head.append(1 + place[pair] * slots + slot[pair])
        tail.append(self.first_profile + place[pair] * profiles + profile)
        room.append(self.helps[place[pair], slot[pair]])
        head.append(self.first_profile + need.row * profiles + need.profile[need.near])
        tail.append(self.first_class + need.near)
        room.append(need.amount[need.near])
        head.append(self.first_class + np.arange(classes))
        tail.append(self.first_area + np.where(need.area >= 0, need.area, areas - 1))
        room.append(need.amount)
        head.append(self.first_area + np.arange(areas))
        tail.append(np.full(areas, self.sink))
        self.area_all = np.zeros(areas, dtype=np.int64)
        np.add.at(self.area_all, np.where(need.area >= 0, need.area, areas - 1), need.amount)
        room.append(self.area_all)
        self.head, self.tail = np.concatenate(head), np.concatenate(tail)
        self.room = np.concatenate(room).astype(np.int64)
        self.areas = areas

    def nothing(self) -> sparse.csr_array:
        """Return a flow of nothing."""
        return sparse.csr_array((self.sink + 1, self.sink + 1), dtype=np.int32)

    def more(
        self, flow: sparse.csr_array, *, existing: bool, aidants: bool, areas: np.ndarray | None = None
    ) -> sparse.csr_array:
        """Add to a flow what more can flow: from which places, and no more into areas than ``areas``."""
        room = self.room.copy()
        supply = len(self.of_aidants)
        closed = np.zeros(len(room), dtype=bool)
        closed[:supply] = ~np.where(self.of_aidants, aidants, existing)
        room[closed] = 0
        if areas is not None:
            room[-self.areas :] = np.r_[areas, 0]
        size = self.sink + 1
        whole = sparse.csr_array((room.astype(np.int32), (self.head, self.tail)), shape=(size, size))
        # A closed arc keeps what flows already.
        left = sparse.csr_array(whole - flow)
        left.data = np.maximum(left.data, 0)
        left.eliminate_zeros()
        left = sparse.csr_array((left.data.astype(np.int32), left.indices, left.indptr), shape=left.shape)
        left.sort_indices()
        if not left.nnz:
            return flow
        return sparse.csr_array(flow + sparse.csr_array(maximum_flow(sparse.csr_matrix(left), 0, self.sink).flow))

    def most(self, areas: np.ndarray | None = None) -> int:
        """Return how much flows from all places at most, no more into areas than ``areas``.

        It is the value of ``more`` on a flow of nothing. A search asks for thousands of these figures, and neither
        taking nothing away from what can flow nor putting the flow itself together is for nothing.
        """
        room = self.room if areas is None else np.r_[self.room[: -self.areas], areas, 0]
        open_ = np.flatnonzero(room > 0)
        arcs = (room[open_].astype(np.int32), (self.head[open_], self.tail[open_]))
        whole = sparse.csr_matrix(arcs, shape=(self.sink + 1, self.sink + 1))
        return int(maximum_flow(whole, 0, self.sink).flow_value) if whole.nnz else 0

    def value(self, flow: sparse.csr_array) -> int:
        """Return how much flows."""
        return int(flow[[0]].sum())

    def into_classes(self, flow: sparse.csr_array) -> np.ndarray:
        """Return how much flows into each class of the instance."""
        served = sparse.csr_array(flow[self.first_class : self.first_area, self.first_area : self.sink]).sum(axis=1)
        share = np.asarray(served).ravel()[: len(self.need.amount)] / np.maximum(self.need.amount, 1)
        return self.instance.need.amount * share[self.need.label]

    def given(self, flow: sparse.csr_array, before: int, *, floors_kept: bool) -> Given:
        """Read the help out of a flow."""
        instance = self.instance
        profiles, classes = instance.comes.shape[1], len(instance.need.amount)
        served = sparse.csr_array(flow[self.first_profile : self.first_class, self.first_class : self.first_area])
        served = sparse.coo_array(served)
        place = served.row // profiles
        ours = place < len(self.doors)
        shape = (len(instance.doors), classes)
        by_pair = sparse.csr_array(
            (served.data[ours].astype(np.int64), (self.doors[place[ours]], served.col[ours])), shape=shape
        )
        by_pair.sum_duplicates()
        by_pair.eliminate_zeros()
        by_class = np.zeros(classes, dtype=np.int64)
        np.add.at(by_class, served.col, served.data.astype(np.int64))
        return Given(
            total=int(by_class.sum()),
            before=before,
            by_class=by_class,
            by_door=np.asarray(by_pair.sum(axis=1)).ravel().astype(np.int64),
            by_pair=by_pair,
            floors_kept=floors_kept,
        )
