"""What stands in each building at the end of each year, from the rows of the layer ``realised``."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from geo.settings import Programme

NEVER = -1
"""Position of the tier of a building in which nothing stands."""


@dataclass(frozen=True)
class Course:
    """What became of one building by a year.

    Attributes
    ----------
    tier
        Position in ``programme.tiers`` of what stands there; ``NEVER`` for nothing.
    since
        Year in which Wi-Fi came there, of what stands; 0 for nothing.
    progress
        The last word on it: ``installed``, ``under_way`` or ``dropped``.
    tier_assumed
        True where nobody says which tier stands there, so that the least of the programme is counted.
    spent_eur
        First costs paid so far, as far as they are known.
    spent_known
        False where a row says nothing of money: then ``spent_eur`` is the least it was.
    """

    tier: int
    since: int
    progress: str
    tier_assumed: bool
    spent_eur: float
    spent_known: bool


def courses(rows: pd.DataFrame, programme: Programme, until: int) -> Mapping[str, Course]:
    """Return what became of each building that the rows name, by the end of a year.

    Notes
    -----
    ``installed`` says what stands; without a tier the former one stays, and where there is none, the least of the
    programme is counted. ``under_way`` leaves what stood; ``dropped`` takes it away. A tier that the programme does
    not have counts like one that nobody names. An empty cell of money is unknown, not zero.
    """
    keys = [tier.key for tier in programme.tiers]
    told = rows[rows["year"] <= until].sort_values(["building_id", "year"])
    found: dict[str, Course] = {}
    for building, mine in told.groupby("building_id", sort=True):
        tier, since, assumed = NEVER, 0, False
        for progress, named_tier, year in zip(mine["progress"], mine["tier"], mine["year"], strict=True):
            if progress == "installed":
                named = keys.index(str(named_tier)) if str(named_tier) in keys else NEVER
                assumed = named == NEVER and (tier == NEVER or assumed)
                tier = named if named != NEVER else max(tier, 0)
                since = since or int(year)
            elif progress == "dropped":
                tier, since, assumed = NEVER, 0, False
        spent = mine["spent_eur"].astype("float64")
        found[str(building)] = Course(
            tier, since, str(mine["progress"].iloc[-1]), assumed, float(spent.sum()), bool(spent.notna().all())
        )
    return found
