"""What other assumptions would make of the expected vulnerable residents: another total rate, another gradient."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from geo.population.vulnerable_count import central_rates
from geo.settings import Vulnerability

ASSUMPTIONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "vulnerable_if_rate_low": ("total_rate", "total_rate_low"),
        "vulnerable_if_rate_high": ("total_rate", "total_rate_high"),
        "vulnerable_if_gradient_low": ("gradient", "gradient_low"),
        "vulnerable_if_gradient_high": ("gradient", "gradient_high"),
    }
)
"""Column of expected residents -> the setting it changes, and the setting that says to what."""


def assumed(parameters: Vulnerability, column: str) -> float:
    """Return the value a column of ``ASSUMPTIONS`` rests on; never inside of the setting it stands beside.

    Notes
    -----
    A scenario that sets a rate or a gradient beyond the range moves the end of the range with it.

    Examples
    --------
    >>> assumed(parameters.vulnerability, "vulnerable_if_gradient_high")
    4.0
    """
    setting, end = ASSUMPTIONS[column]
    stated, central = float(getattr(parameters, end)), float(getattr(parameters, setting))
    return min(stated, central) if end.endswith("_low") else max(stated, central)


def assumed_rates(
    residents: pd.Series, index: pd.DataFrame, indicators: pd.DataFrame, parameters: Vulnerability
) -> pd.DataFrame:
    """Compute the rate of each sector once for each of ``ASSUMPTIONS``, all else being as set.

    Parameters
    ----------
    residents, index, indicators, parameters
        As ``expected_vulnerable`` takes them.

    Returns
    -------
    DataFrame by sector with a column of rates (0-1) for each of ``ASSUMPTIONS``, by its name; NaN in the whole column
    where the residents differ too little for the gradient it would take.

    Notes
    -----
    Each column is one world: the rate, or the gradient, is another one in all sectors at once. So residents expected in
    an area under one assumption are the sum over its sectors, and a range of an area lies between two such sums. A
    higher rate raises every sector; a higher gradient raises the most vulnerable, lowers the least, and leaves the
    commune's total as it is. What missing indicators could change is told apart (``vulnerable_low``,
    ``vulnerable_high``).

    Examples
    --------
    >>> values = wide(town.indicators, evidence.sectors.index)
    >>> index = vulnerability_index(values, parameters.vulnerability).table
    >>> rates = assumed_rates(evidence.sectors["population"], index, values, parameters.vulnerability)
    >>> rates["vulnerable_if_gradient_low"].round(2).unique().tolist()
    [0.45]
    """
    columns = {}
    as_set = central_rates(residents, index, indicators, parameters)
    matters = (as_set.method == "index").any()
    for column, (setting, _) in ASSUMPTIONS.items():
        changes = {setting: assumed(parameters, column)}
        if setting == "total_rate" and not as_set.curve.reaches_gradient:
            # The estimate beside it is flat; only the rate may differ.
            changes["gradient"] = 1.0
        found = central_rates(residents, index, indicators, parameters.model_copy(update=changes))
        reached = found.curve.reaches_gradient or not matters
        columns[column] = found.rate * (1.0 if reached else np.nan)
    return pd.DataFrame(columns, index=residents.index)
