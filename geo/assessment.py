"""The one way through the engine: assess(tables, place, parameters) -> Assessment, the numbers every surface shows."""

from geo.decision import decision_matrix
from geo.evidence import GATES_OF, Assessment, gather
from geo.place import Place
from geo.settings import Parameters
from geo.tables import Tables


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
    """
    known = gather(tables, place, parameters)
    matrices = {ranking: decision_matrix(known.evidence, ranking) for ranking in GATES_OF}
    return Assessment(evidence=known.evidence, matrices=matrices, findings=known.findings, totals=known.totals)
