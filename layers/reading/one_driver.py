"""The geodata library held to one format: it opens a file as the kind it was told to be, and as nothing else."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import pyogrio

# The registry of drivers is not among what the package shows; how it is used here is held by tests.
from pyogrio._ogr import _register_drivers

from layers._raw import RawFile
from layers.reading.databases import check_database
from layers.reading.shapefile_parts import SIDECARS, part

DRIVERS = {"gpkg": "GPKG", "sqlite": "SQLite", "shapefile": "ESRI Shapefile", "flatgeobuf": "FlatGeobuf"}
"""Kind of file -> the only driver that reads it. Everything else the library knows stays out: recipes that run
commands, virtual files that name others, formats of services that fetch."""

_SUFFIX = {"gpkg": ".gpkg", "sqlite": ".sqlite", "shapefile": ".shp", "flatgeobuf": ".fgb"}
_ONE_AT_A_TIME = Lock()


@contextmanager
def opened_as(raw: RawFile, kind: str) -> Iterator[Path]:
    """Yield a path to open with the geodata library, while no driver but the one for ``kind`` is registered.

    The path bears a name of ours in a folder of its own: a name or a neighbour of the file says nothing to the library.

    Raises
    ------
    Refused
        ``database.views``, ``file.unreadable`` for databases.
    """
    if kind in ("gpkg", "sqlite"):
        check_database(raw)
    with tempfile.TemporaryDirectory(prefix="maillage-") as folder, _ONE_AT_A_TIME:
        path = Path(folder, "data" + _SUFFIX[kind])
        _link(raw.path, path)
        if kind == "shapefile":
            for suffix in SIDECARS:
                if (beside := part(raw, suffix)) is not None:
                    _link(beside, path.with_suffix(suffix))
        _keep_only(DRIVERS[kind])
        try:
            yield path
        finally:
            _keep_only(None)


def _keep_only(driver: str | None) -> None:
    """Unregister every driver but one; None registers all again."""
    # A name may hold a blank, so that the list is told to be one by a comma, even of a single name.
    others = None if driver is None else ",".join(each for each in pyogrio.list_drivers() if each != driver) + ","
    pyogrio.set_gdal_config_options({"GDAL_SKIP": others})
    _register_drivers()


def _link(source: Path, target: Path) -> None:
    try:
        target.symlink_to(source.resolve())
    except OSError:
        # Windows lets not everybody make links.
        shutil.copyfile(source, target)
