"""What the city decided and why: an append-only log of each commune, and what of it is in force."""

from store.decisions._photos import MOST_BYTES
from store.decisions.adopted import SCENARIO_ADOPTED, InForce, adopted_by, adopted_scenario, scenario_in_force
from store.decisions.cost import Cost, asks_a_cost, cost_in_lots, cost_in_roster, cost_of, cost_on
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
from store.decisions.kinds import AIDANTS as ABOUT_AIDANTS
from store.decisions.kinds import DEVICES as ABOUT_DEVICES
from store.decisions.kinds import GAPS, KINDS, OF_SCHOOLS, PLANS, UNDONE, VERDICTS, Kind
from store.decisions.kinds import WIFI as ABOUT_WIFI
from store.decisions.log import DecisionLog, open_log
from store.decisions.outcomes import (
    Outcome,
    outcome_of_lots,
    outcome_of_programme,
    outcome_of_roster,
    outcomes_of,
)
from store.decisions.plans import (
    Overlay,
    Settings,
    held,
    laid_over,
    overlay_on,
    places_of,
    scenario_hash,
    scenario_laid_over,
    schools_of,
)
from store.decisions.reviews import GAP, STATES, Progress, Review, progress_of, reviews_of

__all__ = [
    "ABOUT_AIDANTS",
    "ABOUT_DEVICES",
    "ABOUT_WIFI",
    "GAP",
    "GAPS",
    "KINDS",
    "LATER",
    "MOST_BYTES",
    "MOST_FILES",
    "OF_SCHOOLS",
    "PLANS",
    "SCENARIO_ADOPTED",
    "STATES",
    "UNDONE",
    "VERDICTS",
    "Cost",
    "Decision",
    "DecisionLog",
    "Entry",
    "EvidenceFile",
    "EvidenceFolder",
    "InForce",
    "Kind",
    "Outcome",
    "Overlay",
    "Progress",
    "RefusedDecision",
    "Review",
    "Settings",
    "adopted_by",
    "adopted_scenario",
    "asks_a_cost",
    "broken_links",
    "cost_in_lots",
    "cost_in_roster",
    "cost_of",
    "cost_on",
    "faults_of",
    "files_of",
    "hash_of_entry",
    "held",
    "in_force",
    "laid_over",
    "numbers_in_force",
    "open_evidence",
    "open_log",
    "outcome_of_lots",
    "outcome_of_programme",
    "outcome_of_roster",
    "outcomes_of",
    "overlay_on",
    "places_of",
    "prepared",
    "progress_of",
    "reviews_of",
    "scenario_hash",
    "scenario_in_force",
    "scenario_laid_over",
    "schools_of",
]
