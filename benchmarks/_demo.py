"""The demonstration city for measurements: the one that is named, else one built for the moment."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def demonstration_data() -> Iterator[Path]:
    """Yield the data folder ``MAILLAGE_TEST_DEMO`` names, else one where the demonstration city is built first."""
    with tempfile.TemporaryDirectory() as scratch:
        given = os.environ.get("MAILLAGE_TEST_DEMO")
        if not given:
            command = [sys.executable, str(ROOT / "cli.py"), "--data", scratch, "demo"]
            subprocess.run(command, check=True, cwd=ROOT, stdin=subprocess.DEVNULL)
        yield Path(given or scratch)
