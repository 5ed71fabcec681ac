"""Criterion: whether a helper at the building has a connection to work with."""

import pandas as pd

from geo.evidence import Evidence
from geo.ranking.criteria._criterion import Criterion, between
from geo.ranking.criteria.fibre_at_building import fibre_share
from geo.texts import N_

FIBRE_PART, WIFI_PART, MOBILE_PART = 0.5, 0.3, 0.2
"""How much a fixed line, Wi-Fi in the building and indoor 5G each count: a stated convention that sums to 1."""


def measure(evidence: Evidence) -> pd.DataFrame:
    """Add up the fixed line (0-1, as in the fibre criterion), Wi-Fi there for staff or public, and 5G indoors.

    Notes
    -----
    A part that is not known counts from nothing to all of it; the value is known when the three are.
    """
    sites = evidence.sites
    fibre = fibre_share(sites)
    wifi = sites["wifi_now"].map({"none": 0.0, "staff": 1.0, "public": 1.0}).astype("float64")
    enough = evidence.parameters.coverage.home_5g_class
    best = sites["mobile_5g_class_best"]
    mobile = (best >= enough).astype("Float64").astype("float64")
    value = FIBRE_PART * fibre["value"] + WIFI_PART * wifi + MOBILE_PART * mobile
    low = FIBRE_PART * fibre["low"] + WIFI_PART * wifi.fillna(0.0) + MOBILE_PART * mobile.fillna(0.0)
    high = FIBRE_PART * fibre["high"] + WIFI_PART * wifi.fillna(1.0) + MOBILE_PART * mobile.fillna(1.0)
    return between(value, low, high)


CRITERION = Criterion(
    key="connectivity",
    title=N_("Connection at the building"),
    question=N_("Is there fibre (half), Wi-Fi for staff or the public (three tenths) and 5G indoors (two tenths)?"),
    unit="share",
    unit_text=N_("from 0 to 1"),
    better="more",
    ranks=("aidants",),
    needs=("fibre", "mobile_5g"),
    goalposts=(0, 1),
    measure=measure,
)
