"""Writing a text as a file that is whole or not there."""

from pathlib import Path

from exports._together import alone


def write_text(text: str, path: Path) -> None:
    """Write a text as UTF-8, whole or not at all."""
    with alone(path) as whole:
        whole.write_text(text, "utf-8")
