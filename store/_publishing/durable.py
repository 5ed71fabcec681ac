"""Files that are whole or not there: written beside, flushed, then renamed; and the lock of the one writer."""

import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from geo.errors import DataError, MaillageError
from geo.texts import N_

TEMPORARY = ".tmp-"
"""How the name of every file and folder starts that nobody published yet; readers never open one."""

_SEAL, _SEALED = "digest", "sha256:"
"""Key of the digest in a JSON file of ours, and how its value starts, by which it is known whatever its key became."""

_NOT_AS_WRITTEN = "digest"

_REPLACE_TRIES = 20
_REPLACE_WAIT_S = 0.05


class StoreBusyError(MaillageError):
    """Somebody else is writing to the same data folder."""


def write_bytes(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path`` in one step: a reader finds the former file or this one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = temporary_beside(path)
    try:
        with beside.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        _replace(beside, path)
    except OSError:
        # A full disk: what did not fit must not fill it for good.
        beside.unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


def write_json(path: Path, content: Mapping[str, object]) -> None:
    """Write ``content`` as JSON at ``path`` in one step, with its digest; equal contents give equal bytes."""
    write_bytes(path, sealed(content))


def sealed(content: Mapping[str, object]) -> bytes:
    """Return ``content`` as JSON with a digest of itself, which ``read_json`` holds it against."""
    return json_bytes({**content, _SEAL: _seal(content)})


def json_bytes(content: object) -> bytes:
    """Return ``content`` as readable JSON with sorted keys."""
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def read_json(path: Path) -> dict:
    """Read a JSON file this program wrote.

    Raises
    ------
    DataError
        When it is not what was written: no JSON, or JSON that does not agree with the digest in it. Files written
        before there were digests have none.
    """
    try:
        told = json.loads(path.read_bytes())
        seals = [key for key, value in told.items() if isinstance(value, str) and value.startswith(_SEALED)]
        seal = told.pop(_SEAL, None)
        if (seals or seal is not None) and (seals != [_SEAL] or seal != _seal(told)):
            raise ValueError(_NOT_AS_WRITTEN)
    except (ValueError, AttributeError) as error:
        message = N_("{file} is damaged ({problem}). Run maillage check: it lists what is damaged and says what to do.")
        raise DataError(message, file=str(path), problem=str(error)) from error
    return told


def _seal(content: Mapping[str, object]) -> str:
    return f"{_SEALED}{sha256(json_bytes(content)).hexdigest()}"


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
    # Imported by the few commands that write, not by all that read.
    from filelock import FileLock, Timeout

    path.parent.mkdir(parents=True, exist_ok=True)
    # Shared by threads, so that a second thread is a second writer; without the package's substitute for file systems
    # that cannot lock, which leaves a lock behind when its process is killed.
    lock = FileLock(
        path, blocking=False, thread_local=False, fallback_to_soft=False, preserve_lock_file=True, on_acquired=_sign
    )
    try:
        lock.acquire()
    except Timeout as error:
        message = N_("Process {process} is writing to {folder}. Wait until it has finished, then try again.")
        raise StoreBusyError(message, process=_signed(path), folder=str(path.parent)) from error
    try:
        yield
    finally:
        lock.release()


_NUMBER_AT = 1
"""Where the lock file names its holder: behind the byte that is locked, which others cannot read on Windows."""


def _sign(handle: int) -> None:
    """Write the number of this process into the lock file it holds."""
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, b" " * _NUMBER_AT + str(os.getpid()).encode())


def _signed(path: Path) -> str:
    """Return the number of the process that holds the lock; ``?`` while it has not written it yet."""
    # Unbuffered: a buffer would be filled from the locked byte on.
    with path.open("rb", buffering=0) as stream:
        stream.seek(_NUMBER_AT)
        return (stream.read(40) or b"?").decode("ascii", "replace")


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
