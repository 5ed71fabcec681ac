"""The PostgreSQL server the logs of the tests are kept in, beside those in files."""

from collections.abc import Iterator

import pytest

from tests.servers import postgresql


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Return the address of an empty PostgreSQL database, reached by a socket in a folder of its own."""
    with postgresql() as address:
        yield address
