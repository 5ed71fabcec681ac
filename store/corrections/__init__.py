"""Corrections the committee asks for: from a review to a proposed change of a layer, and to a version that has it."""

from store._publishing.corrected import read_value, written_value
from store.corrections.approval import Proposed, approve_correction, propose_correction, turn_down
from store.corrections.asked import (
    CORRECTABLE,
    Correction,
    cell_now,
    columns_to_correct,
    corrections,
    faults_of_correction,
    layer_with,
    with_correction,
)

__all__ = [
    "CORRECTABLE",
    "Correction",
    "Proposed",
    "approve_correction",
    "cell_now",
    "columns_to_correct",
    "corrections",
    "faults_of_correction",
    "layer_with",
    "propose_correction",
    "read_value",
    "turn_down",
    "with_correction",
    "written_value",
]
