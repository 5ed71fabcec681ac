"""Files that bear evidence: how an entry names them, where they are kept, and what is missing, altered or left over.

They lie beside the log, by the SHA-256 of their bytes, whichever database the log is in: pictures would make every copy
and every reading of the log slow, and what an entry says of them (name and hash) is sealed in the log anyway. A file is
written before the entry that names it: whoever is killed in between leaves a file nobody names, never an entry without
its file.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from config import Scenario, scenario_toml
from geo.errors import DataError, MaillageError
from geo.texts import N_
from store._publishing.durable import TEMPORARY, write_bytes
from store._publishing.file_names import safe_file_name
from store.decisions._photos import ENDINGS, preview, taken
from store.decisions.entries import Entry
from store.store import Store
from store.system_errors import in_words

MOST_FILES = 5
"""Files one entry may name."""

SCENARIO = "toml"
"""Ending of an adopted scenario, which the program writes itself: nobody gives one as evidence."""

_LINE = re.compile(rf"([0-9a-f]{{64}}) ([^\n]{{1,150}}\.({'|'.join((*ENDINGS, SCENARIO))}))")


@dataclass(frozen=True)
class EvidenceFile:
    """A file as an entry names it.

    Attributes
    ----------
    sha256
        Of the bytes that are kept.
    name
        What people call it: as it was given, made safe for every system, ending with what its content is.
    """

    sha256: str
    name: str

    @property
    def ending(self) -> str:
        """Its kind: ``jpg``, ``png`` or ``pdf``; ``toml`` for a scenario that was adopted."""
        return self.name.rpartition(".")[2]

    @property
    def is_photo(self) -> bool:
        """True of what can be shown on a page."""
        return self.ending not in ("pdf", SCENARIO)


def files_of(entry: Entry) -> tuple[EvidenceFile, ...]:
    """Return the files an entry names; lines that name none are passed over: the chain tells that they were changed."""
    found = [_LINE.fullmatch(line) for line in entry.files.split("\n")]
    return tuple(EvidenceFile(match[1], match[2]) for match in found if match is not None)


def as_text(files: Iterable[EvidenceFile]) -> str:
    """Return what an entry says of its files: a line each, hash and name."""
    return "\n".join(f"{each.sha256} {each.name}" for each in files)


@dataclass(frozen=True)
class Prepared:
    """Files that can be kept: what an entry says of each, and the bytes."""

    files: tuple[tuple[EvidenceFile, bytes], ...]
    problems: tuple[MaillageError, ...]
    """What is wrong with those that cannot."""

    @property
    def text(self) -> str:
        """What the entry says of them."""
        return as_text(file for file, _ in self.files)


def prepared(given: Sequence[tuple[str, bytes]], scenario: Scenario | None = None) -> Prepared:
    """Look at files somebody gives as evidence; nothing is written.

    Parameters
    ----------
    given
        Name and bytes of each. One given twice is taken once.
    scenario
        A scenario that is adopted: kept beside them as it is on this day.

    Examples
    --------
    >>> found = prepared([("../notes.exe", b"%PDF-1.7 ... %%EOF"), ("photo.jpg", b"GIF89a")])
    >>> [file.name for file, _ in found.files]
    ['notes.pdf']
    >>> [problem.parameters["file"] for problem in found.problems]
    ['photo.jpg']
    """
    kept: dict[str, tuple[EvidenceFile, bytes]] = {}
    problems: list[MaillageError] = []
    for name, content in given:
        shown = _plain_name(name)
        try:
            ending, bytes_kept = taken(shown, content)
        except MaillageError as error:
            problems.append(error)
            continue
        digest = sha256(bytes_kept).hexdigest()
        stem = shown.rpartition(".")[0] or shown
        kept.setdefault(digest, (EvidenceFile(digest, f"{stem}.{ending}"), bytes_kept))
    if scenario is not None:
        content = scenario_toml(scenario).encode()
        digest = sha256(content).hexdigest()
        kept[digest] = (EvidenceFile(digest, f"{_plain_name(scenario.name)[:100]}.{SCENARIO}"), content)
    if len(given) > MOST_FILES:
        text = N_("Files given: {found}; an entry takes up to {limit}. Leave some out, or make two entries.")
        problems.append(MaillageError(text, found=len(given), limit=MOST_FILES))
    return Prepared(tuple(kept.values()), tuple(problems))


def _plain_name(name: str) -> str:
    """Return a name without what cannot be seen or turns the letters round."""
    safe = safe_file_name(name)
    return "".join(each for each in safe if unicodedata.category(each)[0] not in "CZ" or each == " ").strip() or "file"


@dataclass(frozen=True)
class EvidenceFolder:
    """The folder with the evidence of one commune."""

    folder: Path

    def path(self, file: EvidenceFile) -> Path:
        """Where the bytes of a file are."""
        return self.folder / f"{file.sha256}.{file.ending}"

    def keep(self, found: Prepared) -> None:
        """Write files, each whole and safe on the disk, or raise MaillageError in the words of the system."""
        for file, content in found.files:
            path = self.path(file)
            try:
                if not self.is_whole(file):
                    write_bytes(path, content)
            except OSError as error:
                raise in_words(error, self.folder) from error

    def read(self, file: EvidenceFile) -> bytes:
        """Return the bytes of a file; DataError where it is gone or no longer what was entered."""
        path = self.path(file)
        if not path.is_file():
            text = N_("The evidence {file} ({path}) is gone. Restore it from a copy of the data folder.")
            raise DataError(text, file=file.name, path=str(path))
        content = path.read_bytes()
        if sha256(content).hexdigest() != file.sha256:
            text = N_(
                "The evidence {file} ({path}) is not what was entered. Restore it from a copy of the data folder."
            )
            raise DataError(text, file=file.name, path=str(path))
        return content

    def is_whole(self, file: EvidenceFile) -> bool:
        """Say whether a file is there as it was entered."""
        path = self.path(file)
        return path.is_file() and sha256(path.read_bytes()).hexdigest() == file.sha256

    def thumbnail(self, file: EvidenceFile, longest_side: int = 240) -> bytes:
        """Return a small JPEG of a photo; raises as `read` does."""
        return preview(self.read(file), longest_side)

    def faults(self, entries: Iterable[Entry]) -> tuple[MaillageError, ...]:
        """Return what is missing or altered of the files that entries name, undone ones included."""
        found = []
        for file in dict.fromkeys(each for entry in entries for each in files_of(entry)):
            try:
                self.read(file)
            except DataError as error:
                found.append(error)
        return tuple(found)

    def altered(self) -> tuple[Path, ...]:
        """Return files whose bytes are not those they are named after."""
        return tuple(path for path in self._there() if sha256(path.read_bytes()).hexdigest() != path.stem)

    def _there(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        return sorted(each for each in self.folder.iterdir() if each.is_file() and not each.name.startswith(TEMPORARY))

    def left_over(self, entries: Iterable[Entry]) -> tuple[Path, ...]:
        """Return files that no entry names: of a writer that was killed, or put there. They do no harm."""
        named = {self.path(file) for entry in entries for file in files_of(entry)}
        return tuple(path for path in self._there() if path not in named)


def open_evidence(store: Store) -> EvidenceFolder:
    """Return the folder with the evidence of a commune: ``decisions/evidence/<commune>`` in the data folder."""
    return EvidenceFolder(store.data / "decisions" / "evidence" / store.place.key)
