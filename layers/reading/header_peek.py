"""The column names of a file without its contents, so that a source can tell at a glance whether a file is its own."""

import re
from contextlib import ExitStack

import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

from layers._fault import Refused
from layers._raw import RawFile
from layers.reading.archive import opened
from layers.reading.cells_in import workbook_records
from layers.reading.headers import normalised
from layers.reading.kinds import kind_of, text_encoding
from layers.reading.one_driver import opened_as

TABLES = ("text", "xlsx", "sqlite", "parquet")
FEATURES = ("geojson", "gpkg", "sqlite", "shapefile", "flatgeobuf", "parquet")

_KEY = re.compile(r'"([^"\\]{1,80})"\s*:')
_PEEK_BYTES = 1024**2
_SEPARATOR = re.compile(r"[|;,\t]")


def headers_of(raw: RawFile, kinds: tuple[str, ...]) -> frozenset[str]:
    """Return the column names as `layers.reading.headers.normalised` writes them; none for a file of other kinds.

    Parameters
    ----------
    raw
        Any file, in an archive or bare.
    kinds
        Kinds of file to look into: `TABLES`, `FEATURES` or both.

    Notes
    -----
    Of GeoJSON the names in its first megabyte, which holds the properties of the first feature even where its outline
    stands before them.
    """
    try:
        with opened(raw, kinds) as inner:
            return frozenset(normalised(each) for each in _headers(inner))
    except (Refused, DataSourceError, DataLayerError, pa.ArrowException, OSError):
        # An unreadable file matches no source; reading it later reports why.
        return frozenset()


def _headers(raw: RawFile) -> list[str]:
    kind = kind_of(raw)
    if kind == "geojson":
        with raw.path.open("rb") as stream:
            return _KEY.findall(stream.read(_PEEK_BYTES).decode("utf-8", "replace"))
    if kind == "xlsx":
        with ExitStack() as files:
            return [each or "" for each in workbook_records(raw, None, files).header]
    if kind == "parquet":
        return list(pq.read_schema(raw.path).names)
    if kind == "text":
        return _first_line(raw.head)
    with opened_as(raw, kind) as path:
        return [str(each) for each in pyogrio.read_info(path)["fields"]]


def _first_line(head: bytes) -> list[str]:
    encoding = text_encoding(head) or "utf-8-sig"
    lines = [line for line in head.decode(encoding, "replace").splitlines() if line.strip("\ufeff \t")]
    if lines and lines[0].casefold().startswith("sep="):
        lines = lines[1:]
    return [cell.strip("\ufeff \t\"'") for cell in _SEPARATOR.split(lines[0])] if lines else []
