"""Killing a writer at any moment leaves what was published whole, and the next writer goes on."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from store._publishing.durable import read_json, write_json
from store.refresh import refresh
from store.snapshots import make_snapshot
from store.status import provenance_table, status
from store.store import Store
from store.uploads import waiting_uploads
from tests.conftest import ROOT
from tests.laws import times
from tests.layers.toy_layers import NOW, POPULATION, store
from tests.store.crash_worker import KILLED, do, write_files

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork, which this system has not")

KILLS = times(40, everyday=4)
EVERY = times(1, everyday=5)
"""Which steps are tried as the last: all of them, or every fifth."""


class Worker:
    """The process of ``crash_worker``, asked one question at a time."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.store.crash_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def ask(self, folder: Path, **command: object) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({**command, "folder": str(folder)}) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    started = Worker()
    yield started
    started.close()


def published_states(town: Store, *, deep: bool = True) -> dict[str, set[int]]:
    """Read what readers can reach, and return which state each source of each layer shows.

    Every value in a file of state N is N: two numbers in one source would be a mixture, and an exception half a file.
    With ``deep`` everything is read the way the program does, else bare tables, which is ten times as fast.
    """
    snapshot = town.current_snapshot()
    published = {layer.name: town.history(layer.name).publications[-2:] for layer in town.layers}
    reachable = {("", name, versions[-1].version) for name, versions in published.items() if versions}
    reachable |= {("former ", name, versions[0].version) for name, versions in published.items() if len(versions) > 1}
    reachable |= {("snapshot ", name, version) for name, version in snapshot.layers.items()} if snapshot else set()
    states: dict[str, set[int]] = {}
    for prefix, name, version in sorted(reachable):
        told = town.version(name, version)
        table = town.read(name, version) if deep else pd.read_parquet(town.table_path(told))
        assert len(table) == told.rows
        if name == "population":
            states[f"{prefix}population"] = set(table["population"])
        if name == "indicators":
            for indicator, values in table.groupby("indicator")["value"]:
                assert len(values) == 9
                states[f"{prefix}{indicator}"] = {int(value) for value in values}
        if name == "buildings":
            states[f"{prefix}inventory"] = {int(each.split()[1]) for each in table["name"]}
    if snapshot and deep:
        assert len(town.tables(snapshot).sectors) == 9
        assert len(provenance_table(town, snapshot)) >= 3
    if deep:
        assert len(status(town, today=date(2026, 3, 3))) == len(town.layers)
    assert {name: found for name, found in states.items() if len(found) != 1} == {}
    return {name: found for name, found in states.items() if not name.startswith("former")}


def restore(kept: Path, town: Store) -> None:
    """Put the data folder back as it was kept. Links will do: no file of the store is ever changed in place."""
    shutil.rmtree(town.data)
    shutil.copytree(kept, town.data, copy_function=os.link)


def no_remains(town: Store) -> bool:
    """Say whether nothing unpublished lies about."""
    return not list(town.data.rglob(".tmp-*"))


@pytest.mark.slow
def test_killed_at_random_moments(tmp_path: Path, worker: Worker) -> None:
    town = store(tmp_path)
    for action in ("sectors", "population", "inventory"):
        do(town, tmp_path, action, 1)
    make_snapshot(town, now=NOW)
    moments = random.Random(2026)
    interrupted, kill = 0, 0
    seen = set()
    # Where the disk is quick and the rest slow, few moments fall into the writing: kills go on until one has met it.
    while kill < KILLS or (not interrupted and kill < 20 * KILLS):
        kill += 1
        process = worker.ask(tmp_path, loop=kill)
        time.sleep(moments.uniform(0.0, 0.12))
        os.kill(process, signal.SIGKILL)
        assert worker.ask(tmp_path, wait=True) == signal.SIGKILL, (
            "the writer ended before it was killed: see its error above"
        )
        interrupted += not no_remains(town)
        seen.add(tuple(sorted((name, *found) for name, found in published_states(town, deep=kill % 5 == 0).items())))
        # The next writer is not held up by the lock of the dead one, and clears what it left.
        number = kill * 1000 + 999
        refresh(
            town, POPULATION, None, [write_files(tmp_path, number)["population"]], now=NOW + timedelta(minutes=number)
        )
        assert town.read("population")["population"].unique().tolist() == [number]
        assert no_remains(town)
    assert len(seen) > kill / 2, "the writers hardly wrote"
    assert interrupted > 0, "no kill ever met a writer at work"


@pytest.mark.slow
def test_readers_at_work_never_meet_half_of_anything(tmp_path: Path, worker: Worker) -> None:
    town = store(tmp_path)
    for action in ("sectors", "population", "inventory", "snapshot"):
        do(town, tmp_path, action, 1)
    process = worker.ask(tmp_path, loop=1)
    try:
        states = [published_states(town, deep=turn % 10 == 0)["population"] for turn in range(50)]
    finally:
        os.kill(process, signal.SIGKILL)
        assert worker.ask(tmp_path, wait=True) == signal.SIGKILL
    assert len({tuple(state) for state in states}) > 1, "nothing was written meanwhile"


BEFORE = ("sectors", "population", "income", "inventory", "snapshot")
"""What has been done, in state 1, when the action on trial begins."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("action", "before", "changes"),
    [
        ("sectors", (), set()),
        ("population", ("sectors",), {"population"}),
        ("population", BEFORE, {"population"}),
        ("poverty", BEFORE, {"poverty"}),
        ("snapshot", BEFORE[:-1], {"snapshot population", "snapshot income", "snapshot inventory"}),
        ("rollback", (*BEFORE, "2 population"), {"population"}),
        ("snapshot", (*BEFORE, "2 population"), {"snapshot population"}),
        ("broken", BEFORE, set()),
        ("drop", BEFORE, set()),
        ("approve", (*BEFORE, "2 drop"), {"population"}),
    ],
    ids=lambda value: value if isinstance(value, str) else str(len(value)),
)
def test_killed_before_every_step(
    tmp_path: Path, worker: Worker, action: str, before: tuple[str, ...], changes: set[str]
) -> None:
    town = store(tmp_path)
    for each in before:
        number, _, name = each.rpartition(" ")
        do(town, tmp_path, name, int(number or 1))
    kept = tmp_path / "before"
    town.data.mkdir(exist_ok=True)
    shutil.copytree(town.data, kept)
    former = published_states(town)
    outcomes = []
    for step in range(1, 400, EVERY):
        restore(kept, town)
        code = worker.ask(tmp_path, action=action, number=2 if action != "rollback" else 1, step=step)
        now = published_states(town, deep=False)
        outcomes.append({name for name in now if now[name] != former.get(name)})
        if code == 0 or outcomes[-1] not in outcomes[:-1]:
            published_states(town)
        if code == 0:
            break
        assert code == KILLED
        assert action != "approve" or len(waiting_uploads(town)) == 1, "a delivery waits until somebody puts it away"
        # Going on after the kill gives what would have come without it.
        with town.writing():
            assert no_remains(town)
    assert code == 0, "the action never ended"
    assert action != "drop" or len(waiting_uploads(town)) == 1
    assert step >= 8
    assert outcomes[-1] == changes
    assert all(outcome in (set(), changes) for outcome in outcomes), "all or nothing"
    if changes:
        assert set() in outcomes[:5]
        moment = outcomes.index(changes)
        assert all(outcome == changes for outcome in outcomes[moment:]), "once published, published"


@pytest.mark.slow
def test_killed_while_clearing_up(tmp_path: Path, worker: Worker) -> None:
    """A writer that dies while removing what another left hides nothing half removed under a version's name."""
    town = store(tmp_path)
    for action in BEFORE:
        do(town, tmp_path, action, 1)
    # A whole version nobody ever published, as left by a kill just before the pointer moves.
    do(town, tmp_path, "population", 2)
    pointer = town.layer_folder("population") / "current.json"
    told = read_json(pointer)
    orphan = told["publications"].pop()["version"]
    write_json(pointer, told)
    (town.layer_folder("population") / ".tmp-half").mkdir()
    (town.layer_folder("population") / ".tmp-half" / "table.parquet").write_bytes(b"PAR1")
    kept = tmp_path / "before"
    shutil.copytree(town.data, kept)
    for step in range(1, 400, times(1, everyday=15)):
        restore(kept, town)
        code = worker.ask(tmp_path, action="population", number=2, step=step)
        states = published_states(town, deep=False)
        assert states["population"] in ({1}, {2})
        if code == 0:
            break
        do(town, tmp_path, "population", 2)
        assert town.history("population").current.version == orphan
        assert published_states(town, deep=False)["population"] == {2}
    assert code == 0
    assert step > 20
