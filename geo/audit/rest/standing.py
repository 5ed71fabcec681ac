"""What stands in a building after the rows that tell of it, gone through one by one as with a list and a pencil."""

from collections.abc import Mapping, Sequence

import pandas as pd

from geo.evidence import Evidence

Told = Mapping[str, object]
"""A row of the layer ``realised``; None where a cell is empty."""


def rows_until(evidence: Evidence, until: int) -> list[Told]:
    """Return what the layer ``realised`` tells of buildings of the inventory up to a year, the oldest first.

    Examples
    --------
    >>> [row["building_id"] for row in rows_until(followed, 2027)], rows_until(evidence, 2027)
    (['b1-library'], [])
    """
    table = evidence.realised
    if table is None:
        return []
    told = [{str(key): _plain(value) for key, value in row.items()} for row in table.to_dict("records")]
    known = set(map(str, evidence.sites.index))
    mine = [row for row in told if str(row["building_id"]) in known and int(str(row["year"])) <= until]
    return sorted(mine, key=lambda row: int(str(row["year"])))


def _plain(value: object) -> object:
    return None if pd.isna(value) else value  # type: ignore[call-overload]


def standing(rows: Sequence[Told], tiers: Sequence[str]) -> tuple[str | None, int | None, bool]:
    """Return the tier that stands after these rows, since when, and whether nobody has said which it is.

    Parameters
    ----------
    rows
        Of one building, the oldest first.
    tiers
        Keys of the programme's tiers, the least first.

    Examples
    --------
    >>> row = {"progress": "installed", "year": 2027, "tier": None}
    >>> standing([row], ["hall", "whole"]), standing([row, {"progress": "dropped"}], ["hall", "whole"])
    (('hall', 2027, True), (None, None, False))
    """
    tier: str | None = None
    since: int | None = None
    assumed = False
    for row in rows:
        if row["progress"] == "dropped":
            tier, since, assumed = None, None, False
        elif row["progress"] == "installed":
            if row["tier"] in tiers:
                tier, assumed = str(row["tier"]), False
            elif tier is None:
                tier, assumed = tiers[0], True
            since = int(str(row["year"])) if since is None else since
    return tier, since, assumed
