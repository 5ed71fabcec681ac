"""What a scenario may set: an assessment's parameters, the Wi-Fi programme, device lots, the roster; with defaults."""

from geo.settings.decay import Decay
from geo.settings.lots import DEVICE_KINDS, ISE_CLASSES, LEVELS, Kind, Lots, SchoolLots
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
    "DEVICE_KINDS",
    "ISE_CLASSES",
    "LEVELS",
    "LONGEST_WALK_M",
    "STEP",
    "TIER_NAMES",
    "Availability",
    "Catchments",
    "Costs",
    "Decay",
    "DistrictMinimum",
    "IndexIndicator",
    "Kind",
    "Lots",
    "Parameters",
    "Part",
    "Programme",
    "Quote",
    "Reach",
    "Roster",
    "SchoolLots",
    "Tier",
    "Vulnerability",
    "WalkProfile",
]
