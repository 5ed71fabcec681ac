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
from layers.reading.cells_in import workbook_sheets
from layers.reading.formats.json_rows import json_records
from layers.reading.formats.kml import kml_records
from layers.reading.formats.ods import ods_sheets
from layers.reading.formats.sheets import headers_of_sheets
from layers.reading.headers import normalised
from layers.reading.kinds import kind_of, text_encoding
from layers.reading.one_driver import opened_as

TABLES = ("text", "xlsx", "ods", "sqlite", "parquet")
FEATURES = ("geojson", "gpkg", "sqlite", "shapefile", "flatgeobuf", "filegdb", "gml", "gpx", "parquet")

_KEY = re.compile(r'"([^"\\]{1,80})"\s*:')
_PEEK_BYTES = 1024**2
_MOST_LAYERS = 20
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
        with opened(raw, kinds, any_of_several=True) as inner:
            return frozenset(normalised(each) for each in _headers(inner))
    except (Refused, DataSourceError, DataLayerError, pa.ArrowException, OSError):
        # An unreadable file matches no source; reading it later reports why.
        return frozenset()


def _headers(raw: RawFile) -> list[str]:
    kind = kind_of(raw)
    if kind == "geojson":
        with raw.path.open("rb") as stream:
            return _KEY.findall(stream.read(_PEEK_BYTES).decode("utf-8", "replace"))
    if kind in ("xlsx", "ods"):
        with ExitStack() as files:
            return headers_of_sheets((workbook_sheets if kind == "xlsx" else ods_sheets)(raw, files))
    if kind in ("json", "kml"):
        return [each or "" for each in (json_records if kind == "json" else kml_records)(raw).header]
    if kind == "parquet":
        return list(pq.read_schema(raw.path).names)
    if kind == "text":
        return _first_line(raw.head)
    with opened_as(raw, kind) as path:
        layers = [str(name) for name, _ in pyogrio.list_layers(path)][:_MOST_LAYERS]
        return [str(each) for name in layers for each in pyogrio.read_info(path, layer=name)["fields"]]


def _first_line(head: bytes) -> list[str]:
    encoding = text_encoding(head) or "utf-8-sig"
    lines = [line for line in head.decode(encoding, "replace").splitlines() if line.strip("\ufeff \t")]
    if lines and lines[0].casefold().startswith("sep="):
        lines = lines[1:]
    return [cell.strip("\ufeff \t\"'") for cell in _SEPARATOR.split(lines[0])] if lines else []
