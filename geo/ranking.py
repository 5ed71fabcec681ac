"""Decision matrix and weights -> normalised values, contributions, score, rank, with intervals where something is unknown."""

from collections.abc import Mapping

import pandas as pd

from geo.assessment import DecisionMatrix


def rank(matrix: DecisionMatrix, weights: Mapping[str, int]) -> pd.DataFrame:
    """Rank the feasible sites and say how each score is made up.

    Returns
    -------
    DataFrame indexed by ``building_id`` (all sites). Columns: ``rank``, ``rank_low``, ``rank_high`` (Int64, 1 = best;
    ``rank_low <= rank <= rank_high``), ``score``, ``score_low``, ``score_high`` (0-100), ``status`` (``ranked`` all known,
    ``interval`` something unknown: no rank or score but their bounds, ``excluded`` a gate fails), ``gates_failed``
    (codes joined by a space), then ``contribution_<criterion>`` in points that sum to the score. Criteria switched off
    have a contribution of NaN and their weight is shared by the others in proportion. Ties broken by ``building_id``.
    """
    raise NotImplementedError
