"""What can be decided: each kind of entry, what it is about, and what it must say."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from geo.texts import N_

Subject = Literal["building", "school", "place", "layer", "scenario", "fact", "entry"]

WIFI, AIDANTS, DEVICES = "wifi", "aidants", "devices"

PLANS = (WIFI, AIDANTS, DEVICES)
"""What a decision on a building can be about: the Wi-Fi programme, the roster of aidants, the device lots."""

FORCING, EXCLUDING = ("building_forced", "school_forced"), ("building_excluded", "school_excluded")
"""Kinds that force a place into a plan, and that exclude one from it."""

OF_SCHOOLS = ("school_forced", "school_excluded")
"""Those of them whose subject is a school site: a key of the table of pupils, and not of the inventory."""

GAPS = ("home", "public", "help")
"""Gaps that can be confirmed or contested."""

VERDICTS = ("open", "accepted", "rejected", "corrected")
"""States of a review."""

UNDONE = "undone"


@dataclass(frozen=True)
class Kind:
    """One kind of entry.

    Attributes
    ----------
    key
        What the log and commands call it.
    title
        What people read.
    subject
        What its subject names.
    about
        What it can be about; empty where there is nothing to say. For a review: whatever fact is meant.
    whole
        Whether it may be about all of that at once, and then says nothing.
    value
        ``whole`` (a rank, a year or a wave, from 1), ``verdict`` (one of VERDICTS), or empty where it has none.
    """

    key: str
    title: str
    subject: Subject
    about: tuple[str, ...] = ()
    value: Literal["", "whole", "verdict"] = ""
    whole: bool = False


_ALL = (
    Kind("rank_overridden", N_("Rank overridden"), "building", (WIFI, AIDANTS), "whole"),
    Kind("wave_overridden", N_("Year or wave overridden"), "building", (WIFI, AIDANTS), "whole"),
    Kind("building_forced", N_("Building forced"), "building", PLANS),
    Kind("building_excluded", N_("Building excluded"), "building", PLANS),
    Kind("school_forced", N_("School site forced"), "school", (DEVICES,)),
    Kind("school_excluded", N_("School site excluded"), "school", (DEVICES,)),
    Kind("scenario_adopted", N_("Scenario adopted"), "scenario", PLANS, whole=True),
    Kind("gap_confirmed", N_("Gap confirmed"), "place", GAPS),
    Kind("gap_contested", N_("Gap contested"), "place", GAPS),
    Kind("layer_accepted", N_("Layer accepted in spite of a warning"), "layer"),
    Kind("reviewed", N_("Reviewed"), "fact", (), "verdict"),
    Kind(UNDONE, N_("Undone"), "entry"),
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.key: kind for kind in _ALL})
"""Key -> kind."""
