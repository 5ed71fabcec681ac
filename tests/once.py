"""What a run of the tests makes once: a folder, made by whichever worker needs it first and read by all of them."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from store._publishing.durable import TEMPORARY, StoreBusyError, writer_lock

_LOOK_AGAIN_S = 0.2


def folder_of_the_run(factory: pytest.TempPathFactory) -> Path:
    """Return the temporary folder all workers of this run have in common."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "once"
    folder.mkdir(exist_ok=True)
    return folder


def once(folder: Path, name: str, make: Callable[[Path], object]) -> Path:
    """Return the folder of this name, made by the first to ask while the others wait; what is in it is only read."""
    made, finished = folder / name, folder / f"{name}.finished"
    while not finished.exists():
        try:
            # A folder a lock, since the lock's own file stands beside what it guards.
            with writer_lock(folder / f"{name}.making" / "lock"):
                if not finished.exists():
                    shutil.rmtree(made, ignore_errors=True)
                    made.mkdir()
                    make(made)
                    finished.touch()
        except StoreBusyError:
            time.sleep(_LOOK_AGAIN_S)
    return made


def copy_of(data: Path, target: Path, *without: str) -> Path:
    """Copy a folder of data for a test that writes, leaving out what others are writing there at this moment."""
    ignored = shutil.ignore_patterns(f"{TEMPORARY}*", ".new-*", *without)
    return shutil.copytree(data, target, ignore=ignored, dirs_exist_ok=True)
