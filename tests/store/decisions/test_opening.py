"""A log that is opened: former and newer layouts, damaged files, servers that are away, writers that are killed."""

import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from geo.errors import DataError, MaillageError
from store.decisions import DecisionLog
from store.decisions import _database as database
from store.decisions.entries import chained
from tests.conftest import ROOT
from tests.laws import times
from tests.store.decisions.logs import BACKENDS, NOW, behind, decided, new_log


@pytest.mark.parametrize("backend", BACKENDS)
def test_writers_killed_at_any_moment_leave_whole_entries(
    backend: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    log = new_log(backend, tmp_path, request)
    url = "" if backend == "sqlite" else request.getfixturevalue("server")
    chance = random.Random(backend)
    acknowledged: set[int] = set()
    for _ in range(times(20, 1)):
        writers = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.store.decisions.writer", log.commune, str(log.file or "none"), url, name],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                text=True,
            )
            for name in ("one", "other")
        ]
        for writer in writers:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
        time.sleep(0.2 + chance.random() / 2)
        for writer in writers:
            writer.kill()
            said = writer.communicate(timeout=60)[0].split("\n")
            acknowledged |= {int(line) for line in said[:-1]}
        entries = log.entries()
        assert {entry.number for entry in entries} >= acknowledged
        # Killed after it was in the log and before it could be said: one a writer.
        assert log.faults() == ()
        log.append(decided(), now=NOW)
    assert acknowledged
    # Which of two gets in between is not said: the law of the log has both succeed.
    assert {entry.who for entry in log.entries()} <= {"Ann", "one", "other"}


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_log_of_the_former_layout_is_read_as_it_is_and_brought_up_to_date_by_the_next_entry(
    backend: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    steps = ScriptDirectory.from_config(_config())
    assert [each.revision for each in steps.walk_revisions()][::-1] == list(database.STEPS)
    if backend == "sqlite":
        log = new_log(backend, tmp_path, request)
        log.file.parent.mkdir()
    else:
        made = new_log(backend, tmp_path, request)
        with behind(made) as run:
            run(f'CREATE DATABASE "{made.commune}"')
        address = request.getfixturevalue("server").replace("/postgres?", f"/{made.commune}?")
        log = DecisionLog("toy", tmp_path / "none", address)
    assert (log.entries(), log.faults()) == ((), ())
    former = chained(decided(1), log.commune, NOW, None)
    with log._database._connected(writing=True) as connection:
        database.upgrade(connection, database.STEPS[0])
        # As it was entered then: without what that layout has no place for.
        first = {name: value for name, value in vars(former).items() if name not in database.SINCE}
        connection.execute(database.decision.insert(), [first])
    assert (log.entries(), log.faults()) == ((former,), ())
    with behind(log) as run:
        assert run("SELECT version_num FROM alembic_version") == [("0001",)], "reading writes nothing"
        log.append(decided(2), now=NOW)
        assert run("SELECT version_num FROM alembic_version") == [(database.STEPS[-1],)]
        assert run("SELECT number FROM seal ORDER BY number") == [(1,), (2,)]
        assert (len(log.entries()), log.faults()) == (2, ())
        run("UPDATE alembic_version SET version_num = '9999'")
    for use in (log.entries, log.faults, lambda: log.append(decided(3), now=NOW)):
        with pytest.raises(DataError, match=r"newer version of the program \(layout 9999") as refused:
            use()
        assert log.where in str(refused.value)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "store" / "decisions" / "migrations"))
    return config


def test_what_is_no_log_or_cannot_be_reached_is_said_in_words(tmp_path: Path) -> None:
    log = DecisionLog("toy", tmp_path / "toy.sqlite", "")
    log.file.write_bytes(b"Decisions of the college\n" * 100)
    for use in (log.entries, log.faults, lambda: log.append(decided(), now=NOW)):
        with pytest.raises(DataError, match=r"toy.sqlite is damaged .*Restore it from a copy"):
            use()
    log.file.unlink()
    with closing(sqlite3.connect(log.file)) as other:
        other.execute("CREATE TABLE decision (something)")
    with pytest.raises(DataError, match="no decision log of this program"):
        log.append(decided(), now=NOW)
    (tmp_path / "folder").mkdir()
    with pytest.raises(MaillageError, match="cannot be opened"):
        DecisionLog("toy", tmp_path / "folder", "").append(decided(), now=NOW)
    with pytest.raises(MaillageError, match="kind mysql"):
        DecisionLog("toy", tmp_path / "x", "mysql://ann:secret@host/x")
    with pytest.raises(MaillageError, match="no address"):
        DecisionLog("toy", tmp_path / "x", "the server")
    pytest.importorskip("psycopg")
    away = DecisionLog("toy", tmp_path / "x", f"postgres://ann:secret@/x?host={tmp_path}")
    with pytest.raises(MaillageError, match="cannot be reached") as refused:
        away.append(decided(), now=NOW)
    assert "secret" not in str(refused.value) + away.where
    assert not (tmp_path / "x").exists()


def test_a_copy_of_the_file_alone_reads_where_nothing_may_be_written(tmp_path: Path, monkeypatch) -> None:
    log = DecisionLog("toy", tmp_path / "toy.sqlite", "")
    entry = log.append(decided(), now=NOW)
    closed = tmp_path / "closed"
    closed.mkdir()
    shutil.copy(log.file, closed)
    copy = DecisionLog("toy", closed / "toy.sqlite", "")
    monkeypatch.setattr(database.os, "access", lambda *_arguments: False)
    assert (copy.entries(), copy.faults()) == ((entry,), ())
    assert [path.name for path in closed.iterdir()] == ["toy.sqlite"]


def test_a_writer_waits_for_another_and_says_so_when_that_one_does_not_end(tmp_path: Path, monkeypatch) -> None:
    log = DecisionLog("toy", tmp_path / "toy.sqlite", "")
    log.append(decided(), now=NOW)
    monkeypatch.setattr(database, "WAIT_S", 0.1)
    with closing(sqlite3.connect(log.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(database.StoreBusyError, match="Somebody else is writing"):
            log.append(decided(), now=NOW)
        assert len(log.entries()) == 1, "readers do not wait"
        other.execute("ROLLBACK")
    assert log.append(decided(), now=NOW).number == 2


def test_what_sqlite_refuses_at_once_for_anothers_sake_is_tried_again(monkeypatch) -> None:
    left = [sqlite3.OperationalError("database is locked") for _ in range(3)]
    for each in left:
        each.sqlite_errorname = "SQLITE_BUSY"
    said = list(left)

    def do() -> None:
        if said:
            raise said.pop()

    database.patiently(do)
    monkeypatch.setattr(database, "WAIT_S", 0.0)
    said.extend(left)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        database.patiently(do)
    assert len(said) < len(left)
