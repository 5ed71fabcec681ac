"""A file as received from its publisher: its name, its bytes, and nothing guessed yet."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from geo.place import Mapping


@dataclass(frozen=True)
class RawFile:
    """Bytes kept as received. ``name`` is for messages only: formats are told by content, never by name."""

    name: str
    path: Path
    sheet: str | None = None
    """The sheet of a workbook, or the table or layer of a database, that whoever passed the file asked for."""
    mapping: Mapping | None = None
    """How it is laid out, where whoever passed it said so: it takes the place of what the commune's file says."""

    @cached_property
    def content(self) -> bytes:
        """The whole file."""
        return self.path.read_bytes()

    @cached_property
    def sha256(self) -> str:
        """Its identity."""
        return sha256(self.content).hexdigest()

    @property
    def head(self) -> bytes:
        """The first 4,096 bytes, enough to tell formats apart."""
        with self.path.open("rb") as stream:
            return stream.read(4096)
