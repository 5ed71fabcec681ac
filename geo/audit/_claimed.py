"""A plan as its files tell it: rows with their place in the file, and the proof, before anybody has checked them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Cell = str | int | Decimal | None

FORMAT = 3
"""Number of the layout of a plan's files; it changes when a column or a key does. Since 2 the time of the search stands
in a file of its own, so that the same inputs give the same bytes; since 3 the certificate says why the search ended and
what the plan costs to run. Files of 1 and 2 are read and checked all the same."""

METHODS = ("", "given", "greedy", "rounded", "completed", "nearest", "part", "proof", "ranking")
"""How the search says that it came to a plan; the first: not at all, where there is none."""


@dataclass(frozen=True)
class Row:
    """One row of a file: its number there (the header is row 1), and its cells by column; None where one is empty.

    Examples
    --------
    >>> row = Row(number=2, cells={"building_id": "b3-school", "year": 2027})
    >>> row.cells["year"]
    2027
    """

    number: int
    cells: Mapping[str, Cell]


class Claim(BaseModel):
    """A part of ``proof.json`` or of a file like it: nothing unknown, nothing missing, no text for a number, no NaN."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class ClaimedCertificate(Claim):
    """What is said to be proven; see ``geo.programme.plan.plan``. None where there is no plan, or no such ratio."""

    status: Literal["optimal", "best_found", "none_found", "infeasible"]
    objective: float | None
    bound: float | None
    gap: float | None
    gap_of_gain: float | None
    gap_asked: float
    person_years: float | None
    person_years_already: float
    worth_per_eur: float
    spent_eur: float | None
    opex_eur: float | None = None
    opex_eur_per_year: float | None = None
    """Both since format 3."""
    method: str
    ended_by: Literal["gap", "stop", "time", "conflict", "precision", ""] = ""
    """Since format 3."""
    seconds: float | None = Field(default=None, ge=0)
    """Only in files of format 1."""
    time_limit_s: float
    solver: str = Field(pattern=r"^[A-Za-z][A-Za-z0-9+-]* \d+(\.\d+)*$")
    seed: int
    rounds: int = Field(ge=0)
    cuts: int = Field(ge=0)
    buildings: int
    buildings_possible: int
    people_classes: int

    @property
    def has_plan(self) -> bool:
        """Whether there is said to be a plan."""
        return self.status in ("optimal", "best_found")


class ClaimedNote(Claim):
    """A sentence about the data or a rule in conflict: its code, English text, and what fills the text."""

    code: str
    message: str
    parameters: dict[str, str | int | float | bool | None]
    subject: str


class ClaimedBreach(Claim):
    """A rule that a way to spend the budget is said to break; ``year`` is 0 where it holds for the whole programme."""

    kind: str
    subject: str
    year: int


class ClaimedContender(Claim):
    """One way to spend the budget: what it buys (building, tier, year), and what that is said to come to."""

    method: Literal["ranking", "greedy", "optimum"]
    tier: str | None
    person_years: float
    person_years_gained: float
    served_last_year: float
    mean_served_share: float
    spent_eur: float
    buildings: int
    rules_broken: tuple[ClaimedBreach, ...]
    purchases: tuple[tuple[str, str, int], ...]


class ClaimedProof(Claim):
    """What ``proof.json`` says.

    Examples
    --------
    >>> claimed.proof.commune, claimed.proof.certificate.spent_eur
    ('toyville', 16300.0)
    """

    format: Literal[1, 2, 3]
    commune: str = Field(pattern=r"^[a-z0-9_]+$")
    snapshot: str = Field(pattern=r"^[a-z0-9]+$")
    data_note: str | None
    scenario: str
    certificate: ClaimedCertificate
    conflict: tuple[ClaimedNote, ...]
    notes: tuple[ClaimedNote, ...]
    three_way: tuple[ClaimedContender, ...]

    @model_validator(mode="after")
    def _time_where_it_belongs(self) -> "ClaimedProof":
        timed = "seconds" in self.certificate.model_fields_set and self.certificate.seconds is not None
        if self.format == 1 and not timed:
            raise ValueError("format 1 says in certificate.seconds how long the search took")
        if self.format > 1 and "seconds" in self.certificate.model_fields_set:
            raise ValueError("since format 2 certificate.seconds stands in times.json")
        running = {"opex_eur", "opex_eur_per_year"} - self.certificate.model_fields_set
        if self.format > 2 and running:
            raise ValueError(f"since format 3 certificate says {' and '.join(sorted(running))}")
        return self


@dataclass(frozen=True)
class ClaimedTables:
    """The rows of the three tables of a plan, or of the rest of one."""

    wifi: tuple[Row, ...]
    summary: tuple[Row, ...]
    waiting: tuple[Row, ...]


@dataclass(frozen=True)
class Claimed(ClaimedTables):
    """The files of a plan, read and not yet believed.

    Attributes
    ----------
    wifi, summary, waiting
        The rows of ``programme_wifi.csv``, ``programme_summary.csv`` and ``programme_waiting.csv``.
    proof
        What ``proof.json`` says.

    Examples
    --------
    >>> [(row.number, row.cells["building_id"]) for row in claimed.wifi]
    [(2, 'b3-school'), (3, 'b1-library')]
    """

    proof: ClaimedProof
