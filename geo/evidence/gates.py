"""What a building must be before it is compared at all, and the words for what it lacks."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import pandas as pd

from geo.texts import N_

GATES: Mapping[str, str] = MappingProxyType(
    {
        "located": N_("Its place is not known."),
        "in_commune": N_("Its coordinates lie outside the commune."),
        "public_access": N_("It is not open to the public."),
        "public_access_known": N_("It is not known whether it is open to the public."),
        "ready": N_("It will not be ready before the programme ends."),
        "not_equipped": N_("It has public Wi-Fi already."),
    }
)
"""Gate code -> what is said of a building that does not pass it."""

GATES_OF: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "wifi": ("located", "in_commune", "public_access", "public_access_known", "ready", "not_equipped"),
        "aidants": ("located", "in_commune", "public_access", "public_access_known"),
    }
)
"""Ranking -> its gates, in the order in which they are told."""


def gates(sites: pd.DataFrame, ranking: str, programme_end: date) -> pd.DataFrame:
    """Return which gates each site passes: one boolean column a gate.

    Notes
    -----
    Whatever is said wrong is told by one gate only: a building of which nobody knows whether it is open fails
    ``public_access_known`` and passes ``public_access``; one without coordinates fails ``located`` only. A building
    without a date is ready; one whose Wi-Fi is not known is taken for not equipped.

    Examples
    --------
    >>> passed = gates(evidence.sites, "wifi", parameters.programme_end)
    >>> passed.columns[~passed.loc["b5-pool"]].tolist()
    ['not_equipped']
    >>> passed.columns[~passed.loc["b6-club"]].tolist()
    ['public_access_known']
    """
    status, public = sites["location_status"], sites["public_access"]
    passed = {
        "located": status != "no_coordinates",
        "in_commune": status != "outside_commune",
        "public_access": public.fillna(value=True),
        "public_access_known": public.notna(),
        "ready": ~(sites["ready_from"] > pd.Timestamp(programme_end)),
        "not_equipped": ~(sites["wifi_now"] == "public").fillna(value=False),
    }
    return pd.DataFrame({gate: passed[gate].astype(bool) for gate in GATES_OF[ranking]}, index=sites.index)
