"""What a criterion is: a measure of every site, its unit, and which way is better."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pandas as pd

from geo.walking import in_reach

if TYPE_CHECKING:
    from geo.evidence import Evidence


@dataclass(frozen=True)
class Criterion:
    """One criterion of the ranking.

    Attributes
    ----------
    key
        Stable name, used in scenarios, exports and addresses.
    title, question, unit_text
        English texts (marked with ``N_``) shown to people: short name, the question it answers, its unit.
    unit
        Suffix of the exported raw column: ``{key}_{unit}``, such as ``vulnerable_in_reach_persons``.
    better
        Whether more or less of it is better.
    ranks
        The rankings it belongs to: ``wifi``, ``aidants`` or both.
    needs
        Layers without which it cannot be measured; it is then switched off, visibly.
    goalposts
        Raw values that score 0 and 1. A None end is the highest value among the feasible sites (so that only a site
        which sets a new one can move the others): the end that scores 1 where more is better, 0 where less is.
    measure
        ``Evidence -> DataFrame`` indexed by ``building_id`` with columns ``value``, ``low``, ``high``
        (float64; ``value`` is NaN where unknown, and ``low``/``high`` then bound what it could be, or are NaN too
        when nothing is known; where ``value`` is known ``low <= value <= high``).

    Examples
    --------
    >>> (demand,) = [each for each in CRITERIA if each.key == "expressed_demand"]
    >>> demand.measure(evidence).loc["b1-library"].tolist(), demand.better
    ([300.0, 300.0, 300.0], 'more')
    """

    key: str
    title: str
    question: str
    unit: str
    unit_text: str
    better: Literal["more", "less"]
    ranks: tuple[Literal["wifi", "aidants"], ...]
    needs: tuple[str, ...]
    goalposts: tuple[float | None, float | None]
    measure: Callable[["Evidence"], pd.DataFrame]

    def __post_init__(self) -> None:
        """Refuse goalposts whose open end is not the highest value."""
        lower = self.goalposts[0 if self.better == "more" else 1]
        if lower is None:
            raise ValueError(f"{self.key}: only the higher goalpost may be open.")

    @property
    def column(self) -> str:
        """The name of its raw column in tables and exports."""
        return f"{self.key}_{self.unit}"


def known(value: pd.Series) -> pd.DataFrame:
    """Return a measure that is certain where it is there, and of which nothing is known where it is missing."""
    exact = value.astype("float64")
    return pd.DataFrame({"value": exact, "low": exact, "high": exact})


def between(value: pd.Series, low: pd.Series, high: pd.Series) -> pd.DataFrame:
    """Return a measure with the bounds of what it could be."""
    return pd.DataFrame(
        {"value": value.astype("float64"), "low": low.astype("float64"), "high": high.astype("float64")}
    )


def within_reach(evidence: "Evidence", amounts: pd.Series) -> pd.Series:
    """Sum ``amounts``, one per demand point, over what each site reaches; NaN for a site no walk is known from."""
    sites = evidence.sites
    total = pd.Series(in_reach(evidence.reach, amounts.to_numpy(dtype="float64", na_value=0.0)), index=sites.index)
    return total.where(sites["population_in_reach"].notna())
