"""Sharing out whole devices in proportion to need: Sainte-Lague within a least and a most for each place.

Method: Webster's (Sainte-Lague's) divisor method as a queue. The next device goes to the place with the greatest
``need / (2 lots + 1)`` among those below their most; every place starts at its least. Balinski and Young, *Fair
Representation* (1982): divisor methods are the ones in which one more device, or one more person in need, never takes a
device away; in exchange a lot may leave its quota by more than one. Largest remainder stays within one of the quota and
takes devices away.
"""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Claim:
    """What a place can be given of one kind: its need, and the least and the most of its lot.

    Examples
    --------
    >>> Claim("library", Fraction(150), 2, 10).quotient(3)
    Fraction(150, 7)
    """

    key: str
    need: Fraction
    least: int
    most: int

    def quotient(self, lots: int) -> Fraction:
        """Return what puts the place in the queue for one more device when it has ``lots``."""
        return self.need / (2 * lots + 1)


@dataclass(frozen=True)
class Shares:
    """How the devices of one kind are shared out, and what proves it.

    Attributes
    ----------
    lots
        Place -> devices.
    left
        Devices no place has room for.
    last
        Place that got the last device of the queue; None where all lots are at their least.
    following
        Place the next device would go to; None where every place is at its most.
    tied
        Places that stood equal at the end of the queue, by key; those that come first in it were served first. Empty
        where nothing was decided by it.
    bound
        Between the quotients: no place that could take one more is above it, none that could give one back below it.
        None where nothing follows.

    Examples
    --------
    >>> share_out([Claim("a", Fraction(50), 0, 9), Claim("b", Fraction(30), 0, 9)], 4).lots
    {'a': 3, 'b': 1}
    """

    lots: dict[str, int]
    left: int
    last: str | None
    following: str | None
    tied: tuple[str, ...]
    bound: Fraction | None


def share_out(claims: Iterable[Claim], total: int) -> Shares:
    """Share out ``total`` devices.

    Parameters
    ----------
    claims
        Each key once, in any order; ``0 <= least <= most``. A place without need stays at its least.
    total
        Whole devices.

    Raises
    ------
    ValueError
        When there are fewer devices than the least lots together: what can be said of it is for `geo.lots.planning`.

    Notes
    -----
    Equal quotients go to the key that sorts first. Everything is exact: needs are fractions.

    Examples
    --------
    >>> towns = [Claim("a", Fraction(53), 0, 20), Claim("b", Fraction(24), 0, 20), Claim("c", Fraction(23), 0, 20)]
    >>> share_out(towns, 7).lots, share_out(towns, 7).following
    ({'a': 3, 'b': 2, 'c': 2}, 'a')
    """
    ordered = sorted(claims, key=lambda claim: claim.key)
    by_key = {claim.key: claim for claim in ordered}
    lots = {claim.key: claim.least for claim in ordered}
    to_give = total - sum(lots.values())
    if to_give < 0:
        raise ValueError("fewer devices than the least lots together")
    queue = [(-each.quotient(each.least), each.key) for each in ordered if each.least < each.most and each.need > 0]
    heapq.heapify(queue)
    last, taken = None, Fraction(0)
    while to_give and queue:
        quotient, last = heapq.heappop(queue)
        taken = -quotient
        lots[last] += 1
        to_give -= 1
        if lots[last] < by_key[last].most:
            heapq.heappush(queue, (-by_key[last].quotient(lots[last]), last))
    following = queue[0][1] if queue else None
    bound = -queue[0][0] if queue else None
    tied: tuple[str, ...] = ()
    if last is not None and bound == taken:
        waiting = {key for quotient, key in queue if -quotient == taken}
        served = {each.key for each in ordered if lots[each.key] > each.least}
        equal = {key for key in served if by_key[key].quotient(lots[key] - 1) == taken}
        tied = tuple(sorted(waiting | equal))
    return Shares(lots, to_give, last, following, tied, bound)


def quotas(claims: Sequence[Claim], total: int) -> dict[str, Fraction]:
    """Return the exact share of each place in proportion to need, kept between its least and its most.

    One factor is the same for all: a place gets ``factor * need``, or its least where that is less, or its most where
    it is more. The shares add up to ``total``, or to what there is room for.

    Examples
    --------
    >>> quotas([Claim("a", Fraction(60), 0, 9), Claim("b", Fraction(20), 3, 9)], 6)
    {'a': Fraction(3, 1), 'b': Fraction(3, 1)}
    """
    ordered = sorted(claims, key=lambda claim: claim.key)
    factor = _factor(
        [claim for claim in ordered if claim.need > 0], total - sum(c.least for c in ordered if not c.need)
    )
    return {claim.key: min(max(factor * claim.need, Fraction(claim.least)), Fraction(claim.most)) for claim in ordered}


def _factor(claims: Sequence[Claim], total: int) -> Fraction:
    """Return the factor at which the shares of places with need add up to ``total``, by the points where one bends."""
    shared, slope, before = Fraction(sum(claim.least for claim in claims)), Fraction(0), Fraction(0)
    starts: dict[Fraction, Fraction] = {}
    for each in claims:
        for bound, sign in ((each.least, 1), (each.most, -1)):
            at = Fraction(bound) / each.need
            starts[at] = starts.get(at, Fraction(0)) + sign * each.need
    for point in sorted(starts):
        grown = shared + slope * (point - before)
        if slope and grown >= total:
            return before + (total - shared) / slope
        shared, before = grown, point
        slope += starts[point]
    return before


def largest_remainder(
    claims: Sequence[Claim], total: int, share: Mapping[str, Fraction] | None = None
) -> dict[str, int]:
    """Return the lots by largest remainder, within the same least and most.

    Each quota is rounded down, then the largest remainders get one more; of equal ones the key that sorts first.
    ``share`` are the quotas of this total where they are known already: computing them is nearly all the work.

    Examples
    --------
    >>> towns = [Claim("a", Fraction(53), 0, 20), Claim("b", Fraction(24), 0, 20), Claim("c", Fraction(23), 0, 20)]
    >>> largest_remainder(towns, 7)
    {'a': 4, 'b': 2, 'c': 1}
    """
    share = quotas(claims, total) if share is None else share
    lots = {key: int(quota) for key, quota in share.items()}
    # Quotas add up to a whole number: to the total, or to what places with need have room for.
    remaining = int(sum(share.values())) - sum(lots.values())
    for key in sorted(lots, key=lambda key: (lots[key] - share[key], key))[:remaining]:
        lots[key] += 1
    return lots
