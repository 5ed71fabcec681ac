"""Temporary folders held by the process that made them, so that what a killed one left is told from what is in use."""

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from store._publishing.durable import TEMPORARY

_LOCK = ".lock"
_DAY_S = 86_400
_MADE = re.compile(r"-[0-9a-f]{16}$")


@contextmanager
def held_folder(parent: Path, prefix: str = TEMPORARY) -> Iterator[Path]:
    """Yield a new, empty folder in ``parent`` that only its owner may enter; it is gone after the block.

    What processes that were killed left there under the same prefix is removed first.

    Notes
    -----
    A lock beside the folder says that its maker lives: the operating system lets go of it when the process ends,
    however it ends. It is taken before the folder is there, so that nobody meets a folder whose lock is to come.
    """
    from filelock import FileLock

    remove_abandoned(parent, prefix)
    parent.mkdir(parents=True, exist_ok=True)
    folder = parent / f"{prefix}{token_hex(8)}"
    # Where the file system cannot lock, the folder is there without: it is taken for abandoned after a day.
    lock = FileLock(f"{folder}{_LOCK}", blocking=False, thread_local=False, fallback_to_soft=False)
    with suppress(NotImplementedError):
        lock.acquire()
    try:
        folder.mkdir(mode=0o700)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()
        with suppress(OSError):
            os.unlink(f"{folder}{_LOCK}")


@contextmanager
def scratch() -> Iterator[Path]:
    """Yield a held folder of the system's temporary ones, where everything temporary of this process goes meanwhile."""
    before = tempfile.tempdir, os.environ.get("TMPDIR")
    with held_folder(Path(tempfile.gettempdir()), "maillage-") as folder:
        # The variable too, for libraries and processes that do not ask Python.
        tempfile.tempdir, os.environ["TMPDIR"] = str(folder), str(folder)
        try:
            yield folder
        finally:
            tempfile.tempdir = before[0]
            os.environ.pop("TMPDIR")
            if before[1] is not None:
                os.environ["TMPDIR"] = before[1]


def remove_abandoned(parent: Path, prefix: str = TEMPORARY) -> None:
    """Remove the folders and files of this prefix whose maker is dead; those without a lock when a day has passed."""
    from filelock import FileLock, Timeout

    with suppress(OSError):
        found = {path.name.removesuffix(_LOCK) for path in parent.iterdir() if path.name.startswith(prefix)}
        if not prefix.startswith("."):
            # In a folder of everybody's, only what has our lock or nothing: somebody may have named a folder like this.
            found = {name for name in found if (parent / f"{name}{_LOCK}").exists() and _MADE.search(name)}
        for name in sorted(found):
            path, held = parent / name, parent / f"{name}{_LOCK}"
            with suppress(OSError, NotImplementedError, Timeout):
                if not _ours(held if held.exists() else path):
                    continue
                if not held.exists():
                    if path.stat().st_mtime < time.time() - _DAY_S:
                        _remove(path)
                    continue
                with FileLock(held, blocking=False, thread_local=False, fallback_to_soft=False):
                    _remove(path)
                held.unlink(missing_ok=True)


def _ours(path: Path) -> bool:
    """Say whether a path belongs to the user at work: others' are left to them, in a folder many share."""
    return not hasattr(os, "getuid") or path.lstat().st_uid == os.getuid()


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
