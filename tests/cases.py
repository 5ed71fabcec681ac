"""Inputs of the folder ``../shared/cases``: faults met in real files. Tests that read them skip where it is absent."""

import os
from pathlib import Path

import pytest

CASES = Path(os.environ.get("MAILLAGE_SHARED_CASES", Path(__file__).parents[2] / "shared" / "cases"))


def case(name: str) -> Path:
    """Return one of the files, or skip the test, saying so."""
    path = CASES / name
    if not path.exists():
        pytest.skip(f"{path} is not here")
    return path
