"""Databases of others: their tables are read, what they would compute while reading is not."""

import sqlite3
from contextlib import closing
from urllib.parse import quote

from layers._fault import Fault, Refused
from layers._raw import RawFile
from layers.reading.damage import refusing_damage

_SPATIALITE = (
    *("vector_layers", "vector_coverages", "geom_cols_ref_sys", "spatial_ref_sys_all", "iso_metadata"),
    *("raster_coverages", "rl2map", "se_", "topologies", "networks", "wms_", "data_licen", "inspire_"),
)
"""How the names of the views begin that SpatiaLite puts into every database of its own; they list its tables."""


def connect(raw: RawFile) -> sqlite3.Connection:
    """Return a connection that only reads, takes no lock and runs no function a schema names."""
    connection = sqlite3.connect(f"file:{quote(str(raw.path.resolve()))}?mode=ro&immutable=1", uri=True)
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def check_database(raw: RawFile) -> None:
    """Refuse a database with views, which may compute without end, before anything reads one.

    Raises
    ------
    Refused
        ``database.views``, naming them; ``file.unreadable``.
    """
    with refusing_damage(raw.name), closing(connect(raw)) as database:
        found = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view' ORDER BY name").fetchall()
    views = [str(name) for name, recipe in found if not _lists_tables(str(name), str(recipe))]
    if views:
        raise Refused([Fault("database.views", "error", raw.name, value=", ".join(views))])


def _lists_tables(name: str, recipe: str) -> bool:
    return name.lower().startswith(_SPATIALITE) and "recursive" not in recipe.lower()
