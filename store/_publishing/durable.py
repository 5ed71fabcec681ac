"""Files that are whole or not there: written beside, flushed, then renamed; and the lock of the one writer."""

import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import IO

from geo.errors import DataError, MaillageError
from geo.texts import N_

TEMPORARY = ".tmp-"
"""How the name of every file and folder starts that nobody published yet; readers never open one."""

_REPLACE_TRIES = 20
_REPLACE_WAIT_S = 0.05


class StoreBusyError(MaillageError):
    """Somebody else is writing to the same data folder."""


def write_bytes(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path`` in one step: a reader finds the former file or this one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = temporary_beside(path)
    with beside.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    _replace(beside, path)
    _flush_folder(path.parent)


def write_json(path: Path, content: object) -> None:
    """Write ``content`` as JSON at ``path`` in one step; equal contents give equal bytes."""
    write_bytes(path, json_bytes(content))


def json_bytes(content: object) -> bytes:
    """Return ``content`` as readable JSON with sorted keys."""
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def read_json(path: Path) -> dict:
    """Read a JSON file this program wrote.

    Raises
    ------
    DataError
        When somebody changed it so that it is no longer JSON.
    """
    try:
        return json.loads(path.read_bytes())
    except ValueError as error:
        message = N_(
            "{file} cannot be read ({problem}). Restore it from a copy, or remove the folder it is in and refresh."
        )
        raise DataError(message, file=str(path), problem=str(error)) from error


def temporary_beside(path: Path) -> Path:
    """Return a free temporary name in the folder of ``path``, so that renaming never crosses file systems."""
    return path.parent / f"{TEMPORARY}{token_hex(8)}"


def publish_folder(beside: Path, target: Path) -> None:
    """Turn the finished temporary folder ``beside`` into ``target`` in one step."""
    for folder, _, names in os.walk(beside):
        for name in names:
            # Opened for writing because Windows flushes nothing through a read-only handle.
            with Path(folder, name).open("r+b") as stream:
                os.fsync(stream.fileno())
        _flush_folder(Path(folder))
    _replace(beside, target)
    _flush_folder(target.parent)


def remove_folder(folder: Path) -> None:
    """Remove a folder so that, interrupted, it is left under a temporary name and never half there under its own."""
    if not folder.name.startswith(TEMPORARY):
        beside = temporary_beside(folder)
        _replace(folder, beside)
        folder = beside
    shutil.rmtree(folder)


def remove_temporaries(folder: Path) -> None:
    """Remove what a killed writer left in ``folder``. Only the holder of the writer's lock may."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith(TEMPORARY):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


@contextmanager
def writer_lock(path: Path) -> Iterator[None]:
    """Be the only writer while the block runs.

    Raises
    ------
    StoreBusyError
        When another process (or thread) holds the lock.

    Notes
    -----
    The operating system holds the lock and lets it go when the process ends, however it ends: a lock left by a dead
    process needs no taking over. The file itself stays, since removing it would let two writers lock two files of the
    same name.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as stream:
        if not _try_lock(stream):
            stream.seek(0)
            message = N_("Process {process} is writing to {folder}. Wait until it has finished, then try again.")
            raise StoreBusyError(
                message, process=stream.read(40).decode("ascii", "replace") or "?", folder=str(path.parent)
            )
        try:
            stream.truncate(0)
            stream.write(str(os.getpid()).encode())
            stream.flush()
            yield
        finally:
            _unlock(stream)


if sys.platform == "win32":
    import msvcrt

    # A locked byte cannot be read by others on Windows: lock one far behind the process number.
    _LOCKED_BYTE = 1 << 30

    def _try_lock(stream: IO[bytes]) -> bool:
        stream.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(stream: IO[bytes]) -> None:
        stream.seek(_LOCKED_BYTE)
        msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(stream: IO[bytes]) -> bool:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(stream: IO[bytes]) -> None:
        fcntl.flock(stream, fcntl.LOCK_UN)


def _replace(source: Path, target: Path) -> None:
    for attempt in range(_REPLACE_TRIES):
        try:
            os.replace(source, target)
        except PermissionError:
            # Windows refuses while a reader or a virus scanner has the file open, for a moment.
            if os.name != "nt" or attempt == _REPLACE_TRIES - 1:
                raise
            time.sleep(_REPLACE_WAIT_S)
        else:
            return


def _flush_folder(folder: Path) -> None:
    """Make a rename last through a power cut; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
