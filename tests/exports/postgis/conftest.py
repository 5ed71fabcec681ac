"""A PostGIS server thrown away at the end; each test publishes to a database of its own."""

import itertools
from collections.abc import Iterator

import psycopg
import pytest

from tests.servers import absent, postgresql

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Return the address of a server whose template has PostGIS."""
    with postgresql() as address:
        with psycopg.connect(address, autocommit=True) as connection:
            try:
                connection.execute("CREATE DATABASE with_postgis")
                with psycopg.connect(address.replace("/postgres?", "/with_postgis?"), autocommit=True) as other:
                    other.execute("CREATE EXTENSION postgis")
            except psycopg.errors.FeatureNotSupported:
                absent("PostgreSQL is here, PostGIS is not (postgresql-postgis)")
            except psycopg.errors.UndefinedFile:
                absent("PostgreSQL is here, PostGIS is not (postgresql-postgis)")
        yield address


@pytest.fixture
def database(server: str) -> str:
    """Return the address of an empty database with PostGIS."""
    name = f"town_{next(_NUMBERS)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE with_postgis")
    return server.replace("/postgres?", f"/{name}?")
