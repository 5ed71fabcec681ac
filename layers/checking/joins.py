"""How well a table keyed by sector joins to the sectors, both ways."""

from dataclasses import dataclass
from typing import cast

import pandas as pd

from layers._fault import Fault, Severity

WARN_BELOW = 0.98
REFUSE_BELOW = 0.90
UNLOCALISED = "ZZZZ"
"""Ends the code under which publishers count people they cannot place in a sector."""
EXAMPLES = 5


@dataclass(frozen=True)
class JoinRate:
    """The join of one table, in sectors and residents; codes of unlocalised people do not count."""

    matched: int
    """Codes of the table that are sectors."""
    total: int
    """Codes of the table."""
    sectors_matched: int
    """Sectors the table has figures for."""
    sectors_total: int
    residents_share: float | None
    """Share of residents in sectors the table has figures for; None when residents are not known."""
    faults: tuple[Fault, ...]

    @property
    def share(self) -> float:
        """Share of the table's codes that are sectors; 1 when it has none."""
        return self.matched / self.total if self.total else 1.0

    @property
    def sectors_share(self) -> float:
        """Share of the sectors the table has figures for; 1 when there are none."""
        return self.sectors_matched / self.sectors_total if self.sectors_total else 1.0


def join_rate(
    table: pd.DataFrame, sectors: pd.DataFrame, population: pd.DataFrame | None = None, *, file: str
) -> JoinRate:
    """Measure how many sector codes of ``table`` are sectors, and how many sectors and residents it covers.

    Parameters
    ----------
    table
        Has ``sector_code_statbel``; several rows may share a code.
    sectors
        The sectors layer.
    population
        The population layer, when there is one: says how many residents the uncovered sectors have.
    file
        Named in faults.

    Returns
    -------
    JoinRate
        With the faults ``join.low`` (warning, below 98 % of the table's codes), ``join.renumbered`` (error, below
        90 %), ``join.sectors_without_figures`` or ``join.residents_without_figures`` (warning below 98 % of the
        sectors, else note): a table may honestly leave sectors out, but may not name sectors that do not exist.
    """
    codes = table["sector_code_statbel"].dropna().drop_duplicates().sort_values()
    codes = codes[~codes.str.endswith(UNLOCALISED)]
    known = sectors["sector_code_statbel"].dropna().drop_duplicates().sort_values()
    found = codes.isin(known)
    covered = known.isin(codes)
    faults = []
    share = float(found.mean()) if len(codes) else 1.0
    if share < WARN_BELOW:
        refused = share < REFUSE_BELOW
        code, severity = "join.renumbered" if refused else "join.low", cast(Severity, "error" if refused else "warning")
        said = {
            "matched": int(found.sum()),
            "total": len(codes),
            "percent": _percent(share),
            "examples": _examples(codes[~found]),
        }
        faults.append(Fault(code, severity, file, column="sector_code_statbel", parameters=said))
    residents_share, uncovered = _residents(population, known[~covered])
    if not covered.all():
        said = {"missing": int((~covered).sum()), "total": len(known), "examples": _examples(known[~covered])}
        severity = "warning" if covered.mean() < WARN_BELOW else "note"
        code = "join.sectors_without_figures"
        if residents_share is not None:
            code = "join.residents_without_figures"
            said = {**said, "residents": uncovered, "percent": _percent(1 - residents_share)}
        faults.append(Fault(code, severity, file, column="sector_code_statbel", parameters=said))
    return JoinRate(
        matched=int(found.sum()),
        total=len(codes),
        sectors_matched=int(covered.sum()),
        sectors_total=len(known),
        residents_share=residents_share,
        faults=tuple(faults),
    )


def _residents(population: pd.DataFrame | None, uncovered: pd.Series) -> tuple[float | None, int]:
    """Return the share of localised residents covered, and the number who are not."""
    if population is None:
        return None, 0
    localised = population[~population["sector_code_statbel"].str.endswith(UNLOCALISED)]
    total = int(localised["population"].sum())
    without = int(localised.loc[localised["sector_code_statbel"].isin(uncovered), "population"].sum())
    return (1 - without / total if total else None), without


def _percent(share: float) -> float:
    return round(100 * share, 1)


def _examples(codes: pd.Series) -> str:
    return ", ".join(codes.head(EXAMPLES))
