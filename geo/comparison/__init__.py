"""Two states of the same commune side by side: people in each gap, places in the rankings, buildings of the plan."""

from geo.comparison.buildings import CHANGES, FIRST, compared_buildings, compared_doors, compared_ranks
from geo.comparison.sides import (
    SUBJECTS,
    Compared,
    Difference,
    Side,
    difference,
    moved_figures,
    plan_figures,
    roster_figures,
)
from geo.comparison.states import moved_buildings, moved_gaps, moved_ranks

__all__ = [
    "CHANGES",
    "FIRST",
    "SUBJECTS",
    "Compared",
    "Difference",
    "Side",
    "compared_buildings",
    "compared_doors",
    "compared_ranks",
    "difference",
    "moved_buildings",
    "moved_figures",
    "moved_gaps",
    "moved_ranks",
    "plan_figures",
    "roster_figures",
]
