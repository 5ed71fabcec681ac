"""Damaged files: each changed bit is told or changes nothing, `maillage check` names the file, its remedy mends it."""

import random
import shlex
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geo.errors import MaillageError
from store.assessments import open_assessment
from store.check import check
from store.refresh import refresh
from store.snapshots import make_snapshot
from store.status import provenance_table, status
from store.store import Store
from tests import toyville
from tests.laws import times
from tests.layers.toy_layers import BUILDINGS, INDICATORS, NOW, POPULATION, SECTORS, csv, every_file, store
from tests.store.deliveries import LATER, income_file, population_file, poverty_file, sectors_file
from tests.town_store import SNAPSHOT, TownStore

FLIPS = times(45, everyday=20)


@pytest.fixture
def town(tmp_path: Path) -> Store:
    """Return a store in which every kind of file was published, some of them twice."""
    found = store(tmp_path)
    refresh(found, SECTORS, None, [sectors_file(tmp_path)], now=NOW)
    refresh(found, POPULATION, None, [population_file(tmp_path)], now=NOW)
    refresh(found, INDICATORS, None, [income_file(tmp_path)], now=NOW)
    refresh(found, INDICATORS, None, [poverty_file(tmp_path)], now=NOW)
    refresh(found, INDICATORS, None, [income_file(tmp_path, 20.0)], now=LATER)
    x, y = toyville.CORNER
    inventory = csv(tmp_path / "inventory.csv", "inventory;name;x;y", [("b1", "Maison", x + 50, y + 50)])
    refresh(found, BUILDINGS, None, [inventory], now=NOW)
    make_snapshot(found, now=NOW)
    return found


def _read(town: Store) -> list[object]:
    """Return everything that can be read of a store."""
    snapshot = town.current_snapshot()
    assert snapshot is not None
    tables = [town.read(name, version) for name, version in sorted(snapshot.layers.items())]
    versions = [town.version(name, version) for name, version in sorted(snapshot.layers.items())]
    histories = [town.history(layer.name) for layer in town.layers]
    shown = [table.to_csv() for table in (*tables, provenance_table(town, snapshot))]
    return [snapshot, versions, histories, shown, status(town, today=date(2026, 3, 3))]


def _told(town: Store) -> bool:
    """Say whether reading a store ends in words about damage; any other end but figures fails the test."""
    try:
        _read(town)
    except MaillageError as error:
        return "damaged" in str(error)
    return False


def _flipped(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _flips(files: dict[str, bytes], flips: int = FLIPS) -> Iterator[tuple[str, bytes]]:
    chance = random.Random(2026)
    for turn in range(flips):
        name = sorted(files)[turn % len(files)]
        yield name, _flipped(files[name], chance)


def test_nothing_is_damaged_in_what_was_just_written(town: Store) -> None:
    assert check(town) == ()


def test_a_changed_bit_is_told_or_changes_nothing(town: Store) -> None:
    wanted, files = _read(town), every_file(town.data)
    for name, content in _flips(files):
        path = town.data / name
        path.write_bytes(content)
        assert path in {each.path for each in check(town)} or path.name == "hashes.json", name
        assert check(town) != (), name
        assert _told(town) or _read(town) == wanted, name
        path.write_bytes(files[name])
    assert _read(town) == wanted


def test_a_table_published_before_there_were_hashes_is_held_against_the_name_of_its_version(town: Store) -> None:
    for path in (town.folder / "layers").rglob("hashes.json"):
        path.unlink()
    assert check(town) == ()
    version = town.readable("population")
    part = town.part_path(version, "table")
    part.parent.mkdir(exist_ok=True)
    part.write_bytes(town.table_path(version).read_bytes())
    assert town.whole(version, part) == part, "a part of the source `table` bears the name of the whole"
    table = town.table_path(version)
    table.write_bytes(_flipped(table.read_bytes(), random.Random(1)))
    assert [each.path for each in check(town)] == [table]
    with pytest.raises(MaillageError, match="damaged"):
        town.read("population")


def test_a_file_that_is_gone_is_named(town: Store) -> None:
    table = town.table_path(town.readable("population"))
    table.unlink()
    assert [each.path for each in check(town)] == [table]


@pytest.mark.parametrize("hit", ["table.parquet", "meta.json", "hashes.json"])
def test_a_refresh_from_the_same_file_mends_a_damaged_version(town: Store, tmp_path: Path, hit: str) -> None:
    folder = town.layer_folder("population") / town.readable("population").version
    before = every_file(folder)
    (folder / hit).write_bytes(_flipped(before[hit], random.Random(2)))
    if hit == "meta.json":
        with pytest.raises(MaillageError, match="damaged"):
            refresh(town, POPULATION, None, [population_file(tmp_path)], now=LATER)
        return
    report = refresh(town, POPULATION, None, [population_file(tmp_path)], now=LATER)
    assert [fault.code for fault in report.faults] == ["version.mended"]
    assert every_file(folder) == before
    assert check(town) == ()


def test_the_remedy_is_a_command_that_mends(tmp_path: Path) -> None:
    real = store(tmp_path, place=toyville.PLACE.model_copy(update={"synthetic": False}))
    refresh(real, POPULATION, None, [population_file(tmp_path)], now=NOW)
    table = real.table_path(real.readable("population"))
    table.write_bytes(_flipped(table.read_bytes(), random.Random(5)))
    (damage,) = check(real)
    words = shlex.split(damage.remedy.render().split(": ", 1)[1])
    source, raw = POPULATION.source(words[words.index("--source") + 1]), Path(words[words.index("--from") + 1])
    assert words[:5] == ["maillage", "--commune", "toyville", "refresh", "population"]
    refresh(real, POPULATION, source, [raw], now=LATER)
    assert check(real) == ()


def test_the_part_of_another_source_is_made_again_from_its_raw_file(town: Store, tmp_path: Path) -> None:
    folder = town.layer_folder("indicators") / town.readable("indicators").version
    (part,) = folder.rglob("*poverty*.parquet")
    part.write_bytes(_flipped(part.read_bytes(), random.Random(3)))
    assert [each.path for each in check(town)] == [part]
    refresh(town, INDICATORS, None, [income_file(tmp_path, 30.0)], now=LATER)
    table = town.read("indicators")
    assert set(table[table["indicator"] == "poverty"]["value"]) == {0.5}


def test_a_damaged_raw_file_is_replaced_by_the_same_file_received_again(town: Store, tmp_path: Path) -> None:
    (raw,) = town.raw_folder("population").rglob("population.csv")
    whole = raw.read_bytes()
    raw.write_bytes(_flipped(whole, random.Random(4)))
    (damage,) = check(town)
    assert damage.path == raw
    assert "population" in damage.remedy.render()
    refresh(town, POPULATION, None, [population_file(tmp_path)], now=LATER)
    assert raw.read_bytes() == whole
    assert check(town) == ()


def test_a_damaged_snapshot_is_written_again_by_a_build(town: Store) -> None:
    for path in sorted(town.snapshot_folder.glob("*.json")):
        whole = path.read_bytes()
        path.write_bytes(whole[:-20])
        assert [each.path for each in check(town)] == [path]
        make_snapshot(town, now=NOW)
        assert path.read_bytes() == whole


def test_a_damaged_pointer_stops_no_other_layer(town: Store, tmp_path: Path) -> None:
    pointer = town.layer_folder("indicators") / "current.json"
    pointer.write_bytes(pointer.read_bytes()[:-30])
    refresh(town, POPULATION, None, [population_file(tmp_path)], now=LATER)
    (damage,) = check(town)
    assert damage.path == pointer
    assert str(pointer.parent) in damage.remedy.render()


def test_a_damaged_assessment_is_computed_again(tmp_path: Path) -> None:
    kept = TownStore(tmp_path, toyville.PLACE, ())
    wanted = open_assessment(kept, SNAPSHOT, toyville.PARAMETERS)
    (folder,) = (kept.folder / "assessments").iterdir()
    files = every_file(folder)
    for name, content in [*_flips(files, len(files))][::5]:
        (folder / name).write_bytes(content)
        found = open_assessment(kept, SNAPSHOT, toyville.PARAMETERS)
        pd.testing.assert_frame_equal(pd.DataFrame(found.evidence.demand), pd.DataFrame(wanted.evidence.demand))
        assert np.array_equal(found.evidence.reach.data, wanted.evidence.reach.data)
        assert every_file(folder) == files, "the damaged one was not replaced"
    shutil.rmtree(kept.folder)
