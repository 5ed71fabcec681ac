"""Files somebody dropped, kept on the disk until they are approved or put away: no page and no server must live."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from geo.errors import DataError, MaillageError
from geo.texts import N_
from layers import Guess
from store._publishing.apart import guesses_apart
from store._publishing.durable import TEMPORARY, publish_folder, read_json, remove_folder, sealed
from store._publishing.file_names import safe_file_name
from store._publishing.hashes import hash_of
from store._publishing.provenance import as_received
from store.held import held_folder
from store.store import UPLOADS, Store
from store.system_errors import in_words
from store.versions import digest, utc_text

MOST_WAITING = 30
"""Deliveries that may wait at once; one more is refused until one is decided on or put away."""

_TOLD, _FILES = "upload.json", "files"

_SHAPEFILE = ".shp"


@dataclass(frozen=True)
class Upload:
    """One delivery that waits: the files somebody dropped together."""

    id: str
    """Follows from the names and bytes of the files: the same ones dropped twice wait once."""
    names: tuple[str, ...]
    """As they were dropped, made safe for every system."""
    size_bytes: int
    at: str
    """UTC, ISO 8601."""
    who: str
    folder: Path

    @property
    def paths(self) -> list[Path]:
        """The files to read; the parts of a shapefile go with its ``.shp``, as in a folder of anybody's."""
        every = [self.folder / _FILES / name for name in self.names]
        shapes = {path.stem for path in every if path.suffix.lower() == _SHAPEFILE}
        return [path for path in every if path.suffix.lower() == _SHAPEFILE or path.stem not in shapes]


def keep(store: Store, files: Sequence[tuple[str, BinaryIO]], *, now: datetime, who: str) -> Upload:
    """Keep dropped files on the disk, all or none; nothing is read of them, and nothing published.

    Parameters
    ----------
    store
        Where.
    files
        Name and bytes of each.
    now, who
        Kept with them.

    Raises
    ------
    MaillageError
        When none is given, two bear one name, too many deliveries wait already, or the disk is full.
    """
    if not files:
        raise MaillageError(N_("No file was given."))
    names = [safe_file_name(name) for name, _ in files]
    twice = sorted({name for name in names if sum(name.casefold() == each.casefold() for each in names) > 1})
    if twice:
        raise MaillageError(N_("Two of the files are called {name}. Drop them one after the other."), name=twice[0])
    folder = _folder(store)
    try:
        with held_folder(folder) as held:
            beside = held / "upload"
            (beside / _FILES).mkdir(parents=True)
            for name, (_, stream) in zip(names, files, strict=True):
                with (beside / _FILES / name).open("xb") as kept:
                    shutil.copyfileobj(stream, kept, 1 << 20)
            hashes = {name: hash_of(beside / _FILES / name) for name in sorted(names)}
            identity = digest({"files": hashes})
            if (folder / identity).is_dir():
                return _opened(folder / identity)
            if len(waiting_uploads(store)) >= MOST_WAITING:
                message = N_(
                    "Deliveries that wait already: {count}. Decide on one of them, or put it away, and drop this again."
                )
                raise MaillageError(message, count=MOST_WAITING)
            size = sum((beside / _FILES / name).stat().st_size for name in names)
            told = {"names": sorted(names), "size_bytes": size, "at": utc_text(now), "who": who}
            (beside / _TOLD).write_bytes(sealed(told))
            try:
                publish_folder(beside, folder / identity)
            except OSError:
                # Somebody else dropped the same files at the same moment.
                if not (folder / identity).is_dir():
                    raise
    except OSError as error:
        raise in_words(error, store.data) from error
    return _opened(folder / identity)


def waiting_uploads(store: Store) -> list[Upload]:
    """Return the deliveries that wait, the oldest first; a damaged one is left out."""
    folder, found = _folder(store), []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_dir() and not path.name.startswith(TEMPORARY):
            try:
                found.append(_opened(path))
            except (DataError, OSError, KeyError):
                continue
    return sorted(found, key=lambda each: (each.at, each.id))


def put_away(upload: Upload) -> None:
    """Remove a delivery; what was published of it stays, with its raw files."""
    if upload.folder.is_dir():
        remove_folder(upload.folder)


def recognised(store: Store, upload: Upload) -> list[Guess]:
    """Return what a delivery may be, the likeliest first, read in a process of its own.

    Raises
    ------
    Refused
        When it cannot even be looked at: too slow, too much memory.
    """
    with as_received(upload.paths) as received:
        return guesses_apart(store.place, received)


def _folder(store: Store) -> Path:
    return store.folder / UPLOADS


def _opened(folder: Path) -> Upload:
    told = read_json(folder / _TOLD)
    return Upload(folder.name, tuple(told["names"]), int(told["size_bytes"]), told["at"], told["who"], folder)
