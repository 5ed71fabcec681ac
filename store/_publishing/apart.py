"""Received files are read apart: in a process of their own, within limits, any end of which is words to the reader."""

import atexit
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Lock

from geo.errors import MaillageError
from geo.place import Place
from layers import LAYERS, Cleaned, Fault, Guess, Layer, RawFile, Refused, Source
from layers.recognition.preview import FileRow, Preview, preview_from_json, rows_from_json
from store._our_process import start
from store._publishing.reading_task import DIED, DONE, LATE, RASTERS, SAID, TABLE, TOLD, Task, send
from store._publishing.table_files import read_table
from store.versions import faults_from_json

CPU_S, CPU_S_PER_MB = 120, 1.0
"""Time of the processor a reading may take. The addresses of Wallonia, 300 MB, take under a minute."""

WALL = 3
"""Time by the clock, in times of that: a busy machine is no reason to refuse a file."""

MEMORY_BYTES = 6 * 1024**3
"""Address space beyond what the program itself takes; less where the machine has less."""

_SPLITS = sys.platform == "linux"
"""Whether a process may be split off another that has loaded much; elsewhere each reading starts one afresh."""

_START = "from store._publishing import reader; reader.{}()"
_log = logging.getLogger(__name__)


def source_of(layer: Layer, files: Sequence[RawFile]) -> Source:
    """Tell apart which source files are of; raises as `tell_source` does, and as `cleaned_apart`."""
    if not _declared(layer):
        from store._publishing.tell_source import tell_source

        return tell_source(layer, files)
    with _performed(layer, "", None, files) as (told, _folder):
        return layer.source(str(told["source"]))


def guesses_apart(place: Place, files: Sequence[RawFile]) -> list[Guess]:
    """Tell apart which layers files may be for, the likeliest first; raises ``Refused`` as `cleaned_apart` does."""
    with _performed(None, "", place, files) as (told, _folder):
        return [Guess(**each) for each in told["guesses"]]


def cleaned_apart(
    layer: Layer, source: Source, place: Place, files: Sequence[RawFile], addresses: Path | None = None
) -> Cleaned:
    """Read files to the rows that may be published, apart; ``addresses`` is the published table of residences.

    Raises
    ------
    Refused
        As `clean_and_check` does, and with ``file.too_slow``, ``file.too_much_memory`` or ``file.not_understood``.

    Notes
    -----
    What comes back is a table of the declared columns and texts of ours, never an object a file could have made. A
    layer that is not among those declared (a test's own) is read in this process, as the other could not know it.
    """
    if not _declared(layer):
        # The other process loads it otherwise, and it is slow to load.
        from store._publishing.reader import clean_and_check

        return clean_and_check(layer, source, place, files, addresses)
    with _performed(layer, source.name, place, files, addresses) as (told, folder):
        table = read_table(folder / TABLE, layer)
        rasters = {name: (folder / RASTERS / str(each)).read_bytes() for each, name in enumerate(told["rasters"])}
        return Cleaned(table, list(faults_from_json(told["faults"])), str(told["vintage"]), rasters)


def preview_apart(layer: Layer, source: Source, place: Place, files: Sequence[RawFile]) -> Preview:
    """Return the first rows of files and how their columns would be read; raises as `cleaned_apart` does."""
    with _performed(layer, source.name, place, files, preview=True) as (told, _folder):
        return preview_from_json(told)


def rows_apart(
    layer: Layer, source: Source, place: Place, files: Sequence[RawFile], rows: Sequence[int]
) -> list[FileRow]:
    """Return single rows of files as they stand there; raises as `cleaned_apart` does."""
    with _performed(layer, source.name, place, files, rows=tuple(rows)) as (told, _folder):
        return rows_from_json(told["rows"])


def _declared(layer: Layer) -> bool:
    return any(layer is each for each in LAYERS)


@contextmanager
def _performed(
    layer: Layer | None,
    source: str,
    place: Place | None,
    files: Sequence[RawFile],
    addresses: Path | None = None,
    *,
    preview: bool = False,
    rows: tuple[int, ...] = (),
) -> Iterator[tuple[dict, Path]]:
    """Have a task done; yields what was told, and the folder with what was found."""
    size_mb = sum(file.path.stat().st_size for file in files) / 1e6
    cpu_s = round(CPU_S + CPU_S_PER_MB * size_mb)
    names = ", ".join(file.name for file in files)
    with tempfile.TemporaryDirectory(prefix="maillage-", ignore_cleanup_errors=True) as folder:
        # Absolute: the other process may have been started elsewhere.
        bare = tuple(replace(file, path=file.path.resolve()) for file in files)
        where = addresses.resolve() if addresses is not None else None
        name = layer.name if layer is not None else ""
        task = Task(name, source, place, bare, Path(folder), cpu_s, WALL * cpu_s, _memory_bytes(), where, preview, rows)
        outcome = _READER.ask(task) if _SPLITS else _ask_once(task)
        if outcome == LATE:
            raise Refused([Fault("file.too_slow", "error", names, parameters={"limit": cpu_s})])
        told: dict = json.loads((task.folder / TOLD).read_text("utf-8")) if outcome == DONE else {"failed": ""}
        if "refused" in told:
            raise Refused(faults_from_json(told["refused"]))
        if "error" in told:
            raise MaillageError(told["error"], **told["parameters"])
        if "failed" in told:
            said = task.folder / SAID
            _log.debug("reading %s failed: %s", names, said.read_text("utf-8", "replace") if said.exists() else "")
            code = "file.too_much_memory" if told["failed"] == "memory" else "file.not_understood"
            limit = {"limit": round(task.memory_bytes / 1024**3, 1)}
            raise Refused([Fault(code, "error", names, parameters=limit)])
        yield told, task.folder


def _memory_bytes() -> int:
    try:
        return min(MEMORY_BYTES, os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    except (AttributeError, ValueError, OSError):
        return MEMORY_BYTES


def _started(entry: str) -> "subprocess.Popen[bytes]":
    """Start a process of ours with the modules this one sees, and with no setting that opens a way out."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("GDAL_", "OGR_", "CPL_"))},
        "PYTHONWARNINGS": "ignore",
        "PROJ_NETWORK": "OFF",
    }
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    return start(_START.format(entry), environment, stdin=pipe, stdout=pipe, stderr=nowhere)


def _ask_once(task: Task) -> bytes:
    """Have a task done by a process started for it."""
    with _started("serve_one") as process:
        try:
            assert process.stdin is not None
            with suppress(BrokenPipeError):
                send(task, process.stdin)
            process.communicate(timeout=task.wall_s)
        except subprocess.TimeoutExpired:
            return LATE
        finally:
            process.kill()
    return DONE if (task.folder / TOLD).exists() else DIED


class _Reader:
    """A process that has loaded what readings need and splits off another for each; started when first asked."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._lock = Lock()

    def ask(self, task: Task) -> bytes:
        """Have a task done and return how it ended."""
        with self._lock:
            process = self._running()
            outcome = b""
            try:
                assert process.stdin is not None
                assert process.stdout is not None
                send(task, process.stdin)
                outcome = process.stdout.readline()
            except BrokenPipeError:
                pass
            finally:
                # Whether it fell or somebody pressed Ctrl-C: nothing goes on reading behind their back.
                if not outcome:
                    self.close()
            return outcome or DIED

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._owner != os.getpid() or self._process.poll() is not None:
            self._process, self._owner = _started("serve"), os.getpid()
        return self._process

    def close(self) -> None:
        """End the process and whatever it split off."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        process.wait()


_READER = _Reader()
atexit.register(_READER.close)
