"""Builds the demonstration city again and again and is killed in the middle; run as a program by test_assessments."""

import os
import random
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import config
from geo.settings.parameters import Costs, Parameters
from store.assessments import assessment_id, open_assessment
from store.snapshots import make_snapshot
from store.store import Store

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def parameters(number: int) -> Parameters:
    """Return parameters no other number has, so that each build computes anew."""
    return Parameters(costs=Costs(survey_eur=number))


def build(store: Store, number: int) -> None:
    """Do what ``maillage build`` does."""
    open_assessment(store, make_snapshot(store, now=NOW), parameters(number))


def main() -> None:
    """Fork builds from a warm process, kill each after a chosen while, and read everything back after each."""
    data, kills = Path(sys.argv[1]), int(sys.argv[2])
    store = Store(data, config.place("demo"))
    build(store, 0)
    chance = random.Random(7)
    killed = 0
    for number in range(1, kills + 1):
        child = os.fork()
        if child == 0:
            build(store, number)
            os._exit(0)
        time.sleep(chance.uniform(0.02, 1.6))
        os.kill(child, signal.SIGKILL)
        killed += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        snapshot = store.current_snapshot()
        for name in snapshot.layers:
            store.read(name)
        for kept in range(number + 1):
            if (store.folder / "assessments" / assessment_id(snapshot, store.place, parameters(kept))).is_dir():
                assert len(open_assessment(store, snapshot, parameters(kept)).evidence.sites) > 500
    build(store, kills + 1)
    print(killed)


if __name__ == "__main__":
    main()
