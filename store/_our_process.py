"""A process of ours: it sees the modules this one sees, does one thing, and does not hear Ctrl+C."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping

_SEE = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "


def start(
    statement: str, environment: Mapping[str, str], *, stdin: int, stdout: int, stderr: int | None = None
) -> "subprocess.Popen[bytes]":
    """Start a process that runs a statement, with one thread for sums of products, which depend on how many share."""
    return subprocess.Popen(
        [sys.executable, "-c", _SEE + statement, json.dumps([os.path.abspath(each) for each in sys.path])],
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        env={**environment, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        start_new_session=True,
    )
