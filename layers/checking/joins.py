"""How well a table keyed by sector joins to the sectors, both ways."""

from collections.abc import Iterable
from dataclasses import dataclass
from numbers import Integral
from typing import Protocol

from geo.place import Place
from geo.sector_codes import UNLOCALISED, is_rate, join_codes
from layers._fault import Fault, Severity

WARN_BELOW = 0.98
REFUSE_BELOW = 0.90
CODE = "sector_code_statbel"
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
    inherited: int = 0
    """Sectors that have no row in the table, and rates of the sector they were a part of."""

    @property
    def share(self) -> float:
        """Share of the table's codes that are sectors; 1 when it has none."""
        return self.matched / self.total if self.total else 1.0

    @property
    def sectors_share(self) -> float:
        """Share of the sectors the table has figures for; 1 when there are none."""
        return self.sectors_matched / self.sectors_total if self.sectors_total else 1.0


def join_rate(
    table: Columns,
    sectors: Columns,
    population: Columns | None = None,
    *,
    file: str,
    passing_on: Place | None = None,
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
    passing_on
        The commune, where ``table`` holds indicators (``indicator`` and ``unit``): rates of a sector that was split
        are then its parts' too, and a code cut to eight characters is the sector's that alone begins with it
        (`geo.sector_codes.join_codes`).

    Returns
    -------
    JoinRate
        With the faults ``join.inherited`` (warning, sectors with rates of the sector they were a part of),
        ``join.low`` (warning, below 98 % of the table's codes), ``join.renumbered`` (error, below 90 %),
        ``join.sectors_without_figures`` or ``join.residents_without_figures`` (warning below 98 % of the sectors, else
        note): a table may honestly leave sectors out, but may not name sectors that do not exist.
    """
    codes = {code for code in _codes(table) if not code.endswith(UNLOCALISED)}
    known = set(_codes(sectors))
    strange, uncovered = sorted(codes - known), sorted(known - codes)
    faults = []
    heirs: dict[str, str] = {}
    if passing_on is not None:
        join = join_codes(codes, known)
        rated = _with_rates(table, passing_on)
        heirs = {sector: code for sector, code in join.parents.items() if code in rated}
        strange = [*join.strange]
        uncovered = sorted(set(uncovered) - set(join.completed.values()) - set(heirs))
    if heirs:
        pairs = [f"{part} < {whole}" for part, whole in sorted(heirs.items())]
        told: dict[str, object] = {"count": len(heirs), "examples": _examples(pairs)}
        faults.append(Fault("join.inherited", "warning", file, column=CODE, parameters=told))
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
        inherited=len(heirs),
    )


def _with_rates(table: Columns, place: Place) -> set[str]:
    """Return the codes under which a table of indicators has a rate."""
    rows = zip(table[CODE], table["indicator"], table["unit"], strict=True)
    return {code for code, key, unit in rows if isinstance(code, str) and is_rate(str(key), str(unit), place)}


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
