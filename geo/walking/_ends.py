"""What a search needs of places on streets: the nodes at both ends of each street, and how far away they are."""

from dataclasses import dataclass

import numpy as np

from geo.walking.network import StreetGraph
from geo.walking.snapping import Snapped


@dataclass(frozen=True, eq=False)
class Ends:
    """The places of a ``Snapped`` that are on the network, in its order.

    ``node`` (n, 2) and ``mm`` (n, 2) give the nodes at both ends of the street and the way there, access leg included;
    ``edge``, ``leg_mm`` and ``along_mm`` are those of the ``Snapped``.
    """

    node: np.ndarray
    mm: np.ndarray
    edge: np.ndarray
    leg_mm: np.ndarray
    along_mm: np.ndarray

    def __len__(self) -> int:
        return len(self.edge)

    def take(self, rows: np.ndarray) -> "Ends":
        """Return the places in these rows, in this order."""
        return Ends(*(array[rows] for array in (self.node, self.mm, self.edge, self.leg_mm, self.along_mm)))


def ends(graph: StreetGraph, snapped: Snapped) -> Ends:
    """Return the ends of the streets the placed places of ``snapped`` are on."""
    edge, leg, along = (array[snapped.placed] for array in (snapped.edge, snapped.leg_mm, snapped.along_mm))
    length = graph.edge_length_mm[edge].astype(np.int64)
    return Ends(
        node=np.column_stack([graph.edge_u[edge], graph.edge_v[edge]]),
        mm=np.column_stack([leg + along, leg + length - along]),
        edge=edge,
        leg_mm=leg,
        along_mm=along,
    )


@dataclass(frozen=True, eq=False)
class SameStreet:
    """Demand on the street of each site: ``demand[start[i]:stop[i]]`` are the positions for site ``i``."""

    demand: np.ndarray
    start: np.ndarray
    stop: np.ndarray

    def pairs(self) -> tuple[np.ndarray, np.ndarray]:
        """Return every site and demand point that share a street, as two arrays."""
        count = self.stop - self.start
        offset = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        return np.repeat(np.arange(len(count)), count), self.demand[np.repeat(self.start, count) + offset]


def same_street(sites: Ends, demand: Ends) -> SameStreet:
    """List for each site the demand on its own street, where the straight way along it may be the shortest."""
    order = np.argsort(demand.edge, kind="stable")
    edges = demand.edge[order]
    return SameStreet(
        demand=order,
        start=np.searchsorted(edges, sites.edge, side="left"),
        stop=np.searchsorted(edges, sites.edge, side="right"),
    )


def direct_mm(sites: Ends, demand: Ends, site: np.ndarray, point: np.ndarray) -> np.ndarray:
    """Return the way along the shared street from ``site`` to ``point``, both access legs included."""
    return sites.leg_mm[site] + np.abs(sites.along_mm[site] - demand.along_mm[point]) + demand.leg_mm[point]
