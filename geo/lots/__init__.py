"""Devices shared out among public places in proportion to need, each lot with its proof."""

from geo.lots.districts import NOWHERE, DistrictLots, districts_of
from geo.lots.kind import KindLots
from geo.lots.matrix import Matrix, biproportional
from geo.lots.need import Need, shared_need
from geo.lots.places import ASSUMED, PLACE_RULES
from geo.lots.planning import LotsPlan, plan_lots
from geo.lots.schools import SCHOOL_RULES, school_names
from geo.lots.shares import Claim, Shares, largest_remainder, quotas, share_out
from geo.lots.shortfall import Entry, Shortfall, shortfall

__all__ = [
    "ASSUMED",
    "NOWHERE",
    "PLACE_RULES",
    "SCHOOL_RULES",
    "Claim",
    "DistrictLots",
    "Entry",
    "KindLots",
    "LotsPlan",
    "Matrix",
    "Need",
    "Shares",
    "Shortfall",
    "biproportional",
    "districts_of",
    "largest_remainder",
    "plan_lots",
    "quotas",
    "school_names",
    "share_out",
    "shared_need",
    "shortfall",
]
