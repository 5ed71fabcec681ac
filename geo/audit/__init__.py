"""A plan recomputed from its files and the evidence, without the solver and without what planned it."""

from geo.audit._claimed import FORMAT, Cell, Claimed, ClaimedProof, Row
from geo.audit.check import ALL, Verdict, verdict

__all__ = ["ALL", "FORMAT", "Cell", "Claimed", "ClaimedProof", "Row", "Verdict", "verdict"]
