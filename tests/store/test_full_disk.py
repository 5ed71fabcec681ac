"""A full disk, and a folder that may not be written to: words, nothing half, nothing left behind; reading goes on."""

from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from exports.csv_files import write_csv
from exports.text_files import write_text
from exports.write import write_export
from geo.errors import MaillageError
from geo.settings import Programme
from geo.solving import Control
from store import assessments, plans
from store.assessments import open_assessment
from store.plans import open_plan
from store.refresh import refresh
from store.snapshots import make_snapshot
from store.system_errors import in_words
from tests import toy_plans, toyville
from tests.laws import some
from tests.layers.toy_layers import NOW, POPULATION, RESIDENT_ROWS, SECTORS, every_file, store
from tests.small_disk import files_of_at_most
from tests.store.deliveries import LATER, population_file, sectors_file
from tests.town_store import SNAPSHOT, TownStore


def _every_path(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.name != ".lock")


@pytest.mark.parametrize("size", [0, 200, 1000])
def test_a_refresh_that_does_not_fit_leaves_everything_as_it_was(tmp_path: Path, size: int) -> None:
    town = store(tmp_path, SECTORS, POPULATION)
    refresh(town, SECTORS, None, [sectors_file(tmp_path)], now=NOW)
    refresh(town, POPULATION, None, [population_file(tmp_path)], now=NOW)
    make_snapshot(town, now=NOW)
    changed = population_file(tmp_path, [(code, "7") for code, _ in RESIDENT_ROWS], name=f"p{'x' * 80}.csv")
    before = every_file(town.folder)
    with files_of_at_most(size), pytest.raises(MaillageError, match="Make room"):
        refresh(town, POPULATION, None, [changed], now=LATER)
    assert every_file(town.folder) == before
    assert [path for path in _every_path(town.data) if path.name.startswith(".tmp-")] == []
    # The raw file is whole where it fitted: it is what was received.
    assert all(path.read_bytes() == changed.read_bytes() for path in town.data.rglob(changed.name))
    assert refresh(town, POPULATION, None, [changed], now=LATER).changed


def test_a_snapshot_that_does_not_fit_is_not_there(tmp_path: Path) -> None:
    town = store(tmp_path, SECTORS, POPULATION)
    refresh(town, SECTORS, None, [sectors_file(tmp_path)], now=NOW)
    refresh(town, POPULATION, None, [population_file(tmp_path)], now=NOW)
    with files_of_at_most(100), pytest.raises(MaillageError, match="Make room"):
        make_snapshot(town, now=NOW)
    assert town.current_snapshot() is None
    assert list(town.snapshot_folder.iterdir()) == []


def test_a_table_that_does_not_fit_leaves_the_former_one(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    table = pd.DataFrame({"x": range(10_000)})
    write_csv(table.head(1), path)
    before = path.read_bytes()
    with files_of_at_most(20_000), pytest.raises(OSError, match=r"large|disk|full|I/O") as caught:
        write_csv(table, path)
    assert "Make room" in in_words(caught.value).render()
    assert every_file(tmp_path) == {"table.csv": before}
    write_csv(table, path)
    assert len(path.read_text("utf-8-sig").splitlines()) == 10_001


def test_a_text_that_does_not_fit_is_not_there(tmp_path: Path) -> None:
    with files_of_at_most(5), pytest.raises(OSError, match="large"):
        write_text("name = 'x'", tmp_path / "scenario.toml")
    assert _every_path(tmp_path) == []


@pytest.mark.parametrize("size", some([100, 4_000, 40_000, 100_000], everyday=2))
def test_an_export_that_does_not_fit_leaves_the_folder_as_it_was(tmp_path: Path, size: int) -> None:
    assessed = toy_plans.assessment()
    weights = toyville.PARAMETERS.weights
    folder = tmp_path / "out"
    with files_of_at_most(size), pytest.raises(OSError, match=r"large|whole") as caught:
        write_export(folder, assessed, weights, pd.DataFrame({"layer": ["x"]}), "toy")
    assert "then try again" in in_words(caught.value).render()
    assert _every_path(tmp_path) == [], "a folder that was not there before either"
    written = write_export(folder, assessed, weights, pd.DataFrame({"layer": ["x"]}), "toy")
    assert _every_path(folder) == sorted(written)


def test_what_is_no_file_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    os_pipe = tmp_path / "null"
    os_pipe.symlink_to("/dev/null")
    write_csv(pd.DataFrame({"x": [1]}), os_pipe)
    assert Path("/dev/null").is_char_device()
    assert os_pipe.is_symlink()


@contextmanager
def _forbidden(*_: object):
    raise PermissionError(13, "Permission denied")
    yield


def test_what_cannot_be_kept_is_computed_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    town = TownStore(tmp_path, toyville.PLACE, ())
    wanted = open_assessment(town, SNAPSHOT, toyville.PARAMETERS)
    other = TownStore(tmp_path / "other", toyville.PLACE, ())
    monkeypatch.setattr(assessments, "held_folder", _forbidden)
    monkeypatch.setattr(plans, "held_folder", _forbidden)
    found = open_assessment(other, SNAPSHOT, toyville.PARAMETERS)
    assert np.array_equal(found.evidence.reach.data, wanted.evidence.reach.data)
    programme = Programme(first_year=2027, budgets_eur=(20_000.0,))
    plan = open_plan(other, SNAPSHOT, toy_plans.assessment(), programme, Control(lambda: 0.0))
    assert plan.has_plan
    assert not other.folder.exists()


def test_a_kept_assessment_is_read_where_its_time_cannot_be_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = TownStore(tmp_path, toyville.PLACE, ())
    open_assessment(town, SNAPSHOT, toyville.PARAMETERS)

    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(assessments.os, "utime", refused)
    monkeypatch.setattr(assessments, "assess", lambda *_: pytest.fail("computed again"))
    open_assessment(town, SNAPSHOT, toyville.PARAMETERS)
