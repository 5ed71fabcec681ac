"""Device lots as their files tell them, before anybody has checked them."""

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from geo.audit._claimed import ClaimedNote, Row

LOTS_FORMAT = 1
"""Number of the layout of the files of lots; it changes when a column or a key does."""

PLACES, PROOF, SUMMARY = "device_lots.csv", "device_proof.csv", "device_summary.csv"
DISTRICTS = "device_districts.csv"
SCHOOLS, SCHOOL_SUMMARY = "school_lots.csv", "school_summary.csv"


class ClaimedTold(BaseModel):
    """What ``devices.json`` says: where the lots come from, and what could not be kept.

    Examples
    --------
    >>> claimed_lots.told.commune, claimed_lots.told.conflicts
    ('toyville', ())
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    format: Literal[1]
    commune: str = Field(pattern=r"^[a-z0-9_]+$")
    snapshot: str = Field(pattern=r"^[a-z0-9]+$")
    data_note: str | None
    scenario: str
    conflicts: tuple[ClaimedNote, ...]
    notes: tuple[ClaimedNote, ...]


@dataclass(frozen=True)
class ClaimedLots:
    """The files of device lots, read and not yet believed.

    Attributes
    ----------
    places, proof, summary
        The rows of ``device_lots.csv``, ``device_proof.csv`` and ``device_summary.csv``.
    districts
        Those of ``device_districts.csv``; none where devices are not shared out by district.
    schools, school_summary
        The rows of ``school_lots.csv`` and ``school_summary.csv``.
    told
        What ``devices.json`` says.

    Examples
    --------
    >>> [row.cells["lots"] for row in claimed_lots.proof if row.cells["device_kind"] == "pc"]
    [3, 13, 4]
    """

    places: tuple[Row, ...]
    proof: tuple[Row, ...]
    summary: tuple[Row, ...]
    districts: tuple[Row, ...]
    schools: tuple[Row, ...]
    school_summary: tuple[Row, ...]
    told: ClaimedTold
