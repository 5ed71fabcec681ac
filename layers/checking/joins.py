"""How well a table keyed by sector joins to the sectors, both ways."""

from collections.abc import Iterable
from dataclasses import dataclass
from numbers import Integral
from typing import Protocol

from layers._fault import Fault, Severity

WARN_BELOW = 0.98
REFUSE_BELOW = 0.90
CODE = "sector_code_statbel"
UNLOCALISED = "ZZZZ"
"""Ends the code under which publishers count people they cannot place in a sector."""
EXAMPLES = 5


class Columns(Protocol):
    """A table as columns by name: a DataFrame, or lists where nothing else of a table is wanted."""

    def __getitem__(self, name: str, /) -> Iterable[object]:
        """Return the cells of a column."""


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


def join_rate(table: Columns, sectors: Columns, population: Columns | None = None, *, file: str) -> JoinRate:
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
    codes = {code for code in _codes(table) if not code.endswith(UNLOCALISED)}
    known = set(_codes(sectors))
    strange, uncovered = sorted(codes - known), sorted(known - codes)
    faults = []
    share = 1 - len(strange) / len(codes) if codes else 1.0
    if share < WARN_BELOW:
        refused = share < REFUSE_BELOW
        severity: Severity = "error" if refused else "warning"
        said: dict[str, object] = {
            "matched": len(codes) - len(strange),
            "total": len(codes),
            "percent": _percent(share),
            "examples": _examples(strange),
        }
        code = "join.renumbered" if refused else "join.low"
        faults.append(Fault(code, severity, file, column=CODE, parameters=said))
    residents_share, without = _residents(population, set(uncovered))
    if uncovered:
        said = {"missing": len(uncovered), "total": len(known), "examples": _examples(uncovered)}
        severity = "warning" if 1 - len(uncovered) / len(known) < WARN_BELOW else "note"
        code = "join.sectors_without_figures"
        if residents_share is not None:
            code = "join.residents_without_figures"
            said = {**said, "residents": without, "percent": _percent(1 - residents_share)}
        faults.append(Fault(code, severity, file, column=CODE, parameters=said))
    return JoinRate(
        matched=len(codes) - len(strange),
        total=len(codes),
        sectors_matched=len(known) - len(uncovered),
        sectors_total=len(known),
        residents_share=residents_share,
        faults=tuple(faults),
    )


def _codes(table: Columns) -> list[str]:
    """Return the codes that are there; a missing one is no text."""
    return [code for code in table[CODE] if isinstance(code, str)]


def _residents(population: Columns | None, uncovered: set[str]) -> tuple[float | None, int]:
    """Return the share of localised residents covered, and the number who are not."""
    if population is None:
        return None, 0
    total = without = 0
    for code, residents in zip(population[CODE], population["population"], strict=True):
        localised = isinstance(code, str) and not code.endswith(UNLOCALISED)
        # A figure that is missing is None, NA or NaN, by what read it: none of them a whole number.
        if localised and isinstance(residents, Integral):
            total += int(residents)
            without += int(residents) if code in uncovered else 0
    return (1 - without / total if total else None), without


def _percent(share: float) -> float:
    return round(100 * share, 1)


def _examples(codes: list[str]) -> str:
    return ", ".join(codes[:EXAMPLES])
