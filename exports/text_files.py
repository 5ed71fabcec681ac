"""Writing a text as a file that is whole or not there; and the times of a run, in a file of their own."""

import json
from collections.abc import Mapping
from pathlib import Path

from exports._together import alone

TIMES = "times.json"
"""Name of the one file of an export that may differ between two runs on the same inputs."""


def write_text(text: str, path: Path) -> None:
    """Write a text as UTF-8, whole or not at all."""
    with alone(path) as whole:
        whole.write_text(text, "utf-8")


def write_json(content: Mapping[str, object], path: Path) -> None:
    """Write plain values as JSON into a folder that nobody reads yet, always with the same bytes."""
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    path.write_bytes(f"{text}\n".encode())


def write_times(folder: Path, told: Mapping[str, object], former: Path | None = None) -> None:
    """Write ``times.json`` into a folder that nobody reads yet.

    Parameters
    ----------
    folder
        Where to.
    told
        ``plan``: the times of a plan; ``received``: when each file came in.
    former
        The file it will take the place of: of what is not in ``told`` it keeps what that one says.
    """
    kept: dict[str, object] = {}
    if former is not None and former.is_file():
        try:
            read = json.loads(former.read_bytes())
        except ValueError:
            # Not ours, or damaged: what is in ``told`` is true all the same.
            read = None
        kept = read if isinstance(read, dict) else {}
    write_json(
        {"format": 1, **{name: kept[name] for name in ("plan", "received") if name in kept}, **told}, folder / TIMES
    )
