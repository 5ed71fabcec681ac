"""A plan recomputed from its files and the evidence, without the solver and without what planned it."""

from geo.audit._claimed import FORMAT, Cell, Claimed, ClaimedProof, Row
from geo.audit._roster_claimed import ClaimedRoster, Line
from geo.audit.check import ALL, Verdict, verdict
from geo.audit.roster import check_roster

__all__ = [
    "ALL",
    "FORMAT",
    "Cell",
    "Claimed",
    "ClaimedProof",
    "ClaimedRoster",
    "Line",
    "Row",
    "Verdict",
    "check_roster",
    "verdict",
]
