"""Who can walk where: streets, snapping, distances along them, and straight lines where no street is loaded."""

from geo.walking.isochrones import MINUTES
from geo.walking.network import StreetGraph, street_graph
from geo.walking.off_street import FAR_APART_M, doubtful_streets
from geo.walking.reach import Walking, in_reach
from geo.walking.snapping import Snapped, snap
from geo.walking.street_reach import nearest_on_streets, street_reach
from geo.walking.street_walking import StreetWalking
from geo.walking.walks import areas_in_minutes, walking

__all__ = [
    "FAR_APART_M",
    "MINUTES",
    "Snapped",
    "StreetGraph",
    "StreetWalking",
    "Walking",
    "areas_in_minutes",
    "doubtful_streets",
    "in_reach",
    "nearest_on_streets",
    "snap",
    "street_graph",
    "street_reach",
    "walking",
]
