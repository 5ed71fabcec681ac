"""Whom equipping buildings helps: people who lacked something before and no longer do, at least and at most."""

from dataclasses import dataclass

from geo.gaps.review import Review

_OF_ONE_SERVICE = ("public_gap", "help_gap")


@dataclass(frozen=True)
class Relief:
    """People who lacked something and no longer do; the ends differ where something is not known."""

    persons_low: float
    persons_high: float
    vulnerable_low: float
    vulnerable_high: float


def relieved(before: Review, after: Review, kind: str) -> Relief:
    """Count the people whom the difference between two reviews helps.

    Parameters
    ----------
    before, after
        Reviews of the same demand at the same moment and limit, with more buildings in the second.
    kind
        One of ``geo.gaps.totals.KINDS``.

    Examples
    --------
    >>> before, after = review(evidence, walk), review(evidence, walk, wifi_sites=["b3-school"])
    >>> relieved(before, after, "public_gap").persons_low
    1500.0
    """
    lacked, lacks = before.demand[kind], after.demand[kind]
    surely = (lacked & ~lacks).fillna(value=False).to_numpy(dtype=bool)
    # Where neither is known, the change may be anything from none to all.
    perhaps = (lacked & ~lacks).fillna(value=True).to_numpy(dtype=bool)
    if after.at is None and kind in _OF_ONE_SERVICE:
        # Doors count as open at any time: a building within the walk helps for sure, one beyond it cannot.
        perhaps &= (~lacks).fillna(value=False).to_numpy(dtype=bool)
    same_places = before.help_places is after.help_places
    if before.wifi_sites == after.wifi_sites and before.help_sites == after.help_sites and same_places:
        perhaps = surely
    people = after.demand[["population", "vulnerable_low", "vulnerable_high"]].fillna(0.0)
    return Relief(
        persons_low=float(people.loc[surely, "population"].sum()),
        persons_high=float(people.loc[perhaps, "population"].sum()),
        vulnerable_low=float(people.loc[surely, "vulnerable_low"].sum()),
        vulnerable_high=float(people.loc[perhaps, "vulnerable_high"].sum()),
    )
