"""Views that readers keep open: switched from one snapshot to the next, with the rights that were given on them."""

from collections.abc import Mapping, Sequence
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from exports.postgis.tables import SAYS
from geo.errors import MaillageError
from geo.texts import N_

OURS = "Maillage"
"""What the comment of everything begins with that may be replaced; nothing else is ever touched."""

_NOT_OURS = N_(
    "{name} is there already and was not made by Maillage, so that it is left alone. Rename it, or publish into "
    "another database. Nothing was changed."
)
_IN_USE = N_(
    "{name} has to change, and {users} would be lost with it: they are made from it. Drop them first, publish, and "
    "make them again. Nothing was changed."
)


def quoted(*parts: str) -> str:
    """Return a name in SQL."""
    return ".".join('"' + part.replace('"', '""') + '"' for part in parts)


def schema_is_ours(connection: sa.Connection, schema: str) -> bool | None:
    """Return whether a schema was made by Maillage; None when there is none of that name."""
    text = "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = :name"
    found = connection.execute(sa.text(text), {"name": schema}).all()
    return str(found[0][0] or "").startswith(OURS) if found else None


def refuse_foreign(connection: sa.Connection, schema: str, names: Sequence[str] = ()) -> None:
    """Raise MaillageError where a schema, or something of these names in it, was made by somebody else."""
    if not names:
        if schema_is_ours(connection, schema) is False:
            raise MaillageError(_NOT_OURS, name=schema)
        return
    for name, kind, comment in _relations(connection, schema):
        if name in names and not (kind == "v" and comment.startswith(OURS)):
            raise MaillageError(_NOT_OURS, name=f"{schema}.{name}")


def drop_schema(connection: sa.Connection, schema: str) -> None:
    """Drop a schema of ours with its tables; MaillageError names what others made from them."""
    users = _users(connection, schema)
    if users:
        raise MaillageError(_IN_USE, name=schema, users=", ".join(users))
    connection.execute(sa.text(f"DROP SCHEMA {quoted(schema)} CASCADE"))


def switch_views(connection: sa.Connection, views: str, tables: Mapping[str, tuple[str, sa.Table]]) -> None:
    """Let each view show a table of the new snapshot, and drop those of ours that have none any more.

    Parameters
    ----------
    connection
        In the transaction that publishes: readers see all of the new views or none.
    views
        Their schema.
    tables
        View -> schema and table it shows.

    Notes
    -----
    A view whose columns stay is replaced as it is; another one is dropped and made, with the rights it had. Views that
    others made from it are never dropped for it.
    """
    there = {name for name, kind, comment in _relations(connection, views) if kind == "v" and comment.startswith(OURS)}
    for name in sorted(there - set(tables)):
        _drop(connection, views, name)
    for name, (schema, table) in tables.items():
        columns = ", ".join(quoted(column.name) for column in table.columns)
        shown = f"VIEW {quoted(views, name)} AS SELECT {columns} FROM {quoted(schema, name)}"
        rights: list[str] = []
        if name in there and not _replaced(connection, shown):
            rights = _rights(connection, views, name)
            _drop(connection, views, name)
        connection.execute(sa.text(f"CREATE OR REPLACE {shown}"))
        for right in rights:
            connection.execute(sa.text(right))
        say_table(connection, "VIEW", views, table, f"{OURS}: ")


def _replaced(connection: sa.Connection, shown: str) -> bool:
    try:
        with connection.begin_nested():
            connection.execute(sa.text(f"CREATE OR REPLACE {shown}"))
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", "") != "42P16":
            raise
        # Other columns than before: a view cannot take them.
        return False
    return True


def _drop(connection: sa.Connection, schema: str, name: str) -> None:
    try:
        with connection.begin_nested():
            connection.execute(sa.text(f"DROP VIEW {quoted(schema, name)}"))
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", "") != "2BP01":
            raise
        users = ", ".join(_users(connection, schema, name))
        raise MaillageError(_IN_USE, name=f"{schema}.{name}", users=users) from None


def _rights(connection: sa.Connection, schema: str, name: str) -> list[str]:
    """Return the commands that give the rights again which others have on a view."""
    text = (
        "SELECT given.privilege_type, CASE WHEN given.grantee = 0 THEN NULL ELSE pg_get_userbyid(given.grantee) END, "
        "given.is_grantable FROM pg_class relation JOIN pg_namespace space ON space.oid = relation.relnamespace, "
        "aclexplode(relation.relacl) given "
        "WHERE space.nspname = :schema AND relation.relname = :name AND given.grantee <> relation.relowner"
    )
    return [
        f"GRANT {right} ON {quoted(schema, name)} TO {'PUBLIC' if who is None else quoted(who)}"
        f"{' WITH GRANT OPTION' if may_give else ''}"
        for right, who, may_give in connection.execute(sa.text(text), {"schema": schema, "name": name})
    ]


def _relations(connection: sa.Connection, schema: str) -> list[tuple[str, str, str]]:
    text = (
        "SELECT relation.relname, relation.relkind::text, coalesce(obj_description(relation.oid, 'pg_class'), '') "
        "FROM pg_class relation JOIN pg_namespace space ON space.oid = relation.relnamespace "
        "WHERE space.nspname = :schema AND relation.relkind IN ('r', 'v', 'm', 'p', 'f')"
    )
    return [(name, kind, comment) for name, kind, comment in connection.execute(sa.text(text), {"schema": schema})]


def _users(connection: sa.Connection, schema: str, name: str | None = None) -> list[str]:
    """Return the views outside a schema that are made from what is in it, or all those made from one view of it."""
    text = (
        "SELECT DISTINCT user_space.nspname, user_view.relname FROM pg_depend dependency "
        "JOIN pg_rewrite rule ON rule.oid = dependency.objid AND dependency.classid = 'pg_rewrite'::regclass "
        "JOIN pg_class user_view ON user_view.oid = rule.ev_class "
        "JOIN pg_namespace user_space ON user_space.oid = user_view.relnamespace "
        "JOIN pg_class used ON used.oid = dependency.refobjid "
        "JOIN pg_namespace used_space ON used_space.oid = used.relnamespace "
        "WHERE used_space.nspname = :schema AND (used.relname = :name OR CAST(:name AS text) IS NULL) "
        "AND user_view.oid <> used.oid AND (user_space.nspname <> :schema OR CAST(:name AS text) IS NOT NULL) "
        "ORDER BY 1, 2"
    )
    found = connection.execute(sa.text(text), {"schema": schema, "name": name})
    return [f"{space}.{view}" for space, view in found]


def say_schema(connection: sa.Connection, schema: str, text: str) -> None:
    """Give a schema its comment, by which it is known as ours."""
    connection.execute(sa.text(_comment(f"SCHEMA {quoted(schema)}", f"{OURS}: {text}")))


def say_table(
    connection: sa.Connection, kind: Literal["TABLE", "VIEW"], schema: str, table: sa.Table, before: str = ""
) -> None:
    """Give a table, or the view of it, and each of its columns the comment it is declared with."""
    said = [_comment(f"{kind} {quoted(schema, table.name)}", f"{before}{table.info[SAYS]}")]
    said += [
        _comment(f"COLUMN {quoted(schema, table.name, column.name)}", column.info[SAYS])
        for column in table.columns
        if column.info[SAYS]
    ]
    connection.execute(sa.text(";".join(said)))


def _comment(what: str, text: str) -> str:
    written = text.replace("\\", "\\\\").replace("'", "''").replace(":", "\\:")
    return f"COMMENT ON {what} IS E'{written}'"
