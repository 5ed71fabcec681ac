"""Hashes of published files: written when a folder is published, checked when a file of it is first opened."""

import os
from collections.abc import Iterator, Mapping
from hashlib import file_digest
from pathlib import Path

from geo.errors import DataError
from geo.texts import N_
from store._publishing.durable import read_json, sealed

HASHES = "hashes.json"
"""Stands in a published folder and names the hash of every other file in it."""

_found_whole: dict[str, tuple[tuple[int, int, int], str]] = {}
"""Path -> the state the system says a file is in, and its hash: hashed once a process, and again once it changed."""


class DamagedError(DataError):
    """A published file whose bytes are not those that were published."""

    def __init__(self, path: Path) -> None:
        message = N_(
            "{file} is damaged: it does not hold what was published. "
            "Run maillage check: it lists what is damaged and says what to do."
        )
        super().__init__(message, file=str(path))
        self.path = path


def write_hashes(folder: Path) -> None:
    """Write the hashes of all files of a folder that is about to be published."""
    (folder / HASHES).write_bytes(sealed({"files": {name: _sha256(folder / name) for name in _names(folder)}}))


def hashes_of(folder: Path) -> Mapping[str, str] | None:
    """Return file -> hash of a published folder; None when it was published before hashes were written.

    Raises
    ------
    DamagedError
        When the list itself is damaged.
    """
    path = folder / HASHES
    if not path.exists():
        return None
    try:
        return read_json(path)["files"]
    except (DataError, KeyError) as error:
        raise DamagedError(path) from error


def whole(path: Path, sha256: str | None) -> Path:
    """Return the path of a file that has this hash; of one without a known hash nothing can be said.

    Raises
    ------
    DamagedError
        When it has another hash, or is gone.
    """
    if sha256 is None:
        return path
    if not path.is_file() or hash_of(path) != sha256:
        raise DamagedError(path)
    return path


def damaged_in(folder: Path) -> Iterator[Path]:
    """Yield the files of a published folder that are damaged or gone."""
    try:
        known = hashes_of(folder)
    except DamagedError as error:
        yield error.path
        return
    for name, sha256 in (known or {}).items():
        try:
            whole(folder / name, sha256)
        except DamagedError as error:
            yield error.path


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file, computed once a process for the same state of the file."""
    told = path.stat()
    state = (told.st_mtime_ns, told.st_size, told.st_ino)
    known = _found_whole.get(str(path))
    if known is None or known[0] != state:
        known = (state, _sha256(path))
        _found_whole[str(path)] = known
    return known[1]


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _names(folder: Path) -> Iterator[str]:
    for inside, _folders, names in sorted(os.walk(folder)):
        for name in sorted(names):
            if name != HASHES:
                yield Path(inside, name).relative_to(folder).as_posix()
