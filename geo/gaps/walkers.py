"""Who can walk to a building: residents within so many minutes, by the distances all other figures rest on."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from geo.errors import DataError
from geo.evidence import Evidence
from geo.texts import N_
from geo.walking import MINUTES, Walking


def walkers(
    evidence: Evidence, walk: Walking, building_id: str, speed_m_s: float, minutes: Iterable[float] = MINUTES
) -> pd.DataFrame:
    """Count the residents within so many minutes on foot of a building.

    Parameters
    ----------
    evidence
        What is known.
    walk
        How walks are measured: as the evidence was.
    building_id
        The building.
    speed_m_s
        Walking speed, in metres a second.
    minutes
        Walking times.

    Returns
    -------
    DataFrame, index ``minutes`` (rising): ``limit_m``, ``persons`` and ``vulnerable`` (expected residents in digital
    difficulty). No rows when nothing is known of walks to the building.

    Raises
    ------
    DataError
        When there is no such building.

    Examples
    --------
    >>> walkers(evidence, walk, "b3-school", 1.0, (1, 2))["persons"].to_dict()
    {1.0: 900.0, 2.0: 2100.0}
    """
    if building_id not in evidence.sites.index:
        raise DataError(N_("There is no building {key}: give an identifier of the buildings layer."), key=building_id)
    times = np.array(sorted(set(minutes)), dtype="float64")
    limit_m = times * 60 * speed_m_s
    here = evidence.sites.loc[[building_id], ["x_m", "y_m"]].to_numpy(dtype="float64", na_value=np.nan)
    if not len(times) or not walk.knows(here)[0]:
        return pd.DataFrame({"limit_m": [], "persons": [], "vulnerable": []}, index=pd.Index([], name="minutes"))
    reach = walk.within(limit_m[-1]).reach(here, evidence.demand[["x_m", "y_m"]].to_numpy())
    there = evidence.demand.iloc[reach.indices]
    within = reach.data[None, :] <= limit_m[:, None]
    return pd.DataFrame(
        {
            "limit_m": limit_m,
            "persons": (within * there["population"].to_numpy(dtype="float64")).sum(axis=1),
            "vulnerable": (within * there["vulnerable_count"].to_numpy(dtype="float64")).sum(axis=1),
        },
        index=pd.Index(times, name="minutes"),
    )
