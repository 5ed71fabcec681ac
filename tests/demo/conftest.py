"""What the tests of the demonstration city share: its neighbourhoods and its files, made once."""

import pytest

import demo
from demo import partition


@pytest.fixture(scope="session")
def quarters() -> list[partition.Sector]:
    return partition.sectors(demo.SEED)


@pytest.fixture(scope="session")
def deliveries(tmp_path_factory: pytest.TempPathFactory) -> list[demo.RawDelivery]:
    return demo.write(tmp_path_factory.mktemp("demo_files"))
