"""Entries of the decision log: what is decided, what is wrong with it, and the hash that chains it to the one before.

Nothing here knows where the log is kept: a log in SQLite, in PostgreSQL and in an exported file is checked alike.
"""

import json
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from hashlib import sha256

from geo.errors import MaillageError
from geo.texts import N_
from store.decisions.kinds import KINDS, UNDONE, VERDICTS

LONGEST = {"who": 200, "why": 10_000, "evidence": 20_000, "subject": 500, "about": 200, "scenario": 500, "files": 2_000}
"""Characters a text may have."""


@dataclass(frozen=True)
class Decision:
    """What somebody decides, before it is in the log.

    Attributes
    ----------
    kind
        Key of one of ``KINDS``.
    subject
        The building, place or sector, layer, scenario or fact meant, by its key; empty for an entry that undoes.
    about
        Which plan (``wifi``, ``aidants``, ``devices``), which gap, or which fact.
    value
        A rank, a year or a wave as a whole number, or the verdict of a review.
    who, why
        Who decides, and the reason. Neither may be empty.
    evidence
        What it rests on, as text: a link, the name of a file, what was seen.
    snapshot, scenario, scenario_hash
        What was on the table: id of the snapshot, name and hash of the scenario.
    people
        What it costs the Wi-Fi programme, in people served, on average over the years: negative where more are served.
        None: not computed. The same holds for the next.
    capex_eur
        First costs it adds to the Wi-Fi programme: negative where it frees money.
    helps_per_week
        What it costs the roster of aidants, in helps a week: negative where more is given.
    devices
        What it costs the other places of the device lots, in devices of all kinds: negative where they get more.
    undoes
        Number of the entry it undoes; None for every other kind.
    files
        Photos and documents it rests on, a line each: SHA-256 and name.
    corrects
        Layer and column a review would have otherwise, as ``buildings.wifi_now``, in the row of the subject; empty
        where nothing is to be corrected.
    before, after
        What that cell said when it was entered, and what it should say; empty where nothing is known.
    version
        Version of the layer that has it right, of a review that is ``corrected``.
    """

    kind: str
    subject: str = ""
    about: str = ""
    value: str = ""
    who: str = ""
    why: str = ""
    evidence: str = ""
    snapshot: str = ""
    scenario: str = ""
    scenario_hash: str = ""
    people: float | None = None
    capex_eur: float | None = None
    helps_per_week: float | None = None
    devices: int | None = None
    undoes: int | None = None
    files: str = ""
    corrects: str = ""
    before: str = ""
    after: str = ""
    version: str = ""


LATER_TEXTS = ("files", "corrects", "before", "after", "version")
LATER_AMOUNTS = ("helps_per_week", "devices")
LATER = (*LATER_TEXTS, *LATER_AMOUNTS)
"""What entries of former programs do not have: left out of the hash where it is empty, so that theirs still fit."""


@dataclass(frozen=True)
class Entry(Decision):
    """A decision in the log.

    Attributes
    ----------
    commune
        Key of the commune whose log it is.
    number
        Its place in the log of the commune, from 1.
    at_utc
        When it was entered, ISO 8601 in UTC.
    previous_hash, hash
        The hash of the entry before (empty for the first), and its own.
    """

    commune: str = ""
    number: int = 0
    at_utc: str = ""
    previous_hash: str = ""
    hash: str = ""


TEXTS = ("subject", "about", "value", "who", "why", "evidence", "snapshot", "scenario", "scenario_hash", *LATER_TEXTS)


class RefusedDecision(MaillageError):  # noqa: N818 - named after the decision, not the error
    """A decision that cannot be entered; ``problems`` lists everything that is wrong with it."""

    def __init__(self, problems: Sequence[MaillageError]) -> None:
        super().__init__(N_("This cannot be entered; {count} to correct:"), count=len(problems))
        self.problems = tuple(problems)

    def render(self, translate=str) -> str:  # type: ignore[no-untyped-def]
        """Return the error with a line for each problem."""
        return "\n".join([super().render(translate), *(f"  {each.render(translate)}" for each in self.problems)])


def tidied(decision: Decision) -> Decision:
    """Return the decision with line ends of one kind, no blanks around, and amounts as the log keeps them."""
    texts = {name: getattr(decision, name).replace("\r\n", "\n").replace("\r", "\n").strip() for name in TEXTS}

    def rounded(amount: float | None, places: int) -> float | None:
        # 0.0 is added so that there is one zero only.
        return None if amount is None else round(float(amount), places) + 0.0

    return Decision(
        decision.kind,
        **texts,
        people=rounded(decision.people, 3),
        capex_eur=rounded(decision.capex_eur, 2),
        helps_per_week=rounded(decision.helps_per_week, 3),
        devices=decision.devices,
        undoes=decision.undoes,
    )


def faults_of(decision: Decision) -> tuple[MaillageError, ...]:
    """Return everything that keeps a decision from being entered, each field with its value and what to do."""
    return tuple(_faults(tidied(decision)))


def _faults(decision: Decision) -> Iterator[MaillageError]:
    kind = KINDS.get(decision.kind)
    if kind is None:
        text = N_("There is no kind of decision {value}. Kinds: {known}.")
        yield MaillageError(text, value=decision.kind, known=", ".join(KINDS))
        return
    if not _says_something(decision.who):
        yield MaillageError(N_("Nobody is named: say who decides."))
    if not _says_something(decision.why):
        yield MaillageError(N_("The reason is missing: say why."))
    if not decision.snapshot:
        yield MaillageError(N_("The snapshot is missing: run maillage build."))
    if kind.key == UNDONE:
        if decision.undoes is None:
            yield MaillageError(N_("The number of the entry to undo is missing."))
    else:
        if decision.undoes is not None:
            yield MaillageError(N_("Only an entry of the kind {kind} undoes another."), kind=UNDONE)
        if not _says_something(decision.subject):
            yield MaillageError(N_("The subject is missing: name the building, place, layer or scenario."))
    if kind.about and decision.about not in kind.about and not (kind.whole and not decision.about):
        text = N_("What it is about is {value}; say one of: {known}.")
        yield MaillageError(text, value=decision.about or "-", known=", ".join(kind.about))
    if kind.value == "whole" and not (
        decision.value.isascii() and decision.value.isdigit() and 1 <= int(decision.value[:9]) < 10**6
    ):
        yield MaillageError(N_("The value {value} is not a whole number from 1 on."), value=decision.value or "-")
    if kind.value == "verdict" and decision.value not in VERDICTS:
        text = N_("The value {value} is no verdict; say one of: {known}.")
        yield MaillageError(text, value=decision.value or "-", known=", ".join(VERDICTS))
    if not kind.value and decision.value:
        yield MaillageError(
            N_("A decision of the kind {kind} has no value; found {value}."), kind=kind.key, value=decision.value
        )
    if not decision.corrects and (decision.before or decision.after or decision.version):
        yield MaillageError(N_("A value or a version is given and not what it corrects: name layer and column."))
    if decision.corrects and (
        kind.value != "verdict" or not re.fullmatch(r"[a-z0-9_]+\.[a-z0-9_]+", decision.corrects)
    ):
        text = N_("{value} cannot be corrected: only a review corrects, and names layer and column.")
        yield MaillageError(text, value=decision.corrects)
    yield from _faults_of_texts(decision)
    for name in ("people", "capex_eur", "helps_per_week", "devices"):
        amount = getattr(decision, name)
        if amount is not None and not (math.isfinite(amount) and abs(amount) < 1e12):
            yield MaillageError(N_("{column}: {value} is no amount."), column=name, value=amount)


def _faults_of_texts(decision: Decision) -> Iterator[MaillageError]:
    for name in TEXTS:
        text = getattr(decision, name)
        if len(text) > (most := LONGEST.get(name, 200)):
            told = N_("{column}: characters found: {found}; room for: {limit}. Shorten it.")
            yield MaillageError(told, column=name, found=len(text), limit=most)
        wrong = sorted({each for each in text if unicodedata.category(each) in ("Cc", "Cs") and each not in "\n\t"})
        if wrong:
            told = N_("{column}: it holds characters that no text has ({found}); remove them.")
            yield MaillageError(told, column=name, found=", ".join(f"U+{ord(each):04X}" for each in wrong[:5]))


def _says_something(text: str) -> bool:
    """Say whether a text has a character one can see."""
    return any(unicodedata.category(each)[0] not in "CZM" for each in text)


def utc(now: datetime) -> str:
    """Return a time as the log writes it; ValueError for one without a time zone."""
    if now.tzinfo is None:
        raise ValueError("a time of the log needs its time zone")
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def chained(decision: Decision, commune: str, now: datetime, last: Entry | None) -> Entry:
    """Return the decision as the entry that follows ``last``."""
    told = {each.name: getattr(decision, each.name) for each in fields(Decision)}
    number, previous = (1, "") if last is None else (last.number + 1, last.hash)
    entry = Entry(**told, commune=commune, number=number, at_utc=utc(now), previous_hash=previous)
    return replace(entry, hash=hash_of_entry(entry))


def hash_of_entry(entry: Entry) -> str:
    """Return the SHA-256 of everything an entry says but its own hash: JSON, keys sorted, UTF-8.

    What a former version had no place for is left out where it says nothing, so that its entries keep their hashes.
    """
    told = asdict(entry)
    del told["hash"]
    for name in LATER:
        if told[name] in ("", None):
            del told[name]
    # What stands in a damaged row may be anything, also half a pair of surrogates.
    return sha256(json.dumps(told, ensure_ascii=True, sort_keys=True).encode()).hexdigest()


def in_force(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries that no entry in force undoes, oldest first, without those that only undo.

    An entry that undoes can be undone as well, which puts back into force what it had undone.
    """
    undone: set[int] = set()
    kept = []
    for entry in sorted(entries, key=lambda each: each.number, reverse=True):
        if entry.number in undone:
            continue
        if entry.undoes is not None:
            undone.add(entry.undoes)
        if entry.kind != UNDONE:
            kept.append(entry)
    return tuple(reversed(kept))


def numbers_in_force(entries: Sequence[Entry]) -> frozenset[int]:
    """Return the numbers of all entries that are not undone, those that undo included."""
    undone: set[int] = set()
    for entry in sorted(entries, key=lambda each: each.number, reverse=True):
        if entry.number not in undone and entry.undoes is not None:
            undone.add(entry.undoes)
    return frozenset(entry.number for entry in entries) - undone


def broken_links(entries: Sequence[Entry]) -> tuple[MaillageError, ...]:
    """Return what is wrong with the chain of a commune's entries: changed, missing, inserted, out of order."""
    found = []
    last: Entry | None = None
    known: set[int] = set()
    for entry in entries:
        expected = 1 if last is None else last.number + 1
        if entry.number > expected:
            text = N_("Entries {first} to {last} of the decision log are missing.")
            found.append(MaillageError(text, first=expected, last=entry.number - 1))
        elif entry.number < expected:
            found.append(MaillageError(N_("Entry {entry} of the decision log is out of order."), entry=entry.number))
        if hash_of_entry(entry) != entry.hash:
            text = N_("Entry {entry} of the decision log is not what was entered: its hash does not fit.")
            found.append(MaillageError(text, entry=entry.number))
        if entry.previous_hash != ("" if last is None else last.hash) and entry.number == expected:
            text = N_("Entry {entry} of the decision log does not follow the one before it.")
            found.append(MaillageError(text, entry=entry.number))
        if entry.undoes is not None and entry.undoes not in known:
            text = N_("Entry {entry} of the decision log undoes entry {other}, which is not before it.")
            found.append(MaillageError(text, entry=entry.number, other=entry.undoes))
        known.add(entry.number)
        last = entry
    return tuple(found)
