"""What tests share: where the real public data lie, and cities that are built once for all workers and only read."""

import gc
import os
from pathlib import Path

import pytest

from tests import laws
from tests.once import folder_of_the_run, once

ROOT = Path(__file__).resolve().parent.parent

laws.register()


def pytest_collection_finish() -> None:
    """Keep the collector of garbage from going through all modules again and again: they stay until the end.

    It looks for garbage less often too: a test makes thousands of small tables, and hardly one of them in a circle.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in a browser at the middle, which is where the second of two workers begins.

    Each worker first takes a half of the list. So one of them has the browser, the app and its planner to itself while
    the other tests the engine; else both would come to the browser at the end and slow each other down.
    """
    browsers = [item for item in items if item.get_closest_marker("browser")]
    others = [item for item in items if not item.get_closest_marker("browser")]
    items[:] = others[: len(items) // 2] + browsers + others[len(items) // 2 :]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real public data beside the project, or skip where there is none."""
    folder = Path(os.environ.get("MAILLAGE_SHARED_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"real public data not found at {folder}; set MAILLAGE_SHARED_DATA")
    return folder


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of what all workers of this run share. Nobody writes there; a test that writes copies."""
    return folder_of_the_run(tmp_path_factory)


@pytest.fixture(scope="session")
def demo_data(run_folder: Path) -> Path:
    """Return a data folder with the demonstration city written, refreshed and built."""
    from tests.cities import write_demo

    given = os.environ.get("MAILLAGE_TEST_DEMO")
    return Path(given) if given else once(run_folder, "demo", write_demo)


@pytest.fixture(scope="session")
def demo_planned(run_folder: Path, demo_data: Path) -> Path:
    """Return the same data folder, where the plan of the reference scenario is kept, proven within its gap."""
    from tests.cities import plan_demo

    once(run_folder, "demo_plan", lambda _folder: plan_demo(demo_data))
    return demo_data


@pytest.fixture(scope="session")
def demo_export(run_folder: Path, demo_planned: Path) -> Path:
    """Return the folder of everything ``maillage export`` writes of the demonstration city."""
    from tests.cities import done

    return once(run_folder, "demo_export", lambda folder: done(demo_planned, "demo", "export", folder))


@pytest.fixture(scope="session")
def liege(run_folder: Path, shared_data: Path) -> Path:
    """Return a data folder with Liege's streets, sectors, population and schools built."""
    from tests.cities import build_walked

    return once(run_folder, "liege", lambda data: build_walked(shared_data, data))
