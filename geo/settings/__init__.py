"""What a scenario may set: the parameters of an assessment, the Wi-Fi programme, the roster; defaults and sources."""

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
from geo.settings.roster import Availability, Part, Roster

__all__ = [
    "LONGEST_WALK_M",
    "STEP",
    "TIER_NAMES",
    "Availability",
    "Catchments",
    "Costs",
    "Decay",
    "DistrictMinimum",
    "IndexIndicator",
    "Parameters",
    "Part",
    "Programme",
    "Quote",
    "Reach",
    "Roster",
    "Tier",
    "Vulnerability",
    "WalkProfile",
]
