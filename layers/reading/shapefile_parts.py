"""The parts of a shapefile that lie beside it: whether they are whole, and in which encoding its texts are."""

import struct
from pathlib import Path

from layers._raw import RawFile

SIDECARS = (".shx", ".dbf", ".prj", ".cpg")
"""The parts that are read, beside the ``.shp`` itself."""

SAMPLE_BYTES = 4 * 1024**2


def shapefile_cut_short(raw: RawFile) -> bool:
    """Compare the length in the header (in 16-bit words) with the file's, and the same for its table of attributes."""
    header = raw.head
    if len(header) < 100 or 2 * struct.unpack(">I", header[24:28])[0] > raw.path.stat().st_size:
        return True
    table = part(raw, ".dbf")
    if table is None:
        return True
    with table.open("rb") as stream:
        start = stream.read(12)
    if len(start) < 12:
        return True
    rows, header_bytes, row_bytes = struct.unpack("<IHH", start[4:12])
    return header_bytes + rows * row_bytes > table.stat().st_size


def shapefile_encoding(raw: RawFile) -> str | None:
    """Return ``UTF-8`` where no part says the encoding but the texts are plainly that; None leaves it to the reader.

    Without a ``.cpg`` the reader takes Latin-1, and a name like "Métro" written by a newer program comes out garbled.
    """
    table = part(raw, ".dbf")
    if table is None or part(raw, ".cpg") is not None:
        return None
    with table.open("rb") as stream:
        start = stream.read(32)
        stream.seek(struct.unpack("<H", start[8:10])[0] if len(start) == 32 else 0)
        texts = stream.read(SAMPLE_BYTES)
    if texts.isascii():
        return None
    try:
        texts.decode("utf-8")
    except UnicodeDecodeError as error:
        # The sample may end inside a multi-byte character.
        return "UTF-8" if len(texts) == SAMPLE_BYTES and error.start >= SAMPLE_BYTES - 3 else None
    return "UTF-8"


def part(raw: RawFile, suffix: str) -> Path | None:
    """Return the part with a suffix, in capitals or not, if it is there."""
    beside = sorted(raw.path.parent.glob(f"{raw.path.stem}.*"))
    return next((each for each in beside if each.suffix.lower() == suffix), None)
