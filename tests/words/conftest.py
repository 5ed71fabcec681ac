"""What the tests of words share."""

import pytest
from babel.messages.catalog import Catalog

from words._collect import collect


@pytest.fixture(scope="session")
def collected() -> Catalog:
    """Return every text the code asks to have translated; it reads each of its files, which takes seconds."""
    return collect()
