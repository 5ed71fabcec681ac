"""The decision log against a plain list, on both databases; what is changed behind its back is found."""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from store.decisions import Decision, DecisionLog, Entry, RefusedDecision, faults_of, in_force
from tests.laws import draws
from tests.store.decisions.logs import (
    BACKENDS,
    HOSTILE,
    NOW,
    behind,
    decided,
    decisions,
    new_log,
    with_guards,
    without_guards,
)

KEPT = ("kind", "subject", "about", "value", "who", "why", "evidence", "snapshot", "undoes")


def _standing(undoes: list[int | None], number: int) -> bool:
    """Say whether an entry holds: no later entry that holds undoes it. ``undoes`` is by number, from 1."""
    return not any(undoes[other - 1] == number and _standing(undoes, other) for other in range(number, len(undoes) + 1))


def _told(told: Decision) -> tuple[object, ...]:
    return tuple(each.replace("\r\n", "\n").strip() if isinstance(each := getattr(told, name), str) else each
                 for name in KEPT)  # fmt: skip


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_log_is_a_list_to_which_entries_are_added(backend: str, request: pytest.FixtureRequest) -> None:
    class Log(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.folder = tempfile.TemporaryDirectory()
            self.log = new_log(backend, Path(self.folder.name), request)
            self.model: list[tuple[object, ...]] = []

        def teardown(self) -> None:
            self.folder.cleanup()

        @property
        def undoes(self) -> list[int | None]:
            return [each[-1] for each in self.model]  # type: ignore[misc]

        @rule(told=decisions())
        def append(self, told: Decision) -> None:
            entry = self.log.append(told, now=NOW + timedelta(seconds=len(self.model)))
            self.model.append(_told(told))
            assert entry.number == len(self.model)

        @precondition(lambda self: self.model)
        @rule(number=st.integers(0, 12))
        def undo(self, number: int) -> None:
            possible = 1 <= number <= len(self.model) and _standing(self.undoes, number)
            try:
                entry = self.log.undo(number, who="Bo", why="no", now=NOW, at=decided())
            except RefusedDecision:
                assert not possible
                return
            assert possible
            self.model.append(_told(entry))

        @rule(count=st.integers(1, 3))
        def two_at_once(self, count: int) -> None:
            def write(name: str) -> list[Entry]:
                log = DecisionLog(self.log.commune, self.log.file or Path("none"), self.url)
                return [log.append(decided(each, who=name), now=NOW) for each in range(count)]

            with ThreadPoolExecutor(2) as pool:
                written = [entry for entries in pool.map(write, ("one", "other")) for entry in entries]
            self.model += [_told(entry) for entry in sorted(written, key=lambda each: each.number)]

        @rule()
        def reload(self) -> None:
            self.log = DecisionLog(self.log.commune, self.log.file or Path("none"), self.url)

        @property
        def url(self) -> str:
            return "" if backend == "sqlite" else request.getfixturevalue("server")

        @invariant()
        def it_says_what_was_entered(self) -> None:
            entries = self.log.entries()
            assert [_told(entry) for entry in entries] == self.model
            assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
            holding = [each + 1 for each in range(len(entries)) if _standing(self.undoes, each + 1)]
            assert [each.number for each in in_force(entries)] == [
                number for number in holding if self.model[number - 1][0] != "undone"
            ]
            assert self.log.faults() == ()

    run_state_machine_as_test(Log, settings=settings(draws(60), stateful_step_count=10 if backend == "sqlite" else 5))


_COLUMNS = {
    **dict.fromkeys(("kind", "subject", "about", "value", "who", "at_utc", "why", "evidence", "snapshot"), "other"),
    "scenario": "other",
    "scenario_hash": "other",
    "people": 3.5,
    "capex_eur": None,
    "helps_per_week": 0.5,
    "devices": 7,
    "undoes": 1,
    "previous_hash": "other",
    "hash": "other",
    "commune": "other",
    "number": 99,
}


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_database_refuses_changes_and_what_is_changed_all_the_same_is_found(
    backend: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    log = new_log(backend, tmp_path, request)
    for number in (1, 2, 3):
        log.append(decided(number, people=1.0, capex_eur=2.0), now=NOW)
    before = log.entries()
    ours = f"commune = '{log.commune}'"
    columns = ", ".join(_COLUMNS)
    with behind(log) as run:
        refused = [f"UPDATE decision SET {column} = ? WHERE {ours} AND number = 2" for column in _COLUMNS]
        refused += [f"DELETE FROM {table} WHERE {ours} AND number = 3 AND 'x' <> ?" for table in ("decision", "seal")]
        refused += [f"UPDATE seal SET hash = ? WHERE {ours}"]
        again = columns.replace("number", "number + 5").replace("previous_hash", "hash")
        refused += [f"INSERT INTO decision ({columns}) SELECT {again} FROM decision WHERE {ours} AND 'x' <> ?"]
        if backend == "sqlite":
            copied = f"SELECT {columns} FROM decision WHERE {ours} AND number = 3 AND 'x' <> ?"
            refused += [f"INSERT OR REPLACE INTO decision ({columns}) {copied}"]
        for sql in refused:
            value = next((_COLUMNS[column] for column in _COLUMNS if f"SET {column} =" in sql), "y")
            with pytest.raises(Exception, match=r"append-only"):
                run(sql, value)
        if backend == "postgresql":
            with pytest.raises(Exception, match="append-only"):
                run("TRUNCATE decision")
        assert log.entries() == before
        assert log.faults() == ()
        without_guards(log, run)
        try:
            _each_change_is_found(log, run, before)
        finally:
            with_guards(log, run)


def _each_change_is_found(log: DecisionLog, run, before: tuple[Entry, ...]) -> None:
    ours = f"commune = '{log.commune}'"
    names = ", ".join(_COLUMNS)

    def restore() -> None:
        run("DELETE FROM decision WHERE commune IN (?, 'other')", log.commune)
        run("DELETE FROM seal WHERE commune = ?", log.commune)
        for entry in before:
            values = [getattr(entry, column) for column in _COLUMNS]
            run(f"INSERT INTO decision ({names}) VALUES ({', '.join('?' * len(values))})", *values)
            run("INSERT INTO seal (commune, number, hash) VALUES (?, ?, ?)", log.commune, entry.number, entry.hash)

    for column, value in _COLUMNS.items():
        for number in (2,) if column != "why" else (1, 2, 3):
            run(f"UPDATE decision SET {column} = ? WHERE {ours} AND number = ?", value, number)
            assert log.faults(), (column, number)
            restore()
            assert log.faults() == ()
    for number in (1, 2, 3):
        run(f"DELETE FROM decision WHERE {ours} AND number = ?", number)
        assert any(str(number) in fault.render() for fault in log.faults())
        restore()
    # An entry whose own hash is right, put in behind the last, is none that the database sealed.
    from store.decisions.entries import chained

    added = chained(decided(4), log.commune, NOW, before[-1])
    values = [getattr(added, column) for column in _COLUMNS]
    run(f"INSERT INTO decision ({names}) VALUES ({', '.join('?' * len(values))})", *values)
    assert ["sealed" in fault.render() for fault in log.faults()] == [True]
    restore()


def test_everything_wrong_with_a_decision_is_said_at_once(tmp_path: Path) -> None:
    log = DecisionLog("toy", tmp_path / "toy.sqlite", "")
    wrong = Decision("wave_overridden", " \u200b", "roads", "soon", " ", "\n", "x\x00\ud800", people=float("nan"))
    with pytest.raises(RefusedDecision) as refused:
        log.append(wrong, now=NOW)
    said = str(refused.value)
    words = ("Nobody", "reason", "snapshot", "subject", "roads", "soon", "U+0000, U+D800", "people: nan")
    assert [word for word in words if word not in said] == []
    assert len(refused.value.problems) == len(words)
    assert not (tmp_path / "toy.sqlite").exists(), "a refused decision makes no log"
    assert [len(faults_of(decided(why=why))) for why in ("x" * 10_000, "x" * 10_001)] == [0, 1]
    assert "no kind" in str(faults_of(Decision("forget"))[0])
    with pytest.raises(ValueError, match="time zone"):
        log.append(decided(), now=NOW.replace(tzinfo=None))
    log.append(decided(), now=NOW)
    for number, word in ((7, "no entry 7"), (1, "")):
        if word:
            with pytest.raises(RefusedDecision, match=word):
                log.undo(number, who="Bo", why="no", now=NOW, at=decided())
    log.undo(1, who="Bo", why="no", now=NOW, at=decided())
    with pytest.raises(RefusedDecision, match="undone already"):
        log.undo(1, who="Bo", why="no", now=NOW, at=decided())


@pytest.mark.parametrize("backend", BACKENDS)
def test_hostile_text_comes_back_as_it_was(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    log = new_log(backend, tmp_path / "a b%?#é", request)
    entered = [log.append(decided(subject=f"b{text}", why=f"{text}.", evidence=text), now=NOW) for text in HOSTILE]
    assert log.entries() == tuple(entered)
    assert [entry.why for entry in entered] == [f"{text}.".replace("\r\n", "\n").strip() for text in HOSTILE]
    assert log.faults() == ()
