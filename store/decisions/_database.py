"""Where the decision log is kept, and how its database is opened, brought up to date and heard when it refuses."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.pool import NullPool

from geo.errors import DataError, MaillageError
from geo.texts import N_
from store._publishing.durable import StoreBusyError
from store.decisions.entries import LATER_TEXTS

URL = "MAILLAGE_DECISIONS_URL"
"""Environment variable with the address of a PostgreSQL database; without it, the log is a file of SQLite."""

STEPS = ("0001", "0002", "0003", "0004")
"""Layouts of the log, from the first to the one this program writes; ``migrations/versions`` has a step to each."""

WAIT_S = 30.0
"""How long a writer waits for another one."""

_LOCK = 0x6D61696C6C616765
"""Number of the lock in PostgreSQL that lets one writer after the other in."""

metadata = sa.MetaData()

decision = sa.Table(
    "decision",
    metadata,
    sa.Column("commune", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    *(
        sa.Column(name, sa.Text, nullable=False)
        for name in ("kind", "about", "subject", "value", "who", "at_utc", "why", "evidence", "snapshot", "scenario")
    ),
    sa.Column("scenario_hash", sa.Text, nullable=False),
    sa.Column("people", sa.Double),
    sa.Column("capex_eur", sa.Double),
    sa.Column("helps_per_week", sa.Double),
    sa.Column("devices", sa.Integer),
    sa.Column("undoes", sa.Integer),
    sa.Column("previous_hash", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    *(sa.Column(name, sa.Text, nullable=False) for name in LATER_TEXTS),
)

SINCE = {**dict.fromkeys(LATER_TEXTS, "0003"), "helps_per_week": "0004", "devices": "0004"}
"""Column -> the first layout that has it, where that is not the first of all."""

seal = sa.Table(
    "seal",
    metadata,
    sa.Column("commune", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("hash", sa.Text, nullable=False),
)


class Database:
    """The database of a log: a file of SQLite that is made with the first entry, or a PostgreSQL database."""

    def __init__(self, file: Path, url: str | None = None) -> None:
        given = os.environ.get(URL, "") if url is None else url
        self.file = None if given.strip() else file
        self._url = _postgresql(given.strip()) if self.file is None else _sqlite(file)

    @property
    def where(self) -> str:
        """Where it is, as people may read it: without a password."""
        return str(self.file) if self.file is not None else self._url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[tuple[sa.Connection, str] | None]:
        """Yield a connection that sees one state of the log, and its layout; None where nothing was ever entered.

        Nothing is written: a log of a former layout is read as it is.
        """
        if self.file is not None and not self.file.exists():
            yield None
            return
        with self._connected(writing=False) as connection:
            layout = self._layout(connection)
            yield None if layout is None else (connection, layout)

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Yield a connection in the transaction of the only writer, with tables as this program writes them."""
        if self.file is not None:
            self.file.parent.mkdir(parents=True, exist_ok=True)
        with self._connected(writing=True) as connection:
            if self._layout(connection) != STEPS[-1]:
                upgrade(connection)
            yield connection

    @contextmanager
    def _connected(self, *, writing: bool) -> Iterator[sa.Connection]:
        engine = self._engine(writing=writing)
        try:
            with engine.begin() as connection:
                if connection.dialect.name == "postgresql":
                    if writing:
                        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                    else:
                        connection.execute(sa.text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
                yield connection
        except DBAPIError as error:
            raise self._in_words(error) from error
        finally:
            engine.dispose()

    def last(self, commune: str) -> tuple[int, str] | None:
        """Return number and hash of the last entry of a commune, quickly; None where there is none, or none is read.

        What is wrong with a log is for `reading` to say.
        """
        if self.file is None:
            asked = sa.select(decision.c.number, decision.c.hash).where(decision.c.commune == commune)
            with self.reading() as found:
                row = found and found[0].execute(asked.order_by(decision.c.number.desc()).limit(1)).first()
            return None if not row else (int(row.number), str(row.hash))
        if not self.file.exists():
            return None
        text = "SELECT number, hash FROM decision WHERE commune = ? ORDER BY number DESC LIMIT 1"
        try:
            with closing(_connect(self.file, writing=False)) as connection:
                row = connection.execute(text, (commune,)).fetchone()
        except sqlite3.Error:
            return None
        return None if row is None else (int(row[0]), str(row[1]))

    def _engine(self, *, writing: bool) -> sa.Engine:
        if self.file is None:
            arguments = {"connect_timeout": 10, "options": f"-c lock_timeout={WAIT_S * 1000:.0f}"}
            return sa.create_engine(self._url, poolclass=NullPool, connect_args=arguments)
        file = self.file
        engine = sa.create_engine(self._url, poolclass=NullPool, creator=lambda: _connect(file, writing=writing))

        @sa.event.listens_for(engine, "begin")
        def begin(connection: sa.Connection) -> None:
            # By hand, since the driver begins late: a writer says so at once, and never finds what it read overtaken.
            patiently(lambda: connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN"))
            if not writing:
                patiently(lambda: connection.exec_driver_sql("SELECT count(*) FROM sqlite_master"))

        return engine

    def _layout(self, connection: sa.Connection) -> str | None:
        """Return the layout of the log, None where there is none yet.

        Raises
        ------
        DataError
            When it is one that this program does not know, or the tables are no log.
        """
        tables = set(sa.inspect(connection).get_table_names())
        if "alembic_version" not in tables:
            if {"decision", "seal"} & tables:
                text = N_("{where} is no decision log of this program. Restore it from a copy, or name another place.")
                raise DataError(text, where=self.where)
            return None
        found = list(connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalars())
        if not found:
            return None
        if len(found) > 1 or found[0] not in STEPS:
            text = N_(
                "The decision log in {where} was written by a newer version of the program (layout {found}; this one "
                "knows up to {known}). Update the program; nothing was changed."
            )
            raise DataError(text, where=self.where, found=", ".join(map(str, found)), known=STEPS[-1])
        return str(found[0])

    def _in_words(self, error: DBAPIError) -> MaillageError:
        """Return what the database refused as an error to be shown."""
        said = " ".join(str(error.orig).split())
        code = getattr(error.orig, "sqlite_errorname", "") or ""
        facts = {"where": self.where, "problem": said}
        if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or getattr(error.orig, "sqlstate", "") == "55P03":
            text = N_("Somebody else is writing to the decision log in {where}. Try again in a moment.")
            return StoreBusyError(text, where=self.where)
        if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            return DataError(N_("The decision log in {where} is damaged ({problem}). Restore it from a copy."), **facts)
        if code.startswith(("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_PERM")):
            text = N_(
                "The decision log in {where} cannot be opened or written to ({problem}). What was entered before "
                "stays. Check the disk and the permissions, then try again."
            )
            return MaillageError(text, **facts)
        if isinstance(error, OperationalError):
            text = N_("The decision log in {where} cannot be reached ({problem}). Check the address and the server.")
            return MaillageError(text, **facts)
        text = N_("The decision log in {where} refused this ({problem}). Nothing was entered.")
        return MaillageError(text, **facts)


def _connect(file: Path, *, writing: bool) -> sqlite3.Connection:
    """Open the file of a log, to write to it or to read what is there."""
    mode = "rwc" if writing else "rw"
    if not writing and not os.access(file.parent, os.W_OK):
        # Where nothing may be written, SQLite cannot lay its files beside; without a rest to take in, none is needed.
        rest = file.with_name(f"{file.name}-wal")
        mode = "ro" if rest.exists() and rest.stat().st_size else "ro&immutable=1"
    made = sqlite3.connect(
        f"{file.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=WAIT_S,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        if writing:
            patiently(lambda: made.execute("PRAGMA journal_mode=WAL"))
            made.execute("PRAGMA synchronous=FULL")
    except sqlite3.Error:
        made.close()
        raise
    return made


def patiently(do: Callable[[], object]) -> None:
    """Do something that SQLite may refuse at once for somebody else's sake: again until it is done, or for too long.

    While a file is made, its mode changed or the last one leaves it, SQLite does not wait as it does otherwise.
    """
    until = time.monotonic() + WAIT_S
    while True:
        try:
            do()
            return
        except (sqlite3.OperationalError, OperationalError) as error:
            code = getattr(getattr(error, "orig", error), "sqlite_errorname", "") or ""
            if not code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or time.monotonic() > until:
                raise
        time.sleep(0.01)


def upgrade(connection: sa.Connection, layout: str = "head") -> None:
    """Bring the tables to a layout, in the transaction of the connection: all of the steps or none."""
    # Imported here: only the first entry of a log needs it.
    from alembic.command import upgrade as run
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    run(config, layout)


def _sqlite(file: Path) -> sa.URL:
    return sa.URL.create("sqlite+pysqlite", database=str(file))


def _postgresql(given: str) -> sa.URL:
    try:
        url = sa.make_url(given)
    except ArgumentError as error:
        text = N_("{variable} is no address of a database. Write postgresql://user:password@host:5432/database.")
        raise MaillageError(text, variable=URL) from error
    if url.drivername not in ("postgresql", "postgres", "postgresql+psycopg"):
        text = N_("{variable} names a database of the kind {found}; only postgresql is known.")
        raise MaillageError(text, variable=URL, found=url.drivername)
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        text = N_("PostgreSQL needs the package psycopg, which is not there. Run: {command}")
        raise MaillageError(text, command='pip install "maillage[postgresql]"') from error
    return url.set(drivername="postgresql+psycopg")
