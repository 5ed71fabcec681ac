"""The one way through the engine: assess(tables, place, parameters) -> Assessment, the numbers every surface shows."""

from dataclasses import dataclass

from geo.evidence import GATES_OF, Evidence, Finding, gather
from geo.place import Place
from geo.ranking.decision import DecisionMatrix, decision_matrix
from geo.settings import Parameters
from geo.tables import Tables


@dataclass(frozen=True)
class Assessment:
    """All numbers of one commune at one snapshot under one set of parameters.

    Examples
    --------
    >>> sorted(assessment.matrices), assessment.totals["population"]
    (['aidants', 'wifi'], 4500.0)
    """

    evidence: Evidence
    matrices: dict[str, DecisionMatrix]
    findings: tuple[Finding, ...]
    totals: dict[str, float]
    """As ``geo.evidence.gather.Gathered`` has them."""


def assess(tables: Tables, place: Place, parameters: Parameters) -> Assessment:
    """Compute everything that does not depend on weights.

    Parameters
    ----------
    tables
        The published layers; the order of their rows changes nothing.
    place, parameters
        The commune, and all that changes the meaning of a result.

    Raises
    ------
    DataError
        When tables and outlines do not belong together, or parameters contradict each other.

    Examples
    --------
    >>> assess(town, place, parameters).totals["help_gap_persons"]
    3600.0
    """
    known = gather(tables, place, parameters)
    matrices = {ranking: decision_matrix(known.evidence, ranking) for ranking in GATES_OF}
    return Assessment(evidence=known.evidence, matrices=matrices, findings=known.findings, totals=known.totals)
