"""Whether a file holds all it says it holds, for formats whose readers pass over a missing end in silence."""

import struct

from layers._raw import RawFile
from layers.reading.shapefile_parts import shapefile_cut_short


def cut_short(raw: RawFile, kind: str) -> bool:
    """Say whether a file of ``kind`` ends before it should; False for kinds whose readers notice themselves."""
    if kind in ("sqlite", "gpkg"):
        return _database_cut_short(raw)
    if kind == "shapefile":
        return shapefile_cut_short(raw)
    if kind == "geojson":
        return not _end(raw).rstrip(b" \t\r\n\x1e\x00").endswith(b"}")
    if kind == "dxf":
        return not _end(raw).rstrip().endswith(b"EOF")
    return False


def ends_in_a_cell(raw: RawFile, encoding: str) -> bool:
    """Say whether a text file ends without a line break after its last cell, which may be cut short then.

    A cell in quotes that are closed is whole.
    """
    end = _end(raw).decode(encoding.replace("-sig", ""), "replace")
    return not end.endswith(("\n", "\r", '"', "\x00"))


def _database_cut_short(raw: RawFile) -> bool:
    """Compare the pages a SQLite database counts in its header with its size."""
    header = raw.head[:100]
    if len(header) < 100:
        return True
    page_bytes = struct.unpack(">H", header[16:18])[0]
    changes, pages = struct.unpack(">II", header[24:32])
    counted_at = struct.unpack(">I", header[92:96])[0]
    # The count is only kept by newer versions, which note the change it was made at.
    if changes != counted_at:
        return False
    return pages * (65536 if page_bytes == 1 else page_bytes) > raw.path.stat().st_size


def _end(raw: RawFile) -> bytes:
    with raw.path.open("rb") as stream:
        stream.seek(max(0, raw.path.stat().st_size - 256))
        return stream.read()
