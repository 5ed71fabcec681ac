"""How evenly walks and access are spread over people, and over more and less vulnerable neighbourhoods."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from geo.equity.access import METHODS, UNIT, AccessReview
from geo.equity.measures import Equity, equity
from geo.evidence import Evidence
from geo.gaps import GAP_OF, SERVICES, Review

PEOPLE: Final = {"residents": "population", "vulnerable": "vulnerable_count"}
"""Whom equity is measured over, and their number in demand."""

RANKS: Final = {"vulnerability_index": "high", "median_income_eur": "low"}
"""What neighbourhoods are ordered by, and at which end of it the worse-off are."""

END: Final = 0.2
"""The worse-off and the better-off are the fifth of the people at either end."""

WITHIN, DISTANCE = "within_walk", "distance_m"
"""Measures beside access: 1 for those with an open door within the walk, and metres to the nearest."""

KEY: Final = ["service", "measure", "people", "rank_by"]


@dataclass(frozen=True, eq=False)
class EquityReview:
    """Measures of equity, one row a figure, and the curves behind them.

    Attributes
    ----------
    figures
        DataFrame indexed by ``service`` (``wifi``, ``help``), ``measure`` (``distance_m``, ``within_walk``,
        ``access_2sfca``, ``access_e2sfca``, ``access_balanced``), ``people`` (``residents``, ``vulnerable``) and
        ``rank_by`` (``vulnerability_index``, ``median_income_eur``). Columns: ``people_counted``, ``people_unknown``
        (no value, or no rank, is known of them), ``people_without`` (no place at all can be walked to: left out of
        distances), ``mean``, ``mean_worse_off`` and ``mean_better_off`` (of the fifth of people in the most and the
        least vulnerable neighbourhoods, or those of the lowest and highest incomes), ``concentration``, ``erreygers``
        (of ``within_walk``, which is 0 or 1), ``gini``, ``theil``, ``palma``, ``poverty_line``, ``poor_share``,
        ``poverty_depth`` and ``poor_persons``.
    measures
        Row of ``figures`` -> its ``geo.equity.measures.Equity``, with the Lorenz curve and the concentration curve.

    Examples
    --------
    >>> measured = equity_review(evidence, review(evidence, walk), access_review(evidence))
    >>> list(measured.figures.index.names)
    ['service', 'measure', 'people', 'rank_by']
    """

    figures: pd.DataFrame
    measures: dict[tuple[str, str, str, str], Equity]


def equity_review(evidence: Evidence, reviewed: Review, access: AccessReview) -> EquityReview:
    """Measure the equity of walks and access, over people and never over zones.

    Parameters
    ----------
    evidence
        What is known: index and income of the neighbourhoods.
    reviewed, access
        Whose walks and access are measured; make both for the same limit and the same buildings.

    Notes
    -----
    Everybody bears the index or the income of their neighbourhood. Concentration is positive where a high index or
    income goes with a high value: with the vulnerability index, more access for the more vulnerable; with income, for
    the richer. Poor in access is who has less than a share of the mean (``Catchments.poverty_share``), poor in
    distance who walks farther than the limit or has nowhere to walk to; its depth is how much farther on average, as a
    share of the limit, those counting 0 who live nearer. Services, indices and incomes nobody published give no rows.

    Examples
    --------
    >>> figures = equity_review(evidence, review(evidence, walk), access_review(evidence)).figures
    >>> figures.loc[("help", WITHIN, "residents", "vulnerability_index"), "mean"].item()
    0.2
    """
    sector = evidence.demand["sector_code_statbel"]
    figures, measures = [], {}
    for service, measure, values in _values(reviewed, access):
        if values.notna().sum() == 0:
            continue
        without = np.isposinf(values)
        for whom, column in PEOPLE.items():
            people = evidence.demand[column].astype("float64")
            for rank_by, worse in RANKS.items():
                if rank_by not in evidence.sectors or evidence.sectors[rank_by].isna().all():
                    continue
                ranks = sector.map(evidence.sectors[rank_by]).astype("float64")
                counted = values[~without], people[~without], ranks[~without]
                line = _line(measure, counted[0], counted[1], reviewed.limit_m, evidence)
                bounds = (0.0, 1.0) if measure == WITHIN else None
                measured = equity(*counted, line, bounds)
                measures[service, measure, whom, rank_by] = measured
                row = _figures(measured, worse, float(people[without].sum()))
                if measure == DISTANCE:
                    row |= _too_far(*counted, reviewed.limit_m, row["people_without"])
                figures.append(dict(zip(KEY, (service, measure, whom, rank_by), strict=True)) | row)
    columns = [*KEY, *_COLUMNS]
    return EquityReview(pd.DataFrame(figures, columns=columns).set_index(KEY).sort_index(), measures)


def curve_points(curve: pd.DataFrame, steps: int = 100) -> pd.DataFrame:
    """Return a Lorenz or concentration curve at equal steps of people: as many points as a drawing needs.

    Examples
    --------
    >>> line = pd.DataFrame({"people_share": [0.0, 0.5, 1.0], "value_share": [0.0, 0.25, 1.0]})
    >>> curve_points(line, steps=4)["value_share"].tolist()
    [0.0, 0.125, 0.25, 0.625, 1.0]
    """
    share = np.arange(steps + 1) / steps
    if curve.empty:
        return curve
    value = np.interp(share, curve["people_share"], curve["value_share"])
    return pd.DataFrame({"people_share": share, "value_share": value})


_COLUMNS: Final = (
    "people_counted",
    "people_unknown",
    "people_without",
    "mean",
    "mean_worse_off",
    "mean_better_off",
    "concentration",
    "erreygers",
    "gini",
    "theil",
    "palma",
    "poverty_line",
    "poor_share",
    "poverty_depth",
    "poor_persons",
)


def _values(reviewed: Review, access: AccessReview) -> list[tuple[str, str, pd.Series]]:
    """Return what is measured: service, measure, and its value by demand point (+inf none, NaN not known)."""
    found = []
    for service in SERVICES:
        gap = reviewed.demand[f"{GAP_OF[service]}_gap"]
        found.append((service, DISTANCE, reviewed.demand[f"{service}_distance_m"].astype("float64")))
        found.append((service, WITHIN, (~gap).astype("Float64").astype("float64")))
        found += [(service, f"access_{method}", access.demand[f"{UNIT[service]}_{method}"]) for method in METHODS]
    return found


def _line(measure: str, values: pd.Series, people: pd.Series, limit_m: float, evidence: Evidence) -> float:
    """Return the poverty line: the limit, one door, or a share of the mean access (anything, where that is 0)."""
    if measure == DISTANCE:
        return limit_m
    if measure == WITHIN:
        return 1.0
    known = values.notna()
    total = float(people[known].sum())
    mean = float((values[known] * people[known]).sum()) / total if total > 0 else 0.0
    return evidence.parameters.catchments.poverty_share * mean if mean > 0 else 1.0


def _figures(measured: Equity, worse: str, without: float) -> dict[str, float]:
    low, high = _means_of_ends(measured)
    return {
        "people_counted": measured.people,
        "people_unknown": measured.people_unknown,
        "people_without": without,
        "mean": measured.mean,
        "mean_worse_off": high if worse == "high" else low,
        "mean_better_off": low if worse == "high" else high,
        "concentration": measured.concentration,
        "erreygers": measured.erreygers,
        "gini": measured.gini,
        "theil": measured.theil,
        "palma": measured.palma,
        "poverty_line": measured.poverty.line,
        "poor_share": measured.poverty.share_below,
        "poverty_depth": measured.poverty.depth,
        "poor_persons": measured.poverty.persons_below,
    }


def _means_of_ends(measured: Equity) -> tuple[float, float]:
    """Return the mean value of the people ranked lowest and of those ranked highest, a fifth of all each.

    Notes
    -----
    Read off the concentration curve, straight between its points: people of one rank are alike.
    """
    curve = measured.concentration_curve
    if not measured.mean > 0:
        return measured.mean, measured.mean
    low, rest = np.interp([END, 1 - END], curve["people_share"], curve["value_share"])
    return float(low) * measured.mean / END, float(1 - rest) * measured.mean / END


def _too_far(
    distance_m: pd.Series, people: pd.Series, ranks: pd.Series, limit_m: float, without: float
) -> dict[str, float]:
    """Return the poverty of distances: who walks farther than the limit, or has nowhere to walk to, and how far."""
    known = distance_m.notna() & ranks.notna()
    distance, number = distance_m[known].to_numpy(), people[known].to_numpy()
    far, total = distance > limit_m, float(number.sum())
    persons = float(number[far].sum()) + without
    excess = float((number[far] * (distance[far] / limit_m - 1)).sum())
    return {
        "poor_share": persons / (total + without) if total + without > 0 else np.nan,
        "poverty_depth": excess / total if total > 0 else np.nan,
        "poor_persons": persons,
    }
