"""What tests of reading and checking share: files written on the spot, faults by code, each of them said once."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from layers._fault import Fault, Refused, describe
from layers._raw import RawFile


def written(folder: Path, content: bytes | str, name: str = "file") -> RawFile:
    """Write a file and return it as received."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return RawFile(name, path)


def codes(faults: Iterable[Fault]) -> list[str]:
    """Return the codes of faults, after saying each: a text with a place nobody fills would fail here."""
    listed = list(faults)
    for fault in listed:
        assert "{" not in describe(fault)
    return [fault.code for fault in listed]


def refusal(read: Callable[[], object]) -> list[Fault]:
    """Return the faults with which ``read`` refuses."""
    with pytest.raises(Refused) as caught:
        read()
    assert caught.value.faults
    codes(caught.value.faults)
    return list(caught.value.faults)
