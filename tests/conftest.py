"""What tests share: where the real public data lie, and the pieces of a town small enough to check on paper."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real public data beside the project, or skip where there is none."""
    folder = Path(os.environ.get("MAILLAGE_SHARED_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"real public data not found at {folder}; set MAILLAGE_SHARED_DATA")
    return folder
