"""What one process asks of another: which files to read, and within what limits."""

import pickle
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from geo.place import Place
from layers import RawFile

TOLD, TABLE, RASTERS, SAID = "told.json", "table.parquet", "rasters", "said.txt"
"""What the reader leaves in the folder it was given."""

DONE, LATE, DIED = b"done\n", b"late\n", b"died\n"
"""How a reading ended: with something told (read, refused or failed), stopped by the clock, or without a word."""


@dataclass(frozen=True)
class Task:
    """What to read, and within what limits."""

    layer: str
    """Empty when it is asked which layer the files are for."""
    source: str
    """Empty when the source is asked for."""
    place: Place | None
    files: tuple[RawFile, ...]
    folder: Path
    """Empty; for what is found, and for whatever is unpacked on the way."""
    cpu_s: int
    wall_s: int
    memory_bytes: int
    addresses: Path | None = None
    """The published table of addresses, by which rows without coordinates may be placed."""
    preview: bool = False
    """Whether only the columns are asked for, and how they would be read."""
    rows: tuple[int, ...] = ()
    """Row numbers, where these rows are asked for as they stand."""


def receive(stream: IO[bytes]) -> Task | None:
    """Return the next task, or None when the other end is closed."""
    start = stream.read(8)
    return pickle.loads(stream.read(struct.unpack(">Q", start)[0])) if len(start) == 8 else None


def send(task: Task, stream: IO[bytes]) -> None:
    """Hand over a task."""
    content = pickle.dumps(task)
    stream.write(struct.pack(">Q", len(content)) + content)
    stream.flush()
