"""The geodata library held to one format: it opens a file as the kind it was told to be, and as nothing else."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import pyogrio

# The registry of drivers is not among what the package shows; how it is used here is held by tests.
from pyogrio._ogr import _register_drivers

from layers._fault import Fault, Refused
from layers._raw import RawFile
from layers.reading.archive import unpack_geodatabase
from layers.reading.databases import check_database
from layers.reading.kinds import text_encoding
from layers.reading.shapefile_parts import SIDECARS, part

DRIVERS = {
    "gpkg": "GPKG",
    "sqlite": "SQLite",
    "shapefile": "ESRI Shapefile",
    "flatgeobuf": "FlatGeobuf",
    "filegdb": "OpenFileGDB",
    "gml": "GML",
    "gpx": "GPX",
    "dxf": "DXF",
}
"""Kind of file -> the only driver that reads it. Everything else the library knows stays out: recipes that run
commands, virtual files that name others, formats of services that fetch."""

_SUFFIX = {
    "gpkg": ".gpkg",
    "sqlite": ".sqlite",
    "shapefile": ".shp",
    "flatgeobuf": ".fgb",
    "filegdb": ".gdb",
    "gml": ".gml",
    "gpx": ".gpx",
    "dxf": ".dxf",
}
_NOTHING_ELSE = {
    "GML_DOWNLOAD_SCHEMA": "NO",
    "GML_SKIP_RESOLVE_ELEMS": "ALL",
    "DXF_INLINE_BLOCKS": "FALSE",
    "DXF_CLOSED_LINE_AS_POLYGON": "YES",
}
"""Schemas and elements that a GML file keeps elsewhere stay where they are. A symbol of a drawing is the point where it
stands, not the strokes it is drawn with, however often blocks hold blocks; a closed line is an area."""
_VERSION = re.compile(rb"\$ACADVER\s+1\s+AC(\d{4})")
_UNICODE_FROM = 1021
"""Drawings are UTF-8 since the version of 2007, whatever code page their header names."""
_DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.I)
_ONE_AT_A_TIME = Lock()


@contextmanager
def opened_as(raw: RawFile, kind: str) -> Iterator[Path]:
    """Yield a path to open with the geodata library, while no driver but the one for ``kind`` is registered.

    The path bears a name of ours in a folder of its own: a name or a neighbour of the file says nothing to the library.

    Raises
    ------
    Refused
        ``database.views``, ``file.unreadable`` for databases; ``file.declares`` for XML that declares entities; what
        `layers.reading.archive.unpack_geodatabase` refuses.
    """
    if kind in ("gpkg", "sqlite"):
        check_database(raw)
    if kind in ("gml", "gpx"):
        check_declarations(raw)
    with tempfile.TemporaryDirectory(prefix="maillage-") as folder, _ONE_AT_A_TIME:
        path = Path(folder, "data" + _SUFFIX[kind])
        if kind == "filegdb":
            unpack_geodatabase(raw, path)
        else:
            _link(raw.path, path)
        if kind == "shapefile":
            for suffix in SIDECARS:
                if (beside := part(raw, suffix)) is not None:
                    _link(beside, path.with_suffix(suffix))
        _keep_only(DRIVERS[kind], _encoding(raw) if kind == "dxf" else None)
        try:
            yield path
        finally:
            _keep_only(None)


def check_declarations(raw: RawFile) -> None:
    """Refuse XML with declarations of its own: no format of geodata needs them, and they may name files or grow.

    Raises
    ------
    Refused
        ``file.declares``.
    """
    before = b""
    with raw.path.open("rb") as stream:
        while block := stream.read(1 << 20):
            if _DECLARES.search(before + block):
                raise Refused([Fault("file.declares", "error", raw.name)])
            before = block[-16:]
    if text_encoding(raw.head) is not None:
        # In two bytes a letter, the words above would not be seen.
        raise Refused([Fault("file.declares", "error", raw.name)])


def _encoding(raw: RawFile) -> str | None:
    """Return the encoding of a drawing whose version has one only; None where its header says which it is."""
    found = _VERSION.search(raw.head)
    return "UTF-8" if found and int(found[1]) >= _UNICODE_FROM else None


def _keep_only(driver: str | None, encoding: str | None = None) -> None:
    """Unregister every driver but one; None registers all again."""
    # A name may hold a blank, so that the list is told to be one by a comma, even of a single name.
    others = None if driver is None else ",".join(each for each in pyogrio.list_drivers() if each != driver) + ","
    pyogrio.set_gdal_config_options({"GDAL_SKIP": others, "DXF_ENCODING": encoding, **_NOTHING_ELSE})
    _register_drivers()


def _link(source: Path, target: Path) -> None:
    try:
        target.symlink_to(source.resolve())
    except OSError:
        # Windows lets not everybody make links.
        shutil.copyfile(source, target)
