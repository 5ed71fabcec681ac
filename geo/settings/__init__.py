"""What a scenario may set: the parameters of an assessment and the Wi-Fi programme, with defaults and sources."""

from geo.settings.decay import Decay
from geo.settings.parameters import (
    LONGEST_WALK_M,
    Catchments,
    Costs,
    IndexIndicator,
    Parameters,
    Reach,
    Vulnerability,
    WalkProfile,
)
from geo.settings.programme import STEP, TIER_NAMES, DistrictMinimum, Programme, Quote, Tier

__all__ = [
    "LONGEST_WALK_M",
    "STEP",
    "TIER_NAMES",
    "Catchments",
    "Costs",
    "Decay",
    "DistrictMinimum",
    "IndexIndicator",
    "Parameters",
    "Programme",
    "Quote",
    "Reach",
    "Tier",
    "Vulnerability",
    "WalkProfile",
]
