"""What a scenario may set: parameters of an assessment, the Wi-Fi programme and device lots, with their defaults."""

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

__all__ = [
    "DEVICE_KINDS",
    "ISE_CLASSES",
    "LEVELS",
    "LONGEST_WALK_M",
    "STEP",
    "TIER_NAMES",
    "Catchments",
    "Costs",
    "Decay",
    "DistrictMinimum",
    "IndexIndicator",
    "Kind",
    "Lots",
    "Parameters",
    "Programme",
    "Quote",
    "Reach",
    "SchoolLots",
    "Tier",
    "Vulnerability",
    "WalkProfile",
]
