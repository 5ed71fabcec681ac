"""The need of a place: people in digital difficulty within the walk, shared with the other places they can reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from geo.evidence import Evidence

PERSON = 1_000_000
"""People are counted in millionths, so that sums of them do not depend on the order in which they are added."""


@dataclass(frozen=True)
class Need:
    """Who counts for which place. Nobody counts twice: ``sum(of.values()) + unreached`` is everybody.

    Attributes
    ----------
    of
        Place -> its need, in persons.
    unreached
        People in digital difficulty whom none of the places reaches.

    Examples
    --------
    >>> round(float(shared_need(evidence, [], 100.0).unreached))
    2025
    """

    of: dict[str, Fraction]
    unreached: Fraction


def shared_need(evidence: Evidence, places: Sequence[str], reach_m: float) -> Need:
    """Share the people in digital difficulty equally among the places they can walk to.

    Parameters
    ----------
    evidence
        People, and the walks to every site.
    places
        The buildings that take part (``building_id``).
    reach_m
        Longest walk, in metres.

    Notes
    -----
    Equally, whatever the distance: a rule that can be checked with a pencil, and that no place can win by. Of three
    places within the walk of 30 people, each counts 10.

    Examples
    --------
    >>> found = shared_need(evidence, ["b1-library", "b2-hall"], 100.0)
    >>> {key: float(need) for key, need in found.of.items()}, float(found.unreached)
    ({'b1-library': 102.679551, 'b2-hall': 495.510291}, 1426.810157)
    """
    people = np.rint(np.nan_to_num(evidence.demand["vulnerable_count"].to_numpy(dtype="float64")) * PERSON)
    rows = evidence.reach[evidence.sites.index.get_indexer(list(places))].tocoo()
    within = rows.data <= reach_m
    site, point = rows.coords[0][within], rows.coords[1][within]
    doors = np.bincount(point, minlength=len(people))
    # Within a place, people with as many doors are added as whole numbers: exact, in whatever order.
    most = int(doors.max(initial=0)) + 1
    sums = np.zeros(len(places) * most, dtype=np.int64)
    np.add.at(sums, site * most + doors[point], people[point].astype(np.int64))
    table = sums.reshape(len(places), most)
    of = {
        key: sum(
            (Fraction(int(table[row, count]), count) for count in np.flatnonzero(table[row]).tolist()), Fraction(0)
        )
        for row, key in enumerate(places)
    }
    return Need(
        {key: need / PERSON for key, need in of.items()},
        Fraction(int(people[doors == 0].astype(np.int64).sum()), PERSON),
    )
