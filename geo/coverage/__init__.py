"""What covers a place: fibre, 5G, public Wi-Fi and help around it, and the gaps they leave."""

from geo.coverage.fibre import fibre_area_share, fibre_at, fibre_available
from geo.coverage.gaps import beyond, home_gap, persons
from geo.coverage.mobile import BEST_CLASS, reception_over
from geo.coverage.repeats import Repeat
from geo.coverage.surroundings import MUNICIPAL_WIFI, Surroundings, absent_layers, survey

__all__ = [
    "BEST_CLASS",
    "MUNICIPAL_WIFI",
    "Repeat",
    "Surroundings",
    "absent_layers",
    "beyond",
    "fibre_area_share",
    "fibre_at",
    "fibre_available",
    "home_gap",
    "persons",
    "reception_over",
    "survey",
]
