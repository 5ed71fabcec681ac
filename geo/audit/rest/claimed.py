"""The rest of a programme as its files tell it, before anybody has checked them."""

from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from geo.audit._claimed import Claim, ClaimedCertificate, ClaimedNote, ClaimedTables

REST_FORMAT = 1
"""Number of the layout of these files; it changes when a column or a key does."""


class ClaimedRestTold(Claim):
    """What ``rest.json`` says: where the rest comes from, the money of the years gone by and to come, what is proven.

    Examples
    --------
    >>> claimed_rest.proof.until, claimed_rest.proof.left_eur
    (2027, 5000.0)
    """

    format: Literal[1]
    commune: str = Field(pattern=r"^[a-z0-9_]+$")
    snapshot: str = Field(pattern=r"^[a-z0-9]+$")
    data_note: str | None
    scenario: str
    until: int = Field(ge=2000, le=2300)
    budget_eur: float
    spent_eur: float
    assumed_eur: float
    left_eur: float
    lapsed_eur: float
    not_priced: tuple[str, ...]
    dropped: tuple[str, ...]
    notes: tuple[ClaimedNote, ...]
    certificate: ClaimedCertificate


@dataclass(frozen=True)
class ClaimedRest(ClaimedTables):
    """The files of a rest, read and not yet believed.

    Attributes
    ----------
    wifi, summary, waiting
        The rows of ``rest_wifi.csv``, ``rest_summary.csv`` and ``rest_waiting.csv``.
    proof
        What ``rest.json`` says.

    Examples
    --------
    >>> [(row.number, row.cells["building_id"], row.cells["year"]) for row in claimed_rest.wifi]
    []
    """

    proof: ClaimedRestTold
