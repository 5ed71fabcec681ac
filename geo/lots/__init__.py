"""Devices shared out among public places in proportion to need, each lot with its proof."""

from geo.lots.kind import KindLots
from geo.lots.need import Need, shared_need
from geo.lots.places import ASSUMED, PLACE_RULES
from geo.lots.planning import LotsPlan, plan_lots
from geo.lots.schools import SCHOOL_RULES
from geo.lots.shares import Claim, Shares, largest_remainder, quotas, share_out

__all__ = [
    "ASSUMED",
    "PLACE_RULES",
    "SCHOOL_RULES",
    "Claim",
    "KindLots",
    "LotsPlan",
    "Need",
    "Shares",
    "largest_remainder",
    "plan_lots",
    "quotas",
    "share_out",
    "shared_need",
]
