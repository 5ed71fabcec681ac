"""Who walks to one building: every place where people live within the walk, and how far it is."""

import pandas as pd

from geo.errors import DataError
from geo.evidence import Evidence, site_coordinates
from geo.gaps.review import limit_of
from geo.settings import WalkProfile
from geo.texts import N_
from geo.walking import Walking


def who_walks_there(
    evidence: Evidence,
    walk: Walking,
    building: str,
    *,
    limit_m: float | None = None,
    profile: WalkProfile | None = None,
) -> pd.DataFrame:
    """Return the demand points within a walk of a building.

    Parameters
    ----------
    evidence
        What is known.
    walk
        How walks are measured: as the evidence was.
    building
        Its ``building_id``.
    limit_m, profile
        Longest walk in metres, or whose walk it is; the assessment's own limit when neither is given.

    Returns
    -------
    DataFrame by ``demand_id`` (sorted): ``distance_m``, ``population``, ``vulnerable_count``, ``seniors_count``.

    Raises
    ------
    DataError
        When there is no such building, or no walk to it is known.

    Examples
    --------
    >>> who_walks_there(evidence, walk, "b1-library")[["distance_m", "population"]].to_numpy().tolist()
    [[25.0, 25.0], [25.0, 75.0], [75.0, 50.0]]
    """
    if building not in evidence.sites.index:
        raise DataError(N_("There is no building {key}: give an identifier of the buildings layer."), key=building)
    here = site_coordinates(evidence.sites.loc[[building]])
    if not walk.knows(here)[0]:
        message = N_("No walk to {name} is known: it stands nowhere in the commune, or too far from any street.")
        raise DataError(message, name=evidence.sites.loc[building, "name"])
    within = walk.within(limit_of(evidence.parameters, limit_m, profile))
    reach = within.reach(here, evidence.demand[["x_m", "y_m"]].to_numpy())
    table = pd.DataFrame(evidence.demand[["population", "vulnerable_count", "seniors_count"]].iloc[reach.indices])
    table.insert(0, "distance_m", reach.data)
    return table
