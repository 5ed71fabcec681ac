"""What tests share: where the real public data lie, and the pieces of a town small enough to check on paper."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# The same examples each time, and no clock: a slow or busy machine is no fault of the program's.
settings.register_profile("maillage", deadline=None, derandomize=True)
settings.load_profile("maillage")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real public data beside the project, or skip where there is none."""
    folder = Path(os.environ.get("MAILLAGE_SHARED_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"real public data not found at {folder}; set MAILLAGE_SHARED_DATA")
    return folder


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with the demonstration city written, refreshed and built, shared by the whole run."""
    given = os.environ.get("MAILLAGE_TEST_DEMO")
    if given:
        return Path(given)
    folder = tmp_path_factory.mktemp("demo_data")
    command = [sys.executable, str(ROOT / "cli.py"), "--data", str(folder), "demo"]
    subprocess.run(command, check=True, cwd=ROOT, stdin=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)})
    return folder


@pytest.fixture(scope="session")
def liege(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with Liege's streets, sectors, population and schools built."""
    from tests.command_line import build_commune

    data, folder = tmp_path_factory.mktemp("liege"), shared_data / "liege"
    files = {
        "sectors": folder / "sh_statbel_statistical_sectors_4326_20230101.geojson",
        "population": folder / "OPENDATA_SECTOREN_2019.txt",
        "residences": folder / "population_grid_2015.csv",
        "indicators": folder / "bimd2011_domains_score_ranks_deciles.csv",
        "buildings": shared_data / "signaletique-fase_FWB.csv",
        "streets": folder / "osm_streets_liege.parquet",
    }
    build_commune(data, "62063", files.items())
    return data
