"""Which building comes first, and why: criteria, decision matrix, ranking, counterfactual, assessment."""

from geo.ranking.assessment import Assessment, assess
from geo.ranking.conditions import conditions, counted_criteria
from geo.ranking.counterfactual import place_without_gates, smallest_weight_changes
from geo.ranking.criteria import CRITERIA
from geo.ranking.criteria._criterion import Criterion
from geo.ranking.decision import DecisionMatrix
from geo.ranking.influence import influence, related_criteria
from geo.ranking.ranking import explain, in_order, rank

__all__ = [
    "CRITERIA",
    "Assessment",
    "Criterion",
    "DecisionMatrix",
    "assess",
    "conditions",
    "counted_criteria",
    "explain",
    "in_order",
    "influence",
    "place_without_gates",
    "rank",
    "related_criteria",
    "smallest_weight_changes",
]
