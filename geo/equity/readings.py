"""What a figure of equity says, in one plain sentence."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from geo.equity.measures import Equity
from geo.equity.review import DISTANCE, WITHIN
from geo.texts import N_, NN_

ACCESS = "access"
"""Stands for the measures of access, whatever the method."""


@dataclass(frozen=True)
class Reading:
    """A sentence: ``message`` is an English ``N_`` text with ``{named}`` places for ``parameters``."""

    message: str
    parameters: dict[str, float]


ENDS: Final = {
    ("help", DISTANCE, "vulnerability_index"): N_(
        "The fifth of people in the most vulnerable neighbourhoods walk {worse} m on average to the nearest help, the "
        "fifth in the least vulnerable {better} m."
    ),
    ("help", DISTANCE, "median_income_eur"): N_(
        "The fifth of people in the neighbourhoods with the lowest incomes walk {worse} m on average to the nearest "
        "help, the fifth in those with the highest {better} m."
    ),
    ("wifi", DISTANCE, "vulnerability_index"): N_(
        "The fifth of people in the most vulnerable neighbourhoods walk {worse} m on average to the nearest public "
        "Wi-Fi, the fifth in the least vulnerable {better} m."
    ),
    ("wifi", DISTANCE, "median_income_eur"): N_(
        "The fifth of people in the neighbourhoods with the lowest incomes walk {worse} m on average to the nearest "
        "public Wi-Fi, the fifth in those with the highest {better} m."
    ),
    ("help", WITHIN, "vulnerability_index"): NN_(
        "Of 100 people in the most vulnerable neighbourhoods, {worse} has help within a walk; in the least "
        "vulnerable, {better}. Each is a fifth of the people.",
        "Of 100 people in the most vulnerable neighbourhoods, {worse} have help within a walk; in the "
        "least vulnerable, {better}. Each is a fifth of the people.",
        "worse",
    ),
    ("help", WITHIN, "median_income_eur"): NN_(
        "Of 100 people in the neighbourhoods with the lowest incomes, {worse} has help within a walk; in "
        "those with the highest, {better}. Each is a fifth of the people.",
        "Of 100 people in the neighbourhoods with the lowest incomes, {worse} have help within a walk; in "
        "those with the highest, {better}. Each is a fifth of the people.",
        "worse",
    ),
    ("wifi", WITHIN, "vulnerability_index"): NN_(
        "Of 100 people in the most vulnerable neighbourhoods, {worse} has public Wi-Fi within a walk; in "
        "the least vulnerable, {better}. Each is a fifth of the people.",
        "Of 100 people in the most vulnerable neighbourhoods, {worse} have public Wi-Fi within a walk; in "
        "the least vulnerable, {better}. Each is a fifth of the people.",
        "worse",
    ),
    ("wifi", WITHIN, "median_income_eur"): NN_(
        "Of 100 people in the neighbourhoods with the lowest incomes, {worse} has public Wi-Fi within a "
        "walk; in those with the highest, {better}. Each is a fifth of the people.",
        "Of 100 people in the neighbourhoods with the lowest incomes, {worse} have public Wi-Fi within a "
        "walk; in those with the highest, {better}. Each is a fifth of the people.",
        "worse",
    ),
    ("help", ACCESS, "vulnerability_index"): NN_(
        "Shared with all who can walk there, the fifth of people in the most vulnerable neighbourhoods "
        "have {worse} hour of help a week per 1,000 people, the fifth in the least vulnerable {better}.",
        "Shared with all who can walk there, the fifth of people in the most vulnerable neighbourhoods "
        "have {worse} hours of help a week per 1,000 people, the fifth in the least vulnerable {better}.",
        "worse",
    ),
    ("help", ACCESS, "median_income_eur"): NN_(
        "Shared with all who can walk there, the fifth of people in the neighbourhoods with the lowest "
        "incomes have {worse} hour of help a week per 1,000 people, the fifth in those with the highest "
        "{better}.",
        "Shared with all who can walk there, the fifth of people in the neighbourhoods with the lowest "
        "incomes have {worse} hours of help a week per 1,000 people, the fifth in those with the highest "
        "{better}.",
        "worse",
    ),
    ("wifi", ACCESS, "vulnerability_index"): NN_(
        "Shared with all who can walk there, the fifth of people in the most vulnerable neighbourhoods "
        "have {worse} place of public Wi-Fi per 1,000 people, the fifth in the least vulnerable {better}.",
        "Shared with all who can walk there, the fifth of people in the most vulnerable neighbourhoods "
        "have {worse} places of public Wi-Fi per 1,000 people, the fifth in the least vulnerable {better}.",
        "worse",
    ),
    ("wifi", ACCESS, "median_income_eur"): NN_(
        "Shared with all who can walk there, the fifth of people in the neighbourhoods with the lowest "
        "incomes have {worse} place of public Wi-Fi per 1,000 people, the fifth in those with the highest "
        "{better}.",
        "Shared with all who can walk there, the fifth of people in the neighbourhoods with the lowest "
        "incomes have {worse} places of public Wi-Fi per 1,000 people, the fifth in those with the highest "
        "{better}.",
        "worse",
    ),
}
"""Of the means at either end."""

CONCENTRATION: Final = {
    "vulnerability_index": N_(
        "Concentration index {index}: it is 0 when all neighbourhoods have alike, above 0 when the figure is higher in "
        "the more vulnerable ones."
    ),
    "median_income_eur": N_(
        "Concentration index {index}: it is 0 when all neighbourhoods have alike, above 0 when the figure is higher in "
        "the richer ones."
    ),
}
"""Of the concentration index and its curve."""

LORENZ: Final = {
    "help": N_(
        "The tenth of people with the most help within a walk have {top} % of it, the four tenths with the least "
        "{bottom} %."
    ),
    "wifi": N_(
        "The tenth of people with the most public Wi-Fi within a walk have {top} % of it, the four tenths with the "
        "least {bottom} %."
    ),
}
"""Of the Lorenz curve of access."""

POVERTY: Final = {
    ("help", WITHIN): NN_(
        "{persons} person, {share} in 100, has no help within a walk of {line} m.",
        "{persons} people, {share} in 100, have no help within a walk of {line} m.",
        "persons",
    ),
    ("wifi", WITHIN): NN_(
        "{persons} person, {share} in 100, has no public Wi-Fi within a walk of {line} m.",
        "{persons} people, {share} in 100, have no public Wi-Fi within a walk of {line} m.",
        "persons",
    ),
    ("help", ACCESS): NN_(
        "People with less than {line} hour of help a week per 1,000 people: {persons}, {share} in 100. The "
        "line is {percent} % of the mean.",
        "People with less than {line} hours of help a week per 1,000 people: {persons}, {share} in 100. "
        "The line is {percent} % of the mean.",
        "line",
    ),
    ("wifi", ACCESS): NN_(
        "People with less than {line} place of public Wi-Fi per 1,000 people: {persons}, {share} in 100. "
        "The line is {percent} % of the mean.",
        "People with less than {line} places of public Wi-Fi per 1,000 people: {persons}, {share} in 100. "
        "The line is {percent} % of the mean.",
        "line",
    ),
}
"""Of the people who have too little; of distances as of what lies within the walk."""


def readings(
    key: tuple[str, str, str, str], figures: pd.Series, measured: Equity, limit_m: float
) -> dict[str, Reading]:
    """Return what one row of figures says.

    Parameters
    ----------
    key, figures
        Index and row of ``geo.equity.review.EquityReview.figures``.
    measured
        What stands in its ``measures`` under the same key.
    limit_m
        The longest walk of the review.

    Returns
    -------
    By what is read: ``ends`` (the worse-off and the better-off), ``concentration``, ``lorenz`` (of access) and
    ``poverty``. What could not be measured says nothing, and is missing.

    Examples
    --------
    >>> measured = equity_review(evidence, review(evidence, walk), access_review(evidence))
    >>> key = ("help", WITHIN, "residents", "vulnerability_index")
    >>> said = readings(key, measured.figures.loc[key], measured.measures[key], limit_m=100)["poverty"]
    >>> said.message.format(**said.parameters)
    '3600 people, 80 in 100, have no help within a walk of 100 m.'
    """
    service, measure, _, rank_by = key
    kind = measure if measure in (DISTANCE, WITHIN) else ACCESS
    said: dict[str, Reading] = {}
    worse, better = float(figures["mean_worse_off"]), float(figures["mean_better_off"])
    if np.isfinite([worse, better]).all():
        ends = {"worse": _shown(worse, kind), "better": _shown(better, kind)}
        said["ends"] = Reading(ENDS[service, kind, rank_by], ends)
    if np.isfinite(figures["concentration"]):
        said["concentration"] = Reading(CONCENTRATION[rank_by], {"index": round(float(figures["concentration"]), 2)})
    if kind == ACCESS and np.isfinite(figures["gini"]):
        bottom, rest = np.interp([0.4, 0.9], measured.lorenz["people_share"], measured.lorenz["value_share"])
        shares: dict[str, float] = {"top": round(100 * (1 - float(rest))), "bottom": round(100 * float(bottom))}
        said["lorenz"] = Reading(LORENZ[service], shares)
    share = float(figures["poor_share"])
    if np.isfinite(share):
        counted: dict[str, float] = {"persons": round(float(figures["poor_persons"])), "share": round(100 * share)}
        if kind == ACCESS:
            mean = float(figures["mean"])
            line = float(figures["poverty_line"])
            counted |= {"line": _shown(line, kind), "percent": round(100 * line / mean) if mean > 0 else 0}
            said["poverty"] = Reading(POVERTY[service, kind], counted)
        else:
            said["poverty"] = Reading(POVERTY[service, WITHIN], counted | {"line": round(limit_m)})
    return said


def _shown(value: float, kind: str) -> float:
    """Return a value as precisely as it is worth saying: metres, people in 100, or access in two digits or so."""
    if kind == DISTANCE:
        return round(value)
    if kind == WITHIN:
        return round(100 * value)
    return round(value, 1 if value >= 1 else 2)
