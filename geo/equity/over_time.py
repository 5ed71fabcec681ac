"""How evenly public Wi-Fi is spread in one state of the city after the other: before, now, after."""

from collections.abc import Mapping, Sequence

import pandas as pd

from geo.equity.access import access_review
from geo.equity.review import RANKS, WITHIN, equity_review
from geo.evidence import Evidence
from geo.gaps import review
from geo.walking import Walking

_SHOWN = ("mean", "mean_worse_off", "mean_better_off", "concentration", "erreygers")


def equity_over_time(
    evidence: Evidence, walk: Walking, states: Mapping[str, Sequence[str]], limit_m: float
) -> pd.DataFrame:
    """Measure how evenly the residents have public Wi-Fi within a walk, in each state.

    Parameters
    ----------
    evidence, walk
        What is known, and how walks are measured.
    states
        Name -> buildings that offer public Wi-Fi in it beside the places there are today.
    limit_m
        Longest walk, in metres.

    Returns
    -------
    DataFrame by ``state`` in the order given: ``mean`` (share of residents, 0-1, with public Wi-Fi within the walk),
    ``mean_worse_off`` and ``mean_better_off`` (the same for the fifth of the residents in the most and the least
    vulnerable neighbourhoods, or of the lowest and highest incomes), ``concentration``, ``erreygers``, as
    ``geo.equity.review.EquityReview`` has them. Empty where neither Wi-Fi nor what neighbourhoods are ordered by is
    published.

    Examples
    --------
    >>> states = {"before": [], "after": ["b3-school"]}
    >>> equity_over_time(evidence, walk, states, 100.0)["mean"].round(3).to_dict()
    {'before': 0.128, 'after': 0.461}
    """
    rows = {}
    for name, sites in states.items():
        reviewed = review(evidence, walk, limit_m=limit_m, wifi_sites=sites)
        access = access_review(evidence, walk, limit_m=limit_m, wifi_sites=sites)
        figures = equity_review(evidence, reviewed, access).figures
        keys = [("wifi", WITHIN, "residents", rank_by) for rank_by in RANKS]
        key = next((each for each in keys if each in figures.index), None)
        if key is not None:
            rows[name] = figures.loc[key, list(_SHOWN)].astype("float64")
    table = pd.DataFrame.from_dict(rows, orient="index", columns=list(_SHOWN))
    return table.rename_axis("state")
