"""Publishing a snapshot to PostGIS: a schema of its own, then the views of the commune switched to it, all at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import psycopg
import sqlalchemy as sa
from psycopg import sql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from exports.gis.layers import MAP_LAYERS
from exports.postgis.address import Address
from exports.postgis.styles import keep_styles
from exports.postgis.switch import (
    drop_schema,
    quoted,
    refuse_foreign,
    say_schema,
    say_table,
    schema_is_ours,
    switch_views,
)
from exports.postgis.tables import NOT_PUBLISHED, declared, rows
from exports.read_me import FILES
from geo.errors import MaillageError
from geo.texts import N_

WAIT_S = 30
"""Seconds another publisher, or a reader that holds a view, is waited for."""


@dataclass(frozen=True)
class Published:
    """What is in the database now.

    Attributes
    ----------
    views, schema
        The schema readers use, whose views stay; the schema of this snapshot, to which they now lead.
    rows
        Table -> how many rows it has.
    styles
        Whether QGIS finds the styles in ``layer_styles``.
    """

    views: str
    schema: str
    rows: Mapping[str, int]
    styles: bool


def schemas_of(commune: str, snapshot: str) -> tuple[str, str]:
    """Return the names of the schemas of a commune: of its views, and of one of its snapshots.

    Examples
    --------
    >>> schemas_of("52011", "6b0cd032077a5cb41eb1")
    ('maillage_52011', 'maillage_52011_6b0cd032077a')
    """
    plain = re.sub(r"[^a-z0-9]+", "_", commune.lower())
    return f"maillage_{plain}", f"maillage_{plain}_{snapshot[:12]}"


def publish(
    address: Address,
    commune: str,
    snapshot: str,
    tables: Mapping[str, pd.DataFrame],
    layers: Mapping[str, gpd.GeoDataFrame],
    styles: Mapping[str, str],
) -> Published:
    """Publish the tables of a snapshot, all or nothing: readers see the former state until everything is there.

    Parameters
    ----------
    address
        The database; its user may make schemas in it.
    commune, snapshot
        Keys of what is published. Publishing a snapshot again takes the place of what was published of it.
    tables
        Name -> table, as the files have them.
    layers
        Those that have a place, with it.
    styles
        Layer -> style, as QML.

    Raises
    ------
    MaillageError
        When the database cannot be reached or refuses, has no PostGIS, or has something of the same name that is not
        Maillage's. Nothing is changed then.
    """
    views, schema = schemas_of(commune, snapshot)
    options = f"-c lock_timeout={WAIT_S}s -c client_min_messages=warning"
    engine = sa.create_engine(
        address.url,
        poolclass=NullPool,
        hide_parameters=True,
        connect_args={"connect_timeout": 10, "application_name": "maillage", "options": options},
    )
    try:
        with engine.begin() as connection:
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": views})
            _find_postgis(connection, {int(each.crs.to_authority()[1]) for each in layers.values()})
            return _publish(connection, views, schema, {**tables, **layers}, styles)
    except (DBAPIError, psycopg.Error) as error:
        raise _in_words(address, error) from None
    finally:
        engine.dispose()


def _publish(
    connection: sa.Connection,
    views: str,
    schema: str,
    everything: Mapping[str, pd.DataFrame],
    styles: Mapping[str, str],
) -> Published:
    kept = {name: table for name, table in everything.items() if name not in NOT_PUBLISHED}
    refuse_foreign(connection, schema)
    refuse_foreign(connection, views, list(kept))
    # Beside the former state of the same snapshot, which views may show until the new one is whole.
    beside = f"{schema}_new"
    refuse_foreign(connection, beside)
    if schema_is_ours(connection, beside):
        drop_schema(connection, beside)
    connection.execute(sa.text(f"CREATE SCHEMA {quoted(beside)}"))
    say_schema(connection, beside, schema)
    metadata = sa.MetaData(schema=beside)
    made = {name: declared(name, table, metadata, _description(name)) for name, table in kept.items()}
    metadata.create_all(connection)
    for name, table in kept.items():
        _copy(connection, beside, made[name], table)
        say_table(connection, "TABLE", beside, made[name])
        connection.execute(sa.text(f"ANALYZE {quoted(beside, name)}"))
    if schema_is_ours(connection, views) is None:
        connection.execute(sa.text(f"CREATE SCHEMA {quoted(views)}"))
        say_schema(connection, views, "views of the snapshot published last")
    switch_views(connection, views, {name: (beside, table) for name, table in made.items()})
    if schema_is_ours(connection, schema):
        drop_schema(connection, schema)
    connection.execute(sa.text(f"ALTER SCHEMA {quoted(beside)} RENAME TO {quoted(schema)}"))
    stored = keep_styles(connection, views, styles)
    return Published(views, schema, {name: len(table) for name, table in kept.items()}, stored)


def _copy(connection: sa.Connection, schema: str, made: sa.Table, table: pd.DataFrame) -> None:
    raw = connection.connection.driver_connection
    assert isinstance(raw, psycopg.Connection)
    columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in made.columns)
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(schema, made.name), columns)
    with raw.cursor() as cursor, cursor.copy(command) as copy:
        for row in rows(table):
            copy.write_row(row)


def _description(name: str) -> str:
    return FILES.get(f"{name}.csv", MAP_LAYERS[name].title if name in MAP_LAYERS else name)


def _find_postgis(connection: sa.Connection, codes: set[int]) -> None:
    """Make PostGIS there and its names known, wherever it was put; MaillageError says how to get it."""
    where = (
        "SELECT space.nspname FROM pg_extension extension "
        "JOIN pg_namespace space ON space.oid = extension.extnamespace WHERE extension.extname = 'postgis'"
    )
    found = connection.execute(sa.text(where)).scalar()
    if found is None:
        try:
            with connection.begin_nested():
                connection.execute(sa.text("CREATE EXTENSION postgis"))
        except DBAPIError:
            text = N_(
                "The database has no PostGIS, and this user may not add it. Somebody who administers it runs: CREATE "
                "EXTENSION postgis"
            )
            raise MaillageError(text) from None
        found = str(connection.execute(sa.text(where)).scalar())
    connection.execute(sa.text(f"SET LOCAL search_path TO {quoted(found)}, public"))
    known = set(connection.execute(sa.text(f"SELECT srid FROM {quoted(found)}.spatial_ref_sys")).scalars())
    if missing := codes - known:
        text = N_(
            "The PostGIS of the database does not know the reference system EPSG:{code}: it is too old. Update it."
        )
        raise MaillageError(text, code=min(missing))


def _in_words(address: Address, error: DBAPIError | psycopg.Error) -> MaillageError:
    cause = error.orig if isinstance(error, DBAPIError) else error
    state, said = getattr(cause, "sqlstate", None), address.told(cause)
    unheard = state is None and isinstance(cause, psycopg.OperationalError)
    if unheard or str(state).startswith(("08", "28", "3D", "57P")):
        text = N_(
            "The database {where} cannot be reached ({problem}). Check address, user and password, and the server."
        )
    elif state == "42501":
        text = N_(
            "The database {where} refuses this to its user ({problem}). Whoever administers it runs: GRANT CREATE ON "
            "DATABASE ... TO ...; nothing was changed."
        )
    elif state == "55P03":
        text = N_("Somebody else holds what is to be changed in {where} ({problem}). Try again; nothing was changed.")
    else:
        text = N_("The database {where} refused what was to be published ({problem}). Nothing was changed.")
    return MaillageError(text, where=address.where, problem=said)
