"""The other end of ``store.apart``: the process that does one piece of work and ends."""

import os
import pickle
import signal
import socket
import struct
import sys
import time
import traceback
from dataclasses import dataclass
from importlib import import_module
from threading import Event, Lock, Thread

from geo.errors import MaillageError
from geo.solving import Control


@dataclass(frozen=True)
class Done:
    """The answer."""

    answer: object


@dataclass(frozen=True)
class Failed:
    """An error in words to the user, with what fills them."""

    message: str
    parameters: dict[str, object]


@dataclass(frozen=True)
class Heard:
    """Whatever the work tells while it goes on."""

    told: object


LOADED = ("geo.programme",)
"""What searches need, loaded before one is asked for."""

BEHIND = 10
"""By how much work that nobody waits for steps back behind the rest of the machine, in the steps of ``nice``."""

_LENGTH = struct.Struct("!Q")


def send(target: int, message: object) -> None:
    """Write a message: its length, then itself."""
    content = pickle.dumps(message)
    view = memoryview(_LENGTH.pack(len(content)) + content)
    while view:
        view = view[os.write(target, view) :]


def received(source: int) -> object:
    """Read a message; EOFError when there is none any more. It comes from a process of our own."""
    (length,) = _LENGTH.unpack(_read(source, _LENGTH.size))
    return pickle.loads(_read(source, length))


def _read(source: int, length: int) -> bytes:
    parts = []
    while length:
        part = os.read(source, min(length, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def split() -> None:
    """Split off a process for each socket that comes along standard input; end when nobody is there any more."""
    # What every search needs is loaded once; nothing of it has been used when a process is split off.
    for each in LOADED:
        import_module(each)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=os.dup(0)) as line:
        while True:
            message, ends, _flags, _address = socket.recv_fds(line, 1, 1)
            if not message:
                return
            if not os.fork():
                line.close()
                serve(ends[0], ends[0])
            os.close(ends[0])


def serve(source: int, target: int) -> None:
    """Do the work that is asked for, tell how it goes, and end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stopped, writing = Event(), Lock()

    def say(message: object) -> None:
        with writing:
            send(target, message)

    def listen() -> None:
        try:
            received(source)
        except (EOFError, OSError):
            # Nobody waits for the answer any more.
            os._exit(1)
        stopped.set()
        listen()

    try:
        task = received(source)
        assert isinstance(task, tuple)
        work, arguments, behind = task
        if behind and hasattr(os, "nice"):
            os.nice(BEHIND)
        Thread(target=listen, daemon=True).start()
        control = Control(time.perf_counter, stopped.is_set, say)
        say(Done(work(*arguments, control=control, tell=lambda told: say(Heard(told)))))
    except (EOFError, BrokenPipeError):
        pass
    except MaillageError as error:
        say(Failed(error.message, error.parameters))
    finally:
        # A fault of the program stands in the log; the other side learns that there is no answer.
        if sys.exc_info()[0] is not None:
            traceback.print_exc()
            os._exit(1)
        # The listening thread still reads: the interpreter would wait for it.
        os._exit(0)
