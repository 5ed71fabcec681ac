"""The address of a database: what it may be, and how it is spoken of without its secrets."""

import re

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError

from geo.errors import MaillageError
from geo.texts import N_

KINDS = frozenset({"postgresql", "postgres", "postgis", "postgresql+psycopg"})

_SAID_OF_IT = ("host", "port", "dbname", "service")
"""What of the query of an address may be shown; the rest may be a secret."""

_WRONG = N_(
    "The address of the database cannot be read. Write postgresql://user:password@host:5432/database; characters such "
    "as @ and / in a password are written %40 and %2F."
)


class Address:
    """Where a database is.

    Parameters
    ----------
    given
        ``postgresql://user:password@host:5432/database``, or ``postgresql:///?service=name`` with the section of that
        name in ``pg_service.conf``. What is not said is taken from there, from PGPASSFILE and the other variables
        of PostgreSQL.

    Raises
    ------
    MaillageError
        When it is none. The message never repeats what was given: it may hold a password.
    """

    def __init__(self, given: str) -> None:
        try:
            url = sa.make_url(given.strip())
        except (ArgumentError, ValueError):
            # From nothing: the error of the library repeats the address.
            raise MaillageError(_WRONG) from None
        if url.drivername not in KINDS:
            raise MaillageError(N_("Only PostgreSQL with PostGIS can be published to: postgresql://..."))
        self.url = url.set(drivername="postgresql+psycopg")
        secrets = {str(each) for name, each in url.query.items() if name not in _SAID_OF_IT}
        secrets |= {str(url.password)} if url.password is not None else set()
        self._secrets = sorted((each for each in secrets if each), key=len, reverse=True)

    @property
    def where(self) -> str:
        """Return the place as people may read it: user, machine and database; nothing that opens it."""
        told = sa.URL.create(
            "postgresql",
            username=self.url.username,
            host=self.url.host,
            port=self.url.port,
            database=self.url.database,
            query={name: value for name, value in self.url.query.items() if name in _SAID_OF_IT},
        )
        return told.render_as_string(hide_password=True)

    @property
    def service(self) -> str:
        """Return the section of ``pg_service.conf`` the address names; empty where it names none."""
        return str(self.url.query.get("service", ""))

    def told(self, said: object) -> str:
        """Return what a database said, on one line and without the secrets of its address."""
        text = " ".join(str(said).split())
        for secret in self._secrets:
            # As it is, and as an address has it.
            for form in {secret, sa.engine.url.quote(secret)}:
                text = text.replace(form, "***")
        return re.sub(r"(password|passfile|sslpassword)=\S+", r"\1=***", text)
