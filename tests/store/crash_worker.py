"""A process that writes to a store and is killed: started by the crash tests, it forks a warm child for each trial.

It reads one JSON command a line, each with the ``folder`` to work in, and answers one line each. ``{"loop": SEED}``
starts a child that refreshes, takes snapshots and rolls back until it is killed, and answers its process number;
``{"wait": true}`` answers when it is gone.
``{"action": NAME, "step": N}`` lets a child do one action and die without a word just before its N-th step on the file
system; the answer is its exit status, 0 when it needed fewer steps.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from geo.errors import NothingPublishedError
from store.history import rollback
from store.refresh import RefusedRefresh, refresh
from store.snapshots import make_snapshot
from store.store import Store
from store.uploads import approve, keep, propose, waiting_uploads
from tests import toyville
from tests.layers.toy_layers import BUILDINGS, CODES, INDICATORS, LAYERS, NOW, POPULATION, SECTOR_ROWS, SECTORS, csv

KILLED = 137
LONGEST_S = 60


def write_files(folder: Path, number: int) -> dict[str, Path]:
    """Write the files of state ``number``: every value in them is that number, so that a mixture would show."""
    here = folder / "in" / str(number)
    x, y = toyville.CORNER
    return {
        "sectors": csv(here / "sectors.csv", "code;name", SECTOR_ROWS),
        "population": csv(here / "population.csv", "code;population", [(code, number) for code in CODES]),
        "income": csv(here / "income.csv", "code;income", [(code, number) for code in CODES]),
        "poverty": csv(here / "poverty.csv", "code;poverty", [(code, number) for code in CODES]),
        "inventory": csv(here / "inventory.csv", "inventory;name;x;y", [("i1", f"Library {number}", x, y)]),
        "broken": csv(here / "broken.csv", "code;population", [("boom",)]),
    }


def do(store: Store, folder: Path, action: str, number: int) -> None:
    """Do one action with the files of state ``number``."""
    now = NOW + timedelta(minutes=number)
    layer = {"sectors": SECTORS, "population": POPULATION, "inventory": BUILDINGS}.get(action, INDICATORS)
    if action == "snapshot":
        make_snapshot(store, now=now)
    elif action == "rollback":
        rollback(store, POPULATION, now=now)
    elif action == "drop":
        with write_files(folder, number)["population"].open("rb") as stream:
            keep(store, [("population.csv", stream)], now=now, who="Ann")
    elif action == "approve":
        (upload,) = waiting_uploads(store)
        proposal = propose(store, POPULATION, None, upload, now=now)
        approve(store, proposal, proposal.candidate, now=now, reason="recounted")
    elif action == "broken":
        try:
            refresh(store, POPULATION, POPULATION.sources[0], [write_files(folder, number)["broken"]], now=now)
        except RefusedRefresh:
            return
        raise AssertionError("a broken file was published")
    else:
        refresh(store, layer, None, [write_files(folder, number)[action]], now=now)


def _loop(store: Store, folder: Path, seed: int) -> None:
    number = seed * 1000
    while True:
        number += 1
        for action in ("population", "income", "broken", "snapshot", "poverty", "inventory", "rollback", "snapshot"):
            try:
                do(store, folder, action, number)
            except NothingPublishedError:
                # Nothing to roll back to yet.
                continue


def _die_before(step: int, data: Path) -> None:
    """Let this process die just before its ``step``-th step on the file system under ``data``."""
    left = step

    def count() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os._exit(KILLED)

    def watch(event: str, arguments: tuple) -> None:
        if event not in ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir"):
            return
        if event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            return
        if str(arguments[0]).startswith(str(data)) or isinstance(arguments[0], int):
            count()

    flush = os.fsync

    def counted_flush(handle: int) -> None:
        count()
        flush(handle)

    os.fsync = counted_flush
    sys.addaudithook(watch)


def _fork(work: Callable[[], None]) -> int:
    process = os.fork()
    if process == 0:
        status = 1
        # A child that hangs must fail its test, not stop the whole run.
        signal.alarm(LONGEST_S)
        try:
            work()
            status = 0
        finally:
            sys.stderr.flush()
            os._exit(status)
    return process


def main() -> None:
    """Serve commands until standard input ends."""
    # Everything once, so that the children find all libraries loaded and warm.
    with TemporaryDirectory() as scratch:
        for action in ("sectors", "population", "income", "poverty", "inventory", "snapshot"):
            do(Store(Path(scratch, "data"), toyville.PLACE, LAYERS), Path(scratch), action, 1)
    child = 0
    for line in sys.stdin:
        command = json.loads(line)
        folder = Path(command["folder"])
        store = Store(folder / "data", toyville.PLACE, LAYERS)
        if "loop" in command:
            seed = command["loop"]
            child = _fork(lambda seed=seed, store=store, folder=folder: _loop(store, folder, seed))
            answer = child
        elif "wait" in command:
            answer = os.waitpid(child, 0)[1]
        else:

            def one(command: dict = command, store: Store = store, folder: Path = folder) -> None:
                _die_before(command["step"], folder / "data")
                do(store, folder, command["action"], command["number"])

            answer = os.waitstatus_to_exitcode(os.waitpid(_fork(one), 0)[1])
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
