"""The other end of `store._publishing.apart`: the process in which a received file is read, and nothing else done."""

import ctypes
import gc
import json
import os
import select
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path

from geo.errors import MaillageError
from geo.place import LocalName, Place
from layers import LAYERS, Cleaned, Fault, Layer, RawFile, Refused, Source, layer, mapping_faults
from layers.addresses.placing import placed_by_address, takes_addresses
from layers.checking.schema import check
from layers.recognition.columns import preview_of
from layers.recognition.preview import preview_to_json
from layers.recognition.rows import rows_at
from layers.recognition.telling import guesses
from store._publishing.reading_task import DIED, DONE, LATE, RASTERS, SAID, TABLE, TOLD, Task, receive
from store._publishing.table_files import conform, table_bytes
from store._publishing.tell_source import tell_source
from store.versions import fault_to_json

_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000
"""Flags of ``unshare(2)``."""


def clean_and_check(
    layer: Layer, source: Source, place: Place, files: Sequence[RawFile], addresses: Path | None = None
) -> Cleaned:
    """Read the files of a source to the rows it may publish, those without coordinates placed by their addresses.

    Raises
    ------
    Refused
        With every fault met, when one of them is an error.
    """
    if len(files) > 1 and not source.many_files:
        parameters = {"source": source.name, "count": len(files)}
        raise Refused([Fault("source.one_file", "error", file=files[1].name, parameters=parameters)])
    if wrong := mapping_faults(place, layer):
        raise Refused(wrong)
    names = ", ".join(file.name for file in files)
    cleaned = source.clean(files, place)
    if takes_addresses(layer):
        cleaned = placed_by_address(cleaned, layer, place, addresses, names)
    checked = check(cleaned, layer, place, file=names)
    if any(fault.severity == "error" for fault in checked.faults):
        raise Refused(checked.faults)
    return checked


def serve_one() -> None:
    """Do one task in this process, where processes cannot be split."""
    task = receive(sys.stdin.buffer)
    if task is not None:
        perform(task)


def serve() -> None:
    """Do one task after the other, each in a process split off from this one, until the other end is closed."""
    _warm_up()
    while (task := receive(sys.stdin.buffer)) is not None:
        _load(task)
        ended, alive = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(ended)
            _in_child(task)
        os.close(alive)
        outcome = _watched(child, ended, task)
        os.close(ended)
        sys.stdout.buffer.write(outcome)
        sys.stdout.buffer.flush()


def _in_child(task: Task) -> None:
    status = 1
    try:
        os.dup2(os.open(task.folder / SAID, os.O_WRONLY | os.O_CREAT, 0o600), sys.stderr.fileno())
        perform(task)
        status = 0
    finally:
        if status:
            traceback.print_exc()
        # What the mother process holds open is not this one's to close.
        os._exit(status)


def _watched(child: int, ended: int, task: Task) -> bytes:
    """Wait for a child, which holds the other end of a pipe open for as long as it lives."""
    late = time.monotonic() + task.wall_s
    while True:
        ready, _, _ = select.select([ended, sys.stdin], [], [], max(0.0, late - time.monotonic()))
        if ended in ready:
            _, status = os.waitpid(child, 0)
            if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
                return LATE
            return DONE if (task.folder / TOLD).exists() else DIED
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if sys.stdin in ready:
            # Nobody sends a task before the last has ended: the other end is gone.
            raise SystemExit
        return LATE


def _load(task: Task) -> None:
    """Load the readers a task may call, so that what is split off later has them too; no file is looked at."""
    asked = [layer(task.layer)] if task.layer else LAYERS
    for source in (source for each in asked for source in each.sources):
        for function in (source.recognise, source.clean):
            named_later = getattr(function, "function", None)
            if named_later is not None and task.source in ("", source.name):
                named_later()
    # What is loaded stays where it is: collecting garbage in each child would copy all of it.
    gc.freeze()


def _warm_up() -> None:
    """Read a small table once, which loads what nearly every reading needs, for all that are split off."""
    spec = layer("wifi")
    template = Path(str(files("layers") / "templates" / "wifi.csv"))
    nowhere = Place(
        key="nowhere",
        nis_code="00000",
        name=LocalName(fr="", nl="", en=""),
        frame_wgs84=(4.2, 50.3, 4.6, 50.5),
    )
    with suppress(MaillageError):
        clean_and_check(spec, spec.sources[0], nowhere, [RawFile(template.name, template)])


def perform(task: Task) -> None:
    """Do a task and leave what came of it in its folder; nothing, where the reading fails in a way nobody foresaw."""
    _limit(task)
    scratch = task.folder / "scratch"
    scratch.mkdir()
    tempfile.tempdir = str(scratch)
    told: dict[str, object]
    try:
        told = _done(task)
    except Refused as refused:
        told = {"refused": [fault_to_json(fault) for fault in refused.faults]}
    except MaillageError as error:
        told = {"error": error.message, "parameters": {name: str(each) for name, each in error.parameters.items()}}
    except MemoryError:
        told = {"failed": "memory"}
    (task.folder / "telling").write_text(json.dumps(told), "utf-8")
    (task.folder / "telling").replace(task.folder / TOLD)


def _done(task: Task) -> dict[str, object]:
    if not task.layer and task.place is not None:
        return {"guesses": [asdict(each) for each in guesses(task.files, task.place)]}
    spec = layer(task.layer)
    if task.preview and task.place is not None:
        return preview_to_json(preview_of(task.files, task.place, spec, spec.source(task.source)))
    if task.rows and task.place is not None:
        found = rows_at(task.files, task.place, spec, spec.source(task.source), task.rows)
        return {"rows": [asdict(each) for each in found]}
    if not task.source or task.place is None:
        return {"source": tell_source(spec, task.files).name}
    cleaned = clean_and_check(spec, spec.source(task.source), task.place, task.files, task.addresses)
    (task.folder / TABLE).write_bytes(table_bytes(conform(cleaned.table, spec)))
    (task.folder / RASTERS).mkdir()
    for number, content in enumerate(cleaned.rasters.values()):
        (task.folder / RASTERS / str(number)).write_bytes(content)
    faults = [fault_to_json(fault) for fault in cleaned.faults]
    return {"vintage": cleaned.vintage, "faults": faults, "rasters": list(cleaned.rasters)}


def _limit(task: Task) -> None:
    """Take from this process what reading a file does not need, as far as the system can."""
    try:
        import resource
    except ImportError:
        # Windows: the clock of the other end is what is left.
        return
    # Memory counts from here: what is loaded already is the program's own.
    address_space = task.memory_bytes + _size_bytes()
    limits = [
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, task.cpu_s),
        (resource.RLIMIT_AS, address_space),
    ]
    for kind, limit in limits:
        _, highest = resource.getrlimit(kind)
        value = limit if highest == resource.RLIM_INFINITY else min(limit, highest)
        # macOS knows the limit of the address space and does not let it be set.
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, highest))
    _leave_network()


def _size_bytes() -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _leave_network() -> None:
    """Move into a network with nobody in it (Linux); where that is not allowed, nothing here asks for one anyway."""
    if sys.platform == "linux":
        library = ctypes.CDLL(None)
        if library.unshare(_NEW_NETWORK) != 0 and os.geteuid() != 0:
            library.unshare(_NEW_USER | _NEW_NETWORK)
