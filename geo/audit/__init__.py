"""Plans and device lots recomputed from their files and the evidence, without the solver and what planned them."""

from geo.audit._claimed import FORMAT, Cell, Claimed, ClaimedProof, Row
from geo.audit._lots_claims import LOTS_FORMAT, ClaimedLots, ClaimedTold
from geo.audit.check import ALL, Verdict, verdict
from geo.audit.lots import lots_verdict
from geo.audit.roster.check import check_roster
from geo.audit.roster.claimed import ClaimedRoster, Line

__all__ = [
    "ALL",
    "FORMAT",
    "LOTS_FORMAT",
    "Cell",
    "Claimed",
    "ClaimedLots",
    "ClaimedProof",
    "ClaimedRoster",
    "ClaimedTold",
    "Line",
    "Row",
    "Verdict",
    "check_roster",
    "lots_verdict",
    "verdict",
]
