"""What the tests of the demonstration city share: its neighbourhoods and its files, made once."""

import pickle
from pathlib import Path

import pytest

import demo
from demo import partition
from tests.once import once


@pytest.fixture(scope="session")
def quarters() -> list[partition.Sector]:
    return partition.sectors(demo.SEED)


@pytest.fixture(scope="session")
def deliveries(run_folder: Path) -> list[demo.RawDelivery]:
    """Return the files of the demonstration city, written in a process of the tests."""

    def write(folder: Path) -> None:
        (folder / "deliveries.pickle").write_bytes(pickle.dumps(demo.write(folder / "files")))

    return pickle.loads((once(run_folder, "demo_files", write) / "deliveries.pickle").read_bytes())
