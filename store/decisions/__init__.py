"""What the city decided and why: an append-only log of each commune, and what of it is in force."""

from store.decisions._photos import MOST_BYTES
from store.decisions.cost import Cost, asks_a_cost, cost_of
from store.decisions.entries import (
    LATER,
    Decision,
    Entry,
    RefusedDecision,
    broken_links,
    faults_of,
    hash_of_entry,
    in_force,
    numbers_in_force,
)
from store.decisions.files import MOST_FILES, EvidenceFile, EvidenceFolder, files_of, open_evidence, prepared
from store.decisions.kinds import GAPS, KINDS, PLANS, UNDONE, VERDICTS, Kind
from store.decisions.log import DecisionLog, open_log
from store.decisions.plans import Overlay, held, laid_over, scenario_hash
from store.decisions.reviews import GAP, STATES, Progress, Review, progress_of, reviews_of

__all__ = [
    "GAP",
    "GAPS",
    "KINDS",
    "LATER",
    "MOST_BYTES",
    "MOST_FILES",
    "PLANS",
    "STATES",
    "UNDONE",
    "VERDICTS",
    "Cost",
    "Decision",
    "DecisionLog",
    "Entry",
    "EvidenceFile",
    "EvidenceFolder",
    "Kind",
    "Overlay",
    "Progress",
    "RefusedDecision",
    "Review",
    "asks_a_cost",
    "broken_links",
    "cost_of",
    "faults_of",
    "files_of",
    "hash_of_entry",
    "held",
    "in_force",
    "laid_over",
    "numbers_in_force",
    "open_evidence",
    "open_log",
    "prepared",
    "progress_of",
    "reviews_of",
    "scenario_hash",
]
