"""Two states of the same commune side by side: people in each gap, places in the rankings, buildings of the plan."""

from geo.comparison.states import moved_buildings, moved_gaps, moved_ranks

__all__ = [
    "moved_buildings",
    "moved_gaps",
    "moved_ranks",
]
