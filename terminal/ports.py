"""The port the app listens on: whether it is free, what to do when it is not, and when somebody answers there."""

import errno
import os
import socket
import time
from collections.abc import Callable

from geo.errors import MaillageError
from geo.texts import N_

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}
"""Addresses that mean every address of this machine, and where this machine finds itself then."""

_TRIED = 100
"""How many ports after a busy one are tried for one to suggest."""

_LOOK_AGAIN_S = 0.2


class PortError(MaillageError):
    """Nothing can listen where the app was asked to."""


def must_be_free(address: str, port: int) -> None:
    """Hold that a server can listen there.

    Raises
    ------
    PortError
        When another program does, or this machine does not let us.
    """
    problem = _problem(address, port)
    if problem is None:
        return
    after = range(port + 1, min(port + _TRIED, 65_535) + 1)
    free = next((other for other in after if _problem(address, other) is None), None)
    if problem.errno == errno.EADDRINUSE and free is not None:
        message = N_(
            "Port {port} of {address} is taken by another program, perhaps by Maillage itself. "
            "Choose another: maillage app --port {free}, or make app PORT={free}."
        )
        raise PortError(message, port=port, address=address, free=free)
    message = N_(
        "Nothing can listen at {address}, port {port} ({problem}). "
        "Choose another: maillage app --address localhost --port 8501."
    )
    raise PortError(message, port=port, address=address, problem=problem.strerror or str(problem))


def listens(address: str, port: int, *, while_: Callable[[], bool]) -> bool:
    """Wait until somebody answers there, and say whether it happened while the condition held."""
    while while_():
        try:
            with socket.create_connection((_EVERYWHERE.get(address, address), port), timeout=_LOOK_AGAIN_S):
                return True
        except OSError:
            time.sleep(_LOOK_AGAIN_S)
    return False


def _problem(address: str, port: int) -> OSError | None:
    """Return what keeps a server from listening; of several addresses one must be ours and none taken."""
    try:
        found = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        return error
    problems = [_tried(family, where) for family, _type, _protocol, _name, where in found]
    taken = (each for each in problems if each is not None and each.errno == errno.EADDRINUSE)
    return next(taken, None) or (None if None in problems else problems[0])


def _tried(family: int, where: tuple[object, ...]) -> OSError | None:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if os.name != "nt":
                # What a server does too: a port whose last connections are still dying is free.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            probe.bind(where)
    except OSError as error:
        return error
    return None
