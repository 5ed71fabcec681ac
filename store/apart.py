"""Long work done apart: in a process of its own, so that no search depends on what else runs beside it."""

import atexit
import os
import pickle
import queue
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock, Thread
from typing import cast

from geo.errors import MaillageError
from geo.solving import Answer, Control, NobodyWaitsError, Progress, SolverError, Work
from geo.texts import N_
from store._other_side import Done, Failed, Heard, received, send
from store._our_process import start

ASKS_S = 0.05
"""How often, in seconds, the stop button is looked at while the other process works."""

_SPLITS = hasattr(os, "fork") and hasattr(socket, "send_fds")
"""Whether a process may be split off another that has loaded what searches need; else each search starts one afresh."""

_START = "from store import _other_side; _other_side.{}"
_SERVE = "import os; line = os.dup(1); os.dup2(2, 1); " + _START.format("serve(0, line)")
"""What some library prints while it is loaded is no message of ours: the messages have a line of their own by then."""


def apart(
    work: Work[Answer], *arguments: object, control: Control, heard: Callable[[object], None] = lambda _told: None
) -> Answer:
    """Do work in a process of its own.

    Parameters
    ----------
    work
        What is done there, with a clock of that process and this control's stop button and listener.
    arguments
        Sent there as they are.
    control
        Of this side.
    heard
        Told whatever the work tells while it goes on.

    Raises
    ------
    MaillageError
        As the work raises it.
    NobodyWaitsError
        When the control says that nobody wants the answer any more; the other process ends.
    SolverError
        When the other process has ended without an answer: by a fault of the program, which stands in the log then, or
        stopped by the system for want of memory.

    Examples
    --------
    >>> apart(proven, instance, control=control).state.tolist()
    [[0, 2], [0, 0], [2, 2]]
    """
    return cast("Answer", _done((work, arguments, False), control, heard))


def gently(
    work: Work[Answer], *arguments: object, control: Control, heard: Callable[[object], None] = lambda _told: None
) -> Answer:
    """Do work as ``apart`` does, behind whatever else the machine has to do: nobody waits for it.

    Examples
    --------
    >>> gently(proven, instance, control=control).state.tolist()
    [[0, 2], [0, 0], [2, 2]]
    """
    return cast("Answer", _done((work, arguments, True), control, heard))


def _done(task: object, control: Control, heard: Callable[[object], None]) -> object:
    """Have a task done in a process of its own, and return the answer."""
    with _process() as line:
        said: queue.Queue[object] = queue.Queue()
        listener = Thread(target=_listen, args=(line.source, said), daemon=True)
        listener.start()
        try:
            return _conversation(line.target, said, task, control, heard)
        finally:
            # The other process ends when nobody is there any more, and the listener with it.
            line.hang_up()
            listener.join()


def _conversation(
    target: int, said: "queue.Queue[object]", task: object, control: Control, heard: Callable[[object], None]
) -> object:
    """Send a task to the other process and wait for its answer."""
    asked = False
    try:
        send(target, task)
        while True:
            if control.left():
                raise NobodyWaitsError
            if not asked and control.stop():
                asked = True
                send(target, "stop")
            try:
                told = said.get(timeout=ASKS_S)
            except queue.Empty:
                continue
            if told is None:
                break
            if isinstance(told, Done):
                return told.answer
            if isinstance(told, Failed):
                raise MaillageError(told.message, **told.parameters)
            if isinstance(told, Progress):
                control.report(told)
            if isinstance(told, Heard):
                heard(told.told)
    except BrokenPipeError:
        pass
    message = N_("The search has ended without an answer. Start again; if memory is short, free some first.")
    raise SolverError(message)


def _listen(source: int, said: "queue.Queue[object]") -> None:
    """Pass on what the other process says, and None at its end."""
    while True:
        try:
            message = received(source)
        except (EOFError, OSError, pickle.UnpicklingError):
            said.put(None)
            return
        said.put(message)


@dataclass(frozen=True)
class _Line:
    """Where another process is heard, where it listens, and how it is told that nobody is there any more."""

    source: int
    target: int
    hang_up: Callable[[], None]


@contextmanager
def _process() -> Iterator[_Line]:
    """Yield the line to a new process."""
    if _SPLITS:
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                _NURSERY.send(theirs)
            yield _Line(ours.fileno(), ours.fileno(), lambda: ours.shutdown(socket.SHUT_RDWR))
        return
    with start(_SERVE, os.environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield _Line(process.stdout.fileno(), process.stdin.fileno(), process.kill)


class _Nursery:
    """A process that has loaded what searches need, and splits off another for each; started when first asked."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None
        self._owner = 0
        self._lock = Lock()

    def send(self, end: socket.socket) -> None:
        """Have a process split off that listens and answers at one end of a socket."""
        with self._lock:
            line = self._running()
            try:
                socket.send_fds(line, [b"."], [end.fileno()])
            except OSError:
                self._hang_up()
                socket.send_fds(self._running(), [b"."], [end.fileno()])

    def _running(self) -> socket.socket:
        alive = self._process is not None and self._process.poll() is None
        if self._line is None or not alive or self._owner != os.getpid():
            self._hang_up()
            ours, theirs = socket.socketpair()
            with theirs:
                statement = _START.format("split()")
                self._process = start(statement, os.environ, stdin=theirs.fileno(), stdout=subprocess.DEVNULL)
            self._line, self._owner = ours, os.getpid()
        return self._line

    def close(self) -> None:
        """End the process; what it split off goes on until its own end."""
        self._hang_up()
        if self._process is not None and self._owner == os.getpid():
            self._process.wait()

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


_NURSERY = _Nursery()
atexit.register(_NURSERY.close)
