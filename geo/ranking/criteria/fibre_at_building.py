"""Criterion: how close fibre is to the building."""

import pandas as pd

from geo.evidence import Evidence
from geo.ranking.criteria._criterion import Criterion, between
from geo.texts import N_

SHARES = {"available": 1.0, "building": 0.6, "planned": 0.3, "none": 0.0}
"""How much of a connection each state is worth: there, in the works, announced, nowhere. A stated convention."""


def fibre_share(sites: pd.DataFrame) -> pd.DataFrame:
    """Return 0-1 from the state of fibre in front of the building; a building already connected has 1.

    Notes
    -----
    Where it is not known whether it is connected, the bounds are the state's value and 1: known only where fibre is
    available, which is worth as much. Where the state is not known either, they are 0 and 1.
    """
    share = sites["fibre_status"].map(SHARES).astype("float64")
    connected = sites["fibre_now"].astype("boolean")
    low = share.fillna(0.0).mask(connected.fillna(value=False).astype(bool), 1.0)
    high = share.fillna(1.0).mask(connected.fillna(value=True).astype(bool), 1.0)
    return between(low.where(low == high), low, high)


def measure(evidence: Evidence) -> pd.DataFrame:
    """Measure how far fibre has come at each building."""
    return fibre_share(evidence.sites)


CRITERION = Criterion(
    key="fibre_at_building",
    title=N_("Fibre at the building"),
    question=N_("Is fibre there (1), being built (0.6), planned (0.3), or not foreseen (0)?"),
    unit="share",
    unit_text=N_("from 0 to 1"),
    better="more",
    ranks=("wifi",),
    needs=("fibre",),
    goalposts=(0, 1),
    measure=measure,
)
