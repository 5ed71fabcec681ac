"""What people may lack, in words: titles, sentences, and numbers of people that may be known between bounds."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from geo.texts import N_, NN_
from words.numbers import Numbers, is_unknown, rounded


@dataclass(frozen=True)
class Gap:
    """One thing people may lack."""

    column: str
    """Its name in ``geo.gaps.totals.KINDS``."""
    title: str
    theme: str
    """How the legend names who lacks it."""
    sentence: str
    """With ``{where}``, ``{residents}``, ``{vulnerable}`` and, where one has to walk, ``{limit}``."""


GAPS: Mapping[str, Gap] = {
    "any": Gap(
        "any_gap",
        N_("At least one of the three"),
        N_("Residents who lack at least one of the three"),
        NN_(
            "{where}, {residents} resident, of whom {vulnerable} in digital difficulty, lacks at least one of "
            "these: a good connection at home, public Wi-Fi or digital help within {limit} m on foot.",
            "{where}, {residents} residents, of whom {vulnerable} in digital difficulty, lack at least one of "
            "these: a good connection at home, public Wi-Fi or digital help within {limit} m on foot.",
            "residents",
        ),
    ),
    "help": Gap(
        "help_gap",
        N_("Digital help"),
        N_("Residents without digital help within a walk"),
        NN_(
            "{where}, {residents} resident, of whom {vulnerable} in digital difficulty, has no digital help "
            "within {limit} m on foot.",
            "{where}, {residents} residents, of whom {vulnerable} in digital difficulty, have no digital help "
            "within {limit} m on foot.",
            "residents",
        ),
    ),
    "public": Gap(
        "public_gap",
        N_("Public Wi-Fi"),
        N_("Residents without public Wi-Fi within a walk"),
        NN_(
            "{where}, {residents} resident, of whom {vulnerable} in digital difficulty, has no public Wi-Fi "
            "within {limit} m on foot.",
            "{where}, {residents} residents, of whom {vulnerable} in digital difficulty, have no public Wi-Fi "
            "within {limit} m on foot.",
            "residents",
        ),
    ),
    "home": Gap(
        "home_gap",
        N_("A connection at home"),
        N_("Residents without a good connection at home"),
        NN_(
            "{where}, {residents} resident, of whom {vulnerable} in digital difficulty, has no good connection "
            "at home: neither fibre nor 5G indoors.",
            "{where}, {residents} residents, of whom {vulnerable} in digital difficulty, have no good "
            "connection at home: neither fibre nor 5G indoors.",
            "residents",
        ),
    ),
    "all": Gap(
        "all_gaps",
        N_("All three at once"),
        N_("Residents who lack all three"),
        NN_(
            "{where}, {residents} resident, of whom {vulnerable} in digital difficulty, lacks all three: a "
            "good connection at home, public Wi-Fi and digital help within {limit} m on foot.",
            "{where}, {residents} residents, of whom {vulnerable} in digital difficulty, lack all three: a "
            "good connection at home, public Wi-Fi and digital help within {limit} m on foot.",
            "residents",
        ),
    ),
}
"""Key in the address -> what is lacking; the first is the default."""


def bounds(row: Mapping[str, object], column: str) -> tuple[float, float]:
    """Return the least and the most a number of people may be; equal when it is known."""
    value = row[column]
    if not is_unknown(value):
        return float(value), float(value)  # type: ignore[arg-type]
    low, high = row[f"{column}_low"], row[f"{column}_high"]
    return float(low), float(high)  # type: ignore[arg-type]


def people_between(numbers: Numbers, low: float, high: float) -> str:
    """Write a number of people in a table: rounded, or its two ends."""
    if pd.isna(low) or pd.isna(high):
        return numbers.unknown
    if rounded(low) == rounded(high):
        return numbers.people(low)
    return f"{numbers.people(low)}–{numbers.people(high)}"


def people_said(numbers: Numbers, low: float, high: float) -> str:
    """Say a number of people in a sentence: about so many, or between two ends."""
    _, people = numbers.translate, numbers.people
    if rounded(low) == rounded(high):
        return _("about {number}").format(number=people(low)) if low >= 20 else people(low)
    return _("between {low} and {high}").format(low=people(low), high=people(high))
