"""The decision log of a commune: entries are added, never changed or removed; undone by a new entry."""

from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from config import Scenario
from geo.errors import MaillageError
from geo.texts import N_
from store.decisions._database import SINCE, STEPS, Database, decision, seal
from store.decisions.entries import (
    Decision,
    Entry,
    RefusedDecision,
    broken_links,
    chained,
    faults_of,
    numbers_in_force,
    tidied,
)
from store.decisions.files import EvidenceFolder, prepared
from store.decisions.kinds import UNDONE
from store.store import Store

_COLUMNS = tuple(each.name for each in fields(Entry))


class DecisionLog:
    """The log of one commune. Any number of processes may read and write; writers come one after the other.

    Parameters
    ----------
    commune
        Key of the commune; a PostgreSQL database holds the logs of many.
    file
        File of SQLite, made with the first entry.
    url
        Address of a PostgreSQL database, instead of what the environment variable ``MAILLAGE_DECISIONS_URL`` says;
        empty for the file whatever that says.
    """

    def __init__(self, commune: str, file: Path, url: str | None = None) -> None:
        self.commune = commune
        self._database = Database(file, url)

    @property
    def where(self) -> str:
        """Where the log is, as people may read it."""
        return self._database.where

    @property
    def file(self) -> Path | None:
        """The file of the log; None where it is in a server."""
        return self._database.file

    def entries(self) -> tuple[Entry, ...]:
        """Return all entries, oldest first. Raises MaillageError where the log cannot be read."""
        with self._database.reading() as found:
            return () if found is None else self._entries(*found)

    def last(self) -> tuple[int, str] | None:
        """Return number and hash of the last entry: as long as they are the same, so is the whole log.

        None where there is no entry, or the log cannot be read; `entries` says what is wrong with it.
        """
        return self._database.last(self.commune)

    def append(self, told: Decision, *, now: datetime) -> Entry:
        """Enter a decision and return it as it stands in the log, once it is safe on the disk.

        Raises
        ------
        RefusedDecision
            When it says too little or contradicts itself; for an entry that undoes, when there is nothing to undo.
        StoreBusyError
            When another writer does not end.
        MaillageError
            When the log cannot be written to. Nothing half is left.
        """
        told = tidied(told)
        if problems := faults_of(told):
            raise RefusedDecision(problems)
        with self._database.writing() as connection:
            last = self._last(connection)
            if told.undoes is not None:
                self._refuse_undoing(self._entries(connection), told.undoes)
            entry = chained(told, self.commune, now, last)
            connection.execute(sa.insert(decision), [asdict(entry)])
        return entry

    def append_with(
        self,
        told: Decision,
        given: Sequence[tuple[str, bytes]],
        evidence: EvidenceFolder,
        *,
        now: datetime,
        scenario: Scenario | None = None,
    ) -> Entry:
        """Enter a decision with photos and documents: the files first, so that no entry is ever without its files.

        Parameters
        ----------
        told, now
            As for `append`.
        given
            Name and bytes of each file.
        evidence
            Where they are kept.
        scenario
            The scenario on the table: kept as it is on this day where the decision adopts it.

        Raises
        ------
        RefusedDecision
            As `append` does, with everything that is wrong with the files too; then no file is kept.
        MaillageError
            When a file or the log cannot be written to.
        """
        found = prepared(given, scenario if told.kind == "scenario_adopted" else None)
        told = replace(told, files=found.text)
        if problems := (*faults_of(told), *found.problems):
            raise RefusedDecision(problems)
        evidence.keep(found)
        return self.append(told, now=now)

    def undo(self, number: int, *, who: str, why: str, now: datetime, at: Decision) -> Entry:
        """Enter that an entry holds no longer; undoing that entry puts the first back into force.

        Parameters
        ----------
        number
            The entry to undo, which must be in force.
        who, why, now
            Who undoes it, the reason, and when.
        at
            What is on the table: its ``snapshot``, ``scenario`` and ``scenario_hash`` are taken.
        """
        told = Decision(UNDONE, who=who, why=why, undoes=number)
        table = {name: getattr(at, name) for name in ("snapshot", "scenario", "scenario_hash")}
        return self.append(replace(told, **table), now=now)

    def faults(self) -> tuple[MaillageError, ...]:
        """Return what is wrong with the log: entries changed, removed, inserted or out of order; none when it holds."""
        with self._database.reading() as found:
            if found is None:
                return ()
            connection, layout = found
            entries = self._entries(connection, layout)
            sealed = None if layout == "0001" else self._seals(connection)
        return (*broken_links(entries), *(() if sealed is None else _missing(entries, sealed)))

    def _entries(self, connection: sa.Connection, layout: str = STEPS[-1]) -> tuple[Entry, ...]:
        names = [name for name in _COLUMNS if SINCE.get(name, "") <= layout]
        columns = [decision.c[name] for name in names]
        asked = sa.select(*columns).where(decision.c.commune == self.commune).order_by(decision.c.number)
        return tuple(Entry(**{name: row[name] for name in names}) for row in connection.execute(asked).mappings())

    def _last(self, connection: sa.Connection) -> Entry | None:
        asked = (
            sa.select(decision).where(decision.c.commune == self.commune).order_by(decision.c.number.desc()).limit(1)
        )
        row = connection.execute(asked).mappings().first()
        return None if row is None else Entry(**{name: row[name] for name in _COLUMNS})

    def _seals(self, connection: sa.Connection) -> dict[int, str]:
        asked = sa.select(seal.c.number, seal.c.hash).where(seal.c.commune == self.commune)
        return {row.number: row.hash for row in connection.execute(asked)}

    def _refuse_undoing(self, entries: Sequence[Entry], number: int) -> None:
        if number not in {entry.number for entry in entries}:
            text = N_("The decision log has no entry {entry}. Run: maillage decisions")
            raise RefusedDecision([MaillageError(text, entry=number)])
        if number not in numbers_in_force(entries):
            text = N_("Entry {entry} is undone already.")
            raise RefusedDecision([MaillageError(text, entry=number)])


def _missing(entries: Sequence[Entry], sealed: dict[int, str]) -> list[MaillageError]:
    """Return what the seals know and the entries do not, and the other way round."""
    there = {entry.number: entry.hash for entry in entries}
    found = []
    for number in sorted(set(sealed) - set(there)):
        text = N_("Entry {entry} was in the decision log and is gone.")
        found.append(MaillageError(text, entry=number))
    for number in sorted(there):
        if sealed.get(number) != there[number]:
            text = N_("Entry {entry} of the decision log is not the one that the database sealed.")
            found.append(MaillageError(text, entry=number))
    return found


def open_log(store: Store, url: str | None = None) -> DecisionLog:
    """Return the decision log of a commune: ``decisions/<commune>.sqlite`` in the data folder, or the server's.

    It stands beside ``processed``, which can be computed again; decisions cannot.
    """
    return DecisionLog(store.place.key, store.data / "decisions" / f"{store.place.key}.sqlite", url)
