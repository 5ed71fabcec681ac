"""What can be compared with what: scenarios on any snapshot, kept Wi-Fi plans, kept rosters; named, listed, opened."""

from store.comparing.kept import Kept, kept_plans
from store.comparing.sides import AT, PLAN, ROSTER, Chosen, chosen_of, open_side, snapshots_of

__all__ = [
    "AT",
    "PLAN",
    "ROSTER",
    "Chosen",
    "Kept",
    "chosen_of",
    "kept_plans",
    "open_side",
    "snapshots_of",
]
